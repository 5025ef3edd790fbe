"""Ships by what stands before their names: "USS Forrest Sherman", "the HMS Enterprise".

A recogniser misses most of them, or takes the admiral they are called after for a person. The
letters say whose ship it is and are part of its name.

Pure: standard library. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.entities.rules.found import CAPITALISED, Found, Span, named_anew

#: Prefixes that stand before ships alone.
_PREFIXES: Final = (
    "USS",
    "USNS",
    "HMS",
    "HMAS",
    "HMCS",
    "HMNZS",
    "RMS",
    "USCGC",
    "RFA",
    "BRP",
    "KRI",
)
#: Up to four words, initials with them: "USS Harry S. Truman".
_SHIP: Final = re.compile(
    rf"(?<![\w-])(?:{'|'.join(_PREFIXES)}) {CAPITALISED}"
    rf"(?: (?!Carrier|Strike|Battle|Group)(?:[A-Z]\.|{CAPITALISED})){{0,3}}"
)


def afloat(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the ships in place of what was found there."""
    return named_anew(texts, found, _in, "PRODUCT")


def _in(text: str) -> Iterator[Span]:
    if any(prefix in text for prefix in _PREFIXES):
        for match in _SHIP.finditer(text):
            yield match.start(), match.end() - 2 * match[0].endswith(("'s", "’s"))

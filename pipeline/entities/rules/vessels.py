"""Ships by what stands before their names: "USS Forrest Sherman", "the HMS Enterprise".

A recogniser misses most of them, or takes the admiral they are called after for a person. The
letters say whose ship it is and are part of its name.

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.entities.rules.found import CAPITALISED, Found, Span, named_anew
from pipeline.entities.rules.tables import known_names, listed, words

_LABEL: Final = "PRODUCT"

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


#: "The boat, Conception, which": a name of one to three words between commas.
_APPOSED: Final = re.compile(
    r"\b(?:boat|ship|vessel|ferry|tanker|trawler|yacht|submarine|freighter|steamer|barge), "
    rf"(?:the )?({CAPITALISED}(?: {CAPITALISED}){{0,2}}),"
)


def afloat(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the ships in place of what was found there.

    What an apposition names a ship is one wherever it was found, but for a person.
    """
    apposed = {name for text in texts for name in _apposed(text)}
    persons = {texts[m.field][m.start : m.end] for m in found if m.label == "PERSON"}
    named = apposed - persons
    if named:
        found = [m.called(_LABEL) if texts[m.field][m.start : m.end] in named else m for m in found]
    return named_anew(texts, found, _in, _LABEL)


def _apposed(text: str) -> Iterator[str]:
    for match in _APPOSED.finditer(text):
        first = match[1].partition(" ")[0]
        if not (
            first in listed("calendar")
            or first in words("general")
            or first in words("office")
            or match[1] in known_names()
        ):
            yield match[1]


def _in(text: str) -> Iterator[Span]:
    if any(prefix in text for prefix in _PREFIXES):
        for match in _SHIP.finditer(text):
            yield match.start(), match.end() - 2 * match[0].endswith(("'s", "’s"))

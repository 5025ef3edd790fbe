"""Letters that name nobody: "foot and mouth disease (HFMD)", "NOK 50 million", "CCTV".

A recogniser takes capitals for a body. They are a thing's where the words that they stand for are
small and end as things do, where they are a currency before a figure, or where the list has them.

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.entities.rules.found import Found
from pipeline.entities.rules.tables import words

_LABELS: Final = frozenset({"ORG", "PRODUCT", "GPE", "EVENT", "WORK_OF_ART"})
#: Letters in brackets, and what the words before them end in where they are a thing's.
_THING: Final = re.compile(r"\((?<= \()([A-Z]{2,7})\)")
_ENDS: Final = re.compile(
    r"\b(?:diseases?|virus(?:es)?|syndrome|fever|disorder|infections?|bacteri(?:a|um)|aureus|product|tax|"
    r"devices?|vehicles?|drugs?|therapy|vaccines?|acid|gas(?:es)?|emissions|missiles?|care|unit) \Z"
)
#: Several of what has such letters: "IDPs", "ICBMs".
_SEVERAL: Final = re.compile(r"[A-Z]{2,5}s")
_REACH: Final = 20
_AMOUNT: Final = re.compile(r" ?\d")
#: Heads of a press release's lines.
_FORM: Final = re.compile(r"\b(?:WHO|WHAT|WHEN|WHERE|WHY):")


def spelt(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found`` without letters that name nobody."""
    things = {name for text in texts if "(" in text for name in _things(text)}
    forms = [text.count(":") > 1 and len(_FORM.findall(text)) > 1 for text in texts]
    return [item for item in found if not _is_nobody(texts[item.field], item, things, forms)]


def _things(text: str) -> Iterator[str]:
    for letters in _THING.finditer(text):
        if _ENDS.search(text[max(0, letters.start() - _REACH) : letters.start()]):
            yield letters[1]


def _is_nobody(text: str, item: Found, things: set[str], forms: Sequence[bool]) -> bool:
    if item.label not in _LABELS or not text[item.start].isupper() or item.end - item.start > 8:
        return False
    name = text[item.start : item.end]
    if name in things or name in words("letters of no name") or _SEVERAL.fullmatch(name):
        return True
    if name in words("currency"):
        return _AMOUNT.match(text, item.end) is not None
    return forms[item.field] and name == "WHO" and text[item.end : item.end + 1] == ":"

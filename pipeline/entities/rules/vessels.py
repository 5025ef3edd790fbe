"""Ships by what stands before their names: "USS Forrest Sherman", "the HMS Enterprise".

A recogniser misses most of them, or takes the admiral they are called after for a person. The
letters say whose ship it is and are part of its name.

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

from pipeline.entities.rules.found import CAPITALISED, Found, Span, placed
from pipeline.entities.rules.tables import known_names, labels_of_head, opens_otherwise

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
    "MV",
    "M/V",
)
_TELLING: Final = tuple(f"{prefix} " for prefix in _PREFIXES)
#: Up to four words, initials with them: "USS Harry S. Truman".
_SHIP: Final = re.compile(
    rf"(?<![\w-])(?:{'|'.join(_PREFIXES)}) {CAPITALISED}"
    rf"(?: (?!Carrier|Strike|Battle|Group)(?:[A-Z]\.|{CAPITALISED})){{0,3}}"
)
#: "the cargo ship Namse Bangdzod", with the letters before it where it has some.
_KIND: Final = re.compile(
    r"\b(?:(?:cargo|cruise|container|support|survey|research|hospital|training|supply) ship|"
    r"tanker|aircraft carrier|destroyer) "
    rf"({CAPITALISED}(?: (?:(?:d[eiu]|del|la|of|van|von) )?{CAPITALISED}){{0,3}})(?! [A-Z])"
)
#: "The boat, Conception, which": a name of one to three words between commas.
_KINDS: Final = (
    *("boat", "ship", "vessel", "ferry", "tanker", "trawler", "yacht", "submarine", "freighter"),
    *("steamer", "barge"),
)
_APPOSED: Final = re.compile(
    rf"\b(?:{'|'.join(_KINDS)}), "
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
    persons_at = {(m.field, m.start) for m in found if m.label == "PERSON"}
    more = [
        Found(field, start, _before_person(text, field, start, end, persons_at), _LABEL)
        for field, text in enumerate(texts)
        for start, end in _in(text)
    ]
    return placed(len(texts), found, more)


def _before_person(
    text: str, field: int, start: int, end: int, persons: Set[tuple[int, int]]
) -> int:
    """The end of a ship's name, before a person's that follows: "MV Sewol | Lee Joon-seok"."""
    words_at = [start + i + 1 for i, letter in enumerate(text[start:end]) if letter == " "]
    return next((at - 1 for at in words_at[1:] if (field, at) in persons), end)


def _apposed(text: str) -> Iterator[str]:
    if not any(f"{kind}, " in text for kind in _KINDS):
        return
    for match in _APPOSED.finditer(text):
        if _may_be_ship(match[1]):
            yield match[1]


def _in(text: str) -> Iterator[Span]:
    if any(prefix in text for prefix in _TELLING):
        for match in _SHIP.finditer(text):
            if labels_of_head(match[0].rpartition(" ")[2])[:1] != ["FAC"]:
                yield match.start(), match.end() - 2 * match[0].endswith(("'s", "’s"))
    if " ship " in text or " tanker " in text or " carrier " in text or " destroyer " in text:
        for match in _KIND.finditer(text):
            name = match[1].removesuffix("'s").removesuffix("’s")
            if _may_be_ship(name):
                yield match.start(1), match.start(1) + len(name)


def _may_be_ship(name: str) -> bool:
    """Whether nothing says that a day, an officer or a land begins there."""
    first = name.partition(" ")[0]
    return not opens_otherwise(first) and name not in known_names()

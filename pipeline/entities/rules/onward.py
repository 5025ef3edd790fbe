"""Names that a list or their last word has longer than a recogniser saw them.

"Scotland | Yard", "France | 24", "Birsa | Munda Jail", "Chitwan | -2", "Cricket | Australia",
"Franco- | German", "Rail, | Tram and Bus Union", "International Criminal Tribunal | for Rwanda".

Pure: standard library and tables. Each name looks at a few characters on either side.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.entities.rules.found import CAPITALISED, PLACES, Found, word_before
from pipeline.entities.rules.tables import by_label, known_names, listed, words

#: The next one or two words, of which a listed name may consist.
_NEXT: Final = re.compile(r" ([A-Z\d][\w'’-]{0,20})(?: ([A-Z][\w'’-]{0,20}))?")
#: What a place or a person is called with: a building's last word, with words before it or none.
_SITE: Final = re.compile(
    rf" (?:{CAPITALISED} ){{0,2}}(?:International Airport|Airport|Jail|Prison|Stadium|Hospital|"
    r"Mosque|Cathedral|Bridge|Palace|Square|Cemetery|Barracks|Airbase)\b(?!-| [A-Z])"
)
#: A ward or seat of a district: "Chitwan | -2".
_WARD: Final = re.compile(r"-\d{1,2}(?=[,.;)\s]|['’]s\b|\Z)(?![.,]\d)")
#: Another party of one list: "People's Progressive Party | /Civic".
_ALLY: Final = re.compile(r"/[A-Z][a-z]{2,15}\b(?!/)|\+[A-Z]{2,6}\b")
#: The combining form of a people before another: "Franco- | German".
_COMBINED: Final = re.compile(r"(?<![\w-])[A-Z][a-z]{2,9}[-–]\Z")
#: What stands before "Tram and Bus Union" and belongs to it: "the Rail, |".
_FIRST: Final = re.compile(r"(?:\A|[.!?\n]\s|\b[Tt]he |['’]s )((?:[A-Z][a-z]+, ){1,3})\Z")
_PAIR: Final = re.compile(rf"{CAPITALISED} and (?:{CAPITALISED} ){{1,3}}{CAPITALISED}")
#: Characters on the left in which such beginnings stand.
_REACH: Final = 60


def onward(text: str, item: Found, floor: int, ceiling: int) -> Found:
    """The name with what goes on it, or as it is.

    Nothing before ``floor`` belongs to it; at ``ceiling`` another name begins.
    """
    after = text[item.end : item.end + 2]
    if after[:1] == " " and (after[1:].isupper() or after[1:].isdigit()):
        item = _listed(text, item, ceiling)
    elif after[:1] == "-" and item.label in PLACES and after[1:].isdigit():
        item = _ward(text, item)
    elif after[:1] in ("/", "+") and item.label == "ORG":
        item = _allied(text, item)
    before = text[item.start - 2 : item.start]
    if before[1:] in ("-", "–") and item.label == "NORP":
        return _combined(text, item, floor)
    if before == ", " and item.label == "ORG":
        return _of_several(text, item, floor)
    if before[1:] == " " and item.label in PLACES:
        return _governing(text, item, floor)
    return item


def _listed(text: str, item: Found, ceiling: int) -> Found:
    """The listed body or the building that begins with the name."""
    following = _NEXT.match(text, item.end)
    if following is None:
        return item
    name = text[item.start : item.end]
    if name.partition(" ")[0] in _openings():
        for group in (2, 1):
            end = following.end(group)
            if end > 0 and text[item.start : end] in listed("organisations"):
                return item._replace(end=end, label="ORG", confidence=None)
    if item.label not in {"GPE", "LOC", "PERSON"} or not following[1][0].isupper():
        return item
    site = _SITE.match(text, item.end)
    if (
        site is None
        or site.end() > ceiling
        or (item.label != "PERSON" and " " not in site[0].strip())
    ):
        return item
    return item._replace(end=site.end(), label="FAC", confidence=None)


@cache
def _openings() -> frozenset[str]:
    """The first words of listed bodies of several words."""
    return frozenset(name.partition(" ")[0] for name in listed("organisations") if " " in name)


def _ward(text: str, item: Found) -> Found:
    ward = _WARD.match(text, item.end)
    if ward is None or known_names().get(text[item.start : item.end]) in {"countries", "regions"}:
        return item
    return item._replace(end=ward.end(), confidence=None)


def _allied(text: str, item: Found) -> Found:
    name = text[item.start : item.end]
    ally = _ALLY.match(text, item.end)
    if ally is None or ally[0][1:] in known_names():
        return item
    if name.rpartition(" ")[2] in words("party") or (name.isupper() and ally[0][0] == "+"):
        return item._replace(end=ally.end(), confidence=None)
    return item


def _combined(text: str, item: Found, floor: int) -> Found:
    """ "Franco-German" whole."""
    first = _COMBINED.search(text, max(floor, item.start - 12), item.start)
    if first is None or first[0][:-1] not in words("combining form of a people"):
        return item
    return item._replace(start=first.start(), confidence=None)


def _of_several(text: str, item: Found, floor: int) -> Found:
    """ "Rail, Tram and Bus Union" whole, where but "Tram and Bus Union" was seen."""
    name = text[item.start : item.end]
    first = _FIRST.search(text, max(floor, item.start - _REACH), item.start)
    if first is None or not _PAIR.fullmatch(name):
        return item
    if name.rpartition(" ")[2] not in by_label("heads") or name.partition(" ")[0] in known_names():
        return item
    if any(part in known_names() for part in first[1].rstrip(", ").split(", ")):
        return item
    return item._replace(start=first.start(1), confidence=None)


def _governing(text: str, item: Found, floor: int) -> Found:
    """The body of a sport or of the state that a country's name ends: "Cricket Australia"."""
    field = word_before(text, item.start)
    start = item.start - len(field) - 1
    if field not in words("what a country's body governs") or start < floor:
        return item
    if text[item.start : item.end] not in _governed():
        return item
    return item._replace(start=start, label="ORG", confidence=None)


@cache
def _governed() -> frozenset[str]:
    return listed("countries") | {"West Indies", "England", "Scotland", "Wales", "Ireland"}

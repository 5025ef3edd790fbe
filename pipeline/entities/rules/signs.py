"""What a name says of its label by itself: lists that hold it, words that tell what it names.

Each sign is a label with a weight, in shares of the recogniser's votes; `agreement` adds them up.

Pure: standard library and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from pipeline.entities.rules.found import PLACES
from pipeline.entities.rules.shapes import is_one_word_of_a_body, is_personal
from pipeline.entities.rules.tables import (
    by_label,
    given_names,
    known_names,
    labels_of_head,
    listed,
    table_of,
    words,
)

Votes = Mapping[str, float]

#: Weights of evidence. A mention of which a recogniser is sure votes with 1.5, one that it doubts
#: with 0.5 (`agreement`): what weighs more than 1.5 is stronger than any recogniser.
COUNTRY: Final = 1.3
LISTED: Final = 1.0
CITY: Final = 0.8
TOWN: Final = 0.25
#: What its last word tells of a name, and how much less the second of two labels is meant.
HEAD: Final = 1.1
LESS: Final = 0.3
#: What the word before "of" tells, and what a given name in front.
FAINT: Final = 0.4
#: What its first words tell; a place's begin other names, too ("Cape Town Opera").
OPENING: Final = 1.3
OPENING_PLACE: Final = 0.9
TITLE: Final = 1.4
WITHIN: Final = 1.1
PEERS: Final = 1.3
#: The surname of a person named in full; where a firm may be called after the person.
SURNAME: Final = 1.8
FOUNDER: Final = 1.3
SHORT: Final = 1.6
SHORT_FAINT: Final = 1.2
STORM: Final = 2.0
VESSEL: Final = 2.5
CONTEXT: Final = 0.4

#: What a list says of the names in it.
_TABLES: Final[Mapping[str, Votes]] = {
    "nationalities": {"NORP": LISTED},
    "countries": {"GPE": COUNTRY},
    "states": {"GPE": LISTED},
    "regions": {"LOC": COUNTRY},
    "organisations": {"ORG": LISTED},
    "products": {"PRODUCT": SURNAME},
    "cities": {"GPE": CITY, "PERSON": -LESS},
    "towns": {"GPE": TOWN},
}
#: What a name says that stands for one thing everywhere.
RENOWNED: Final = SURNAME
#: What ends the name of a constituency: "Ekiti North".
_COMPASS: Final = frozenset({"North", "South", "East", "West", "Central"})
_INITIAL: Final = re.compile(r"[A-Z]\w* [A-Z] \w")


@lru_cache(maxsize=16_384)
def evidence(name: str) -> Votes:
    """What the name itself says of its label, whatever the text.

    >>> dict(evidence("University of Leeds"))
    {'ORG': 1.3}
    """
    return MappingProxyType(_evidence(name))


def _evidence(name: str) -> Votes:
    plain = _listed(name)
    if plain:
        return plain
    parts = name.split()
    if len(parts) < 2:
        return {"PERSON": FAINT / 2} if name in given_names() else {}
    of, last = " of " in name, parts[-1].rstrip(",")
    borne = last in words("surname too")
    person = not of and (parts[0] in given_names() or _INITIAL.match(name) is not None)
    openings = by_label("openings")
    opening = openings.get(" ".join(parts[:2])) or openings.get(parts[0])
    weights = {opening: OPENING_PLACE if opening in PLACES else OPENING} if opening else {}
    told = _told_by(name.split(" of ")[0] if of else name)
    if told and not (opening and of):
        faint = of or (person and borne)  # "Peter Hall"
        for label, weight in zip(
            told, (FAINT, FAINT) if faint else (HEAD, HEAD - LESS), strict=False
        ):
            weights[label] = weights.get(label, 0) + weight
        weights["PERSON"] = FAINT if person and borne else 0.0 if borne else -HEAD
    elif last in _COMPASS and len(parts) <= 3 and parts[0] not in given_names():
        weights["GPE"] = HEAD
    elif _is_club(parts):
        weights = {"ORG": TITLE, "PERSON": HEAD - FAINT}  # "Indiana Jones"
    if not weights and len(parts) <= 4 and person:
        weights["PERSON"] = FAINT
    if not weights and is_personal(parts):
        weights["PERSON"] = HEAD
    elif not weights.keys() - {"PERSON"} and is_one_word_of_a_body(last):
        weights = {"ORG": HEAD}
    return weights


def _told_by(name: str) -> Sequence[str]:
    """What the last word or two tell, the likelier label first: a museum acts or is gone to."""
    parts = name.rstrip(",").split()
    return labels_of_head(" ".join(parts[-2:])) or labels_of_head(parts[-1])


def _is_club(parts: Sequence[str]) -> bool:
    """Whether a town and a team's nickname are the words: "Perth Glory", "Montreal Victorias"."""
    town, nickname = " ".join(parts[:-1]), parts[-1]
    if known_names().get(town) not in {"cities", "states"} or not nickname[0].isupper():
        return False
    return nickname in words("nickname of a team") or (
        nickname.endswith("s")
        and nickname[-2:] not in ("ss", "is", "us")
        and nickname.isalpha()
        and nickname not in words("no nickname")
        and town not in words("plain in names")
        and known_names().get(nickname) in {None, "renowned"}
        and parts[0] not in given_names()
    )


def _listed(name: str) -> Votes:
    renowned = by_label("renowned").get(name)
    if renowned:
        return {renowned: RENOWNED}
    table = table_of(name)
    if table != "nationalities" and name.replace(".", "") in listed("countries"):
        return {"GPE": COUNTRY}
    return _TABLES.get(table, {}) if table else {}


def person_parts(names: Iterable[str]) -> frozenset[str]:
    """The first and last words of persons' full names, by which an article goes on to call them."""
    parts: set[str] = set()
    for name in names:
        words = [word for word in name.split() if word.rstrip(".") not in {"Jr", "Sr", "II", "III"}]
        if 2 <= len(words) <= 5:
            parts.update(word for word in (words[0], words[-1]) if len(word) > 2)
            if words[-2].lower() in {
                "van",
                "von",
                "de",
                "al",
                "el",
                "bin",
                "ben",
                "der",
                "di",
                "da",
            }:
                parts.add(" ".join(words[-2:]))
    return frozenset(part for part in parts if part[0].isupper() or "-" in part)

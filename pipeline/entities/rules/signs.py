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

from pipeline.entities.rules.tables import (
    by_label,
    given_names,
    known_names,
    listed,
    table_of,
    words,
)

Votes = Mapping[str, float]

#: Weights of evidence, in shares of the recogniser's votes (1: as much as all of them).
LISTED: Final = 1.3
CITY: Final = 1.1
TOWN: Final = 0.25
HEAD: Final = 1.1
OPENING: Final = 1.2
GIVEN_NAME: Final = 1.1
TITLE: Final = 1.1
SURNAME: Final = 1.2
SHORT: Final = 1.1
SHORT_FAINT: Final = 0.7
STORM: Final = 2.0
VESSEL: Final = 2.5
CONTEXT: Final = 0.4

#: What a list says of the names in it.
_TABLES: Final[Mapping[str, Votes]] = {
    "nationalities": {"NORP": LISTED},
    "countries": {"GPE": LISTED},
    "states": {"GPE": LISTED},
    "regions": {"LOC": LISTED},
    "organisations": {"ORG": LISTED},
    "cities": {"GPE": CITY},
    "towns": {"GPE": TOWN},
}
#: What ends the name of a constituency: "Ekiti North".
_COMPASS: Final = frozenset({"North", "South", "East", "West", "Central"})
_INITIAL: Final = re.compile(r"\w+ [A-Z]\. \w")


@lru_cache(maxsize=16_384)
def evidence(name: str) -> Votes:
    """What the name itself says of its label, whatever the text.

    >>> dict(evidence("University of Leeds"))
    {'ORG': 1.2}
    """
    return MappingProxyType(_evidence(name))


def _evidence(name: str) -> Votes:
    plain = _listed(name)
    if plain:
        return plain
    parts = name.split()
    if len(parts) < 2:
        return {"PERSON": GIVEN_NAME / 2} if name in given_names() else {}
    weights: dict[str, float] = {}
    head = by_label("heads").get(parts[-1].rstrip(","))
    openings = by_label("openings")
    opening = openings.get(" ".join(parts[:2])) or openings.get(parts[0])
    if opening:
        weights[opening] = OPENING
    elif " of " in name:
        head = by_label("heads").get(name.split(" of ")[0].split()[-1], head)
    if head:
        strength = CONTEXT if parts[-1] in words("place or body") else HEAD
        weights[head] = weights.get(head, 0) + strength
        if parts[-1] not in words("surname too"):
            weights["PERSON"] = -HEAD
    elif parts[-1] in _COMPASS and len(parts) <= 3 and parts[0] not in given_names():
        weights["GPE"] = SHORT_FAINT
    elif _is_club(parts):
        weights = {"ORG": TITLE, "PERSON": TITLE - 1 + CONTEXT / 2}  # "Indiana Jones"
    if not weights and len(parts) <= 4 and (parts[0] in given_names() or _INITIAL.match(name)):
        weights["PERSON"] = GIVEN_NAME
    return weights


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
        and nickname not in known_names()
        and parts[0] not in given_names()
    )


def _listed(name: str) -> Votes:
    table = table_of(name)
    if table != "nationalities" and name.replace(".", "") in listed("countries"):
        return {"GPE": LISTED}
    return _TABLES[table] if table else {}


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

"""The tags that the tagger gives each token, and which may follow which. Pure.

BIOES over the OntoNotes types: O, then B-, I-, E- and S- of each type.
"""

from __future__ import annotations

from typing import Final

from pipeline.entities.model import ENTITY_TYPES

PLACES: Final = "BIES"
OUTSIDE: Final = 0
#: ``O``, ``B-PERSON``, ``I-PERSON``, ``E-PERSON``, ``S-PERSON``, ``B-NORP``, …
TAGS: Final = ("O", *(f"{place}-{label}" for label in ENTITY_TYPES for place in PLACES))


def tag(place: str, label: str) -> int:
    """The number of a tag: ``tag("S", "PERSON") == 4``."""
    return 1 + 4 * ENTITY_TYPES.index(label) + PLACES.index(place)


def may_follow(first: int, second: int) -> bool:
    """Whether tag ``second`` may stand right after ``first``."""
    inside = first != OUTSIDE and TAGS[first][0] in "BI"
    goes_on = second != OUTSIDE and TAGS[second][0] in "IE"
    if inside or goes_on:
        return inside and goes_on and TAGS[first][2:] == TAGS[second][2:]
    return True


def may_start(tag_number: int) -> bool:
    """Whether a text may begin with the tag."""
    return may_follow(OUTSIDE, tag_number)


def may_end(tag_number: int) -> bool:
    """Whether a text may end with the tag."""
    return may_follow(tag_number, OUTSIDE)

"""The weight of each sign that a name is a place, as a logarithm of odds.

Pure: standard library only.
"""

from __future__ import annotations

from typing import Final

WEIGHTS: Final[dict[str, float]] = {
    "bias": 0.0,
    "is GPE": 3.0, "is LOC": 2.0, "is FAC": 1.0, "is ORG": -1.0, "is PERSON": -2.0, "is NORP": -1.0,
    "inside ORG": -3.0, "inside PERSON": -4.0, "inside FAC": -2.0, "inside GPE": 0.0,
    "prior 2": -1.5, "prior 3": -1.0, "prior 4": -0.5, "prior 6": 0.5, "prior 7": 1.5,
    "prior 8": 2.0, "prior 9": 3.0, "common word": -3.0, "given name": -1.0, "surname": -1.0,
    "kind 6": -2.5, "kind 3": -1.0, "is qualified": 3.0, "qualifies": 3.0,
    "after locative": 1.5, "after given name": -3.0, "after title": -3.0, "after capital": -1.5,
    "before organisation": -3.0, "before terrain": -3.0, "before capital": -2.0,
    "is in capitals": -2.0, "after organisation of": -3.0, "starts sentence": -0.5,
}  # fmt: skip

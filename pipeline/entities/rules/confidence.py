"""How sure it is that an entity is a name of its type: the mean over its mentions.

A mention counts with the recogniser's probability, but never with less than `LEAST`: on
held-back gold the names that a recogniser doubted most were right more often than it said, since
the rules had kept them. One that rules found or changed counts `BY_RULES`, the share of those
that were right. Both figures, and how well the means hold, are printed by
``python -m benchmarks.confidence`` and stand in docs/entities.md.

Pure: standard library.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.entities.rules.found import Found

LEAST: Final = 0.4
BY_RULES: Final = 0.5
#: Decimals that are told: processors differ in the last digits of a recogniser's sums.
DECIMALS: Final = 2


def confidence(mentions: Sequence[Found]) -> float:
    """The confidence of an entity with these mentions.

    >>> confidence([Found(1, 0, 5, "PERSON", 0.9), Found(1, 9, 12, "PERSON")])
    0.7
    """
    total = 0.0
    for item in mentions:
        chance = item.confidence
        total += BY_RULES if chance is None else chance if chance > LEAST else LEAST
    return round(total / len(mentions), DECIMALS)

"""How much an article is about each of its entities: shares that sum to 1.

Three signs, found to be the strong ones in the literature on entity salience (Dunietz and
Gillick, EACL 2014: position of the first mention, number of mentions, the headline):
* frequency: each further mention counts less, as the square root of their number;
* position: the first mention weighs 1 at the head of the text, falling to a third at its end,
  and halved after each `HALVES` characters;
* the title: an entity named there counts `IN_TITLE` times.
Persons and organisations act, places are acted in: a place's share is weighed by `PLACE`, and a
people's or a language's by `ADJECTIVE`.

Pure: standard library.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum, sqrt
from typing import Final

from pipeline.entities.rules.groups import Group

IN_TITLE: Final = 2.0
#: Characters of text, about two paragraphs, after which a first mention counts half of the rest.
HALVES: Final = 800
LEAST: Final = 1 / 3
PLACE: Final = 0.7
ADJECTIVE: Final = 0.4
_WEIGHTS: Final = {
    "GPE": PLACE,
    "LOC": PLACE,
    "FAC": PLACE,
    "NORP": ADJECTIVE,
    "LANGUAGE": ADJECTIVE,
}


def saliences(groups: Sequence[Group], titled: bool) -> list[float]:
    """Each entity's share, in the order given; ``titled`` when field 0 is the title."""
    scores = [_score(group, titled) for group in groups]
    total = fsum(scores)
    return [score / total for score in scores]


def _score(group: Group, titled: bool) -> float:
    body = [mention for mention in group.mentions if not (titled and mention.field == 0)]
    first = body[0].start if body else 0
    position = LEAST + (1 - LEAST) * 2.0 ** (-first / HALVES)
    score: float = sqrt(len(group.mentions)) * position * _WEIGHTS.get(group.label, 1.0)
    return score * IN_TITLE if len(body) < len(group.mentions) else score

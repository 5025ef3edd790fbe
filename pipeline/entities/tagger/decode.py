"""Turns the scores of tags into names: the best sequence that BIOES allows. Pure: numpy.

The best tag of each token is nearly always part of a valid sequence; where it is, it is the best
sequence. Only the stretches that are not valid are searched with Viterbi.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.entities.model import ENTITY_TYPES
from pipeline.entities.tagger.tags import OUTSIDE, TAGS, may_follow

Scores = NDArray[np.float32]
#: (first token, end token, type, confidence), half-open
TokenSpan = tuple[int, int, str, float]

_SIZE: Final = len(TAGS)
_FOLLOWS: Final = np.array([[may_follow(a, b) for b in range(_SIZE)] for a in range(_SIZE)])
_BEGINNING: Final = np.where(_FOLLOWS[OUTSIDE], 0.0, -1e9).astype(np.float32)
#: Tags that a sequence may begin or end with.
_STARTS: Final = np.flatnonzero(_FOLLOWS[OUTSIDE])
_ENDS: Final = np.flatnonzero(_FOLLOWS[:, OUTSIDE])
#: A token that is so surely outside any name cuts the search.
_SURE: Final = 0.98
#: Tokens on both sides of a broken place among which such a token is looked for first.
_NEAR: Final = 8


def probabilities(scores: Scores) -> Scores:
    """Softmax of each row."""
    shifted: Scores = np.exp(scores - scores.max(axis=1, keepdims=True))
    shifted /= shifted.sum(axis=1, keepdims=True)
    return shifted


def best_tags(scores: Scores) -> NDArray[np.intp]:
    """The tags of the best valid sequence; the sequence begins and ends outside names."""
    tags: NDArray[np.intp] = scores.argmax(axis=1)
    if not len(tags):
        return tags
    broken = (~_FOLLOWS[tags[:-1], tags[1:]]).nonzero()[0] + 1
    places: list[int] = broken.tolist()
    if not _FOLLOWS[OUTSIDE, tags[0]]:
        places.insert(0, 0)
    if not _FOLLOWS[tags[-1], OUTSIDE]:
        places.append(len(tags) - 1)
    for start, end in _stretches(scores, tags, places):
        tags[start:end] = viterbi(scores[start:end])
    return tags


def _stretches(
    scores: Scores, tags: NDArray[np.intp], places: Sequence[int]
) -> list[tuple[int, int]]:
    """Half-open stretches around the broken places, from one sure outside to the next."""
    if not places:
        return []
    cuts = _sure(scores, tags, places)
    found: list[tuple[int, int]] = []
    for place in places:
        i = bisect_left(cuts, place)
        start = cuts[i - 1] + 1 if i else 0
        end = cuts[i] if i < len(cuts) else len(tags)
        if end == place:  # the broken place is itself sure: what is before it must end
            end = place + 1
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _sure(scores: Scores, tags: NDArray[np.intp], places: Sequence[int]) -> list[int]:
    """The tokens that are surely outside names, at least the nearest on both sides of ``places``.

    Most are a few tokens away, so that few probabilities are worked out.
    """
    outside = tags == OUTSIDE
    near = np.zeros(len(tags), np.bool_)
    for place in places:
        near[max(0, place - _NEAR) : place + _NEAR + 1] = True
    cuts = _surely(scores, (near & outside).nonzero()[0])
    for place in places:
        i = bisect_left(cuts, place)
        low, high = place - _NEAR, place + _NEAR
        to_left = low <= 0 or (i > 0 and cuts[i - 1] >= low)
        if not to_left or not (high >= len(tags) - 1 or (i < len(cuts) and cuts[i] <= high)):
            return _surely(scores, outside.nonzero()[0])
    return cuts


def _surely(scores: Scores, tokens: NDArray[np.intp]) -> list[int]:
    sure: list[int] = tokens[probabilities(scores[tokens])[:, OUTSIDE] >= _SURE].tolist()
    return sure


def viterbi(scores: Scores) -> NDArray[np.intp]:
    """The best valid tag sequence between two tokens that are outside names.

    What follows a name or none (O, B, S) comes after the best of what may stand there; what goes
    on a name (I, E) after the better of its type's B and I.
    """
    length = len(scores)
    ended: list[int] = []
    going: list[list[bool]] = []
    total = scores[0] + _BEGINNING
    for i in range(1, length):
        ended.append(int(_ENDS[total[_ENDS].argmax()]))
        begun, inside = total[1::4], total[2::4]
        going.append((inside > begun).tolist())
        reached = np.maximum(begun, inside)
        following = scores[i].copy()
        following[_STARTS] += total[ended[-1]]
        following[2::4] += reached
        following[3::4] += reached
        total = following
    last = int(_ENDS[total[_ENDS].argmax()])
    tags = [last]
    for i in range(length - 2, -1, -1):
        name, kind = divmod(last - 1, 4)  # B, I, E, S
        last = 1 + 4 * name + going[i][name] if kind in (1, 2) else ended[i]
        tags.append(last)
    return np.array(tags[::-1], np.intp)


def read_spans(scores: Scores) -> list[TokenSpan]:
    """The names of a sequence, each with the product of its tokens' probabilities."""
    tags = best_tags(scores)
    inside = tags.nonzero()[0]
    if not len(inside):
        return []
    chosen = tags[inside]
    picked = probabilities(scores[inside])[np.arange(len(inside)), chosen]
    return _joined(inside.tolist(), chosen.tolist(), picked.tolist())


def _joined(
    places: Sequence[int], tags: Sequence[int], chances: Sequence[float]
) -> list[TokenSpan]:
    spans: list[TokenSpan] = []
    start, chance = 0, 1.0
    for place, number, probability in zip(places, tags, chances, strict=True):
        kind = (number - 1) % 4  # B, I, E, S
        if kind in (0, 3):
            start, chance = place, 1.0
        chance *= probability
        if kind in (2, 3):
            spans.append((start, place + 1, ENTITY_TYPES[(number - 1) // 4], chance))
    return spans

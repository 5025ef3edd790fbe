"""Turns the scores of tags into names: the best sequence that BIOES allows. Pure: numpy.

The best tag of each token is nearly always part of a valid sequence; where it is, it is the best
sequence. Only the stretches that are not valid are searched with Viterbi.
"""

from __future__ import annotations

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
_BARRED: Final = np.where(_FOLLOWS, 0.0, -1e9).astype(np.float32)
#: A token that is so surely outside any name cuts the search.
_SURE: Final = 0.98


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
    broken = ~_FOLLOWS[tags[:-1], tags[1:]]
    broken = np.concatenate(([not _FOLLOWS[OUTSIDE, tags[0]]], broken))
    last = not _FOLLOWS[tags[-1], OUTSIDE]
    if not last and not broken.any():
        return tags
    for start, end in _stretches(scores, tags, broken, last):
        tags[start:end] = viterbi(scores[start:end])
    return tags


def _stretches(
    scores: Scores, tags: NDArray[np.intp], broken: NDArray[np.bool_], last: bool
) -> list[tuple[int, int]]:
    """Half-open stretches around the broken places, from one sure outside to the next."""
    sure = probabilities(scores)[:, OUTSIDE] >= _SURE
    cuts = np.flatnonzero(sure)
    places: list[int] = np.flatnonzero(broken).tolist() + ([len(tags) - 1] if last else [])
    found: list[tuple[int, int]] = []
    for place in places:
        left = np.searchsorted(cuts, place, side="left")
        start = int(cuts[left - 1]) + 1 if left else 0
        right = np.searchsorted(cuts, place, side="left")
        end = int(cuts[right]) if right < len(cuts) else len(tags)
        if end == place:  # the broken place is itself sure: what is before it must end
            end = place + 1
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def viterbi(scores: Scores) -> NDArray[np.intp]:
    """The best valid tag sequence between two tokens that are outside names."""
    length = len(scores)
    back = np.empty((length, _SIZE), np.intp)
    total = scores[0] + _BARRED[OUTSIDE]
    for i in range(1, length):
        reached = total[:, None] + _BARRED
        back[i] = reached.argmax(axis=0)
        total = reached[back[i], np.arange(_SIZE)] + scores[i]
    total = total + _BARRED[:, OUTSIDE]
    tags = np.empty(length, np.intp)
    tags[-1] = total.argmax()
    for i in range(length - 1, 0, -1):
        tags[i - 1] = back[i, tags[i]]
    return tags


def read_spans(scores: Scores) -> list[TokenSpan]:
    """The names of a sequence, each with the product of its tokens' probabilities."""
    tags = best_tags(scores)
    inside = np.flatnonzero(tags)
    if not len(inside):
        return []
    picked = probabilities(scores[inside])[np.arange(len(inside)), tags[inside]]
    return list(_joined(inside.tolist(), tags[inside].tolist(), picked.tolist()))


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

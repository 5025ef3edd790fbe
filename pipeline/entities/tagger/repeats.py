"""What a word is elsewhere in a text says what it is here. Pure: numpy.

The layers see some ten words to each side. A name that is plain in one sentence ("Mr. Ortega said")
is often bare in another ("not Ortega"), and one text seldom means two things by one word ("one
sense per discourse", Gale, Church and Yarowsky 1992). So each word that stands alone as a name, or
might, hears its other occurrences: its chances are moved towards theirs, the more the surer they
are that it stands alone. A word within longer names says nothing about itself alone ("Chicago" in
"Chicago Bulls"), but for the parts of a person's name, by which the person is called afterwards.
That it is no name is left as it was: common words are names in some places ("Reform", "Orange").
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.entities.model import ENTITY_TYPES
from pipeline.entities.tagger.decode import Scores, probabilities
from pipeline.entities.tagger.tags import OUTSIDE, tag

#: The tags of a word that stands alone: outside names, then the name of one word of each type.
_ALONE: Final = np.array([OUTSIDE, *(tag("S", label) for label in ENTITY_TYPES)])
_PERSON: Final = 1 + ENTITY_TYPES.index("PERSON")
#: How much of the chance that a word ends, or begins, a person's longer name counts for it alone.
_SURNAME: Final = 0.5
_GIVEN_NAME: Final = 0.3
#: What an occurrence says of itself, beside what one other says that is sure of itself.
_OWN: Final = 0.5
#: Added to chances before their ratio is taken: small ones are known badly.
_LEAST: Final = 0.02


def heard(words: NDArray[np.intp], scores: Scores) -> Scores:
    """The scores of tags, [T, tags], moved by what the same word is elsewhere in the text.

    ``words`` are numbers, [T], equal where the words are. Only words that somewhere look like a
    name, and occur twice, are moved. Constants near these do as well (docs/model-card.md).
    """
    named = np.unique(words[scores.argmax(axis=1) != OUTSIDE])
    if not len(named):
        return scores
    group = np.minimum(np.searchsorted(named, words), len(named) - 1)
    known = named[group] == words
    times = np.bincount(group[known], minlength=len(named))
    places = (known & (times[group] > 1)).nonzero()[0]
    if not len(places):
        return scores
    chances = probabilities(scores[places])
    own = chances[:, _ALONE]
    said = own.copy()
    said[:, _PERSON] += _SURNAME * chances[:, tag("E", "PERSON")]
    said[:, _PERSON] += _GIVEN_NAME * chances[:, tag("B", "PERSON")]
    others = _sums(said, group[places]) - said
    mixed = others + _OWN * own
    mixed *= own.sum(axis=1, keepdims=True) / (mixed.sum(axis=1, keepdims=True) + 1e-9)
    moved = np.log(mixed + _LEAST) - np.log(own + _LEAST)
    result = scores.copy()
    result[places[:, None], _ALONE[1:]] += moved[:, 1:]
    return result


def _sums(rows: Scores, group: NDArray[np.intp]) -> Scores:
    """For each row the sum of the rows of its group, added in their order."""
    order = np.argsort(group, kind="stable")
    first = np.concatenate(([True], np.diff(group[order]) > 0))
    sums = np.add.reduceat(rows[order], first.nonzero()[0], axis=0)
    result = np.empty_like(rows)
    result[order] = sums[np.cumsum(first) - 1]
    return result

"""From scores of tags to names."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from pipeline.entities.tagger.decode import best_tags, read_spans, viterbi
from pipeline.entities.tagger.tags import OUTSIDE, TAGS, may_end, may_follow, may_start, tag


def scores(*tags: int, margin: float = 8.0) -> np.ndarray:
    made = np.zeros((len(tags), len(TAGS)), np.float32)
    made[np.arange(len(tags)), tags] = margin
    return made


def valid(tags: list[int]) -> bool:
    pairs = itertools.pairwise(tags)
    return may_start(tags[0]) and may_end(tags[-1]) and all(may_follow(a, b) for a, b in pairs)


def test_a_name_is_read_with_its_probability() -> None:
    """B I E make one name; its confidence is the product of its tags'."""
    given = scores(0, tag("B", "ORG"), tag("I", "ORG"), tag("E", "ORG"), 0, tag("S", "GPE"))
    (organisation, place) = read_spans(given)
    assert organisation[:3] == (1, 4, "ORG")
    assert place[:3] == (5, 6, "GPE")
    assert 0.9 < organisation[3] < place[3] < 1


def test_a_sequence_that_bioes_bars_is_mended() -> None:
    """A beginning without an end becomes the likeliest thing that is allowed."""
    given = scores(0, tag("B", "PERSON"), 0, margin=4.0)
    given[1, tag("S", "PERSON")] = 3.5
    assert best_tags(given).tolist() == [0, tag("S", "PERSON"), 0]


def test_viterbi_finds_the_best_of_all_valid_sequences() -> None:
    """On three tokens it equals trying every sequence of a few tags."""
    random = np.random.default_rng(3)
    few = [OUTSIDE, *(tag(p, "PERSON") for p in "BIES"), tag("S", "LOC")]
    for _ in range(20):
        given = np.full((3, len(TAGS)), -50.0, np.float32)
        given[:, few] = random.normal(size=(3, len(few)))
        tried = (list(t) for t in itertools.product(few, repeat=3))
        best = max((t for t in tried if valid(t)), key=lambda t: given[[0, 1, 2], t].sum())
        assert viterbi(given).tolist() == best


@pytest.mark.parametrize("seed", range(20))
def test_random_scores_never_give_a_barred_sequence(seed: int) -> None:
    """Whatever the scores, the tags are valid and the spans never overlap."""
    given = np.random.default_rng(seed).normal(size=(60, len(TAGS))).astype(np.float32) * 3
    given[:, OUTSIDE] += 6
    tags = best_tags(given)
    assert valid(tags.tolist())
    spans = read_spans(given)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_no_tokens_give_no_names() -> None:
    """An empty text is no special case."""
    assert read_spans(np.empty((0, len(TAGS)), np.float32)) == []

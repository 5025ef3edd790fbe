"""What a word is elsewhere in a text says what it is here."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.entities.tagger.decode import read_spans
from pipeline.entities.tagger.repeats import heard
from pipeline.entities.tagger.tags import OUTSIDE, TAGS, tag

ORTEGA, OTHER = 7, 3


def scores(*rows: dict[int, float]) -> np.ndarray:
    """[T, tags]: zero but for what each row says; a row that says nothing is surely no name."""
    made = np.zeros((len(rows), len(TAGS)), np.float32)
    for token, row in enumerate(rows):
        for number, score in (row or {OUTSIDE: 12.0}).items():
            made[token, number] = score
    return made


def labels(words: list[int], given: np.ndarray) -> list[tuple[int, str]]:
    """Where each name begins, and its type."""
    moved = heard(np.array(words, np.intp), given)
    return [(start, label) for start, _, label, _ in read_spans(moved)]


def test_a_bare_name_is_what_the_same_word_plainly_is_elsewhere() -> None:
    """Nearly as likely a place as a person here, and surely a person there: a person."""
    unsure = {tag("S", "GPE"): 8.5, tag("S", "PERSON"): 8.0}
    sure = {tag("S", "PERSON"): 12.0}
    given = scores(unsure, {}, sure)
    assert labels([ORTEGA, 1, OTHER], given) == [(0, "GPE"), (2, "PERSON")]
    assert labels([ORTEGA, 1, ORTEGA], given) == [(0, "PERSON"), (2, "PERSON")]


def test_a_name_that_was_not_seen_is_seen_where_it_is_plain_elsewhere() -> None:
    """A word that is only just no name follows a sure one of itself."""
    unseen = {OUTSIDE: 8.5, tag("S", "ORG"): 8.0}
    assert labels([ORTEGA, 1, ORTEGA], scores(unseen, {}, {tag("S", "ORG"): 12.0})) == [
        (0, "ORG"),
        (2, "ORG"),
    ]


def test_a_surname_is_heard_from_the_full_name() -> None:
    """The last word of a person's name says what the word alone is; of a firm's it does not."""
    unsure = {tag("S", "GPE"): 8.3, tag("S", "PERSON"): 8.0}
    person = scores({tag("B", "PERSON"): 12.0}, {tag("E", "PERSON"): 12.0}, {}, unsure)
    assert labels([OTHER, ORTEGA, 1, ORTEGA], person) == [(0, "PERSON"), (3, "PERSON")]
    firm = scores({tag("B", "ORG"): 12.0}, {tag("E", "ORG"): 12.0}, {}, unsure)
    assert labels([OTHER, ORTEGA, 1, ORTEGA], firm) == [(0, "ORG"), (3, "GPE")]


def test_what_occurs_once_and_what_is_no_name_anywhere_stays_as_it_is() -> None:
    """Nothing is moved, nor copied."""
    given = scores({tag("S", "GPE"): 9.0}, {}, {}, {tag("S", "ORG"): 9.0})
    assert heard(np.array([ORTEGA, 1, 1, OTHER]), given) is given
    assert heard(np.array([1, 1]), (plain := scores({}, {}))) is plain


@pytest.mark.parametrize("seed", range(5))
def test_the_numbers_of_words_do_not_matter(seed: int) -> None:
    """Which numbers a cache gave them changes no bit: the same article gives the same bytes."""
    random = np.random.default_rng(seed)
    given = random.normal(size=(80, len(TAGS))).astype(np.float32) * 3
    words = random.integers(0, 20, size=80)
    renamed = random.permutation(1000)[words]
    moved = heard(words, given)
    assert not np.array_equal(moved, given)
    assert np.array_equal(moved, heard(renamed, given))

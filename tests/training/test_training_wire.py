"""Made lines of wire copy, odd layouts, and labels of one document that agree."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.entities.tagger.tags import OUTSIDE, tag
from training.consistent import consistent
from training.layout import headline, wrapped
from training.wire import clean, document
from training.wire_lines import Writer
from training.wire_names import Names

NAMES = Names(
    persons=["Jane Doe", "Ali Hassan"],
    companies=["Acme Corp"],
    cities=["Leeds", "Ibadan"],
    capitals=["Lagos"],
    countries=["Kenya", "Peru"],
)


def writer(seed: int) -> Writer:
    return Writer(NAMES, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(20))
def test_made_names_stand_where_they_are_said_to(seed: int) -> None:
    """Each marked stretch is a name without blanks at its rims, and none overlap."""
    text, spans = document(writer(seed), np.random.default_rng(seed))
    last = 0
    for start, end, label in spans:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert label in ("PERSON", "ORG", "GPE")
        last = end


def test_made_lines_are_the_same_for_one_seed() -> None:
    """Seeds are fixed: two runs train on the same lines."""
    one, other = (document(writer(7), np.random.default_rng(7)) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("name", "fits"), [("Jane Doe", True), ("J. Doe", True), ("NATO", False), ("3M Co", False)]
)
def test_only_plain_names_are_put_into_lines(name: str, fits: bool) -> None:
    """A name in capitals or with digits would teach its line's look, not its kind."""
    assert clean(name) is fits


def test_wrapping_adds_breaks_and_parts_no_name() -> None:
    """Without its breaks the block is as it was; no break touches a name."""
    ids, targets = np.arange(1, 60), np.zeros(59, int)
    targets[20:40] = 5
    got, tags = wrapped((ids, targets), (0, 0), np.random.default_rng(3))
    assert len(got) == len(tags) > len(ids)
    assert got[got != 0].tolist() == ids.tolist()
    assert 0 not in got[got.tolist().index(20) : got.tolist().index(41)]


def test_a_headline_is_the_first_sentence_in_capitals_on_its_own_line() -> None:
    """Its full stop becomes a break; what follows stays."""
    ids = np.array([1, 2, 3, 1, 4, 2, 3])  # 4 is the stop
    stops = np.array([False] * 4 + [True])
    capitals = np.array([0, 11, 12, 13, 4])
    got, tags = headline((ids, np.full(7, 5)), stops, capitals, word=0, outside=9)
    assert got.tolist() == [11, 12, 13, 11, 0, 2, 3]
    assert tags.tolist() == [5, 5, 5, 5, 9, 5, 5]


def test_a_firm_name_opens_its_other_occurrences() -> None:
    """Seen firmly once and missed once: the second may be a name, and a surname may too."""
    words = ["Jane", "Doe", "said", ".", "Doe", "left", "."]
    outside = frozenset((OUTSIDE,))
    tags = [frozenset((tag("B", "PERSON"),)), frozenset((tag("E", "PERSON"),)), *[outside] * 5]
    got = consistent(words, tags, [(0, 2, ("PERSON",))])
    assert got[4] == {OUTSIDE, tag("S", "PERSON")}
    assert got[:4] == tags[:4]
    assert got[5:] == tags[5:]

"""The trees that weigh the teachers (where scikit-learn is installed)."""

from __future__ import annotations

import pytest

pytest.importorskip("sklearn")

from training.boost import best


def test_the_likeliest_candidates_that_do_not_overlap_are_chosen() -> None:
    """ "Bank" gives way to the likelier "Tesova Bank"; what is too unlikely is none."""
    weighed = [(0.6, (1, 2, "ORG")), (0.9, (0, 2, "ORG")), (0.2, (4, 5, "PER"))]
    assert best(weighed, 0.45) == {(0, 2, "ORG")}

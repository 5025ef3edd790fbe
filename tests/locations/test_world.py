"""A hundred paragraphs of news from all continents, from text to places, entities included."""

from __future__ import annotations

from functools import cache

from tests.locations.towns import WORLD, Counts, counts

#: What must hold of all paragraphs together. Some places are in no packaged gazetteer.
FOUND = 0.97
SPARE = 0.01
RIGHT = 0.97


@cache
def counted() -> Counts:
    return counts(WORLD)


def test_places_of_the_world_are_found() -> None:
    """Nearly every place is found."""
    assert counted().found >= FOUND * counted().gold, counted().missed


def test_few_other_names_are_places_of_the_world() -> None:
    """Few names of other things are taken for places."""
    assert len(counted().spare) <= SPARE * counted().gold, counted().spare


def test_places_of_the_world_lie_in_their_countries() -> None:
    """Names are the places of the country that the news is from, not their American namesakes."""
    assert counted().right >= RIGHT * counted().placed, counted().wrong

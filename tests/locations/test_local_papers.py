"""The whole way from text to places, entities included, on papers of small towns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from pipeline.article.model import Mention
from pipeline.locations.model import Geography, Place
from tests.golden.enriching import enrichment
from tests.locations.local_papers import Marked, Paper, papers

#: What must hold of all papers together. Papers of other hands will do less well.
FOUND = 0.95
SPARE = 0.02
RIGHT = 0.99


@cache
def read() -> tuple[tuple[Paper, Geography], ...]:
    return tuple((p, geography_of(p)) for p in papers())


def geography_of(paper: Paper) -> Geography:
    event: Any = enrichment().enrich(paper.article)
    geography: Geography = event.geography
    return geography


def mentions(geography: Geography) -> Iterator[tuple[Mention, Place]]:
    for place in geography.places:
        for mention in place.mentions:
            if mention.field == "text":
                yield mention, place


def pairs(paper: Paper, geography: Geography) -> Iterator[tuple[Marked, Place | None]]:
    for marked in paper.places:
        if not marked.optional:
            over = (p for m, p in mentions(geography) if marked.overlaps(m.start, m.end))
            yield marked, next(over, None)


def test_places_of_small_towns_are_found() -> None:
    """Nearly every place is found, whether or not the recogniser took it for a person."""
    found = [place is not None for paper, geo in read() for _, place in pairs(paper, geo)]
    assert sum(found) >= FOUND * len(found)


def test_few_other_names_are_taken_for_places() -> None:
    """Families, teams and streets with the names of towns are no places."""
    spare = total = 0
    for paper, geography in read():
        for mention, _ in mentions(geography):
            total += 1
            spare += not any(p.overlaps(mention.start, mention.end) for p in paper.places)
    assert spare <= SPARE * total


def test_places_of_small_towns_are_the_ones_next_door() -> None:
    """A name without its state is the town near the others, not the famous one."""
    wrong = [
        (paper.article.id, marked.text, place.id)
        for paper, geography in read()
        for marked, place in pairs(paper, geography)
        if place is not None and marked.id is not None and place.id != marked.id
    ]
    asked = sum(marked.id is not None for paper, _ in read() for marked in paper.places)
    assert len(wrong) <= (1 - RIGHT) * asked, wrong


@pytest.mark.parametrize("number", range(len(papers())))
def test_the_focus_is_the_country_of_the_paper(number: int) -> None:
    """No state or province has to be named for it."""
    paper, geography = read()[number]
    assert geography.focus is not None
    assert geography.focus.country == paper.focus

"""Indices of the markets, makes of aircraft, quoted titles of works."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.found import Found
from pipeline.entities.rules.markets import indexed
from pipeline.entities.rules.models import modelled
from pipeline.entities.rules.works import titled


def found(text: str, *names: tuple[str, str]) -> list[Found]:
    spans = [(text.index(name), name, label) for name, label in names]
    return [Found(0, at, at + len(name), label) for at, name, label in spans]


def read(text: str, items: list[Found]) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.label) for m in items]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("The FTSE 100 index fell.", [], ["FTSE 100"]),
        ("The CAC-40 and the DAX rose 3 points.", [("CAC", "ORG")], ["CAC-40", "DAX"]),
        ("The Dow Jones industrial average rose.", [("Dow Jones", "ORG")], ["Dow Jones"]),
        ("The Dow Jones Industrial Average rose.", [], ["Dow Jones Industrial Average"]),
        ("The S&P 500 lost 4 points.", [("S&P", "ORG")], ["S&P 500"]),
        ("the Nasdaq composite index", [("Nasdaq", "ORG")], ["Nasdaq"]),
        ("The Kospi rose 0.5 percent.", [], ["Kospi"]),
        ("An average day for the Dow, too.", [], ["Dow"]),
    ],
)
def test_indices_are_products(text: str, names: list[tuple[str, str]], expected: list[str]) -> None:
    """With their figures, instead of the exchange or publisher that was seen."""
    assert read(text, indexed([text], found(text, *names))) == [(n, "PRODUCT") for n in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Dow Jones bought an index firm.",
        "Nasdaq said the points were moot.",
        "S&P 3 percent, an average.",
        "Russell 4 million shares and futures",
        "The Dow Chemical average",
    ],
)
def test_firms_of_such_names_stay(text: str) -> None:
    """Without a figure or "index" behind it, the name is the firm's."""
    assert indexed([text], []) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An Avianca Boeing 727 fell.", ["Boeing 727"]),
        ("Two Airbus A320-200s landed.", ["Airbus A320-200s"]),
        ("It bought MiG-29s and an F-16 Fighting Falcon.", ["MiG-29s", "F-16 Fighting Falcon"]),
        ("An Ilyushin Il-76 and two F/A-18s", ["Ilyushin Il-76", "F/A-18s"]),
        ("SS-20 missiles, an M-16 rifle", ["SS-20", "M-16"]),
        ("Boeing 400 jobs, Airbus 12 percent, GF-16", []),
    ],
)
def test_aircraft_go_with_their_figures(text: str, expected: list[str]) -> None:
    """A maker and a figure are a product, but not a maker and a number of something."""
    assert read(text, modelled([text], [])) == [(name, "PRODUCT") for name in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('His song "Leaving Tulsa," was a hit.', ["Leaving Tulsa"]),
        ('the novels "Salt" and "A Quiet Tide"', ["Salt", "A Quiet Tide"]),
        ('the single "Cinder (feat. Ann Lee)"', ["Cinder"]),
        ('a poem entitled "October in Leeds"', ["October in Leeds"]),
        ('The book "says nothing of Leeds"', []),
        ('The film "Is over", he said. He "Knows Leeds"', []),
        ('He said, "Leeds Won"', []),
    ],
)
def test_quoted_titles_are_works(text: str, expected: list[str]) -> None:
    """Where the word before says of what, and the words have capitals."""
    assert read(text, titled([text], [])) == [(name, "WORK_OF_ART") for name in expected]


def test_what_was_seen_in_a_title_goes() -> None:
    """A town in a song's title is the song."""
    text = 'The single "Harbour Town" sold.'
    assert read(text, titled([text], found(text, ("Harbour Town", "GPE")))) == [
        ("Harbour Town", "WORK_OF_ART")
    ]


def test_what_a_prize_is_for_belongs_to_its_name() -> None:
    """Instead of the body that its last word seems to tell."""
    text = "won the Tilby Prize for Public Service, as did others."
    items = found(text, ("Tilby Prize for Public Service", "ORG"))
    assert read(text, titled([text], items)) == [("Tilby Prize for Public Service", "WORK_OF_ART")]

"""How likely each name means each of its places, from a handful of places."""

from __future__ import annotations

import pytest

from pipeline.locations.layout import Kind
from pipeline.locations.postings import postings_of, prior_of
from pipeline.locations.sources import Row


def city(number: int, name: str, people: int, country: str, *others: str) -> Row:
    """A city with its other names; its province has the number 1."""
    row = Row(number, name, "city", 45.0, 12.0, people, country, admin1=1)
    row.call(name, Kind.NAME)
    for other in others:
        row.call(other, Kind.WEAK)
    return row


def province(name: str) -> Row:
    row = Row(1, name, "admin1", 45.0, 12.0, 800_000, "IT")
    row.call(name, Kind.NAME)
    return row


@pytest.mark.parametrize(
    ("home", "other", "first"),
    [
        ("Venezia", "Venezia", 2),  # the city's name at home
        ("Veneto", "Venezia", 3),  # a province of another name says nothing
        ("Venice Province", "Venezia", 3),  # and so does one that is called as the city is
    ],
)
def test_a_city_with_an_english_name_is_known_to_english_news(
    home: str, other: str, first: int
) -> None:
    """Venice, called Venezia by its own province, comes before a somewhat larger namesake."""
    rows = [province(home), city(2, "Venice", 50_000, "IT", other), city(3, "Venice", 80_000, "BR")]
    places = [rows[place].id for _, place, _ in postings_of(rows)["venice"] if place]
    assert places[0] == first


def test_other_spellings_carry_no_fame() -> None:
    """A place is known by the names that English uses, not by all that sound alike."""
    known = city(2, "Odesa", 1_000_000, "UA")
    known.spellings = 60
    known.call("Odessa", Kind.NAME)
    known.call("Adessa", Kind.VARIANT)
    postings = postings_of([province("Odesa"), known])
    prior = {name: -min(postings[name])[0] for name in ("odessa", "adessa")}
    kind = 0.2 * 20  # what a variant costs, in the unit of priors
    assert prior["odessa"] - prior["adessa"] > kind


def test_counties_called_by_their_names_alone_are_as_likely_as_towns() -> None:
    """Suffolk is said of the county, Lamar seldom of Lamar County."""
    county = Row(1, "Suffolk", "admin2", 52.0, 1.0, 600_000, "GB")
    bare = Row(1, "Suffolk", "admin2", 52.0, 1.0, 600_000, "GB", bare=True)
    town = Row(2, "Ipswich", "city", 52.0, 1.0, 600_000, "GB")
    assert prior_of(county) < prior_of(bare) == prior_of(town)

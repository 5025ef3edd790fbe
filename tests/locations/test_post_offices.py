"""The small places of the United States, by way of their post."""

from __future__ import annotations

from typing import Any

import pytest
import zipcodes

from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import Kind
from pipeline.locations.post_offices import places
from pipeline.locations.sources import Row

VERMONT = 5242283


def area(zip_code: str, city: str, lat: float, *others: str, **given: Any) -> dict[str, Any]:
    """The area of a post office in Orange County, Vermont."""
    return {
        "zip_code": zip_code,
        "zip_code_type": "STANDARD",
        "city": city,
        "state": "VT",
        "county": "Orange County",
        "lat": str(lat),
        "long": "-72.5",
        "acceptable_cities": list(others),
        "unacceptable_cities": [],
        **given,
    }


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets what the post has."""

    def set_areas(*areas: dict[str, Any]) -> None:
        monkeypatch.setattr(zipcodes, "list_all", lambda: list(areas))

    return set_areas


def test_names_are_written_out(post: Any) -> None:
    """The post shortens names; what only leaves letters out is no other name."""
    post(area("05001", "Montgomery Center", 44.0, "W Elm Spgs", "Montgomry Ctr", "Mc Veytown"))
    assert [row.name for row in places([])] == [
        "McVeytown",
        "Montgomery Center",
        "West Elm Springs",
    ]


def test_offices_and_firms_are_no_places(post: Any) -> None:
    """Nor are ciphers, posts of the army and ordinary words that the post may know."""
    names = ("Elm Univ", "Insurance Co", "PO 5", "Jxn", "Fort Elm AFB", "Harvest")
    post(area("05001", "Elm", 44.0, *names), area("05002", "Firm", 44.0, zip_code_type="UNIQUE"))
    assert [row.name for row in places([])] == ["Elm"]


def test_a_place_has_state_county_and_no_people(post: Any) -> None:
    """Its id is made of state and name, and how many live there is not known."""
    post(area("05001", "Elm Corner", 44.0))
    (row,) = places([])
    assert (row.slug, row.admin1, row.population) == ("us-vt-elm-corner", VERMONT, 0)
    assert row.admin2 > 0


def test_one_name_near_by_is_one_place(post: Any) -> None:
    """A name of several post offices is one place; far away in the state it is another."""
    post(area("05001", "Elm", 43.0), area("05002", "Elm", 43.1), area("05003", "Elm", 44.5))
    rows = places([])
    assert [row.slug for row in rows] == ["us-vt-elm", "us-vt-elm-05003"]
    assert rows[0].lat == pytest.approx(43.05)


def test_known_towns_are_not_doubled(post: Any) -> None:
    """A town that the cities have stays the only one, however it is spaced."""
    town = Row(7, "DeElm", "city", 44.05, -72.5, 900, "US", VERMONT)
    town.call(town.name, Kind.NAME)
    post(area("05001", "De Elm", 44.0))
    assert places([town]) == []


def test_landmarks_are_not_doubled(gazetteer: Gazetteer) -> None:
    """The Pentagon has its own post office."""
    assert [r.id for r in gazetteer.records("Pentagon")] == ["place:pentagon"]


@pytest.mark.parametrize(
    ("name", "state"),
    [("Tunbridge", "Vermont"), ("Braintree", "Vermont"), ("Perrys Mills", "New York")],
)
def test_villages_are_in_the_gazetteer(gazetteer: Gazetteer, name: str, state: str) -> None:
    """With ids that lead back to them."""
    found = [r for r in gazetteer.records(name) if r.admin1 == state]
    assert [r.id.partition("-")[0] for r in found] == ["place:us"]
    place = gazetteer.by_id(found[0].id)
    assert place is not None
    assert gazetteer.place_id(place) == found[0].id


def test_every_county_is_in_the_gazetteer(gazetteer: Gazetteer) -> None:
    """Also where no town has 500 people."""
    for name, state in (("Loving County", "Texas"), ("Arthur County", "Nebraska")):
        assert any(r.type == "admin2" and r.admin1 == state for r in gazetteer.records(name))

"""A division and the town of its name: which of the two a text means, and by which words."""

from __future__ import annotations

import pytest

from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import Kind
from pipeline.locations.postings import postings_of
from pipeline.locations.sources import Row
from tests.locations.conftest import Located


def type_of(located: Located, text: str, name: str, *names: str) -> tuple[str | None, str | None]:
    """The type and the country of a name, when it and ``names`` are entities."""
    geography = located(text, *(("GPE", one) for one in (name, *names)))
    place = next(p for p in geography.places if p.mentions[0].text == name)
    return place.type, place.country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Soldiers left Jenin at dawn after two days of searches.", "Jenin"),
        ("A judge in Nara heard three witnesses on Monday.", "Nara"),
        ("Engineers restored the water supply of Mykolaiv on Friday.", "Mykolaiv"),
        ("Shops stayed shut in Nablus, West Bank, on Sunday.", "Nablus"),
        ("Trucks waited at the crossing near Rafah, Gaza, for hours.", "Rafah"),
        ("A tram derailed in Donetsk on Tuesday evening.", "Donetsk"),
        ("Students filled the squares of Cluj on Sunday.", "Cluj"),
        ("Riders left Marrakech at noon.", "Marrakech"),
        ("A warehouse burnt in Fukushima overnight.", "Fukushima"),
    ],
)
def test_the_name_alone_is_the_towns(located: Located, text: str, name: str) -> None:
    assert type_of(located, text, name)[0] == "city"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Rockets fell in Jenin Governorate overnight.", "Jenin Governorate", ("admin1", "PS")),
        (
            "Drones struck a depot in Kursk Oblast, officials said.",
            "Kursk Oblast",
            ("admin1", "RU"),
        ),
        ("A bus was attacked in Bannu district on Monday.", "Bannu", ("admin2", "PK")),
        ("An earthquake shook the province of Granada, Spain.", "Granada", ("admin2", "ES")),
        ("Frost damaged vines in the Mexican state of Chihuahua.", "Chihuahua", ("admin1", "MX")),
        ("Cattle died in Lower Shabelle, Somalia.", "Lower Shabelle", ("admin1", "SO")),
        ("A mine collapsed in North Kivu.", "North Kivu", ("admin1", "CD")),
    ],
)
def test_the_word_for_its_kind_makes_it_the_division(
    located: Located, text: str, name: str, expected: tuple[str, str]
) -> None:
    assert type_of(located, text, name) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A café burnt down in the Adhamiyah district of Baghdad.", "Baghdad"),
        ("The fire department of Tokyo counted 400 calls.", "Tokyo"),
        ("She appeared at Kyoto District Court on Tuesday.", "Kyoto"),
    ],
)
def test_a_word_of_something_in_the_town_does_not(located: Located, text: str, name: str) -> None:
    assert type_of(located, text, name)[0] == "city"


def test_gaza_is_the_strip_beside_gaza_city(located: Located) -> None:
    text = "Flour arrived in Gaza on Monday. In Gaza City two bakeries opened again."
    places = located(text).places
    assert [p.id for p in places] == ["geonames:281132", "geonames:281133"]


@pytest.mark.parametrize(
    ("province", "own", "kind"),
    [
        ("Jenin Governorate", "Janīn", Kind.NAME),  # another spelling
        ("Jenin Governorate", "Jenin-shi", Kind.NAME),  # with the word for a town behind it
        ("Jenin Governorate", "Bethany", Kind.WEAK),  # no spelling of this
        ("Nablus Governorate", "Janīn", Kind.WEAK),
    ],
)
def test_a_division_tells_how_its_town_is_called(province: str, own: str, kind: Kind) -> None:
    division = Row(1, province, "admin1", 32.4, 35.2, 100_000, "PS")
    division.call(province, Kind.NAME)
    town = Row(2, own, "city", 32.5, 35.3, 34_000, "PS", admin1=1)
    town.call(own, Kind.NAME)
    town.call("Jenin", Kind.WEAK)
    assert [found for _, _, found in postings_of([division, town])["jenin"]] == [kind]


@pytest.mark.parametrize(
    ("text", "name", "names"),
    [
        ("Sirens sounded in Irpin, Kyiv and Bucha at noon.", "Kyiv", ["Irpin", "Bucha"]),
        ("Rain fell on Nablus, Tulkarm, and Jenin.", "Tulkarm", ["Nablus", "Jenin"]),
        ("Buses from Palermo to Catania stood still.", "Catania", ["Palermo"]),
    ],
)
def test_a_town_among_towns_is_not_its_division(
    located: Located, text: str, name: str, names: list[str]
) -> None:
    assert type_of(located, text, name, *names)[0] == "city"


@pytest.mark.parametrize(("people", "first"), [(100_000, "city"), (99_999, "admin1")])
def test_a_town_comes_first_from_a_tenth_of_the_people_on(people: int, first: str) -> None:
    division = Row(1, "Sarand Province", "admin1", 32.4, 35.2, 1_000_000, "ZM")
    town = Row(2, "Sarand", "city", 32.5, 35.3, people, "ZM", admin1=1)
    for row in (division, town):
        row.call("Sarand", Kind.NAME)
    rows = [division, town]
    assert rows[postings_of(rows)["sarand"][0][1]].type == first


def test_former_states_lie_in_no_country(located: Located) -> None:
    text = "He left Yugoslavia in 1971 and had studied in the Soviet Union."
    places = located(text, ("GPE", "Yugoslavia"), ("GPE", "Soviet Union")).places
    assert [(p.id, p.country) for p in places] == [
        ("place:yugoslavia", None),
        ("place:soviet-union", None),
    ]


@pytest.mark.parametrize(
    ("code", "beside", "far"), [("PK", "IN", "LB"), ("HT", "DO", "FR"), ("LB", "SY", "DZ")]
)
def test_neighbours_are_those_with_a_border(
    gazetteer: Gazetteer, code: str, beside: str, far: str
) -> None:
    def number(letters: str) -> int:
        return ord(letters[0]) << 8 | ord(letters[1])

    near = gazetteer.neighbours(number(code))
    assert number(beside) in near
    assert number(far) not in near
    assert gazetteer.neighbours(0) == []

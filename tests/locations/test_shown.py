"""Places are shown under the names that news in English uses; their ids stay."""

from __future__ import annotations

import pytest

from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import Kind
from pipeline.locations.shown import name_in_english, without_marks
from pipeline.locations.sources import Row, table
from tests.locations.conftest import Located


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("geonames:283506", "Jenin"),  # Janīn
        ("geonames:2951839", "Bavaria"),  # Bayern
        ("geonames:2886242", "Cologne"),
        ("geonames:1529047", "Xinjiang"),  # Xinjiang Uygur Zizhiqu
        ("geonames:163808", "Palmyra"),  # Tadmur
        ("geonames:170903", "Daraa Governorate"),
        ("geonames:3448439", "São Paulo"),
        ("geonames:3093133", "Łódź"),
    ],
)
def test_places_are_shown_in_english(gazetteer: Gazetteer, place: str, name: str) -> None:
    at = gazetteer.by_id(place)
    assert at is not None
    assert gazetteer.place_name(at) == name


@pytest.mark.parametrize(
    ("own", "country", "name"),
    [
        ("Al Ḩasakah", "SY", "Al Hasakah"),
        ("Ts’khinvali", "GE", "Tskhinvali"),
        ("Xi’an", "CN", "Xi'an"),
        ("Ürümqi", "CN", "Ürümqi"),
        ("Đà Nẵng", "VN", "Da Nang"),
        ("Avdiyivka", "UA", "Avdiivka"),
        ("Berdyansk", "UA", "Berdiansk"),
        ("Yevpatoriya", "UA", "Yevpatoriia"),
        ("Kyiv", "UA", "Kyiv"),
        ("Velikiy Novgorod", "RU", "Veliky Novgorod"),
        ("Béjaïa", "DZ", "Béjaïa"),
        ("Nara-shi", "JP", "Nara"),
        ("Málaga", "ES", "Málaga"),
        ("Whangārei", "NZ", "Whangārei"),
    ],
)
def test_marks_go_where_people_write_other_letters(own: str, country: str, name: str) -> None:
    assert without_marks(own, country) == name


def test_a_town_is_called_as_its_division_is() -> None:
    """Only where that is a name of the town, and sounds like its own."""
    division = Row(1, "Dorat Governorate", "admin1", 1.0, 1.0, 9, "SY")
    town = Row(2, "Ḑūrāt", "city", 1.0, 1.0, 9, "SY", admin1=1)
    town.call("Dorat", Kind.WEAK)
    other = Row(3, "Ḩarrān", "city", 1.0, 1.0, 9, "SY", admin1=1)
    other.call("Dorat", Kind.WEAK)
    name_in_english([division, town, other])
    assert [row.shown for row in (town, other)] == ["Dorat", "Harran"]


@pytest.mark.parametrize(("people", "kind"), [(24_999, Kind.NAME), (25_001, Kind.VARIANT)])
def test_an_english_name_is_a_towns_own_unless_another_owns_it(people: int, kind: Kind) -> None:
    """Another town of the name has it to itself with a fourth of the people."""
    cologne = Row(2886242, "Köln", "city", 50.9, 7.0, 100_000, "DE")
    name_in_english([cologne, Row(2, "Cologne", "city", 1.0, 1.0, people, "FR")])
    assert cologne.names == {"Cologne": kind}


def test_every_row_of_the_table_shows_its_place(gazetteer: Gazetteer) -> None:
    """Each GeoNames number is in the packages, but for places of our own table."""
    for name, target, _ in table("english.tsv"):
        place = gazetteer.by_id(f"geonames:{target}")
        assert place is not None, (name, target)
        assert gazetteer.place_name(place) == name


@pytest.mark.parametrize("text", ["US$10,000", "The fund gave US$5 million to the town."])
def test_money_is_no_country(located: Located, text: str) -> None:
    assert located(text).places == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Trucks queued at the Rafah crossing on Monday.", "place:rafah-crossing"),
        ("Engineers returned to the Zaporizhzhia nuclear power plant.", None),
        ("Talks about the Korean peninsula begin today.", "place:korean-peninsula"),
    ],
)
def test_the_last_words_of_a_name_may_be_small(
    located: Located, text: str, place: str | None
) -> None:
    (found,) = located(text).places
    assert found.id == (place or "place:zaporizhzhia-nuclear-power-plant")

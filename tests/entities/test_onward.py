"""Names that a list, a hyphen or their last word has longer than they were seen."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.bodies import bodied
from pipeline.entities.rules.models import modelled
from pipeline.entities.rules.shortforms import nickname
from pipeline.entities.rules.spans import names_in
from tests.entities.test_joining import found, whole


@pytest.mark.parametrize(
    ("text", "seen", "expected"),
    [
        ("Two Scotland Yard men came", ("Scotland", "GPE"), ("Scotland Yard", "ORG")),
        ("She told France 24 so", ("France", "GPE"), ("France 24", "ORG")),
        ("for Cricket Australia, he", ("Australia", "GPE"), ("Cricket Australia", "ORG")),
        ("held at Odo Birun Jail on", ("Odo Birun", "PERSON"), ("Odo Birun Jail", "FAC")),
        ("won Galbari-2 by a mile", ("Galbari", "GPE"), ("Galbari-2", "GPE")),
        ("lake Ozyk-Kul froze", ("Ozyk", "LOC"), ("Ozyk-Kul", "LOC")),
        ("Anglo-Irish talks", ("Irish", "NORP"), ("Anglo-Irish", "NORP")),
        ("the Reform Party/Civic won", ("Reform Party", "ORG"), ("Reform Party/Civic", "ORG")),
        ("the DPNU+ARC bloc", ("DPNU", "ORG"), ("DPNU+ARC", "ORG")),
        ("shares of Zambian Breweries", ("Zambian", "NORP"), ("Zambian Breweries", "ORG")),
        (
            "the Ferry, Tram and Dock Union",
            ("Tram and Dock Union", "ORG"),
            ("Ferry, Tram and Dock Union", "ORG"),
        ),
    ],
)
def test_what_goes_on_a_name_belongs_to_it(
    text: str, seen: tuple[str, str], expected: tuple[str, str]
) -> None:
    assert whole(text, seen) == [expected]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Scotland won again", ("Scotland", "GPE")),
        ("In Cricket Harwick won", ("Harwick", "GPE")),
        ("the Paris-Berlin train", ("Paris", "GPE")),
        ("Brazil-94 shirts", ("Brazil", "GPE")),
        ("post-Soviet rule", ("Soviet", "NORP")),
        ("Harwick Airport Road", ("Harwick", "GPE")),
        ("the Reform Party/EU row", ("Reform Party", "ORG")),
        ("In Accra, Tram and Dock Union men", ("Tram and Dock Union", "ORG")),
    ],
)
def test_what_does_not_is_left(text: str, seen: tuple[str, str]) -> None:
    assert whole(text, seen) == [seen]


def test_a_building_takes_in_no_other_name() -> None:
    """The airport was seen by itself; the town before it is another name."""
    seen = [("Harwick", "GPE"), ("Ann Lee Airport", "FAC")]
    assert whole("from Harwick Ann Lee Airport it", *seen) == seen


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The 65th Fighter Wing flew.", "65th Fighter Wing"),
        ("men of the 139th Ohio Infantry fell", "139th Ohio Infantry"),
    ],
)
def test_units_are_counted(text: str, name: str) -> None:
    assert [text[m.start : m.end] for m in bodied([text], [])] == [name]


@pytest.mark.parametrize("text", ["the 65th Army Day", "its 5th Air show", "a 3rd Wing Street"])
def test_what_is_counted_is_no_unit(text: str) -> None:
    named = [text[m.start : m.end] for m in bodied([text], [])]
    assert not any(name.endswith(("Day", "show", "Street", "Air")) for name in named)


def test_aircraft_go_with_their_nicknames() -> None:
    text = "F-86 Sabre, 1953; a P-47 Thunderbolt; in F-86 sabre rows"
    seen = found(text, ("Sabre", "ORG"))
    names = [(text[m.start : m.end], m.label) for m in modelled([text], seen)]
    assert names == [("F-86 Sabre", "PRODUCT"), ("P-47 Thunderbolt", "PRODUCT")]


def test_teams_have_nicknames() -> None:
    assert [nickname(n) for n in ("AFC Leopards", "Kingston Volcanoes", "Toronto Works")] == [
        "Leopards",
        "Volcanoes",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "seen", "label", "name"),
    [
        ("Panama-flagged ships", "Panama-flagged", "GPE", "Panama"),
        ("Muslim-majority lands", "Muslim-majority", "NORP", "Muslim"),
        ("the Sudan-related bill", "Sudan-related", "GPE", "Sudan"),
    ],
)
def test_participles_are_no_part_of_a_name(text: str, seen: str, label: str, name: str) -> None:
    """Neither where a span stops before the hyphen nor where it goes on to the blank."""
    start = text.index(name)
    assert [text[a:b] for a, b, _ in names_in(text, start, start + len(name), label)] == [name]


def test_a_disease_is_no_part_of_a_firm() -> None:
    text = "Novatria COVID-19 vaccine"
    assert [text[a:b] for a, b, _ in names_in(text, 0, len("Novatria COVID"), "ORG")] == [
        "Novatria"
    ]

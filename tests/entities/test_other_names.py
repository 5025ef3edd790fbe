"""Ships, letters of no name, names whose last word tells what they are, hints beside names."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.events import passing
from pipeline.entities.rules.found import Found
from pipeline.entities.rules.headed import headed
from pipeline.entities.rules.hints import hinted
from pipeline.entities.rules.letters import spelt
from pipeline.entities.rules.vessels import afloat
from tests.entities.test_joining import whole
from tests.entities.test_markets import found, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the USS Harry S. Truman sailed", "USS Harry S. Truman"),
        ("the HMS Dauntless's crew", "HMS Dauntless"),
        ("the USS Lincoln Carrier Strike Group", "USS Lincoln"),
        ("the cargo ship MV Namse Bang sank", "MV Namse Bang"),
        ("the aircraft carrier Charles de Gaulle sailed", "Charles de Gaulle"),
    ],
)
def test_ships_have_the_letters_before_them(text: str, expected: str) -> None:
    """With initials, without the group that they lead."""
    assert read(text, afloat([text], [])) == [(expected, "PRODUCT")]


def test_what_is_no_ship_stays() -> None:
    """Memorials of ships, days, and captains who stand behind their ship."""
    assert afloat(["the USS Arizona Memorial, a tanker Tuesday"], []) == []
    text = "of MV Sewa Lee Joon"
    items = found(text, ("Lee Joon", "PERSON"))
    assert read(text, afloat([text], items)) == [("MV Sewa", "PRODUCT"), ("Lee Joon", "PERSON")]


def test_what_an_apposition_calls_a_ship_is_one() -> None:
    """Wherever it was found, but for persons, days and officials."""
    text = "The boat, Conception, sank. Conception was old. Of the ship, Smith, Tuesday, said."
    at = text.rindex("Conception")
    items = [*found(text, ("Conception", "ORG")), Found(0, at, at + 10, "GPE")]
    items += found(text, ("Smith", "PERSON"))
    labels = [m.label for m in afloat([text], items)]
    assert labels == ["PRODUCT", "PRODUCT", "PERSON"]


def test_storms_are_found_by_their_short_names() -> None:
    """Where nothing else was seen, but not in a person's name; feasts are events, too."""
    text = "Hurricane Dorian hit. Dorian's eye, Dorian Gray; in Ramadan"
    items = found(text, ("Hurricane Dorian", "EVENT"), ("Ramadan", "GPE"))
    assert read(text, passing([text], items)) == [
        ("Hurricane Dorian", "EVENT"),
        ("Dorian", "EVENT"),
        ("Ramadan", "EVENT"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("foot and mouth disease (HFMD) and HFMD again", "HFMD"),
        ("as much as NOK 50 million", "NOK"),
        ("on CCTV it", "CCTV"),
        ("help for the IDPs", "IDPs"),
        ("WHAT: a talk\nWHO: Ann Lee\nWHERE: here", "WHO"),
    ],
)
def test_letters_of_things_are_no_names(text: str, name: str) -> None:
    """Diseases, currencies before figures, lists of them, heads of lines."""
    assert spelt([text], found(text, (name, "ORG"))) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the state oil company (SOC) said", "SOC"),
        ("the NOK museum", "NOK"),
        ("the WHO: two reports", "WHO"),
    ],
)
def test_letters_of_bodies_stay(text: str, name: str) -> None:
    """Companies described in small letters, currencies' letters without figures."""
    assert read(text, spelt([text], found(text, (name, "ORG")))) == [(name, "ORG")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spoke on Ala-Too Square", [("Ala-Too Square", "FAC")]),
        ("at the St. Olaf Basilica Museum here", [("St. Olaf Basilica Museum", "FAC")]),
        ("in the Thach That District of it", [("Thach That District", "GPE")]),
        ("the Southern Military District staff", []),
        ("Ala-Too Square Is Shut", []),
        ("the President's State of it", []),
    ],
)
def test_last_words_tell_what_was_not_seen(text: str, expected: list[tuple[str, str]]) -> None:
    """Behind a small word; nothing that any land has."""
    assert read(text, list(headed([text], []))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("of the Shiite Amal militia", [("Shiite", "NORP")]),
        ("the 2000 US Presidential race", [("US", "GPE")]),
        ("a US-based firm", [("US", "GPE")]),
        ("the US Navy, Russian Orthodox Church", []),
        ("by Christian Oliver", []),
        ("by Mary English Smith", []),
        ("in Cote d'Ivoire, too", [("Cote d'Ivoire", "GPE")]),
        ("an al-Shabaab bomber", [("al-Shabaab", "ORG")]),
        ("Shares in Snap fell.", [("Snap", "ORG")]),
        ("Two workers at Blue Harbour's mill", [("Blue Harbour", "ORG")]),
        ("A spokesman for President Lee left; shares of May and June fell.", []),
        ("A spokesman for Tuesday's march spoke.", []),
        ("A spokesman for Econet's board spoke.", [("Econet", "ORG")]),
        ("Ann Lee (D-CA) and Al Roe (both R-Maine)", [("CA", "GPE"), ("Maine", "GPE")]),
    ],
)
def test_words_beside_names_give_them_away(text: str, expected: list[tuple[str, str]]) -> None:
    """Peoples before other names, the seats of members in brackets."""
    assert [(text[a:b], label) for a, b, label in sorted(hinted(text))] == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        (
            "the Japan-China Friendship Association",
            [("Japan", "GPE"), ("China Friendship Association", "ORG")],
            [("Japan-China Friendship Association", "ORG")],
        ),
        (
            "the Iran–Iraq War",
            [("Iran", "GPE"), ("Iraq War", "EVENT")],
            [("Iran–Iraq War", "EVENT")],
        ),
        (
            "at Tilby-Colne Airport",
            [("Tilby", "GPE"), ("Colne Airport", "FAC")],
            [("Tilby-Colne Airport", "FAC")],
        ),
        ("in Issyk-Kul region", [("Issyk", "GPE"), ("Kul", "GPE")], [("Issyk-Kul", "GPE")]),
        (
            "the Tilby-Colne match",
            [("Tilby", "GPE"), ("Colne", "GPE")],
            [("Tilby", "GPE"), ("Colne", "GPE")],
        ),
        (
            "U.S.-European Union talks",
            [("U.S.", "GPE"), ("European Union", "ORG")],
            [("U.S.", "GPE"), ("European Union", "ORG")],
        ),
        (
            "the National Party-Mengal chief",
            [("National Party", "ORG")],
            [("National Party-Mengal", "ORG")],
        ),
        ("KLI-P lawmakers", [("KLI", "ORG")], [("KLI-P", "ORG")]),
        ("VA-03 is safe", [("VA", "ORG")], [("VA", "ORG")]),
    ],
)
def test_hyphens_inside_names_join(
    text: str, names: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    """Lands whose body or war it is, airports, wings of parties; no pairs that play or talk."""
    assert whole(text, *names) == expected

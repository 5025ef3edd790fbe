"""Lists, tables of persons, and names that towns and persons share."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.agreement import agreed
from pipeline.entities.rules.found import Found
from pipeline.entities.rules.hints import hinted
from pipeline.entities.rules.lists import missed
from pipeline.entities.rules.rosters import tabled

Names = list[tuple[str, str]]


def found(text: str, names: Names) -> list[Found]:
    result, at = [], 0
    for name, label in names:
        at = text.index(name, at)
        result.append(Found(0, at, at + len(name), label))
        at += len(name)
    return result


def read(text: str, items: list[Found]) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.label) for m in items]


def label_of(text: str, names: Names, name: str) -> set[str]:
    return {label for seen, label in read(text, agreed([text], found(text, names))) if seen == name}


@pytest.mark.parametrize(
    ("text", "names", "name", "expected"),
    [
        (
            "with Bo Coe, Sola Bright and Al Hope",
            [("Bo Coe", "PERSON"), ("Sola Bright", "ORG"), ("Al Hope", "PERSON")],
            "Sola Bright",
            "PERSON",
        ),
        (
            "with Bo Coe, Sola and Al Hope",
            [("Bo Coe", "PERSON"), ("Sola", "ORG"), ("Al Hope", "PERSON")],
            "Sola",
            "ORG",
        ),
        (
            "Volkert, Brenntal and Adhac protested",
            [("Volkert", "ORG"), ("Brenntal", "ORG"), ("Adhac", "PERSON")],
            "Adhac",
            "ORG",
        ),
        (
            "Brenntal Peck, Ostrow, Volkia",
            [("Brenntal Peck", "ORG"), ("Ostrow", "GPE"), ("Volkia", "GPE")],
            "Brenntal Peck",
            "ORG",
        ),
        (
            "Peking, Paris and Volkert",
            [("Peking", "ORG"), ("Paris", "GPE"), ("Volkert", "ORG")],
            "Paris",
            "GPE",
        ),
    ],
)
def test_the_odd_one_of_a_list_is_what_the_others_are(
    text: str, names: Names, name: str, expected: str
) -> None:
    """But for what is known, for addresses, and for single words among full names."""
    assert label_of(text, names, name) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bo Coe, Japie Mulders, Al Hope", ["Japie Mulders"]),
        ("Bo Coe; Centres - Japie Mulders, Al Hope", ["Japie Mulders"]),
        ("Bo Coe, Stade Nord Stadium, Al Hope", []),
        ("Bo Coe, of Leeds, Al Hope", []),
        ("Bo Coe, Mulders, Al Hope", []),
    ],
)
def test_persons_between_persons_are_found(text: str, expected: list[str]) -> None:
    """Two or three words with capitals and nothing else between two full names."""
    items = found(text, [("Bo Coe", "PERSON"), ("Al Hope", "PERSON")])
    assert read(text, list(missed([text], items))) == [(name, "PERSON") for name in expected]


def town(text: str, name: str) -> Names:
    return [("Tendai Houston", "PERSON")] + [(name, "GPE")] * (text.count(name) - 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tendai Houston lost. Houston said Houston knew.", "PERSON"),
        ("Tendai Houston lost. They met in Houston. Houston said no.", "GPE"),
        ("Tendai Houston lost. Houston, Texas, knew. Houston said no.", "GPE"),
        ("Tendai Houston lost. Houston grew.", "GPE"),
    ],
)
def test_a_surname_is_no_town_where_nothing_says_place(text: str, expected: str) -> None:
    """The full name wins over the recogniser where persons' verbs stand beside the bare one."""
    assert label_of(text, town(text, "Houston"), "Houston") == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain fell in Torrax. Torrax is small.", "GPE"),
        ("They fled to Torrax.", "GPE"),
        ("Faith in Torrax fell.", "PERSON"),
        ("It says in Torrax's book.", "PERSON"),
        ("Rain fell in Torrax. Torrax said no.", "PERSON"),
        ("Ann Torrax lost. Rain fell in Torrax.", "PERSON"),
    ],
)
def test_a_word_that_things_happen_in_is_a_place(text: str, expected: str) -> None:
    """Unless somebody bears it in full, or does what persons do."""
    names = [("Ann Torrax", "PERSON")] if "Ann" in text else []
    names += [("Torrax", "PERSON")] * (text.count("Torrax") - len(names))
    assert label_of(text, names, "Torrax") == {expected}


def test_single_words_among_towns_are_towns() -> None:
    """ "growers in Almería, Torrax and Algarro": one known town is enough."""
    text = "in Almería, Torrax and Algarro"
    names = [("Almería", "GPE"), ("Torrax", "PERSON"), ("Algarro", "PERSON")]
    assert {label for _, label in read(text, agreed([text], found(text, names)))} == {"GPE"}


TABLE = "1. Bo Coe (Italy) Telekam 4 hours\n2. Al Hope (Spain) same time\n3. Jure Kosac (Slovenia)"


def test_rows_of_a_table_are_persons() -> None:
    """What most names before a bracketed country are; behind it stands their team."""
    items = found(TABLE, [("Bo Coe", "PERSON"), ("Al Hope", "PERSON"), ("Kosac", "GPE")])
    assert read(TABLE, tabled([TABLE], items)) == [
        ("Bo Coe", "PERSON"),
        ("Telekam", "ORG"),
        ("Al Hope", "PERSON"),
        ("Jure Kosac", "PERSON"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        TABLE.rsplit("\n", 1)[0],
        "Bo Coe (Italy)\nClub Nord (Spain) 2 Rangas (Wales) 1\nAl Hope (Sweden)",
        "Bo Coe (left)\nAl Hope (right)\nJure Kosac (centre)",
    ],
)
def test_two_rows_clubs_and_other_brackets_make_no_table(text: str) -> None:
    """What was found stays."""
    items = found(text, [("Bo Coe", "PERSON")])
    assert tabled([text], items) == items


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Treaty of Fredriksham ended it.", [("Treaty of Fredriksham", "LAW")]),
        ("the Siege of Orleyn's end", [("Siege of Orleyn", "EVENT")]),
        ("In Operation Barkane, men died.", [("Operation Barkane", "EVENT")]),
        ("the Operation Manager said", []),
        ("Rep. Ann Lee, D-N.M., and Bo Coe, R-Bangor, met.", [("N.M.", "GPE"), ("Bangor", "GPE")]),
        ("a disk, R-OM", []),
        ("in the Axarqua, the hills east of it", [("Axarqua", "GPE")]),
        ("near Torrax, a small market town,", [("Torrax", "GPE")]),
        ("On Monday, the town slept. In March, a village", []),
        ("said Torrax, a small man from town", []),
    ],
)
def test_words_beside_give_names_away(text: str, expected: Names) -> None:
    """Treaties and battles, operations, seats of members, what is apposed to a place."""
    assert [(text[start:end], label) for start, end, label in hinted(text)] == expected

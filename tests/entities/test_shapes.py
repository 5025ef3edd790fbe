"""What letters, a surname's ending, and the words about a seat say of a name's label."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.seats import is_seat
from pipeline.entities.rules.shapes import is_one_word_of_a_body, is_personal
from tests.entities.test_agreement import labels


@pytest.mark.parametrize(
    "name",
    [
        "Remedia Núñez Ordóñez",
        "Idwal ap Gruff",
        "Azra binti Iskand",
        "Pavlo Ivanovich Derk",
        "Nana Gelashvili",
        "Oddur van der Elst",
    ],
)
def test_some_names_are_personal(name: str) -> None:
    assert is_personal(name.split())


@pytest.mark.parametrize(
    "name", ["Hernández", "Colegio Hernández", "Meeting Areva", "bin Laden", "Gorzów Śląski"]
)
def test_others_are_not(name: str) -> None:
    assert not is_personal(name.split())


def test_firms_are_written_as_one_word() -> None:
    assert is_one_word_of_a_body("Vereinsbank")
    assert not is_one_word_of_a_body("Fairbank")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Member for Talbuna said", "Talbuna"),
        ("the Talbuna by-election", "Talbuna"),
        ("the constituency of Talbuna", "Talbuna"),
        ("Ann Lee, Talbuna MP, left", "Talbuna"),
        ("the Talbuna parliamentary seat", "Talbuna"),
    ],
)
def test_seats_are_told(text: str, name: str) -> None:
    start = text.index(name)
    assert is_seat(text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name"), [("the Mobo MP Ann Lee", "Mobo"), ("for Mobo", "Mobo"), ("Mobo sent", "Mobo")]
)
def test_parties_are_no_seats(text: str, name: str) -> None:
    start = text.index(name)
    assert not is_seat(text, start, start + len(name))


def test_a_seat_is_a_place() -> None:
    text = "Ann Lee, the Member for Talbuna, spoke."
    assert labels(text, ("Talbuna", "ORG", 0.7))["Talbuna"] == "GPE"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ZORIZA leader spoke.", "ORG"),
        ("He lived in ZORIZA.", "GPE"),
        ("Malabo (ZORIZA) is hot.", "GPE"),
        ("ZORIZA WAKES UP", "GPE"),
    ],
)
def test_letters_that_nothing_is_in_are_a_body(text: str, expected: str) -> None:
    assert labels(text, ("ZORIZA", "GPE", 0.6))["ZORIZA"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Golf - Normanby overtakes rivals", "PERSON"),
        ("Golf - play in Normanby is late", "GPE"),
        ("Soccer - Normanby overtakes rivals", "GPE"),
    ],
)
def test_who_a_headline_of_one_persons_sport_names(text: str, expected: str) -> None:
    assert labels(text, ("Normanby", "GPE", 0.6)) == {"Normanby": expected}


def test_a_firm_is_what_its_first_sentence_says() -> None:
    text = "Zalo is a major Brazilian manufacturer of bicycles."
    assert labels(text, ("Zalo", "PERSON", 0.6), ("Brazilian", "NORP", 0.9))["Zalo"] == "ORG"

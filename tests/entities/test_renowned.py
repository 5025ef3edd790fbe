"""Names that stand for one thing everywhere."""

from __future__ import annotations

from importlib.resources import files

import pytest

from pipeline.entities.rules.found import Found
from pipeline.entities.rules.renowned import renowned
from pipeline.entities.rules.signs import RENOWNED, evidence
from pipeline.entities.rules.tables import by_label, given_names, listed


def _names(text: str, *found: tuple[str, str]) -> list[tuple[str, str]]:
    """The names and labels after the rule, where a recogniser saw ``found`` in the text."""
    seen = [
        Found(0, text.index(name), text.index(name) + len(name), label) for name, label in found
    ]
    return [(text[m.start : m.end], m.label) for m in renowned([text], seen)]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Two men of Jabhat al-Nusra were held.", "Jabhat al-Nusra", "ORG"),
        ("The al-Shabaab fighters fled at dawn.", "al-Shabaab", "ORG"),
        ("The minister spoke to Tanjug by telephone.", "Tanjug", "ORG"),
        ("A convoy reached Deir al-Zor on Monday.", "Deir al-Zor", "GPE"),
        ("Pilgrims prayed in the Church of the Nativity.", "Church of the Nativity", "FAC"),
        ("She spoke Kinyarwanda to the guards.", "Kinyarwanda", "LANGUAGE"),
        ("Both sides broke the Geneva Conventions.", "Geneva Conventions", "LAW"),
        ("Hezbollah's men withdrew.", "Hezbollah", "ORG"),
    ],
)
def test_what_a_recogniser_passes_over_is_found(text: str, name: str, label: str) -> None:
    assert _names(text) == [(name, label)]


def test_what_a_recogniser_sees_in_part_is_made_whole() -> None:
    text = "Hundreds of Crimean Tatars and the lawyers in Roe v. Wade met."
    seen = _names(text, ("Crimean", "NORP"), ("Roe", "PERSON"), ("Wade", "PERSON"))
    assert seen == [("Crimean Tatars", "NORP"), ("Roe v. Wade", "LAW")]


def test_longer_names_stay() -> None:
    text = "He teaches at the Hamas Memorial College."
    assert _names(text, ("Hamas Memorial College", "ORG")) == [("Hamas Memorial College", "ORG")]


@pytest.mark.parametrize(
    "text",
    [
        "Renault Dubois opened the door.",
        "Old Podemos songs, the Madrid Hamasites and hamas.",
        "Visit Wikipedia.org or @Ryanair for more.",
        "A Pfizer-made drug, Lufthansas and McDonald'sville.",
        "He is minister of Law and Justice.",
    ],
)
def test_parts_of_other_names_are_none(text: str) -> None:
    assert not _names(text)


def test_the_recognisers_own_span_is_left_to_agreement() -> None:
    assert _names("It told Tanjug so.", ("Tanjug", "PERSON")) == [("Tanjug", "PERSON")]
    assert dict(evidence("Tanjug")) == {"ORG": RENOWNED}


def test_the_table_holds_no_given_names_and_no_lands_as_bodies() -> None:
    bodies = {name for name, label in by_label("renowned").items() if label == "ORG"}
    assert not bodies & given_names()
    assert not bodies & (listed("countries") | listed("states") | listed("regions"))
    clubs_first = {"Anderlecht", "Benfica"}  # parishes of large cities
    assert bodies & (listed("cities") | listed("towns")) == clubs_first


@pytest.mark.parametrize(
    "name",
    [
        *("Vasco da Gama", "Young Africans", "Move Forward", "Granma", "Persepolis"),
        *("Heerenveen", "Fiumicino", "Saracens", "Apaches"),
    ],
)
def test_what_is_a_person_a_town_or_a_word_besides_is_not_in_the_table(name: str) -> None:
    """The explorer, the continent's youth, a headline's verb, a grandmother, towns, helicopters."""
    assert name not in by_label("renowned")


def test_each_name_is_found_in_a_text() -> None:
    """What no name's beginning matches would stand in the table for nothing."""
    labels = by_label("renowned")
    missed = [name for name in labels if _names(f"Here {name} stood.") != [(name, labels[name])]]
    assert not missed


def test_each_name_stands_once_in_the_table() -> None:
    text = (files("pipeline.entities") / "tables" / "renowned.txt").read_text("utf-8")
    lines = [line.partition(": ")[2] for line in text.splitlines() if line[:1] != "#"]
    names = [name.strip() for line in lines for name in line.split(",")]
    assert len(names) == len(set(names)) == len(by_label("renowned")) > 1_000

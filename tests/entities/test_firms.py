"""What is said of firms and of persons, and the two of one name kept apart."""

from __future__ import annotations

import pytest

from pipeline.article.model import Article
from pipeline.entities.annotate import entities
from pipeline.entities.recogniser import Span
from pipeline.entities.rules.firms import FIRM, FIRM_MAYBE, PERSON, UNKNOWN, said_of

NAME = "Halvorsen"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shares of Halvorsen sank", FIRM),
        ("an analyst at Halvorsen", FIRM),
        ("a subsidiary of Halvorsen", FIRM),
        ("Halvorsen fell 8.3% in Oslo", FIRM),
        ("Halvorsen rose 1 1/4 to 107", FIRM),
        ("Halvorsen shares jumped", FIRM),
        ("Halvorsen's net profit", FIRM),
        ("Halvorsen’s chief executive", FIRM),
        ("Halvorsen will cut 4,000 jobs", FIRM),
        ("Halvorsen said on Monday its sales", FIRM),
        ("Halvorsen said it would", FIRM_MAYBE),
        ("Halvorsen, which builds boats,", FIRM_MAYBE),
        ("the carmaker Halvorsen", FIRM_MAYBE),
        ("Halvorsen, 63, left", PERSON),
        ("Halvorsen, who left,", PERSON),
        ("Halvorsen's wife", PERSON),
        ("Halvorsen said he would", PERSON),
        ("Halvorsen was born", PERSON),
        ("Halvorsen fell 30 feet", UNKNOWN),
        ("Halvorsen said no", UNKNOWN),
        ("Halvorsen", UNKNOWN),
    ],
)
def test_words_beside_a_name_tell_firms_from_persons(text: str, expected: int) -> None:
    """Money, shares and staff are firms'; ages, kin and "he" are persons'."""
    start = text.index(NAME)
    assert said_of(text, start, start + len(NAME)) == expected


def read(text: str, *names: tuple[str, str]) -> dict[str, list[str]]:
    """Each entity's "type name", and its mentions with what follows them, given these spans."""
    spans, at = [], 0
    for name, label in names:
        at = text.index(name, at)
        spans.append(Span(at, at + len(name), label))
        at += len(name)
    return {
        f"{e.type} {e.name}": [text[m.start : m.end + 5] for m in e.mentions]
        for e in entities(Article("a", text, "0"), [spans])
    }


def test_a_firm_and_its_founder_stay_two() -> None:
    """Each bare mention is read by its own context, or else by the mention before it."""
    text = (
        "Shares of Halvorsen fell. Erik Halvorsen sold his. Halvorsen, 63, is the founder, and "
        "Halvorsen slept. Halvorsen's sales rose. Mr. Halvorsen wept."
    )
    bare = (NAME, "PERSON")
    found = read(text, bare, ("Erik Halvorsen", "PERSON"), bare, bare, bare, bare)
    assert found == {
        "ORG Halvorsen": ["Halvorsen fell", "Halvorsen slep", "Halvorsen's sa"],
        "PERSON Erik Halvorsen": ["Erik Halvorsen sold", "Halvorsen, 63,", "Halvorsen wept"],
    }


def test_a_firm_named_in_full_stands_apart_from_its_founder() -> None:
    """ "Dellman Inc." and "Dellman Brewing" are firms, whose short form is the founder's name."""
    for firm in ("Dellman Inc.", "Dellman Brewing"):
        text = f"Ann Dellman runs {firm} there. But Dellman said it sold. Dellman said she did."
        found = read(text, ("Ann Dellman", "PERSON"), (firm, "ORG"), *[("Dellman", "PERSON")] * 2)
        assert found == {
            "PERSON Ann Dellman": ["Ann Dellman runs", "Dellman said"],
            f"ORG {firm}": [f"{firm} ther", "Dellman said"],
        }


def test_politicians_are_no_firms() -> None:
    """ "Said it was" is said of persons too, and a foundation of a person's name is no firm."""
    text = (
        "President Ann Rhee won. Rhee said it was hard. President Rhee said it would rain. "
        "The Rhee Foundation wept with Rhee."
    )
    rhee = ("Rhee", "PERSON")
    found = read(text, ("Ann Rhee", "PERSON"), rhee, rhee, ("Rhee Foundation", "ORG"), rhee)
    assert len(found["PERSON Ann Rhee"]) == 4


def test_a_lone_name_that_does_what_firms_do_is_a_firm() -> None:
    """Persons are named in full at first; one with a title, or a given name, may not be."""
    assert list(read("Merckx said it had doses.", ("Merckx", "PERSON"))) == ["ORG Merckx"]
    assert list(read("Mr. Merckx said it had rained.", ("Merckx", "PERSON"))) == ["PERSON Merckx"]
    assert list(read("Maria said it had rained.", ("Maria", "PERSON"))) == ["PERSON Maria"]

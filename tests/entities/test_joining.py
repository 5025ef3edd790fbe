"""Cut names made whole, and what an article goes on to call a body."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.found import Found
from pipeline.entities.rules.joining import joined
from pipeline.entities.rules.shortforms import core, introduced, short_forms


def found(text: str, *names: tuple[str, str]) -> list[Found]:
    """Mentions of the names in their order in the text."""
    result, at = [], 0
    for name, label in names:
        at = text.index(name, at)
        result.append(Found(0, at, at + len(name), label))
        at += len(name)
    return result


def whole(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.label) for m in joined([text], found(text, *names))]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        (
            "the Army of the Potomac won",
            [("Army", "ORG"), ("Potomac", "LOC")],
            [("Army of the Potomac", "ORG")],
        ),
        ("through PT Muraka Jaya", [("Muraka Jaya", "PERSON")], [("PT Muraka Jaya", "ORG")]),
        (
            "the Physics Institute of the University of Sawa",
            [("Physics Institute", "ORG"), ("University of Sawa", "ORG")],
            [("Physics Institute", "ORG"), ("University of Sawa", "ORG")],
        ),
        ("In the Battle of Hulao", [("Hulao", "PERSON")], [("Battle of Hulao", "EVENT")]),
        ("the Treaty of Aldie ended it", [("Aldie", "GPE")], [("Treaty of Aldie", "LAW")]),
        (
            "the Supreme Court of Bangladesh ruled",
            [("Supreme Court", "ORG"), ("Bangladesh", "GPE")],
            [("Supreme Court of Bangladesh", "ORG")],
        ),
        (
            "said the Workers' Party of Ireland",
            [("Ireland", "GPE")],
            [("Workers' Party of Ireland", "ORG")],
        ),
        ("Italy's Ministry of Health", [("Health", "ORG")], [("Ministry of Health", "ORG")]),
        ("In Parliament of late", [("Parliament", "ORG")], [("Parliament", "ORG")]),
        ("The city of Rome", [("Rome", "GPE")], [("Rome", "GPE")]),
        ("a friend of Ann Lee", [("Ann Lee", "PERSON")], [("Ann Lee", "PERSON")]),
        ("Real Betis drew", [("Betis", "ORG")], [("Real Betis", "ORG")]),
        ("Real Betis drew", [("Real Betis", "ORG")], [("Real Betis", "ORG")]),
        ("a paper by AS Heagle", [("Heagle", "PERSON")], [("Heagle", "PERSON")]),
        ("after Cyclone Freddy hit", [("Freddy", "PERSON")], [("Cyclone Freddy", "EVENT")]),
        ("the Tour of Holland began", [("Holland", "GPE")], [("Tour of Holland", "EVENT")]),
        (
            'said Leo "Bud" Marlowe, 71',
            [("Leo", "PERSON"), ("Marlowe", "PERSON")],
            [('Leo "Bud" Marlowe', "PERSON")],
        ),
        (
            "in Rio Grande do Norte,",
            [("Rio Grande", "GPE"), ("Norte", "LOC")],
            [("Rio Grande do Norte", "GPE")],
        ),
        ("Ann do Bo", [("Ann", "PERSON"), ("Bo", "GPE")], [("Ann", "PERSON"), ("Bo", "GPE")]),
        (
            "by Jean Prates-Lima, who",
            [("Jean Prates", "PERSON"), ("Lima", "GPE")],
            [("Jean Prates-Lima", "PERSON")],
        ),
        ("the Ann Trump-Biden debate", [("Ann Trump", "PERSON")], [("Ann Trump", "PERSON")]),
        ("by the AFL-CIO.", [("AFL", "ORG"), ("CIO", "ORG")], [("AFL-CIO", "ORG")]),
        ("by NATO-EU.", [("NATO", "ORG"), ("EU", "ORG")], [("NATO", "ORG"), ("EU", "ORG")]),
        (
            'with Leo "Bud" Van Halen, 71',
            [("Leo", "PERSON"), ("Van Halen", "PERSON")],
            [('Leo "Bud" Van Halen', "PERSON")],
        ),
        ('said Leo "in Rome" Marlowe', [("Leo", "PERSON")], [("Leo", "PERSON")]),
        ("in Guinea-Bissau on", [("Guinea", "GPE")], [("Guinea-Bissau", "GPE")]),
        ("the London-Paris train", [("London", "GPE")], [("London", "GPE")]),
    ],
)
def test_cut_names_become_whole(
    text: str, names: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    """What stands before "of", a club's first word and a hyphen join what they belong to."""
    assert whole(text, *names) == expected


def test_a_joined_name_has_no_confidence_of_the_recogniser() -> None:
    """It never saw that name."""
    cut = [Found(0, 14, 19, "PERSON", 0.9)]
    assert joined(["the Battle of Hulao"], cut)[0].confidence is None


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Halvorsen Foods Inc.", ("Halvorsen Foods", "Halvorsen")),
        ("Volkert AG", ("Volkert",)),
        ("Boston Bruins", ("Bruins",)),
        ("Bank of England", ()),
        ("American Airlines", ()),
        ("Kroner & Sons Ltd", ("Kroner & Sons",)),
        ("General Motors Corp", ("General Motors",)),
        ("OPEC", ()),
        ("Hurricane Humberto", ("Humberto",)),
    ],
)
def test_short_forms_say_something(name: str, forms: tuple[str, ...]) -> None:
    """Places, peoples, first names and common words stand for no body."""
    assert short_forms(name) == forms


def test_the_core_is_what_stands_before_the_kind_of_company() -> None:
    """Only where there is one."""
    assert [core(name) for name in ("Brantley Corp.", "Co", "Orion")] == ["Brantley", "", ""]


def test_brackets_introduce_acronyms_in_either_order() -> None:
    """And nothing else."""
    text = "Moro Freedom Front (MFF) and MFF (Moro Freedom Front) and Ohio (MFF)"
    names = [("Moro Freedom Front", "ORG"), ("MFF", "ORG")]
    there = found(text, *names, *reversed(names), ("Ohio", "GPE"), ("MFF", "ORG"))
    assert list(introduced([text], there)) == [("MFF", "Moro Freedom Front")] * 2

"""Statutes and cases by name, and what only looks like them."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.laws import legislated
from tests.entities.test_markets import found, read


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("He broke the Tenure of Office Act of 1867.", [], ["Tenure of Office Act of 1867"]),
        (
            "It passed the Care and Relief for Small Farms Act: all.",
            [("Care", "ORG")],
            ["Care and Relief for Small Farms Act"],
        ),
        ("The U.S. Clean Lakes Act, too", [], ["Clean Lakes Act"]),
        ("Norway's Quiet Roads Act 1996", [], ["Quiet Roads Act 1996"]),
        ("the Digital Roads Bill was read", [], ["Digital Roads Bill"]),
        (
            "The Supreme Court heard Milner v. Department of the Navy.",
            [("Milner", "GPE"), ("Department of the Navy", "ORG")],
            ["Milner v. Department of the Navy"],
        ),
        (
            "In Shelby County v. Holder, a landmark case, it",
            [("Shelby County", "GPE")],
            ["Shelby County v. Holder"],
        ),
        ("It broke Resolution 1312, too.", [], ["Resolution 1312"]),
        ("under Article 41/2 of it", [("Article", "ORG")], ["Article 41/2"]),
    ],
)
def test_statutes_and_cases_are_laws(
    text: str, names: list[tuple[str, str]], expected: list[str]
) -> None:
    """The whole name, instead of the places and persons that were seen in it."""
    assert read(text, legislated([text], found(text, *names))) == [(n, "LAW") for n in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Senators Must Act, he said.",
        "the Second Act began",
        "the late Bill Trask, the Bill",
        "House Passes Clean Lakes Act",
        "Colne v. Tilby ended 2-1.",
    ],
)
def test_other_acts_and_matches_are_none(text: str) -> None:
    """Headlines, plays, persons and matches."""
    assert legislated([text], []) == []


def test_letters_of_a_statute_are_the_statute() -> None:
    """Where brackets introduce them, wherever they stand."""
    text = "the Open Lakes Act (OLA) came; the OLA helps"
    assert ("OLA", "LAW") in read(text, legislated([text], found(text, ("OLA", "ORG"))))

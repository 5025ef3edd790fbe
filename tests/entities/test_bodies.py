"""Bodies that are named at length are whole."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.bodies import bodied
from tests.entities.test_markets import found, read


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        (
            "The United States Court of Appeals for the Ninth Circuit ruled.",
            [("United States Court of Appeals", "ORG"), ("Ninth Circuit", "ORG")],
            ["United States Court of Appeals for the Ninth Circuit"],
        ),
        (
            "The 2nd U.S. Circuit Court of Appeals",
            [("U.S. Circuit Court of Appeals", "ORG")],
            ["2nd U.S. Circuit Court of Appeals"],
        ),
        (
            "the Office of the United Nations High Commissioner for Human Rights said",
            [("United Nations", "ORG")],
            ["Office of the United Nations High Commissioner for Human Rights"],
        ),
        (
            "In UN Observer Mission in Georgia",
            [("Georgia", "GPE")],
            ["UN Observer Mission in Georgia"],
        ),
        (
            "by Islamic State of Iraq and the Levant.",
            [("Islamic State", "ORG"), ("Iraq", "GPE"), ("Levant", "LOC")],
            ["Islamic State of Iraq and the Levant"],
        ),
        (
            "the Senate Committee on the Judiciary met",
            [("Senate Committee", "ORG")],
            ["Senate Committee on the Judiciary"],
        ),
        (
            "the Subcommittee on East Asian and Pacific Affairs",
            [("Subcommittee", "ORG"), ("East Asian", "NORP"), ("Pacific Affairs", "ORG")],
            ["Subcommittee on East Asian and Pacific Affairs"],
        ),
        (
            "the Global Fund to Fight AIDS, Tuberculosis and Malaria",
            [("Global Fund", "ORG")],
            ["Global Fund to Fight AIDS, Tuberculosis and Malaria"],
        ),
        (
            "the Institute of Volcanology and Seismology (IVS)",
            [("Institute of Volcanology", "ORG")],
            ["Institute of Volcanology and Seismology"],
        ),
        (
            "the Organization for Security and Co-operation in Europe said",
            [("Organization for Security", "ORG"), ("Europe", "LOC")],
            ["Organization for Security and Co-operation in Europe"],
        ),
        (
            "an Islamic State – Khorasan Province raid",
            [("Khorasan Province", "GPE")],
            ["Islamic State – Khorasan Province"],
        ),
        (
            "The Court of Appeal of England and Wales",
            [("Court of Appeal of England", "ORG"), ("Wales", "GPE")],
            ["Court of Appeal of England and Wales"],
        ),
        (
            "the Association for Friendship with Foreign Lands",
            [("Association for Friendship", "ORG")],
            ["Association for Friendship with Foreign Lands"],
        ),
    ],
)
def test_what_a_body_is_for_is_part_of_its_name(
    text: str, names: list[tuple[str, str]], expected: list[str]
) -> None:
    """Circuits, missions, committees, leagues; instead of what was seen in them."""
    assert read(text, bodied([text], found(text, *names))) == [(n, "ORG") for n in expected]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the UN High Commissioner for Refugees Sadako Ogata", [("UN", "ORG")]),
        ("the Ministry of Health and President Lee", [("Ministry of Health", "ORG")]),
        ("the Bank of Ireland and Barclays", [("Bank of Ireland", "ORG"), ("Barclays", "ORG")]),
        ("the Committee on Monday", [("Committee", "ORG")]),
        ("the Super League for FC Tilby", [("Super League", "ORG"), ("FC Tilby", "ORG")]),
        ("fought Islamic State in Iraq", [("Islamic State", "ORG"), ("Iraq", "GPE")]),
    ],
)
def test_what_is_not_of_the_name_stays_beside_it(text: str, names: list[tuple[str, str]]) -> None:
    """Offices before a name, days, other names, where somebody fights."""
    assert read(text, bodied([text], found(text, *names))) == names

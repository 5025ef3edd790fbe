"""Names that go on past what a recogniser saw."""

from __future__ import annotations

import pytest

from tests.entities.test_joining import whole


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("the Tilbe State Governor", [("Tilbe", "GPE")], [("Tilbe State", "GPE")]),
        ("for Ohio State in March", [("Ohio", "GPE")], [("Ohio", "GPE")]),
        ("the Tilbe State University", [("Tilbe", "GPE")], [("Tilbe", "GPE")]),
        ("-- Oslo Newsroom, +47", [("Oslo", "GPE")], [("Oslo Newsroom", "ORG")]),
        ("the Lebanese Forces met", [("Lebanese", "NORP")], [("Lebanese Forces", "ORG")]),
        ("shares of British Gas rose", [("British", "NORP")], [("British Gas", "ORG")]),
        ("-- Oslo Editorial, +47", [("Oslo", "GPE")], [("Oslo Editorial", "ORG")]),
        ("Judge Al Howe-Lane Jr. ruled", [("Al Howe", "PERSON")], [("Al Howe-Lane", "PERSON")]),
        ("in Deir ez-Zora today", [("Zora", "GPE")], [("Deir ez-Zora", "GPE")]),
        ("in Nad-e-Kali", [("Kali", "GPE")], [("Nad-e-Kali", "GPE")]),
        ("the anti-Paris vote", [("Paris", "GPE")], [("Paris", "GPE")]),
        ("two Lebanese soldiers", [("Lebanese", "NORP")], [("Lebanese", "NORP")]),
        (
            "at Benito y Monjas said",
            [("Benito", "GPE"), ("Monjas", "PERSON")],
            [("Benito y Monjas", "ORG")],
        ),
        (
            "a man, Ortiz y Gasol, sang",
            [("Ortiz", "PERSON"), ("Gasol", "PERSON")],
            [("Ortiz y Gasol", "PERSON")],
        ),
        ("shares of Drago y Cons SA", [("Cons SA", "ORG")], [("Drago y Cons SA", "ORG")]),
        (
            "the Companhia Vale do Rio Verde fell",
            [("Companhia Vale", "ORG"), ("Rio Verde", "LOC")],
            [("Companhia Vale do Rio Verde", "ORG")],
        ),
        ("a stake in BUX SA, a chain", [("SA", "GPE")], [("BUX SA", "ORG")]),
        ("of Agram Werk-AG in", [("Agram Werk", "GPE")], [("Agram Werk-AG", "ORG")]),
        ("Rhin-Poulard SA fell", [("Poulard SA", "ORG")], [("Rhin-Poulard SA", "ORG")]),
        ("an Anti-Smith march", [("Smith", "PERSON")], [("Smith", "PERSON")]),
        (
            "the Jamaat-ul-Mansoor Bangladesh",
            [("Jamaat", "ORG"), ("Bangladesh", "GPE")],
            [("Jamaat-ul-Mansoor Bangladesh", "ORG")],
        ),
        (
            "the Jammu and Kashmir Front",
            [("Jammu", "GPE"), ("Kashmir Front", "ORG")],
            [("Jammu and Kashmir Front", "ORG")],
        ),
        (
            "The Flood Forecasting and Warning Centre said",
            [("Flood Forecasting", "LOC"), ("Warning Centre", "ORG")],
            [("Flood Forecasting and Warning Centre", "ORG")],
        ),
        (
            "the Pentagon and Health Board",
            [("Pentagon", "ORG"), ("Health Board", "ORG")],
            [("Pentagon", "ORG"), ("Health Board", "ORG")],
        ),
        (
            "at Donall, Lofton & Jenner",
            [("Donall", "GPE"), ("Lofton & Jenner", "ORG")],
            [("Donall, Lofton & Jenner", "ORG")],
        ),
        (
            "the Agency for the Care of the Senegal River",
            [("Agency for the Care", "ORG"), ("Senegal River", "LOC")],
            [("Agency for the Care of the Senegal River", "ORG")],
        ),
        ("and Amina Mint Elya of", [("Amina", "GPE")], [("Amina Mint Elya", "PERSON")]),
        ("the Festival d'été de Roma", [("Roma", "GPE")], [("Festival d'été de Roma", "EVENT")]),
        ("Smt. Leela Vati Deo of", [("Vati Deo", "PERSON")], [("Leela Vati Deo", "PERSON")]),
        ("of Tessit Lomb SpA of", [("Tessit Lomb", "PERSON")], [("Tessit Lomb SpA", "ORG")]),
        ("of Lazare Fils & Cie. in", [("Lazare Fils", "ORG")], [("Lazare Fils & Cie.", "ORG")]),
        ("of Al Hope Includes", [("Al Hope", "PERSON")], [("Al Hope", "PERSON")]),
        (
            "at Moran, Tilford & Co. in",
            [("Moran", "ORG"), ("Tilford & Co.", "ORG")],
            [("Moran, Tilford & Co.", "ORG")],
        ),
        ("the CPX-UMZ met", [("CPX", "ORG"), ("UMZ", "ORG")], [("CPX-UMZ", "ORG")]),
        ("an EU-ASEAN pact", [("EU", "ORG"), ("ASEAN", "ORG")], [("EU", "ORG"), ("ASEAN", "ORG")]),
        ("-- Oslo newsdesk +47 2", [("Oslo", "GPE")], [("Oslo newsdesk", "ORG")]),
        ("an Oslo newsroom shut", [("Oslo", "GPE")], [("Oslo", "GPE")]),
        ("told Radio 702 so", [("Radio", "ORG")], [("Radio 702", "ORG")]),
        ("told Volkert 70 times", [("Volkert", "ORG")], [("Volkert", "ORG")]),
        ("gave the TV 3 million", [("TV", "ORG")], [("TV", "ORG")]),
        (
            "the Islamic State in the Greater Sahara",
            [("Islamic State", "ORG"), ("Greater Sahara", "LOC")],
            [("Islamic State in the Greater Sahara", "ORG")],
        ),
        (
            "Volkert in the Greater Sahara",
            [("Volkert", "ORG"), ("Greater Sahara", "LOC")],
            [("Volkert", "ORG"), ("Greater Sahara", "LOC")],
        ),
        (
            "Ven. Galla Thero spoke",
            [("Galla", "PERSON"), ("Thero", "ORG")],
            [("Galla Thero", "PERSON")],
        ),
    ],
)
def test_names_go_on(
    text: str, names: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    """States, newsrooms, firms of other languages, bodies with "and", sons and daughters."""
    assert whole(text, *names) == expected

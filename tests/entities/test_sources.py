"""Papers and agencies by what stands beside them."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.sources import published
from tests.entities.test_markets import found, read


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("LILONGWE (Mana) - The police", [("Mana", "GPE")], "Mana"),
        ("OSH, Feb. 3 (AKIpress) -- Shots", [], "AKIpress"),
        ("The Awoko newspaper said so.", [("Awoko", "GPE")], "Awoko"),
        ("It is. Awoko newspaper said so.", [("Awoko", "GPE")], "Awoko"),
        ("told the newspaper Nord Eclair that", [("Nord Eclair", "PERSON")], "Nord Eclair"),
        ("A French newspaper, Nord Eclair, said", [("Nord Eclair", "PERSON")], "Nord Eclair"),
        ("the broadcaster al-Irfan showed it", [], "al-Irfan"),
        ("He told the Post-Courier that it is.", [], "Post-Courier"),
    ],
)
def test_what_stands_beside_a_paper_tells_it(
    text: str, names: list[tuple[str, str]], expected: str
) -> None:
    """A dateline's bracket, "newspaper" before or behind, "told the"."""
    assert read(text, published([text], found(text, *names))) == [(expected, "ORG")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("PARIS (France) - Police", []),
        ("the newspaper Tuesday, a London newspaper", []),
        ("In the newspaper, Rumsfeld wrote", []),
        ("told the newspaper Chirac would", [("Jacques Chirac", "PERSON")]),
        ("the newspaper John Smith bought", []),
        ("the Paris-based newspaper", []),
        ("He told the Prime Minister that", []),
        ("the newspaper Bild am Sonntag", [("Bild am Sonntag", "ORG")]),
    ],
)
def test_places_persons_and_days_are_no_papers(text: str, names: list[tuple[str, str]]) -> None:
    """What lists hold as something else, and subjects that come after a paper."""
    text = " ".join([text, *(name for name, _ in names if name not in text)])
    assert read(text, published([text], found(text, *names))) == names

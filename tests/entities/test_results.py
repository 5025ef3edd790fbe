"""Lines of results, standings and fixtures name teams; prose, persons and countries stay."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.found import Found
from pipeline.entities.rules.results import played


def teams(text: str, *found: tuple[str, str]) -> list[str]:
    """What the rule calls teams in a text where these names had these labels."""
    spans = [
        Found(0, text.index(name), text.index(name) + len(name), label) for name, label in found
    ]
    return [text[m.start : m.end] for m in played([text], spans) if m.label == "ORG"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Harwick 2 Colne Rovers 2\nTilby 1 St. Mary's 0", ["Harwick", "Colne Rovers", "Tilby"]),
        ("Harwick 2-1 Tilby\nColne 0-0 Marsden", ["Harwick", "Tilby", "Colne", "Marsden"]),
        (
            "HARWICK 104 Tilby 99 (overtime)\nColne 88 MARSDEN 90",
            ["HARWICK", "Tilby", "Colne", "MARSDEN"],
        ),
        ("1. Harwick 17 9 5 3 34 18 32\n2. Tilby 17 8 3 6 22 17 27", ["Harwick", "Tilby"]),
        ("Harwick 51 30 .630 -\nTilby 48 33 .593 3 1/2", ["Harwick", "Tilby"]),
        ("Harwick\t000 100 020 - 3 8 1\nTilby\t200 000 11x - 4 9 0", ["Harwick", "Tilby"]),
        ("Harwick 51 30 .630\nTilby 48 33 .593", []),  # three columns
        (
            "Harwick at New Tilby\nColne v Marsden (1930)",
            ["Harwick", "New Tilby", "Colne", "Marsden"],
        ),
        ("Brentham and Hove 3 Tilby 1\nColne 1 Marsden 1", ["Brentham and Hove", "Tilby"]),
        ("Boeing 747 Airbus 380", []),  # one line may be anything
        (
            "In Tilby: FC Tilby (Kenya) 2 Colne (Malta) 1\nIn Ash: Ash (Fiji) 0 Hove (Chad) 0",
            ["FC Tilby", "Colne", "Ash", "Hove"],
        ),
        ("The firm sold 3 Boeing 747\nand 4 Airbus 320 jets.", []),
        ("Norway 2 Chile 1\nJapan 0 Kenya 0", []),
        ("Norway 2 Tilby 1\nJapan 0 Kenya 0", ["Tilby"]),
        (
            "Monaco 3 Tilby 1\nColne 0 Marsden 0\nHarwick 1 Stoke 1",
            ["Monaco", "Tilby", "Colne", "Marsden"],
        ),
        ("He was 3 at Harwick 2\nand she 4 at Tilby 5", []),
    ],
)
def test_lines_that_name_teams(text: str, expected: list[str]) -> None:
    """Two lines or more of one kind or another; what follows in brackets does not matter."""
    found = teams(text)
    assert found[: len(expected)] == expected
    assert bool(found) == bool(expected)


def test_a_town_of_a_result_line_is_a_team() -> None:
    """What the recogniser found there gives way, whatever its edges."""
    text = "Results:\nSheffield Thursday 2 Wimblestone 1\nLeeds 1 Tilby 0"
    found = [("Sheffield", "GPE"), ("Leeds", "GPE")]
    assert teams(text, *found) == ["Sheffield Thursday", "Wimblestone", "Leeds", "Tilby"]


def test_persons_play_too() -> None:
    """Four rounds of golf are no standings of a team, and opponents no fixture of two."""
    text = "Ann Weller 67 70 71 68\nJoan Brandt 69 70 70 70\nMia Lund v Eva Holt\nMia Ny v Eva Dahl"
    names = ("Ann Weller", "Joan Brandt", "Mia Lund", "Eva Holt", "Mia Ny", "Eva Dahl")
    assert teams(text, *((name, "PERSON") for name in names)) == []

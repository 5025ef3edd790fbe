"""Scorecards of cricket name players."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.scorecards import players


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A. Rudd c Kalun b Vose 9", ["A. Rudd", "Kalun", "Vose"]),
        ("A. Rudd c and b Vose 9", ["A. Rudd", "Vose"]),
        ("A. Rudd lbw b Vose 9", ["A. Rudd", "Vose"]),
        ("A. Rudd st Healing b Vose 45", ["A. Rudd", "Healing", "Vose"]),
        ("Bowling: Kalun 10-1-45-2, S. Vose 9.4-0-50-3.", ["Kalun", "S. Vose"]),
        ("Plan b Vose said\nwas late", []),
        ("The side c b 9", []),
    ],
)
def test_players(text: str, expected: list[str]) -> None:
    """Batsmen, who caught and bowled them, and bowlers with their figures."""
    assert [text[a:b] for a, b in players(text)] == expected


def test_those_not_out_need_a_card() -> None:
    """ "run out" and "not out" name nobody where no line names a bowler."""
    assert list(players("A. Rudd not out 46")) == []
    assert len(list(players("B. Coe b Vose 3\nA. Rudd not out 46"))) == 3

"""Summaries of matches give their teams and scorers."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.found import Found
from pipeline.entities.rules.results import played
from pipeline.entities.rules.summaries import summaries

GOALS = "Tilby 2 (Rossi 22, Neri 68 penalty) Colne Rovers 1 (Berg 39). Halftime 1-1."
NONE = "Marsden 1 (Caio 54) Harwick 0."
RUNS = "At Colne: Essexshire 280 and 185-3 (J. Rudd 50 not out), Durhamshire 194 (P. Lowe 4-66)"


def read(text: str) -> tuple[list[str], list[str]]:
    """All teams and all scorers, in order."""
    found = list(summaries(text))
    teams = [text[a:b] for summary in found for a, b in summary.teams]
    return teams, [text[a:b] for summary in found for a, b in summary.scorers]


@pytest.mark.parametrize(
    ("text", "teams", "scorers"),
    [
        (GOALS, ["Tilby", "Colne Rovers"], ["Rossi", "Neri", "Berg"]),
        (f"{GOALS} {NONE}", ["Tilby", "Colne Rovers", "Marsden", "Harwick"], None),
        (f"{NONE}\n{GOALS}", ["Marsden", "Harwick", "Tilby", "Colne Rovers"], None),
        (RUNS, ["Essexshire", "Durhamshire"], []),
        (
            f"{RUNS}. At Hove: Kentshire 20, Avonshire 30-1 (A. Lee 9)",
            ["Essexshire", "Durhamshire", "Kentshire", "Avonshire"],
            [],
        ),
        ("He bought 2 (Neri 1) and Tilby 3.", [], []),
        ("In 2014 (May 3) Tilby 2", [], []),
        ("Note: Tilby sold 30 (Rossi 20) and Colne", [], []),
    ],
)
def test_sums_name_teams_and_scorers(
    text: str, teams: list[str], scorers: list[str] | None
) -> None:
    """A line or a sentence each; initials and what stands in cricket's brackets stay alone."""
    found = read(text)
    assert found[0] == teams
    assert scorers is None or found[1] == scorers


def test_a_scorer_is_a_person_and_a_county_a_team() -> None:
    """Whatever the recogniser saw there; two sums or lines of results are asked for."""
    text = f"{GOALS}\n{NONE}"
    seen = [
        Found(0, text.index(name), text.index(name) + len(name), "GPE")
        for name in ("Tilby", "Rossi")
    ]
    labels = {text[m.start : m.end]: m.label for m in played([text], seen)}
    assert labels["Tilby"] == labels["Colne Rovers"] == "ORG"
    assert labels["Rossi"] == labels["Caio"] == "PERSON"
    assert played([GOALS], seen) == seen

"""Towns that play are teams in reports of matches; countries, and what lies in towns, are not."""

from __future__ import annotations

import pytest

from pipeline.entities.rules.found import Found
from pipeline.entities.rules.teams import teamed


def teams(text: str, *names: str, label: str = "GPE") -> list[str]:
    """The names that the rule calls teams, each with its place, where all had one label."""
    spans = []
    for name in names:
        at = -1
        while (at := text.find(name, at + 1)) >= 0:
            spans.append(Found(0, at, at + len(name), label))
    spans.sort(key=lambda item: item.start)
    return [f"{m.start}:{text[m.start : m.end]}" for m in teamed([text], spans) if m.label == "ORG"]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Harwick beat Tilby 2-1 on Friday.", ["Harwick", "Tilby"], ["0:Harwick", "13:Tilby"]),
        ("A 3-0 win over Tilby came late; two scored.", ["Tilby"], ["15:Tilby"]),
        ("He scored for Tilby.", ["Tilby"], ["14:Tilby"]),
        ("Lou Whit homered for Tilby.", ["Tilby"], ["21:Tilby"]),
        ("An inning: they trail Tilby by 4 1/2 games.", ["Tilby"], ["22:Tilby"]),
        (
            "Colne plays Tilby at home, a playoff.",
            ["Colne", "Tilby"],
            ["0:Colne", "12:Tilby"],
        ),
        ("He went on loan to Tilby from the league.", ["Tilby"], ["19:Tilby"]),
        ("Said Tilby coach Ann Lee.", ["Tilby"], ["5:Tilby"]),
        ("The coach saw Tilby's goalkeeper.", ["Tilby"], ["14:Tilby"]),
        ("Harwick v Tilby, Colne v Marsden", ["Tilby", "Colne"], ["10:Tilby", "17:Colne"]),
        ("Tilby, who lost, scored late.", ["Tilby"], ["0:Tilby"]),
        ("A striker, he played 26 games for Tilby; he scored.", ["Tilby"], ["34:Tilby"]),
        ("A goalkeeper, he signed for Tilby and scored.", ["Tilby"], ["28:Tilby"]),
        ("A striker, he joined Tilby in May.", ["Tilby"], ["21:Tilby"]),
        ("They drew 1-1 with Tilby in the second leg.", ["Tilby"], ["19:Tilby"]),
        ("The coach of Tilby blamed the striker.", ["Tilby"], ["13:Tilby"]),
        ("A midfielder scored a late goal for Tilby.", ["Tilby"], ["36:Tilby"]),
        # One such word makes all mentions the team, but not those that lie there.
        ("He scored for Tilby. Tilby were good in Tilby.", ["Tilby"], ["14:Tilby", "21:Tilby"]),
        ("TILBY, Ohio - TILBY coach Ann Lee left.", ["TILBY"], ["14:TILBY"]),
        ("Colne won.\n\nTilby, beaten 4-0, had scored.", ["Tilby"], ["12:Tilby"]),
        (
            "A coach saw Colne 5, Tilby 2; Marsden slept.",
            ["Colne", "Tilby"],
            ["12:Colne", "21:Tilby"],
        ),
        ("The coach saw Indians outlast Colne.", ["Colne"], []),
        ("The coach saw Cubs, who had outlasted Colne 9-8.", ["Colne"], ["38:Colne"]),
        ("Tilby lost its third straight; no League.", ["Tilby"], ["0:Tilby"]),
        ("Tilby lost its mayor; no League.", ["Tilby"], []),
        ("Norway beat Chile 2-1.", ["Norway", "Chile"], []),
        ("Tilby beat Harwick to the jobs.", ["Tilby", "Harwick"], []),
        ("The league met at Tilby, who lost.", ["Tilby"], []),
        ("Tilby lost 3-4 jobs.", ["Tilby"], []),
    ],
)
def test_towns_that_play(text: str, names: list[str], expected: list[str]) -> None:
    """Results in prose, players and coaches, fixtures; a report of sport is asked for."""
    assert teams(text, *names) == expected


def test_verbs_of_many_tell_in_reports_alone() -> None:
    """ "Tilby are second": in a report of sport a team, elsewhere nothing is said."""
    report = "Tilby are second. The coach said they scored well in the League."
    assert teams(report, "Tilby") == ["0:Tilby"]
    assert teams("Tilby are second in schools.", "Tilby") == []
    assert teams(f"Colne and {report}", "Tilby") == []


def test_persons_are_no_teams() -> None:
    """Players of tennis beat one another, too."""
    assert teams("Lindt beat Brandt 6-4 6-2.", "Lindt", "Brandt", label="PERSON") == []


def test_towns_among_clubs_are_clubs() -> None:
    """Two clubs make the rest of their list clubs, but for countries, and not in other news."""
    text = "Scored for Colne Rovers, Tilby, Marsden United and Harwick"
    names = [("Colne Rovers", "ORG"), ("Tilby", "GPE"), ("Marsden United", "ORG")]
    names.append(("Harwick", "GPE"))
    spans = [Found(0, text.index(n), text.index(n) + len(n), label) for n, label in names]
    assert [
        m.label
        for m in teamed(
            ["A goalkeeper. " + text], [Found(0, m.start + 14, m.end + 14, m.label) for m in spans]
        )
    ] == ["ORG"] * 4
    assert [m.label for m in teamed([text.replace("Scored", "Voted")], spans)].count("GPE") == 2

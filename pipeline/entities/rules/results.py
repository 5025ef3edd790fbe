"""Lines of results and tables name teams: "Leeds 1 Southampton 0", "Wolfsburg 3 1 1 1 7 5 4".

A recogniser reads a town there, and prose around it would say so too; but what plays is a team.
Countries stay what they are: their teams go by the country's name. Persons stay, too: golfers have
four rounds, and players of tennis opponents. One such line may be anything ("Boeing 747 Airbus
380"), so two are asked for.

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.entities.rules.found import CAPITAL, Found, Span, meets, placed
from pipeline.entities.rules.scorecards import players
from pipeline.entities.rules.summaries import summaries
from pipeline.entities.rules.tables import listed

#: Lines that make a table of one.
LEAST_LINES: Final = 2
#: All that play are clubs where they are at most so many times as many as those that are no
#: countries.
MOSTLY: Final = 1.25
#: Columns of figures behind a team in a table of standings.
LEAST_COLUMNS: Final = 4
#: A line longer than this is prose.
LONGEST_LINE: Final = 120
#: Words of a team's name: "Brighton and Hove Albion".
LONGEST_TEAM: Final = 5

_TOKEN: Final = re.compile(r"\S+")
_SCORE: Final = re.compile(r"\d{1,3}")
_BOTH: Final = re.compile(r"\d{1,3}[-–]\d{1,3}")
_FIGURE: Final = re.compile(r"[-+]?\d{1,4}(?:[.:/]\d{1,4})?%?|\.\d{3}|\d{1,3}x|[-–]")
_PART: Final = re.compile(r"[^\W\d_][^\W\d_.]*(?:['’.&/-][^\W\d_]*)*")
_SMALL: Final = frozenset({"and", "de", "of", "the", "&"})
_TEAM: Final = rf"{CAPITAL}[\w'’&.-]{{0,30}}(?: [\w'’&.-]{{1,30}}){{0,4}}?"
_ABROAD: Final = re.compile(
    rf"(?:(?:In|At) [\w .'’-]{{2,40}}: )?({_TEAM}) \([A-Z][\w .]{{1,30}}\) \d{{1,2}} "
    rf"({_TEAM}) \([A-Z][\w .]{{1,30}}\) \d{{1,2}}(?![\d.:])"
)
#: What every such line holds.
_TELLING: Final = re.compile(r"[\d ](?:(?<=\d)|(?:at|AT|v\.?|vs\.?|versus) )")
_AGAINST: Final = frozenset({"at", "AT", "v", "v.", "vs", "vs.", "versus"})


def played(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the teams of result lines in place of what was found there."""
    more: list[Found] = []
    for field, text in enumerate(texts):
        more += [Found(field, *span, "PERSON") for span in players(text)]
        lines = list(_result_lines(text))
        summed = list(summaries(text))
        if len(lines) + len(summed) >= LEAST_LINES:
            persons = [(m.start, m.end) for m in found if m.field == field and m.label == "PERSON"]
            scorers = {span for line in summed for span in line.scorers}
            teams = _teams(text, [*lines, *(line.teams for line in summed)], persons)
            more += [Found(field, *span, "ORG") for span in teams]
            more += [Found(field, *span, "PERSON") for span in scorers]
    return placed(len(texts), found, more)


def _teams(text: str, lines: Sequence[list[Span]], persons: Sequence[Span]) -> list[Span]:
    lines = [line for line in lines if not any(meets(persons, start, end) for start, end in line)]
    if len(lines) < LEAST_LINES:
        return []
    teams = [team for line in lines for team in line]
    clubs = [(start, end) for start, end in teams if not _is_country(text[start:end])]
    # Monaco among the clubs of a league is a club; countries play countries.
    return teams if len(teams) <= MOSTLY * len(clubs) else clubs


def _is_country(name: str) -> bool:
    return name in listed("countries") or name.title() in listed("countries")


def _result_lines(text: str) -> Iterator[list[Span]]:
    """The teams of each line that is a result or a row of standings."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start <= LONGEST_LINE and _TELLING.search(text, start, end):
            tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, end)]
            teams = _standing(tokens) or _result(tokens) or _fixture(tokens)
            teams = teams or _abroad(text, start, end)
            if teams:
                yield teams
        start = end + 1


_Tokens = Sequence[tuple[int, int, str]]


def _name(tokens: _Tokens, i: int) -> int:
    """The token after a team's name that begins at token ``i``, or ``i``."""
    j = i
    while j < len(tokens) and j - i < LONGEST_TEAM:
        word = tokens[j][2]
        if not (_PART.fullmatch(word) and (word[0].isupper() or (j > i and word in _SMALL))):
            break
        if j > i and word in _AGAINST:
            break
        j += 1
    return j if j > i and tokens[j - 1][2] not in _SMALL else i


def _standing(tokens: _Tokens) -> list[Span]:
    """ "Wolfsburg 3 1 1 1 7 5 4", "1. Arsenal 17 9 5 3 34 18 32"."""
    first = 1 if tokens and re.fullmatch(r"\d{1,2}\.?", tokens[0][2]) else 0
    after = _name(tokens, first)
    figures = tokens[after:]
    if after == first or len(figures) < LEAST_COLUMNS:
        return []
    if not all(_FIGURE.fullmatch(token) for _, _, token in figures):
        return []
    return [(tokens[first][0], tokens[after - 1][1])]


def _result(tokens: _Tokens) -> list[Span]:
    """ "Leeds 1 Southampton 0", "Arsenal 2-1 Chelsea", with what may follow in brackets."""
    middle = _name(tokens, 0)
    if not middle or middle >= len(tokens):
        return []
    score = tokens[middle][2]
    if not (_SCORE.fullmatch(score) or _BOTH.fullmatch(score)):
        return []
    last = _name(tokens, middle + 1)
    if last == middle + 1:
        return []
    rest = [token for _, _, token in tokens[last:]]
    if _SCORE.fullmatch(score):
        if not rest or not _SCORE.fullmatch(rest[0]):
            return []
        rest = rest[1:]
    if rest and not rest[0].startswith("("):
        return []
    return [(tokens[0][0], tokens[middle - 1][1]), (tokens[middle + 1][0], tokens[last - 1][1])]


def _abroad(text: str, start: int, end: int) -> list[Span]:
    """ "In Bruges: Club Brugge (Belgium) 2 Steaua Bucharest (Romania) 2"."""
    match = _ABROAD.match(text, start, end)
    return [match.span(1), match.span(2)] if match else []


def _fixture(tokens: _Tokens) -> list[Span]:
    """ "Kansas City at Detroit", "Leeds v Southampton (1930)": nothing else in the line."""
    middle = _name(tokens, 0)
    if not middle or middle >= len(tokens) or tokens[middle][2] not in _AGAINST:
        return []
    last = _name(tokens, middle + 1)
    if last == middle + 1 or (last < len(tokens) and not tokens[last][2].startswith("(")):
        return []
    return [(tokens[0][0], tokens[middle - 1][1]), (tokens[middle + 1][0], tokens[last - 1][1])]

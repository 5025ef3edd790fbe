"""Tables of persons: each row's name has a country in brackets, "3. Jure Kosec (Slovenia) 1:43.90".

Of the names before bracketed countries those that a recogniser missed or took for something else
are what most of them are; and what follows the bracket is who they ride, drive or play for:
"Erik Zabrini (Italy) Telekom 4 hours". Clubs have no rows of this kind here: see `results`.

Pure: standard library and tables. Linear in the text: each bracket looks at few characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.entities.rules.found import CAPITAL, Found, Span, meets, placed
from pipeline.entities.rules.tables import listed, words

#: Rows that make a table.
LEAST_ROWS: Final = 3
#: Share of the names that are persons already.
LEAST_SHARE: Final = 0.5
#: Characters of a name, at most.
_REACH: Final = 60
#: A country in brackets; before a score and another name it is a club's.
_BRACKET: Final = re.compile(r"\((?<=[^\W\d_] \()([A-Z][A-Za-z. ]{2,24})\)(?! \d{1,2} [A-Z])")
_NAME: Final = re.compile(
    rf"(?:{CAPITAL}[\w'’.-]* (?:(?:van|von|der|den|de|del|da|di|el|al|bin|la|le|ter) ){{0,2}})"
    rf"{{1,3}}{CAPITAL}[\w'’-]+ \Z"
)
_TEAM: Final = re.compile(
    rf" ({CAPITAL}[\w&'’-]{{1,30}}(?:[ -]{CAPITAL}[\w&'’-]{{1,30}}){{0,2}})"
    r"(?=[ \t]*(?:$|\n)|,? (?:\d|same|at (?:\d|[a-z]+ second)|s\.?t\.?\b))"
)


class _Row(NamedTuple):
    """A name, and the team behind the bracket, if any."""

    name: Span
    team: Span | None


def tabled(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the persons of such tables and their teams."""
    more: list[Found] = []
    for field, text in enumerate(texts):
        rows = list(_rows(text)) if text.count("(") >= LEAST_ROWS else []
        if len(rows) < LEAST_ROWS:
            continue
        here = [m for m in found if m.field == field]
        persons = [(m.start, m.end) for m in here if m.label == "PERSON"]
        named = [meets(persons, *row.name) for row in rows]
        if sum(named) < LEAST_SHARE * len(rows):
            continue
        known = {(m.start, m.end) for m in here}
        for row in rows:
            if row.name not in known or not meets(persons, *row.name):
                more.append(Found(field, *row.name, "PERSON"))
            if row.team and not meets(persons, *row.team):
                more.append(Found(field, *row.team, "ORG"))
    return placed(len(texts), found, more)


def _rows(text: str) -> Iterator[_Row]:
    for bracket in _BRACKET.finditer(text):
        if bracket[1] not in listed("countries"):
            continue
        low = max(0, text.rfind("\n", 0, bracket.start()) + 1, bracket.start() - _REACH)
        name = _NAME.search(text, low, bracket.start())
        if name is None or name[0].split(" ", 1)[0] in words("opening"):
            continue
        team = _TEAM.match(text, bracket.end())
        yield _Row((name.start(), name.end() - 1), team.span(1) if team else None)

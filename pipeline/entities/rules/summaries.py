"""Summaries of matches: teams with their scores, and who scored, in one line.

"Atalanta 2 (Rossi 22, Neri 68 penalty) Udinese 1 (Berg 39). Halftime 1-1.", and of cricket
"At Colchester: Essex 280 and 185-3 (J. Rudd 50 not out), Durham 194".

Pure: standard library. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from pipeline.entities.rules.found import CAPITAL

Span = tuple[int, int]

#: Characters of a sum, at most.
LONGEST: Final = 500
#: What every sum holds: a score and a bracket behind it.
_ANCHOR: Final = re.compile(rf"\((?<=\d \()(?={CAPITAL})")
_TEAM: Final = (
    rf"{CAPITAL}[\w'’&.-]{{0,30}}(?: (?:{CAPITAL}[\w'’&.-]{{0,30}}|and|of|de|und)){{0,4}}"
)
_BRACKET: Final = re.compile(r"\([^()\n]*\)")
_GOALS: Final = re.compile(
    rf"({_TEAM}) \d{{1,2}}(?: (\([^()\n]*\)))? ({_TEAM}) \d{{1,2}}(?: (\([^()\n]*\)))?(?=[. ]|$)"
)
_SCORER: Final = re.compile(rf"[(,;] ?({CAPITAL}[\w'’.-]*(?: [^\W\d_][\w'’.-]*){{0,2}}?) \d")
_PLACE: Final = re.compile(r"(?:At )?[A-Z][\w'’.-]{1,30}(?: [A-Z(][\w'’.)-]{0,30}){0,4}: (?=[A-Z])")
_RUNS: Final = re.compile(rf"(?<=[:,;] )({_TEAM}) \d{{2,3}}(?:-\d{{1,2}})?(?=[ ,.;]|$)")


class Summary(NamedTuple):
    """The teams of a line, and the players whom brackets behind the scores name."""

    teams: list[Span]
    scorers: list[Span]


def summaries(text: str) -> Iterator[Summary]:
    """The sums of matches, each a line or a sentence; every one has a score and a bracket."""
    done = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < done:
            continue
        for start in _starts(text, max(done, anchor.start() - LONGEST), anchor.start()):
            summary = _summary(text, start)
            if summary:
                done = summary.teams[-1][1]
                yield summary
                break


def _starts(text: str, low: int, high: int) -> Iterator[int]:
    """Where the line and the sentence begin in which ``high`` is, not before ``low``."""
    line = text.rfind("\n", low, high) + 1
    if line or not low:
        yield line
    sentence = text.rfind(". ", max(line, low), high) + 2
    if sentence > 1:
        yield sentence


def _summary(text: str, start: int) -> Summary | None:
    end = text.find("\n", start, start + LONGEST)
    end = min(len(text), start + LONGEST) if end < 0 else end
    return _goals(text, start, end) or _runs(text, start, end)


def _goals(text: str, start: int, end: int) -> Summary | None:
    match = _GOALS.match(text, start, end)
    if match is None or not (match[2] or match[4]):
        return None
    scorers = [
        scorer.span(1)
        for bracket in (2, 4)
        if match[bracket]
        for scorer in _SCORER.finditer(text, *match.span(bracket))
    ]
    return Summary([match.span(1), match.span(3)], scorers) if scorers else None


def _runs(text: str, start: int, end: int) -> Summary | None:
    place = _PLACE.match(text, start, end)
    if place is None:
        return None
    following = text.find(". At ", start, end)
    line = text[start : following if following > 0 else end]
    bare = _BRACKET.sub(lambda match: " " * len(match.group()), line)
    teams = [(start + m.start(1), start + m.end(1)) for m in _RUNS.finditer(bare)]
    return Summary(teams, []) if len(teams) > 1 else None

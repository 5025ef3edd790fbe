"""Scorecards of cricket name their players: "M. Slate c Kalu b Vaas 9", "W. Younis 10-1-45-2".

Pure: standard library. Linear in the text: each line is matched once, from its start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.entities.rules.found import CAPITAL

#: Characters of a line, at most.
LONGEST: Final = 120
_NAME: Final = (
    rf"{CAPITAL}[\w'’.-]{{0,24}}"
    rf"(?: (?:(?:de|van|der|du|da|di|ul|al) )?{CAPITAL}[\w'’-]{{1,24}}){{0,3}}"
)
_OUT: Final = (
    rf"(?:c (?:and |sub |(?P<catcher>{_NAME}) )?b (?P<bowler>{_NAME})|lbw (?:b )?(?P<lbw>{_NAME})|"
    rf"b (?P<bowled>{_NAME})|st (?P<keeper>{_NAME}) b (?P<spinner>{_NAME})|"
    r"run out(?: \([^()\n]{2,40}\))?|hit wicket|not out|retired hurt)"
)
_BATSMAN: Final = re.compile(rf"[ \t]*(?P<batsman>{_NAME}) {_OUT} +\d{{1,3}}\b", re.M)
_PLAYERS: Final = ("batsman", "catcher", "bowler", "lbw", "bowled", "keeper", "spinner")
_FIGURES: Final = re.compile(rf"({_NAME}) \d{{1,2}}(?:\.\d)?-\d{{1,2}}-\d{{1,3}}-\d{{1,2}}\b")
_BOWLING: Final = re.compile(r"[Bb]owling:? ?", re.M)

Span = tuple[int, int]


def players(text: str) -> Iterator[Span]:
    """The players whom the lines of a scorecard name."""
    if " b " not in text and "owling" not in text:
        return
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start <= LONGEST:
            match = _BATSMAN.match(text, start, end)
            if match:
                yield from (match.span(part) for part in _PLAYERS if match[part])
        bowling = _BOWLING.match(text, start, end)
        if bowling:
            for figures in _FIGURES.finditer(text, bowling.end(), end):
                yield figures.span(1)
        start = end + 1

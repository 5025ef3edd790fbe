"""Indices and rates of the markets are no firms: "the FTSE 100", "the Dow Jones average".

A recogniser misses them, or takes them for the exchange or the publisher that they are called
after. The name goes with its figure and with what of "Index" and "Average" has capitals.

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from pipeline.entities.rules.found import NOTHING, Found, Span, named_anew
from pipeline.entities.rules.tables import by_label

#: An index by OntoNotes: a thing that is made and named, and nobody.
_LABEL: Final = "PRODUCT"
_FIGURE: Final = r"[- ]\d{2,4}(?![\d%]|[.,:/]\d| (?:percent|points?|million|billion|shares|jobs))"
_TAIL: Final = r"(?: (?:Industrial|Composite|Stock|Share|All[- ]Share|Price|Volatility|100))*"
_NAMED: Final = rf"{_TAIL} (?:Index|Average)\b|(?: Composite| All[- ]Share)\b"
_KIND: Final = (
    r"(?: (?:stock|share|composite|industrials?|blue-chip|all-share|price|market|key|benchmark))*"
    r" (?:index|average|indices|futures)\b"
)
#: Words of which a report of the markets has one, for speed.
_TOLD: Final = (
    "ndex",
    "verage",
    " points",
    "FTSE",
    "futures",
    "ibor",
    "LIBOR",
    "Exchange",
    "bourse",
    "tocks",
    "percent",
    "per cent",
    "%",
)
_DOW: Final = re.compile(r"(?<=\b[Tt]he )Dow(?= [a-z]|[.,;]|['’]s )")


def indexed(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the indices in place of what was found there."""
    return named_anew(texts, found, _in, _LABEL)


def _in(text: str) -> Iterator[Span]:
    if not any(word in text for word in _TOLD):
        return
    named = tuple(name for name in by_label("indices") if name in text)
    if named:
        for match in _pattern(named).finditer(text):
            yield match.span()
    if "Dow" in text:
        for match in _DOW.finditer(text):
            yield match.span()


@lru_cache(maxsize=256)
def _pattern(named: tuple[str, ...]) -> re.Pattern[str]:
    """What finds the indices of these names; few of them are in one text."""
    kinds = by_label("indices")
    always, others = (
        "|".join(re.escape(n) for n in sorted(named, key=len, reverse=True) if kinds[n] == kind)
        or NOTHING
        for kind in ("always", "with a figure")
    )
    return re.compile(
        rf"(?<![\w&/-])(?:(?:{always})(?!\w)(?:{_FIGURE})?(?:{_NAMED})?"
        rf"|(?:{others})(?:(?:{_FIGURE})(?:{_NAMED})?|{_NAMED}|(?={_KIND})))"
    )

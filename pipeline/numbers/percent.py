"""Percent signs and words around a numeral: "5%", "20-per-cent", "25 basis points", "a half-point".

Pure: standard library only.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.found import Numeral
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS

# Words and signs with which `percent_end` begins.
PERCENTS: Final = frozenset(
    {"%", "％", "percent", "pct", "pc", "percents", "per", "p", "percentage", "basis", "bps", "bp"}
)


_ONE: Final = Decimal(1)
_BASIS_POINT: Final = Decimal("0.01")


def percent_end(t: Tokens, k: int) -> tuple[int, Decimal] | None:
    """The token after a percent sign or word at ``k``, and what one of it is in percent."""
    low = t.lows[k]
    if low in ("%", "％", "percent", "pct", "pc", "percents"):
        return _past_points(t, k + 1), _ONE
    if low == "per":
        j = k + 2 if t.lows[k + 1] in HYPHENS else k + 1
        return (_past_points(t, j + 1), _ONE) if t.lows[j] in ("cent", "cents") else None
    if low == "p" and t.lows[k + 1 : k + 4] == [".", "c", "."] and t.glued(k + 3):
        return k + 4, _ONE
    if low == "percentage":
        return _past_points(t, k + 1), _ONE
    if low == "basis" and t.lows[k + 1] in ("point", "points"):
        return k + 2, _BASIS_POINT
    if low == "basis" and t.lows[k + 1] in HYPHENS and t.lows[k + 2] in ("point", "points"):
        return k + 3, _BASIS_POINT
    if low in ("bps", "bp"):
        return k + 1, _BASIS_POINT
    return None


_RATE_MOVES: Final = word_set(
    "cut cuts hike hikes increase rise reduction move rate easing tightening cuts to in"
)


def rate_point(t: Tokens, numeral: Numeral, k: int) -> int:
    """The token after "point" in "a quarter-point hike", which is of a percent; 0 for none."""
    if numeral.form != "fraction" or t.lows[k] not in ("point", "points"):
        return 0
    half = numeral.value == Decimal("0.5")
    return 0 if half and t.lows[k + 1] not in _RATE_MOVES else k + 1


def percent_before(t: Tokens, i: int, floor: int) -> bool:
    """Whether "per cent of" begins a sentence right before token ``i``, which is that percent."""
    if t.lows[i - 1] != "of" or i - 1 <= floor:
        return False
    j = i - 3 if t.lows[i - 2] == "cent" and t.lows[i - 3] == "per" else i - 2
    starts = t.lows[j] in ("per", "percent", "percentage", "%")
    return starts and j >= floor and t.lows[j - 1] in ("", " ", ".", "\n", ":", "(")


def _past_points(t: Tokens, k: int) -> int:
    j = k + 1 if t.lows[k] in HYPHENS else k
    return j + 1 if t.lows[j] in ("point", "points") else k

"""Two numbers that stand against each other → ratios: "3-1", "5 to 4", "one in five", "3:1".

Pure: standard library only. Between two plain numbers, a falling pair or the words of sport and
votes make a score.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from pipeline.numbers.calendar import DASHES
from pipeline.numbers.digits import QUOTIENT
from pipeline.numbers.found import Found
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.numeral import read_numeral
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS

_SCORE_BEFORE: Final = word_set(
    "won win wins beat beats lost lose loses defeated drew by vote voted votes lead led "
    "leads score scored final scoreline trailing leading trail trailed draw drawn victory "
    "finished ruled winning losing set sets aggregate tied tie defeat"
)
_PLAYED: Final = word_set(
    "beat beats lost won defeated downed edged routed thrashed fell defeating"
)
_VOTED: Final = word_set("approved passed rejected adopted confirmed backed convicted")
_SCORE_AFTER: Final = word_set(
    "win victory defeat loss draw lead vote votes decision ruling record margin aggregate "
    "majority triumph down up over against tie score thrashing rout scoreline"
)


def score(t: Tokens, left: Found, right: Found, mark: str) -> Found | None:
    """ "3-1", "5 to 4", "50-50": two whole numbers that stand against each other."""
    a, b = left.value, right.value
    if not isinstance(a, Decimal) or not isinstance(b, Decimal) or a % 1 or b % 1 or mark == "or":
        return None
    if left.scale != 1 or right.scale != 1 or left.form == "plural":
        return None
    if t.lows[right.last] in HYPHENS and t.glued(right.last + 1) and left.form == "words":
        return None
    sport = (
        not _SCORE_BEFORE.isdisjoint(t.lows[max(left.first - 2, 0) : left.first])
        or t.lows[right.last] in _SCORE_AFTER
    )
    played = sport or not _PLAYED.isdisjoint(t.lows[max(left.first - 6, 0) : left.first])
    if mark in DASHES:
        if a < 0 or b < 0 or not t.glued(left.last) or (mark == "—"):
            return None
        following = t.lows[right.last]
        noun = following[-1:] == "s" or following in ("people", "men", "women", "children")
        small = a < 100 and b < 100
        if (
            a >= b
            or (sport and not noun)
            or (played and not following[:1].isalpha() and (b < 160 or b < 4 * a))
            or (small and not noun and a < b and b < 20 and not following[:1].isalpha())
        ):
            return _record(t, _ratio_of(left, right, a, b))
        return None
    if mark == "to" and (a > b or sport) and a < 1000 and b < 1000:
        voted = a > b and not _VOTED.isdisjoint(t.lows[max(left.first - 3, 0) : left.first])
        return _ratio_of(left, right, a, b) if sport or voted or b == 1 else None
    return None


def _record(t: Tokens, score: Found) -> Found:
    """ "15-2-1": wins, losses and draws, the third of which goes with the score."""
    k = score.last
    third = t.words[k + 1]
    follows = t.lows[k] in HYPHENS and t.glued(k) and t.glued(k + 1) and len(third) < 3
    if follows and third.isdecimal() and score.terms and t.lows[k + 2] not in DASHES:
        score.terms, score.last = (*score.terms, Decimal(third)), k + 2
    return score


def _ratio_of(left: Found, right: Found, a: Decimal, b: Decimal) -> Found:
    value = QUOTIENT.divide(a, b) if b else None
    return Found(left.first, right.last, "ratio", value, terms=(a, b))


_ROUND: Final = frozenset({50, 100, 1000, 10000, 100000, 1000000})


def ratio(
    t: Tokens, left: Found, mark: str, amount_at: Callable[[int], Found | None]
) -> Found | None:
    """ "one in five", "7 out of 10", "3:1"."""
    if left.kind != "cardinal" or left.form not in ("digits", "words") or left.scale != 1:
        return None
    k = left.last
    if mark == "of" or (mark == "out" and t.lows[k + 1] != "of"):
        return None
    j = k + 2 if mark == "out" else k + 1
    j = j + 1 if t.lows[j] == "every" else j
    if mark == ":" and not (t.glued(k) and t.glued(j)):
        return None
    right = amount_at(j)
    if right is None or right.kind != "cardinal" or right.form not in ("digits", "words"):
        return None
    a, b = left.value, right.value
    if not isinstance(a, Decimal) or not isinstance(b, Decimal) or a % 1 or b % 1:
        return None
    if mark != ":" and (a >= b or a <= 0):
        return None
    if mark == "in" and not (a == 1 or b <= 20 or b in _ROUND):
        return None
    return _ratio_of(left, right, a, b)


def chance(t: Tokens, left: Found, j: int) -> Found | None:
    """ "1-in-50", "12-for-18": the compound of "1 in 50"."""
    right = read_numeral(t, j)
    a, b = left.value, right.value if right is not None else None
    if left.kind != "cardinal" or right is None or right.form not in ("digits", "words"):
        return None
    if not isinstance(a, Decimal) or b is None or not 0 <= a <= b or not b or a % 1 or b % 1:
        return None
    return Found(left.first, right.last, "ratio", QUOTIENT.divide(a, b), terms=(a, b))


def over(t: Tokens, left: Found, amount_at: Callable[[int], Found | None]) -> Found | None:
    """ "one over three" where nothing is counted after it; "20 over 3 days" is two numbers."""
    if left.kind != "cardinal" or left.form not in ("digits", "words"):
        return None
    right = amount_at(left.last + 1)
    if right is None or right.kind != "cardinal" or t.words[right.last][:1].isalnum():
        return None
    a, b = left.value, right.value
    if not isinstance(a, Decimal) or not isinstance(b, Decimal) or not b:
        return None
    return Found(left.first, right.last, "cardinal", QUOTIENT.divide(a, b), form="fraction")

"""Two amounts that belong together → ranges ("10 to 20 percent") and ratios ("3-1", "one in five").

Pure: standard library only. A shared unit or magnitude is given to the amount that lacks it
("$3-5 million"). Between two plain numbers, a falling pair or the words of sport and votes make a
score; else a pair is a range.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from pipeline.numbers.calendar import DASHES
from pipeline.numbers.digits import EXACT, QUOTIENT
from pipeline.numbers.found import Found
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.numeral import read_numeral
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS

_HEDGES: Final = frozenset({"about", "around", "approximately", "roughly", "perhaps", "nearly"})
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


# Marks and words that may stand between two amounts of one range or ratio.
JOINERS: Final = HYPHENS | DASHES | {":", "in", "out", "of", "over", "to", "~", "or", "till", "and"}


def join(
    t: Tokens, left: Found, floor: int, amount_at: Callable[[int], Found | None]
) -> Found | None:
    """``left`` with the amount after it as a range or ratio; None when they do not belong."""
    mark = t.lows[left.last]
    k = left.last
    if left.form == "words" and t.lows[left.first - 1] in HYPHENS and t.glued(left.first):
        return None  # spelled digits: "three-nought-four"
    if mark in HYPHENS and t.lows[k + 1] in _MADE and t.lows[k + 2] in HYPHENS and t.glued(k + 3):
        return _chance(t, left, k + 3)
    if mark == ":" or mark in ("in", "out", "of"):
        return _ratio(t, left, mark, amount_at)
    if mark == "over":
        return _over(t, left, amount_at)
    opened = _opened(t, left.first, floor)
    j = left.last + 1
    if mark in HYPHENS and t.lows[j] == "to":
        mark, j = "to", j + 2 if t.lows[j + 1] in HYPHENS else j + 1
    if (
        mark not in DASHES
        and mark not in ("to", "~", "or", "till")
        and not (mark == "and" and opened is not None and t.lows[opened] == "between")
    ):
        return None
    if mark in DASHES and not (t.glued(left.last) and t.glued(j)) and not _spaced_dash(t, left, j):
        return None
    j = j + 1 if t.lows[j] in _HEDGES else j
    right = amount_at(j)
    if right is None or right.kind in (None, "date", "time", "ordinal", "ratio", "range"):
        return None
    if mark == "to" and opened is None and _is_change(t, left, right, floor):
        return None
    return _pair(t, left, right, mark, opened)


# "1-in-50", "3-of-7", "12-for-18".
_MADE: Final = frozenset({"in", "of", "for"})

_CHANGES: Final = word_set(
    "rise rises rose risen rising gain gains gained gaining climb climbs climbed climbing jump "
    "jumps jumped jumping surge surges surged surging soar soared add adds added adding advance "
    "advances advanced advancing increase increases increased increasing grow grows grew grown "
    "growing edge edges edged edging inch inched tick ticked creep crept rebound rebounded rally "
    "rallied recover recovered strengthen strengthened fall falls fell fallen falling drop drops "
    "dropped dropping lose loses lost losing slip slips slipped slipping slide slides slid decline "
    "declines declined declining decrease decreases decreased dip dips dipped tumble tumbled "
    "plunge plunged slump slumped sink sank shed sheds ease eases eased easing retreat retreated "
    "weaken weakened cut cuts cutting lower lowered raise raises raised raising shrink shrank "
    "reduce reduced reduces up down higher lower off"
)
_CHANGED_BY: Final = word_set(
    "by about around nearly almost another a further an estimated more less than over some just "
    "only roughly approximately as much of the its"
)


_POINTS: Final = word_set("point points bps bp")


def _is_change(t: Tokens, left: Found, right: Found, floor: int) -> bool:
    """ "rose 42 cents to $83.78", "a gain of 4 basis points to 4.25%": by how much, and to what.

    "rose 3 to 5 percent" and "added $3 to $5 billion" share the unit that follows: ranges. Of two
    bare numbers ("fell 30 to 1,200") the second is far larger where it is the level.
    """
    if t.lows[left.last - 1] in _POINTS and t.lows[right.last - 1] not in _POINTS:
        return True
    i = left.first - 1
    if t.lows[i] == "by" and left.kind != "cardinal":
        return left.scale > 1 or right.scale == 1 or left.unit == "percent"
    while i > floor and i > left.first - 5 and t.lows[i] in _CHANGED_BY:
        i -= 1
    if i < floor or t.lows[i] not in _CHANGES:
        return False
    if left.kind == "cardinal":
        low, high = left.value, right.value
        both = isinstance(low, Decimal) and isinstance(high, Decimal)
        return both and right.kind == "cardinal" and right.scale == 1 and high >= 4 * low  # type: ignore[operator]
    return left.scale > 1 or right.scale == 1 or left.unit == "percent"


def _spaced_dash(t: Tokens, left: Found, j: int) -> bool:
    """ "1000 – 5000" is a range, "killed five - ten more" a pause."""
    return t.words[left.last - 1][:1].isalnum() and t.words[j][:1].isdecimal()


def _opened(t: Tokens, first: int, floor: int) -> int | None:
    """The "between" or "from" before ``first``, past a hedge; None without one."""
    i = first - 2 if t.lows[first - 1] in _HEDGES else first - 1
    return i if i >= floor and t.lows[i] in ("between", "from") else None


def _pair(t: Tokens, left: Found, right: Found, mark: str, opened: int | None) -> Found | None:
    if isinstance(left.value, str) or isinstance(right.value, str):
        return None
    if left.kind == right.kind == "cardinal" and opened is None:
        score = _score(t, left, right, mark)
        if score is not None:
            return score
    shared = _share(left, right, mark)
    if shared is None:
        return None
    low, high, unit = shared
    if low > high and opened is None and mark != "to":
        return None
    if low >= high and opened is None:
        return None
    first = opened if opened is not None else left.first
    return Found(first, right.last, "range", None, unit, low=min(low, high), high=max(low, high))


def _share(left: Found, right: Found, mark: str) -> tuple[Decimal, Decimal, str | None] | None:
    """The two bounds in one unit, or None when the amounts measure different things."""
    low, high = left.value, right.value
    if not isinstance(low, Decimal) or not isinstance(high, Decimal):
        return None
    bare_left, bare_right = left.kind == "cardinal", right.kind == "cardinal"
    if left.kind != right.kind and not bare_left and not bare_right:
        return None
    if not bare_left and not bare_right and left.unit != right.unit:
        return None
    if bare_right and not bare_left and not (left.kind in ("money", "age") or mark in DASHES):
        return None
    if mark == "or" and (not bare_left or low >= high):
        return None
    if left.scale == 1 and right.scale > 1 and right.form != "plural" and low < high / right.scale:
        low = EXACT.multiply(low, Decimal(right.scale))
    if right.form == "plural" or left.form == "plural" or left.form == "fraction" != right.form:
        return None
    return low, high, right.unit if bare_left else left.unit


def _score(t: Tokens, left: Found, right: Found, mark: str) -> Found | None:
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


def _ratio(
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


def _chance(t: Tokens, left: Found, j: int) -> Found | None:
    """ "1-in-50", "12-for-18": the compound of "1 in 50"."""
    right = read_numeral(t, j)
    a, b = left.value, right.value if right is not None else None
    if left.kind != "cardinal" or right is None or right.form not in ("digits", "words"):
        return None
    if not isinstance(a, Decimal) or b is None or not 0 <= a <= b or not b or a % 1 or b % 1:
        return None
    return Found(left.first, right.last, "ratio", QUOTIENT.divide(a, b), terms=(a, b))


def _over(t: Tokens, left: Found, amount_at: Callable[[int], Found | None]) -> Found | None:
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


_TO: Final[frozenset[str]] = frozenset({"more-than", "at-least"})
_BELOW: Final[frozenset[str]] = frozenset({"less-than", "at-most"})


def merge_bounds(t: Tokens, left: Found, right: Found) -> Found | None:
    """ "more than 10 but less than 20": two one-sided amounts of one kind → a range."""
    if left.kind != right.kind or left.unit != right.unit or left.kind == "range":
        return None
    if not isinstance(left.value, Decimal) or not isinstance(right.value, Decimal):
        return None
    gap = t.lows[left.last : right.cue]
    if len(gap) > 2 or not gap or not set(gap) <= {"and", "but", ","}:
        return None
    if left.approx in _TO and right.approx in _BELOW:
        low, high = left.value, right.value
    elif left.approx in _BELOW and right.approx in _TO:
        low, high = right.value, left.value
    else:
        return None
    if low >= high:
        return None
    merged = Found(left.first, right.last, "range", None, left.unit, low=low, high=high)
    merged.of, merged.cue = right.of or left.of, left.cue
    return merged

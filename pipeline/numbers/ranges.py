"""Two amounts that belong together → ranges ("10 to 20 percent"); `scores` makes them ratios.

Pure: standard library only. A shared unit or magnitude is given to the amount that lacks it
("$3-5 million"). What is no score ("3-1", "one in five") is a range.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from pipeline.numbers import scores
from pipeline.numbers.calendar import DASHES
from pipeline.numbers.digits import EXACT, in_unit
from pipeline.numbers.found import Found
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.percent import PERCENTS
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS

_HEDGES: Final = frozenset({"about", "around", "approximately", "roughly", "perhaps", "nearly"})
# Marks and words that may stand between two amounts of one range or ratio.
JOINERS: Final = (
    HYPHENS | DASHES | {":", "in", "out", "of", "over", "to", "~", "or", "till", "and", "for"}
)


def join(
    t: Tokens, left: Found, floor: int, amount_at: Callable[[int], Found | None]
) -> Found | None:
    """``left`` with the amount after it as a range or ratio; None when they do not belong."""
    mark = t.lows[left.last]
    k = left.last
    if left.form == "words" and t.lows[left.first - 1] in HYPHENS and t.glued(left.first):
        return None  # spelled digits: "three-nought-four"
    if mark in HYPHENS and t.lows[k + 1] in _MADE and t.lows[k + 2] in HYPHENS and t.glued(k + 3):
        return scores.chance(t, left, k + 3)
    if mark == ":" or mark in ("in", "out", "of"):
        return scores.ratio(t, left, mark, amount_at)
    if t.lows[k + 1] == "in" and mark not in JOINERS:
        return scores.one_in(t, left, amount_at)
    if mark == "for":
        return scores.innings(t, left)
    if mark == "over":
        return scores.over(t, left, amount_at)
    opened = _opened(t, left.first, floor)
    j = left.last + 1
    shared = mark == "and" and opened is None and t.lows[k + 2] in PERCENTS
    shared = shared and left.kind == "cardinal" and left.scale == 1
    if mark in HYPHENS and t.lows[j] == "to":
        mark, j = "to", j + 2 if t.lows[j + 1] in HYPHENS else j + 1
    if (
        mark not in DASHES
        and mark not in ("to", "~", "or", "till")
        and not (mark == "and" and opened is not None and t.lows[opened] == "between")
        and not shared
    ):
        return None
    if mark in DASHES and not (t.glued(left.last) and t.glued(j)) and not _spaced_dash(t, left, j):
        return None
    j = j + 1 if t.lows[j] in _HEDGES else j
    right = amount_at(j)
    if right is None or right.kind in (None, "date", "time", "ordinal", "ratio", "range"):
        return None
    if shared:  # "up 5 and 6 percent"
        return _apart(left, right, "to") if right.kind == "percent" else None
    if mark == "to" and opened is None and _is_change(t, left, right, floor):
        return None
    if mark == "to" and left.kind != "age" and _is_from_level(t, opened, floor):
        return _apart(left, right, mark)
    return _pair(t, left, right, mark, opened)


def _is_from_level(t: Tokens, opened: int | None, floor: int) -> bool:
    """ "fell from 5% to 3%": two levels, one after the other, and no range."""
    if opened is None or t.lows[opened] != "from" or opened - 1 < floor:
        return False
    if t.lows[opened - 1] in _CHANGES:
        return True
    for i in range(opened - 1, max(opened - _CLAUSE, floor) - 1, -1):
        if t.lows[i] in _CHANGES and t.lows[i] not in _ADVERBS:
            return True  # "will raise the number of seats from 110 to 120"
        if not t.words[i][:1].isalpha():
            return False
    return False


#: How far before "from" the verb of a change may stand.
_CLAUSE: Final = 8
_ADVERBS: Final = frozenset({"up", "down", "higher", "lower", "off"})


def _apart(left: Found, right: Found, mark: str) -> Found | None:
    """``left`` in the unit and magnitude of ``right``: the 83 of "83 to 17 percent"."""
    shared = _share(left, right, mark)
    if shared is None or left.kind != "cardinal":
        return None
    return Found(left.first, left.last, right.kind, shared[0], shared[2], left.form, left.scale)


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
    "reduce reduced reduces up down higher lower off went goes gone moved moves"
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
    if t.lows[i] == "of" and t.lows[i - 1] == "ages" and t.lows[i - 2] == "the":
        i -= 3  # "between the ages of 14 and 18"
    elif t.lows[i] == "ages":
        i -= 1
    return i if i >= floor and t.lows[i] in ("between", "from") else None


def _pair(t: Tokens, left: Found, right: Found, mark: str, opened: int | None) -> Found | None:
    if isinstance(left.value, str) or isinstance(right.value, str):
        return None
    if left.kind == right.kind == "cardinal" and opened is None:
        score = scores.score(t, left, right, mark)
        if score is not None:
            return score
    shared = _share(left, right, mark)
    if shared is None:
        return None
    low, high, unit = shared
    if low > high and opened is None and right.kind == "percent" and low + high <= _ALL:
        return _apart(left, right, mark)
    if low > high and opened is None and mark != "to":
        return None
    if low >= high and opened is None:
        return None
    first = opened if opened is not None else left.first
    return Found(first, right.last, "range", None, unit, low=min(low, high), high=max(low, high))


#: The two sides of a vote in percent, which may be rounded up.
_ALL: Final = Decimal(101)


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
    if bare_left:
        low = in_unit(low, right.factor)  # "5 to 10 cents"
    if left.scale == 1 and right.scale > 1 and right.form != "plural" and low < high / right.scale:
        low = EXACT.multiply(low, Decimal(right.scale))
    if mark == "or" and (not bare_left or low >= high):
        return None
    if right.form == "plural" or left.form == "plural" or left.form == "fraction" != right.form:
        return None
    return low, high, right.unit if bare_left else left.unit


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

"""Lists of numbers that share the unit of the last: "4, 5 and 6 percent", "of 10 and 20 km".

Pure: standard library only. A list has at least three members, or two after a preposition; what
stands between them is a comma, "and" or "or" and nothing else.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.digits import EXACT, in_unit
from pipeline.numbers.found import Found
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.tokens import Tokens

_MEASURES: Final = frozenset({"percent", "quantity", "duration", "money", "temperature"})
_LAST: Final = frozenset({"and", "or"})
# Before the first of two: "roads of 10 and 20 km", but "killed 10 and 20 km away".
_BEFORE_TWO: Final = word_set("of at by for within after every about both last lasting measuring")
#: How many members a list of news has.
_LONGEST: Final = 12


def share_unit(t: Tokens, results: list[Found], last: Found) -> None:
    """Gives the unit of ``last`` to the bare numbers of its list, the latest of ``results``."""
    if t.lows[last.first - 1] not in _LAST or last.kind not in _MEASURES:
        return
    if last.form not in ("digits", "words") or (
        last.kind == "money" and not "0" <= t.words[last.first][:1] <= "9"
    ):
        return  # "$5": no unit behind the number
    members: list[Found] = []
    right = last
    for left in results[: -_LONGEST - 1 : -1]:
        if not _belongs(left, last) or not _between(t, left, right, last):
            break
        members.append(left)
        right = left
    bare = [member for member in members if member.kind == "cardinal"]
    if not bare or (len(members) == 1 and not _is_pair(t, members[0], last)):
        return
    for member in bare:
        assert isinstance(member.value, Decimal)
        scale = last.scale if member.scale == 1 else 1
        member.value = in_unit(EXACT.multiply(member.value, Decimal(scale)), last.factor)
        member.kind, member.unit, member.of = last.kind, last.unit, None


def _is_pair(t: Tokens, left: Found, last: Found) -> bool:
    """ "of 10 and 20 km"; "a cut of 17,000 or ten per cent" says one thing twice."""
    joined = t.lows[left.last] == "and" and last.first == left.last + 1
    return joined and t.lows[left.first - 1] in _BEFORE_TWO


def _belongs(left: Found, last: Found) -> bool:
    """Whether ``left`` is a bare number, or has got the unit already ("5 and 6 percent")."""
    if left.form not in ("digits", "words") or not isinstance(left.value, Decimal):
        return False
    bare = left.kind == "cardinal" and left.of is None
    return bare or (left.kind == last.kind and left.unit == last.unit)


def _between(t: Tokens, left: Found, right: Found, last: Found) -> bool:
    gap = t.lows[left.last : right.first]
    if right is last:
        return gap[-1] in _LAST and (len(gap) == 1 or (len(gap) == 2 and gap[0] == ","))
    return gap == [","]

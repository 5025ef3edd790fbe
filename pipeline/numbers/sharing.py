"""Lists of numbers that share the unit of the last: "4, 5 and 6 percent", "10 and 20 km".

Pure: standard library only. Between the members stands a comma, "and" or "or" and nothing else;
two are joined by "and".
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.digits import EXACT, in_unit
from pipeline.numbers.found import Found
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.tokens import Tokens

_MEASURES: Final = frozenset({"percent", "quantity", "duration", "money", "temperature"})
#: What makes a duration a point of time, before which nothing shares it: "scored 20 and 10 minutes
#: later went off".
_LATER: Final = frozenset({"later", "earlier", "afterwards", "afterward"})
#: What is done to people alone, who have no unit: "killed seven and 20 hectares burned".
_TO_PEOPLE: Final = word_set(
    "kill kills killed killing wound wounds wounded wounding injure injures injured injuring "
    "arrest arrests arrested arresting detain detains detained detaining rescue rescues rescued "
    "rescuing displace displaces displaced displacing infected infecting evacuated evacuating "
    "hospitalised hospitalized"
)
#: What stands before the last of a list.
CONJUNCTIONS: Final = frozenset({"and", "or"})
#: How many members a list of news has.
_LONGEST: Final = 12


def share_unit(t: Tokens, results: list[Found], last: Found) -> None:
    """Gives the unit of ``last`` to the bare numbers of its list, the latest of ``results``."""
    if (
        last.kind not in _MEASURES
        or t.lows[last.last] in _LATER
        or last.form not in ("digits", "words")
        or (last.kind == "money" and not "0" <= t.words[last.first][:1] <= "9")
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
    if not bare or (len(members) == 1 and t.lows[right.last : last.first] != ["and"]):
        return  # "a cut of 17,000 or ten per cent" says one thing twice
    if t.lows[members[-1].cue - 1] in _TO_PEOPLE:
        return
    for member in bare:
        assert isinstance(member.value, Decimal)
        scale = last.scale if member.scale == 1 else 1
        member.value = in_unit(EXACT.multiply(member.value, Decimal(scale)), last.factor)
        member.kind, member.unit, member.of = last.kind, last.unit, None


def _belongs(left: Found, last: Found) -> bool:
    """Whether ``left`` is a bare number, or has got the unit already ("5 and 6 percent")."""
    if left.form not in ("digits", "words") or not isinstance(left.value, Decimal):
        return False
    bare = left.kind == "cardinal" and left.of is None
    return bare or (left.kind == last.kind and left.unit == last.unit)


def _between(t: Tokens, left: Found, right: Found, last: Found) -> bool:
    gap = t.lows[left.last : right.first]
    if right is last:
        return gap[-1] in CONJUNCTIONS and (len(gap) == 1 or (len(gap) == 2 and gap[0] == ","))
    return gap == [","]

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
from pipeline.numbers.lexicon import UNITS, word_set
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
            or (a <= 10 and not noun and _is_cricket(t, left.first, right.last))
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


def one_in(t: Tokens, left: Found, amount_at: Callable[[int], Found | None]) -> Found | None:
    """ "one ballot in eight was spoiled": a ratio with its noun inside."""
    k = left.last
    if left.value != 1 or left.kind != "cardinal" or not t.words[k].isalpha():
        return None
    right = amount_at(k + 2)
    if right is None or right.kind != "cardinal" or right.form not in ("digits", "words"):
        return None
    b, behind = right.value, t.words[right.last]
    ends = not behind[:1].isalnum() or t.lows[right.last] in _AFTER_SHARE
    if not isinstance(b, Decimal) or b % 1 or not (2 <= b <= 20 or b in _ROUND) or not ends:
        return None
    share = _ratio_of(left, right, Decimal(1), b)
    share.of = t.words[k]
    return share


#: What is said of one in so many: a verb.
_AFTER_SHARE: Final = word_set(
    "is was are were has have had who does did do lives lived says said will would can could may "
    "goes went lacks suffers faces believes thinks wants works dies died votes voted"
)


def chance(t: Tokens, left: Found, j: int) -> Found | None:
    """ "1-in-50", "12-for-18": the compound of "1 in 50"."""
    right = read_numeral(t, j)
    split = right is not None and t.lows[j - 2] == "for" and t.lows[right.last] in _SPLIT
    a, b = left.value, right.value if right is not None else None
    if left.kind != "cardinal" or right is None or right.form not in ("digits", "words"):
        return None
    if not isinstance(a, Decimal) or b is None or not b or a % 1 or b % 1:
        return None
    if a < 0 or (a > b and not split):
        return None
    return Found(left.first, right.last, "ratio", QUOTIENT.divide(a, b), terms=(a, b))


# "a 5-for-1 stock split".
_SPLIT: Final = frozenset({"stock", "share", "split", "bonus"})


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


# ------------------------------------------------------------------ cricket

_BATTED: Final = word_set(
    "reached declared slumped collapsed closed crumbled crashed reduced struggling were was made "
    "posted scored finished at on to of are ended total"
)
# What is said of an innings and of little else.
_INNINGS: Final = word_set(
    "wicket wickets innings overs batsman batsmen batting bowler bowlers stumps cricket declared "
    "slumped crease reply"
)
_AT_REST: Final = word_set("stumps close lunch tea")
_AFTER_INNINGS: Final = word_set(
    "at in when and after before by from off as on but with declared overnight to"
)
#: How far around an innings its words may stand.
_NEAR: Final = 40


def innings(t: Tokens, left: Found) -> Found | None:
    """ "reached 245 for 6", "slumped to 98 for three": runs for wickets."""
    k = left.last + 1
    out = UNITS.get(t.lows[k], -1) if not t.words[k].isdecimal() else int(t.words[k][:3])
    runs = t.words[left.first]
    if left.kind != "cardinal" or left.last != left.first + 1 or not runs.isdecimal():
        return None
    if not 0 <= out <= 10 or not _is_innings(t, left.first, int(runs[:4]), out, k + 1):
        return None
    return _runs(left.first, k + 1, int(runs), out)


def innings_of_digits(t: Tokens, i: int) -> Found | None:
    """ "made 245/6": runs for wickets, where the words around tell cricket."""
    runs, out = t.words[i], t.words[i + 2]
    if t.lows[i + 1] != "/" or not t.glued(i + 1) or not t.glued(i + 2):
        return None
    if not runs.isdecimal() or not out.isdecimal() or len(out) > 2 or len(runs) < 2:
        return None
    if not _is_innings(t, i, int(runs[:4]), int(out), i + 3):
        return None
    return _runs(i, i + 3, int(runs), int(out))


def _is_innings(t: Tokens, first: int, runs: int, out: int, k: int) -> bool:
    if not out < runs < 1000 or out > 10 or _BATTED.isdisjoint(t.lows[max(first - 3, 0) : first]):
        return False
    after = t.lows[k]
    if t.words[k][:1].isalnum() and after not in _AFTER_INNINGS:
        return False
    near = t.lows[max(first - _NEAR, 0) : k + _NEAR]
    return not _INNINGS.isdisjoint(near) or not _AT_REST.isdisjoint(t.lows[k : k + 3])


def _is_cricket(t: Tokens, first: int, last: int) -> bool:
    """ "were 4-146 after 24 overs", "having taken 3-29": wickets first, as Australians write."""
    near = t.lows[max(first - _NEAR, 0) : last + _NEAR]
    said = not (_BATTED | _BOWLED).isdisjoint(t.lows[max(first - 2, 0) : first])
    return said and not _INNINGS.isdisjoint(near)


_BOWLED: Final = word_set("took taken takes taking claimed claiming bagged figures with")


def _runs(first: int, last: int, runs: int, out: int) -> Found:
    terms = Decimal(runs), Decimal(out)
    return Found(first, last, "ratio", QUOTIENT.divide(*terms) if out else None, terms=terms)

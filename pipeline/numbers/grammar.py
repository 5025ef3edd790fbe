"""Tokens → what each number is: the order in which the rules are asked.

Pure: standard library only. At every token where a number may begin: what is no number, dates
and times, the numeral, what it measures, then ranges and ratios, the words around it, and what
is counted.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers import measure
from pipeline.numbers.approximators import (
    BEHIND_NOUNS,
    approximator_after,
    approximator_before,
    approximator_behind,
)
from pipeline.numbers.calendar import (
    AFTER_DAY_NUMBER,
    date_from_day,
    date_from_month,
    numeric_date,
)
from pipeline.numbers.clock import part_of_an_hour, read_time, spoken_clock
from pipeline.numbers.counted import counted
from pipeline.numbers.designations import designation
from pipeline.numbers.found import Found, Setting
from pipeline.numbers.lexicon import DECADES, MONTHS, ROMANS
from pipeline.numbers.marks import is_point, odds
from pipeline.numbers.measured import measured
from pipeline.numbers.money import currency_before
from pipeline.numbers.naming import is_pronoun, named_in_words, roman
from pipeline.numbers.numeral import read_numeral
from pipeline.numbers.phrases import IRREGULAR_PLURALS
from pipeline.numbers.ranges import JOINERS, join
from pipeline.numbers.scores import innings_of_digits
from pipeline.numbers.temperatures import degrees_of_a_decade
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.years import decade_in_words, fiscal_year, life_decade, read_year


def read_at(t: Tokens, i: int, floor: int, setting: Setting) -> Found | None:
    """What begins at candidate ``i``, with ranges, approximators and the counted noun.

    ``floor`` is the first token that no earlier number has taken.
    """
    found = read_amount(t, i, floor, setting)
    if found is None or found.kind is None or found.kind == "range":
        return found
    if found.kind in ("date", "time"):
        found.cue = found.first
        before = approximator_before(t, found.first)
        if before is not None and before[0] == "about":
            found.approx = "about"
        return found
    joined = found
    if t.lows[found.last] in JOINERS or t.lows[found.last + 1] == "in":
        money = found.kind == "money"
        pair = join(t, found, floor, lambda j: _amount_from(t, j, setting, money=money))
        joined = pair if pair is not None else found
    after = _approximate(t, joined, floor)
    if joined.of is None and joined.kind not in ("age", "temperature"):
        joined.of = counted(t, joined, after)
    if joined.of is not None:
        if t.words[joined.first][-4:] == ".000":
            _continental(t, joined)
        k = joined.last
        if joined.approx is None and not BEHIND_NOUNS.isdisjoint(t.lows[k + 1 : k + 4]):
            _approximate_behind(t, joined)
    return joined


def _approximate_behind(t: Tokens, found: Found) -> None:
    """ "50 homes or so", "20 Kenyan nurses at least": behind the noun that is counted."""
    for j in range(found.last, found.last + 3 if found.kind == "cardinal" else 0):
        if t.words[j] == found.of:
            if t.lows[j + 1] in BEHIND_NOUNS:
                found.approx = approximator_behind(t, j + 1)
            return


def _continental(t: Tokens, found: Found) -> None:
    """ "30.000 protesters": what is counted whole has no thousandths."""
    whole, _, rest = t.words[found.first].partition(".")
    value, several = found.value, (found.of or "")[-1:] == "s" or found.of in IRREGULAR_PLURALS
    if found.kind == "cardinal" and found.last == found.first + 1 and several and rest == "000":
        found.value = value * 1000 if isinstance(value, Decimal) and whole != "0" else value


def read_amount(
    t: Tokens, i: int, floor: int, setting: Setting, *, money: bool = False
) -> Found | None:
    """The single amount, date or name at candidate ``i``; ``money`` after "$3-"."""
    word = t.words[i]
    if "0" <= word[0] <= "9":
        return _digit_amount(t, i, floor, setting, money)
    low = t.lows[i]
    if low in MONTHS:
        return date_from_month(t, i)
    if low in DECADES:
        return decade_in_words(t, i)
    if word in ROMANS:
        return roman(t, i)
    named = named_in_words(t, i)
    if named is not None:
        return named
    if low in ("half", "quarter") and t.lows[i + 1] in ("past", "to"):
        told = part_of_an_hour(t, i)
        if told is not None:
            return told
    if low == "half" and t.lows[i - 2] == "and" and i - 4 >= floor:
        whole = measure.unit_and_half(t, i)
        if whole is not None:
            return whole
    numeral = read_numeral(t, i)
    if numeral is None:
        return None
    numeral.first = max(numeral.first, floor)
    if low == "one" and numeral.last == i + 1 and is_pronoun(t, i):
        return None
    if t.lows[numeral.last] in ("o", "am", "pm", "a", "p", "past"):
        clock = spoken_clock(t, numeral)
        if clock is not None:
            return clock
    currency = currency_before(t, numeral.first, setting) if numeral.first > floor else None
    if currency is not None and currency.bound < floor:
        currency = None  # "5$million": the sign is of the number before
    return measured(t, numeral, currency, floor, setting)


def _amount_from(t: Tokens, j: int, setting: Setting, *, money: bool) -> Found | None:
    """The amount whose sign, currency or numeral begins at token ``j``."""
    for k in range(j, j + 4):
        word = t.words[k]
        if word[:1].isdecimal() or read_numeral(t, k) is not None:
            found = read_amount(t, k, j, setting, money=money)
            return found if found is not None and found.first == j else None
        if t.lows[k] in ("a", "an"):
            continue
        if k > j and word[:1] not in "$€£¥₹-−.":
            return None
    return None


# ------------------------------------------------------------------ digits


def _digit_amount(t: Tokens, i: int, floor: int, setting: Setting, money: bool) -> Found | None:
    point = i - 1 if is_point(t, i, floor) else i
    currency = currency_before(t, point, setting) if i > floor else None
    if currency is not None and currency.bound < floor:
        currency = None
    if currency is None:
        early = _between_marks(t, i, setting) or designation(t, i) or _dated(t, i, setting)
        if early is not None:
            return early
    numeral = read_numeral(t, i, money=money or currency is not None)
    if numeral is None:
        return Found(i, i + 1)
    if point < i and numeral.form == "digits":
        # ".75", "$.5 million"
        numeral.value, numeral.first = numeral.value.scaleb(-len(t.words[i])), point
    return measured(t, numeral, currency, floor, setting)


def _between_marks(t: Tokens, i: int, setting: Setting) -> Found | None:
    """ "7/2 odds", "FY25", "5/17/2018": digits that their marks make something else."""
    if t.words[i - 1] == "FY":
        return fiscal_year(t, i)
    if t.lows[i + 1] in ("/", "-", "–") or "." in t.words[i]:
        return odds(t, i) or innings_of_digits(t, i) or numeric_date(t, i, setting.country)
    return None


def _dated(t: Tokens, i: int, setting: Setting) -> Found | None:
    found = read_time(t, i)
    if found is None and t.lows[i + 1] in AFTER_DAY_NUMBER:
        found = date_from_day(t, i)
    if found is None and t.lows[i + 1] in _AFTER_DECADE:
        found = life_decade(t, i) or degrees_of_a_decade(t, i, setting)
    return found or read_year(t, i)


_AFTER_DECADE: Final = frozenset({"s", "'s", "’s", "-", "‐", "‑", "–"})


# ------------------------------------------------------------------ around


def _approximate(t: Tokens, found: Found, floor: int) -> int:
    """Sets ``approx`` and ``cue`` by the words around, or by the form ("thousands").

    Returns the token after the number and the words that make it approximate.
    """
    found.cue = found.first
    if found.form == "plural":
        found.approx = "more-or-less"
    if found.kind == "ordinal":
        return found.last
    before = approximator_before(t, found.first)
    if before is not None and before[1] >= floor:
        found.approx, found.cue = before
    after = approximator_after(t, found.last)
    if after is None:
        return found.last
    if found.approx in (None, "about"):
        found.approx = after[0]
    return after[1]

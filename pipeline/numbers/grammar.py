"""Tokens → what each number is: the order in which the rules are asked.

Pure: standard library only. At every token where a number may begin: what is no number, dates
and times, the numeral, what it measures, then ranges and ratios, the words around it, and what
is counted.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers import ages, measure
from pipeline.numbers.approximators import approximator_after, approximator_before
from pipeline.numbers.calendar import (
    AFTER_DAY_NUMBER,
    date_from_day,
    date_from_month,
    date_from_ordinal,
    numeric_date,
)
from pipeline.numbers.clock import is_timed, part_of_an_hour, read_time, spoken_clock
from pipeline.numbers.counted import counted
from pipeline.numbers.designations import designation
from pipeline.numbers.digits import QUOTIENT
from pipeline.numbers.found import Found, Numeral, Setting
from pipeline.numbers.lexicon import DECADES, MONTHS, ROMANS, word_set
from pipeline.numbers.marks import is_point, odds, take_sign
from pipeline.numbers.money import (
    CURRENCY_STARTS,
    Currency,
    currency_after,
    currency_before,
    name_after,
)
from pipeline.numbers.naming import is_pronoun, is_rank, named_in_words, roman
from pipeline.numbers.numeral import read_numeral
from pipeline.numbers.parts import is_part
from pipeline.numbers.ranges import JOINERS, join
from pipeline.numbers.sums import money_of
from pipeline.numbers.temperatures import DEGREES, degrees_of_a_decade, temperature
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.units import UNIT_STARTS
from pipeline.numbers.wording import HYPHENS
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
    if t.lows[found.last] in JOINERS:
        money = found.kind == "money"
        pair = join(t, found, floor, lambda j: _amount_from(t, j, setting, money=money))
        joined = pair if pair is not None else found
    after = _approximate(t, joined, floor)
    if joined.kind not in ("age", "temperature"):
        joined.of = counted(t, joined, after)
    return joined


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
    if t.lows[numeral.last] in ("o", "am", "pm", "a", "p"):
        clock = spoken_clock(t, numeral)
        if clock is not None:
            return clock
    currency = currency_before(t, numeral.first, setting) if numeral.first > floor else None
    if currency is not None and currency.bound < floor:
        currency = None  # "5$million": the sign is of the number before
    return _measured(t, numeral, currency, floor, setting)


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
    return _measured(t, numeral, currency, floor, setting)


def _between_marks(t: Tokens, i: int, setting: Setting) -> Found | None:
    """ "7/2 odds", "FY25", "5/17/2018": digits that their marks make something else."""
    if t.words[i - 1] == "FY":
        return fiscal_year(t, i)
    if t.lows[i + 1] in ("/", "-", "–") or "." in t.words[i]:
        return odds(t, i) or numeric_date(t, i, setting.country)
    return None


def _dated(t: Tokens, i: int, setting: Setting) -> Found | None:
    found = read_time(t, i)
    if found is None and t.lows[i + 1] in AFTER_DAY_NUMBER:
        found = date_from_day(t, i)
    if found is None and t.lows[i + 1] in _AFTER_DECADE:
        found = life_decade(t, i) or degrees_of_a_decade(t, i, setting)
    return found or read_year(t, i)


_AFTER_DECADE: Final = frozenset({"s", "'s", "’s", "-", "‐", "‑", "–"})


def _measured(
    t: Tokens, numeral: Numeral, currency: Currency | None, floor: int, setting: Setting
) -> Found | None:
    """``numeral`` with its sign and with what it measures."""
    take_sign(t, numeral, floor, currency)
    if currency is not None:
        currency, last = name_after(t, numeral.last, currency)
        return money_of(t, numeral, currency, last)
    if numeral.form == "ordinal":
        rank = int(numeral.value) if numeral.value < 32 else 0
        day = date_from_ordinal(t, numeral.first, numeral.last, rank)
        if day is not None:
            return day
        if is_part(t, numeral):
            part = QUOTIENT.divide(Decimal(1), numeral.value)
            return Found(numeral.first - 1, numeral.last, "cardinal", part, form="fraction")
        return Found(numeral.first, numeral.last, "ordinal", numeral.value, form="ordinal")
    k = measure.unit_position(t, numeral)
    if t.lows[k] in measure.BEFORE_UNITS and t.lows[k + 1] in UNIT_STARTS:
        k = k if t.lows[k + 1] in ("ton", "tons") else k + 1  # a long ton is a unit of its own
    found = _unit(t, numeral, k, setting)
    if found is None and measure.percent_before(t, numeral.first, floor):
        return Found(numeral.first, numeral.last, "percent", numeral.value, "percent")
    if (
        found is None
        and t.glued(numeral.last)
        and t.words[numeral.last][:1].isalpha()
        and numeral.form == "digits"
    ):
        return Found(numeral.first, numeral.last + 1)
    if found is None:
        found = _shared_unit(t, numeral, setting) or _bare(t, numeral)
    if found is not None:
        found.form, found.scale = numeral.form, numeral.scale
        if found.last > numeral.last:  # "18+ years", "40-odd years"
            if t.lows[numeral.last] == "+":
                found.approx = "at-least"
            elif t.lows[numeral.last + 1] == "odd":
                found.approx = "about"
    return found


# Whatever measures a number begins with one of these; most numbers are followed by none.
_MEASURES: Final = (
    measure.PERCENTS
    | UNIT_STARTS
    | DEGREES
    | CURRENCY_STARTS
    | word_set("of point points yo yrold y")
)


def _unit(t: Tokens, numeral: Numeral, k: int, setting: Setting) -> Found | None:
    if t.lows[k] not in _MEASURES:
        return None
    percent = measure.percent_end(t, k) if t.lows[k] in measure.PERCENTS else None
    if percent is not None:
        value = (
            QUOTIENT.divide(numeral.value, Decimal(percent[1])) if percent[1] > 1 else numeral.value
        )
        return Found(numeral.first, percent[0], "percent", value, "percent")
    point = measure.rate_point(t, numeral, k)
    if point:
        return Found(numeral.first, point, "percent", numeral.value, "percent")
    j = k + 1 if numeral.form == "plural" and t.lows[k] == "of" else k
    currency = currency_after(t, j, numeral, setting)
    if currency is not None:
        return money_of(t, numeral, currency, currency.bound)
    found = temperature(t, numeral, k, setting) or measure.quantity(t, numeral, j)
    if found is not None:
        return found
    after = ages.clinical_age(t, k)
    return Found(numeral.first, after, "age", numeral.value, "year") if after else None


def _shared_unit(t: Tokens, numeral: Numeral, setting: Setting) -> Found | None:
    """ "5- and 10-year bonds", "16- and 17-year-olds": the unit comes after the last of them."""
    k = numeral.last
    for _ in range(_SHARING):
        if t.lows[k] not in HYPHENS or not t.glued(k) or t.lows[k + 1] not in ("and", "or", ","):
            return None
        after = read_numeral(t, k + 2)
        if after is None or after.form == "ordinal" or t.lows[after.last] not in HYPHENS:
            return None
        k = after.last
        found = _unit(t, after, k + 1, setting) if t.glued(k + 1) else None
        if found is not None:
            return Found(numeral.first, numeral.last, found.kind, numeral.value, found.unit)
    return None


#: Numbers that share the unit of the last: "3-, 5- and 10-year notes".
_SHARING: Final = 3


def _bare(t: Tokens, numeral: Numeral) -> Found | None:
    """A numeral without a unit: an age, a rank or a count."""
    if numeral.form == "digits" or numeral.form == "words":
        if ages.age_before(t, numeral) or ages.age_between_commas(t, numeral):
            return Found(numeral.first, numeral.last, "age", numeral.value, "year")
        if is_rank(t, numeral):
            return Found(numeral.first, numeral.last, "ordinal", numeral.value)
        if numeral.value % 1 and is_timed(t, numeral):
            return Found(numeral.first, numeral.last, "duration", numeral.value, "second")
    return Found(numeral.first, numeral.last, "cardinal", numeral.value)


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

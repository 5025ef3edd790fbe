"""A numeral → what it is: money, percent, a quantity, an age, a rank, or else a count.

Pure: standard library only.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers import ages, measure, percent
from pipeline.numbers.calendar import date_from_ordinal
from pipeline.numbers.clock import is_timed
from pipeline.numbers.digits import QUOTIENT, in_unit
from pipeline.numbers.found import Found, Numeral, Setting
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.marks import take_sign
from pipeline.numbers.money import CURRENCY_STARTS, Currency, currency_after, name_after
from pipeline.numbers.naming import is_rank
from pipeline.numbers.numeral import read_numeral
from pipeline.numbers.parts import is_part
from pipeline.numbers.sums import money_of
from pipeline.numbers.temperatures import DEGREES, temperature
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.units import UNIT_STARTS
from pipeline.numbers.wording import HYPHENS


def measured(
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
    if found is None and percent.percent_before(t, numeral.first, floor):
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
    percent.PERCENTS
    | UNIT_STARTS
    | DEGREES
    | CURRENCY_STARTS
    | word_set("of point points yo yrold y")
)


def _unit(t: Tokens, numeral: Numeral, k: int, setting: Setting) -> Found | None:
    if t.lows[k] not in _MEASURES:
        return None
    rate = percent.percent_end(t, k) if t.lows[k] in percent.PERCENTS else None
    if rate is not None:
        last, factor = rate
        value = in_unit(numeral.value, factor)
        return Found(numeral.first, last, "percent", value, "percent", factor=factor)
    point = percent.rate_point(t, numeral, k)
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
            value = in_unit(numeral.value, found.factor)
            return Found(numeral.first, numeral.last, found.kind, value, found.unit)
    return None


#: Numbers that share the unit of the last: "3-, 5- and 10-year notes".
_SHARING: Final = 3


def _bare(t: Tokens, numeral: Numeral) -> Found | None:
    """A numeral without a unit: an age, a rank or a count."""
    if numeral.form == "digits" or numeral.form == "words":
        if (
            ages.age_before(t, numeral)
            or ages.age_between_commas(t, numeral)
            or (t.lows[numeral.last] in ("and", "or") and ages.age_and_older(t, numeral))
        ):
            return Found(numeral.first, numeral.last, "age", numeral.value, "year")
        if is_rank(t, numeral):
            return Found(numeral.first, numeral.last, "ordinal", numeral.value)
        if "." in t.words[numeral.last - 1] and is_timed(t, numeral):
            return Found(numeral.first, numeral.last, "duration", numeral.value, "second")
    return Found(numeral.first, numeral.last, "cardinal", numeral.value)

"""A numeral and a currency → a sum of money, in the currency's main unit.

Pure: standard library only. "50 cents" is 0.5, "thirteen dollars forty-five cents" 13.45.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.numbers.digits import EXACT, QUOTIENT
from pipeline.numbers.found import Found, Numeral
from pipeline.numbers.money import Currency
from pipeline.numbers.numeral import read_numeral
from pipeline.numbers.tokens import Tokens


def money_of(t: Tokens, numeral: Numeral, currency: Currency, last: int) -> Found:
    value = numeral.value
    if currency.divisor < 0:
        value = EXACT.multiply(value, Decimal(-currency.divisor))
    elif currency.divisor > 1:
        value = QUOTIENT.divide(value, Decimal(currency.divisor))
    elif numeral.scale == 1:
        value, last = _cents(t, value, last)
    scale = numeral.scale if currency.divisor > 0 else -currency.divisor
    found = Found(numeral.first, last, "money", value, currency.code, numeral.form, scale)
    if currency.divisor > 1:
        found.factor = QUOTIENT.divide(Decimal(1), Decimal(currency.divisor))
    return found


def _cents(t: Tokens, value: Decimal, k: int) -> tuple[Decimal, int]:
    """ "thirteen dollars forty-five cents", "$5 and 20 cents", "17 USD 25.": the smaller part."""
    j = k + 1 if t.lows[k] == "and" else k
    part = read_numeral(t, j) if t.words[j] else None
    if (
        part is None
        or part.form not in ("digits", "words")
        or not 0 < part.value < 100
        or value % 1
    ):
        return value, k
    named = t.lows[part.last] in ("cents", "cent", "pence", "p", "paise", "kopeks")
    closes = (
        j > k
        and t.lows[part.last] in (".", "")
        and t.lows[k - 1] not in ("(", ",")
        and t.words[k - 1].isalpha()
    )
    if not named and not closes:
        return value, k
    return EXACT.add(value, part.value / 100), part.last + 1 if named else part.last

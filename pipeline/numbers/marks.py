"""Signs, decimal points and strokes beside digits: "-5", ".75", "$.50", "odds of 7/2".

Pure: standard library only.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.digits import MINUS, QUOTIENT
from pipeline.numbers.found import Found, Numeral
from pipeline.numbers.money import Currency
from pipeline.numbers.tokens import Tokens


def take_sign(t: Tokens, numeral: Numeral, floor: int, currency: Currency | None) -> None:
    """A minus sign or word before the numeral or its currency sign joins the span."""
    i = numeral.first
    inner = i - 1
    if currency is not None and currency.bound < i:
        if t.words[inner] in MINUS and t.glued(i) and inner > currency.bound:
            numeral.value = -numeral.value
        numeral.first = i = currency.bound
    mark = t.lows[i - 1]
    if i - 1 < floor or not mark:
        return
    if (
        mark in ("-", "−", "–")
        and t.glued(i)
        and (not t.glued(i - 1) or t.words[i - 2] in "(<>=/ \n")
    ) or (mark in ("minus", "negative") and t.lows[i - 2] != "or" and numeral.form != "ordinal"):
        numeral.value, numeral.first = -numeral.value, i - 1
    elif mark == "+" and t.glued(i) and not t.glued(i - 1):
        numeral.first = i - 1


def is_point(t: Tokens, i: int, floor: int) -> bool:
    """ ".75", "$.50": a decimal point before the first digit, glued to no word."""
    if t.lows[i - 1] != "." or i - 1 < floor or not t.glued(i) or not t.words[i].isdecimal():
        return False
    return not t.glued(i - 1) or t.words[i - 2] == "$"


_ODDS_AFTER: Final = frozenset({"favourite", "favorite", "odds", "shot", "outsider", "against"})


def odds(t: Tokens, i: int) -> Found | None:
    """ "odds of 7/2", "the 11/4 favourite": what is paid for a stake."""
    if t.lows[i + 1] != "/" or not t.glued(i + 1) or not t.glued(i + 2):
        return None
    above, below = t.words[i], t.words[i + 2]
    if not above.isdecimal() or not below.isdecimal() or len(above) > 4 or len(below) > 3:
        return None
    said = "odds" in t.lows[max(i - 4, 0) : i] or t.lows[i + 3] in _ODDS_AFTER
    if not said or not int(below):
        return None
    terms = Decimal(above), Decimal(below)
    return Found(i, i + 3, "ratio", QUOTIENT.divide(*terms), terms=terms)

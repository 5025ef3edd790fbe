"""Digit numerals → exact values: grouping, decimals, powers, fractions.

Pure: standard library only. "1,234.5", "12,34,567" (Indian), "1.234.567,8" (continental),
"5,00", ".08", "2.48×10−5", "1e10", "1.1^23", "1/4", "2 1/2", "3¾". Numerals longer than
`MAX_CHARACTERS` are no numbers of news and are refused, so that every value is small and finite.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import lru_cache
from typing import Final

from pipeline.numbers.lexicon import VULGAR
from pipeline.numbers.tokens import Tokens

# 10**21 with grouping and a sign has 30 characters; what is longer is an identifier.
MAX_CHARACTERS: Final = 40
# Powers of news are 10**-30 to 10**30; above, "2^1000000" would cost memory.
MAX_EXPONENT: Final = 100
# 40 digits times a scale of 10**18 stays exact.
EXACT: Final = Context(prec=64)
# Quotients ("two thirds") are not exact in decimals: 20 digits are beyond any double.
QUOTIENT: Final = Context(prec=20)

MINUS: Final = frozenset("-−‐‑–")
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_WESTERN: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_INDIAN: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_SPACED: Final = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?")
_CONTINENTAL: Final = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+"
)
_DECIMAL_COMMA: Final = re.compile(r"[0-9]+,[0-9]{1,2}")


def read_digits(word: str) -> Decimal | None:
    """The value of one digit numeral as written, or None when it is not one number."""
    return _read_digits(word) if len(word) <= MAX_CHARACTERS else None


@lru_cache(maxsize=4096)
def _read_digits(word: str) -> Decimal | None:
    if word.isdecimal():
        return Decimal(word)
    if _PLAIN.fullmatch(word):
        return Decimal(word)
    if _WESTERN.fullmatch(word) or _INDIAN.fullmatch(word):
        return Decimal(word.replace(",", ""))
    if _SPACED.fullmatch(word):
        return Decimal(re.sub(r"[^0-9.]", "", word))
    if _CONTINENTAL.fullmatch(word):
        return Decimal(word.replace(".", "").replace(",", "."))
    if _DECIMAL_COMMA.fullmatch(word):
        return Decimal(word.replace(",", "."))
    return None


def in_unit(value: Decimal, factor: Decimal) -> Decimal:
    """``value`` times what one of the unit as written is in the unit told: 50 cents are 0.5."""
    return value if factor == 1 else EXACT.multiply(value, factor).normalize()


def read_power(t: Tokens, i: int, value: Decimal) -> tuple[Decimal, int]:
    """``value`` raised or scaled by what is glued to digit token ``i``, and the token after it."""
    mark = t.lows[i]
    if mark == "^":
        exponent, after = _integer(t, i + 1)
        return (_raise(value, exponent), after) if exponent is not None else (value, i)
    if mark == "e" and t.glued(i):
        exponent, after = _integer(t, i + 1)
        return (_scale(value, exponent), after) if exponent is not None else (value, i)
    if mark in ("x", "×", "*", "·") and t.lows[i + 1] in ("10", "2"):
        return _times_power(t, i, value)
    return value, i


def _times_power(t: Tokens, i: int, value: Decimal) -> tuple[Decimal, int]:
    """ "×10^-4", "x10-3", "×10⁶", "x2^10"; "x10" alone is a size ("4x10 m")."""
    base, j = Decimal(t.words[i + 1]), i + 2
    if t.lows[j] == "^":
        j += 1
    elif t.words[j] in "⁻⁰¹²³⁴⁵⁶⁷⁸⁹" and t.words[j]:
        digits = ""
        while t.words[j] and t.words[j] in "⁻⁰¹²³⁴⁵⁶⁷⁸⁹" and len(digits) < 4:
            digits += t.words[j].translate(_SUPERSCRIPTS)
            j += 1
        exponent = int(digits) if digits.strip("-").isdecimal() else None
        return _multiplied(value, base, exponent, j, i)
    elif t.lows[j] not in MINUS or not t.glued(j):
        return value, i
    exponent, after = _integer(t, j)
    return _multiplied(value, base, exponent, after, i)


def _multiplied(
    value: Decimal, base: Decimal, exponent: int | None, after: int, i: int
) -> tuple[Decimal, int]:
    power = _raise(base, exponent) if exponent is not None else None
    return (EXACT.multiply(value, power), after) if power is not None else (value, i)


def _integer(t: Tokens, i: int) -> tuple[int | None, int]:
    """A glued integer exponent at ``i``: its value and the token after it."""
    sign = 1
    for _ in range(2):
        if t.lows[i] and t.lows[i] in MINUS and t.glued(i):
            sign, i = -sign, i + 1
    word = t.words[i]
    if word.isdecimal() and t.glued(i) and int(word[:4]) <= MAX_EXPONENT and len(word) < 4:
        return sign * int(word), i + 1
    return None, i


def _raise(value: Decimal, exponent: int) -> Decimal:
    if not value:
        return value
    return QUOTIENT.power(value, exponent)


def _scale(value: Decimal, exponent: int) -> Decimal:
    return EXACT.multiply(value, Decimal((0, (1,), exponent)))


def read_fraction(t: Tokens, i: int) -> tuple[Decimal, int] | None:
    """A fraction written with digits at ``i``: "1/4", "1⁄4", "½"; None for "1/0" and dates."""
    vulgar = VULGAR.get(t.words[i])
    if vulgar is not None:
        return vulgar, i + 1
    if t.lows[i + 1] not in ("/", "⁄") or not t.glued(i + 1) or not t.glued(i + 2):
        return None
    above, below = t.words[i], t.words[i + 2]
    if not above.isdecimal() or not below.isdecimal() or t.words[i + 3] == "/":
        return None
    if len(above) > 3 or len(below) > 4 or int(above) >= int(below):
        return None
    # "9/10ths"
    after = i + 4 if t.lows[i + 3] in ("ths", "rds", "th", "rd") and t.glued(i + 3) else i + 3
    return QUOTIENT.divide(Decimal(above), Decimal(below)), after

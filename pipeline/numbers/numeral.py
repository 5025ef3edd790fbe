"""Tokens → numerals: what value stands here, before anyone asks what it measures.

Pure: standard library only. Reads digits with scales ("1.5bn", "3 hundred and 21"), words
("two hundred and five", "zero point zero eight"), fractions ("two thirds of a million", "five
and a half million"), ordinals ("twenty-first", "21st") and bare magnitudes ("tens of
thousands"). Every rule looks a bounded number of tokens ahead, so reading is linear.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.currency_words import ADJECTIVES
from pipeline.numbers.currency_words import WORDS as CURRENCY_NAMES
from pipeline.numbers.digits import EXACT, QUOTIENT, read_digits, read_fraction, read_power
from pipeline.numbers.found import Numeral
from pipeline.numbers.lexicon import (
    DENOMINATORS,
    DOZEN,
    ORDINAL_SCALES,
    ORDINALS,
    PLURALS,
    SCALE_SUFFIXES,
    SCALES,
    SURE_SUFFIXES,
    TENS,
    UNITS,
    VULGAR,
    word_set,
)
from pipeline.numbers.parts import read_ordinal, read_part, scaled_fraction
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import (
    ALL_DOZENS,
    ALL_SCALES,
    HYPHENS,
    and_fraction,
    cardinal_words,
    denominator_at,
    ordinal_ending,
    point_words,
    proper_fraction,
    scales_from,
)

_VAGUE: Final = frozenset({"few", "several", "many", "couple"})


def read_numeral(t: Tokens, i: int, *, money: bool = False) -> Numeral | None:
    """The numeral that begins at token ``i``; ``money`` when a currency sign stands before it."""
    word = t.lows[i]
    if "0" <= word[:1] <= "9":
        return _read_digit_numeral(t, i, money)
    if word in UNITS or word in TENS or word == "hundred" or word in SCALES or word in DOZEN:
        return _read_word_numeral(t, i)
    if word in ORDINALS:
        return read_ordinal(t, i)
    if word == "half" or word == "quarter":
        return read_part(t, i)
    if word in PLURALS:
        return _read_plural(t, i)
    if word in VULGAR:
        return scaled_fraction(t, i, VULGAR[word], i + 1)
    return None


# ------------------------------------------------------------------ digits


def _read_digit_numeral(t: Tokens, i: int, money: bool) -> Numeral | None:
    fraction = read_fraction(t, i)
    if fraction is not None:
        return scaled_fraction(t, i, *fraction)
    value = read_digits(t.words[i])
    if value is None:
        return None
    lows, k = t.lows, i + 1
    following = lows[k]
    if not following:
        return Numeral(i, k, value, "digits")
    if (
        following in ("st", "nd", "rd", "th")
        and following == _ending(t.words[i])
        and t.glued(k)
        and t.words[i].replace(",", "").isdecimal()
    ):
        return Numeral(i, k + 1, value, "ordinal")
    value, k = read_power(t, k, value)
    mixed = _mixed_fraction(t, k)
    if mixed is not None:
        # "$5.41-1/2": half a cent, as grain is quoted
        places = len(t.words[i].rpartition(".")[2]) if "." in t.words[i] else 0
        value, k = EXACT.add(value, mixed[0].scaleb(-places)), mixed[1]
    elif lows[k] == "and":
        tail = and_fraction(lows, k)
        if tail is not None:
            value, k = EXACT.add(value, tail[0]), tail[1]
    return _with_scales(t, i, k, value, money)


def _ending(word: str) -> str:
    """The ordinal ending that the digits take: "12st" is a weight, "12th" a rank."""
    if word[-2:] in ("11", "12", "13"):
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(word[-1], "th")


def _mixed_fraction(t: Tokens, k: int) -> tuple[Decimal, int] | None:
    """The fraction of "2 1/4", "2-1/4" and "3¾" at ``k``."""
    if t.lows[k] in HYPHENS:
        k += 1
    if t.words[k] in VULGAR or (t.words[k].isdecimal() and t.lows[k + 1] in ("/", "⁄")):
        fraction = read_fraction(t, k)
        return fraction if fraction is not None and fraction[0] < 1 else None
    return None


def _with_scales(t: Tokens, i: int, k: int, value: Decimal, money: bool) -> Numeral:
    """Digits up to token ``k``, with "million", "bn", "lakh crore" or "hundred and 21" after."""
    lows = t.lows
    j = k + 1 if lows[k] in HYPHENS else k
    word = lows[j]
    if word == "hundred":
        value, after = EXACT.multiply(value, Decimal(100)), j + 1
        if lows[after] == "and" and lows[after + 1].isdecimal() and len(lows[after + 1]) < 3:
            return Numeral(i, after + 2, EXACT.add(value, Decimal(lows[after + 1])), "digits")
        value, after, scale = scales_from(lows, after, value)
        return Numeral(i, after, value, "digits", scale if scale > 1 else 100)
    if word in ORDINAL_SCALES:
        rank = EXACT.multiply(value, Decimal(ORDINAL_SCALES[word]))
        return Numeral(i, j + 1, rank, "ordinal")
    if word in ALL_SCALES:
        value, after, scale = scales_from(lows, j, value)
        return _rest_of_digits(t, i, after, value, scale)
    if word in ALL_DOZENS:
        return Numeral(i, j + 1, EXACT.multiply(value, Decimal(12)), "digits", 12)
    suffix = _scale_suffix(t, j, money) if j == k or len(t.words[j]) > 1 else 0
    if suffix:
        return Numeral(i, j + 1, EXACT.multiply(value, Decimal(suffix)), "digits", suffix)
    return Numeral(i, k, value, "digits")


def _rest_of_digits(t: Tokens, i: int, k: int, value: Decimal, scale: int) -> Numeral:
    """ "3 million and a half", "1 million 200 thousand", "3 million two hundred thousand"."""
    lows = t.lows
    if lows[k] == "and":
        tail = and_fraction(lows, k)
        if tail is not None:
            value = EXACT.add(value, EXACT.multiply(tail[0], Decimal(scale)))
            return Numeral(i, tail[1], value, "digits", scale)
    smaller = SCALES.get(lows[k + 1], 0)
    if lows[k].isdecimal() and len(lows[k]) < 4 and 1 < smaller < scale:
        value = EXACT.add(value, Decimal(lows[k]) * smaller)
        return Numeral(i, k + 2, value, "digits", smaller)
    return Numeral(i, k, value, "digits", scale)


def _scale_suffix(t: Tokens, k: int, money: bool) -> int:
    """The scale that the abbreviation at ``k`` stands for, 0 where it is none."""
    word = t.words[k]
    scale = SCALE_SUFFIXES.get(word, 0)
    if not scale or word in SURE_SUFFIXES:
        return scale
    glued = t.glued(k)
    if money:
        return scale if glued or t.lows[k + 1] not in ("/", "-") else 0
    if not glued:
        million = word == "m" and t.lows[k + 1] in _WEIGHED_IN_MILLIONS
        return scale if million or word in ("lakhs", "crores", "Cr", "cr") else 0
    if word == "K" and not _DEGREE_SIGNS.isdisjoint(t.lows[max(k - 8, 0) : k]):
        return 0
    if word in ("K", "M", "B"):
        return scale
    if word == "m":
        following = t.lows[k + 1]
        if following in COUNTED_IN_MILLIONS or following in CURRENCY_NAMES:
            return scale
        return scale if following in ADJECTIVES and t.lows[k + 2] in CURRENCY_NAMES else 0
    return 0


# "1.5 m tonnes" with a blank: after metres, none of these stands.
_WEIGHED_IN_MILLIONS: Final = word_set(
    "tonnes tons barrels bpd litres liters bushels hectares acres"
)


# "572 °F, 573.15K": kelvins beside degrees.
_DEGREE_SIGNS: Final = frozenset({"°", "degrees", "celsius"})

# "5m people", but "100m race" and "5m waves": metres unless one of these follows.
COUNTED_IN_MILLIONS: Final = word_set(
    "people users customers subscribers barrels bpd tonnes tons euros pounds dollars rupees "
    "yen jobs homes households viewers voters votes shares doses cases deaths children "
    "adults residents tourists visitors workers members acres hectares copies downloads "
    "passengers vehicles cars units followers views patients refugees migrants americans "
    "britons australians indians tests vaccines vaccinations pages books tickets fans "
    "students pupils families displaced inhabitants listeners readers accounts records "
    "civilians women men girls boys litres liters gallons bushels cubic square views "
    "streams tweets hits years bbl bbls kwh mwh kg kilos kilograms ounces oz km kilometres "
    "kilometers miles calories hectolitres"
)


# ------------------------------------------------------------------ words


def _read_word_numeral(t: Tokens, i: int) -> Numeral | None:
    lows = t.lows
    whole = lows[i] not in UNITS and lows[i] not in TENS  # "a hundred", but "an eighty minute team"
    if lows[i] in SCALES and lows[i - 1][:1].isdecimal():
        return None  # of a number that is none, as in "the K9 million"
    first = i - 1 if whole and lows[i - 1] in ("a", "an") else i
    if lows[i - 1] in _VAGUE or (lows[i - 1] == "of" and lows[i - 2] == "couple"):
        return _vague(t, i)
    value, k, scale = cardinal_words(lows, i)
    if lows[k] == "and" and lows[i] in TENS and k == i + 1 and proper_fraction(lows, k + 2):
        # "twenty and three and three fifths": one count, as the fraction tells
        ones = UNITS.get(lows[k + 1], 0)
        value, k = (value + ones, k + 2) if 0 < ones < 10 else (value, k)
    if lows[k] == "point" and value < 1000:
        value, k = point_words(lows, k, value)
        value, k, scale = scales_from(lows, k, value)
    return _word_tail(t, first, k, value, scale)


def _word_tail(t: Tokens, first: int, k: int, value: Decimal, scale: int) -> Numeral | None:
    """What may follow a cardinal in words: a fraction, a denominator, an ordinal ending."""
    lows = t.lows
    if lows[k] == "and" or (lows[k] in HYPHENS and lows[k + 1] == "and"):
        tail = and_fraction(lows, k)
        if tail is not None:
            return _add_fraction(lows, first, tail[1], value, scale, tail[0])
    below = DENOMINATORS.get(lows[k], 0)
    if (
        0 < below < 10
        and lows[k - 1] in TENS
        and (lows[k - 2] == "hundred" or lows[k - 2] in SCALES)
    ):
        # "one hundred thirty fifths" is 100/35, "one hundred and thirty fifths" 130/5.
        tens = TENS[lows[k - 1]]
        quotient = QUOTIENT.divide(value - tens, Decimal(tens + below))
        return Numeral(first, k + 1, quotient, "fraction")
    denominator = denominator_at(lows, k, value)
    if denominator is not None:
        quotient = QUOTIENT.divide(value, Decimal(denominator[0]))
        return scaled_fraction(t, first, quotient, denominator[1])
    ordinal = ordinal_ending(lows, k, value, scale)
    if ordinal is not None:
        return Numeral(first, ordinal[1], ordinal[0], "ordinal")
    if lows[k] in ALL_DOZENS and value < 1000:
        return Numeral(first, k + 1, value * 12, "words", 12)
    return Numeral(first, k, value, "words", scale)


def _add_fraction(
    lows: list[str], first: int, k: int, value: Decimal, scale: int, fraction: Decimal
) -> Numeral:
    """The fraction counts in the scale after it, else in that before it, else in ones."""
    after = SCALES.get(lows[k], 0)
    if scale in (1, 100):
        value = EXACT.add(value, fraction)
        if lows[k] in ALL_DOZENS:
            return Numeral(first, k + 1, value * 12, "words", 12)
        value, k, scale = scales_from(lows, k, value)
        return Numeral(first, k, value, "words", scale)
    if 0 < after < scale:
        return Numeral(first, k + 1, EXACT.add(value, fraction * after), "words", after)
    return Numeral(first, k, EXACT.add(value, fraction * scale), "words", scale)


# ------------------------------------------------------------------ magnitudes


def _read_plural(t: Tokens, i: int) -> Numeral | None:
    """ "thousands", "tens of millions": the magnitude itself."""
    lows = t.lows
    value, k = PLURALS[lows[i]], i + 1
    if lows[k] == "of" and ALL_SCALES.get(lows[k + 1], 0) >= 1000:
        value, k = value * ALL_SCALES[lows[k + 1]], k + 2
    elif lows[i] in ("tens", "scores") and lows[k] != "of":
        return None
    return Numeral(i, k, Decimal(value), "plural", value)


def _vague(t: Tokens, i: int) -> Numeral | None:
    """ "several hundred", "a few thousand", "few dozen": read as "hundreds", "thousands"."""
    lows = t.lows
    if lows[i] in UNITS or lows[i] in TENS:
        value, k, scale = cardinal_words(lows, i)
        return Numeral(i, k, value, "words", scale)
    ones, k = 1, i
    if lows[i] == "hundred" or lows[i] in DOZEN:
        ones, k = 100 if lows[i] == "hundred" else 12, i + 1
    scaled, k, _ = scales_from(lows, k, Decimal(ones))
    return Numeral(i, k, scaled, "plural", int(scaled))

"""Lower-case words → exact values: the arithmetic of English numerals.

Pure: standard library only. Works on the list of lower-case tokens and returns a value with the
index after it: "two hundred and five", "three lakh crore", "and a half", "twenty-first".
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.digits import EXACT, QUOTIENT
from pipeline.numbers.lexicon import (
    DENOMINATORS,
    DOZEN,
    ORDINAL_SCALES,
    ORDINAL_TENS,
    ORDINAL_UNITS,
    ORDINALS,
    SCALES,
    TENS,
    UNITS,
)

HYPHENS: Final = frozenset("-‐‑")
ALL_SCALES: Final[dict[str, int]] = SCALES | {word + "s": scale for word, scale in SCALES.items()}
ALL_DOZENS: Final[dict[str, int]] = DOZEN | {"dozens": 12}
PARTS: Final[dict[str, int]] = {"half": 2, "quarter": 4} | DENOMINATORS | ORDINALS
HUNDRED: Final = {"hundred": 100}
# "one hundred and two hundred" is two numbers.
BIGGER: Final = frozenset({"hundred", "dozen"})


def cardinal_words(lows: list[str], i: int) -> tuple[Decimal, int, int]:
    """A cardinal in words at ``i``: value, token after it, last scale (100 for a bare hundred)."""
    if lows[i] in DOZEN:
        return Decimal(12), i + 1, 12
    if lows[i] in SCALES:
        value, k, scale = scales_from(lows, i, Decimal(1))
    else:
        group, k = group_words(lows, i)
        if lows[k] in ALL_DOZENS:
            return Decimal(group * 12), k + 1, 12
        value, k, scale = scales_from(lows, past_hyphen(lows, k, ALL_SCALES), Decimal(group))
    if scale == 1:
        return value, k, 100 if lows[k - 1] == "hundred" else 1
    while True:
        start = k + 1 if lows[k] in ("and", ",") else k
        rest = group_or_none(lows, start)
        if (
            rest is None
            or proper_fraction(lows, k)
            or (lows[k] == "," and lows[rest[1]] not in SCALES)
        ):
            return value, k, scale
        smaller = SCALES.get(lows[rest[1]], 0)
        if smaller and smaller < scale:
            value, k, scale = value + rest[0] * smaller, rest[1] + 1, smaller
        elif not smaller and rest[0] < min(scale, 10000) and rest[0]:
            return value + rest[0], rest[1], 1
        else:
            return value, k, scale


def past_hyphen(lows: list[str], k: int, words: dict[str, int]) -> int:
    return k + 1 if lows[k] in HYPHENS and lows[k + 1] in words else k


def scales_from(lows: list[str], k: int, value: Decimal) -> tuple[Decimal, int, int]:
    """``value`` times the scale words at ``k``, which may stack upwards ("lakh crore")."""
    last = total = 1
    while (scale := ALL_SCALES.get(lows[k], 0)) > last:
        last, total, k = scale, total * scale, k + 1
    return (EXACT.multiply(value, Decimal(total)) if total > 1 else value), k, total


def group_or_none(lows: list[str], k: int) -> tuple[int, int] | None:
    word = lows[k]
    return group_words(lows, k) if word in UNITS or word in TENS or word == "hundred" else None


def group_words(lows: list[str], i: int) -> tuple[int, int]:
    """A number below 10,000 at ``i``: "five", "twenty-one", "twenty-five hundred and six"."""
    value, k = below_hundred(lows, i) if lows[i] != "hundred" else (1, i)
    j = past_hyphen(lows, k, HUNDRED)
    if lows[j] != "hundred" or not value:
        return value, k
    value, k = value * 100, j + 1
    j = k + 1 if lows[k] in HYPHENS and lows[k + 1] == "and" else k
    j = j + 1 if lows[j] == "and" else j
    j = j + 1 if j > k and lows[j] in HYPHENS else j
    if lows[j] in UNITS or lows[j] in TENS:
        rest, after = below_hundred(lows, j)
        if rest and lows[after] not in BIGGER and not proper_fraction(lows, k):
            return value + rest, after
    return value, k


def below_hundred(lows: list[str], i: int) -> tuple[int, int]:
    word = lows[i]
    if word in UNITS:
        return UNITS[word], i + 1
    value, k = TENS[word], i + 1
    j = k + 1 if lows[k] in HYPHENS else k
    unit = UNITS.get(lows[j], 0)
    return (value + unit, j + 1) if 0 < unit < 10 else (value, k)


def point_words(lows: list[str], k: int, value: Decimal) -> tuple[Decimal, int]:
    """ "point zero eight", "point eleven": up to eight number words after the point at ``k``."""
    digits, j = "", k + 1
    while len(digits) < 8 and (lows[j] in UNITS or lows[j] in TENS):
        part, j = below_hundred(lows, j)
        digits += str(part)
    return (value + Decimal("0." + digits), j) if digits else (value, k)


def and_fraction(lows: list[str], k: int) -> tuple[Decimal, int] | None:
    """ "and a half", "-and-a-half", "and three quarters" at ``k``."""
    j = k + 1 if lows[k] in HYPHENS else k
    if lows[j] != "and":
        return None
    j = j + 2 if lows[j + 1] in HYPHENS else j + 1
    if lows[j] in ("a", "an"):
        above, j = 1, j + 1
    elif lows[j] in UNITS or lows[j] in TENS:
        above, j = below_hundred(lows, j)
    else:
        return None
    j = j + 1 if lows[j] in HYPHENS else j
    below = PARTS.get(lows[j], 0)
    if below < 2 or (lows[j] == "second") or (lows[j] in ORDINALS and above != 1):
        return None
    return QUOTIENT.divide(Decimal(above), Decimal(below)), j + 1


def proper_fraction(lows: list[str], k: int) -> bool:
    """ "one hundred and three quarters" adds a part; "and thirty fifths" is a numerator."""
    tail = and_fraction(lows, k)
    return tail is not None and tail[0] < 1


def denominator_at(lows: list[str], k: int, value: Decimal) -> tuple[int, int] | None:
    """The denominator at ``k`` below ``value``: "thirds", "twenty firsts", "third" after one."""
    j = k + 1 if lows[k] in HYPHENS else k
    word = lows[j]
    long = _long_denominator(lows, j, value)
    if long is not None:
        return long
    if word in DENOMINATORS:
        return (DENOMINATORS[word], j + 1) if word != "firsts" else None
    if word in TENS:
        m = j + 2 if lows[j + 1] in HYPHENS else j + 1
        below = DENOMINATORS.get(lows[m], 0)
        return (TENS[word] + below, m + 1) if 0 < below < 10 else None
    if j > k and 1 < value < 10 and PARTS.get(word, 2) > 2:
        # "a three-quarter length coat", "a two-third majority"
        return PARTS[word], j + 1
    if value == 1:
        if (word == "half" or word == "quarter") and lows[j + 1] not in HYPHENS:
            return (2 if word == "half" else 4), j + 1
        if word in ORDINALS and word not in ("first", "second"):
            return ORDINALS[word], j + 1
    return None


_ONES_AND_TENS: Final = frozenset({"one", "ten", "hundred"})


def _long_denominator(lows: list[str], j: int, value: Decimal) -> tuple[int, int] | None:
    """ "one one-hundredth", "two ten-thousandths", "one one hundred fifth"."""
    if lows[j] not in _ONES_AND_TENS:
        return None
    factor = {"one": 1, "ten": 10, "hundred": 100}[lows[j]]
    m = j + 2 if lows[j + 1] in HYPHENS else j + 1
    singular = ORDINAL_SCALES.get(lows[m], 0)
    below = singular if value == 1 else DENOMINATORS.get(lows[m], 0)
    if below >= 100 and (factor == 1 or below > factor):
        return factor * below, m + 1
    if factor == 1 and lows[m] == "hundred" and value < 100:
        rest = ORDINALS.get(lows[m + 1], 0) if value == 1 else DENOMINATORS.get(lows[m + 1], 0)
        return (100 + rest, m + 2) if 0 < rest < 100 else None
    return None


def ordinal_ending(
    lows: list[str], k: int, value: Decimal, scale: int
) -> tuple[Decimal, int] | None:
    """An ordinal that ends a cardinal at ``k``: "twenty-first", "hundred and first"."""
    j = k + 1 if lows[k] in HYPHENS else k
    previous = lows[k - 1]
    if previous in TENS and ORDINAL_UNITS.get(lows[j], 10) < 10:
        return value + ORDINAL_UNITS[lows[j]], j + 1
    if lows[j] in ORDINAL_SCALES and value != 1:
        return EXACT.multiply(value, Decimal(ORDINAL_SCALES[lows[j]])), j + 1
    if previous not in SCALES and previous != "hundred":
        return None
    j = j + 1 if lows[j] == "and" else j
    if lows[j] in ORDINAL_UNITS or lows[j] in ORDINAL_TENS:
        return value + ORDINALS[lows[j]], j + 1
    m = j + 2 if lows[j + 1] in HYPHENS else j + 1
    if lows[j] in TENS and ORDINAL_UNITS.get(lows[m], 10) < 10:
        return value + TENS[lows[j]] + ORDINAL_UNITS[lows[m]], m + 1
    return None

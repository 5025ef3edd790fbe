"""Tokens → a unit of measure: "km", "square miles", "km/h", "ft²", "barrels a day".

Pure: lookups in the tables of `units`.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.lexicon import word_set
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.units import (
    DURATIONS,
    GLUED_ONLY,
    LENGTHS,
    PHRASES,
    POWERS,
    SUPERSCRIPT_POWERS,
    SYMBOLS,
    WORDS,
)
from pipeline.numbers.wording import HYPHENS


def find_unit(t: Tokens, k: int) -> tuple[str, int] | None:
    """The unit at token ``k`` and the token after it: "km", "square miles", "km/h", "ft²"."""
    word = t.lows[k]
    power = POWERS.get(word, 0)
    if power:
        return _powered(t, k, power)
    found = _plain_unit(t, k)
    if found is None:
        return None
    unit, after = found
    if unit in LENGTHS:
        unit, after = _raised(t, unit, after)
    return per_unit(t, unit, after)


def _plain_unit(t: Tokens, k: int) -> tuple[str, int] | None:
    low, word = t.lows[k], t.words[k]
    for rest, unit in PHRASES.get(low, ()):
        if t.lows[k + 1 : k + 1 + len(rest)] == rest:
            return unit, k + 1 + len(rest)
    named = SYMBOLS.get(word) or WORDS.get(low)
    if named is None:
        return None
    if word in GLUED_ONLY and not t.glued(k) and t.lows[k + 1] != "/" and not _weighs(t, k):
        return None
    return named, _past_abbreviation_point(t, k + 1)


def _weighs(t: Tokens, k: int) -> bool:
    """ "30 g" and "1.5 t" after digits and a blank, where the phrase ends or goes on with "of"."""
    if t.words[k] not in ("g", "t", "l", "L") or not t.words[k - 1][:1].isdecimal():
        return False
    return t.lows[k + 1] in ("", "of", ",", ".", ";", ")", "(", "and", "or", "\n") and not (
        t.lows[k + 1] == "." and t.glued(k + 2) and t.words[k + 2][:1].isalnum()
    )


_POINTED: Final = word_set("ft in mi sq cu lb lbs oz sec min hr hrs yr yrs deg kg km")


def _past_abbreviation_point(t: Tokens, k: int) -> int:
    """Past the point of "ft." where the sentence goes on."""
    if t.lows[k] == "." and t.glued(k) and t.lows[k - 1] in _POINTED:
        following = t.words[k + 1]
        if following[:1].islower() or following in ("(", ","):
            return k + 1
    return k


def _powered(t: Tokens, k: int, power: int) -> tuple[str, int] | None:
    """ "square miles", "sq. km", "cubic-foot"."""
    j = k + 1
    while t.lows[j] in (".", "-"):
        j += 1
        if j > k + 2:
            return None
    found = _plain_unit(t, j)
    if found is None or found[0] not in LENGTHS:
        return None
    return per_unit(t, f"{found[0]} ** {power}", found[1])


def _raised(t: Tokens, unit: str, k: int) -> tuple[str, int]:
    """ "km²", "km2", "km^2", "km squared"."""
    j = k + 1 if t.lows[k] == "^" else k
    power = SUPERSCRIPT_POWERS.get(t.words[j], 0) if t.glued(j) else POWERS.get(t.lows[k], 0)
    if power and t.lows[k] not in ("square", "sq", "cubic", "cu"):
        return f"{unit} ** {power}", j + 1
    return unit, k


_PER: Final = frozenset({"per", "/", "a", "an"})


def per_unit(t: Tokens, unit: str, k: int) -> tuple[str, int]:
    """ "miles per hour", "km/h", "barrels a day"; a time per time is no unit of news."""
    mark = t.lows[k]
    if mark in HYPHENS:  # "a 500-barrel-a-day well"
        if unit in DURATIONS or t.lows[k + 1] not in _PER or t.lows[k + 2] not in HYPHENS:
            return unit, k
        divisor = WORDS.get(t.lows[k + 3])
        return (f"{unit} / {divisor}", k + 4) if divisor in DURATIONS else (unit, k)
    if mark not in _PER or unit in DURATIONS:
        return unit, k
    low, word = t.lows[k + 1], t.words[k + 1]
    if low == "cubic" and mark == "per" and WORDS.get(t.lows[k + 2]) in LENGTHS:
        return f"{unit} / {WORDS[t.lows[k + 2]]} ** 3", k + 3
    divisor = WORDS.get(low) or SYMBOLS.get(word)
    if divisor is None or (mark in ("a", "an") and divisor not in _EACH):
        return unit, k
    if divisor not in DURATIONS and divisor not in _DIVISORS:
        return unit, k
    after = k + 2
    divisor, after = _raised(t, divisor, after) if divisor in LENGTHS else (divisor, after)
    if t.lows[after] == "per" and t.lows[after + 1] == "year":
        return f"{unit} / {divisor} / year", after + 2
    return f"{unit} / {divisor}", after


_DIVISORS: Final = word_set(
    "liter gallon kilogram meter kilometer mile centimeter acre hectare milliliter gram "
    "deciliter hectare pound"
)
# After "a": "barrels a day", "tonnes a hectare".
_EACH: Final = DURATIONS | {"hectare", "acre", "gallon", "liter"}

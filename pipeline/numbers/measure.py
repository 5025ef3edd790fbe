"""What a numeral measures: a duration, an age or another quantity.

Pure: standard library only.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.ages import age_after, age_before
from pipeline.numbers.digits import EXACT, QUOTIENT, read_digits
from pipeline.numbers.found import Found, Numeral
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.model import Kind
from pipeline.numbers.numeral import read_numeral
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.unit_reading import find_unit, per_unit
from pipeline.numbers.units import AGES, DURATIONS, SCALED
from pipeline.numbers.wording import HYPHENS

_ARTICLES: Final = frozenset({"a", "an", "one", "1"})

#: "30 working days", "five more years", "three straight weeks": the unit comes after these.
BEFORE_UNITS: Final = word_set(
    "working business trading school consecutive straight successive full whole calendar more "
    "extra additional further long difficult hard tough painful turbulent"
)


def unit_position(t: Tokens, numeral: Numeral) -> int:
    """Where the unit of ``numeral`` would stand: past a hyphen, past "of a" after a fraction."""
    k = numeral.last
    if t.lows[k] in HYPHENS:
        return k + 2 if t.lows[k + 1] == "odd" else k + 1
    if t.lows[k] == "+" and t.glued(k) and t.words[k + 1][:1].isalpha():
        return k + 1
    if t.lows[k] in ("{", "<") and t.words[k + 2] in ("}", ">"):
        return k + 1
    if numeral.form == "fraction":
        j = k + 1 if t.lows[k] == "of" else k
        return j + 1 if t.lows[j] in _ARTICLES else k
    return k


# ------------------------------------------------------------------ quantities

# "5 in", "10 second" need help to be a length or a time.
_INCH_CUES: Final = word_set("tall thick long wide deep high by x × in diameter")


def quantity(t: Tokens, numeral: Numeral, k: int) -> Found | None:
    """A quantity, duration or age whose unit stands at ``k``."""
    if t.lows[k] in ("parts", "part") and t.lows[k + 1 : k + 3] == ["per", "billion"]:
        value = EXACT.multiply(numeral.value, SCALED["ppb"][1])
        return Found(numeral.first, k + 3, "quantity", value, "ppm", factor=SCALED["ppb"][1])
    scaled = SCALED.get(t.lows[k])
    if scaled is not None:
        unit, after = per_unit(t, scaled[0], k + 1)
        value = EXACT.multiply(numeral.value, scaled[1])
        return Found(numeral.first, after, "quantity", value, unit, factor=scaled[1])
    found = _inch(t, numeral, k) or _primes(t, numeral, k) or find_unit(t, k) or _pound(t, k)
    if found is None:
        return None
    unit, after = found
    if t.words[after] in ("}", ">") and t.words[k - 1] in ("{", "<"):
        after += 1
    first, value = numeral.first, numeral.value
    if (
        len(t.words[k]) == 1
        and t.words[k].isalpha()
        and after == k + 1
        and t.glued(after)
        and t.words[after].isalnum()
    ):
        return None
    if unit in DURATIONS:
        if not _is_duration(t, numeral, k, unit):
            return None
        first, value = _with_article(t, first, unit, value)
        value, unit, after = _finer_parts(t, value, unit, after)
        if t.lows[after] == "and":
            value, after = _and_half(t, value, after)
        old = age_after(t, after) if unit in AGES else 0
        if old:
            return Found(first, old, "age", value, unit)
        kind: Kind = "age" if unit in AGES and age_before(t, numeral) else "duration"
        return Found(first, after, kind, value, unit)
    if unit in ("foot", "pound", "stone"):
        value, after = _smaller_part(t, unit, value, after)
    if t.lows[after] == "and":
        value, after = _and_half(t, value, after)
    return Found(first, after, "quantity", value, unit)


def _and_half(t: Tokens, value: Decimal, k: int) -> tuple[Decimal, int]:
    """ "two years and a half", but "two years and a half million people"."""
    if t.lows[k + 1 : k + 3] != ["a", "half"] or value % 1:
        return value, k
    ends = not t.words[k + 3][:1].isalnum() and t.lows[k + 3] not in HYPHENS
    return (EXACT.add(value, _HALF), k + 3) if ends or t.lows[k + 3] in _GOES_ON else (value, k)


_HALF: Final = Decimal("0.5")
_GOES_ON: Final = word_set(
    "was were is are in on at to for from ago later after before long high wide deep away"
)


def _is_duration(t: Tokens, numeral: Numeral, k: int, unit: str) -> bool:
    """ "the first second", "one day they" and "two second-hand" are no durations."""
    low, following = t.lows[k], t.lows[k + 1]
    if low == "second" and numeral.last == k and numeral.value != 1 and following not in _TIMED:
        return False
    if low == "min" and not t.glued(k) and numeral.form != "digits":
        return False
    if low == "sec" and t.words[k] != "sec":
        return False
    # "17s" are players under 17 or a decade; seconds in short have decimals: "9.58s".
    if low == "s" and not numeral.value % 1:
        return False
    return not (low == "h" and not t.glued(k))


# The next smaller unit of a duration, and how many make one: exactly, so days follow no months.
_FINER: Final = {
    "year": ("month", 12),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
}


def _finer_parts(t: Tokens, value: Decimal, unit: str, k: int) -> tuple[Decimal, str, int]:
    """ "two hours and 51 minutes", "3 hours, 20 minutes and 10 seconds", "2h 14m": one duration.

    It counts in the smallest unit that it names, so that it stays exact; ``k`` is the token after
    the larger unit.
    """
    while unit in _FINER and not value % 1:
        finer, parts = _FINER[unit]
        j = k + 1 if t.lows[k] == "," else k
        j = j + 1 if t.lows[j] == "and" else j
        numeral = read_numeral(t, j) if t.lows[j] else None
        if numeral is None or numeral.form not in ("digits", "words"):
            break
        found = find_unit(t, numeral.last)
        after = found[1] if found is not None and found[0] == finer else 0
        if not after and len(t.lows[k - 1]) < 3:  # "2h 14m 4s"; m alone is a metre
            short = t.lows[numeral.last] == finer[0] and t.glued(numeral.last)
            after = numeral.last + 1 if short else 0
        if not after or not 0 < numeral.value < parts:
            break
        value = EXACT.add(EXACT.multiply(value, Decimal(parts)), numeral.value)
        unit, k = finer, after
    return value, unit, k


def _with_article(t: Tokens, first: int, unit: str, value: Decimal) -> tuple[int, Decimal]:
    """ "an hour and 20 minutes": what "an hour" adds to the minutes at ``first``."""
    if t.lows[first - 1] != "and" or t.lows[first - 3] not in ("a", "an"):
        return first, value
    finer, parts = _FINER.get(t.lows[first - 2], ("", 0))
    if finer != unit or not 0 < value < parts:
        return first, value
    return first - 3, EXACT.add(value, Decimal(parts))


_TIMED: Final = word_set("delay clip video burst ad spot silence rule gap penalty sprint lead")


def _inch(t: Tokens, numeral: Numeral, k: int) -> tuple[str, int] | None:
    if t.lows[k] != "in" or numeral.form == "words":
        return None
    if t.lows[k - 1] in HYPHENS:
        return None
    j = k + 2 if t.lows[k + 1] == "." and t.lows[k + 2] in _INCH_CUES else k + 1
    glued = t.glued(k) and t.words[k] == "in"
    if glued or t.lows[j] in _INCH_CUES or (t.lows[k + 1] == "." and numeral.value % 1):
        return ("inch", j) if t.lows[j] != "in" or t.lows[j + 1] == "diameter" else None
    return None


_DOUBLE: Final = frozenset({'"', "″", "”"})


def _primes(t: Tokens, numeral: Numeral, k: int) -> tuple[str, int] | None:
    """Inches as `9" wide`: a quotation mark that closes no quotation."""
    feet = t.words[k] in ("'", "’", "′") and t.glued(k)
    if (
        feet
        and t.words[k + 1].isdecimal()
        and len(t.words[k + 1]) < 3
        and t.words[k + 2] in _DOUBLE
    ):
        return "foot", k + 1
    if t.words[k] not in ('"', "″") or numeral.form == "words":
        return None
    wide = t.lows[k + 1] in _INCH_CUES
    return ("inch", k + 1) if wide else None


def _pound(t: Tokens, k: int) -> tuple[str, int] | None:
    low = t.lows[k]
    if low in ("pound", "pounds"):
        return per_unit(t, "pound", k + 1)
    if low in ("cup", "cups") and t.lows[k + 1] == "of" and t.lows[k + 2] not in ("the", "nations"):
        return "cup", k + 1
    if low in ("mole", "moles") and t.lows[k + 1] in ("of", "per", "/"):
        return "mole", k + 1
    if low == "turn" and t.lows[k - 1] == "half":
        return "turn", k + 1
    return None


_PARTS: Final = {"foot": ("inch", 12), "pound": ("ounce", 16), "stone": ("pound", 14)}


def _smaller_part(t: Tokens, unit: str, value: Decimal, k: int) -> tuple[Decimal, int]:
    """ "5 ft 2 in", "5-foot-11", "6'2", "8 lb 6 oz": the whole, counted in the larger unit."""
    small, parts = _PARTS[unit]
    comma = t.lows[k] == ","
    j = k + 1 if t.lows[k] in HYPHENS or t.lows[k] == "and" or comma else k
    hyphen = t.lows[k] in HYPHENS
    ends = t.lows[j + 1] in ("", ",", ".", ";", ")", "tall", "and", "\n")
    numeral = read_numeral(t, j) if t.lows[j] else None
    if numeral is None or numeral.form == "ordinal" or not 0 < numeral.value < parts:
        return value, k
    m = numeral.last + 1 if t.lows[numeral.last] in HYPHENS else numeral.last
    found = find_unit(t, m)
    after = found[1] if found is not None and found[0] == small else 0
    if not after and small == "inch" and t.lows[m] in ("in", "inches", '"', "″", "”"):
        after = m + 1
    if not after and small == "pound" and t.lows[m] in ("pounds", "pound", "lb", "lbs"):
        after = m + 1
    if not after and unit == "foot" and not comma:
        # "6-foot-5", "6'2", "six-foot-two", "6ft 4 tall", "six foot two"
        digits = read_digits(t.words[j]) is not None
        spaced = ends and t.lows[k - 1] == ("ft" if digits else "foot")
        near = hyphen or spaced or t.lows[m] == "tall" or (digits and t.glued(j))
        after = numeral.last if near else 0
    if not after:
        return value, k
    return EXACT.add(value, QUOTIENT.divide(numeral.value, Decimal(parts))), after


def unit_and_half(t: Tokens, i: int) -> Found | None:
    """ "an hour and a half", "a mile and a half", "a percentage point and a half"."""
    if t.lows[i - 1] != "a" or t.lows[i - 4] not in ("a", "an", "percentage"):
        return None
    if t.lows[i - 4] == "percentage":
        point = t.lows[i - 3] == "point" and t.lows[i - 5] == "a"
        return Found(i - 5, i + 1, "percent", Decimal("1.5"), "percent") if point else None
    found = find_unit(t, i - 3)
    if found is None or found[1] != i - 2:
        return None
    kind: Kind = "duration" if found[0] in DURATIONS else "quantity"
    return Found(i - 4, i + 1, kind, Decimal("1.5"), found[0])

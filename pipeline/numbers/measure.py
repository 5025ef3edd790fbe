"""What a numeral measures: percent, temperature, age, duration or another quantity.

Pure: standard library only.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.digits import EXACT, QUOTIENT, read_digits
from pipeline.numbers.found import Found, Setting
from pipeline.numbers.lexicon import MONTHS, word_set
from pipeline.numbers.model import Kind
from pipeline.numbers.numeral import Numeral, read_numeral
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.units import AGES, DURATIONS, find_unit
from pipeline.numbers.wording import HYPHENS

_ARTICLES: Final = frozenset({"a", "an", "one", "1"})


def unit_position(t: Tokens, numeral: Numeral) -> int:
    """Where the unit of ``numeral`` would stand: past a hyphen, past "of a" after a fraction."""
    k = numeral.last
    if t.lows[k] in HYPHENS:
        return k + 1
    if t.lows[k] in ("{", "<") and t.words[k + 2] in ("}", ">"):
        return k + 1
    if numeral.form == "fraction":
        j = k + 1 if t.lows[k] == "of" else k
        return j + 1 if t.lows[j] in _ARTICLES else k
    return k


# ------------------------------------------------------------------ percent


def percent_end(t: Tokens, k: int) -> tuple[int, int] | None:
    """The token after a percent sign or word at ``k`` and the divisor of its value (bp: 100)."""
    low = t.lows[k]
    if low in ("%", "％", "percent", "pct", "pc", "percents"):
        return _past_points(t, k + 1), 1
    if low == "per" and t.lows[k + 1] in ("cent", "cents"):
        return _past_points(t, k + 2), 1
    if low == "percentage":
        return _past_points(t, k + 1), 1
    if low == "basis" and t.lows[k + 1] in ("point", "points"):
        return k + 2, 100
    if low == "basis" and t.lows[k + 1] in HYPHENS and t.lows[k + 2] in ("point", "points"):
        return k + 3, 100
    if low in ("bps", "bp"):
        return k + 1, 100
    return None


def percent_before(t: Tokens, i: int, floor: int) -> bool:
    """Whether "per cent of" begins a sentence right before token ``i``, which is that percent."""
    if t.lows[i - 1] != "of" or i - 1 <= floor:
        return False
    j = i - 3 if t.lows[i - 2] == "cent" and t.lows[i - 3] == "per" else i - 2
    starts = t.lows[j] in ("per", "percent", "percentage", "%")
    return starts and j >= floor and t.lows[j - 1] in ("", " ", ".", "\n", ":", "(")


def _past_points(t: Tokens, k: int) -> int:
    j = k + 1 if t.lows[k] in HYPHENS else k
    return j + 1 if t.lows[j] in ("point", "points") else k


# ------------------------------------------------------------------ temperature

_DEGREES: Final = frozenset({"degree", "degrees", "deg", "°", "º", "˚"})
_SCALES: Final = {
    "celsius": "degree_Celsius",
    "celcius": "degree_Celsius",
    "centigrade": "degree_Celsius",
    "centigrate": "degree_Celsius",
    "c": "degree_Celsius",
    "℃": "degree_Celsius",
    "fahrenheit": "degree_Fahrenheit",
    "farenheit": "degree_Fahrenheit",
    "f": "degree_Fahrenheit",
    "℉": "degree_Fahrenheit",
    "kelvin": "kelvin",
    "kelvins": "kelvin",
}
_ANGLE_BEFORE: Final = word_set(
    "rotate rotated turn turned turning angle tilt tilted left right spin latitude "
    "longitude slope bend"
)
_ANGLE_AFTER: Final = word_set(
    "north south east west latitude longitude angle of turn view n s e w"
)
# Countries whose weather is told in Fahrenheit.
_FAHRENHEIT: Final = frozenset({"US", "BS", "BZ", "KY", "LR", "PW"})


def temperature(t: Tokens, numeral: Numeral, k: int, setting: Setting) -> Found | None:
    """A temperature whose unit stands at ``k``, or an angle when the words around say so."""
    low, first, value = t.lows[k], numeral.first, numeral.value
    if low in _DEGREES:
        j = k + 2 if low == "deg" and t.lows[k + 1] == "." else k + 1
        j = j + 1 if t.lows[j] in HYPHENS else j
        if low == "degrees" and t.lows[j] in ("below", "above"):
            return Found(first, k + 1, "temperature", value, _bare_scale(t, value, setting))
        scale = _SCALES.get(t.lows[j])
        if scale and (len(t.lows[j]) > 1 or t.words[j].isupper() or t.lows[j + 1] in ("", ".")):
            return Found(first, j + 1, "temperature", value, scale)
        if low in ("degree", "deg") and numeral.last != k and t.lows[j] != ".":
            return Found(first, k + 1, "quantity", value, "degree")
        return _bare_degrees(t, first, value, k, j, setting)
    scale = _SCALES.get(low)
    if t.words[k] == "K" and t.glued(k) and numeral.scale == 1:
        return Found(first, k + 1, "temperature", value, "kelvin")
    if scale is None or low.startswith("kelvin"):
        return None
    if len(low) > 1:
        return Found(first, k + 1, "temperature", value, scale)
    return _letter(t, numeral, k, scale)


def _letter(t: Tokens, numeral: Numeral, k: int, scale: str) -> Found | None:
    """ "30 C", "90F": not "the 13F filing", "Boeing 777F", "14.7C/ per security"."""
    if not t.words[k].isupper() or t.lows[k - 1] in HYPHENS or numeral.scale != 1:
        return None
    if t.lows[k + 1] == "/" or (
        t.lows[k + 1] in ("-", ".", "$") and t.glued(k + 1) and t.glued(k + 2)
    ):
        return None
    before = t.words[numeral.first - 1]
    if t.glued(k) and (before[:1].isupper() or before in ("the", "a", "an")):
        return None
    return Found(numeral.first, k + 1, "temperature", numeral.value, scale)


def _bare_scale(t: Tokens, value: Decimal, setting: Setting) -> str:
    """No weather is above 55 °C."""
    american = setting.country in _FAHRENHEIT or (not setting.country and value > 55)
    return "degree_Fahrenheit" if american else "degree_Celsius"


def _bare_degrees(
    t: Tokens, first: int, value: Decimal, k: int, j: int, setting: Setting
) -> Found | None:
    """Degrees without a scale: an angle by the words around or by the bare sign."""
    near = t.lows[max(first - 4, 0) : first]
    if t.lows[j] == "on" and t.lows[j + 1] == "the" and t.lows[j + 2] in _SCALES:
        return Found(first, j, "temperature", value, _SCALES[t.lows[j + 2]])
    if not _ANGLE_BEFORE.isdisjoint(near) or t.lows[j] in _ANGLE_AFTER:
        return Found(first, j, "quantity", value, "degree")
    if t.lows[k] in ("°", "º", "˚") and "temperature" not in near and "temperatures" not in near:
        return Found(first, k + 1, "quantity", value, "degree")
    return Found(first, j, "temperature", value, _bare_scale(t, value, setting))


# ------------------------------------------------------------------ age

_AGED: Final = frozenset({"aged", "age", "ages"})
_OLDEST: Final = 130
_CALENDAR: Final = frozenset(MONTHS) | word_set(
    "monday tuesday wednesday thursday friday saturday sunday no"
)
_PERSONS: Final = word_set(
    "suspect man woman victim boy girl driver gunman teacher student mother father husband wife "
    "son daughter brother sister teenager defendant attacker player singer actor actress author"
)
_SAID: Final = word_set("said says added adds recalled recalls told explained explains asked")
_AFTER_AGE: Final = frozenset({",", ".", ")", ";", ":", "who", "from", "was", "of"})


def age_before(t: Tokens, numeral: Numeral) -> bool:
    """Whether the words before say that a number is an age: "aged 42", "the age of 42"."""
    i = numeral.first
    before = t.lows[i - 1]
    if before == "of":
        if t.lows[i - 2] in _OF_AGE and t.lows[i - 3] in _ARTICLES | {"this", "that"}:
            return _is_whole_age(t, numeral) and _ends_phrase(t, numeral.last)
        return t.lows[i - 2] == "age" and t.lows[i - 3] not in ("an", "new")
    if before in ("'s", "’s", "is", "was", "turned", "turns") and t.lows[i - 2] in (
        "he",
        "she",
        "who",
    ):
        return numeral.value > 9 and _is_whole_age(t, numeral) and _ends_phrase(t, numeral.last)
    if before in ("between", "about", "over", "under", "from", "around", "just"):
        before = t.lows[i - 2]
    return before in _AGED and numeral.value < _OLDEST


def _is_whole_age(t: Tokens, numeral: Numeral) -> bool:
    return 0 < numeral.value < 115 and not numeral.value % 1 and numeral.scale == 1


def _ends_phrase(t: Tokens, k: int) -> bool:
    return not t.words[k][:1].isalnum() or t.lows[k] in _AFTER_SPOKEN_AGE


_AFTER_SPOKEN_AGE: Final = word_set(
    "and but now when who was is has had will with from today this next last in on at or whose"
)
#: "a pensioner of 72", "a boy of nine".
_OF_AGE: Final = word_set(
    "man woman boy girl child lad youth teenager pensioner widow widower person toddler baby"
)


def age_between_commas(t: Tokens, numeral: Numeral) -> bool:
    """ "Ann Smith, 42, said": digits between commas after a name."""
    i, k = numeral.first, numeral.last
    name = t.words[i - 2]
    if t.lows[i - 1] == "," and t.lows[k] == "," and t.lows[i - 2] in _PERSONS and k == i + 1:
        return 0 < numeral.value < 115 and not t.words[k + 1][:1].isdecimal()
    if t.lows[i - 1] != "," or k != i + 1 or not name[:1].isupper() or len(t.words[i]) > 3:
        return False
    if not 0 < numeral.value < 115 or numeral.value % 1 or t.lows[i - 2] in _CALENDAR:
        return False
    if t.lows[k] not in _AFTER_AGE or t.words[k + 1][:1].isdecimal():
        return False
    if t.lows[i - 3] in ("in", "of", "at", "the", "near") or len(name) < 2:
        return False
    return t.lows[k] == "," or (
        (t.words[i - 3][:1].isupper() or t.lows[i - 3] in _SAID)
        and t.lows[k] in (".", ";", "who", ")")
    )


def age_after(t: Tokens, k: int) -> int:
    """The token after "old", "-olds", "of age" at ``k``; 0 when there is none."""
    j = k + 1 if t.lows[k] in HYPHENS else k
    if t.lows[j] in ("old", "olds"):
        return j + 1
    if t.lows[k] == "of" and t.lows[k + 1] == "age":
        return k + 2
    return 0


def clinical_age(t: Tokens, k: int) -> int:
    """The token after "yo", "y/o" at ``k``; 0 when there is none."""
    if t.lows[k] in ("yo", "yrold"):
        return k + 1
    return k + 3 if t.lows[k : k + 3] == ["y", "/", "o"] else 0


# ------------------------------------------------------------------ quantities

# "5 in", "10 second" need help to be a length or a time.
_INCH_CUES: Final = word_set("tall thick long wide deep high by x × in diameter")


def quantity(t: Tokens, numeral: Numeral, k: int) -> Found | None:
    """A quantity, duration or age whose unit stands at ``k``."""
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
        old = age_after(t, after) if unit in AGES else 0
        if old:
            return Found(first, old, "age", value, unit)
        kind: Kind = "age" if unit in AGES and age_before(t, numeral) else "duration"
        return Found(first, after, kind, value, unit)
    if unit in ("foot", "pound", "stone"):
        value, after = _smaller_part(t, unit, value, after)
    return Found(first, after, "quantity", value, unit)


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
    feet = t.words[k] in ("'", "’", "′") and t.glued(k) and t.glued(k + 1)
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
        return "pound", k + 1
    if low in ("cup", "cups") and t.lows[k + 1] == "of" and t.lows[k + 2] not in ("the", "nations"):
        return "cup", k + 1
    if low == "turn" and t.lows[k - 1] == "half":
        return "turn", k + 1
    return None


_PARTS: Final = {"foot": ("inch", 12), "pound": ("ounce", 16), "stone": ("pound", 14)}


def _smaller_part(t: Tokens, unit: str, value: Decimal, k: int) -> tuple[Decimal, int]:
    """ "5 ft 2 in", "5-foot-11", "6'2", "8 lb 6 oz": the whole, counted in the larger unit."""
    small, parts = _PARTS[unit]
    j = k + 1 if t.lows[k] in HYPHENS or t.lows[k] == "and" else k
    hyphen = t.lows[k] in HYPHENS
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
    if (
        not after
        and (hyphen or t.glued(j))
        and unit == "foot"
        and read_digits(t.words[j]) is not None
    ):
        after = numeral.last
    if not after:
        return value, k
    return EXACT.add(value, QUOTIENT.divide(numeral.value, Decimal(parts))), after

"""Degrees around a numeral → temperatures, or angles where the words around say so.

Pure: standard library only. "32°C", "98.6 degrees Fahrenheit", "20 below zero", "highs in the
mid-80s"; a bare "degrees" is of the scale in which the country tells its weather.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.found import Found, Numeral, Setting
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS

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
#: The lower-case words and signs at which degrees may begin.
DEGREES: Final = _DEGREES | frozenset(_SCALES) | {"below", "k"}
_ANGLE_BEFORE: Final = word_set(
    "rotate rotated turn turned turning angle tilt tilted left right spin latitude "
    "longitude slope bend"
)
_ANGLE_AFTER: Final = word_set(
    "north south east west latitude longitude angle of turn view n s e w"
)
_WEATHER: Final = word_set(
    "temperature temperatures highs lows high low mercury thermometer thermometers heat weather "
    "cold warmth"
)
# Countries whose weather is told in Fahrenheit.
_FAHRENHEIT: Final = frozenset({"US", "BS", "BZ", "KY", "LR", "PW"})


def temperature(t: Tokens, numeral: Numeral, k: int, setting: Setting) -> Found | None:
    """A temperature whose unit stands at ``k``, or an angle when the words around say so."""
    low, first, value = t.lows[k], numeral.first, numeral.value
    if low in _DEGREES:
        j = k + 2 if low == "deg" and t.lows[k + 1] == "." else k + 1
        j = j + 1 if t.lows[j] in HYPHENS else j
        if zero := _below_zero(t, j):
            unit = zero[0] or _bare_scale(t, -value, setting)
            return Found(first, zero[1], "temperature", -value, unit)
        if low == "degrees" and t.lows[j] in ("below", "above"):
            return Found(first, k + 1, "temperature", value, _bare_scale(t, value, setting))
        scale = _SCALES.get(t.lows[j])
        if scale and (len(t.lows[j]) > 1 or t.words[j].isupper() or t.lows[j + 1] in ("", ".")):
            return Found(first, j + 1, "temperature", value, scale)
        if low in ("degree", "deg") and numeral.last != k and t.lows[j] != ".":
            return Found(first, k + 1, "quantity", value, "degree")
        return _bare_degrees(t, first, value, k, j, setting)
    if low == "below" and t.lows[k + 1] == "zero":
        return Found(first, k + 2, "temperature", -value, _bare_scale(t, -value, setting))
    scale = _SCALES.get(low)
    if t.words[k] == "K" and t.glued(k) and numeral.scale == 1:
        return Found(first, k + 1, "temperature", value, "kelvin")
    if scale is None:
        return None
    if len(low) > 1:
        return Found(first, k + 1, "temperature", value, scale)
    return _letter(t, numeral, k, scale)


def _below_zero(t: Tokens, j: int) -> tuple[str, int] | None:
    """ "20 degrees below zero", "20 degrees Celsius below zero": the scale if any, and the end."""
    scale = _SCALES.get(t.lows[j], "")
    k = j + 1 if scale else j
    return (scale, k + 2) if t.lows[k] == "below" and t.lows[k + 1] == "zero" else None


def degrees_of_a_decade(t: Tokens, i: int, setting: Setting) -> Found | None:
    """ "temperatures in the 30s", "highs in the mid-80s": ten degrees, no years."""
    word = t.words[i]
    if t.lows[i + 1] not in ("s", "'s", "’s") or not t.glued(i + 1) or not word.isdecimal():
        return None
    if len(word) > 3 or word[-1] != "0" or _WEATHER.isdisjoint(t.lows[max(i - 9, 0) : i]):
        return None
    low = Decimal(word)
    scale = _bare_scale(t, low, setting)
    return Found(i, i + 2, "range", None, scale, low=low, high=low + 9)


def _letter(t: Tokens, numeral: Numeral, k: int, scale: str) -> Found | None:
    """ "30 C", "90F": not "the 13F filing", "Boeing 777F", "14.7C/ per security"."""
    if not t.words[k].isupper() or t.lows[k - 1] in HYPHENS or numeral.scale != 1:
        return None
    if t.lows[k + 1] == "/" or (
        t.lows[k + 1] in ("-", ".", "$") and t.glued(k + 1) and t.glued(k + 2) and t.words[k + 2]
    ):
        return None
    before = t.words[numeral.first - 1]
    named = before[:1].isupper() and before.lower() not in _LEADS
    if t.glued(k) and (named or before in ("the", "a", "an")):
        return None
    return Found(numeral.first, k + 1, "temperature", numeral.value, scale)


# "Between 1.5C and 2C": words that begin a sentence before a temperature, and no name.
_LEADS: Final = word_set(
    "between about around at over under above below nearly almost only some from to up just"
)


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
    if t.lows[k] in ("°", "º", "˚") and _WEATHER.isdisjoint(near):
        return Found(first, k + 1, "quantity", value, "degree")
    return Found(first, j, "temperature", value, _bare_scale(t, value, setting))

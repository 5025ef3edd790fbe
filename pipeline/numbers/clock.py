"""Clock times → ISO 8601, and measured times ("3:43.13") → seconds.

Pure: standard library only. "10:30am" is "10:30", "6 p.m." is "18", "1400 GMT" is "14:00Z".
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.found import Found, Numeral
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.tokens import Tokens

_ZONES: Final = frozenset({"GMT", "UTC"})


def read_time(t: Tokens, i: int) -> Found | None:
    """ "10:30", "10:30am", "6 p.m.", "2.15pm", "1400 GMT", "3:43.13" at digit token ``i``."""
    word = t.words[i]
    if t.lows[i + 1] == ":" and t.glued(i + 1) and t.glued(i + 2):
        return _colon_time(t, i)
    half, k = meridiem(t, i + 1)
    if half is not None:
        hours, _, minutes = word.partition(".")
        if (
            hours.isdecimal()
            and 1 <= int(hours[:3]) <= 12
            and len(minutes) in (0, 2)
            and (not minutes or minutes < "60")
        ):
            return _clock(t, i, k, int(hours) % 12 + half, minutes)
        return None
    if len(word) != 4 or not word.isdecimal() or word[2:] > "59" or word > "2359":
        return None
    if t.words[i + 1] in _ZONES or _military(t, i):
        return _clock(t, i, i + 1, int(word[:2]), word[2:])
    return None


_AT: Final = word_set("at by until from around about since before after to")


def _military(t: Tokens, i: int) -> bool:
    """ "at 0600 hours", "0831 local time"."""
    if t.lows[i + 1] == "local" and t.lows[i + 2] == "time":
        return True
    return t.lows[i + 1] in ("hours", "hrs") and t.lows[i - 1] in _AT


def _colon_time(t: Tokens, i: int) -> Found | None:
    hours, minutes = t.words[i], t.words[i + 2]
    if not hours.isdecimal() or len(hours) > 2:
        return None
    whole, point, rest = minutes.partition(".")
    if len(whole) != 2 or not whole.isdecimal() or whole > "59":
        return None
    if t.lows[i + 3] == ":" and t.glued(i + 3) and t.words[i + 4][:2].isdecimal():
        return _lap(i, i + 5, [hours, minutes, t.words[i + 4]])
    if point and rest.isdecimal():
        half, k = meridiem(t, i + 3)
        return _lap(i, i + 3, [hours, minutes])
    half, k = meridiem(t, i + 3)
    if half is not None and 1 <= int(hours) <= 12:
        return _clock(t, i, k, int(hours) % 12 + half, whole)
    return (
        _clock(t, i, i + 3, int(hours), whole)
        if int(hours) < 25
        else _lap(i, i + 3, [hours, whole])
    )


def _clock(t: Tokens, first: int, k: int, hours: int, minutes: str) -> Found:
    value = f"{hours:02}" + (f":{minutes}" if minutes else "")
    if t.words[k] in _ZONES and "+" not in t.words[k + 1]:
        return Found(first, k + 1, "time", value + "Z")
    return Found(first, k, "time", value)


def _lap(first: int, last: int, parts: list[str]) -> Found | None:
    """A measured time, "2:03:23" or "3:43.13": a duration in seconds, not a time of day."""
    seconds = Decimal(0)
    for part in parts:
        if not part.replace(".", "", 1).isdecimal() or len(part) > 8:
            return None
        seconds = seconds * 60 + Decimal(part)
    return Found(first, last, "duration", seconds, "second")


def meridiem(t: Tokens, k: int) -> tuple[int | None, int]:
    """Hours to add for "am", "p.m." at ``k`` and the token after it; None when it is neither."""
    low = t.lows[k]
    if low in ("am", "pm"):
        return (12 if low == "pm" else 0), k + 1
    if low in ("a", "p") and t.lows[k + 1] == "." and t.lows[k + 2] == "m" and t.glued(k + 1):
        dotted = t.lows[k + 3] == "." and t.glued(k + 3) and t.words[k + 4] != ""
        dotted = dotted and not t.words[k + 4][:1].isupper()
        return (12 if low == "p" else 0), k + 4 if dotted else k + 3
    return None, k


def spoken_clock(t: Tokens, numeral: Numeral) -> Found | None:
    """ "ten o'clock", "five p.m."."""
    k, value = numeral.last, numeral.value
    if value % 1 or not 1 <= value <= 12 or numeral.form not in ("words", "digits"):
        return None
    if t.lows[k] == "o" and t.lows[k + 2] == "clock":
        return Found(numeral.first, k + 3, "time", f"{int(value):02}")
    if t.lows[k] == "a" and t.lows[k + 1] != ".":
        return None
    half, after = meridiem(t, k)
    if half is None:
        return None
    return Found(numeral.first, after, "time", f"{int(value) % 12 + half:02}")

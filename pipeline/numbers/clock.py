"""Clock times → ISO 8601, and measured times ("3:43.13") → seconds.

Pure: standard library only. "10:30am" is "10:30", "6 p.m." is "18", "1400 GMT" is "14:00Z".
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.found import Found, Numeral
from pipeline.numbers.lexicon import UNITS, word_set
from pipeline.numbers.tokens import Tokens

_ZONES: Final = frozenset({"GMT", "UTC"})
# Zones whose offset is not told: "at 1900 EST" is 19:00 there.
_FAR_ZONES: Final = word_set(
    "ET EST EDT CT CST CDT MST MDT PT PST PDT BST CET CEST EET EEST WAT CAT EAT SAST IST PKT JST "
    "KST HKT SGT AEST AEDT NZST NZDT MSK"
)


def read_time(t: Tokens, i: int) -> Found | None:
    """ "10:30", "10:30am", "6 p.m.", "2.15pm", "1400 GMT", "3:43.13" at digit token ``i``."""
    word, following = t.words[i], t.lows[i + 1]
    if following == ":" and t.glued(i + 1) and t.glued(i + 2):
        return _shared_meridiem(t, i) or _colon_time(t, i)
    if following == "h" and t.glued(i + 1) and t.glued(i + 2):
        return _with_h(t, i)
    if word == "12" and following in ("noon", "midnight"):
        return Found(i, i + 2, "time", "12" if following == "noon" else "00")
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
    if len(word) < 3 and word.isdecimal():
        if following in _TO:
            return _shared_meridiem(t, i)
        return _on_the_clock(t, i) if following == "o" else None
    if following in _TO and "." in word:
        return _shared_meridiem(t, i)
    if not _is_military(word):
        return None
    if t.words[i + 1] in _ZONES or _military(t, i):
        return _clock(t, i, i + 1, int(word[:2]), word[2:])
    if t.lows[i + 1] in _TO and _is_military(t.words[i + 2]):
        zone = "Z" if t.words[i + 3] in _ZONES else ""  # "0600-1800 GMT"
        if zone or (word[0] == "0" and t.lows[i + 3] in ("hours", "hrs")):
            return Found(i, i + 1, "time", f"{word[:2]}:{word[2:]}{zone}")
    return None


_TO: Final = frozenset({"to", "and", "until", "-", "–"})


def _is_military(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word[2:] <= "59" and word <= "2359"


def _with_h(t: Tokens, i: int) -> Found | None:
    """ "18h30": a time of day; "2h14m" goes on as a duration."""
    hours, minutes = t.words[i], t.words[i + 2]
    if len(hours) != 2 or len(minutes) != 2 or not minutes.isdecimal() or minutes > "59":
        return None
    if hours > "23" or (t.glued(i + 3) and t.words[i + 3][:1].isalnum()):
        return None
    return Found(i, i + 3, "time", f"{hours}:{minutes}")


def is_timed(t: Tokens, numeral: Numeral) -> bool:
    """ "in a time of 46.86", "she clocked 10.49": seconds of a race, to the hundredth."""
    before, after = t.lows[numeral.first - 1], t.lows[numeral.last]
    named = before == "clocked" or (before == "of" and t.lows[numeral.first - 2] == "time")
    return named and t.words[numeral.last - 1][-3:-2] == "." and after not in _RATED


_RATED: Final = word_set("metres meters points km miles goals runs times per million billion")


def _shared_meridiem(t: Tokens, i: int) -> Found | None:
    """The first of "between 5 and 6 p.m.", "9 to 11am", "3:30-5pm": the second tells its half."""
    first, minutes, k = _hour(t, i)
    mark = t.lows[k]
    if mark not in _TO or not first or (mark == "and" and t.lows[i - 1] != "between"):
        return None
    last, then, after = _hour(t, k + 1)
    half, _ = meridiem(t, after) if last else (None, 0)
    if half is None:
        return None
    # "11 to 1pm" passes noon.
    half = half if (first % 12, minutes) < (last % 12, then) else 12 - half
    return _clock(t, i, k, first % 12 + half, minutes)


def _hour(t: Tokens, i: int) -> tuple[int, str, int]:
    """The hour of twelve at ``i``, its minutes ("" without any) and the token after; 0 for none."""
    hours, _, minutes = t.words[i].partition(".")
    k = i + 1
    if not minutes and t.lows[k] == ":" and t.glued(k) and t.glued(k + 1):
        minutes, k = t.words[k + 1], k + 2
    if not hours.isdecimal() or len(hours) > 2 or not 1 <= int(hours) <= 12:
        return 0, "", k
    if minutes and not (minutes.isdecimal() and len(minutes) == 2 and minutes <= "59"):
        return 0, "", k
    return int(hours), minutes, k


def _on_the_clock(t: Tokens, i: int) -> Found | None:
    if t.lows[i + 3] == "clock" and 1 <= int(t.words[i]) <= 12:
        return Found(i, i + 4, "time", f"{int(t.words[i]):02}")
    return None


_AT: Final = word_set("at by until from around about since before after to")


def _military(t: Tokens, i: int) -> bool:
    """ "at 0600 hours", "0831 local time"."""
    if t.lows[i + 1] == "local" and t.lows[i + 2] == "time":
        return True
    return t.lows[i - 1] in _AT and (
        t.lows[i + 1] in ("hours", "hrs") or t.words[i + 1] in _FAR_ZONES
    )


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
        dotted = t.lows[k + 3] == "." and t.glued(k + 3)
        return (12 if low == "p" else 0), k + 4 if dotted else k + 3
    return None, k


def spoken_clock(t: Tokens, numeral: Numeral) -> Found | None:
    """ "ten o'clock", "five p.m.", "ten past five"."""
    k, value = numeral.last, numeral.value
    if t.lows[k] == "past":
        return _minutes_past(t, numeral)
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


_HOURS: Final = {word: hour for word, hour in UNITS.items() if 0 < hour <= 12} | {
    str(hour): hour for hour in range(1, 13)
}


def part_of_an_hour(t: Tokens, i: int) -> Found | None:
    """ "half past six", "quarter to nine" at token ``i``."""
    hour = _HOURS.get(t.lows[i + 2])
    if hour is None or (t.lows[i] == "half" and t.lows[i + 1] == "to"):
        return None
    if t.lows[i + 1] == "to" and t.words[i + 3][:1].isalnum() and t.lows[i + 3] not in _AFTER_HOUR:
        return None
    past = t.lows[i + 1] == "past"
    minutes = 30 if t.lows[i] == "half" else 15 if past else 45
    return Found(i, i + 3, "time", f"{hour if past else (hour + 10) % 12 + 1:02}:{minutes:02}")


def _minutes_past(t: Tokens, numeral: Numeral) -> Found | None:
    """ "ten past five", "twenty-five past nine": minutes that a clock face tells."""
    hour, k = _HOURS.get(t.lows[numeral.last + 1]), numeral.last + 2
    if hour is None or numeral.value % 5 or not 0 < numeral.value < 30:
        return None
    if t.words[k][:1].isalnum() and t.lows[k] not in _AFTER_HOUR:
        return None
    return Found(numeral.first, k, "time", f"{hour:02}:{int(numeral.value):02}")


_AFTER_HOUR: Final = word_set("in on when as and this last but he she they it to")

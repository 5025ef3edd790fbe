"""Days and months → ISO 8601 dates, as precise as the text.

Pure: standard library only. A date without a year is "--03-20", a month "2023-03", a span of days
an interval ("2023-03-20/22"). They are read so that they are never counted as numbers.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.found import Found
from pipeline.numbers.lexicon import MONTHS, ORDINALS, word_set
from pipeline.numbers.tokens import Tokens

DASHES: Final = frozenset("-‐‑–—−")
_DAYS_IN_MONTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Only in capitals, for they are words: "may 5 people go", "march 20 miles".
_WORD_MONTHS: Final = frozenset({"may", "march", "mar", "sep", "jan", "dec"})
_ORDINAL_ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})


# ------------------------------------------------------------------ months


def month_at(t: Tokens, i: int) -> int:
    """The month (1–12) named at token ``i``, 0 for none."""
    month = MONTHS.get(t.lows[i], 0)
    if month and t.words[i][0].islower() and t.lows[i] in _WORD_MONTHS:
        return 0
    return month


def date_from_month(t: Tokens, i: int) -> Found | None:
    """ "March 20, 2023", "Mar. 20", "March 20-22", "March 2023", "March of 2023" at ``i``."""
    month = month_at(t, i)
    if not month:
        return None
    k = i + 2 if t.lows[i + 1] == "." else i + 1
    if t.lows[k] == "of" or (t.lows[k] == "," and _year(t, k + 1)):
        year = _year(t, k + 1)
        return Found(i, k + 2, "date", f"{year}-{month:02}") if year else None
    year = _year(t, k)
    if year:
        return Found(i, k + 1, "date", f"{year}-{month:02}")
    k = k + 1 if t.lows[k] == "the" else k
    day, k = _day(t, k, month)
    if not day:
        return _spoken_day(t, i, k, month)
    last, k = _last_day(t, k, month, day)
    year, k = _year_after(t, k)
    return Found(i, k, "date", _date(year, month, day, last))


def _spoken_day(t: Tokens, i: int, k: int, month: int) -> Found | None:
    """ "August seventh, 1998"; but "May first said so", "March third-placed"."""
    day = ORDINALS.get(t.lows[k], 32)
    if day > _DAYS_IN_MONTH[month - 1] or t.lows[i] in _WORD_MONTHS or t.words[k][:1].isupper():
        return None
    if t.words[k + 1][:1].isalpha() and t.lows[k + 1] not in _AFTER_DAY:
        return None
    if t.lows[k + 1] in DASHES:
        return None
    year, after = _year_after(t, k + 1)
    return Found(i, after, "date", _date(year, month, day, 0))


#: What may follow the number of a day that stands before its month.
AFTER_DAY_NUMBER: Final = DASHES | frozenset(MONTHS) | {"to", "and", "or", "of", *_ORDINAL_ENDINGS}


def date_from_day(t: Tokens, i: int) -> Found | None:
    """ "20 March 2023", "20th of March", "5-7 March", "5 and 6 March" at digit token ``i``."""
    if len(t.words[i]) > 2:
        return None
    day, k = _day(t, i, 1)
    if not day:
        return None
    last = 0
    if t.lows[k] in DASHES or t.lows[k] in ("to", "and", "or"):
        last, after = _day(t, k + 1, 1)
        k = after if last > day else k
        last = last if last > day else 0
    k = k + 1 if t.lows[k] == "of" else k
    k = k + 1 if t.lows[k] in DASHES and t.glued(k) else k
    month = month_at(t, k)
    if not month or day > _DAYS_IN_MONTH[month - 1]:
        return None
    k = (
        k + 2
        if t.lows[k + 1] == "."
        and t.lows[k] not in ("may", "march")
        and len(t.lows[k]) < 5
        and t.words[k + 2].isdecimal()
        else k + 1
    )
    k = k + 1 if t.lows[k] in DASHES and t.glued(k) and _year(t, k + 1) else k
    year, k = _year_after(t, k)
    return Found(i, k, "date", _date(year, month, day, last))


def date_from_ordinal(t: Tokens, first: int, k: int, day: int) -> Found | None:
    """ "the first of June 2009", "the fourth of July": ``k`` is the token after the ordinal."""
    month = month_at(t, k + 1) if t.lows[k] == "of" else 0
    if not month or not 1 <= day <= _DAYS_IN_MONTH[month - 1]:
        return None
    year, after = _year_after(t, k + 2)
    return Found(first, after, "date", _date(year, month, day, 0))


def _date(year: str, month: int, day: int, last: int) -> str:
    return f"{year or '-'}-{month:02}-{day:02}" + (f"/{last:02}" if last else "")


def _day(t: Tokens, k: int, month: int) -> tuple[int, int]:
    """The day of the month at ``k`` ("5", "5th") and the token after it, 0 for none."""
    word = t.words[k]
    if not word.isdecimal() or len(word) > 2 or not 1 <= int(word) <= _DAYS_IN_MONTH[month - 1]:
        return 0, k
    after = k + 2 if t.lows[k + 1] in _ORDINAL_ENDINGS and t.glued(k + 1) else k + 1
    return (0, k) if t.lows[after] in (":", "%", "percent") else (int(word), after)


def _last_day(t: Tokens, k: int, month: int, day: int) -> tuple[int, int]:
    """The end of "March 20-22", "March 20 and 21" at ``k``: 0 when there is none."""
    mark = t.lows[k]
    if mark not in DASHES and mark not in ("to", "and", "through", "or"):
        return 0, k
    last, after = _day(t, k + 1, month)
    if last <= day or (
        mark not in DASHES and t.words[after][:1].isalpha() and t.lows[after] not in _AFTER_DAY
    ):
        return 0, k
    return last, after


_AFTER_DAY: Final = word_set("in at and or of to for from with by as the is are was were when")


def _year(t: Tokens, k: int) -> str:
    word = t.words[k]
    if len(word) != 4 or not word.isdecimal() or not "1000" <= word <= "2199":
        return ""
    clock = t.lows[k + 1] == ":" and t.words[k + 2][:1].isdecimal() and t.glued(k + 2)
    return "" if clock or t.lows[k + 1] in ("%", "percent") else word


def _year_after(t: Tokens, k: int) -> tuple[str, int]:
    """The year after a day and month, with a comma or without: "" when there is none."""
    if t.lows[k] == "," and _year(t, k + 1):
        return t.words[k + 1], k + 2
    if _year(t, k) and t.lows[k + 1] not in ("people", "utc", "gmt", "hours"):
        return t.words[k], k + 1
    return "", k


# ------------------------------------------------------------------ digits with marks between


_ATTACKS: Final = ("attack", "terror", "hijack", "commission", "victim", "famil", "anniversary")


def numeric_date(t: Tokens, i: int, country: str) -> Found | None:
    """ "2023-03-20", "5/17/2018", "12.03.2019"; day before month but in American order."""
    word, mark = t.words[i], t.lows[i + 1]
    if word.count(".") == 2:
        return _from_parts(word.split("."), "DE", i, i + 1)
    if mark in ("-", "/", "–") and t.glued(i + 1) and t.glued(i + 2):
        if t.lows[i + 3] == mark and t.glued(i + 3) and t.glued(i + 4):
            parts = [word, t.words[i + 2], t.words[i + 4]]
            return _from_parts(parts, country if mark == "/" else "", i, i + 5)
        attacks = mark == "/" or t.lows[i + 3].startswith(_ATTACKS)
        if word == "9" and t.words[i + 2] == "11" and attacks:
            return Found(i, i + 3, "date", "--09-11")
    return None


# Slashes are American unless the hint names a country that writes the day first.
_MONTH_FIRST: Final = frozenset({"", "US", "PH"})


def _from_parts(parts: list[str], country: str, first: int, last: int) -> Found | None:
    if not all(part.isdecimal() and len(part) in (1, 2, 4) for part in parts):
        return None
    if len(parts[0]) == 4:
        year, month, day = int(parts[0]), int(parts[1]), int(parts[2])
    else:
        a, b, year = int(parts[0]), int(parts[1]), int(parts[2])
        year += (2000 if year < 50 else 1900) if len(parts[2]) == 2 else 0
        american = (country in _MONTH_FIRST and a <= 12) or b > 12
        month, day = (a, b) if american else (b, a)
    if not (1 <= month <= 12 and 1 <= day <= _DAYS_IN_MONTH[month - 1] and 1000 <= year < 2200):
        return None
    return Found(first, last, "date", f"{year}-{month:02}-{day:02}")

"""Dates, years and decades → ISO 8601, as precise as the text.

Pure: standard library only. A date without a year is "--03-20", a year "2023", a month
"2023-03", a span of days or years an interval ("2023-03-20/22", "2013/2014"), a decade the
interval of its years ("1990/1999"). They are read so that they are never counted as numbers.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.found import Found
from pipeline.numbers.lexicon import DECADES, MONTHS, word_set
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
        return None
    last, k = _last_day(t, k, month, day)
    year, k = _year_after(t, k)
    return Found(i, k, "date", _date(year, month, day, last))


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
    return "" if t.lows[k + 1] in (":", "%", "percent") else word


def _year_after(t: Tokens, k: int) -> tuple[str, int]:
    """The year after a day and month, with a comma or without: "" when there is none."""
    if t.lows[k] == "," and _year(t, k + 1):
        return t.words[k + 1], k + 2
    if _year(t, k) and t.lows[k + 1] not in ("people", "utc", "gmt", "hours"):
        return t.words[k], k + 1
    return "", k


# ------------------------------------------------------------------ digits with marks between


def numeric_date(t: Tokens, i: int, country: str) -> Found | None:
    """ "2023-03-20", "5/17/2018", "12.03.2019"; day before month but in American order."""
    word, mark = t.words[i], t.lows[i + 1]
    if word.count(".") == 2:
        return _from_parts(word.split("."), "DE", i, i + 1)
    if mark in ("-", "/", "–") and t.glued(i + 1) and t.glued(i + 2):
        if t.lows[i + 3] == mark and t.glued(i + 3) and t.glued(i + 4):
            parts = [word, t.words[i + 2], t.words[i + 4]]
            return _from_parts(parts, country if mark == "/" else "", i, i + 5)
        attacks = mark == "/" or t.lows[i + 3].startswith("attack")
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


# ------------------------------------------------------------------ years and decades

_YEAR_CUES: Final = word_set(
    "in since by until till from during of early late mid before after to through between "
    "spring summer autumn fall winter season year years fiscal circa c and the its his "
    "their her this our pre post year-end end beginning class around for 's ’s or ( fy "
    "elections election"
)
_COUNT_CUES: Final = word_set(
    "about nearly almost some over than approximately roughly least most up under "
    "estimated another all only just exactly additional were are killed with"
)
# After these, 1900 and 2000 are counts: "2000 people", "1500 metres".
_COUNTED: Final = word_set(
    "people troops soldiers men women children persons residents homes houses jobs "
    "protesters demonstrators workers employees students police officers families "
    "refugees migrants prisoners villagers civilians passengers supporters tons tonnes "
    "miles kilometers kilometres km metres meters feet ft m mm kg hours years pounds "
    "dollars euros rupees acres hectares percent % barrels or- cases deaths votes shares "
    "members guests fans spectators hundred thousand million billion trillion square "
    "cubic calories times words pages cars vehicles volunteers fighters militants rebels "
    "marchers inmates hp gmt utc"
)


def read_year(t: Tokens, i: int) -> Found | None:
    """A year, a decade or a span of years at digit token ``i``."""
    word, following = t.words[i], t.lows[i + 1]
    if len(word) == 2 and t.lows[i - 1] in ("'", "’", "‘"):
        short = _short_year(t, i)
        if short is not None:
            return short
    if t.words[i - 1] == "AD" and word.isdecimal() and len(word) <= 4:
        return Found(i - 1, i + 1, "date", f"{int(word):04}")
    if following in ("s", "'s", "’s") and t.glued(i + 1):
        decade = _decade(t, i)
        if decade is not None or following == "s":
            return decade
    if (
        len(word) <= 4
        and word.isdecimal()
        and following in ("bc", "bce", "ad", "ce")
        and t.words[i + 1].isupper()
    ):
        year = 1 - int(word) if following[0] == "b" else int(word)
        return Found(i, i + 2, "date", f"{'-' if year < 0 else ''}{abs(year):04}")
    if len(word) != 4 or not word.isdecimal() or not "1000" <= word <= "2199":
        return None
    span = _year_span(t, i)
    if span is not None:
        return span
    return Found(i, i + 1, "date", word) if _is_year(t, i) else None


_BEFORE_SHORT: Final = word_set("in since of from summer winter spring autumn fall early late to")


def _short_year(t: Tokens, i: int) -> Found | None:
    """ "back in '98", "class of '87"; a quotation may begin with a number too."""
    word = t.words[i]
    if not word.isdecimal() or not t.glued(i) or t.glued(i - 1):
        return None
    if t.lows[i - 2] not in _BEFORE_SHORT or (t.glued(i + 1) and t.words[i + 1][:1].isalnum()):
        return None
    if t.lows[i + 1] in ("s", "'s", "’s", "percent", "%", "people"):
        return None
    return Found(i - 1, i + 1, "date", ("20" if word < "30" else "19") + word)


def fiscal_year(t: Tokens, i: int) -> Found | None:
    """ "FY25", "FY2024", "FY 2024/25": the year in which the books are closed."""
    word = t.words[i]
    if t.words[i - 1] != "FY" or not word.isdecimal() or len(word) not in (2, 4):
        return None
    year = word if len(word) == 4 else "20" + word
    last, end = i + 1, t.words[i + 2]
    if t.lows[last] in ("/", "-", "–") and t.glued(last) and end.isdecimal() and len(end) == 2:
        return Found(i - 1, i + 3, "date", f"{year}/{year[:2]}{end}") if year[2:] < end else None
    return Found(i - 1, last, "date", year)


def _decade(t: Tokens, i: int) -> Found | None:
    word = t.words[i]
    first = i
    if len(word) == 2 and word[1] == "0" and t.lows[i - 1] in ("'", "’", "‘") and t.glued(i):
        word, first = ("20" if word < "20" else "19") + word, i - 1
    elif len(word) == 2 and _names_decade(t, i) and word[1] == "0" and word >= "20":
        word = "19" + word
    if len(word) != 4 or word[3] != "0" or not "1000" <= word <= "2100":
        return None
    years = 99 if word[2] == "0" and word < "2000" else 9
    return Found(first, i + 2, "date", f"{word}/{int(word) + years}")


def _names_decade(t: Tokens, i: int) -> bool:
    """ "the 80s", "the early 80s"; "her early 80s" is an age."""
    j = i - 1
    j = j - 1 if t.lows[j] in DASHES else j
    j = j - 1 if t.lows[j] in ("early", "late", "mid") else j
    return t.lows[j] == "the"


def life_decade(t: Tokens, i: int) -> Found | None:
    """ "in his 40s", "in their early 20s", "40-something": the ages of that decade."""
    word = t.words[i]
    if len(word) != 2 or word[1] != "0":
        return None
    if t.lows[i + 1] in DASHES and t.lows[i + 2] == "something" and t.glued(i + 2):
        return Found(i, i + 3, "range", None, "year", low=Decimal(word), high=Decimal(word) + 9)
    if t.lows[i + 1] not in ("s", "'s", "’s"):
        return None
    j = i - 2 if t.lows[i - 1] in ("early", "late", "mid") else i - 1
    j = i - 3 if t.lows[i - 1] in DASHES and t.lows[i - 2] == "mid" else j
    if t.lows[j] not in ("his", "her", "their", "my", "our", "your") or not t.glued(i + 1):
        return None
    low = Decimal(word)
    return Found(i, i + 2, "range", None, "year", low=low, high=low + 9)


def decade_in_words(t: Tokens, i: int) -> Found | None:
    """ "in his sixties" is an age, "in the early seventies" a decade of the 20th century."""
    ten = DECADES[t.lows[i]]
    j = i - 1
    j = j - 1 if t.lows[j] in DASHES else j
    j = j - 1 if t.lows[j] in ("early", "late", "mid", "swinging", "roaring") else j
    if t.lows[j] == "the":
        return Found(i, i + 1, "date", f"{1900 + ten}/{1909 + ten}")
    if t.lows[j] in ("his", "her", "their", "my", "our", "your"):
        low = Decimal(ten)
        return Found(i, i + 1, "range", None, "year", low=low, high=low + 9)
    return None


def _year_span(t: Tokens, i: int) -> Found | None:
    """ "2013-14", "2013–2014", "2019/20"."""
    start, mark, end = t.words[i], t.lows[i + 1], t.words[i + 2]
    if (mark not in DASHES and mark != "/") or not end.isdecimal() or not t.glued(i + 2):
        return None
    if not t.glued(i + 1) or t.lows[i + 3] in ("%", "percent", "people"):
        return None
    full = start[: 4 - len(end)] + end if len(end) in (2, 4) else ""
    if not full or not start < full <= "2199" or int(full) - int(start) > 300:
        month = len(end) == 2 and "01" <= end <= "12" and mark == "-"
        return Found(i, i + 3, "date", f"{start}-{end}") if month else None
    return Found(i, i + 3, "date", f"{start}/{full}")


def _is_year(t: Tokens, i: int) -> bool:
    """Whether four digits are a year: by the words around, else by their size."""
    lows, word = t.lows, t.words[i]
    before, after = lows[i - 1], lows[i + 1]
    before = lows[i - 2] if before in DASHES and t.glued(i) else before
    if after in _COUNTED and before not in ("in", "since", "the"):
        return False
    if after == "over" and t.words[i + 2].isdecimal() and not t.words[i + 3][:1].isalnum():
        return False
    if after in DASHES and t.glued(i + 1) and t.glued(i + 2) and lows[i + 2] not in MONTHS:
        return before in _YEAR_CUES and lows[i + 2] not in _COUNTED
    if before in _COUNT_CUES and lows[i - 2] not in ("in", "since", "from", "by", "until"):
        return False
    if "1900" <= word <= "2060":
        return True
    if before in _YEAR_CUES or lows[i - 1] in MONTHS:
        return before in ("in", "since") or not (_is_things(t, i + 1) or _is_things(t, i + 2))
    return False


def _is_things(t: Tokens, k: int) -> bool:
    """ "around 1300 route kilometres" counts, "around 1300" is a year."""
    return t.words[k].islower() and t.lows[k].endswith("s") and t.lows[k] not in _NO_THINGS


_NO_THINGS: Final = frozenset({"was", "is", "has", "as", "its", "his", "this", "'s", "’s", "s"})

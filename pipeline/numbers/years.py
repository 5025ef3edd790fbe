"""Years, spans of years and decades → ISO 8601, and the decades of a life → ranges of ages.

Pure: standard library only. A year is "2023", a span an interval ("2013/2014"), a decade the
interval of its years ("1990/1999"), the books of a year that year ("FY25"). A year is told from a
count by the words around it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.calendar import DASHES
from pipeline.numbers.found import Found
from pipeline.numbers.lexicon import DECADES, MONTHS, word_set
from pipeline.numbers.tokens import Tokens

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
    if following == "b" and t.words[i + 1 : i + 4] == ["B", ".", "C"] and word.isdecimal():
        after = i + 5 if t.lows[i + 4] == "." and t.glued(i + 4) else i + 4
        if len(word) <= 4:
            return Found(i, after, "date", f"-{int(word) - 1:04}")
    if len(word) == 3 and t.words[i - 1] == "In" and following == "," and word.isdecimal():
        return Found(i, i + 1, "date", "0" + word)  # "In 788, the Moors …"
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
    if t.lows[i - 1] in ("and", "or") and t.lows[i - 2] in ("s", "'s", "’s") and j == i - 1:
        j = i - 4  # "in their 20s and 30s"
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

"""Tokens → what each number is: the order in which the rules are asked.

Pure: standard library only. At every token where a number may begin: what is no number, dates
and times, the numeral, what it measures, then ranges and ratios, the words around it, and what
is counted.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers import ages, measure
from pipeline.numbers.approximators import approximator_after, approximator_before
from pipeline.numbers.calendar import (
    date_from_day,
    date_from_month,
    life_decade,
    numeric_date,
    read_year,
)
from pipeline.numbers.clock import meridiem, read_time
from pipeline.numbers.counted import counted
from pipeline.numbers.designations import designation
from pipeline.numbers.digits import EXACT, MINUS, QUOTIENT
from pipeline.numbers.found import Found, Numeral, Setting
from pipeline.numbers.lexicon import MONTHS, ROMANS, UNITS, word_set
from pipeline.numbers.model import Kind
from pipeline.numbers.money import Currency, currency_after, currency_before
from pipeline.numbers.numeral import read_numeral
from pipeline.numbers.ranges import join
from pipeline.numbers.temperatures import temperature
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.units import DURATIONS, find_unit
from pipeline.numbers.wording import HYPHENS


def read_at(t: Tokens, i: int, floor: int, setting: Setting) -> Found | None:
    """What begins at candidate ``i``, with ranges, approximators and the counted noun.

    ``floor`` is the first token that no earlier number has taken.
    """
    found = read_amount(t, i, floor, setting)
    if found is None or found.kind is None or found.kind in ("date", "time", "range"):
        return found
    money = found.kind == "money"
    joined = join(t, found, floor, lambda j: _amount_from(t, j, setting, money=money))
    joined = joined if joined is not None else found
    after = _approximate(t, joined, floor)
    if joined.kind not in ("age", "temperature"):
        joined.of = counted(t, joined, after)
    return joined


def read_amount(
    t: Tokens, i: int, floor: int, setting: Setting, *, money: bool = False
) -> Found | None:
    """The single amount, date or name at candidate ``i``; ``money`` after "$3-"."""
    word = t.words[i]
    if "0" <= word[0] <= "9":
        return _digit_amount(t, i, floor, setting, money)
    low = t.lows[i]
    if low in MONTHS:
        return date_from_month(t, i)
    if word in ROMANS:
        return _roman(t, i)
    if low in _NAMES_BEFORE and t.words[i + 1][:1].isupper() and word[0].isupper():
        return None
    if low == "half" and t.lows[i + 1] == "past":
        hour = _HOURS.get(t.lows[i + 2])
        return Found(i, i + 3, "time", f"{hour:02}:30") if hour else Found(i, i + 3)
    if low == "half" and t.lows[i - 2] == "and" and i - 4 >= floor:
        return _unit_and_half(t, i)
    numeral = read_numeral(t, i)
    if numeral is None:
        return None
    numeral.first = max(numeral.first, floor)
    if low == "one" and numeral.last == i + 1 and _is_pronoun(t, i):
        return None
    if t.lows[numeral.last] in ("o", "am", "pm", "a", "p"):
        clock = _spoken_clock(t, numeral)
        if clock is not None:
            return clock
    return _measured(t, numeral, currency_before(t, numeral.first, setting), floor, setting)


_HOURS: Final = {word: hour for word, hour in UNITS.items() if 0 < hour <= 12}
# "Second Lady", "One Nation": names that begin with a number word.
_NAMES_BEFORE: Final = frozenset({"one", "first", "second", "six", "seven"}) - {"first", "second"}


def _unit_and_half(t: Tokens, i: int) -> Found | None:
    """ "an hour and a half", "a mile and a half"."""
    if t.lows[i - 1] != "a" or t.lows[i - 4] not in ("a", "an"):
        return None
    found = find_unit(t, i - 3)
    if found is None or found[1] != i - 2:
        return None
    kind: Kind = "duration" if found[0] in DURATIONS else "quantity"
    return Found(i - 4, i + 1, kind, Decimal("1.5"), found[0])


def _amount_from(t: Tokens, j: int, setting: Setting, *, money: bool) -> Found | None:
    """The amount whose sign, currency or numeral begins at token ``j``."""
    for k in range(j, j + 4):
        word = t.words[k]
        if word[:1].isdecimal() or read_numeral(t, k) is not None:
            found = read_amount(t, k, j, setting, money=money)
            return found if found is not None and found.first == j else None
        if t.lows[k] in ("a", "an"):
            continue
        if k > j and word[:1] not in "$€£¥₹-−.":
            return None
    return None


# ------------------------------------------------------------------ digits


def _digit_amount(t: Tokens, i: int, floor: int, setting: Setting, money: bool) -> Found | None:
    currency = currency_before(t, i, setting) if i > floor else None
    if currency is not None and currency.bound < floor:
        currency = None
    if currency is None:
        early = (
            _odds(t, i) or numeric_date(t, i, setting.country) or designation(t, i) or _dated(t, i)
        )
        if early is not None:
            return early
    numeral = read_numeral(t, i, money=money or currency is not None)
    if numeral is None:
        return Found(i, i + 1)
    if (
        t.lows[i - 1] == "."
        and t.glued(i)
        and not t.glued(i - 1)
        and i - 1 >= floor
        and t.words[i].isdecimal()
        and numeral.form == "digits"
        and numeral.scale == 1
    ):
        numeral.value = Decimal("0." + t.words[i])
        numeral.first = i - 1
    return _measured(t, numeral, currency, floor, setting)


_ODDS_AFTER: Final = frozenset({"favourite", "favorite", "odds", "shot", "outsider", "against"})


def _odds(t: Tokens, i: int) -> Found | None:
    """ "odds of 7/2", "the 11/4 favourite": what is paid for a stake."""
    if t.lows[i + 1] != "/" or not t.glued(i + 1) or not t.glued(i + 2):
        return None
    above, below = t.words[i], t.words[i + 2]
    if not above.isdecimal() or not below.isdecimal() or len(above) > 4 or len(below) > 3:
        return None
    said = "odds" in t.lows[max(i - 4, 0) : i] or t.lows[i + 3] in _ODDS_AFTER
    if not said or not int(below):
        return None
    terms = Decimal(above), Decimal(below)
    return Found(i, i + 3, "ratio", QUOTIENT.divide(*terms), terms=terms)


def _dated(t: Tokens, i: int) -> Found | None:
    return read_time(t, i) or date_from_day(t, i) or life_decade(t, i) or read_year(t, i)


def _measured(
    t: Tokens, numeral: Numeral, currency: Currency | None, floor: int, setting: Setting
) -> Found | None:
    """``numeral`` with its sign and with what it measures."""
    _sign(t, numeral, floor, currency)
    if currency is not None:
        return _sum(t, numeral, currency, numeral.last)
    if numeral.form == "ordinal":
        if _is_part(t, numeral):
            part = QUOTIENT.divide(Decimal(1), numeral.value)
            return Found(numeral.first - 1, numeral.last, "cardinal", part, form="fraction")
        return Found(numeral.first, numeral.last, "ordinal", numeral.value, form="ordinal")
    found = _unit(t, numeral, measure.unit_position(t, numeral), setting)
    if found is None and measure.percent_before(t, numeral.first, floor):
        return Found(numeral.first, numeral.last, "percent", numeral.value, "percent")
    if (
        found is None
        and t.glued(numeral.last)
        and t.words[numeral.last][:1].isalpha()
        and numeral.form == "digits"
    ):
        return Found(numeral.first, numeral.last + 1)
    if found is None:
        found = _bare(t, numeral)
    if found is not None:
        found.form, found.scale = numeral.form, numeral.scale
    return found


_COMPARED: Final = word_set(
    "below above less more higher lower smaller larger bigger fewer cheaper faster slower"
)


def _is_part(t: Tokens, numeral: Numeral) -> bool:
    """ "a tenth below last year": a share, not the tenth of a row."""
    return (
        t.lows[numeral.first - 1] in ("a", "one")
        and 2 < numeral.value <= 100
        and t.lows[numeral.last] in _COMPARED
    )


def _unit(t: Tokens, numeral: Numeral, k: int, setting: Setting) -> Found | None:
    if not t.words[k]:
        return None
    percent = measure.percent_end(t, k)
    if percent is not None:
        value = (
            QUOTIENT.divide(numeral.value, Decimal(percent[1])) if percent[1] > 1 else numeral.value
        )
        return Found(numeral.first, percent[0], "percent", value, "percent")
    j = k + 1 if numeral.form == "plural" and t.lows[k] == "of" else k
    currency = currency_after(t, j, numeral, setting)
    if currency is not None:
        return _sum(t, numeral, currency, currency.bound)
    found = temperature(t, numeral, k, setting) or measure.quantity(t, numeral, j)
    if found is not None:
        return found
    after = ages.clinical_age(t, k)
    return Found(numeral.first, after, "age", numeral.value, "year") if after else None


def _sign(t: Tokens, numeral: Numeral, floor: int, currency: Currency | None) -> None:
    """A minus sign or word before the numeral or its currency sign joins the span."""
    i = numeral.first
    inner = i - 1
    if currency is not None and currency.bound < i:
        if t.words[inner] in MINUS and t.glued(i) and inner > currency.bound:
            numeral.value = -numeral.value
        numeral.first = i = currency.bound
    mark = t.lows[i - 1]
    if i - 1 < floor or not mark:
        return
    if (
        mark in ("-", "−", "–")
        and t.glued(i)
        and (not t.glued(i - 1) or t.words[i - 2] in "(<>=/ \n")
    ) or (mark in ("minus", "negative") and t.lows[i - 2] != "or" and numeral.form != "ordinal"):
        numeral.value, numeral.first = -numeral.value, i - 1
    elif mark == "+" and t.glued(i) and not t.glued(i - 1):
        numeral.first = i - 1


def _sum(t: Tokens, numeral: Numeral, currency: Currency, last: int) -> Found:
    value = numeral.value
    if currency.divisor < 0:
        value = EXACT.multiply(value, Decimal(-currency.divisor))
    elif currency.divisor > 1:
        value = QUOTIENT.divide(value, Decimal(currency.divisor))
    elif numeral.scale == 1:
        value, last = _cents(t, value, last)
    scale = numeral.scale if currency.divisor > 0 else -currency.divisor
    return Found(numeral.first, last, "money", value, currency.code, numeral.form, scale)


def _cents(t: Tokens, value: Decimal, k: int) -> tuple[Decimal, int]:
    """ "thirteen dollars forty-five cents", "$5 and 20 cents", "17 USD 25.": the smaller part."""
    j = k + 1 if t.lows[k] == "and" else k
    part = read_numeral(t, j) if t.words[j] else None
    if (
        part is None
        or part.form not in ("digits", "words")
        or not 0 < part.value < 100
        or value % 1
    ):
        return value, k
    named = t.lows[part.last] in ("cents", "cent", "pence", "p", "paise", "kopeks")
    closes = (
        j > k
        and t.lows[part.last] in (".", "")
        and t.lows[k - 1] not in ("(", ",")
        and t.words[k - 1].isalpha()
    )
    if not named and not closes:
        return value, k
    return EXACT.add(value, part.value / 100), part.last + 1 if named else part.last


def _bare(t: Tokens, numeral: Numeral) -> Found | None:
    """A numeral without a unit: an age, a rank or a count."""
    if numeral.form == "digits" or numeral.form == "words":
        if ages.age_before(t, numeral) or ages.age_between_commas(t, numeral):
            return Found(numeral.first, numeral.last, "age", numeral.value, "year")
        if _is_rank(t, numeral):
            return Found(numeral.first, numeral.last, "ordinal", numeral.value)
    return Found(numeral.first, numeral.last, "cardinal", numeral.value)


def _is_rank(t: Tokens, numeral: Numeral) -> bool:
    """ "number one", "No. 4", "#1"."""
    i = numeral.first
    before = t.lows[i - 1]
    if before == "." and t.glued(i - 1):
        before = t.lows[i - 2]
        return before in ("no", "nos") and t.words[i - 2] != "no"
    return before in ("#", "№") or (
        before == "number"
        and t.lows[i - 2] != "the"
        and numeral.value < 200
        and t.lows[i - 2] not in ("a", "of")
    )


# ------------------------------------------------------------------ words


_PRONOUN_BEFORE: Final = word_set(
    "by no the that this which each every any another some last other next previous first "
    "second third only right wrong big good bad new old same loved such new whole not "
    "former latter"
)
_ONE_DAY: Final = word_set("after before later earlier of in and ago long per")


def _is_pronoun(t: Tokens, i: int) -> bool:
    """ "no one", "the one", "one another", "one should", "one day" as some day."""
    before, after = t.lows[i - 1], t.lows[i + 1]
    if t.lows[i - 2] in ("the", "a", "this", "that", "one") and not after[:1].isalpha():
        return after not in HYPHENS
    if before in _PRONOUN_BEFORE:
        # "the one million", "the one-year" go on as numbers and are read before this is asked.
        return t.lows[i + 1] not in ("-", "day", "year", "month", "week", "hour") or before == "no"
    if after in (
        "another",
        "like",
        "should",
        "can",
        "must",
        "could",
        "might",
        "would",
        "may",
        "'s",
        "’s",
        "who",
        "by",
    ):
        return True
    return (
        after == "day"
        and t.lows[i + 2] not in _ONE_DAY
        and before not in ("in", "for", "than", "within", "just", "only", "least", "about")
    )


def _roman(t: Tokens, i: int) -> Found | None:
    """ "Henry VIII", "World War II": a Roman numeral right after a capitalised name."""
    name, word = t.words[i - 1], t.words[i]
    if t.glued(i) or (t.glued(i + 1) and t.lows[i + 1] in ("-", ".")):
        return None
    if len(name) < 3 or not name[0].isupper() or not name[1:].islower():
        return None
    if len(word) == 1 and t.lows[i - 1] not in _REGNAL:
        return None
    return Found(i, i + 1, "ordinal", Decimal(ROMANS[word]), form="ordinal")


_REGNAL: Final = word_set(
    "henry george edward charles louis philip felipe ferdinand gustaf gustav christian "
    "frederick haakon harald olav baudouin leopold wilhelm william otto mohammed rama "
    "paul pius benedict alexander peter james john"
)


def _spoken_clock(t: Tokens, numeral: Numeral) -> Found | None:
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


# ------------------------------------------------------------------ around


def _approximate(t: Tokens, found: Found, floor: int) -> int:
    """Sets ``approx`` and ``cue`` by the words around, or by the form ("thousands").

    Returns the token after the number and the words that make it approximate.
    """
    found.cue = found.first
    if found.form == "plural":
        found.approx = "more-or-less"
    if found.kind == "ordinal":
        return found.last
    before = approximator_before(t, found.first)
    if before is not None and before[1] >= floor:
        found.approx, found.cue = before
    after = approximator_after(t, found.last)
    if after is None:
        return found.last
    if found.approx in (None, "about"):
        found.approx = after[0]
    return after[1]

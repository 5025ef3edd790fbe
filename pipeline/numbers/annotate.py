"""An article's title and text → the numbers in them.

Pure: standard library only. Recognised are counts, ordinals, percentages, money, quantities,
temperatures, ages, durations, ranges, ratios, dates and times, in digits and in English words;
left alone are names with digits in them ("F-16", "10 Downing Street"), phone numbers, addresses
of the web and pronouns ("no one").

>>> from pipeline.numbers.annotate import read_text
>>> [(q.value, q.unit, q.of) for q in read_text("a $2.3bn package for 3 million homes")]
[(Decimal('2300000000'), 'USD', 'package'), (Decimal('3000000'), None, 'homes')]
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.article.model import Article, Field
from pipeline.numbers.found import Found
from pipeline.numbers.grammar import read_at
from pipeline.numbers.lexicon import MONTHS, ROMANS, STARTERS
from pipeline.numbers.model import Quantity
from pipeline.numbers.ranges import merge_bounds
from pipeline.numbers.setting import setting_of
from pipeline.numbers.sharing import CONJUNCTIONS, share_unit
from pipeline.numbers.titles import titles
from pipeline.numbers.tokens import Tokens, tokenise

_CANDIDATES: Final = STARTERS | frozenset(MONTHS) | frozenset(map(str.lower, ROMANS))


def annotate(article: Article) -> tuple[Quantity, ...]:
    """Every number of ``article``, title first, in reading order, none overlapping."""
    country = article.hints.get("country") or ""
    country = country if isinstance(country, str) else ""
    return tuple(
        quantity for field, text in article.fields() for quantity in read_text(text, field, country)
    )


def read_text(text: str, field: Field = "text", country: str = "") -> list[Quantity]:
    """The numbers of one text; ``country`` is ISO 3166-1 alpha-2 or ""."""
    t = tokenise(text)
    return [_quantity(t, found, field) for found in _find(t, country.upper())]


def _find(t: Tokens, country: str) -> list[Found]:
    setting = setting_of(t.text, country)
    results: list[Found] = []
    done = 0
    candidates = _candidates(t)
    works = titles(t) if candidates else []
    titled = {i for first, last in works for i in range(first, last)}
    for i in candidates:
        if i < done or i in titled:
            continue
        found = read_at(t, i, done, setting)
        if found is None:
            continue
        done = max(found.last, i + 1)
        if found.kind is None:
            continue
        if found.unit is not None and results and t.lows[found.first - 1] in CONJUNCTIONS:
            share_unit(t, results, found)
        merged = merge_bounds(t, results[-1], found) if results and found.approx else None
        if merged is not None:
            results[-1] = merged
        elif results and _coordinated(t, results[-1], found):
            results[-1].of = found.of
            results.append(found)
        else:
            results.append(found)
    return results


def _coordinated(t: Tokens, left: Found, right: Found) -> bool:
    """ "the 23rd and 67th minutes", "the first two seasons": both are of the noun that follows.

    So are the two of "two $9,000 grants", "six 155mm shells".
    """
    if left.of is not None or right.first > left.last + 1:
        return False
    if left.kind == "cardinal" and right.first == left.last:
        return right.kind in _ATTRIBUTES and left.form in ("digits", "words")
    if left.kind != "ordinal":
        return False
    if right.kind == "cardinal":
        return right.first == left.last
    return right.kind == "ordinal" and t.lows[left.last] in ("and", "or", ",")


_ATTRIBUTES: Final = frozenset({"money", "quantity", "duration"})


def _candidates(t: Tokens) -> list[int]:
    """The tokens at which a number may begin: digits, number words, months, Roman numerals."""
    # A string is between "0" and ":" where it begins with a digit.
    return [i for i, low in enumerate(t.lows) if low in _CANDIDATES or "0" <= low < ":"]


def _quantity(t: Tokens, found: Found, field: Field) -> Quantity:
    start, end = t.starts[found.first], t.end(found.last - 1)
    assert found.kind is not None
    value = found.value
    return Quantity(
        found.kind,
        field,
        start,
        end,
        t.text[start:end],
        _whole(value) if isinstance(value, Decimal) else value,
        _whole(found.low) if found.low is not None else None,
        _whole(found.high) if found.high is not None else None,
        found.terms,
        found.unit,
        found.approx,
        found.of,
    )


_ONE: Final = Decimal(1)


def _whole(value: Decimal) -> Decimal:
    """Whole values without trailing zeros or exponent: "8.10 million" → 8100000."""
    if value.same_quantum(_ONE) or value != value.to_integral_value() or value.adjusted() > 25:
        return value
    return value.quantize(_ONE)

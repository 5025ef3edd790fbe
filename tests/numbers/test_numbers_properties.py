"""What holds for every text: spans, order, round trips, finite values, linear work."""

from __future__ import annotations

import sys
from decimal import Decimal
from types import FrameType
from typing import Any

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article.model import Article
from pipeline.numbers import VERSION, annotate
from pipeline.numbers.annotate import read_text
from pipeline.numbers.currencies import FAMILIES
from pipeline.numbers.currency_words import SIGNS
from pipeline.numbers.model import NUMBER_KINDS
from pipeline.numbers.units import UNIT_NAMES

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = [
    (10**18, "quintillion"),
    (10**15, "quadrillion"),
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (10**3, "thousand"),
]


def below_thousand(n: int, *, british: bool) -> str:
    words = []
    if n >= 100:
        words.append(ONES[n // 100] + " hundred")
        n %= 100
        if n and british:
            words.append("and")
    if n >= 20:
        words.append(TENS[n // 10 - 2] + ("-" + ONES[n % 10] if n % 10 else ""))
    elif n:
        words.append(ONES[n])
    return " ".join(words)


def in_words(n: int, *, british: bool) -> str:
    if n == 0:
        return "zero"
    words = []
    for scale, name in SCALES:
        if n >= scale:
            words.append(below_thousand(n // scale, british=british) + " " + name)
            n %= scale
    if n:
        if words and n < 100 and british:
            words.append("and")
        words.append(below_thousand(n, british=british))
    return " ".join(words)


def indian(n: int) -> str:
    digits = str(n)
    head, tail = digits[:-3], digits[-3:]
    groups = []
    while len(head) > 2:
        groups.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([part for part in [head, *groups, tail] if part])


@given(st.integers(0, 10**21 - 1), st.booleans())
def test_words_are_read_back(n: int, british: bool) -> None:
    """A whole number written out in British or American words is read back, whole span."""
    text = in_words(n, british=british)
    (quantity,) = read_text(text)
    assert (quantity.value, quantity.text) == (n, text)


@given(st.integers(0, 10**15))
def test_western_and_indian_grouping_are_read_back(n: int) -> None:
    """Digits grouped by thousands or by lakhs are read back."""
    for text in (f"{n:,}", indian(n)):
        (quantity,) = read_text(f"They had {text} in all.")
        assert quantity.value == n or quantity.kind == "date"
        assert quantity.text == text


@given(
    st.decimals("0.01", 999, places=2, allow_nan=False),
    st.sampled_from([("million", 6), ("billion", 9), ("bn", 9), ("trillion", 12), ("k", 3)]),
)
def test_mixed_forms_are_exact(mantissa: Decimal, scale: tuple[str, int]) -> None:
    """Digits with a magnitude are multiplied exactly."""
    (quantity,) = read_text(f"They paid ${mantissa} {scale[0]} for it.")
    assert quantity.value == mantissa * 10 ** scale[1]
    assert quantity.unit == "USD"


PIECES = st.sampled_from(
    [
        "5",
        "12",
        "1,234",
        "3.5",
        "2019",
        "1/2",
        "$",
        "£",
        "US$",
        "%",
        "percent",
        "million",
        "bn",
        "-",
        "–",
        "to",
        "and",
        "between",
        "one",
        "two",
        "hundred",
        "half",
        "a",
        "third",
        "March",
        ":",
        ".",
        ",",
        "(",
        ")",
        "km",
        "mph",
        "degrees",
        "C",
        "years",
        "old",
        "-year-old",
        "Smith,",
        "42,",
        "said",
        "F-16",
        "\n",
        "½",
        "\u202f",
        "İ",
        "😀",
        "٣",
        "e",
        "10",
        "^",
        "x",
        "×",
        "'s",
        "XIV",
        "in",
        "of",
        "the",
        "at",
        "least",
        "up",
        "no",
        "000",
        "am",
        "p.m.",
        "'",
        '"',
        "+",
        "#",
        "cents",
        "pounds",
    ]
)


@given(st.lists(PIECES, max_size=25), st.sampled_from(["", " "]))
def test_every_span_is_what_it_says(pieces: list[str], glue: str) -> None:
    """On any text, spans are exact, sorted and apart, values finite, kinds known."""
    text = glue.join(pieces)
    end = 0
    for quantity in read_text(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert end <= quantity.start < quantity.end
        assert quantity.text == quantity.text.strip()
        end = quantity.end
        assert quantity.kind in NUMBER_KINDS
        numbers = [quantity.value, quantity.low, quantity.high, *(quantity.terms or ())]
        for number in numbers:
            if isinstance(number, Decimal):
                assert number.is_finite()
                assert number.adjusted() < 200
        if quantity.kind == "range":
            assert quantity.value is None
            assert quantity.low is not None or quantity.high is not None
        elif quantity.kind != "ratio":
            assert quantity.value is not None


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    """No text whatever makes the grammar fail or report a wrong span."""
    for quantity in read_text(text):
        assert text[quantity.start : quantity.end] == quantity.text


def test_title_comes_before_text() -> None:
    """Both fields are read, the title first, and hints are heeded."""
    article = Article(
        id="1", title="Two held", text="They had $5.", sha256="0", hints={"country": "AU"}
    )
    found = annotate(article)
    assert [(q.field, q.value, q.unit) for q in found] == [("title", 2, None), ("text", 5, "AUD")]
    assert VERSION


@pytest.mark.parametrize("hints", [{}, {"country": None}, {"country": 7}, {"country": "zz"}])
def test_odd_hints_change_nothing(hints: dict[str, Any]) -> None:
    """A hint that is no country leaves the default dollar."""
    article = Article(id="1", text="They had $5.", sha256="0", hints=hints)
    assert [q.unit for q in annotate(article)] == ["USD"]


@pytest.mark.parametrize("unit", sorted(UNIT_NAMES))
def test_units_are_those_of_pint(unit: str) -> None:
    """Every unit name is one that the pint registry gives."""
    parsed = REGISTRY.parse_units(unit)
    assert str(parsed) == unit


REGISTRY: pint.UnitRegistry[Any] = pint.UnitRegistry()


def test_every_currency_is_a_code() -> None:
    """Families resolve to three capitals, whatever the country."""
    codes = [code.split("/")[0] for family in FAMILIES.values() for code in family.values()]
    codes += [code for code in SIGNS.values() if code.split("/")[0] not in FAMILIES]
    assert all(len(code) == 3 and code.isupper() for code in codes)


HOSTILE = [
    'film "A" ',
    "called ‘1 ",
    "song “One ",
    "4, 5 and 6 percent ",
    "1, 2, 3 km, and ",
    "reached 245 for 6 ",
    "245/6 at stumps ",
    "5 km-10 ",
    "—5—6",
    "5-barrel-a-",
    "5 per cubic ",
    "50 homes or so ",
    "20s and 30s ",
    "the age of 5 ",
    "MAD 5 million ",
    "9",
    "1,",
    "1.",
    "1/",
    "1-",
    "1:",
    "1 ",
    "one hundred ",
    "one hundred and ",
    "twenty-",
    "and a half ",
    "one and a half ",
    "half a ",
    "$ ",
    "$1-",
    " ",
    "a ",
    "a third ",
    "million ",
    "1 million and ",
    "one million, ",
    "May ",
    "May 5 and ",
    "5 to ",
    "one in ",
    "more than ",
    "10^",
    "point one ",
    "6 ft ",
    "dozens of ",
    "5 dollars and ",
    "(1) ",
    "+1-",
    "Smith, 5, ",
    "\n",
    "½",
    "1,1",
    "5 and 6 ",
    "5, 6, ",
    "aged 5, 6, ",
    "1) ",
    "(5) ",
    "5 of ",
    "5 of the ",
    "5 French and ",
    "5 people's ",
    "another a ",
    "a further 5 ",
    "5-of-",
    "5-for-5-",
    "half past ",
    "quarter to ",
    "Formula One ",
    "Group of ",
    "'98 ",
    "FY25",
    "the 80s ",
    "737 and ",
    "flights 5, 6, ",
    "US ",
    "5 below zero ",
    "one one hundred ",
    "3-2-",
    "no one ",
    "9-to-",
    "the Blue 2 jet ",
    "John 3:",
    "65 or older ",
    "between the ages of 5 and ",
    "rose from 5 to ",
    "6-4 ",
    "3:30-",
    "0600-",
    "18h",
    "Act No. 5 ",
    "$5 dollars ",
    "half the ",
    "one of the top 10 ",
    "two $5 ",
    "5 m tonnes ",
    "R5-",
    "5 lead pipes and ",
    "5.000 ",
    "a state-run ",
    "in a time of 5.55 ",
    "raise it from 5 to ",
    "5 and 6 percent ",
    "August first ",
    "In 788, ",
    "number-5-",
]


def steps(text: str) -> int:
    """How many lines of Python the grammar runs for ``text``."""
    count = 0

    def tracer(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        read_text(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_linearly(piece: str) -> None:
    """Twice the hostile text takes at most about twice the steps."""
    small, large = (steps(piece * (size // len(piece))) for size in (1500, 3000))
    assert large <= 2.2 * small + 500


@pytest.mark.parametrize("piece", HOSTILE)
def test_long_hostile_text_is_read(piece: str) -> None:
    """A long run of anything is read to its end, with finite values."""
    text = piece * (20_000 // len(piece))
    assert all(text[q.start : q.end] == q.text for q in read_text(text))

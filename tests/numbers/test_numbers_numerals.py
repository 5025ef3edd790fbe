"""What value a numeral has: digits, words, fractions, ordinals, magnitudes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.numbers.annotate import read_text

CARDINALS = """
7 | 7
42 | 42
007 | 7
1,234 | 1234
12,345,678 | 12345678
1,234.56 | 1234.56
3.14159 | 3.14159
12,34,567 | 1234567
2,00,000 | 200000
1.234.567 | 1234567
1.234.567,8 | 1234567.8
3,50 | 3.50
.75 | 0.75
-17 | -17
−4.5 | -4.5
minus 6 | -6
negative 12 | -12
4 million | 4000000
2.5 million | 2500000
1.75 billion | 1750000000
6bn | 6000000000
1.5bn | 1500000000
3.2 bn | 3200000000
9mn | 9000000
4 mln | 4000000
2 trillion | 2000000000000
15k | 15000
300K | 300000
7 lakh | 700000
3 crore | 30000000
2 lakh crore | 2000000000000
5 quadrillion | 5000000000000000
8 quintillion | 8000000000000000000
3 hundred | 300
3 hundred and 21 | 321
1 million 200 thousand | 1200000
6x10^4 | 60000
6.02×10^23 | 602000000000000000000000
4.5×10−3 | 0.0045
2×10⁶ | 2000000
5e6 | 5000000
2^10 | 1024
zero | 0
nought | 0
seven | 7
thirteen | 13
twenty | 20
twenty-one | 21
twenty one | 21
ninety-nine | 99
Forty-two | 42
SEVENTY | 70
one hundred | 100
a hundred | 100
two hundred | 200
two hundred and five | 205
two hundred five | 205
nine hundred and ninety-nine | 999
twelve hundred | 1200
twenty-five hundred | 2500
a thousand | 1000
one thousand and one | 1001
two thousand and nineteen | 2019
three thousand four hundred and fifty-six | 3456
ten thousand | 10000
four hundred thousand | 400000
six hundred and twelve thousand | 612000
a million | 1000000
one million two hundred thousand | 1200000
two million three hundred and four thousand five hundred and six | 2304506
seven billion | 7000000000
three trillion | 3000000000000
one quadrillion | 1000000000000000
nine quintillion | 9000000000000000000
eleven lakh | 1100000
four crore | 40000000
three lakh crore | 3000000000000
a dozen | 12
two dozen | 24
six dozen | 72
half a dozen | 6
half a million | 500000
half million | 500000
a quarter of a million | 250000
a quarter million | 250000
three-quarters of a million | 750000
two thirds of a billion | 666666666.666666
one and a half | 1.5
two and a half | 2.5
five and a quarter | 5.25
four and three quarters | 4.75
two and a half million | 2500000
one million and a half | 1500000
3 million and a half | 3500000
one hundred and three quarters | 100.75
zero point zero five | 0.05
two point seven million | 2700000
nought point nine | 0.9
½ | 0.5
3¾ | 3.75
2½ | 2.5
2 1/2 | 2.5
1/4 | 0.25
7/8 | 0.875
one half | 0.5
one-third | 0.333333
two-thirds | 0.666666
three quarters | 0.75
three-fifths | 0.6
five eighths | 0.625
a hundredth | 0.01
two hundredths | 0.02
seven tenths | 0.7
5,000 | 5000
"""

ORDINALS = """
first | 1
third | 3
ninth | 9
twelfth | 12
nineteenth | 19
twentieth | 20
twenty-first | 21
thirty second | 32
ninety-ninth | 99
hundredth | 100
two hundredth | 200
one hundred and first | 101
one hundred twenty-fifth | 125
thousandth | 1000
millionth | 1000000
1st | 1
2nd | 2
3rd | 3
11th | 11
21st | 21
112th | 112
30 millionth | 30000000
1,000th | 1000
"""


def rows(table: str) -> list[tuple[str, str]]:
    return [(a, b) for a, b in (line.split(" | ") for line in table.strip().splitlines())]


@pytest.mark.parametrize(("phrase", "value"), rows(CARDINALS))
@pytest.mark.parametrize(
    "sentence", ["{}", "It came to {} in the end.", "Some said {}, others less."]
)
def test_cardinal_has_its_value(phrase: str, value: str, sentence: str) -> None:
    """A numeral has one value, with its whole text as span, wherever it stands."""
    (quantity,) = read_text(sentence.format(phrase))
    assert quantity.text == phrase
    assert abs(Decimal(str(quantity.value)) - Decimal(value)) <= abs(Decimal(value)) / 10**5


@pytest.mark.parametrize(("phrase", "value"), rows(ORDINALS))
@pytest.mark.parametrize("sentence", ["{}", "They met on the {} try."])
def test_ordinal_has_its_value(phrase: str, value: str, sentence: str) -> None:
    """Ordinals in words and digits are ordinals."""
    (quantity,) = read_text(sentence.format(phrase))
    assert (quantity.kind, quantity.value, quantity.text) == ("ordinal", Decimal(value), phrase)


@pytest.mark.parametrize(
    ("phrase", "value"),
    rows(
        """
thousands | 1000
hundreds | 100
dozens | 12
tens of thousands | 10000
hundreds of thousands | 100000
tens of millions | 10000000
hundreds of billions | 100000000000
"""
    ),
)
def test_bare_magnitude_is_more_or_less(phrase: str, value: str) -> None:
    """A bare plural magnitude is the magnitude, more or less."""
    (quantity,) = read_text(f"They lost {phrase} of homes.")
    assert (quantity.value, quantity.approx, quantity.of) == (
        Decimal(value),
        "more-or-less",
        "homes",
    )


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("one two three", [1, 2, 3]),
        ("fifty fifty-five", [50, 55]),
        ("one hundred and two hundred", [100, 200]),
        ("three million and two million", [3000000, 2000000]),
        ("five, six and seven", [5, 6, 7]),
        ("1, 234, 567", [1, 234, 567]),
        ("4000 3 hundred and 21", [4000, 321]),
        ("10 people and 20 dogs", [10, 20]),
        ("five\n\nmillion", [5, 1000000]),
        ("5$million", [5, 1000000]),
    ],
)
def test_neighbours_stay_apart(text: str, values: list[int]) -> None:
    """Numerals that do not make one number are not added up."""
    assert [quantity.value for quantity in read_text(text)] == values


def test_over_divides_only_where_nothing_is_counted() -> None:
    """ "one over three" is a fraction; "20 over 3 days" is two numbers."""
    (third,) = read_text("It is one over three.")
    assert round(Decimal(str(third.value)), 6) == Decimal("0.333333")
    assert [q.value for q in read_text("20 over 3 days")] == [20, 3]


def test_monarchs_and_wars_are_ordinals() -> None:
    """Roman numerals after a name are ordinals; initials and pronouns are nothing."""
    found = read_text("Henry VIII, Pope Pius XII and World War II, but not Malcolm X or I.")
    assert [(q.kind, q.value, q.text) for q in found] == [
        ("ordinal", 8, "VIII"),
        ("ordinal", 12, "XII"),
        ("ordinal", 2, "II"),
    ]

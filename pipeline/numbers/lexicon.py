"""The words that numbers are made of: units, tens, scales, ordinals, fractions and months.

Pure: tables only. Scales follow the short scale of English-language news, plus the Indian lakh
and crore.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final


def word_set(words: str) -> frozenset[str]:
    """The blank-separated ``words`` as a set: tables read better as prose than as lists."""
    return frozenset(words.split())


_ONES: Final = [
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
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

# 0–19, with the other names of zero that news uses.
UNITS: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(_ONES)},
    "nought": 0,
    "naught": 0,
}
TENS: Final[dict[str, int]] = {word: 10 * (i + 2) for i, word in enumerate(_TENS)} | {"fourty": 40}

HUNDRED: Final = 100
SCALES: Final[dict[str, int]] = {
    "thousand": 10**3,
    "lakh": 10**5,
    "lac": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "quintillion": 10**18,
}
# Multipliers that take a count before them and no rest after: "two dozen", "3 dozens".
DOZEN: Final[dict[str, int]] = {"dozen": 12}

# Abbreviated scales that follow digits. The one-letter ones also name units, so they count as
# scales only where `numeral.scale_suffix` says so.
SCALE_SUFFIXES: Final[dict[str, int]] = {
    "k": 10**3,
    "K": 10**3,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "mil": 10**6,
    "mm": 10**6,
    "MM": 10**6,
    "m": 10**6,
    "M": 10**6,
    "bn": 10**9,
    "Bn": 10**9,
    "BN": 10**9,
    "bln": 10**9,
    "bil": 10**9,
    "b": 10**9,
    "B": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "tln": 10**12,
    "T": 10**12,
    "cr": 10**7,
    "Cr": 10**7,
    "lakhs": 10**5,
    "crores": 10**7,
}
# Never a unit of measure after digits.
SURE_SUFFIXES: Final = word_set("k mn mln mio bn Bn BN bln tn trn tln lakhs crores")

_ORDINAL_ONES: Final = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
# With two common misspellings.
ORDINAL_UNITS: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(_ORDINAL_ONES) if value},
    "nineth": 9,
    "twelveth": 12,
}
ORDINAL_TENS: Final[dict[str, int]] = {
    word[:-1] + "ieth": 10 * (i + 2) for i, word in enumerate(_TENS)
}
ORDINAL_SCALES: Final[dict[str, int]] = {"hundredth": 100} | {
    word + "th": value for word, value in SCALES.items() if word != "lac"
}
ORDINALS: Final = ORDINAL_UNITS | ORDINAL_TENS | ORDINAL_SCALES

# Denominators in the plural are never ordinals ("two thirds"); "seconds" is a unit of time.
DENOMINATORS: Final[dict[str, int]] = {
    word + "s": value for word, value in ORDINALS.items() if value > 2
} | {"halves": 2, "quarters": 4, "firsts": 1}

# A bare plural stands for the magnitude itself: "thousands of people" → 1000, more or less.
PLURALS: Final[dict[str, int]] = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
} | {word + "s": value for word, value in SCALES.items() if word != "lac"}

# First day of the year is 1; "sept" is how newspapers cut September.
MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

VULGAR: Final[dict[str, Decimal]] = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal(1) / 3,
    "⅔": Decimal(2) / 3,
    "⅕": Decimal("0.2"),
    "⅖": Decimal("0.4"),
    "⅗": Decimal("0.6"),
    "⅘": Decimal("0.8"),
    "⅙": Decimal(1) / 6,
    "⅚": Decimal(5) / 6,
    "⅐": Decimal(1) / 7,
    "⅛": Decimal("0.125"),
    "⅜": Decimal("0.375"),
    "⅝": Decimal("0.625"),
    "⅞": Decimal("0.875"),
    "⅑": Decimal(1) / 9,
    "⅒": Decimal("0.1"),
}

# Roman numerals that number kings, wars and games (of the Super Bowl to LXIX); a single "I" is a
# pronoun, "C", "D", "M" and mixtures with them are abbreviations.
_ROMAN_ONES: Final = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
_ROMAN_TENS: Final = ["", "X", "XX", "XXX", "XL", "L", "LX"]
ROMANS: Final[dict[str, int]] = {
    tens + ones: 10 * ten + one
    for ten, tens in enumerate(_ROMAN_TENS)
    for one, ones in enumerate(_ROMAN_ONES)
    if 10 * ten + one not in (0, 1, 50)
}

# "in his sixties", "the roaring twenties".
DECADES: Final[dict[str, int]] = {word[:-1] + "ies": ten for word, ten in TENS.items()}

# Every word at which a number may begin.
STARTERS: Final = frozenset(
    {
        *UNITS,
        *TENS,
        *DECADES,
        "hundred",
        *SCALES,
        *DOZEN,
        *ORDINALS,
        *PLURALS,
        *VULGAR,
        "half",
        "quarter",
    }
    - {"lac"}
)

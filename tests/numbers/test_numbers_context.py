"""What stands around a number: ranges, ratios, approximators, the counted noun, and non-numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.numbers.annotate import read_text

RANGES = """
10 to 20 percent | 10 20 percent
between 10 and 20 percent | 10 20 percent
between 5 and 7 | 5 7 None
$3-5 million | 3000000 5000000 USD
£3–5m | 3000000 5000000 GBP
$3 million to $5 million | 3000000 5000000 USD
from 1.2% to 2% | 1.2 2 percent
5 to 10 years | 5 10 year
18-24 months | 18 24 month
10-15 people | 10 15 None
1000–5000 | 1000 5000 None
5k-20k | 5000 20000 None
two or three people | 2 3 None
between 44 mg and 50 mg | 44 50 milligram
from 50 to 80% | 50 80 percent
20~100 | 20 100 None
5 per cent-6 per cent | 5 6 percent
between $1 million and $2 million | 1000000 2000000 USD
10 to 15 million people | 10000000 15000000 None
aged between 18 and 24 | 18 24 year
more than 10 but less than 20 | 10 20 None
18- to 24-year-olds | 18 24 year
a man in his 40s | 40 49 year
both in their early 20s | 20 29 year
"""


@pytest.mark.parametrize("row", RANGES.strip().splitlines())
def test_range(row: str) -> None:
    """Two amounts that belong together are one range with a shared unit and magnitude."""
    text, expected = row.split(" | ")
    low, high, unit = expected.split()
    (quantity,) = read_text(text)
    assert (quantity.kind, quantity.low, quantity.high) == ("range", Decimal(low), Decimal(high))
    assert str(quantity.unit) == unit
    assert quantity.value is None


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("They won 3-1.", (3, 1)),
        ("a 2-2 draw", (2, 2)),
        ("lost 1-2 at home", (1, 2)),
        ("a 5-4 ruling", (5, 4)),
        ("a 50-50 chance", (50, 50)),
        ("won 3-0", (3, 0)),
        ("one in five voters", (1, 5)),
        ("7 in 10", (7, 10)),
        ("three out of four doctors", (3, 4)),
        ("beat them 4 to 2", (4, 2)),
        ("a ratio of 3:1", (3, 1)),
    ],
)
def test_ratio(text: str, terms: tuple[int, int]) -> None:
    """Scores, votes and odds keep their sides; a value over nothing is None."""
    (quantity,) = read_text(text)
    assert (quantity.kind, quantity.terms) == ("ratio", terms)
    assert quantity.value == (Decimal(terms[0]) / terms[1] if terms[1] else None)


def test_sets_of_a_match_are_ratios_each() -> None:
    """ "6-4 6-3" is two scores."""
    assert [q.terms for q in read_text("She won 6-4 6-3.")] == [(6, 4), (6, 3)]


@pytest.mark.parametrize(
    ("phrase", "approx"),
    [
        ("about 300", "about"),
        ("around 300", "about"),
        ("some 300", "about"),
        ("an estimated 300", "about"),
        ("roughly 300", "about"),
        ("300 or so", "about"),
        ("300-odd", "about"),
        ("nearly 300", "less-than"),
        ("almost 300", "less-than"),
        ("fewer than 300", "less-than"),
        ("less than 300", "less-than"),
        ("under 300", "less-than"),
        ("more than 300", "more-than"),
        ("over 300", "more-than"),
        ("in excess of 300", "more-than"),
        ("at least 300", "at-least"),
        ("no fewer than 300", "at-least"),
        ("300 or more", "at-least"),
        ("300+", "at-least"),
        ("up to 300", "at-most"),
        ("as many as 300", "at-most"),
        ("no more than 300", "at-most"),
        ("at most 300", "at-most"),
        ("300 or less", "at-most"),
        ("300, give or take", None),
        ("exactly 300", None),
    ],
)
def test_approximator(phrase: str, approx: str | None) -> None:
    """The words around a number say how it is meant, and stay outside its span."""
    (quantity,) = read_text(f"They found {phrase}.")
    assert (quantity.value, quantity.approx, quantity.text) == (300, approx, "300")


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("one million rounds of 155mm shells", ["rounds", "shells"]),
        ("123 countries signed", ["countries"]),
        ("35 Kenyan soldiers were hurt", ["soldiers"]),
        ("three people died", ["people"]),
        ("one person died", ["person"]),
        ("two police officers", ["officers"]),
        ("five policemen manning a post", ["policemen"]),
        ("20 percent of voters", ["voters"]),
        ("one of the men", ["men"]),
        ("a $350 million package", ["package"]),
        ("$5 million in aid", ["aid"]),
        ("10 kg of cocaine", ["cocaine"]),
        ("five more people", ["people"]),
        ("two US-led raids", ["raids"]),
        ("12 new COVID-19 cases", ["cases"]),
        ("an 18-month sentence", ["sentence"]),
        ("3,000 of them", [None]),
        ("They took 40.", [None]),
        ("dozens of homes", ["homes"]),
        ("the third time", ["time"]),
        ("one police officer east of it", ["officer"]),
        ("the first known case", ["case"]),
        ("$5 in exchange for it", [None]),
        ("one of the world's most prosperous nations", ["nations"]),
        ("$3 billion worth of U.S. bonds", ["bonds"]),
        ("$2 million in federal funding to bolster it", ["funding"]),
        ("80% of the population living there", ["population"]),
    ],
)
def test_what_is_counted(text: str, of: list[str | None]) -> None:
    """The head noun after a number is what it counts."""
    assert [quantity.of for quantity in read_text(text)] == of


@pytest.mark.parametrize(
    "text",
    [
        "An F-16 crashed",
        "T-72 tanks",
        "a Boeing 737 jet",
        "the Airbus A380",
        "COVID-19 spread",
        "the G7 met",
        "10 Downing Street",
        "1600 Pennsylvania Avenue",
        "on Channel 4 last night",
        "call +1-202-555-0143",
        "call (202) 555-0143 now",
        "call 1-800-555-0143 now",
        "see https://example.org/2019/03/20/5",
        "see www.example.org/12 soon",
        "version 4.1.2 is out",
        "at 192.168.0.1 again",
        "as reported[4] here",
        "1. Arms\n2. Aid",
        "under Article 50",
        "CentOS 8 users",
        "cosponsoring S. 294 now",
        "see page 3",
        "open 24/7",
        "under-17s",
        "a 7-Eleven store",
        "dialed 911",
        "Callers dialled 999",
        "the 988 hotline",
        "an Iranian Learjet 45 jet",
        "the Blue Stream 2 pipeline",
        "a U-2 pilot",
        "left from pad 39B",
        "Welfare 2.0 is here",
        "as Romans 8:28 says",
        "Law No. 12 and Decree No 7",
        "Case No. 21-1086",
        "under Title IX",
        "a Phase III trial",
        "at 412 9th Avenue",
        "Fax 251-9467",
        "reach us on 096234601",
        "a 9-to-5 job",
        "the nine-to-five day",
        "a 4K screen",
        "told 60 Minutes",
        "rapper 50 Cent sang",
        "going 20W-10D-8L",
        "UPC code 204417731",
        "H.Res. 88 passed",
        "under Public Law 99-12",
        "council resolution 1325",
        "a Bell 407 helicopter fell",
        "New Zealand First won",
        "1080p video",
        "no one came",
        "this one or that one",
        "one another",
        "one should go",
        "someone else",
        "the first",
        "H5N1 flu",
        "an MP3 file",
        "3D films",
        "5G networks",
        "You may march often",
        "the first half",
        "the second quarter",
        "9" * 400,
    ],
)
def test_no_number(text: str) -> None:
    """Names, addresses, references and pronouns are no numbers."""
    assert [q for q in read_text(text) if q.kind != "ordinal"] == []


def test_hand_over_is_no_comparison() -> None:
    """The particle of a verb says nothing about the number after it."""
    (quantity,) = read_text("They hand over 155mm shells.")
    assert (quantity.approx, quantity.of) == (None, "shells")


def test_versions_of_the_questions_that_users_asked() -> None:
    """Readings that other libraries are known to get wrong."""
    found = read_text("At 2.15pm in 2012–13, a fifth of them paid half a million, the first 1.5bn.")
    assert [(q.kind, str(q.value)) for q in found] == [
        ("time", "14:15"),
        ("date", "2012/2013"),
        ("cardinal", "0.2"),
        ("cardinal", "500000"),
        ("ordinal", "1"),
        ("cardinal", "1500000000"),
    ]

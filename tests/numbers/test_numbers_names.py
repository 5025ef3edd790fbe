"""Titles of works, groups, streets and papers hold no numbers; an innings and a clock face do."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.numbers.annotate import read_text


@pytest.mark.parametrize(
    "text",
    [
        "His film “42” is out.",
        'Her album "25" sold well.',
        "Her album, “25,” sold well.",
        "The song ‘Three Little Birds’ rang out.",
        'She sang the singles "One Sweet Day" and "7 Rings".',
        "Swift's “1989” sold well.",
        "A page called “Seven Days in Rome” was shut.",
        "The novel 'Twelve Angry Men' is a play.",
        "The Big Three met in Yalta.",
        "Lawyers for the Bali Nine appealed.",
        "Ocean's Eleven was shot here.",
        "Twenty20 cricket is back.",
        "He read from 1 Corinthians 13 in church.",
        "2 Timothy 3:16 was quoted.",
        "A Glock 19 lay there.",
        "HB 1467 is law.",
        "Passport number 4829134 was stolen.",
        "County Road 12 was closed.",
        "The so-called “Big Three” met.",
    ],
)
def test_names_with_numbers_count_nothing(text: str) -> None:
    assert read_text(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The film “was seen by 3 million people”.", [3000000]),
        ('The book says "60 percent of homes" lack it.', [60]),
        ("He wrote two songs and “5 more” came.", [2, 5]),
        ("Bomb Kills Three in Basra", [3]),
        ("The Last Three Kings ruled.", [3]),
        ("He sold 42 films “to friends”.", [42]),
        ("Ann's 3 books sold.", [3]),
        ("They sent 30 T-72 tanks.", [30]),
        ("Measure 200 grams of flour.", [200]),
        ("At Renault 300 jobs go.", [300]),
        ("The 3 kings 12 miles apart met.", [3, 12]),
    ],
)
def test_what_is_no_title_counts(text: str, values: list[int]) -> None:
    assert [q.value for q in read_text(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Kent reached 245 for 6 with two wickets from Shah.", (245, 6)),
        ("They slumped to 98 for three; rain fell.", (98, 3)),
        ("Surrey were 150/9 at stumps.", (150, 9)),
        ("Holders declared on 312 for 4.", (312, 4)),
        ("a 5-for-1 stock split", (5, 1)),
    ],
)
def test_runs_stand_against_wickets(text: str, terms: tuple[int, int]) -> None:
    first = read_text(text)[0]
    assert first.kind == "ratio"
    assert first.terms == tuple(map(Decimal, terms))
    assert text[first.start : first.end] == first.text


@pytest.mark.parametrize(
    "text", ["He paid 245 for 6 goats.", "They were 24/7 shops.", "It was sold at 90 for 3 days."]
)
def test_what_is_no_innings_is_no_score(text: str) -> None:
    assert all(q.kind != "ratio" for q in read_text(text))


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("It began at ten past five.", "time", "05:10", None),
        ("We met at twenty-five past nine on Monday.", "time", "09:25", None),
        ("Polls close at 1900 EST.", "time", "19:00", None),
        ("He served two years and a half.", "duration", Decimal("2.5"), "year"),
        ("The baby weighed 8 pounds, 4 ounces.", "quantity", Decimal("8.25"), "pound"),
        ("He is five feet six tall.", "quantity", Decimal("5.5"), "foot"),
        ("Rates rose a percentage point and a half.", "percent", Decimal("1.5"), "percent"),
        ("It costs 90 Belize dollars.", "money", 90, "BZD"),
        ("Heat hit 113F.", "temperature", 113, "degree_Fahrenheit"),
        ("It froze at 4 kelvin.", "temperature", 4, "kelvin"),
        ("It held 6 parts per billion of lead.", "quantity", Decimal("0.006"), "ppm"),
    ],
)
def test_times_and_amounts_in_several_words(
    text: str, kind: str, value: object, unit: str | None
) -> None:
    (found,) = read_text(text)
    assert (found.kind, found.value, found.unit) == (kind, value, unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("a walk of 5 km–10 km", 5, 10, "kilometer"),
        ("fines of 20 euros-30 euros", 20, 30, "EUR"),
        ("some 1.5 million–2 million people", 1500000, 2000000, None),
        ("women in their 20s and 30s", 30, 39, "year"),
    ],
)
def test_both_ends_may_have_the_unit(text: str, low: int, high: int, unit: str | None) -> None:
    last = read_text(text)[-1]
    assert (last.low, last.high, last.unit) == (low, high, unit)


def test_five_lovers_of_bitcoin_are_no_money() -> None:
    miners, coins = read_text("The 350 bitcoin miners own 90 bitcoin.")
    assert (miners.kind, coins.kind, coins.unit) == ("cardinal", "money", "BTC")

"""Numbers that share a unit, units of a hundredth, dashes, and words behind the counted noun."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.numbers.annotate import read_text


def readings(text: str) -> list[tuple[str, object, str | None]]:
    """Text, value (or the two ends) and unit of every number."""
    return [
        (q.text, q.value if q.kind != "range" else (q.low, q.high), q.unit)
        for q in read_text(text)
        if text[q.start : q.end] == q.text
    ]


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("Rates of 4, 5 and 6 percent were offered.", "4 5 6", "percent"),
        ("Swimmers race over 50, 100, 200 and 400 metres.", "50 100 200 400", "meter"),
        ("They were jailed for three, five, and seven years.", "3 5 7", "year"),
        ("He lent 200, 300 and 400 euros.", "200 300 400", "EUR"),
        ("Moves of 10, 15 and 25 basis points followed.", "0.1 0.15 0.25", "percent"),
        ("The mint ended coins of 5, 10 and 20 cents.", "0.05 0.1 0.2", "USD"),
        ("Firms pledged 2, 3 and 4 million tonnes.", "2000000 3000000 4000000", "metric_ton"),
        ("Tunnels of 9 and 14 km are dug.", "9 14", "kilometer"),
        ("Judges gave the pair 20 and 27 years.", "20 27", "year"),
        ("The mint strikes 5- and 10-cent coins.", "0.05 0.1", "USD"),
    ],
)
def test_a_list_shares_the_unit_of_its_last_number(text: str, values: str, unit: str) -> None:
    found = readings(text)
    assert [value for _, value, _ in found] == [Decimal(value) for value in values.split()]
    assert {name for _, _, name in found} == {unit}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Shells killed 10, and 20 km away farms burned.", ["cardinal", "quantity"]),
        ("A cut of 17,000 or ten per cent was agreed.", ["cardinal", "percent"]),
        ("It lost 12 planes, 4 ships and 6 km of rail.", ["cardinal", "cardinal", "quantity"]),
        ("He paid 40, and 5 euros more.", ["cardinal", "money"]),
        ("Floods killed seven and 20 hectares burned.", ["cardinal", "quantity"]),
        ("It wounded at least 12 and 5 million dollars were lost.", ["cardinal", "money"]),
        ("She scored 20 and 10 minutes later went off.", ["cardinal", "duration"]),
    ],
)
def test_numbers_of_different_things_share_no_unit(text: str, kinds: list[str]) -> None:
    assert [q.kind for q in read_text(text)] == kinds


@pytest.mark.parametrize(
    ("text", "ends", "unit"),
    [
        ("Yields rise 5 to 10 bps a week.", ("0.05", "0.1"), "percent"),
        ("Expect 25–50 basis points.", ("0.25", "0.5"), "percent"),
        ("It trades between 20 and 30 cents.", ("0.2", "0.3"), "USD"),
        ("a 30-60-cent stamp", ("0.3", "0.6"), "USD"),
        ("Readings of 5 to 10 ppb were normal.", ("0.005", "0.01"), "ppm"),
    ],
)
def test_both_ends_of_a_range_are_told_in_one_unit(
    text: str, ends: tuple[str, str], unit: str
) -> None:
    ((_, value, name),) = readings(text)
    assert value == tuple(map(Decimal, ends))
    assert name == unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The sum—48,000 euros—was paid.", [("48,000 euros", Decimal(48000), "EUR")]),
        ("It grew fast—12% a year.", [("12%", Decimal(12), "percent")]),
        ("The wait—10 to 20 minutes—was long.", [("10 to 20 minutes", (10, 20), "minute")]),
        ("The wall—6ft 6in—fell.", [("6ft 6in", Decimal("6.5"), "foot")]),
        ("An A320—new in May—landed.", []),
    ],
)
def test_a_long_dash_joins_no_name(text: str, expected: list[object]) -> None:
    assert [q for q in readings(text) if q[2] is not None] == expected


@pytest.mark.parametrize(
    ("text", "approx"),
    [
        ("Crowds of 25 people or more are banned.", "at-least"),
        ("It needs 40 hours at least.", "at-least"),
        ("He will serve 12 months at most.", "at-most"),
        ("They sold 50 Kenyan cows or so.", "about"),
        ("It costs something like 300 euros.", "about"),
        ("At the very least 60 homes burned.", "at-least"),
        ("Children under the age of six ride free.", "less-than"),
        ("Drivers over the age of 70 are tested.", "more-than"),
        ("By the age of six she read.", None),
        ("She lost 50 cows or 60 sheep.", None),
        ("They won 40 games at 3 grounds.", None),
    ],
)
def test_words_before_and_behind_bound_a_number(text: str, approx: str | None) -> None:
    assert read_text(text)[0].approx == approx


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("a 500-barrel-a-day well", 500, "oil_barrel / day"),
        ("a 60-mile-an-hour wind", 60, "mile / hour"),
        ("a 20-per-cent rise", 20, "percent"),
        ("12 tonnes a hectare", 12, "metric_ton / hectare"),
        ("90 mg/dL", 90, "milligram / deciliter"),
        ("35 micrograms per cubic metre", 35, "microgram / meter ** 3"),
        ("35 µg/m³", 35, "microgram / meter ** 3"),
        ("20 pounds per acre", 20, "pound / acre"),
        ("40 pounds per square inch", 40, "pound_force_per_square_inch"),
        ("3.2m bbl/d", 3200000, "oil_barrel / day"),
        ("250 ms", 250, "millisecond"),
        ("a 600cc engine", 600, "centimeter ** 3"),
        ("900 sq. m", 900, "meter ** 2"),
        ("900 sqft", 900, "foot ** 2"),
        ("760 mm Hg", 760, "millimeter_Hg"),
        ("12 per mille", 12, "permille"),
        ("400 newton metres", 400, "meter * newton"),
        ("500 East Caribbean dollars", 500, "XCD"),
        ("500 South Sudanese pounds", 500, "SSP"),
        ("500 new shekels", 500, "ILS"),
        ("500 Malawian kwacha", 500, "MWK"),
        ("500 Uzbek som", 500, "UZS"),
        ("500 Moldovan lei", 500, "MDL"),
        ("500 Bosnian convertible marks", 500, None),
        ("500 convertible marks", 500, "BAM"),
        ("500 Croatian kuna", 500, "HRK"),
        ("MAD 5 million", 5000000, "MAD"),
        ("TRY 12,000", 12000, "TRY"),
        ("E£406 million", 406000000, "EGP"),
        ("CN¥900", 900, "CNY"),
        ("TOP500", None, None),
    ],
)
def test_units_and_currencies_of_the_world(text: str, value: int | None, unit: str | None) -> None:
    found = readings(f"The report says {text}.")
    assert [(v, u) for _, v, u in found] == ([] if value is None else [(Decimal(value), unit)])


def test_a_unit_per_day_takes_no_time_per_time() -> None:
    (found,) = read_text("a 24-hours-a-day clinic")
    assert (found.kind, found.unit, found.text) == ("duration", "hour", "24-hours")

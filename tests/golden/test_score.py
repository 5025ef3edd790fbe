"""The comparison of events with facts counts what it says, on one short article."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from tests.golden.gold import Gold, GoldEntity, GoldNumber, GoldPlace, Span
from tests.golden.numbers_against_gold import agrees
from tests.golden.score import compare

TEXT = "Ana Rhee of Lviv paid about $5 million. Rhee left Lviv at 8 p.m. with 2 dogs."


def _span(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(1, start, start + len(words))


def _number(words: str, kind: str, value: Any, **more: Any) -> GoldNumber:
    return GoldNumber(
        span=_span(words),
        text=words,
        kinds=frozenset(more.get("kinds", {kind})),
        value=value,
        low=more.get("low"),
        high=more.get("high"),
        terms=more.get("terms"),
        units=frozenset(more.get("units", {None})),
        approx=frozenset({more.get("approx")}),
        of=more.get("of"),
        optional=more.get("optional", False),
    )


LVIV = GoldPlace(frozenset({"geonames:702550"}), frozenset({"city"}), "UA", None)
GOLD = Gold(
    name="rhee",
    article=Path("rhee.txt"),
    fields=("", TEXT),
    entities=(
        GoldEntity(
            "Ana Rhee",
            frozenset({"PERSON"}),
            (_span("Ana Rhee"), _span("Rhee", 1)),
            False,
            None,
        ),
        GoldEntity("Lviv", frozenset({"GPE"}), (_span("Lviv"), _span("Lviv", 1)), False, LVIV),
    ),
    numbers=(
        _number("$5 million", "money", 5_000_000, units={"USD"}, approx="about"),
        _number("8 p.m.", "time", "20:00"),
        _number("2", "cardinal", 2, of=frozenset({"dogs"})),
    ),
    countries=frozenset({"UA"}),
    locations=frozenset({"geonames:702550"}),
)


def _mention(span: Span) -> dict[str, Any]:
    words = TEXT[span.start : span.end]
    return {"field": "text", "start": span.start, "end": span.end, "text": words}


def _event() -> dict[str, Any]:
    """An event that agrees with the facts in everything."""

    def number(words: str, kind: str, value: Any, unit: Any, approx: Any, of: Any) -> Any:
        head = {"kind": kind, "value": value, "unit": unit, "approx": approx, "of": of}
        return head | _mention(_span(words))

    rhee = [_mention(span) for span in GOLD.entities[0].mentions]
    lviv = [_mention(span) for span in GOLD.entities[1].mentions]
    return {
        "entities": [
            {"id": "e1", "type": "PERSON", "name": "Ana Rhee", "mentions": rhee},
            {"id": "e2", "type": "GPE", "name": "Lviv", "mentions": lviv},
        ],
        "numbers": [
            number("$5 million", "money", 5_000_000, "USD", "about", None),
            number("8 p.m.", "time", "20:00", None, None, None),
            number("2", "cardinal", 2, None, None, "dogs"),
        ],
        "locations": [
            {
                "id": "geonames:702550",
                "name": "Lviv",
                "type": "city",
                "country": "UA",
                "admin1": None,
                "reason": "",
                "mentions": lviv,
            }
        ],
        "focus": {"country": "UA", "location": "geonames:702550", "confidence": 1},
    }


def _figures(event: dict[str, Any], part: str) -> tuple[int, int, int]:
    count = compare(GOLD, event).counts[part]
    return count.right, count.predicted, count.gold


def test_an_event_that_says_what_people_found_is_all_right() -> None:
    """Full agreement gives full marks in every part, and no disagreement."""
    report = compare(GOLD, _event())
    assert not report.disagreements
    assert all(count.f1 == 1 for count in report.counts.values())
    assert report.counts["mentions"].gold == 4
    assert report.counts["links"].gold == 2
    assert report.counts["places"].gold == 2


def test_an_empty_event_has_no_recall() -> None:
    """Nothing found is nothing right, with all of it told."""
    event: dict[str, Any] = {"entities": [], "numbers": [], "locations": [], "focus": None}
    report = compare(GOLD, event)
    assert [report.counts[part].recall for part in ("mentions", "numbers", "places")] == [0, 0, 0]
    assert report.counts["focus country"].right == 0
    assert len(report.disagreements) == 4 + 2 + 3 + 2 + 2


def test_a_wrong_type_counts_as_a_span_only() -> None:
    """ORG for a person costs its mentions, not its spans."""
    event = _event()
    event["entities"][0]["type"] = "ORG"
    assert _figures(event, "mentions") == (2, 4, 4)
    assert _figures(event, "spans") == (4, 4, 4)


def test_a_person_split_in_two_loses_the_link() -> None:
    """Mentions of one thing in two entities: found, but not merged."""
    event = _event()
    first, second = event["entities"][0]["mentions"]
    event["entities"][0]["mentions"] = [first]
    event["entities"].append({"id": "e3", "type": "PERSON", "name": "Rhee", "mentions": [second]})
    assert _figures(event, "links") == (1, 1, 2)
    assert _figures(event, "names") == (2, 3, 3)


def test_two_things_in_one_entity_is_a_wrong_link() -> None:
    """Merging too much costs precision."""
    event = _event()
    event["entities"][0]["mentions"] += event["entities"].pop()["mentions"]
    event["entities"][0]["type"] = "PERSON"
    assert compare(GOLD, event).counts["mentions"].right == 2
    both = copy.deepcopy(_event())
    both["entities"][1]["id"] = "e1"
    assert _figures(both, "links") == (2, 6, 2)


@pytest.mark.parametrize(
    ("change", "right", "predicted"),
    [
        ({"value": 5}, 2, 3),
        ({"unit": "EUR"}, 2, 3),
        ({"kind": "cardinal"}, 2, 3),
        ({"start": 27, "text": "t $5 million"}, 3, 3),
    ],
)
def test_a_number_needs_kind_value_and_unit(
    change: dict[str, Any], right: int, predicted: int
) -> None:
    """One of the three wrong is a number missed and one too many; a loose span is no matter."""
    event = _event()
    event["numbers"][0] |= change
    assert _figures(event, "numbers") == (right, predicted, 3)


def test_spans_approximators_and_nouns_are_counted_apart() -> None:
    """They are figures of their own, of the numbers that were right."""
    event = _event()
    event["numbers"][0] |= {"start": _span("$5").start, "end": _span("$5").end, "approx": None}
    event["numbers"][2]["of"] = None
    assert _figures(event, "numbers") == (3, 3, 3)
    assert _figures(event, "number spans") == (2, 3, 3)
    assert _figures(event, "approx") == (2, 3, 3)
    assert _figures(event, "of") == (0, 1, 1)


@pytest.mark.parametrize(
    ("gold", "number", "same"),
    [
        ({"value": "20:00", "kind": "time"}, {"kind": "time", "value": "20"}, True),
        ({"value": "20:00", "kind": "time"}, {"kind": "time", "value": "20:30"}, False),
        ({"value": "10:00", "kind": "time"}, {"kind": "time", "value": "1"}, False),
        (
            {"value": 5, "kind": "quantity", "units": {"kilometer"}},
            {"kind": "quantity", "value": 5000, "unit": "meter"},
            True,
        ),
        (
            {"value": 5, "kind": "temperature", "units": {"degree_Celsius"}},
            {"kind": "temperature", "value": 5, "unit": "degree_Fahrenheit"},
            False,
        ),
        (
            {"value": None, "kind": "range", "kinds": {"range", "cardinal"}, "high": 40},
            {"kind": "cardinal", "value": 40, "unit": None},
            True,
        ),
        (
            {"value": None, "kind": "range", "low": 10, "high": 40},
            {"kind": "range", "low": 10, "high": None, "unit": None},
            False,
        ),
        (
            {"value": None, "kind": "ratio", "terms": (3, 1)},
            {"kind": "ratio", "terms": [1, 3], "value": 3, "unit": None},
            False,
        ),
    ],
)
def test_what_two_numbers_say_may_be_written_differently(
    gold: dict[str, Any], number: dict[str, Any], same: bool
) -> None:
    """Hours without minutes, units of one dimension and one-sided bounds compare by meaning."""
    wanted = _number("2", gold.pop("kind"), gold.pop("value"), **gold)
    assert agrees(wanted, number) is same


def test_a_place_needs_the_id_and_a_country_only_the_country() -> None:
    """Another Lviv in the same country is a wrong place in the right country."""
    event = _event()
    event["locations"][0]["id"] = "geonames:1"
    assert _figures(event, "places") == (0, 2, 2)
    assert _figures(event, "countries") == (2, 2, 2)


def test_a_place_where_there_is_none_costs_precision() -> None:
    """A person taken for a town is one place too many."""
    event = _event()
    stray = event["locations"][0] | {"mentions": [_mention(_span("Rhee", 1))]}
    event["locations"].append(stray)
    assert _figures(event, "places") == (2, 3, 2)

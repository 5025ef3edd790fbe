"""Subscribers see each event once, and only those that they asked for."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clients.sieve import Recent, Wanted, Watermarks
from pipeline.stream.origin import Origin

EVENT: dict[str, Any] = {
    "article": {"id": "a"},
    "entities": [{"type": "PERSON"}, {"type": "GPE"}],
    "numbers": [{"kind": "money"}],
    "locations": [{"id": None}, {"country": "UA"}],
    "focus": {"country": "PL"},
}


def origin(offset: int, *, epoch: int = 0, life: str = "x") -> Origin:
    return Origin("articles", 0, offset, epoch, life)


def documented() -> Any:
    """The function that docs/clients.md gives to subscribers in other clients."""
    page = Path(__file__).parents[2] / "docs" / "clients.md"
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    (code,) = (block for block in blocks if "def is_new" in block)
    names: dict[str, Any] = {}
    exec(code, names)
    return names["is_new"]


@given(
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1), st.integers(0, 9)), max_size=40),
    st.integers(0, 40),
)
def test_the_documented_rule_for_other_clients_is_ours(
    seen: list[tuple[int, int, int]], recreated: int
) -> None:
    """Partitions, epochs, offsets, and a topic that is made anew in between."""
    is_new, watermarks = documented(), Watermarks()
    for count, (partition, epoch, offset) in enumerate(seen):
        mark = origin(offset, epoch=epoch, life="x" if count < recreated else "y")
        headers = [("ce_id", b"1"), ("origin", mark.encode())]
        record = SimpleNamespace(partition=partition, headers=headers)
        assert is_new(record) == watermarks.is_new(partition, mark)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9)), max_size=40))
def test_each_partition_only_grows(positions: list[tuple[int, int]]) -> None:
    """What comes through on a partition has strictly growing epochs and offsets."""
    watermarks = Watermarks()
    passed = [(e, o) for e, o in positions if watermarks.is_new(0, origin(o, epoch=e))]
    assert passed == sorted(set(passed))
    assert positions[:1] == passed[:1]


def test_partitions_and_lives_are_told_apart() -> None:
    """Another partition, or another life of the topic, has a watermark of its own."""
    watermarks = Watermarks()
    assert watermarks.is_new(0, origin(5))
    assert watermarks.is_new(1, origin(5))
    assert not watermarks.is_new(0, origin(5))
    assert watermarks.is_new(0, origin(0, life="y"))
    assert not watermarks.is_new(0, origin(0, life="y"))


def test_records_without_origin_always_pass() -> None:
    """Nothing is known of them, so nothing is dropped."""
    watermarks = Watermarks()
    assert watermarks.is_new(0, None)
    assert watermarks.is_new(0, None)


def test_recent_ids_are_bounded() -> None:
    """The oldest id is forgotten first; seeing one again keeps it."""
    recent = Recent(2)
    assert [recent.is_new(id) for id in "abacab"] == [True, True, False, True, False, True]


@pytest.mark.parametrize(
    ("wanted", "matches"),
    [
        (Wanted(), True),
        (Wanted(types=frozenset(["person"])), True),
        (Wanted(types=frozenset(["ORG"])), False),
        (Wanted(types=frozenset(["ORG", "GPE"])), True),
        (Wanted(countries=frozenset(["ua"])), True),
        (Wanted(countries=frozenset(["PL"])), True),
        (Wanted(countries=frozenset(["DE"])), False),
        (Wanted(kinds=frozenset(["money"])), True),
        (Wanted(kinds=frozenset(["money"]), types=frozenset(["ORG"])), False),
        (Wanted(ids=frozenset(["a"])), True),
        (Wanted(ids=frozenset(["A"])), False),
    ],
)
def test_filters(wanted: Wanted, matches: bool) -> None:
    """One of each kind of filter that is given must be in the event."""
    assert wanted.matches(EVENT) is matches


@given(st.dictionaries(st.sampled_from(list(EVENT)), st.none() | st.integers() | st.text() |
                       st.lists(st.none() | st.integers() | st.dictionaries(st.text(), st.none())))
)  # fmt: skip
def test_damaged_events_match_nothing(event: dict[str, Any]) -> None:
    """Filters read events of any shape."""
    assert not Wanted(types=frozenset(["PERSON"])).matches(event)

"""Results computed ahead: used for the very bytes that they were computed from, or not at all."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from pipeline.settings import load
from pipeline.stream.ahead import Ahead
from pipeline.stream.origin import Origin
from pipeline.stream.work import Desk, Enriched, Findings, Job, Refused

STAGES = ("entities", "numbers", "locations")
ROOT = Path(__file__).parents[2]


def enriched(value: bytes) -> Enriched:
    return Enriched(value, b"key", "id", 0.0, False, None, Findings())


def at(offset: int) -> Origin:
    return Origin("articles", 0, offset)


FIRST, SECOND, THIRD = enriched(b"one"), enriched(b"one two"), enriched(b"one two three")


def test_each_stage_finds_its_result_once() -> None:
    """Numbers, then locations; what was taken is gone, and nothing is held at the end."""
    ahead = Ahead(STAGES, 1000)
    ahead.keep("entities", at(1), FIRST, [SECOND, THIRD])
    assert ahead.take("locations", at(1), SECOND.value) is None, "not yet its turn"
    assert ahead.take("numbers", at(1), FIRST.value) is SECOND
    assert ahead.take("numbers", at(1), FIRST.value) is None
    assert ahead.take("locations", at(1), SECOND.value) is THIRD
    assert ahead.size == 0


def test_other_bytes_or_another_origin_find_nothing() -> None:
    """What arrives differs from what was computed: it is computed anew."""
    ahead = Ahead(STAGES, 1000)
    ahead.keep("entities", at(1), FIRST, [SECOND])
    assert ahead.take("numbers", at(2), FIRST.value) is None
    assert ahead.take("numbers", at(1), b"another") is None
    assert ahead.take("numbers", at(1), FIRST.value) is None, "the other bytes replaced it"


def test_a_refusal_ends_the_chain() -> None:
    """A later stage's refusal is its result; nothing is kept after a stage's own."""
    ahead = Ahead(STAGES, 1000)
    refused = Refused("event-too-large", "too large")
    ahead.keep("entities", at(1), FIRST, [refused])
    assert ahead.take("numbers", at(1), FIRST.value) is refused
    ahead.keep("entities", at(2), refused, [SECOND])
    assert ahead.size == 0


def test_memory_is_bounded_and_the_oldest_go() -> None:
    """A hundred results in room for ten: the last ten are there."""
    ahead = Ahead(STAGES, 100)
    for offset in range(100):
        ahead.keep("entities", at(offset), FIRST, [SECOND])
    assert ahead.size <= 100
    assert ahead.take("numbers", at(0), FIRST.value) is None
    assert ahead.take("numbers", at(99), FIRST.value) is SECOND


def test_what_is_kept_for_partitions_that_went_is_forgotten() -> None:
    """Another worker computes them: nothing is held for a stage that will not come for it."""
    ahead = Ahead(STAGES, 1000)
    ahead.keep("entities", at(1), FIRST, [SECOND])
    ahead.keep("entities", Origin("articles", 1, 1), FIRST, [SECOND])
    ahead.drop("locations", [0, 1])
    ahead.drop("numbers", [0])
    assert ahead.take("numbers", at(1), FIRST.value) is None
    assert ahead.take("numbers", Origin("articles", 1, 1), FIRST.value) is SECOND
    assert ahead.size == 0


@pytest.mark.parametrize("seed", sorted(p.name for p in (ROOT / "seeds").glob("*.json")))
def test_one_visit_gives_the_bytes_of_three(desk: Desk, seed: str) -> None:
    """A stage that goes on from the event in memory writes what it writes from its bytes."""
    record: bytes | None = (ROOT / "seeds" / seed).read_bytes()
    together = desk.perform(Job("entities", record, ("numbers", "locations")))
    for stage, result in zip(STAGES, together, strict=True):
        (alone,) = desk.perform(Job(stage, record))
        assert isinstance(alone, Enriched)
        assert isinstance(result, Enriched)
        assert (result.value, result.key, result.event_id) == (
            alone.value,
            alone.key,
            alone.event_id,
        )
        assert (result.findings, result.failed) == (alone.findings, alone.failed)
        record = alone.value


def test_a_refused_article_has_no_later_results(desk: Desk) -> None:
    """What is no article is refused once, by the first stage."""
    (result,) = desk.perform(Job("entities", b"{}", ("numbers", "locations")))
    assert isinstance(result, Refused)


def test_an_event_too_large_is_refused_by_its_stage() -> None:
    """The first stage's event fits, the second's does not: the chain ends there."""
    text = "It sold 5 apples. " * 450
    flow = "tests.faults.flow:STAGES"
    small = load(max_article_bytes=10_240, max_event_bytes=20_480, flow=flow)
    record = orjson.dumps({"text": text})
    results = Desk(small, STAGES).perform(Job("entities", record, ("numbers", "locations")))
    assert [type(result) for result in results] == [Enriched, Refused]


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The real stages."""
    return Desk(load(), STAGES)

"""After a standstill a write waits for the group's word; otherwise it does not wait."""

from __future__ import annotations

import asyncio

import pytest

from pipeline.stream.awake import ANSWER, SETTLED, STILL, UNHEARD, Awake
from tests.clock import Clock

SESSION_S = 8.0


@pytest.mark.parametrize(
    ("passed", "waits"),
    [(0.1, False), (SESSION_S * STILL, False), (SESSION_S * STILL + 0.1, True), (60.0, True)],
)
def test_a_write_waits_only_after_a_standstill(
    passed: float, waits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wait is a share of the session, and happens once for all writes."""
    clock = Clock()
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock.now += seconds

    monkeypatch.setattr("pipeline.stream.awake.asyncio.sleep", sleep)
    awake = Awake(SESSION_S, clock)
    clock.now += passed
    asyncio.run(awake.certain())
    asyncio.run(awake.certain())
    assert slept == ([pytest.approx(SESSION_S * ANSWER)] if waits else [])


def test_a_beat_that_comes_first_keeps_the_standstill_in_mind() -> None:
    """Whoever wakes first notices: the pulse itself does not hide the pause from the writes."""
    clock = Clock()

    async def run() -> bool:
        awake = Awake(SESSION_S, clock)
        clock.now += 60
        beating = asyncio.create_task(awake.beat())
        await asyncio.sleep(0)
        writing = asyncio.create_task(awake.certain())
        await asyncio.sleep(0)
        waits = not writing.done()
        for task in (beating, writing):
            task.cancel()
        return waits

    assert asyncio.run(run())


@pytest.mark.parametrize(
    ("silent", "waits"),
    [(SESSION_S * UNHEARD - 0.1, False), (SESSION_S * UNHEARD + 0.1, True), (60.0, True)],
)
def test_after_a_brokers_standstill_a_write_waits(
    silent: float, waits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until others' batches have been sent again, or given up."""
    clock = Clock()
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        for _ in range(10):  # the process beats all along
            clock.now += seconds / 10
            awake._look()

    monkeypatch.setattr("pipeline.stream.awake.asyncio.sleep", sleep)
    awake = Awake(SESSION_S, clock)
    awake.heard()
    for _ in range(10):
        clock.now += silent / 10
        awake._look()
    slept.clear()
    awake.heard()
    asyncio.run(awake.certain())
    awake.heard()
    asyncio.run(awake.certain())
    assert sum(slept) == pytest.approx(SESSION_S * SETTLED if waits else 0.0)

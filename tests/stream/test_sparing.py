"""Our driver without Kafka: a race in which the first runner does not wait makes no tasks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from mode import Service

from pipeline.stream.sparing import Sparing


class Racer(Sparing, Service):
    """A service with our consumer's race, and nothing else of it."""


async def immediately() -> str:
    return "done"


async def later(steps: int = 3) -> str:
    for _ in range(steps):
        await asyncio.sleep(0)
    await asyncio.sleep(0.001)
    return "done later"


async def failing() -> None:
    await asyncio.sleep(0)
    raise ValueError("on the way")


def race(body: Callable[[Racer], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        racer = Racer()
        await racer.start()
        try:
            return await body(racer)
        finally:
            await racer.stop()

    return asyncio.run(run())


def test_who_does_not_wait_wins_without_a_task() -> None:
    """As Faust delivers almost every record."""

    async def body(racer: Racer) -> Any:
        tasks = len(asyncio.all_tasks())
        result = await racer.wait_first(immediately(), asyncio.Event().wait())
        assert len(asyncio.all_tasks()) == tasks
        return result

    result = race(body)
    assert (result.results, result.stopped) == (["done"], False)


def test_who_waits_races_on_from_where_it_was() -> None:
    """Awaited futures and their results go through."""

    async def body(racer: Racer) -> Any:
        return await racer.wait_first(later(), asyncio.Event().wait())

    assert race(body).results == ["done later"]


def test_the_other_may_win() -> None:
    """A suspension of the flow ends a delivery that waits: it is cancelled, not left behind."""
    cancelled = []

    async def stuck() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(True)
            raise

    async def body(racer: Racer) -> Any:
        suspended = asyncio.Event()
        asyncio.get_running_loop().call_later(0.01, suspended.set)
        result = await racer.wait_first(stuck(), suspended.wait())
        await asyncio.sleep(0)
        return result

    assert race(body).results == [True]
    assert cancelled == [True]


def test_errors_come_through() -> None:
    """At once, and after a wait."""

    async def body(racer: Racer) -> None:
        with pytest.raises(ValueError, match="on the way"):
            await racer.wait_first(failing(), asyncio.Event().wait())

    race(body)

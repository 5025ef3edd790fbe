"""Records are fetched only for the partitions that have room."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Set
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import IllegalStateError
from faust.types import TP

from pipeline.stream import consumer as module
from pipeline.stream.consumer import PART_WAIT_MS, ROOM_S, WHOLE_WAIT_MS, Consumer, ConsumerThread

BOTH = {TP("articles", 0), TP("articles", 1)}


class Thread:
    """Remembers what was asked of the client."""

    def __init__(self) -> None:
        self.asked: list[tuple[set[TP], float]] = []

    async def getmany(self, partitions: set[TP], timeout: float) -> dict[TP, list[Any]]:  # noqa: ASYNC109
        """Brings nothing."""
        self.asked.append((partitions, timeout))
        return {}


def fetched(full: set[int], by_hand: Set[int] = frozenset()) -> list[tuple[set[TP], float]]:
    """What is asked of the client when these partitions are full, or come by hand."""

    async def run() -> list[tuple[set[TP], float]]:
        one = Consumer.__new__(Consumer)
        thread = Thread()
        one.app = SimpleNamespace(  # type: ignore[assignment]
            has_room=lambda partition: partition not in full,
            by_hand=lambda partition: partition in by_hand,
        )
        one._alive = time.monotonic()
        one._thread = thread  # type: ignore[assignment]
        one._turn, one._seeks, one._fetched = asyncio.Lock(), 0, {}
        assert await one._getmany(BOTH, 1.0) == {}
        return thread.asked

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("full", "asked"),
    [
        (set(), [(BOTH, 1.0)]),
        ({0}, [({TP("articles", 1)}, ROOM_S)]),
        ({0, 1}, []),
    ],
    ids=["room in all", "one full", "all full"],
)
def test_a_full_partition_is_left_out_and_looked_at_again_soon(
    full: set[int], asked: list[tuple[set[TP], float]]
) -> None:
    """While one is full the fetch of the others is short: it may have room in a moment."""
    assert fetched(full) == asked


@pytest.mark.parametrize(("by_hand", "asked"), [({0}, [({TP("articles", 1)}, 1.0)]), ({0, 1}, [])])
def test_what_comes_by_hand_is_not_fetched(
    by_hand: set[int], asked: list[tuple[set[TP], float]]
) -> None:
    """Nor does it make the fetch of the others a short one."""
    assert fetched(set(), by_hand) == asked


def test_a_fetch_that_leaves_out_partitions_is_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client sends no other before its answer, whatever is taken meanwhile."""
    waits: list[int] = []
    fetcher = SimpleNamespace(_records={TP("articles", 0): "waiting"}, _fetch_max_wait_ms=None)

    async def theirs(self: Any, consumer: Any, *_: Any, **__: Any) -> dict[TP, Any]:
        waits.append(consumer._fetcher._fetch_max_wait_ms)
        consumer._fetcher._records.clear()
        return {}

    monkeypatch.setattr(module.driver.AIOKafkaConsumerThread, "_fetch_records", theirs)
    thread = ConsumerThread.__new__(ConsumerThread)
    asyncio.run(thread._fetch_records(SimpleNamespace(_fetcher=fetcher), BOTH))
    assert waits == [PART_WAIT_MS]
    assert fetcher._fetch_max_wait_ms == WHOLE_WAIT_MS


@pytest.mark.parametrize("gone", [False, True])
def test_what_was_opened_for_partitions_that_have_gone_is_let_go(
    gone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taken away while their positions were read, they cannot be sought any more."""
    did: list[Any] = []
    tp = TP("articles", 0)

    async def committed(self: Any) -> dict[TP, int | None]:
        return {tp: 4}

    async def positions(offsets: Any) -> dict[int, int]:
        return {0: 7}

    async def forget() -> None:
        did.append("let go")

    async def seek_wait(seeks: dict[TP, int]) -> None:
        if gone:
            raise IllegalStateError("No current assignment")
        did.append(seeks)

    async def run() -> None:
        one = Consumer.__new__(Consumer)
        one.app = SimpleNamespace(positions=positions, forget=forget)  # type: ignore[assignment]
        one._turn, one._seeks, one._fetched = asyncio.Lock(), 0, {}
        one.seek_wait = seek_wait  # type: ignore[assignment,method-assign]
        await one.seek_to_committed()

    monkeypatch.setattr(module.driver.Consumer, "seek_to_committed", committed)
    if gone:
        with pytest.raises(IllegalStateError):
            asyncio.run(run())
    else:
        asyncio.run(run())
    assert did == (["let go"] if gone else [{tp: 7}])

"""A stage opens partitions only for the assignment that is in force, and all of them anew."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from faust.types import TP

from pipeline.settings import load
from pipeline.stream.agent import Position, StageAgent
from pipeline.stream.app import build
from pipeline.stream.awake import Awake
from pipeline.stream.handover import TopicRewound
from pipeline.stream.held import Start
from pipeline.stream.lags import RebalanceError
from pipeline.stream.origin import Origin
from pipeline.stream.producer import Record
from tests.duties import duties_with

Positions = Callable[[int, int | None], Awaitable[Position]]


async def begin(partition: int, committed: int | None) -> Position:
    return Position(Start(), seek=7 if partition == 1 else None)


def unending(*_: Any) -> asyncio.Future[Any]:
    """Work that takes for ever."""
    return asyncio.get_running_loop().create_future()


def made(
    folder: Path, position: Positions, failures: list[BaseException] | None = None, **more: int
) -> StageAgent:
    settings = load(data_dir=folder, **more)
    told = {} if failures is None else {"fail": failures.append}
    agent = StageAgent(
        build(settings, "entities", "127.0.0.1:1"),
        duties_with(settings, compute=unending, **told),
        position,
    )
    agent.app.consumer_generation_id = 1
    return agent


def test_partitions_of_the_assignment_in_force_are_opened(tmp_path: Path) -> None:
    """Each has its conveyor; where a position says so, its offset is told."""

    async def run() -> None:
        agent = made(tmp_path, begin)
        assert await agent.choose_positions({0: None, 1: 3}) == {1: 7}
        assert sorted(agent.conveyors) == [0, 1]
        await agent.stop()

    asyncio.run(run())


@pytest.mark.parametrize("generation", [1, 2], ids=["not yet given out anew", "given out anew"])
def test_partitions_that_went_while_their_tails_were_read_stay_closed(
    tmp_path: Path, generation: int
) -> None:
    """Two rebalances in quick succession: the first one's positions come when it is over.

    Opened then, they would take records, and write them, while another worker has them.
    """

    async def run() -> None:
        async def interrupted(partition: int, committed: int | None) -> Position:
            await agent.app.on_partitions_revoked.send({TP("articles", 0)})
            agent.app.consumer_generation_id = generation
            return await begin(partition, committed)

        agent = made(tmp_path, interrupted)
        assert await agent.choose_positions({0: None}) is None
        assert not agent.conveyors

    asyncio.run(run())


def test_tails_are_read_when_what_was_sent_before_has_been(tmp_path: Path) -> None:
    """After a broker stood still, others' batches are in the network: whoever reads waits first."""
    order: list[str] = []

    class Noting(Awake):
        def heard(self) -> None:
            order.append("heard")

        async def certain(self) -> None:
            order.append("certain")

    async def read(partition: int, committed: int | None) -> Position:
        order.append("read")
        return Position(Start())

    async def run() -> None:
        agent = made(tmp_path, read)
        agent.duties = replace(agent.duties, awake=Noting(1.0))
        await agent.choose_positions({0: None})
        assert order[:3] == ["heard", "certain", "read"]
        await agent.stop()

    asyncio.run(run())


def test_a_second_seek_starts_everything_anew(tmp_path: Path) -> None:
    """Faust goes back to the committed offsets; what was in flight must not meet itself."""
    watermarks = iter([None, Origin("articles", 0, 41, 0, "t")])

    async def grown(partition: int, committed: int | None) -> Position:
        return Position(Start(next(watermarks)))

    async def run() -> None:
        agent = made(tmp_path, grown)
        await agent.choose_positions({0: None})
        first = agent.conveyors[0]
        await agent.choose_positions({0: None})
        assert agent.conveyors[0] is not first
        mark = agent.conveyors[0].start.watermark
        assert mark is not None
        assert mark.offset == 41
        await agent.stop()

    asyncio.run(run())


def event(partition: int, offset: int, value: bytes = b"{}") -> Any:
    """As much of Faust's event as a conveyor looks at."""
    message = SimpleNamespace(
        topic="articles",
        partition=partition,
        offset=offset,
        key=b"",
        value=value,
        headers=[],
        timestamp=0.0,
        generation_id=1,
    )
    return SimpleNamespace(message=message)


@pytest.mark.parametrize(
    ("limits", "records", "value"),
    [
        ({"window_records": 2}, 4, b"{}"),  # two windows of records
        ({"window_bytes": 1024}, 2, b"x" * 512),  # half of two windows of bytes
    ],
    ids=["records", "bytes"],
)
def test_a_full_partition_wants_no_more_and_leaves_the_others_alone(
    tmp_path: Path, limits: dict[str, int], records: int, value: bytes
) -> None:
    """What waits is bounded, and one partition's long article holds up only itself."""

    async def run() -> None:
        agent = made(tmp_path, begin, **limits)
        await agent.choose_positions({0: None, 1: 3})
        for offset in range(records):
            assert agent.has_room(0)
            agent.conveyors[0].accept(event(0, offset, value))  # nothing is admitted before a turn
        assert not agent.has_room(0)
        assert agent.has_room(1)
        assert agent.has_room(2), "one whose position is not read yet"
        agent.close()
        assert agent.has_room(0)
        await agent.stop()

    asyncio.run(run())


class Seeks:
    """Faust's consumer, as far as a stage sees it when it fetches again."""

    def __init__(self) -> None:
        self.seeks: list[tuple[int, int]] = []
        self.turn = asyncio.Event()

    def assignment(self) -> set[TP]:
        """One partition."""
        return {TP("articles", 0)}

    async def fetch_from(self, partition: int, offset: int, still: Callable[[], bool]) -> None:
        """Note it, if it is still to be when its turn comes."""
        await self.turn.wait()
        if still():
            self.seeks.append((partition, offset))


class Ends(Seeks):
    """The same, for one partition that ends at an offset."""

    def __init__(self, end: int) -> None:
        super().__init__()
        self.end = end

    def topic_partitions(self, topic: str) -> int:
        """One."""
        return 1

    async def highwaters(self, *partitions: TP) -> dict[TP, int]:
        """Where it ends."""
        return dict.fromkeys(partitions, self.end)


RUN = [Record(b"k", b"v", 1.0, []) for _ in range(3)]


@pytest.mark.parametrize("given_out_anew", [False, True])
def test_a_run_that_does_not_follow_is_fetched_from_where_it_begins(
    tmp_path: Path, given_out_anew: bool
) -> None:
    """Nothing is sought once the partition has been given out anew: it starts elsewhere."""

    async def run() -> None:
        agent = made(tmp_path, begin)
        consumer = Seeks()
        agent.app.consumer = consumer  # type: ignore[assignment]
        await agent.choose_positions({0: 40})
        agent.hand_over(0, 40, RUN)
        assert agent.by_hand(0)
        agent.hand_over(0, 44, RUN)
        agent.hand_over(0, 47, RUN)
        if given_out_anew:
            await agent.choose_positions({0: 12})
        consumer.turn.set()
        await asyncio.sleep(0.01)
        assert consumer.seeks == ([] if given_out_anew else [(0, 43)])
        assert not agent.by_hand(0)
        await agent.stop()

    asyncio.run(run())


def test_a_full_stage_takes_nothing_by_hand(tmp_path: Path) -> None:
    async def run() -> None:
        agent = made(tmp_path, begin, window_records=1)
        agent.app.consumer = Seeks()  # type: ignore[assignment]
        await agent.choose_positions({0: 40})
        agent.hand_over(0, 40, RUN)
        agent.hand_over(0, 43, RUN)
        assert agent.conveyors[0].handover.leaving
        await agent.stop()

    asyncio.run(run())


def test_what_lies_in_the_topic_and_did_not_come_by_hand_is_fetched(tmp_path: Path) -> None:
    """At the second look: at the first it may be what this worker is about to hand over."""

    async def run() -> None:
        agent = made(tmp_path, begin)
        consumer = Ends(46)
        agent.app.consumer = consumer  # type: ignore[assignment]
        await agent.choose_positions({0: 40})
        agent.hand_over(0, 40, RUN)
        await agent.look()
        assert not agent.conveyors[0].handover.leaving
        await agent.look()
        assert agent.conveyors[0].handover.leaving
        await agent.stop()

    asyncio.run(run())


def test_a_topic_that_ends_below_what_came_by_hand_is_another_one(tmp_path: Path) -> None:
    async def run() -> None:
        failures: list[BaseException] = []
        agent = made(tmp_path, begin, failures)
        agent.app.consumer = Ends(2)  # type: ignore[assignment]
        await agent.choose_positions({0: 40})
        agent.hand_over(0, 40, RUN)
        await agent.look()
        assert [type(failure) for failure in failures] == [TopicRewound]
        await agent.stop()

    asyncio.run(run())


def test_partitions_that_are_given_out_and_never_begun_end_the_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faust may have given up; the next worker begins them."""
    monkeypatch.setattr("pipeline.stream.lags.BEGUN_SESSIONS", 0.0)

    async def run() -> None:
        failures: list[BaseException] = []
        agent = made(tmp_path, begin, failures)
        agent.app.consumer = Ends(2)  # type: ignore[assignment]
        await agent.look()
        assert not failures
        await agent.look()
        assert [type(failure) for failure in failures] == [RebalanceError]

    asyncio.run(run())

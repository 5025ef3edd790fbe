"""The one generic stage agent: a Faust app, its agent, and a conveyor for each partition.

The agent is thin: it hands each record to the conveyor of its partition. Rebalances come as
signals: partitions that go are stopped, and for those that come the watermark is read after
their former owner has let go and before their first record arrives (`Consumer.seek_to_committed`
in consumer.py).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import structlog
from faust.types.tuples import TP

from pipeline.settings import Settings
from pipeline.stream.consumer import Consumer
from pipeline.stream.conveyor import Conveyor
from pipeline.stream.duties import Duties
from pipeline.stream.handover import events_of
from pipeline.stream.held import Start
from pipeline.stream.lags import Lags, RebalanceError
from pipeline.stream.producer import Record
from pipeline.stream.transport import App, Raw

#: Sessions that a write may still take when its partition is revoked: the group waits for us no
#: longer than one.
HAND_BACK_SESSIONS: Final = 0.5
#: Windows' worth of records that may wait in front of a partition before it takes no more, and of
#: bytes in front of a stage.
BACKLOG_WINDOWS: Final = 2

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Position:
    """Where one partition starts, and the offset to seek to, where it is not the committed."""

    start: Start
    seek: int | None = None


class StageAgent:
    """One stage of one worker."""

    def __init__(
        self,
        app: App,
        duties: Duties,
        position: Callable[[int, int | None], Awaitable[Position]],
    ) -> None:
        """Register the agent with its app; ``position`` reads where a partition starts."""
        self.app = app
        self.duties = duties
        self._position = position
        self._settings: Settings = duties.settings
        self._patience = duties.settings.session_s * HAND_BACK_SESSIONS
        self._conveyors: dict[int, Conveyor] = {}
        self._leaving: set[asyncio.Task[None]] = set()
        self._lags = Lags(app, duties, self._conveyors, self.fetch_again)
        self._closed = False
        #: The last generation of the group whose partitions were taken away.
        self._lost: int | None = None
        app.claim = duties.claim
        app.positions = self.choose_positions
        app.forget = self.stop
        app.has_room = self.has_room
        app.by_hand = self.by_hand
        app.on_partitions_revoked.connect(self._revoked)  # type: ignore[arg-type]
        app.on_partitions_assigned.connect(self._assigned)  # type: ignore[arg-type]
        topic = app.topic(
            duties.input,
            schema=Raw(key_type=bytes, value_type=bytes, allow_empty=True),
        )
        app.agent(topic, name=f"{duties.stage}-agent", concurrency=1)(self._consume)

    @property
    def conveyors(self) -> Mapping[int, Conveyor]:
        """The partitions that this worker has, by number."""
        return self._conveyors

    @property
    def idle(self) -> bool:
        """Whether nothing is waiting or in flight."""
        return all(conveyor.idle for conveyor in self._conveyors.values())

    def failure(self) -> BaseException | None:
        """What keeps this stage from going on in its group, if anything does."""
        if self.app.crashed:
            return self.app.crash_reason
        return cast(Consumer, self.app.consumer).failure()

    @property
    def assigned(self) -> bool:
        """Whether the group has given this worker its partitions, be they none."""
        return bool(self._conveyors) or bool(self.app.unassigned)

    def has_room(self, partition: int) -> bool:
        """Whether more records of a partition are wanted; each has its share of the bytes.

        One whose article takes long does not keep records from the others.
        """
        conveyor = self._conveyors.get(partition)
        return conveyor is None or self._has_room(conveyor)

    def by_hand(self, partition: int) -> bool:
        """Whether a partition's records come from the stage before, without being fetched."""
        conveyor = self._conveyors.get(partition)
        return conveyor is not None and conveyor.handover.by_hand

    def hand_over(self, partition: int, base: int, records: Sequence[Record]) -> None:
        """Take what the stage before has just written from offset ``base`` on, if it can be.

        What is not taken is fetched.
        """
        conveyor = self._conveyors.get(partition)
        if conveyor is None or self._closed:
            return
        tp, consumer = TP(self.duties.input, partition), self.app.consumer
        if tp not in consumer.assignment():  # it goes, or has gone, and its conveyor does not know
            return
        events = events_of(tp, base, records, consumer)
        taken = self._has_room(conveyor) and conveyor.hand_over(base, events)
        self.duties.observer.handed_over(len(records), taken=taken)
        if not taken:
            self.fetch_again(partition)

    def fetch_again(self, partition: int) -> None:
        """Fetch a partition whose records came by hand: they may come so no longer."""
        conveyor = self._conveyors.get(partition)
        if conveyor is None or not conveyor.handover.by_hand or conveyor.handover.leaving:
            return
        conveyor.handover.leaving = True
        task = asyncio.create_task(self._fetch_again(partition, conveyor))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _fetch_again(self, partition: int, conveyor: Conveyor) -> None:
        offset = conveyor.handover.next_offset
        assert offset is not None
        try:
            await cast(Consumer, self.app.consumer).fetch_from(
                partition, offset, lambda: self._conveyors.get(partition) is conveyor
            )
        except Exception as error:
            self.duties.fail(error)
        conveyor.handover.fetching()

    def _has_room(self, conveyor: Conveyor) -> bool:
        records, size = conveyor.waiting
        return (
            records < BACKLOG_WINDOWS * self._settings.window_records
            and size < BACKLOG_WINDOWS * self._settings.window_bytes / len(self._conveyors)
        )

    def fetching(self) -> str:
        """How fetching stands, for a line of the log."""
        return cast(Consumer, self.app.consumer).fetching()

    def close(self) -> None:
        """Take no more records; what is in flight goes on."""
        self._closed = True
        for conveyor in self._conveyors.values():
            conveyor.close()

    def rejoin(self) -> None:
        """Have the group give out its partitions anew, so that every owner reads its positions."""
        thread = cast(Consumer, self.app.consumer)._thread
        coordinator = thread._ensure_consumer()._coordinator
        thread.thread_loop.call_soon_threadsafe(coordinator.request_rejoin)

    async def look(self) -> int:
        """Tell the lag of each partition to the metrics; returns their sum, in records."""
        return await self._lags.look()

    async def stop(self) -> None:
        """Stop every conveyor; what has not left will be done by the next owner."""
        await self._stop(set(self._conveyors))

    async def _consume(self, stream: Any) -> None:
        async for event in stream.noack().events():
            try:
                self._accept(event)
            except Exception as error:
                self.duties.fail(error)
                await asyncio.Event().wait()  # leaving would acknowledge the record

    def _accept(self, event: Any) -> None:
        message = event.message
        current = message.generation_id == self.app.consumer_generation_id
        conveyor = self._conveyors.get(message.partition)
        if current and conveyor is not None and not self._closed:
            conveyor.accept(event)

    async def choose_positions(self, committed: Mapping[int, int | None]) -> dict[int, int] | None:
        """Open a conveyor for each partition; offsets to seek to where not the committed ones.

        All start anew: Faust will seek back, whatever was in flight. None when the assignment
        ended while the positions were read: another worker may have its partitions, and the next
        call, for the next assignment, reads anew.
        """
        generation, asked = self.app.consumer_generation_id, time.monotonic()
        await self._stop(set(self._conveyors))
        self.duties.awake.heard()  # whoever gave out the partitions
        await self.duties.awake.certain()
        numbers = sorted(committed)
        positions = await asyncio.gather(
            *(self._position(number, committed[number]) for number in numbers)
        )
        if generation == self._lost or generation != self.app.consumer_generation_id:
            log.info("partitions went before they were begun", stage=self.duties.stage)
            return None
        seeks = {
            number: position.seek
            for number, position in zip(numbers, positions, strict=True)
            if position.seek is not None
        }
        self.duties.claim.confirm(asked)
        for number, position in zip(numbers, positions, strict=True):
            self._open(number, position, seeks.get(number, committed[number]))
        log.info(
            "partitions assigned",
            stage=self.duties.stage,
            generation=generation,
            committed=committed,
            watermarks={
                number: mark.encode().decode()
                for number, position in zip(numbers, positions, strict=True)
                if (mark := position.start.watermark)
            },
            seeks=seeks,
        )
        return seeks

    def _open(self, number: int, position: Position, next_offset: int | None) -> None:
        conveyor = Conveyor(self.duties, number, position.start, next_offset)
        self._conveyors[number] = conveyor
        self.duties.observer.assigned(number)
        conveyor.begin()

    async def _assigned(self, sender: Any, assigned: Any, **_: Any) -> None:
        self._lost = None  # a group that was made anew counts its generations anew

    async def _revoked(self, sender: Any, revoked: Any, **_: Any) -> None:
        self._lost = self.app.consumer_generation_id
        self.duties.observer.rebalanced()
        await self._stop({tp.partition for tp in revoked})

    async def _stop(self, partitions: set[int]) -> None:
        going = {
            number: self._conveyors.pop(number)
            for number in partitions
            if number in self._conveyors
        }
        ended = await asyncio.gather(*(one.stop(self._patience) for one in going.values()))
        self.duties.gone(going)
        for number in going:
            self.duties.observer.revoked(number)
        if not all(ended):
            self.duties.fail(RebalanceError("a write was under way when its partition was revoked"))

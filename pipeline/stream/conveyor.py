"""One partition in motion: its lane, the work in the pool, the writes, the acknowledgements.

A `Conveyor` lives as long as one assignment of its partition. Two tasks run in it: one admits
records while there is room, one writes finished runs in order and acknowledges what is written.
Whatever fails in either ends the process (`Duties.fail`) before anything later is acknowledged:
by Faust's own rules an exception that leaves an agent acknowledges the record it failed on.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any, Final

from pipeline.stream import faults
from pipeline.stream.delivery import DeliveryError, Lane, Run, Verdict
from pipeline.stream.duties import Duties
from pipeline.stream.handover import Handed, Handover, TopicRewound
from pipeline.stream.headers import header
from pipeline.stream.held import NO_ORIGIN, Held, Output, Start, size_of
from pipeline.stream.origin import HEADER, Origin, decode
from pipeline.stream.work import Result

#: Bytes of one batch: large enough that its framing and round trip cost nothing, small enough
#: to leave at once.
RUN_BYTES: Final = 1024 * 1024
#: While a share of the window's records waits behind it, a run of fewer than so many outputs waits
#: up to so many seconds for more: writing, storing and fetching cost the same for one record as for
#: ten, and under a backlog the records behind wait longer than that. With none, all leaves at once.
BACKLOG_SHARE: Final = 0.5
RUN_ENOUGH: Final = 32
GATHER_S: Final = 0.5


class Conveyor:
    """One partition of one stage during one assignment."""

    def __init__(
        self,
        duties: Duties,
        partition: int,
        start: Start,
        next_offset: int | None,
    ) -> None:
        """Nothing moves before `begin`; the first record is expected at ``next_offset``."""
        self._duties = duties
        self._partition = partition
        self._start = start
        settings = duties.settings
        self._lane: Lane[Output] = Lane(
            start.watermark,
            max_records=settings.window_records,
            max_bytes=settings.window_bytes,
        )
        self._backlogged = max(1, int(settings.window_records * BACKLOG_SHARE))
        self._inbox: deque[Any] = deque()
        self._inbox_bytes = 0
        self._held: dict[int, Held] = {}
        self._uncounted: dict[int, int] = {}
        self._jobs: set[asyncio.Future[Any]] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._moved = asyncio.Event()
        self._finished = asyncio.Event()
        self._stopping = asyncio.Event()
        self._next_offset = next_offset
        self.handover = Handover(next_offset)

    def begin(self) -> None:
        """Start moving."""
        self._tasks = [self._spawn(self._feed), self._spawn(self._ship)]

    def accept(self, event: Any) -> None:
        """Take a record that Faust delivered, unless it came by hand before."""
        if self.handover.fetched(event.message.offset):
            self._take(event)

    def hand_over(self, base: int, events: Sequence[Handed]) -> bool:
        """Take records that this worker has written from offset ``base`` on, if they come next."""
        if not self.handover.handed(base, len(events)):
            return False
        for event in events:
            self._take(event)
        return True

    def _take(self, event: Any) -> None:
        self._inbox.append(event)
        self._inbox_bytes += size_of(event.message)
        self._moved.set()

    @property
    def waiting(self) -> tuple[int, int]:
        """Records and bytes that are accepted and not admitted."""
        return len(self._inbox), self._inbox_bytes

    @property
    def start(self) -> Start:
        """Where it started."""
        return self._start

    @property
    def idle(self) -> bool:
        """Whether nothing is waiting or in flight."""
        return not self._inbox and self._lane.idle

    def close(self) -> None:
        """Forget what was not admitted yet, and admit no more: the next owner reads it again."""
        while self._inbox:
            self._next()

    @property
    def is_unread(self) -> bool:
        """Whether nothing was ever taken or committed."""
        return self._next_offset is None

    def behind(self, end: int, first: int | None = None) -> tuple[int, float | None]:
        """Records below ``end`` that are not acknowledged, and since when the first has waited.

        They are counted from the first one held, from what was acknowledged last, from what Kafka
        has committed, or from the ``first`` record of the partition.
        """
        oldest = next(iter(self._held.values()), None)
        waiting = oldest.event if oldest else (self._inbox[0] if self._inbox else None)
        if waiting is not None:
            return max(0, end - waiting.message.offset), waiting.message.timestamp
        position = first if self._next_offset is None else self._next_offset
        return (0 if position is None else max(0, end - position)), None

    async def stop(self, patience: float) -> bool:
        """Give the partition back: work that has not left is dropped; a write is awaited.

        Returns False when the write did not end in time: its records may still appear after
        another owner has read the tail, so the process must not go on as if they could not.
        """
        self._stopping.set()
        self.close()
        if not self._tasks:
            return True
        feed, ship = self._tasks
        feed.cancel()
        for job in self._jobs:
            job.cancel()
        self._finished.set()
        done, _ = await asyncio.wait([ship], timeout=patience)
        ship.cancel()
        for size in self._uncounted.values():
            self._duties.observer.handed_back(size)
        return bool(done)

    def _spawn(self, body: Callable[[], Coroutine[Any, Any, None]]) -> asyncio.Task[None]:
        async def guarded() -> None:
            try:
                await body()
            except Exception as error:
                self._duties.fail(error)

        return asyncio.create_task(guarded())

    # --- in

    async def _feed(self) -> None:
        while True:
            while self._inbox and self._lane.has_room(size_of(self._inbox[0].message)):
                self._admit(self._next())
            self._moved.clear()
            await self._moved.wait()

    def _next(self) -> Any:
        event = self._inbox.popleft()
        self._inbox_bytes -= size_of(event.message)
        return event

    def _admit(self, event: Any) -> None:
        duties, message, size = self._duties, event.message, size_of(event.message)
        faults.reach("received")
        if self._lane.went_back(message.offset):
            raise TopicRewound(
                f"{message.topic}/{self._partition} went back to offset {message.offset}: it was "
                "recreated, or its group was reset; starting again from the watermark"
            )
        held = Held(event, self._origin_of(message), size, time.monotonic())
        self._held[message.offset] = held
        duties.observer.received(size)
        if self._lane.admit(message.offset, held.origin, size) is Verdict.SKIP:
            duties.observer.skipped(size)
            self._finished.set()
            return
        self._uncounted[message.offset] = size
        faults.reach("in-pool")
        ready = NO_ORIGIN if held.origin is None else duties.computed(held.origin, message.value)
        if ready is not None:
            self._complete(message, held, ready)
            return
        assert held.origin is not None
        job = duties.compute(held.origin, message.value, partial(self._computed, message, held))
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)

    def _origin_of(self, message: Any) -> Origin | None:
        if not self._duties.is_first:
            return decode(header(message.headers, HEADER))
        start = self._start
        return Origin(message.topic, self._partition, message.offset, start.epoch, start.topic_id)

    def _computed(self, message: Any, held: Held, result: Result) -> None:
        try:
            self._complete(message, held, result)
        except Exception as error:
            self._duties.fail(error)

    def _complete(self, message: Any, held: Held, result: Result) -> None:
        now = time.monotonic()
        self._duties.observer.computed(now - held.admitted, result)
        record, destination = self._duties.outgoing(message, held.origin, result)
        output = Output(record, result, held.size, record.size, now)
        self._lane.complete(message.offset, output, destination, output.sent)
        self._finished.set()

    # --- out

    async def _ship(self) -> None:
        while not self._stopping.is_set():
            self._acknowledge()
            await self._gather()
            if not await self._certainty() or self._stopping.is_set():
                break
            run = self._lane.next_run(RUN_BYTES)
            if run is not None:
                await self._write(run)
            elif not self._acknowledge():  # nothing came while this waited for certainty either
                self._finished.clear()
                await self._finished.wait()
        self._acknowledge()

    async def _gather(self) -> None:
        if not self._is_filling():
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GATHER_S):
                while self._is_filling() and not self._stopping.is_set():
                    self._finished.clear()
                    await self._finished.wait()

    async def _certainty(self) -> bool:
        """Wait until the partition is known to be this worker's; False when it is so no longer."""
        duties = self._duties
        while rest := max(duties.awake.rest(), duties.claim.rest()):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(rest):
                    await self._stopping.wait()
                    return False
        return True

    def _is_filling(self) -> bool:
        return self._lane.is_filling(enough=RUN_ENOUGH, behind=self._backlogged)

    async def _write(self, run: Run[Output]) -> None:
        faults.reach("before-send")
        records = [output.record for output in run.outputs]
        await self._duties.write(run.destination, self._partition, records, self._certainty)
        faults.reach("acknowledged")
        now = time.monotonic()
        for offset, output in zip(run.offsets, run.outputs, strict=True):
            del self._uncounted[offset]
            self._duties.observer.written(
                output.result,
                place=f"{self._partition}@{offset}",
                size=output.received,
                sent=output.sent,
                seconds=now - output.finished,
                recorded=self._held[offset].event.message.timestamp,
            )
        self._lane.written(run)

    def _acknowledge(self) -> bool:
        """Acknowledge what is dealt with; whether there was anything."""
        done = self._lane.acknowledgeable()
        for offset in done:
            held = self._held.pop(offset, None)
            if held is None:
                raise DeliveryError(f"offset {offset} is acknowledged twice")
            held.event.ack()
        if done:
            self._next_offset = done[-1] + 1
            self._duties.observer.acknowledged(self._partition, done[-1], len(done))
        self._moved.set()
        return bool(done)

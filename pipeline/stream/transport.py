"""Faust's Kafka driver with what the delivery rule needs: idempotent, atomic, ordered writes.

Faust switches idempotence on only in its exactly-once mode, and its ``send`` queues records that
may leave in several batches: when an earlier batch fails and a later one does not, the hole that
remains lies below the watermark and would be skipped for ever. So a run is written as ONE record
batch, which the broker appends whole or not at all, and the next one waits for it.
"""

from __future__ import annotations

import asyncio
import time
import types
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Generator,
    Iterable,
    Mapping,
    Sequence,
)
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, cast

import faust
import mode
from faust.transport.drivers import aiokafka as driver
from faust.types.tuples import ack_lock
from mode.services import WaitResults

from pipeline.stream import faults

#: Seconds between fetches while records keep coming: what a hop adds to the latency then.
BREATH_S: Final = 0.004


class WriteError(RuntimeError):
    """A run could not be written; the process ends without acknowledging its records."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record to write; ``timestamp`` in seconds since the epoch, None for now."""

    key: bytes | None
    value: bytes | None
    timestamp: float | None
    headers: Sequence[tuple[str, bytes]]

    @property
    def size(self) -> int:
        """Bytes, without the record's own framing."""
        size = len(self.key or b"") + len(self.value or b"")
        for name, value in self.headers:
            size += len(name) + len(value)
        return size


def _nothing() -> None:
    """Nobody listens."""


async def _at_once() -> None:
    """Nothing to wait for."""


class Producer(driver.Producer):
    """Faust's producer, idempotent, with acks from all replicas."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As Faust's; nothing of ours goes through its buffer, so no record waits for it."""
        super().__init__(*args, **kwargs)
        self.buffer.wait_until_ebb = _at_once  # type: ignore[method-assign]
        self._on_retry: Callable[[], None] = _nothing

    def _new_producer(self, transactional_id: str | None = None) -> Any:
        producer = super()._new_producer(transactional_id)
        accumulator = producer._message_accumulator
        enqueue_again = accumulator.reenqueue

        def reenqueue(batch: Any) -> None:
            self._on_retry()
            enqueue_again(batch)

        accumulator.reenqueue = reenqueue
        return producer

    def _settings_extra(self) -> Mapping[str, Any]:
        return {"acks": "all", "enable_idempotence": True}

    async def write(
        self,
        topic: str,
        partition: int,
        records: Sequence[Record],
        *,
        patience: float,
        on_retry: Callable[[], None] = _nothing,
    ) -> None:
        """Append the records as one batch, and return when every replica in sync has it.

        aiokafka retries the batch under one sequence number, so that the broker drops a copy of
        what it already has, and tells each retry to ``on_retry``. Raises `WriteError` when that
        takes longer than ``patience`` seconds, or when the broker refuses.
        """
        producer = self._ensure_producer()
        self._on_retry = on_retry
        # A batch that waits for a leader would expire after the request timeout: ours may wait.
        producer._message_accumulator._batch_ttl = patience
        batch = producer.create_batch()
        for record in records:
            millis = None if record.timestamp is None else int(record.timestamp * 1000)
            appended = batch.append(
                key=record.key,
                value=record.value,
                timestamp=millis,
                headers=list(record.headers),
            )
            if appended is None:
                raise WriteError("a run is larger than a record batch may be")
        batch.close()
        try:
            async with asyncio.timeout(patience):
                acknowledged = await producer.send_batch(batch, topic, partition=partition)
                if faults.armed("sent"):  # a moment for it to leave, and not enough to come back
                    await asyncio.wait({acknowledged}, timeout=0.001)
                    faults.reach("sent")
                await acknowledged
        except TimeoutError:
            raise WriteError(
                f"{topic}/{partition} could not be written for {patience:g} s: is a broker up?"
            ) from None
        except Exception as error:
            raise WriteError(f"{topic}/{partition} could not be written: {error!r}") from error


class Sparing(mode.Service):
    """A service that makes no tasks where nothing waits."""

    async def wait_first(
        self,
        *coros: Any,
        timeout: Any = None,  # noqa: ASYNC109 - its name in mode
    ) -> WaitResults:
        """The first of some coroutines to end, and no tasks when the first ends at once.

        Faust delivers each record in a race with a suspension of the flow, four tasks for each;
        delivering almost never waits.
        """
        first, *others = coros
        if timeout is not None or not asyncio.iscoroutine(first):
            return await super().wait_first(*coros, timeout=timeout)
        try:
            waits_for = first.send(None)
        except StopIteration as ended:
            for other in others:
                other.close()
            return WaitResults([first], [ended.value], self.should_stop)
        return await super().wait_first(_rest(first, waits_for), *others)

    async def sleep(self, n: Any) -> None:
        """Sleep for ``n`` seconds, or until stopped; for 0, only let others run."""
        if n == 0:
            await asyncio.sleep(0)
        else:
            await super().sleep(n)


class Consumer(Sparing, driver.Consumer):
    """Faust's consumer, with a say in where partitions start, and the fault matrix's points."""

    #: When records last came (monotonic seconds), None after a fetch that brought none.
    _polled: float | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As Faust's; fetching and seeking take turns."""
        super().__init__(*args, **kwargs)
        self._turn = asyncio.Lock()
        self._seeks = 0
        self._fetched_after = 0

    async def getmany(
        self,
        timeout: float,  # noqa: ASYNC109 - its name in faust
    ) -> AsyncIterator[tuple[Any, Any]]:
        """The next records; while they come in quick succession, as many as come in `BREATH_S`.

        A fetch, its way through two threads and the batch that is written of it cost the same
        for one record as for fifty. After a pause the first record comes at once.
        """
        now = time.monotonic()
        if self._polled is not None and now - self._polled < BREATH_S:
            await asyncio.sleep(BREATH_S - (now - self._polled))
        found = False
        async for item in super().getmany(timeout):
            if self._fetched_after != self._seeks:
                break  # there was a seek since: these come again
            found = True
            yield item
        self._polled = time.monotonic() if found else None

    async def _getmany(
        self,
        active_partitions: Any,
        timeout: float,  # noqa: ASYNC109 - its name in faust
    ) -> Any:
        async with self._turn:
            records = await super()._getmany(active_partitions, timeout)
            self._fetched_after = self._seeks
        return records

    async def seek_to_committed(self) -> Mapping[Any, Any]:
        """Seek to the committed offsets, or to where `App.positions` says.

        Faust calls this after each assignment, when every former owner has let go, and before
        it lets the first record through: the one moment for reading a watermark. It also calls
        it after throwing away records that it fetched too early, and, when one rebalance follows
        another, for an assignment that is over, or with records flowing. So each call starts all
        partitions anew and ends by seeking every one of them explicitly, while nothing is fetched;
        what was fetched before is dropped and comes again. (Seen without this: 193 of 3,333
        records lost, where a partition without a committed offset stayed where fetching had got
        to; 19 of 1,961 doubled, where conveyors were opened after their partitions had gone.)
        """
        async with self._turn:
            self._seeks += 1  # only now: a fetch that was under way came before this seek
            committed = dict(await super().seek_to_committed())
            known = {tp.partition: tp for tp in committed}
            offsets = {
                number: offset if offset is not None and offset >= 0 else None
                for number, offset in ((tp.partition, at) for tp, at in committed.items())
            }
            chosen = await cast(App, self.app).positions(offsets)
            if chosen is None:
                return committed
            seeks = {known[number]: offset for number, offset in offsets.items() if offset}
            unknown = [tp for number, tp in known.items() if not offsets[number]]
            if unknown:
                seeks |= await self.earliest_offsets(*unknown)
            seeks |= {known[number]: offset for number, offset in chosen.items()}
            if seeks:
                await self.seek_wait(seeks)
                committed.update(seeks)
            return committed

    def _new_offset(self, tp: Any) -> int | None:
        """The offset to commit: one above the highest acknowledged.

        Our acknowledgements come in strict offset order, so all below it is dealt with. Faust
        looks for consecutive numbers instead, and where a topic has gaps (transactions,
        compaction) its own count of them takes the record after a gap for acknowledged before it
        is, and then moves by one run between gaps in each commit.
        """
        with ack_lock:
            acked = self._acked[tp]
            if not acked:
                return None
            highest: int = max(acked)
            acked.clear()
            self._acked_index[tp].clear()
        return highest + 1

    def verify_event_path(self, now: float, tp: Any) -> None:
        """Nothing: Faust calls each partition without records a stalled stream, in a page of text
        every few seconds; the worker's watchdog knows which have a lag.
        """

    async def _add_gap(self, tp: Any, offset_from: int, offset_to: int) -> None:
        """Nothing: see `_new_offset`."""

    async def _commit(self, offsets: Mapping[Any, int]) -> bool:
        faults.reach("before-commit")
        committed: bool = await super()._commit(offsets)
        faults.reach("after-commit")
        return committed


async def _rest(body: Coroutine[Any, Any, Any], waits_for: Any) -> Any:
    return await _resumed(body, waits_for)


@types.coroutine
def _resumed(body: Coroutine[Any, Any, Any], waits_for: Any) -> Generator[Any, Any, Any]:
    """The rest of a coroutine that was begun and has yielded ``waits_for``."""
    while True:
        try:
            sent = yield waits_for
        except GeneratorExit:
            body.close()
            raise
        except BaseException as error:
            step = partial(body.throw, error)
        else:
            step = partial(body.send, sent)
        try:
            waits_for = step()
        except StopIteration as ended:
            return ended.value


class Transport(driver.Transport):
    """The driver that makes the two above."""

    Consumer = Consumer
    Producer = Producer


class Raw(faust.Schema[bytes, bytes]):
    """Records as they are: bytes in, bytes out, no codecs in between."""

    def compile(self, app: Any, **_: Any) -> Callable[..., Awaitable[Any]]:
        """What makes an event of a message."""
        create_event = app.create_event

        async def decode(message: Any, *, propagate: bool = False) -> Any:
            return create_event(message.key, message.value, message.headers, message)

        return decode


class App(faust.App):
    """A Faust app on our driver, for one stage and so one input topic.

    ``positions`` maps partition numbers and committed offsets to the offsets to seek to instead,
    or to None when the partitions have been taken away meanwhile.
    """

    positions: Callable[[Mapping[int, int | None]], Awaitable[Mapping[int, int] | None]]

    def on_init_dependencies(self) -> Iterable[Any]:
        """As Faust's, without its own counting of each event: `pipeline.metrics` counts."""
        services = super().on_init_dependencies()
        self.sensors.remove(self.monitor)
        self.sensors.add(faust.Sensor())  # with none at all, Faust warns at each rebalance
        return services

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> Transport:
        return Transport(self.conf.broker_producer, self)

"""Faust's consumer, with a say in where partitions start and which of them want records."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Mapping, Set
from typing import TYPE_CHECKING, Any, Final, cast

from aiokafka.errors import IllegalStateError
from faust.transport.drivers import aiokafka as driver
from faust.types.tuples import ack_lock

from pipeline.stream import faults
from pipeline.stream.claim import failure_of, note_heartbeats, refuse_late_commits
from pipeline.stream.sparing import Sparing

if TYPE_CHECKING:
    from pipeline.stream.transport import App

#: Seconds between fetches while records keep coming: what a hop adds to the latency then.
BREATH_S: Final = 0.004
#: Seconds until the next look at a stage that has no room for more in some of its partitions.
ROOM_S: Final = 0.02
#: Seconds until the next look at a stage whose records come by hand, and between the signs of life
#: that it gives aiokafka, which leaves a group when nothing is fetched for long (1,000 s).
REST_S: Final = 0.1
ALIVE_S: Final = 30.0
#: Milliseconds that a broker may hold back its answer to a fetch that leaves out partitions, and
#: to one for all of them, when there are no new records.
PART_WAIT_MS: Final = 20
WHOLE_WAIT_MS: Final = 1500


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """The thread of the client, which asks each broker for one answer at a time."""

    async def on_start(self) -> None:
        """As Faust's; heartbeats are noted from the first on, and late commits refused."""
        await super().on_start()
        coordinator = self._ensure_consumer()._coordinator
        note_heartbeats(coordinator, cast("App", self.app).claim)
        refuse_late_commits(coordinator)

    def failure(self) -> BaseException | None:
        """What has ended this consumer's membership of its group for good, if anything has."""
        coordinator = None if self._consumer is None else self._consumer._coordinator
        return None if coordinator is None else failure_of(coordinator)

    async def _fetch_records(
        self,
        consumer: Any,
        active_partitions: Set[Any],
        timeout: float | None = None,  # noqa: ASYNC109 - its name in faust
        max_records: int | None = None,
    ) -> Any:
        """Records that have come for some partitions.

        The client leaves out of a fetch the partitions whose records wait here to be taken, and
        sends no other before the answer, for which a broker without new records waits: those that
        were left out wait as long, though their records have been taken meanwhile. So such a fetch
        is a short one.
        """
        fetcher = consumer._fetcher
        _set_wait(fetcher, active_partitions)
        try:
            return await super()._fetch_records(
                consumer,
                active_partitions,  # type: ignore[arg-type]
                timeout=timeout,
                max_records=max_records,
            )
        finally:
            _set_wait(fetcher, active_partitions)

    async def _commit(self, offsets: Mapping[Any, int]) -> bool:
        """As Faust's; nothing is committed, and nothing crashes, when all partitions have gone."""
        if not self.assignment() & offsets.keys():
            return False
        return await super()._commit(offsets)

    async def seek_one(self, tp: Any, offset: int) -> None:
        """Have the client fetch ``tp`` from ``offset`` on; nothing when it is not assigned."""
        with contextlib.suppress(IllegalStateError):
            self._ensure_consumer().seek(tp, offset)

    def position_of(self, tp: Any) -> int | None:
        """The offset that the client fetches next, None where it does not know it (yet)."""
        assignment = self._ensure_consumer()._subscription.subscription.assignment
        if assignment is None or tp not in assignment.tps:
            return None
        state = assignment.state_value(tp)
        return int(state.position) if state.has_valid_position else None

    async def stay(self) -> None:
        """Tell aiokafka that this consumer lives, though it fetches nothing."""
        with self._ensure_consumer()._subscription.fetch_context():
            pass


def _set_wait(fetcher: Any, wanted: Set[Any]) -> None:
    if fetcher is not None:
        waits = any(tp in wanted for tp in fetcher._records)
        fetcher._fetch_max_wait_ms = PART_WAIT_MS if waits else WHOLE_WAIT_MS


class Consumer(Sparing, driver.Consumer):
    """Faust's consumer, with a say in where partitions start, and the fault matrix's points."""

    #: When records last came (monotonic seconds), None after a fetch that brought none.
    _polled: float | None = None
    #: When aiokafka was last told that it lives, while it fetched nothing (monotonic seconds).
    _alive = 0.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As Faust's; fetching and seeking take turns."""
        super().__init__(*args, **kwargs)
        self._turn = asyncio.Lock()
        self._seeks = 0
        self._fetched_after = 0
        #: The last record of each partition that the client gave us since its last seek.
        self._fetched: dict[int, int] = {}

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
        """Records of the partitions that have room for more, by `App.has_room`.

        Faust's own way to stop a partition is the size of its buffer, and then it waits a second
        for the others, or for all, whatever is taken from the buffer meanwhile.
        """
        app = cast("App", self.app)
        fetched = {tp for tp in active_partitions if not app.by_hand(tp.partition)}
        wanted = {tp for tp in fetched if app.has_room(tp.partition)}
        if not wanted:
            await self._rest(ROOM_S if fetched or not active_partitions else REST_S)
            return {}
        async with self._turn:
            patience = timeout if len(wanted) == len(fetched) else ROOM_S
            records = await super()._getmany(wanted, patience)
            self._fetched_after = self._seeks
            self._fetched |= {tp.partition: some[-1].offset for tp, some in records.items() if some}
        return records

    async def _rest(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        now = time.monotonic()
        if now - self._alive > ALIVE_S:
            self._alive = now
            thread = cast(ConsumerThread, self._thread)
            await thread.call_thread(thread.stay)

    async def fetch_from(self, partition: int, offset: int, still: Callable[[], bool]) -> None:
        """Fetch a partition from ``offset`` on, if it is ``still`` to be when its turn comes.

        Otherwise it has been given out anew, and where it starts is another's business.
        """
        async with self._turn:
            for tp in self.assignment():
                if tp.partition == partition and still():
                    self._fetched.pop(partition, None)
                    thread = cast(ConsumerThread, self._thread)
                    await thread.call_thread(thread.seek_one, tp, offset)

    def failure(self) -> BaseException | None:
        """What has ended its membership of the group for good, if anything has."""
        return cast(ConsumerThread, self._thread).failure()

    def has_all(self, tp: Any, taken: int | None, end: int) -> bool:
        """Whether all records below ``end`` were fetched, and none lies from ``taken`` on.

        What lies there then are the marks with which transactions end, which nobody is given.
        """
        last = self._fetched.get(tp.partition)
        if last is not None and (taken is None or taken <= last):
            return False
        position = cast(ConsumerThread, self._thread).position_of(tp)
        return position is not None and position >= end

    def fetching(self) -> str:
        """Whether Faust lets records through, and for which partitions, for a line of the log."""
        active, paused = (
            sorted(tp.partition for tp in some or ())
            for some in (self._active_partitions, self._paused_partitions)
        )
        flow = "on" if self.flow_active and self.app.flow_control.is_active() else "off"
        seeking = ", in a seek or a fetch" if self._turn.locked() else ""
        return f"flow {flow}, partitions {active}, paused {paused}{seeking}"

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

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
            self._fetched.clear()
            committed = dict(await super().seek_to_committed())
            known = {tp.partition: tp for tp in committed}
            offsets = {
                number: offset if offset is not None and offset >= 0 else None
                for number, offset in ((tp.partition, at) for tp, at in committed.items())
            }
            app = cast("App", self.app)
            chosen = await app.positions(offsets)
            if chosen is None:
                return committed
            try:
                committed.update(await self._seek_every(known, offsets, chosen))
            except BaseException:  # gone meanwhile, or given up: what was opened must not run
                await app.forget()
                raise
            return committed

    async def _seek_every(
        self,
        known: Mapping[int, Any],
        committed: Mapping[int, int | None],
        chosen: Mapping[int, int],
    ) -> Mapping[Any, int]:
        """Seek every partition: to the chosen offset, the committed one, or its first record."""
        seeks = {known[number]: offset for number, offset in committed.items() if offset}
        unknown = [tp for number, tp in known.items() if not committed[number]]
        if unknown:
            seeks |= await self.earliest_offsets(*unknown)
        seeks |= {known[number]: offset for number, offset in chosen.items()}
        if seeks:
            await self.seek_wait(seeks)
        return seeks

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

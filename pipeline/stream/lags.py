"""Looks at one stage's partitions: how many records wait, and whether what should be so is so."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from typing import Final, cast

from pipeline.stream.consumer import Consumer
from pipeline.stream.conveyor import Conveyor
from pipeline.stream.duties import Duties
from pipeline.stream.handover import TopicRewound
from pipeline.stream.transport import App

#: Sessions until partitions that were given out must have been begun.
BEGUN_SESSIONS: Final = 2.0


class RebalanceError(RuntimeError):
    """A partition was taken away while a write to it was under way, or given and not begun."""


class Lags:
    """The lag of the partitions whose conveyors are in a mapping that its owner changes."""

    def __init__(
        self,
        app: App,
        duties: Duties,
        conveyors: Mapping[int, Conveyor],
        fetch_again: Callable[[int], None],
    ) -> None:
        """``fetch_again`` is told partitions that others write to while they come by hand."""
        self._app = app
        self._duties = duties
        self._conveyors = conveyors
        self._fetch_again = fetch_again
        self._behind: dict[int, int] = {}
        #: Since when partitions that the group has given out have not been begun (monotonic s).
        self._unbegun: float | None = None

    async def look(self) -> int:
        """Tell the lag of each partition to the metrics; returns their sum, in records."""
        consumer = cast(Consumer, self._app.consumer)
        self._duties.observer.topic_partitions(consumer.topic_partitions(self._duties.input) or 0)
        mine = {tp.partition: tp for tp in consumer.assignment()}
        taken = {number: one.handover.next_offset for number, one in self._conveyors.items()}
        ends = await consumer.highwaters(*mine.values()) if mine else {}
        # Of which nothing was ever taken or committed: their lag is counted from the first record.
        unread = [
            tp
            for number, tp in mine.items()
            if (one := self._conveyors.get(number)) and one.is_unread and ends.get(tp)
        ]
        firsts = await consumer.earliest_offsets(*unread) if unread else {}
        self._check_begun(mine.keys())
        lag = 0
        for number, tp in mine.items():
            conveyor = self._conveyors.get(number)
            if conveyor is None:
                continue
            end = ends.get(tp)
            if end is not None:
                self._compare(number, conveyor, taken.get(number), end)
            behind, oldest = conveyor.behind(end or 0, firsts.get(tp))
            after = conveyor.handover.next_offset
            if behind and conveyor.idle and consumer.has_all(tp, after, end or 0):
                behind = 0  # the marks of transactions
            self._duties.observer.lag(number, behind, oldest)
            lag += behind
        return lag

    def _check_begun(self, assigned: Collection[int]) -> None:
        """End the worker when partitions that it has been given are not begun for two sessions.

        Faust takes reading their positions for its own end when that lasts longer than a request
        may, as it does when the process stands still meanwhile, and never comes back to it.
        """
        now = time.monotonic()
        if all(number in self._conveyors for number in assigned):
            self._unbegun = None
        elif self._unbegun is None:
            self._unbegun = now
        elif now - self._unbegun > BEGUN_SESSIONS * self._duties.settings.session_s:
            self._duties.fail(RebalanceError("partitions were given out and never begun"))

    def _compare(self, partition: int, conveyor: Conveyor, taken: int | None, end: int) -> None:
        """See that the topic ends where its records were taken to, before ``end`` was asked.

        It is longer where they come by hand: what this worker is writing now lies there before it
        is handed over; what lies there still at the next look is not this worker's.
        """
        after = conveyor.handover.next_offset or 0
        if conveyor.handover.by_hand and end > after and self._behind.get(partition) == after:
            self._fetch_again(partition)
        elif taken is not None and end < taken <= after:
            where = f"{self._duties.input}/{partition}"
            self._duties.fail(TopicRewound(f"{where} ends at {end}, and {taken} were read"))
        self._behind[partition] = after

"""What a stage has written goes straight to the next stage of the same worker, by hand.

A record that this worker has just written need not be fetched, unpacked and decoded again: its
bytes, its headers and its offset are known. So while a partition's records come by hand, nothing
is fetched for it; whenever one could be missing (a run does not follow on what was taken, there is
no room, the stage before has lost the partition, the topic is longer than what came), fetching goes
on at the first offset that was not taken. The input of a stage is the same records at the same
offsets either way, and what is not handed over is merely fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from faust.types.tuples import TP, Message

from pipeline.stream.producer import Record


class TopicRewound(RuntimeError):
    """Offsets went back: the topic was recreated, or the group was reset while it ran."""


class Handover:
    """Where one partition stands between what is fetched and what comes by hand."""

    def __init__(self, next_offset: int | None) -> None:
        """Records are fetched, from ``next_offset`` on where that is known."""
        self._next = next_offset
        self._since: int | None = None
        self.by_hand = False
        self.leaving = False

    @property
    def next_offset(self) -> int | None:
        """The offset after the last record that was taken, either way."""
        return self._next

    def fetched(self, offset: int) -> bool:
        """Whether a fetched record is to be taken: not one that has been taken already.

        From the first one that came by hand on, records may come twice: as what was on its way when
        fetching ended, and again when it goes on. Before that, one that was there already is left
        to the lane, which raises `TopicRewound`; later a topic that was created anew is found by
        its end.
        """
        if self._next is not None and offset < self._next:
            return self._since is None or offset < self._since
        self._next = offset + 1
        return True

    def handed(self, base: int, count: int) -> bool:
        """Whether ``count`` records that lie from offset ``base`` on are taken by hand.

        They are when they come next. They may have been fetched already: a fetch that was under
        way brings them before the broker's answer to those who wrote them is read.
        """
        if self._next is None or self.leaving or base != self._next:
            return False
        self.by_hand = True
        if self._since is None:
            self._since = base
        self._next += count
        return True

    def fetching(self) -> None:
        """Fetching goes on at `next_offset`; what comes from below it has been taken."""
        self.by_hand = self.leaving = False


class Handed:
    """A record that came by hand, as the stream knows those that Faust delivers."""

    __slots__ = ("_consumer", "message")

    def __init__(self, message: Message, consumer: Any) -> None:
        """``consumer`` is Faust's, of the stage that the record is for."""
        self.message = message
        self._consumer = consumer

    def ack(self) -> None:
        """Acknowledge it to Faust."""
        self._consumer.ack(self.message)


def events_of(tp: TP, base: int, records: Sequence[Record], consumer: Any) -> list[Handed]:
    """The records that were written from offset ``base`` on, as they would come from Kafka."""
    return [
        Handed(
            Message(
                tp.topic,
                tp.partition,
                base + index,
                cast(float, record.timestamp),
                0,
                list(record.headers),
                record.key,
                record.value,
                None,
                tp=tp,
            ),
            consumer,
        )
        for index, record in enumerate(records)
    ]

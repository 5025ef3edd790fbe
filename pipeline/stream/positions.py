"""Decides where a partition starts: its watermark, its epoch, and whether to go back.

Pure but for the readers handed in. What has been done is read from the tails of the topics that
the stage writes; the committed offset only says where to begin reading.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from pipeline.stream.again import Request
from pipeline.stream.agent import Position
from pipeline.stream.held import Start
from pipeline.stream.origin import Origin

log = structlog.get_logger()


class TailReader(Protocol):
    """What `pipeline.stream.tail.Tails` offers."""

    async def last_output(self, topic: str, partition: int) -> Origin | None:
        """The highest origin at the end of an output partition."""
        ...

    async def last_letter(
        self, topic: str, partition: int, *, stage: str, source: str
    ) -> Origin | None:
        """The highest origin among a stage's own last dead letters."""
        ...


@dataclass(frozen=True, slots=True)
class Positions:
    """Where the partitions of one stage start.

    ``topic_id`` and ``request`` matter to the first stage alone, which makes the origins.
    """

    stage: str
    source: str
    output: str
    dead_letter: str
    later_outputs: Sequence[str]
    is_first: bool
    tails: TailReader
    topic_id: Callable[[str], Awaitable[str]]
    request: Callable[[int], Awaitable[Request | None]]

    async def of(self, partition: int, committed: int | None) -> Position:
        """The position of one partition, whose group has ``committed`` this offset, if any."""
        done = await self._done(partition)
        if not self.is_first:
            return Position(Start(done))
        topic_id, request, later = await asyncio.gather(
            self.topic_id(self.source), self.request(partition), self._later(partition)
        )
        position = first_position(done, later, topic_id, request, committed)
        if position.start.watermark is None and done is not None:
            log.warning(
                "the topic was recreated: its articles are processed from the beginning",
                topic=self.source,
                partition=partition,
                former_topic_id=done.topic_id,
                topic_id=topic_id,
                epoch=position.start.epoch,
            )
        return position

    async def _done(self, partition: int) -> Origin | None:
        output = await self.tails.last_output(self.output, partition)
        letter = await self.tails.last_letter(
            self.dead_letter, partition, stage=self.stage, source=self.source
        )
        return highest(output, letter)

    async def _later(self, partition: int) -> Origin | None:
        found = [await self.tails.last_output(topic, partition) for topic in self.later_outputs]
        return highest(*found)


def highest(*origins: Origin | None) -> Origin | None:
    """The highest of some origins, or None when there is none."""
    known = [origin for origin in origins if origin is not None]
    return max(known, key=lambda origin: origin.position, default=None)


def first_position(
    done: Origin | None,
    later: Origin | None,
    topic_id: str,
    request: Request | None,
    committed: int | None,
) -> Position:
    """Where the first stage starts.

    ``done`` is the highest origin that it has written, ``later`` the highest that any later stage
    has: an epoch must not fall below what they have seen, or they would skip what is new.

    * A topic id other than that of ``done``: the topic was recreated. Its offsets mean nothing
      any more, so everything in it is new, under the next epoch, from its first record on.
    * A request of a higher epoch: the past again, from the request's offset on.
    * A request of the present epoch: that was begun; go on above what is done, even where the
      group had committed further under the epoch before.
    """
    seen = highest(done, later)
    epoch = seen.epoch if seen else 0
    if seen is not None and topic_id and seen.topic_id and seen.topic_id != topic_id:
        return Position(Start(None, epoch + 1, topic_id), seek=0)
    if request is not None and request.topic_id in ("", topic_id):
        if request.epoch > epoch:
            return Position(Start(done, request.epoch, topic_id), seek=request.offset)
        if done is not None and request.epoch == done.epoch:
            begun = max(done.offset + 1, request.offset)
            back = begun if committed is None or committed > begun else None
            return Position(Start(done, epoch, topic_id), seek=back)
    return Position(Start(done, epoch, topic_id))

"""What a stage's conveyors share: names, limits, the ways out, and what a record becomes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any

from pipeline.settings import Settings
from pipeline.stream.awake import Awake
from pipeline.stream.claim import Claim
from pipeline.stream.headers import dead_letter_headers, event_headers
from pipeline.stream.observer import Observer
from pipeline.stream.origin import Origin
from pipeline.stream.producer import Gate, Record
from pipeline.stream.work import Enriched, Result


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties of one stage in one worker.

    ``compute`` tells the result for a record with this origin and these bytes, unless the future
    that it returns is cancelled before; ``computed`` gives it at once where an earlier stage of
    this worker has had it computed ahead. ``gone`` is told which partitions the stage has no
    longer. A write needs a ``claim`` that holds, and both a write and the reading of a position
    need that ``awake`` has seen no standstill. ``fail`` ends the process.
    """

    stage: str
    kind: str
    is_first: bool
    input: str
    output: str
    dead_letter: str
    settings: Settings
    compute: Callable[[Origin, bytes | None, Callable[[Result], None]], asyncio.Future[Any]]
    computed: Callable[[Origin, bytes | None], Result | None]
    gone: Callable[[Collection[int]], None]
    claim: Claim
    awake: Awake
    write: Callable[[str, int, list[Record], Gate], Awaitable[None]]
    observer: Observer
    fail: Callable[[BaseException], None]

    def outgoing(self, message: Any, origin: Origin | None, result: Result) -> tuple[Record, str]:
        """The record that Faust's ``message`` becomes, and the topic that it goes to."""
        headers = _headers(message)
        if isinstance(result, Enriched):
            assert origin is not None
            written = event_headers(
                origin,
                event_id=result.event_id,
                source=f"/{self.settings.prefix}/{self.stage}",
                kind=self.kind,
                now=time.time(),
                incoming=headers,
            )
            return Record(result.key, result.value, message.timestamp, written), self.output
        written = dead_letter_headers(
            origin,
            stage=self.stage,
            error=result.type,
            message=result.message,
            topic=message.topic,
            partition=message.partition,
            offset=message.offset,
            attempts=result.attempts,
            now=time.time(),
            incoming=headers,
        )
        return Record(message.key, message.value, message.timestamp, written), self.dead_letter


def _headers(message: Any) -> list[tuple[str, bytes]]:
    headers = message.headers or ()
    pairs = headers.items() if hasattr(headers, "items") else headers
    return [(name, value or b"") for name, value in pairs]

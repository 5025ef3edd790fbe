"""What a conveyor holds: where its partition starts, and each record on its way. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pipeline.stream.origin import Origin
from pipeline.stream.producer import Record
from pipeline.stream.work import Refused, Result

NO_ORIGIN: Final = Refused(
    "no-origin",
    "the record has no origin header: only the stage before this one may write to its topic; "
    "publish articles to the first topic",
)


@dataclass(frozen=True, slots=True)
class Start:
    """Where a partition starts: what has been done, and the epoch and topic id of new origins."""

    watermark: Origin | None = None
    epoch: int = 0
    topic_id: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """A record to write, with what is counted once it is written."""

    record: Record
    result: Result
    received: int
    sent: int
    finished: float


@dataclass(frozen=True, slots=True)
class Held:
    """A record in flight, as Faust delivered it."""

    event: Any
    origin: Origin | None
    size: int
    admitted: float


def size_of(message: Any) -> int:
    """Bytes of a record as Faust delivers it."""
    return len(message.key or b"") + len(message.value or b"")

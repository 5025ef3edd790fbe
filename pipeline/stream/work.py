"""What one pool process does: a record's bytes in, the next topic's bytes out.

No Kafka and no event loop here: these functions run in a spawned process, which `warm` makes
ready once. A record that cannot be decoded is a `Refused`, never an exception.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.article.decode import Rejection
from pipeline.article.decode import decode as decode_article
from pipeline.event.decode import NotAnEvent
from pipeline.event.decode import decode as decode_event
from pipeline.event.encode import encode, event_id
from pipeline.event.model import Event
from pipeline.flow import Enrichment, stages_of
from pipeline.settings import Settings

_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Job:
    """One record for one stage."""

    stage: str
    record: bytes | None


@dataclass(frozen=True, slots=True)
class Findings:
    """What one event holds of what a stage adds, for the metrics."""

    kinds: Mapping[str, int] = field(default_factory=dict)
    unresolved: int = 0
    focus: str | None = None


@dataclass(frozen=True, slots=True)
class Enriched:
    """The record that a job became: value and key for the next topic, and what was found."""

    value: bytes
    key: bytes
    event_id: str
    seconds: float
    failed: bool
    published: str | None
    findings: Findings


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that becomes a dead letter: a stable short ``type``, and a message."""

    type: str
    message: str
    attempts: int = 1
    seconds: float = 0.0


Result = Enriched | Refused


class Desk:
    """A process's loaded stages and limits."""

    def __init__(self, settings: Settings, names: Sequence[str]) -> None:
        """Load the named stages: seconds, the first time."""
        self._first = stages_of(settings)[0].name
        self._enrichment = Enrichment(settings, names)
        self._max_article = settings.max_article_bytes
        self._max_event = settings.max_event_bytes

    def perform(self, job: Job) -> Result:
        """One job's result."""
        started = time.perf_counter()
        event = self._read(job)
        if isinstance(event, Refused):
            return event
        errors = len(event.errors)
        event = self._enrichment.step(job.stage, event)
        value = encode(event)
        seconds = time.perf_counter() - started
        if len(value) > self._max_event:
            message = (
                f"the event is {len(value)} bytes, and max_event_bytes is {self._max_event}: "
                "raise it, and max.message.bytes of the topics"
            )
            return Refused("event-too-large", message, seconds=seconds)
        return Enriched(
            value,
            event.article.id.encode("utf-8", "surrogatepass"),
            event_id(event),
            seconds,
            len(event.errors) > errors,
            event.article.published,
            _findings(job.stage, event),
        )

    def _read(self, job: Job) -> Event | Refused:
        if job.stage == self._first:
            article = decode_article(job.record, max_bytes=self._max_article)
            if isinstance(article, Rejection):
                return Refused(article.type, article.message)
            return self._enrichment.begin(article)
        try:
            return decode_event(job.record or b"")
        except NotAnEvent as error:
            message = f"{error}; only the stage before this one may write to its input topic"
            return Refused("not-an-event", message)


def _findings(stage: str, event: Event) -> Findings:
    if stage == "entities":
        return Findings(Counter(entity.type for entity in event.entities or ()))
    if stage == "numbers":
        return Findings(Counter(quantity.kind for quantity in event.numbers or ()))
    if event.geography is None:
        return Findings()
    places = event.geography.places
    focus = event.geography.focus
    return Findings(
        Counter(place.type for place in places if place.type),
        sum(place.id is None for place in places),
        focus.country if focus else None,
    )


_desk: Desk | None = None


def warm(settings: Settings, names: Sequence[str]) -> int:
    """Make this process ready and return its pid; Ctrl-C is its parent's business."""
    global _desk
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ask_for_signal_at_parents_death(signal.SIGKILL)
    _desk = Desk(settings, names)
    gc.collect()
    gc.freeze()  # models and tables stay: no collection walks them again
    return os.getpid()


def perform(jobs: Sequence[Job]) -> list[Result]:
    """The results of some jobs, in their order."""
    assert _desk is not None, "warm() comes first"
    return [_desk.perform(job) for job in jobs]


def ask_for_signal_at_parents_death(number: int) -> None:
    """Ask Linux to send this process a signal when its parent dies; does nothing elsewhere."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number)

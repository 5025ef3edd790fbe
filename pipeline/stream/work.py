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
from typing import Final

from pipeline.article.decode import Rejection
from pipeline.article.decode import decode as decode_article
from pipeline.event.decode import NotAnEvent
from pipeline.event.decode import decode as decode_event
from pipeline.event.encode import encode, event_id
from pipeline.event.model import Event
from pipeline.flow import Enrichment, stages_of
from pipeline.settings import Settings

_PR_SET_PDEATHSIG = 1
#: Steps by which these processes yield to their worker, whose short turns everything waits for: at
#: half the full rate on two cores the 99th percentile fell from 200 to 130 ms.
YIELDS: Final = 5


# The four that travel between processes have no slots: frozen ones with slots are pickled field by
# field in Python (3.11), which took 3 % of the worker's time.


@dataclass(frozen=True)
class Job:
    """One record for one stage, and the stages after it that are computed in the same visit."""

    stage: str
    record: bytes | None
    later: tuple[str, ...] = ()

    @property
    def stages(self) -> tuple[str, ...]:
        """All of its stages, in their order."""
        return (self.stage, *self.later)


@dataclass(frozen=True)
class Findings:
    """What one event holds of what a stage adds, for the metrics."""

    kinds: Mapping[str, int] = field(default_factory=dict)
    unresolved: int = 0
    focus: str | None = None
    places_were_sought: bool = False


@dataclass(frozen=True)
class Enriched:
    """The record that a job became: value and key for the next topic, and what was found."""

    value: bytes
    key: bytes
    event_id: str
    seconds: float
    failed: bool
    published: str | None
    findings: Findings


@dataclass(frozen=True)
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

    @property
    def provenance(self) -> Mapping[str, Mapping[str, str]]:
        """What each stage runs with."""
        return self._enrichment.provenance

    def perform(self, job: Job) -> list[Result]:
        """What each of a job's stages makes of its record; a refusal is the last one.

        A later stage goes on from the event in memory: it is what its bytes would be read as.
        """
        started = time.perf_counter()
        event = self._read(job)
        if isinstance(event, Refused):
            return [event]
        results: list[Result] = []
        for stage in job.stages:
            event, result = self._step(stage, event, started)
            results.append(result)
            if isinstance(result, Refused):
                break
            started = time.perf_counter()
        return results

    def _step(self, stage: str, event: Event, started: float) -> tuple[Event, Result]:
        errors = len(event.errors)
        event = self._enrichment.step(stage, event)
        value = encode(event)
        seconds = time.perf_counter() - started
        if len(value) > self._max_event:
            message = (
                f"the event is {len(value)} bytes, and max_event_bytes is {self._max_event}: "
                "raise it, and max.message.bytes of the topics"
            )
            return event, Refused("event-too-large", message, seconds=seconds)
        return event, Enriched(
            value,
            event.article.id.encode("utf-8", "surrogatepass"),
            event_id(event),
            seconds,
            len(event.errors) > errors,
            event.article.published,
            _findings(stage, event),
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
        places_were_sought=True,
    )


_desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A process that is ready: its pid, and what each stage in it runs with."""

    pid: int
    provenance: Mapping[str, Mapping[str, str]]


def warm(settings: Settings, names: Sequence[str]) -> Ready:
    """Make this process ready; Ctrl-C is its parent's business."""
    global _desk
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ask_for_signal_at_parents_death(signal.SIGKILL)
    _desk = Desk(settings, names)
    gc.collect()
    gc.freeze()  # models and tables stay: no collection walks them again
    with contextlib.suppress(OSError, AttributeError):
        os.nice(YIELDS)
    return Ready(os.getpid(), _desk.provenance)


def perform(jobs: Sequence[Job]) -> list[list[Result]]:
    """The results of some jobs, in their order; see `Desk.perform`."""
    assert _desk is not None, "warm() comes first"
    return [_desk.perform(job) for job in jobs]


def ask_for_signal_at_parents_death(number: int) -> None:
    """Ask Linux to send this process a signal when its parent dies; does nothing elsewhere."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number)

"""What the web pages know of a worker: a small protocol, and the records that it hands out.

Nothing here knows Kafka or Faust: the stream writes into a `Recent`, the pages read it.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from prometheus_client import CollectorRegistry

from pipeline.event.decode import NotAnEvent, decode
from pipeline.event.model import Event

MOST_TITLE: Final = 120  # code points: one line of the page
MOST_MESSAGE: Final = 300
MOST_NAMES: Final = 6
MOST_EVENT: Final = 256 * 1024  # bytes: ten times a usual event, and 30 of them are no burden

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Health:
    """``live``: the process can still do its work; ``ready``: it does. ``reasons`` say why not.

    Not live means "start me again" (a watchdog found no progress); not ready means "wait".
    """

    live: bool
    ready: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sighting:
    """One event as it left a stage, cut short for people; ``at`` is Unix seconds."""

    at: float
    stage: str
    article: str
    title: str
    entities: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    focus: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that people should know: a dead letter, a failed stage, a lost broker.

    ``times`` it happened in a row, the last time ``at``.
    """

    at: float
    level: Level
    stage: str
    message: str
    times: int = 1


class State(Protocol):
    """What a worker tells the pages; the stream implements it."""

    @property
    def name(self) -> str:
        """The worker's own ``host:port``, as other workers and Prometheus reach it."""
        ...

    @property
    def registry(self) -> CollectorRegistry:
        """The registry of the worker's metrics."""
        ...

    def health(self) -> Health:
        """The worker's health now; cheap, called at each probe."""
        ...

    def sightings(self) -> Sequence[Sighting]:
        """The last events, newest first."""
        ...

    def notices(self) -> Sequence[Notice]:
        """The last notices, newest first."""
        ...

    def peers(self) -> Sequence[str]:
        """``host:port`` of the other workers to show on the page; empty when alone."""
        ...


class Recent:
    """The last few events and notices, newest first, in bounded memory.

    Events are kept as the bytes that were sent, and read when somebody looks: the stream pays for
    no more than keeping them.
    """

    def __init__(self, limit: int = 30) -> None:
        """Keep ``limit`` of each: a screenful."""
        self._events: deque[tuple[float, str, bytes]] = deque(maxlen=limit)
        self._notices: deque[Notice] = deque(maxlen=limit)

    def saw(self, stage: str, event: bytes, at: float) -> None:
        """An event's record left ``stage`` at ``at`` (Unix seconds); large ones pass unseen."""
        if len(event) <= MOST_EVENT:
            self._events.appendleft((at, stage, event))

    def note(self, level: Level, stage: str, message: str, at: float) -> None:
        """Something that people should know happened; never with article text."""
        message, times = message[:MOST_MESSAGE], 1
        if self._notices:
            last = self._notices[0]
            if (last.level, last.stage, last.message) == (level, stage, message):
                times = last.times + 1
                self._notices.popleft()
        self._notices.appendleft(Notice(at, level, stage, message, times))

    def sightings(self) -> tuple[Sighting, ...]:
        """The last events, newest first."""
        found = []
        for at, stage, event in tuple(self._events):
            with contextlib.suppress(NotAnEvent):
                found.append(sighting(stage, decode(event), at))
        return tuple(found)

    def notices(self) -> tuple[Notice, ...]:
        """The last notices, newest first."""
        return tuple(self._notices)


def sighting(stage: str, event: Event, at: float) -> Sighting:
    """The event in one line: the most salient names, the first numbers, the places, the focus."""
    ranked = sorted(event.entities or (), key=lambda entity: -entity.salience)
    geography = event.geography
    places = geography.places if geography else ()
    return Sighting(
        at=at,
        stage=stage,
        article=event.article.id[:MOST_TITLE],
        title=(event.article.title or event.article.text.lstrip()[:MOST_TITLE])[:MOST_TITLE],
        entities=tuple(entity.name[:MOST_TITLE] for entity in ranked[:MOST_NAMES]),
        numbers=tuple(number.text[:MOST_TITLE] for number in (event.numbers or ())[:MOST_NAMES]),
        places=tuple(place.name[:MOST_TITLE] for place in places if place.id)[:MOST_NAMES],
        focus=geography.focus.country if geography and geography.focus else None,
    )

"""Follows a topic of events: from the beginning, from a time, or from now, each event once.

"Now" begins a few seconds back, so that the event of an article published just before is not
missed; and a subscriber who asks for N events from now gets the newest N of those seconds, when
the articles that are still on their way have arrived.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from pipeline.clients.config import ClientConfig
from pipeline.clients.reading import PATIENCE_S, Read, Reader
from pipeline.clients.sieve import Recent, Wanted, Watermarks

#: Seconds that "now" reaches back: the time between two commands typed after one another.
GRACE_S: Final = 20.0
#: Seconds to wait for articles on their way before the newest events are chosen.
ARRIVAL_S: Final = 15.0


@dataclass(frozen=True, slots=True)
class Subscription:
    """What to follow. ``since`` is Unix seconds; None is from now, 0 from the beginning.

    ``until_now`` ends at what the topic holds when it is asked first.
    """

    topic: str
    wanted: Wanted = field(default_factory=Wanted)
    since: float | None = None
    most: int | None = None
    unique: bool = False
    until_now: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event: its record, and its value read as JSON (None when it is not a JSON object)."""

    record: Read
    event: Mapping[str, Any] | None


class Sieve:
    """Lets each wanted event through once."""

    def __init__(self, subscription: Subscription) -> None:
        self._wanted = subscription.wanted
        self._watermarks = Watermarks()
        self._recent = Recent() if subscription.unique else None

    def pick(self, record: Read) -> Delivery | None:
        """The delivery of a record, or None when it is not wanted or was seen before."""
        if not self._watermarks.is_new(
            (record.partition, record.text("error.stage")), record.origin
        ):
            return None
        event = _object(record.value)
        if self._wanted and (event is None or not self._wanted.matches(event)):
            return None
        id = record.text("ce_id") or (event or {}).get("id")
        if self._recent is not None and isinstance(id, str) and not self._recent.is_new(id):
            return None
        return Delivery(record, event)


def subscribe(
    config: ClientConfig,
    subscription: Subscription,
    *,
    articles: str,
    max_bytes: int,
    patience_s: float = PATIENCE_S,
    tell: Callable[[str], None] = lambda said: None,
) -> Iterator[Delivery]:
    """The events of a subscription as they arrive; ends after ``most`` of them, or ``until_now``.

    ``articles`` is the first topic, which tells what is still on its way; ``patience_s`` and
    ``tell`` are those of `Reader`. Raises `kafka.errors.KafkaError` and
    `pipeline.clients.faults.ClientError`.
    """
    with ExitStack() as stack:
        reader = stack.enter_context(
            Reader(
                config,
                subscription.topic,
                max_bytes=max_bytes,
                patience_s=patience_s,
                tell=tell,
            )
        )
        sieve = Sieve(subscription)
        most = subscription.most
        began = int((time.time() - GRACE_S) * 1000)
        start = _start(reader, subscription.since, began)
        if subscription.until_now:
            deliveries = _picked(reader.between(start, reader.ends()), sieve)
        elif subscription.since is None and most is not None:
            first = stack.enter_context(Reader(config, articles, max_bytes=max_bytes))
            deliveries = _newest(reader, start, sieve, most, _coming(first, began))
        else:
            deliveries = _picked(reader.follow(start), sieve)
        for count, delivery in enumerate(deliveries, start=1):
            yield delivery
            if count == most:
                return


def _start(reader: Reader, since: float | None, began_ms: int) -> dict[int, int]:
    """The offsets to begin at: those of a time, of the beginning (0), or of ``began_ms``."""
    if since == 0:
        return reader.first()
    return reader.since(began_ms if since is None else int(since * 1000))


def _picked(records: Iterable[Read | None], sieve: Sieve) -> Iterator[Delivery]:
    for record in records:
        delivery = sieve.pick(record) if record is not None else None
        if delivery is not None:
            yield delivery


def _coming(articles: Reader, began_ms: int) -> dict[int, int]:
    """For each partition with articles since ``began_ms``, the offset of its last one."""
    start, ends = articles.since(began_ms), articles.ends()
    return {number: end - 1 for number, end in ends.items() if start[number] < end}


def _newest(
    reader: Reader, start: Mapping[int, int], sieve: Sieve, most: int, coming: dict[int, int]
) -> Iterator[Delivery]:
    """The newest ``most`` events since ``start``, those on their way among them; then the next.

    ``coming`` maps partitions to the offset of the article whose event is waited for.
    """
    gathered: list[Delivery] = []
    seen = dict(start)
    for record in reader.follow(start, until=time.monotonic() + ARRIVAL_S):
        if record is not None:
            seen[record.partition] = record.offset + 1
            delivery = sieve.pick(record)
            if delivery is not None:
                gathered.append(delivery)
            origin = record.origin
            if origin and origin.offset >= coming.get(origin.partition, origin.offset + 1):
                del coming[origin.partition]
        if not coming and (record is None or len(gathered) >= most) and _is_level(reader, seen):
            break
    gathered.sort(key=lambda delivery: (delivery.record.timestamp, delivery.record.offset))
    yield from gathered[-most:]
    yield from _picked(reader.follow(seen), sieve)


def _is_level(reader: Reader, seen: Mapping[int, int]) -> bool:
    """Whether everything that the topic holds has been seen."""
    return all(seen[number] >= end for number, end in reader.ends().items())


def _object(value: bytes | None) -> Mapping[str, Any] | None:
    try:
        event = orjson.loads(value or b"")
    except orjson.JSONDecodeError:
        return None
    return event if isinstance(event, dict) else None

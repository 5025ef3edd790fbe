"""Articles go to the first topic, and each one's fate comes back, in order.

Records are compressed with zstd, written idempotently and acknowledged by all replicas in sync.
The key is the article id and chooses the partition (murmur2, as in every Kafka client), so that
versions of one article stay in order. What is in flight is bounded in records and bytes.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final

from kafka import KafkaProducer
from kafka.admin import KafkaAdminClient
from kafka.errors import (
    KafkaError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
)

from pipeline.article.formats.files import Found, Unreadable
from pipeline.clients.config import BATCH_OVERHEAD, ClientConfig
from pipeline.clients.faults import ClientError
from pipeline.clients.rights import topic_for

#: Records and bytes in flight: enough to fill batches to every partition, little enough to lose.
WINDOW_RECORDS: Final = 2_000
WINDOW_BYTES: Final = 32 * 1024 * 1024
#: Bytes of a batch, and milliseconds that one waits to fill: articles compress well together.
BATCH_BYTES: Final = 256 * 1024
LINGER_MS: Final = 5
#: Seconds beyond the producer's own timeout after which a record without an answer is given up: a
#: batch that was on its way to a broker that vanished may never be answered at all.
SLACK_S: Final = 5.0
HEADERS: Final = (("content-type", b"application/json"),)


@dataclass(frozen=True, slots=True)
class Record:
    """What is written: a key, a value, and headers."""

    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]] = HEADERS


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The broker has the record of ``item``, on all replicas in sync."""

    item: Any
    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The record of ``item`` may not have been written: ``type`` is short and stable."""

    item: Any
    type: str
    message: str


Outcome = Acknowledged | Refused | Unreadable


class BrokersGone(ClientError):
    """The brokers stopped to acknowledge: ``item`` is the first whose fate is not known.

    All before it had their fates. It, and what came after it, may have been written as well.
    """

    def __init__(self, item: Any, said: str, timeout_s: float) -> None:
        """``said`` is what the producer says of it."""
        super().__init__(f"The brokers acknowledged nothing for {timeout_s:g} s ({said}).")
        self.item = item


class Publisher:
    """A connection for writing to one topic. Close it, or use it in a ``with`` block."""

    def __init__(
        self, config: ClientConfig, topic: str, *, max_bytes: int, timeout_s: float = 60.0
    ) -> None:
        """Connect. ``max_bytes`` bounds a record; ``timeout_s`` is how long one may be tried.

        Raises `kafka.errors.KafkaError` when no broker answers, `ClientError` without the topic or
        the right to write to it.
        """
        self.topic = topic
        self._timeout_s = timeout_s
        self._waiting: deque[tuple[Any, Any, int]] = deque()
        self._held = 0
        # Asked here, because a producer waits for a missing topic as long as for a broker.
        with KafkaAdminClient(**config) as admin:
            topic_for(admin, topic, "Write")
        self._producer = KafkaProducer(
            **config,
            acks="all",
            enable_idempotence=True,
            compression_type="zstd",
            batch_size=BATCH_BYTES,
            linger_ms=LINGER_MS,
            max_request_size=max_bytes + BATCH_OVERHEAD,
            delivery_timeout_ms=int(timeout_s * 1000),
            request_timeout_ms=int(min(30.0, timeout_s / 2) * 1000),
            max_block_ms=int(timeout_s * 1000),
            allow_auto_create_topics=False,
        )

    def __enter__(self) -> Publisher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
            return
        # What is in flight is given up. Closing would flush first, fail at that, and stay open
        # until the interpreter's end, which prints a traceback.
        self._producer.flush = lambda timeout=None: None
        with contextlib.suppress(KafkaError):
            self.close(0.0)

    def close(self, timeout_s: float | None = None) -> None:
        """Wait for what is in flight, at most ``timeout_s`` seconds, and disconnect."""
        self._producer.close(timeout_s)

    def send_all(self, items: Iterable[tuple[Any, Record | None] | None]) -> Iterator[Any]:
        """Write the record of each item; the items' fates, in the same order.

        An item without a record is its own fate. None among the items means that nothing comes for
        now: what is known by then is told. Raises `BrokersGone` at the first record that is not
        acknowledged in time: each one after it would wait as long again.
        """
        self._waiting.clear()
        self._held = 0
        for given in items:
            if given is not None:
                item, record = given
                size = len(record.value or b"") if record is not None else 0
                while self._is_full(size):
                    yield self._settle()
                self._waiting.append((item, record and self._send(record), size))
                self._held += size
            while self._waiting and _is_done(self._waiting[0][1]):
                yield self._settle()
            if self._waiting and isinstance(self._waiting[-1][1], KafkaTimeoutError):
                break  # those before it have their fates yet; then its own ends the loop below
        while self._waiting:
            yield self._settle()

    def publish(self, items: Iterable[Found | Unreadable | None]) -> Iterator[Outcome]:
        """Write each article that was found; the fates in order, faults of reading among them.

        None among the items means, as for `send_all`, that nothing comes for now.
        """
        yield from self.send_all(_with_record(item) for item in items)

    @property
    def unsettled(self) -> Any:
        """The first item whose fate is not known; None when all have theirs."""
        return self._waiting[0][0] if self._waiting else None

    def _is_full(self, size: int) -> bool:
        """Whether a record of so many bytes has to wait for those before it."""
        waiting = len(self._waiting)
        return waiting >= WINDOW_RECORDS or (waiting > 0 and self._held + size > WINDOW_BYTES)

    def _settle(self) -> Any:
        """Wait for the fate of the first item; it stays the first while that is not known."""
        item, future, size = self._waiting[0]
        fate = item if future is None else self._fate(item, future)
        self._waiting.popleft()
        self._held -= size
        return fate

    def _send(self, record: Record) -> Any:
        """The future of a record, or the error that it met at once."""
        try:
            return self._producer.send(
                self.topic, key=record.key, value=record.value, headers=list(record.headers)
            )
        except KafkaError as error:
            return error

    def _fate(self, item: Any, future: Any) -> Acknowledged | Refused:
        """Wait for what becomes of a record, little longer than the producer tries it."""
        error = future
        if not isinstance(future, KafkaError):
            try:
                written = future.get(self._timeout_s + SLACK_S)
                return Acknowledged(item, written.partition, written.offset)
            except KafkaError as raised:
                error = raised
        said = str(error) or type(error).__name__
        if isinstance(error, KafkaTimeoutError):
            raise BrokersGone(item, said, self._timeout_s) from error
        return Refused(item, _NAMES.get(type(error), "not-acknowledged"), said)


def _is_done(future: Any) -> bool:
    return future is None or isinstance(future, KafkaError) or bool(future.is_done)


def _with_record(item: Found | Unreadable | None) -> tuple[Any, Record | None] | None:
    if isinstance(item, Found):
        return item, Record(item.article.id.encode(), item.record)
    return None if item is None else (item, None)


#: Short names of the faults that have a mend of their own.
_NAMES: Final[Mapping[type[KafkaError], str]] = {
    MessageSizeTooLargeError: "too-large",
    RecordListTooLargeError: "too-large",
}

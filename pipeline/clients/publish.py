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

    def send_all(self, items: Iterable[tuple[Any, Record]]) -> Iterator[Acknowledged | Refused]:
        """Write the record of each item; the items' fates, in the same order.

        Raises `BrokersGone` at the first record that is not acknowledged in time: each one after it
        would wait as long again.
        """
        waiting: deque[tuple[Any, Any, int]] = deque()
        held = 0
        for item, record in items:
            size = len(record.value or b"")
            while waiting and (len(waiting) >= WINDOW_RECORDS or held + size > WINDOW_BYTES):
                held -= waiting[0][2]
                yield self._fate(*waiting.popleft()[:2])
            waiting.append((item, self._send(record), size))
            held += size
            while waiting and _is_done(waiting[0][1]):
                held -= waiting[0][2]
                yield self._fate(*waiting.popleft()[:2])
            if waiting and isinstance(waiting[-1][1], KafkaTimeoutError):
                break  # those before it have their fates yet; then its own ends the loop below
        while waiting:
            yield self._fate(*waiting.popleft()[:2])

    def publish(self, items: Iterable[Found | Unreadable]) -> Iterator[Outcome]:
        """Write each article that was found; the fates in order, faults of reading among them."""
        faults: deque[tuple[int, Unreadable]] = deque()
        given = 0

        def records() -> Iterator[tuple[Found, Record]]:
            nonlocal given
            for item in items:
                if isinstance(item, Unreadable):
                    faults.append((given, item))
                else:
                    given += 1
                    yield item, Record(item.article.id.encode(), item.record)

        for returned, fate in enumerate(self.send_all(records())):
            while faults and faults[0][0] <= returned:
                yield faults.popleft()[1]
            yield fate
        for _, fault in faults:
            yield fault

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
    return isinstance(future, KafkaError) or bool(future.is_done)


#: Short names of the faults that have a mend of their own.
_NAMES: Final[Mapping[type[KafkaError], str]] = {
    MessageSizeTooLargeError: "too-large",
    RecordListTooLargeError: "too-large",
}

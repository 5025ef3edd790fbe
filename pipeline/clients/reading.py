"""Reads topics from chosen offsets, without a consumer group: nothing is committed anywhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from pipeline.clients.config import BATCH_OVERHEAD, ClientConfig
from pipeline.clients.rights import topic_for
from pipeline.stream.headers import header
from pipeline.stream.origin import HEADER, Origin, decode

#: Milliseconds of one poll: how quickly Ctrl-C and deadlines are noticed.
POLL_MS: Final = 200
#: Seconds without a record after which the brokers are asked whether they are there at all, and
#: milliseconds that they have for an answer: a consumer itself waits for them without a word.
QUIET_S: Final = 5.0
ANSWER_MS: Final = 5_000
#: Seconds without an answer after which reading is given up; a broker starts again in less.
PATIENCE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Read:
    """A record as it was read. ``timestamp`` is in milliseconds since the epoch."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]

    @property
    def origin(self) -> Origin | None:
        """The article record that it comes from, if it says so."""
        return decode(header(self.headers, HEADER))

    def text(self, name: str) -> str | None:
        """A header as text, or None."""
        value = header(self.headers, name)
        return None if value is None else value.decode(errors="replace")


class Reader:
    """A connection for reading one topic. Close it, or use it in a ``with`` block."""

    def __init__(
        self,
        config: ClientConfig,
        topic: str,
        *,
        max_bytes: int,
        patience_s: float = PATIENCE_S,
        tell: Callable[[str], None] = lambda said: None,
    ) -> None:
        """Connect. ``max_bytes`` bounds a record.

        ``patience_s`` is how long the brokers may be away while records are read, which ``tell`` is
        told of; then `kafka.errors.KafkaError` is raised. So it is when no broker answers at first;
        and `ClientError` without the topic or the right to read it.
        """
        self.topic = topic
        self._patience_s = patience_s
        self._tell = tell
        self._heard = time.monotonic()
        self._away = False
        with KafkaAdminClient(**config) as admin:
            partitions = topic_for(admin, topic, "Read")["partitions"]
        self._consumer = KafkaConsumer(
            **config,
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            allow_auto_create_topics=False,
            max_partition_fetch_bytes=max_bytes + BATCH_OVERHEAD,
        )
        numbers = sorted(partition["partition_index"] for partition in partitions)
        self._where = [TopicPartition(topic, number) for number in numbers]
        self._consumer.assign(self._where)

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Disconnect."""
        self._consumer.close(autocommit=False)

    def first(self) -> dict[int, int]:
        """The first offset of each partition."""
        return _by_number(self._consumer.beginning_offsets(self._where))

    def ends(self) -> dict[int, int]:
        """The offset after the last record of each partition."""
        return _by_number(self._consumer.end_offsets(self._where))

    def since(self, timestamp_ms: int) -> dict[int, int]:
        """The first offset at or after a time; the end where nothing is as young."""
        ends = self.ends()
        found: Mapping[Any, Any] = self._consumer.offsets_for_times(
            dict.fromkeys(self._where, max(0, timestamp_ms))
        )
        known = {at.partition: stamp.offset for at, stamp in found.items() if stamp is not None}
        return {number: min(known.get(number, end), end) for number, end in ends.items()}

    def between(self, start: Mapping[int, int], end: Mapping[int, int]) -> Iterator[Read]:
        """The records from ``start`` up to, without, ``end``; in order along each partition."""
        left = {number: stop for number, stop in end.items() if start[number] < stop}
        self._seek(start)
        self._consumer.pause(*[at for at in self._where if at.partition not in left])
        while left:
            for read in self._poll():
                if read.offset < end[read.partition]:
                    yield read
            for at in self._where:
                # The position passes offsets without records: compaction, transaction markers.
                if at.partition in left and self._consumer.position(at) >= left[at.partition]:
                    del left[at.partition]
                    self._consumer.pause(at)
        self._consumer.resume(*self._where)

    def follow(
        self, start: Mapping[int, int], *, until: float | None = None
    ) -> Iterator[Read | None]:
        """Records from ``start`` on, for ever, or until the monotonic time ``until``.

        None comes whenever nothing has arrived for a while, so that the caller can look around.
        """
        self._seek(start)
        while until is None or time.monotonic() < until:
            empty = True
            for read in self._poll():
                empty = False
                yield read
            if empty:
                yield None

    def _look(self) -> None:
        """Ask the brokers for anything, when they have been quiet for a while."""
        quiet = time.monotonic() - self._heard
        if quiet < QUIET_S:
            return
        try:
            self._consumer.end_offsets(self._where[:1], timeout_ms=ANSWER_MS)
        except KafkaError as error:
            if not error.retriable or quiet > self._patience_s:
                raise
            if not self._away:
                self._tell(f"The brokers do not answer: trying for {self._patience_s:g} s.")
            self._away = True
        else:
            self._hear()

    def _hear(self) -> None:
        self._heard = time.monotonic()
        if self._away:
            self._tell("The brokers answer again.")
        self._away = False

    def _seek(self, start: Mapping[int, int]) -> None:
        self._heard = time.monotonic()
        for at in self._where:
            self._consumer.seek(at, start[at.partition])

    def _poll(self) -> Iterator[Read]:
        batches: Mapping[Any, Sequence[Any]] = self._consumer.poll(timeout_ms=POLL_MS)
        if batches:
            self._hear()
        else:
            self._look()
        for records in batches.values():
            for record in records:
                yield Read(
                    record.topic,
                    record.partition,
                    record.offset,
                    record.timestamp,
                    record.key,
                    record.value,
                    tuple((name, value or b"") for name, value in record.headers),
                )


def _by_number(offsets: Mapping[Any, int]) -> dict[int, int]:
    return {at.partition: offset for at, offset in offsets.items()}

"""Watches a run from outside, as an operator would: commits, lag, lengths of topics."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.admin import NewTopic

from tests.faults.judge import Ledger, Sample, Seen

SAMPLE_S: Final = 0.25
MAX_BYTES: Final = 8 * 1024 * 1024
GONE: Final = "the broker did not answer"


@dataclass(frozen=True, slots=True)
class Route:
    """Names of one run: stages in order, and for each its group, input and output topic."""

    stages: tuple[str, ...]
    groups: Mapping[str, str]
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    articles: str
    letters: str
    partitions: int

    @property
    def topics(self) -> tuple[str, ...]:
        """All topics."""
        return (self.articles, *self.outputs.values(), self.letters)

    def of(self, topic: str) -> list[TopicPartition]:
        """The partitions of a topic."""
        return [TopicPartition(topic, number) for number in range(self.partitions)]


def create_topics(bootstrap: str, route: Route) -> None:
    """Make the topics of a run."""
    admin = KafkaAdminClient(bootstrap_servers=bootstrap)
    settings = {"max.message.bytes": str(MAX_BYTES), "message.timestamp.type": "CreateTime"}
    try:
        admin.create_topics(
            [NewTopic(topic, route.partitions, 1, topic_configs=settings) for topic in route.topics]
        )
    finally:
        admin.close()


def read_all(bootstrap: str, route: Route) -> Ledger:
    """Read every record of every topic of a run."""
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap,
        fetch_max_bytes=64 * 1024 * 1024,
        max_partition_fetch_bytes=MAX_BYTES,
        isolation_level="read_uncommitted",
    )
    try:
        topics = {topic: _read(consumer, route.of(topic)) for topic in route.topics}
    finally:
        consumer.close()
    outputs = {stage: topics[topic] for stage, topic in route.outputs.items()}
    return Ledger(topics[route.articles], outputs, topics[route.letters])


def _read(consumer: Any, partitions: Sequence[TopicPartition]) -> list[Seen]:
    consumer.assign(list(partitions))
    consumer.seek_to_beginning(*partitions)
    ends = consumer.end_offsets(list(partitions))
    seen: list[Seen] = []
    idle = 0
    while idle < 10 and any(consumer.position(part) < end for part, end in ends.items()):
        batches = consumer.poll(500)
        idle = 0 if batches else idle + 1
        for records in batches.values():
            seen += [_seen(record) for record in records]
    return seen


def _seen(record: Any) -> Seen:
    headers = {name: value or b"" for name, value in record.headers or ()}
    return Seen(record.partition, record.offset, record.key, record.value, headers)


@dataclass(slots=True)
class Watch:
    """Samples commits and lengths in a thread, for as long as a run lasts."""

    bootstrap: str
    route: Route
    samples: list[Sample] = field(default_factory=list)
    lags: dict[str, int] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    rounds: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for the end."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(30)

    @property
    def lag(self) -> int:
        """Records that wait, over all stages, as of the last round."""
        return sum(self.lags.values())

    def _run(self) -> None:
        while not self._stop.is_set():
            with contextlib.suppress(Exception):  # the broker may be down: that is what we test
                self._connected()
            self._stop.wait(1.0)

    def _connected(self) -> None:
        options: dict[str, Any] = {"bootstrap_servers": self.bootstrap, "request_timeout_ms": 8000}
        admin = KafkaAdminClient(**options)
        consumer = KafkaConsumer(**options)
        try:
            while not self._stop.wait(SAMPLE_S):
                self._round(admin, consumer)
        finally:
            consumer.close()
            admin.close()

    def _round(self, admin: Any, consumer: Any) -> None:
        route = self.route
        committed = {stage: _committed(admin, route, stage) for stage in route.stages}
        # Read after the commits: what was committed must have been there by then.
        ends = consumer.end_offsets([part for topic in route.topics for part in route.of(topic)])
        for stage in route.stages:
            for number in range(route.partitions):
                sample = Sample(
                    stage,
                    number,
                    committed[stage].get(number, 0),
                    ends[TopicPartition(route.outputs[stage], number)],
                    ends[TopicPartition(route.letters, number)],
                )
                if sample.committed and (not self.samples or sample not in self.samples[-24:]):
                    self.samples.append(sample)
            self.lags[stage] = sum(
                ends[part] - committed[stage].get(part.partition, 0)
                for part in route.of(route.inputs[stage])
            )
        self.lengths = {
            topic: sum(ends[part] for part in route.of(topic)) for topic in route.topics
        }
        self.rounds += 1


def _committed(admin: Any, route: Route, stage: str) -> dict[int, int]:
    group, topic = route.groups[stage], route.inputs[stage]
    offsets = admin.list_group_offsets({group: None})[group]
    return {
        part.partition: found.offset
        for part, found in offsets.items()
        if part.topic == topic and found.offset >= 0
    }

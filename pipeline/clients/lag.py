"""How far each stage is behind: per partition, committed offset, end of the topic, difference."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from kafka import TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    GroupIdNotFoundError,
    NotCoordinatorError,
)

#: What ListOffsets takes for the first and for the next offset of a partition.
EARLIEST: Final = -2
LATEST: Final = -1
#: Seconds that a group's coordinator may take to appear: a new cluster needs two or three.
PATIENCE_S: Final = 15.0

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Reader:
    """A stage as Kafka sees it: its consumer group, and the topic that it reads."""

    stage: str
    group: str
    topic: str


@dataclass(frozen=True, slots=True)
class Lag:
    """One partition of one stage. ``committed`` is None before the first commit.

    ``lag`` counts records that are not acknowledged yet, those being worked on among them.
    """

    stage: str
    partition: int
    committed: int | None
    end: int
    lag: int


@dataclass(frozen=True, slots=True)
class StageLag:
    """All partitions of one stage, and how many workers its group has."""

    stage: str
    group: str
    topic: str
    workers: int
    partitions: tuple[Lag, ...]

    @property
    def lag(self) -> int:
        """Records behind, over all partitions."""
        return sum(partition.lag for partition in self.partitions)


def lags(admin: KafkaAdminClient, readers: Sequence[Reader]) -> list[StageLag]:
    """The lag of each stage whose topic exists."""
    listed = set(admin.list_topics())
    return [_stage(admin, reader) for reader in readers if reader.topic in listed]


def _stage(admin: KafkaAdminClient, reader: Reader) -> StageLag:
    (described,) = admin.describe_topics([reader.topic])
    numbers = sorted(part["partition_index"] for part in described["partitions"])
    where = [TopicPartition(reader.topic, number) for number in numbers]
    committed = _committed(admin, reader.group)
    first = admin.list_partition_offsets(dict.fromkeys(where, EARLIEST))
    ends = admin.list_partition_offsets(dict.fromkeys(where, LATEST))
    partitions = tuple(
        behind(reader.stage, at.partition, committed.get(at), first[at].offset, ends[at].offset)
        for at in where
    )
    return StageLag(
        reader.stage, reader.group, reader.topic, _workers(admin, reader.group), partitions
    )


def behind(stage: str, partition: int, committed: int | None, first: int, end: int) -> Lag:
    """The lag of a partition. A committed offset that retention has passed counts from there.

    A committed offset beyond the end is of a former topic of that name: all of this one is new.
    """
    if committed is not None and committed < 0:
        committed = None
    known = committed if committed is not None and committed <= end else None
    start = first if known is None else max(known, first)
    return Lag(stage, partition, committed, end, end - start)


def patiently(ask: Callable[[], Answer]) -> Answer:
    """The answer about a group. A new cluster makes its offsets topic when first asked."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return ask()
        except (CoordinatorNotAvailableError, CoordinatorLoadInProgressError, NotCoordinatorError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _committed(admin: KafkaAdminClient, group: str) -> Mapping[TopicPartition, int]:
    try:
        found = patiently(lambda: admin.list_group_offsets(group))
    except GroupIdNotFoundError:
        return {}
    return {at: committed.offset for at, committed in found.get(group, {}).items()}


def _workers(admin: KafkaAdminClient, group: str) -> int:
    """The members of a group; none when there is no such group yet."""
    try:
        described: Any = patiently(lambda: admin.describe_groups([group]))[group]
    except (GroupIdNotFoundError, KeyError):
        return 0
    return len(described.get("members") or ())

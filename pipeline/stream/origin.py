"""An origin says which article record an event comes from, and orders events of one partition.

Pure. Written by the first stage as the ``origin`` header, carried to the end:
``articles/3@1234;epoch=0;topic-id=3cbiBMZeQUq0NNAkOqiYBw``. Stages write to the partition number
that they read, in order, so that (epoch, offset) only grows along each partition of each topic;
that makes the last record of a partition the whole memory of what has been done.
"""

from __future__ import annotations

import base64
import re
import uuid
from dataclasses import dataclass
from typing import Final

HEADER: Final = "origin"

_ORIGIN: Final = re.compile(
    rb"([A-Za-z0-9._-]{1,249})/(\d{1,10})@(\d{1,19});epoch=(\d{1,10});topic-id=([A-Za-z0-9_-]{0,64})"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The coordinates of one article record, within one life of its topic and one epoch.

    ``topic_id`` is Kafka's own id of the topic: a deleted and recreated topic has another.
    ``epoch`` is raised when the past is enriched again, and when a topic was recreated.
    """

    topic: str
    partition: int
    offset: int
    epoch: int = 0
    topic_id: str = ""

    @property
    def position(self) -> tuple[int, int]:
        """What grows along a partition: the epoch first, then the offset."""
        return (self.epoch, self.offset)

    def encode(self) -> bytes:
        """The header's value."""
        return (
            f"{self.topic}/{self.partition}@{self.offset}"
            f";epoch={self.epoch};topic-id={self.topic_id}"
        ).encode()


def decode(header: bytes | None) -> Origin | None:
    """The origin in a header's value, or None when it is not one."""
    match = _ORIGIN.fullmatch(header) if header else None
    if match is None:
        return None
    topic, partition, offset, epoch, topic_id = match.groups()
    return Origin(topic.decode(), int(partition), int(offset), int(epoch), topic_id.decode())


def above(origin: Origin, watermark: Origin | None) -> bool:
    """Whether an origin has not been dealt with yet, given the highest that has."""
    return watermark is None or origin.position > watermark.position


def printed(topic_id: uuid.UUID | str) -> str:
    """A topic id as Kafka prints it: URL-safe base64 without padding.

    >>> printed("00000000-0000-0000-0000-000000000001")
    'AAAAAAAAAAAAAAAAAAAAAQ'
    """
    return base64.urlsafe_b64encode(uuid.UUID(str(topic_id)).bytes).rstrip(b"=").decode()

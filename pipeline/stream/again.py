"""The wish to enrich the past again, kept in Kafka: an offset and an epoch for each partition.

Pure. `pipeline reprocess` commits it for a consumer group of its own, ``GROUP-reprocess``, with the
epoch in the commit's metadata; the first stage reads it when partitions are assigned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_METADATA: Final = re.compile(r"epoch=(\d{1,9});topic-id=([A-Za-z0-9_-]{0,64})")


@dataclass(frozen=True, slots=True)
class Request:
    """Enrich one partition again from ``offset`` on, under ``epoch``."""

    epoch: int
    offset: int
    topic_id: str

    def metadata(self) -> str:
        """What is committed beside the offset."""
        return f"epoch={self.epoch};topic-id={self.topic_id}"


def request_of(offset: int, metadata: str | None) -> Request | None:
    """The request in a committed offset, or None.

    >>> request_of(3, Request(2, 3, "x").metadata())
    Request(epoch=2, offset=3, topic_id='x')
    """
    match = _METADATA.fullmatch(metadata or "")
    if match is None or offset < 0:
        return None
    return Request(int(match[1]), offset, match[2])


def group_of_requests(group: str) -> str:
    """The consumer group that holds the requests of a stream."""
    return f"{group}-reprocess"

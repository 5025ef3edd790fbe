"""Asks the first stage to enrich the past again, under the next epoch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kafka import TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.errors import GroupIdNotFoundError
from kafka.structs import OffsetAndMetadata

from pipeline.clients.config import ClientConfig
from pipeline.clients.faults import ClientError
from pipeline.clients.lag import EARLIEST, LATEST
from pipeline.clients.reading import Reader
from pipeline.flow import Topics
from pipeline.stream.again import Request, group_of_requests, request_of
from pipeline.stream.origin import printed


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be enriched again: a request for each partition, and how many records it covers."""

    topic: str
    requests: Mapping[int, Request]
    records: int

    @property
    def epoch(self) -> int:
        """The epoch of the new events."""
        return max(request.epoch for request in self.requests.values())


def requests_of(admin: KafkaAdminClient, group: str, topic: str) -> dict[int, Request]:
    """The standing requests, by partition."""
    name = group_of_requests(group)
    try:
        committed = admin.list_group_offsets(name).get(name, {})
    except GroupIdNotFoundError:
        return {}
    found = {
        at.partition: request_of(stored.offset, stored.metadata)
        for at, stored in committed.items()
        if at.topic == topic
    }
    return {number: request for number, request in found.items() if request is not None}


def plan(
    admin: KafkaAdminClient,
    config: ClientConfig,
    topics: Topics,
    *,
    group: str,
    since: float | None,
    max_bytes: int,
) -> Plan:
    """What a request would do: from the first article on, or from ``since`` (Unix seconds).

    Raises `ClientError` when the first topic does not exist.
    """
    described = [one for one in admin.describe_topics([topics.articles]) if one["partitions"]]
    if not described:
        raise ClientError(
            f"The topic {topics.articles} does not exist. First: pipeline topics create"
        )
    topic_id = printed(described[0]["topic_id"])
    where = [
        TopicPartition(topics.articles, part["partition_index"])
        for part in described[0]["partitions"]
    ]
    first = admin.list_partition_offsets(dict.fromkeys(where, EARLIEST))
    ends = admin.list_partition_offsets(dict.fromkeys(where, LATEST))
    starts = {at.partition: first[at].offset for at in where}
    if since is not None:
        with Reader(config, topics.articles, max_bytes=max_bytes) as reader:
            starts = reader.since(int(since * 1000))
    epoch = 1 + max(
        [_seen(config, topic, max_bytes) for topic in topics.outputs]
        + [request.epoch for request in requests_of(admin, group, topics.articles).values()]
    )
    requests = {at.partition: Request(epoch, starts[at.partition], topic_id) for at in where}
    return Plan(
        topics.articles,
        requests,
        sum(max(0, ends[at].offset - starts[at.partition]) for at in where),
    )


def ask(admin: KafkaAdminClient, group: str, planned: Plan) -> None:
    """Commit the requests; workers notice within seconds."""
    admin.alter_group_offsets(
        group_of_requests(group),
        {
            TopicPartition(planned.topic, number): OffsetAndMetadata(
                request.offset, request.metadata(), None
            )
            for number, request in planned.requests.items()
        },
    )


def _seen(config: ClientConfig, topic: str, max_bytes: int) -> int:
    """The highest epoch at the ends of a topic's partitions; 0 when it is empty."""
    with Reader(config, topic, max_bytes=max_bytes) as reader:
        ends, first = reader.ends(), reader.first()
        start = {number: max(first[number], end - 1) for number, end in ends.items()}
        origins = [record.origin for record in reader.between(start, ends)]
    return max((origin.epoch for origin in origins if origin is not None), default=0)

"""Reads back what has been done: the last origins in the topics that a stage writes.

The last record of an output partition, and of the dead-letter partition for the stage's own
letters, are the whole memory of the delivery rule; there is no other state to lose.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import ConsumerRecord

from pipeline.clients.reprocess import requests_of
from pipeline.stream.again import Request
from pipeline.stream.headers import header
from pipeline.stream.origin import HEADER, Origin, decode, printed

#: Records read at first from a partition's end, and how the number grows until one is found:
#: nearly always the last record is it; other stages' dead letters and foreign records are not.
FIRST_LOOK: Final = 1
GROWTH: Final = 16
#: Seconds for one look; the rebalance waits for it.
PATIENCE: Final = 30.0


class TailError(RuntimeError):
    """The watermark could not be read; nothing may be processed without it."""


class Tails:
    """One consumer outside any group that looks at the ends of partitions."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        """``config`` as `pipeline.clients.config` gives it for aiokafka. Nothing connects yet."""
        self._config = dict(config)
        self._consumer: AIOKafkaConsumer | None = None
        self._turn = asyncio.Lock()

    async def stop(self) -> None:
        """Close the consumer."""
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await consumer.stop()

    async def last_output(self, topic: str, partition: int) -> Origin | None:
        """The highest origin among the last records of an output partition."""
        return await self._last(topic, partition, lambda record: True)

    async def last_letter(
        self, topic: str, partition: int, *, stage: str, source: str
    ) -> Origin | None:
        """The highest origin among the last letters that ``stage`` wrote for topic ``source``."""

        def own(record: ConsumerRecord[bytes, bytes]) -> bool:
            headers = record.headers
            return (
                header(headers, "error.stage") == stage.encode()
                and header(headers, "error.topic") == source.encode()
            )

        return await self._last(topic, partition, own)

    async def _last(
        self, topic: str, partition: int, wanted: Callable[[ConsumerRecord[bytes, bytes]], bool]
    ) -> Origin | None:
        where = TopicPartition(topic, partition)
        try:
            async with self._turn, asyncio.timeout(PATIENCE):
                return await self._search(where, wanted)
        except TimeoutError:
            raise TailError(
                f"the end of {topic}/{partition} was not read in {PATIENCE} s"
            ) from None

    async def _search(
        self, where: TopicPartition, wanted: Callable[[ConsumerRecord[bytes, bytes]], bool]
    ) -> Origin | None:
        consumer = await self._ready()
        first = (await consumer.beginning_offsets([where]))[where]
        end = (await consumer.end_offsets([where]))[where]
        if end == first:
            return None
        consumer.assign([where])
        try:
            return await self._look_back(where, first, end, wanted)
        finally:
            # A fetch that waits for news would keep the next question waiting behind it.
            consumer.unsubscribe()

    async def _look_back(
        self,
        where: TopicPartition,
        first: int,
        end: int,
        wanted: Callable[[ConsumerRecord[bytes, bytes]], bool],
    ) -> Origin | None:
        consumer = await self._ready()
        size = FIRST_LOOK
        while end > first:
            start = max(first, end - size)
            origins = [
                origin
                async for record in _between(consumer, where, start, end)
                if wanted(record) and (origin := decode(header(record.headers, HEADER)))
            ]
            if origins:
                return max(origins, key=lambda origin: origin.position)
            end, size = start, size * GROWTH
        return None

    async def _ready(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            consumer = AIOKafkaConsumer(
                **self._config,
                group_id=None,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                fetch_max_wait_ms=20,
            )
            await consumer.start()
            self._consumer = consumer
        return self._consumer


async def _between(
    consumer: AIOKafkaConsumer, where: TopicPartition, start: int, end: int
) -> AsyncIterator[ConsumerRecord[bytes, bytes]]:
    """The records from ``start`` to before ``end``; offsets may be missing among them."""
    consumer.seek(where, start)
    while await consumer.position(where) < end:
        fetched = await consumer.getmany(where, timeout_ms=500)
        for record in fetched.get(where, ()):
            if record.offset < end:
                yield record


class Registry:
    """What the cluster says of the first topic: its id, and the wishes to enrich it again.

    A topic that was deleted and created again has another id.
    """

    def __init__(self, connect: Callable[[], Any]) -> None:
        """``connect`` makes a kafka-python admin client; it blocks, so it is called in a thread."""
        self._connect = connect
        self._admin: Any = None
        self._turn = threading.Lock()

    async def id_of(self, topic: str) -> str:
        """The id as Kafka's own tools print it; empty when the broker does not tell."""
        return await asyncio.to_thread(self._id_of, topic)

    async def requests(self, group: str, topic: str) -> dict[int, Request]:
        """The standing wishes of `pipeline reprocess`, by partition."""
        return await asyncio.to_thread(self._requests, group, topic)

    async def stop(self) -> None:
        """Close the client."""
        if self._admin is not None:
            await asyncio.to_thread(self._admin.close)

    def _client(self) -> Any:
        if self._admin is None:
            self._admin = self._connect()
        return self._admin

    def _requests(self, group: str, topic: str) -> dict[int, Request]:
        with self._turn:
            return requests_of(self._client(), group, topic)

    def _id_of(self, topic: str) -> str:
        with self._turn:
            for described in self._client().describe_topics([topic]):
                if described.get("name") == topic and described.get("topic_id"):
                    return printed(described["topic_id"])
        return ""

"""A batch is asked once more, at the last moment, whether its partition is still the worker's."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast

import pytest
from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient, NewTopic

from pipeline.settings import load
from pipeline.stream.app import build
from pipeline.stream.producer import Producer, Record, WriteError

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]

RUN = [Record(b"key", b"value", None, [])]


@pytest.fixture
def one_partition(bootstrap: str, topic_prefix: str) -> str:
    """An empty topic of one partition."""
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        admin.create_topics([NewTopic(topic_prefix, 1, 1)])
    return topic_prefix


def producing(topic: str, bootstrap: str, folder: Path) -> Producer:
    """The producer of an app that is not started."""
    app = build(load(group=topic, data_dir=folder), "entities", bootstrap)
    return cast(Producer, app.producer)


def records_in(topic: str, bootstrap: str) -> int:
    """How many records the topic's first partition holds."""
    with KafkaConsumer(bootstrap_servers=bootstrap) as consumer:
        (end,) = consumer.end_offsets([TopicPartition(topic, 0)]).values()
    return int(end)


def test_a_batch_whose_partition_went_never_leaves(
    one_partition: str, bootstrap: str, tmp_path: Path
) -> None:
    """It was handed over while all was well; the write fails, and so the worker ends."""

    async def lost() -> bool:
        return False

    async def run() -> None:
        producer = producing(one_partition, bootstrap, tmp_path)
        await producer.start()
        try:
            await producer.write(one_partition, 0, RUN, patience=30)
            with pytest.raises(WriteError, match="went to another worker"):
                await producer.write(one_partition, 0, RUN, patience=30, gate=lost)
        finally:
            await producer.stop()

    asyncio.run(run())
    assert records_in(one_partition, bootstrap) == 1


def test_a_batch_waits_at_the_gate(one_partition: str, bootstrap: str, tmp_path: Path) -> None:
    """Nothing is on the topic while it is not known; then it leaves, and the gate is gone."""

    async def run() -> None:
        producer = producing(one_partition, bootstrap, tmp_path)
        await producer.start()
        known = asyncio.Event()
        asked = asyncio.Event()

        async def certain() -> bool:
            asked.set()
            return await known.wait()

        try:
            write = asyncio.create_task(
                producer.write(one_partition, 0, RUN, patience=60, gate=certain)
            )
            async with asyncio.timeout(30):
                await asked.wait()
            assert await asyncio.to_thread(records_in, one_partition, bootstrap) == 0
            known.set()
            assert await write == 0
            assert await producer.write(one_partition, 0, RUN, patience=30) == 1
        finally:
            await producer.stop()

    asyncio.run(run())

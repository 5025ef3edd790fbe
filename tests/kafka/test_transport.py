"""Our Faust driver on a real Kafka: positions, idempotence, and what Faust does with records."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
import uvloop
from aiokafka import AIOKafkaConsumer
from aiokafka.conn import AIOKafkaConnection
from aiokafka.errors import CommitFailedError, KafkaConnectionError
from aiokafka.protocol.metadata import MetadataRequest
from aiokafka.structs import OffsetAndMetadata
from kafka import KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient, NewTopic

from pipeline.settings import load
from pipeline.stream.app import build
from pipeline.stream.claim import Claim, refuse_late_commits
from pipeline.stream.connection import Connection
from pipeline.stream.consumer import Consumer
from pipeline.stream.producer import Producer, Record
from pipeline.stream.transport import Raw

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]

RECORDS = 50
RUN = 7


@pytest.fixture
def topic(bootstrap: str, topic_prefix: str) -> str:
    """A topic of one partition with some records in it."""
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        admin.create_topics([NewTopic(topic_prefix, 1, 1)])
    producer = KafkaProducer(bootstrap_servers=bootstrap)
    for number in range(RECORDS):
        producer.send(topic_prefix, value=b"%d" % number)
    producer.close()
    return topic_prefix


def app_on(topic: str, bootstrap: str, folder: Path, seen: list[int]) -> Any:
    """A Faust app that notes offsets and acknowledges nothing."""
    settings = load(group=topic, data_dir=folder)
    app = build(settings, "entities", bootstrap)

    async def positions(committed: Mapping[int, int | None]) -> Mapping[int, int]:
        return {}

    app.claim = Claim(settings.session_s)
    app.has_room = lambda partition: True
    app.by_hand = lambda partition: False
    app.positions = positions
    records = app.topic(topic, schema=Raw(key_type=bytes, value_type=bytes, allow_empty=True))

    async def consume(stream: Any) -> None:
        async for event in stream.noack().events():
            seen.append(event.message.offset)

    app.agent(records, name="notes")(consume)
    return app


async def until_seen(seen: list[int], count: int) -> None:
    async with asyncio.timeout(60):
        while len(seen) < count:  # noqa: ASYNC110 - Faust tells nobody
            await asyncio.sleep(0.02)


def test_records_that_faust_throws_away_come_again(
    topic: str, bootstrap: str, tmp_path: Path
) -> None:
    """Without a committed offset, a seek to it goes to the first record, not to nowhere.

    Faust does this whenever it has fetched while the flow was suspended: it forgets the records
    and seeks to the committed offsets. Where none is committed, its own seek does nothing, and
    the records are lost.
    """
    seen: list[int] = []

    async def run() -> None:
        app = app_on(topic, bootstrap, tmp_path, seen)
        await app.start()
        try:
            await until_seen(seen, RECORDS)
            consumer = cast(Consumer, app.consumer)
            await consumer.perform_seek()
            consumer._read_offset.clear()
            (tp,) = consumer.assignment()
            assert await consumer.position(tp) < RECORDS
        finally:
            await app.stop()

    asyncio.run(run())
    assert seen[:RECORDS] == list(range(RECORDS))


def test_the_producer_is_idempotent_and_a_run_is_one_batch(
    topic: str, bootstrap: str, tmp_path: Path
) -> None:
    """The broker keeps a producer id and a sequence for it: it would drop a repeated batch."""

    async def run() -> None:
        app = app_on(topic, bootstrap, tmp_path, [])
        await app.start()
        try:
            run = [Record(b"key", b"value %d" % number, None, []) for number in range(RUN)]
            await cast(Producer, app.producer).write(topic, 0, run, patience=30)
        finally:
            await app.stop()

    asyncio.run(run())
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:
        (described,) = admin.describe_producers([TopicPartition(topic, 0)]).values()
    sequences = [producer.last_sequence for producer in described.active_producers]
    assert RUN - 1 in sequences, f"no idempotent producer wrote the run: {described}"


@pytest.mark.parametrize(
    ("made", "error"),
    [(Connection, KafkaConnectionError), (AIOKafkaConnection, RuntimeError)],
    ids=["ours", "aiokafka's"],
)
def test_a_closed_connection_says_that_it_is_broken(
    bootstrap: str, made: type[AIOKafkaConnection], error: type[Exception]
) -> None:
    """On uvloop aiokafka's own does not: the second row fails when it has been mended there."""

    async def run() -> type[Exception]:
        host, _, port = bootstrap.rpartition(":")
        one = made(host, int(port))
        await one.connect()
        one._read_task.cancel()  # who notices the end later than the next request is sent
        one._writer.transport.abort()
        await asyncio.sleep(0.1)
        with pytest.raises(RuntimeError) as raised:
            await one.send(MetadataRequest([]))
        await one.close()
        return raised.type

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        assert runner.run(run()) is error


@contextlib.asynccontextmanager
async def member(topic: str, bootstrap: str) -> AsyncIterator[tuple[Any, Any]]:
    """A plain consumer in a group of its own that has committed 5, and its partition."""
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id=topic,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    await consumer.start()
    try:
        await consumer.getone()
        (tp,) = consumer.assignment()
        await consumer.commit({tp: 5})
        yield consumer, tp
    finally:
        await consumer.stop()


@pytest.mark.parametrize("refused", [True, False], ids=["refused", "as aiokafka does"])
def test_a_forgotten_member_takes_no_offset_back(topic: str, bootstrap: str, refused: bool) -> None:
    """To a broker it is a consumer without a group, which may commit once the group is empty."""

    async def run() -> int:
        async with member(topic, bootstrap) as (consumer, tp):
            coordinator = consumer._coordinator
            if refused:
                refuse_late_commits(coordinator)
            await coordinator._maybe_leave_group()
            with pytest.raises(CommitFailedError) if refused else contextlib.nullcontext():
                await consumer.commit({tp: 3})
            return cast(int, await consumer.committed(tp))

    assert asyncio.run(run()) == (5 if refused else 3)


def test_what_was_begun_before_a_rebalance_is_not_committed_after_it(
    topic: str, bootstrap: str
) -> None:
    """Its partitions may be others' by now."""

    async def run() -> int:
        async with member(topic, bootstrap) as (consumer, tp):
            coordinator, subscription = consumer._coordinator, consumer._subscription.subscription
            refuse_late_commits(coordinator)
            old = subscription.assignment
            await consumer.commit({tp: 6})
            coordinator.request_rejoin()
            async with asyncio.timeout(60):
                while subscription.assignment in (old, None):  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.02)
            with pytest.raises(CommitFailedError):
                await coordinator.commit_offsets(old, {tp: OffsetAndMetadata(3, "")})
            return cast(int, await consumer.committed(tp))

    assert asyncio.run(run()) == 6

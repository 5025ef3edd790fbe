"""The past again, a topic recreated, a group reset: on a real Kafka, with trivial stages."""

from __future__ import annotations

import time
from pathlib import Path

import orjson
import pytest
from kafka import KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.structs import OffsetAndMetadata

from pipeline.broker import Broker
from pipeline.cli.main import run
from pipeline.clients.config import ClientConfig, for_kafka_python
from pipeline.clients.reading import Read, Reader
from pipeline.flow import group_of, topics_of
from pipeline.settings import Settings, load
from tests.kafka.running import create_topics, worker

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]


@pytest.fixture
def settings(broker: Broker, topic_prefix: str, tmp_path: Path) -> Settings:
    """A stream of trivial stages of its own."""
    return load(
        brokers=broker.bootstrap,
        prefix=topic_prefix,
        group=topic_prefix,
        data_dir=tmp_path,
        flow="tests.flows.trivial:STAGES",
        partitions=2,
        processes=1,
        http_port=0,
        log_format="json",
    )


def config_of(settings: Settings) -> ClientConfig:
    return for_kafka_python(settings, settings.brokers or "", client_id="test")


def publish(settings: Settings, ids: range) -> None:
    producer = KafkaProducer(**config_of(settings))
    for number in ids:
        value = orjson.dumps({"id": f"a{number}", "text": f"text {number}"})
        producer.send(settings.prefix, value, partition=number % 2)
    producer.close()


def all_events(settings: Settings) -> list[Read]:
    """All finished events; along each partition their origins only grow."""
    topic = topics_of(settings.prefix).outputs[-1]
    with Reader(config_of(settings), topic, max_bytes=settings.max_event_bytes) as reader:
        records = list(reader.between(reader.first(), reader.ends()))
    for number in range(2):
        here = [one.origin for one in records if one.partition == number and one.origin]
        positions = [origin.position for origin in here]
        assert positions == sorted(set(positions)), "origins only grow"
    return records


def wait_for(settings: Settings, *, epoch: int, count: int) -> None:
    """Wait until so many events of an epoch are there."""
    deadline = time.monotonic() + 120
    while len(found := ids(all_events(settings), epoch)) < count:
        assert time.monotonic() < deadline, f"{len(found)} of {count} events"
        time.sleep(0.5)


def ids(records: list[Read], epoch: int) -> list[str]:
    return sorted(
        (record.key or b"").decode()
        for record in records
        if record.origin is not None and record.origin.epoch == epoch
    )


def names(numbers: range) -> list[str]:
    return sorted(f"a{number}" for number in numbers)


def test_the_past_is_enriched_again_while_new_articles_go_on(settings: Settings) -> None:
    """`pipeline reprocess` gives every event once more, under the next epoch, and loses none."""
    create_topics(settings)
    with worker(settings):
        publish(settings, range(40))
        wait_for(settings, epoch=0, count=40)
        flags = [f"--brokers={settings.brokers}", f"--prefix={settings.prefix}"]
        flags += [f"--set=group={settings.group}", f"--set=flow={settings.flow}"]
        assert run(["reprocess", "--from-beginning", "--yes", *flags]) == 0
        publish(settings, range(40, 50))
        wait_for(settings, epoch=1, count=50)
    found = list(all_events(settings))
    assert ids(found, epoch=1) == names(range(50)), "all of the past, and what came meanwhile"
    assert set(ids(found, epoch=0)) >= set(names(range(40)))
    assert len(found) == len({(one.partition, one.origin) for one in found})


def test_a_recreated_topic_is_processed_from_its_beginning(settings: Settings) -> None:
    """Offsets of the topic that is gone skip nothing of the one that took its name."""
    create_topics(settings)
    with worker(settings):
        publish(settings, range(30))
        wait_for(settings, epoch=0, count=30)
    with KafkaAdminClient(**config_of(settings)) as admin:
        admin.delete_topics([settings.prefix])
        deadline = time.monotonic() + 30
        while settings.prefix in admin.list_topics() and time.monotonic() < deadline:
            time.sleep(0.2)
    create_topics(settings)
    publish(settings, range(100, 110))
    with worker(settings):
        wait_for(settings, epoch=1, count=10)
    found = all_events(settings)
    assert ids(found, epoch=1) == names(range(100, 110))
    assert len(found) == 40


def test_a_group_that_was_reset_by_hand_does_no_harm(settings: Settings) -> None:
    """What was dealt with is skipped, not done again."""
    create_topics(settings)
    with worker(settings):
        publish(settings, range(30))
        wait_for(settings, epoch=0, count=30)
    with KafkaAdminClient(**config_of(settings)) as admin:
        for stage in ("entities", "numbers", "locations"):
            group = group_of(stage, settings)
            (stored,) = admin.list_group_offsets(group).values()
            admin.alter_group_offsets(
                group,
                {
                    TopicPartition(at.topic, at.partition): OffsetAndMetadata(0, "", None)
                    for at in stored
                },
            )
    publish(settings, range(30, 35))
    with worker(settings):
        wait_for(settings, epoch=0, count=35)
    assert ids(all_events(settings), epoch=0) == names(range(35))

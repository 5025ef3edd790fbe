"""The whole stream on a real Kafka: what goes in comes out, and what cannot goes aside."""

from __future__ import annotations

import os
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from prometheus_client.parser import text_string_to_metric_families

from pipeline.article.formats import Found, read
from pipeline.clients.config import for_kafka_python
from pipeline.clients.deadletters import letter_of
from pipeline.clients.publish import Acknowledged, Publisher
from pipeline.clients.reading import Read, Reader
from pipeline.event.encode import encode
from pipeline.flow import Enrichment, topics_of
from pipeline.settings import Settings, load
from pipeline.stream.origin import decode
from tests.kafka import running
from tests.kafka.running import create_topics
from tests.schemas.contract import validate_dead_letter, validate_event, validate_event_headers

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[2]
POISON: dict[str, bytes | None] = {
    "null-value": None,
    "not-utf8": b'{"text": "\xff\xfe"}',
    "not-json": b"{'text': 1",
    "no-text": b'{"title": "only"}',
    "too-deep": b'{"text": "x", "a": ' + b"[" * 200 + b"]" * 200 + b"}",
    "too-large": b'{"text": "' + b"x" * (1024 * 1024) + b'"}',
}


@pytest.fixture(scope="module")
def settings(broker: object, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of one stream with the real stages."""
    built = Path(os.environ.get("PIPELINE_DATA_DIR", ROOT / ".data")).absolute()
    folder = tmp_path_factory.mktemp("stream")
    (folder / "models").symlink_to(built / "models")
    return load(
        brokers=broker.bootstrap,  # type: ignore[attr-defined]
        prefix="stream-test",
        group="stream-test",
        data_dir=folder,
        gazetteer=built / "gazetteer" / "places.gaz",
        partitions=3,
        http_port=0,
        log_format="json",
    )


@pytest.fixture(scope="module")
def worker(settings: Settings) -> Iterator[str]:
    """A worker process with all stages; gives its pages' address, and must end cleanly."""
    create_topics(settings)
    with running.worker(settings) as address:
        yield address


@pytest.fixture(scope="module")
def seeds(settings: Settings, worker: str) -> list[Found]:
    """All seeds, published with poison among them."""
    found = [one for one in read([ROOT / "seeds"], max_bytes=2**20) if isinstance(one, Found)]
    config = for_kafka_python(settings, settings.brokers or "", client_id="test")
    with Publisher(config, settings.prefix, max_bytes=settings.max_event_bytes) as publisher:
        fates = list(publisher.publish(found[:5]))
    producer = KafkaProducer(**config, max_request_size=4 * 2**20)
    for name, value in POISON.items():
        producer.send(settings.prefix, key=name.encode(), value=value, headers=[("mine", b"kept")])
    producer.close()
    with Publisher(config, settings.prefix, max_bytes=settings.max_event_bytes) as publisher:
        fates += publisher.publish(found[5:])
    assert all(isinstance(fate, Acknowledged) for fate in fates)
    return found


def test_every_seed_arrives_enriched_in_the_bytes_of_the_fold(
    settings: Settings, seeds: list[Found]
) -> None:
    """The stream and `pipeline enrich` give the same bytes, on every topic in order."""
    enrichment = Enrichment(settings)
    expected = {one.article.id: encode(enrichment.enrich(one.article)) for one in seeds}
    for topic in topics_of(settings.prefix).outputs:
        records = collect(settings, topic, len(seeds))
        assert sorted(r.key.decode() for r in records if r.key) == sorted(expected)
        assert_origins_grow(records)
        kind = topic.rpartition(".")[2]
        for record in records:
            headers = dict(record.headers)
            assert headers["ce_type"] == f"article.{kind}.v1".encode()
            assert headers["ce_id"].decode() == orjson.loads(record.value or b"")["id"]
            validate_event(record.value, topic=kind)
            validate_event_headers(list(record.headers), topic=kind)
    for record in records:
        assert record.key is not None
        assert record.value == expected[record.key.decode()]


def test_poison_goes_aside_with_its_bytes(settings: Settings, seeds: list[Found]) -> None:
    """Each bad record is a dead letter with key, value and headers as they were, and a reason."""
    records = collect(settings, topics_of(settings.prefix).dead_letter, len(POISON))
    for record in records:
        letter = letter_of(record)
        assert record.key is not None
        name = record.key.decode()
        assert record.value == POISON[name]
        assert record.text("error.type") == name
        assert record.text("error.stage") == "entities"
        assert record.text("mine") == "kept"
        assert letter is not None
        validate_dead_letter(list(record.headers))
    assert len({record.key for record in records}) == len(POISON)


def test_the_metrics_count_them(worker: str, settings: Settings, seeds: list[Found]) -> None:
    """Received, enriched and dead-lettered add up, by stage, and lag goes back to zero."""
    collect(settings, topics_of(settings.prefix).outputs[-1], len(seeds))
    deadline = time.monotonic() + 60
    while True:
        found = scrape(worker)
        enriched = found.get(("pipeline_articles_finished_total", "locations", "enriched"), 0)
        letters = found.get(("pipeline_articles_finished_total", "entities", "dead-lettered"), 0)
        if (enriched, letters) == (len(seeds), len(POISON)) or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    assert (enriched, letters) == (len(seeds), len(POISON))


def test_another_copy_of_an_article_has_the_same_event_id(
    settings: Settings, seeds: list[Found]
) -> None:
    """An article published again unchanged is processed again, and recognised by its event id."""
    first = collect(settings, topics_of(settings.prefix).outputs[-1], len(seeds))
    config = for_kafka_python(settings, settings.brokers or "", client_id="test")
    with Publisher(config, settings.prefix, max_bytes=settings.max_event_bytes) as publisher:
        list(publisher.publish(seeds[:1]))
    again = collect(settings, topics_of(settings.prefix).outputs[-1], len(seeds) + 1)
    key = seeds[0].article.id.encode()
    ids = [dict(record.headers)["ce_id"] for record in again if record.key == key]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert len(first) == len(seeds)


def collect(settings: Settings, topic: str, count: int, *, patience: float = 120) -> list[Read]:
    """Exactly ``count`` records of a topic: waits for them, and a moment for one too many."""
    config = for_kafka_python(settings, settings.brokers or "", client_id="test")
    with Reader(config, topic, max_bytes=settings.max_event_bytes) as reader:
        records: list[Read] = []
        deadline = time.monotonic() + patience
        for record in reader.follow(reader.first(), until=deadline):
            if record is not None:
                records.append(record)
            elif len(records) >= count:
                break
    assert len(records) == count, f"{topic} holds {len(records)} records, not {count}"
    return records


def assert_origins_grow(records: list[Read]) -> None:
    """Along each partition of a topic, origins only grow."""
    last: dict[int, tuple[int, int]] = {}
    for record in records:
        origin = decode(dict(record.headers)["origin"])
        assert origin is not None
        assert origin.partition == record.partition
        assert origin.position > last.get(record.partition, (-1, -1))
        last[record.partition] = origin.position


def scrape(address: str) -> dict[tuple[str, str, str], float]:
    """Samples by name, stage and outcome."""
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return {
        (
            sample.name,
            sample.labels.get("stage", ""),
            sample.labels.get("outcome", ""),
        ): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_any_client_reads_the_topics(settings: Settings, seeds: list[Found]) -> None:
    """A plain consumer sees what our reader sees."""
    topic = topics_of(settings.prefix).outputs[-1]
    consumer = KafkaConsumer(bootstrap_servers=settings.brokers, group_id=None)
    where = [TopicPartition(topic, number) for number in range(settings.partitions)]
    ends = consumer.end_offsets(where)
    consumer.close()
    assert sum(ends.values()) >= len(seeds)

"""Publishing, subscribing, topics, lag and dead letters against a real Apache Kafka."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator

import orjson
import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.structs import OffsetAndMetadata

from pipeline.article.decode import article_of
from pipeline.article.formats import Unreadable, read
from pipeline.cli import run
from pipeline.clients import deadletters, lag, topics
from pipeline.clients.config import ClientConfig, for_kafka_python
from pipeline.clients.faults import ClientError
from pipeline.clients.publish import Acknowledged, Publisher, Record
from pipeline.clients.reading import Reader
from pipeline.clients.sieve import Wanted
from pipeline.clients.subscribe import Subscription, subscribe
from pipeline.event.encode import encode
from pipeline.event.model import Event
from pipeline.flow import Topics, topics_of
from pipeline.settings import Settings, load
from pipeline.stream.headers import dead_letter_headers
from pipeline.stream.origin import HEADER, Origin

pytestmark = pytest.mark.kafka
LIMIT = 8 << 20


@pytest.fixture
def settings(bootstrap: str, topic_prefix: str) -> Settings:
    return load(brokers=bootstrap, prefix=topic_prefix, group=topic_prefix, partitions=3)


@pytest.fixture
def config(settings: Settings, bootstrap: str) -> ClientConfig:
    return for_kafka_python(settings, bootstrap, client_id="test")


@pytest.fixture
def admin(config: ClientConfig) -> Iterator[KafkaAdminClient]:
    with KafkaAdminClient(**config) as client:
        yield client


@pytest.fixture
def names(admin: KafkaAdminClient, settings: Settings) -> Topics:
    """The topics of the test, created."""
    found = topics_of(settings.prefix)
    topics.ensure(admin, found, settings)
    return found


def write(config: ClientConfig, topic: str, records: list[tuple[int, Record]]) -> None:
    """Put records on chosen partitions, as a stage does."""
    producer = KafkaProducer(**config)
    for partition, record in records:
        producer.send(
            topic, record.value, record.key, list(record.headers), partition=partition
        ).get()
    producer.close()


def event(text: str, offset: int, *, partition: int = 0, epoch: int = 0) -> tuple[int, Record]:
    """An event of the article at ``offset`` of a partition."""
    origin = Origin("articles", partition, offset, epoch, "life")
    value = encode(Event(article_of({"text": text})))
    return partition, Record(b"k", value, [(HEADER, origin.encode())])


def texts(config: ClientConfig, subscription: Subscription, articles: str) -> list[str]:
    return [
        delivery.event["article"]["text"]
        for delivery in subscribe(config, subscription, articles=articles, max_bytes=LIMIT)
        if delivery.event is not None
    ]


def test_topics_are_created_alike_and_once(
    admin: KafkaAdminClient, settings: Settings, names: Topics
) -> None:
    """All five are equally wide with their limits, and creating them again changes nothing."""
    found = topics.ensure(admin, names, settings)
    assert [topic.name for topic in found] == list(names.all)
    assert {topic.partitions for topic in found} == {3}
    assert all(not topic.differs for topic in found)
    other = settings.model_copy(update={"retention_days": 1.0, "partitions": 9})
    differing = {topic.name: dict(topic.differs) for topic in topics.describe(admin, names, other)}
    assert differing.pop(names.dead_letter) == {}
    assert all(
        fields == {"retention.ms": ("604800000", "86400000")} for fields in differing.values()
    )
    assert topics.align(admin, names, other) == list(names.all[:-1])
    assert not any(topic.differs for topic in topics.describe(admin, names, other))


def test_unequal_topics_are_refused_and_widened_downstream_first(
    admin: KafkaAdminClient, settings: Settings, names: Topics
) -> None:
    """A topic that is wider than the others is an error until all are; none is ever narrowed."""
    admin.create_partitions({names.dead_letter: 5})
    admin.wait_for_topics([names.dead_letter])
    with pytest.raises(ClientError, match="topics widen 5"):
        topics.ensure(admin, names, settings)
    with pytest.raises(ClientError, match="never take any away"):
        topics.widen(admin, names, settings, 4)
    changed = topics.widen(admin, names, settings, 5)
    assert changed == [*reversed(names.outputs), names.articles]
    assert {topic.partitions for topic in topics.ensure(admin, names, settings)} == {5}


def test_published_articles_are_acknowledged_in_order_with_their_faults(
    config: ClientConfig, names: Topics
) -> None:
    """Each line has its outcome, in order; the same id always has the same partition."""
    lines = (
        b'{"id": "a", "text": "1"}\nbad\n{"id": "b", "text": "2"}\n{"id": "a", "text": "3"}\n{}\n'
    )
    with Publisher(config, names.articles, max_bytes=LIMIT) as publisher:
        items = read(["-"], max_bytes=LIMIT, stdin=io.BytesIO(lines))
        outcomes = list(publisher.publish(items))
    assert [isinstance(outcome, Acknowledged) for outcome in outcomes] == [
        True, False, True, True, False,
    ]  # fmt: skip
    assert [o.line for o in outcomes if isinstance(o, Unreadable)] == [2, 5]
    first, last = outcomes[0], outcomes[3]
    assert isinstance(first, Acknowledged)
    assert isinstance(last, Acknowledged)
    assert first.partition == last.partition
    assert last.offset > first.offset
    with Reader(config, names.articles, max_bytes=LIMIT) as reader:
        records = list(reader.between(reader.first(), reader.ends()))
    assert sorted((r.key, r.value) for r in records) == [
        (b"a", b'{"id":"a","text":"1"}'),
        (b"a", b'{"id":"a","text":"3"}'),
        (b"b", b'{"id":"b","text":"2"}'),
    ]


def test_a_missing_topic_is_said(config: ClientConfig, topic_prefix: str) -> None:
    """Neither side creates a topic by the way."""
    with pytest.raises(ClientError, match="topics create"):
        Publisher(config, topic_prefix + ".none", max_bytes=LIMIT)
    with pytest.raises(ClientError, match="topics create"):
        Reader(config, topic_prefix + ".none", max_bytes=LIMIT)


def test_subscribers_see_each_event_once(config: ClientConfig, names: Topics) -> None:
    """Redelivered duplicates are dropped by origin; another epoch is news; filters choose."""
    topic = names.outputs[-1]
    records = [
        event("one", 0),
        event("two", 1),
        event("two", 1),
        event("one", 0),
        event("three", 2),
    ]
    write(config, topic, [*records, event("one again", 0, epoch=1)])
    everything = Subscription(topic, since=0, most=4)
    assert texts(config, everything, names.articles) == ["one", "two", "three", "one again"]
    wanted = Wanted(ids=frozenset([article_of({"text": "three"}).id]))
    assert texts(config, Subscription(topic, wanted, since=0, most=1), names.articles) == ["three"]
    present = Subscription(topic, since=0, until_now=True)
    assert texts(config, present, names.articles) == ["one", "two", "three", "one again"]
    assert texts(config, Subscription(topic, until_now=True), names.articles) == texts(
        config, present, names.articles
    )


def test_newest_events_wait_for_articles_on_their_way(config: ClientConfig, names: Topics) -> None:
    """Asking for one event from now gives that of the article that was published just before."""
    topic = names.outputs[-1]
    write(config, names.articles, [(0, Record(b"a", b"{}")), (0, Record(b"b", b"{}"))])
    write(config, topic, [event("old", 0)])
    deliveries = subscribe(
        config, Subscription(topic, most=1), articles=names.articles, max_bytes=LIMIT
    )

    late = threading.Timer(1.0, write, (config, topic, [event("new", 1)]))
    late.start()
    (only,) = deliveries
    late.join()
    assert only.event is not None
    assert only.event["article"]["text"] == "new"


def test_lag_counts_what_is_not_acknowledged(
    config: ClientConfig, admin: KafkaAdminClient, names: Topics, settings: Settings
) -> None:
    """Before any commit all records count; after one, those behind it."""
    write(
        config,
        names.articles,
        [(0, Record(b"a", b"{}")), (0, Record(b"b", b"{}")), (2, Record(b"c", b"{}"))],
    )
    readers = [lag.Reader("entities", f"{settings.group}-entities", names.articles)]
    (stage,) = lag.lags(admin, readers)
    assert (stage.lag, stage.workers) == (3, 0)
    assert [(part.committed, part.end, part.lag) for part in stage.partitions] == [
        (None, 2, 2), (None, 0, 0), (None, 1, 1),
    ]  # fmt: skip
    consumer = KafkaConsumer(**config, group_id=f"{settings.group}-entities")
    at = TopicPartition(names.articles, 0)
    consumer.assign([at])
    consumer.commit({at: OffsetAndMetadata(1, "", -1)})
    consumer.close(autocommit=False)
    (stage,) = lag.lags(admin, readers)
    assert [part.lag for part in stage.partitions] == [1, 0, 1]


def test_dead_letters_are_listed_and_sent_back_once(config: ClientConfig, names: Topics) -> None:
    """Letters are chosen by stage and reason; each goes back to the first topic once."""
    article = b'{"id":"a","text":"x","desk":1}'
    enriched = encode(Event(article_of({"id": "b", "text": "y"})))

    def letter(value: bytes, stage: str, topic: str, offset: int) -> tuple[int, Record]:
        headers = dead_letter_headers(
            None, stage=stage, error="crash", message="it died", topic=topic, partition=0,
            offset=offset, attempts=3, now=time.time(), incoming=[("traceparent", b"t")],
        )  # fmt: skip
        return 0, Record(b"a", value, headers)

    write(
        config,
        names.dead_letter,
        [
            letter(article, "entities", names.articles, 0),
            letter(enriched, "numbers", names.outputs[0], 0),
            letter(b"\xff", "entities", names.articles, 1),
        ],
    )
    with Reader(config, names.dead_letter, max_bytes=LIMIT) as reader:
        chosen = list(deadletters.letters(reader, deadletters.Selection()))
        numbers = deadletters.Selection(stages=frozenset(["numbers"]))
        assert [letter.place for letter in deadletters.letters(reader, numbers)] == ["0@1"]
    assert deadletters.described(chosen[2], whole=True)["value_hex"] == "ff"

    def replay() -> list[type]:
        with Reader(config, names.articles, max_bytes=LIMIT) as former:
            done = deadletters.replayed(former, 0)
        with Publisher(config, names.articles, max_bytes=LIMIT) as publisher:
            return [
                type(outcome)
                for outcome in deadletters.replay(publisher, chosen, done=done, max_bytes=LIMIT)
            ]

    assert replay() == [Acknowledged, Acknowledged, deadletters.Kept]
    assert replay() == [deadletters.Kept] * 3
    with Reader(config, names.articles, max_bytes=LIMIT) as articles:
        back = {
            record.value: record for record in articles.between(articles.first(), articles.ends())
        }
    assert set(back) == {article, b'{"id":"b","text":"y"}'}
    assert dict(back[article].headers) == {
        "traceparent": b"t", "replay-of": f"{names.dead_letter}/0@0".encode(),
    }  # fmt: skip


def test_the_commands_work_together(
    settings: Settings,
    capfdbinary: pytest.CaptureFixture[bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """topics create, publish, subscribe and lag agree, with JSON lines and exit statuses."""
    shared = ["--brokers", str(settings.brokers), "--prefix", settings.prefix]
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text("Rain fell.")

    def lines(*arguments: str, status: int = 0) -> list[dict[str, object]]:
        assert run([*arguments, *shared]) == status
        return [orjson.loads(line) for line in capfdbinary.readouterr().out.splitlines()]

    for verb in (["publish", str(folder)], ["lag"]):
        assert run([*verb, *shared]) == 1
        assert b"topics create" in capfdbinary.readouterr().err
    assert len(lines("topics", "create")) == 5
    (published,) = lines("publish", str(folder))
    assert published["topic"] == settings.prefix
    (folder / "b.json").write_text("{}")
    assert len(lines("publish", str(folder), status=1)) == 2
    assert sum(int(str(line["lag"])) for line in lines("lag") if line["stage"] == "entities") == 2
    assert lines("dead-letters", "list") == lines("subscribe", "--until-now") == []
    assert lines("dead-letters", "replay", status=2) == []


def test_an_interrupted_publish_says_how_far_it_came(
    settings: Settings,
    names: Topics,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ctrl-C with records in flight: status 130, what is certain, and no fault of Kafka's."""

    class Interrupted(io.BytesIO):
        def readinto(self, buffer: object, /) -> int:
            count = super().readinto(buffer)  # type: ignore[arg-type]
            if not count:
                raise KeyboardInterrupt
            return count

    articles = b"".join(b'{"text": "article %d"}\n' % number for number in range(3_000))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Interrupted(articles)))
    shared = ["--brokers", str(settings.brokers), "--prefix", settings.prefix]
    assert run(["publish", "-", *shared]) == 130
    captured = capfdbinary.readouterr()
    acknowledged = len(captured.out.splitlines())
    assert 0 < acknowledged <= 3_000
    (said,) = captured.err.decode().splitlines()
    assert said.startswith(f"Broken off: {acknowledged} articles acknowledged on {settings.prefix}")


def test_a_list_of_dead_letters_ends_with_their_kinds(
    settings: Settings,
    config: ClientConfig,
    names: Topics,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """At night it matters first whether it is one reason or many; data stay on standard output."""
    letters = [
        (0, Record(b"k", b"x", [("error.stage", b"entities"), ("error.type", kind)]))
        for kind in (b"not-json", b"timeout", b"not-json")
    ]
    write(config, names.dead_letter, letters)
    shared = ["--brokers", str(settings.brokers), "--prefix", settings.prefix]
    assert run(["dead-letters", "list", *shared]) == 0
    captured = capfdbinary.readouterr()
    assert len(captured.out.splitlines()) == 3
    assert captured.err.decode() == ("3 dead letters: entities not-json 2, entities timeout 1\n")

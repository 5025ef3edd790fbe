"""Topics are made and widened in the order that keeps a live stream safe; lag is counted right."""

from __future__ import annotations

import pytest

from pipeline.article.decode import article_of
from pipeline.clients.deadletters import Letter, Selection, record_of
from pipeline.clients.faults import ClientError
from pipeline.clients.lag import behind
from pipeline.clients.publish import Record
from pipeline.clients.reading import Read
from pipeline.clients.topics import Topic, common_width, wanted_config, widening
from pipeline.event.encode import encode
from pipeline.event.model import Event
from pipeline.flow import topics_of
from pipeline.settings import load

TOPICS = topics_of("articles")


def existing(**widths: int) -> list[Topic]:
    """All topics with four partitions, but for those named by their suffix."""
    return [
        Topic(name, widths.get(name.rpartition(".")[2].replace("-", "_"), 4), 1, "")
        for name in TOPICS.all
    ]


def test_downstream_is_widened_first() -> None:
    """No record may arrive on a partition whose output does not exist yet."""
    assert widening(existing(), TOPICS, 8) == [
        "articles.dead-letter",
        "articles.enriched",
        "articles.numbers",
        "articles.entities",
        "articles",
    ]


def test_a_widening_that_was_broken_off_goes_on() -> None:
    """Topics that are wide enough are left."""
    assert widening(existing(dead_letter=8, enriched=8), TOPICS, 8) == [
        "articles.numbers",
        "articles.entities",
        "articles",
    ]
    assert widening(existing(), TOPICS, 4) == []


def test_what_kafka_cannot_do_is_refused() -> None:
    """Partitions are never taken away, and missing topics are created first."""
    with pytest.raises(ClientError, match=r"articles\.numbers has 9 .* Use 9 or more"):
        widening(existing(numbers=9), TOPICS, 8)
    with pytest.raises(ClientError, match="topics create"):
        widening(existing()[1:], TOPICS, 8)


def test_unequal_widths_are_an_error_with_its_mend() -> None:
    """The message names each topic's width and the command."""
    assert common_width(existing()) == 4
    assert common_width([]) is None
    with pytest.raises(ClientError, match=r"articles 4.*dead-letter 6.*topics widen 6"):
        common_width(existing(dead_letter=6))


def test_limits_follow_the_settings() -> None:
    """Dead letters live longer; batches have room for the largest event; copies are in sync."""
    settings = load(replication_factor=3)
    plain = wanted_config(TOPICS.articles, TOPICS, settings)
    assert plain["retention.ms"] == str(7 * 24 * 3600 * 1000)
    assert int(plain["max.message.bytes"]) > settings.max_event_bytes
    assert plain["min.insync.replicas"] == "2"
    dead = wanted_config(TOPICS.dead_letter, TOPICS, settings)
    assert dead["retention.ms"] == str(30 * 24 * 3600 * 1000)
    assert "min.insync.replicas" not in wanted_config(TOPICS.articles, TOPICS, load())


@pytest.mark.parametrize(
    ("committed", "first", "end", "lag"),
    [(None, 0, 5, 5), (None, 3, 5, 2), (4, 0, 5, 1), (2, 3, 5, 2), (-1, 0, 5, 5), (9, 0, 5, 5)],
)
def test_lag(committed: int | None, first: int, end: int, lag: int) -> None:
    """No commit, retention and a recreated topic all count what is really there."""
    assert behind("numbers", 0, committed, first, end).lag == lag


def letter(value: bytes | None, *, topic: str = "articles", stage: str = "entities") -> Letter:
    headers = (("error.type", b"x"), ("origin", b"o"), ("ce_id", b"e"), ("traceparent", b"t"))
    record = Read("articles.dead-letter", 2, 7, 60_000, b"key", value, headers)
    return Letter(record, stage, "crash", "it died", topic, "3", "1970-01-01T00:02:00Z")


def test_a_letter_goes_back_as_it_was_sent() -> None:
    """Same bytes, same key; headers of the failure are replaced by the letter's name."""
    sent = b'{"text":"x", "odd":  1}'
    assert record_of(letter(sent), "articles", 99) == Record(
        b"key", sent, (("traceparent", b"t"), ("replay-of", b"articles.dead-letter/2@7"))
    )


def test_a_later_stages_letter_goes_back_as_its_article() -> None:
    """The article is taken out of the event."""
    event = encode(Event(article_of({"id": "a", "text": "x"})))
    record = record_of(letter(event, topic="articles.numbers"), "articles", 99)
    assert isinstance(record, Record)
    assert record.value == b'{"id":"a","text":"x"}'


@pytest.mark.parametrize("value", [None, b"", b"\xff", b"{}"])
def test_what_would_be_refused_again_is_kept(value: bytes | None) -> None:
    """A letter that cannot be an article is not sent round in circles."""
    assert isinstance(record_of(letter(value), "articles", 99), str)
    assert isinstance(record_of(letter(value, topic="articles.numbers"), "articles", 99), str)


def test_letters_are_chosen_by_all_conditions() -> None:
    """Stage, reason, article, place and time, each of which must hold."""
    one = letter(b"")
    assert Selection().has(one)
    assert Selection(stages=frozenset(["entities"]), types=frozenset(["crash"])).has(one)
    assert not Selection(stages=frozenset(["entities"]), types=frozenset(["x"])).has(one)
    assert Selection(places=frozenset(["2@7"]), ids=frozenset(["key"])).has(one)
    assert Selection(since=120, until=121).has(one)
    assert not Selection(since=121).has(one)

"""A publisher whose brokers vanish says so once, at the first record without an answer."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from kafka.errors import KafkaTimeoutError

from pipeline.clients import publish
from pipeline.clients.config import for_kafka_python
from pipeline.clients.publish import Acknowledged, BrokersGone, Publisher, Record
from pipeline.settings import load


class Admin:
    """An admin client that connects to nothing."""

    def __init__(self, **_: Any) -> None:
        pass

    def __enter__(self) -> Admin:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Future:
    """The future of a record: acknowledged, or never answered."""

    def __init__(self, offset: int, *, lost: bool) -> None:
        self.offset, self.lost, self.is_done = offset, lost, not lost

    def get(self, timeout: float | None = None) -> Any:
        assert timeout is not None, "a wait without an end"
        if self.lost:
            raise KafkaTimeoutError("no answer")
        return SimpleNamespace(partition=0, offset=self.offset)


class Producer:
    """A producer whose brokers answer three times, and then, after three more, take nothing."""

    closed = False

    def __init__(self, **_: Any) -> None:
        self.sent = 0

    def send(self, *_: object, **__: object) -> Future:
        self.sent += 1
        if self.sent > 6:
            raise KafkaTimeoutError("nothing taken")
        return Future(self.sent, lost=self.sent > 3)

    def flush(self) -> None:
        raise AssertionError("a wait without an end")

    def close(self, timeout: float | None = None) -> None:
        self.flush()
        Producer.closed = timeout == 0


def test_brokers_that_vanish_end_the_publishing_at_the_first_record_without_an_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Acknowledged ones come first, then one error that names the next; no more is read."""
    monkeypatch.setattr(publish, "KafkaAdminClient", Admin)
    monkeypatch.setattr(publish, "KafkaProducer", Producer)
    monkeypatch.setattr(publish, "topic_for", lambda *_: None)
    config = for_kafka_python(load(), "localhost:1", client_id="test")
    read: list[int] = []

    def items() -> Any:
        for number in range(1, 1000):
            read.append(number)
            yield number, Record(b"k", b"v")

    fates: list[Any] = []

    def publishing() -> None:
        with Publisher(config, "t", max_bytes=10, timeout_s=2) as publisher:
            for fate in publisher.send_all(items()):
                fates.append(fate)

    with pytest.raises(BrokersGone, match="nothing for 2 s") as gone:
        publishing()
    assert gone.value.item == 4
    assert read == [1, 2, 3, 4, 5, 6, 7]
    assert [fate.item for fate in fates if isinstance(fate, Acknowledged)] == [1, 2, 3]
    assert Producer.closed

"""The load: articles with known ids, poison among them, published at a steady pace.

Article number n always has the same id and the same bytes, so that a run under faults can be
compared with the fold, byte for byte.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson
from kafka import KafkaProducer

from tests.faults.flow import CRASH, FAIL, HANG

NAMES: Final = ("Ministry", "Council", "Harbour", "Observatory", "Railway", "Hospital", "Union")
POISON: Final = (
    b"\xff\xfe not UTF-8",
    b"not JSON",
    b'["an", "array"]',
    b'{"id": "no text"}',
    b'{"text": "   "}',
    b"",
    None,
    b"[" * 20_000,
)


@dataclass(frozen=True, slots=True)
class Mix:
    """What is published: every nth record poison, hanging, crashing or failing (0: none).

    `texts` are the articles' texts in turn; without any, made-up ones.
    """

    poison_every: int = 0
    hang_every: int = 0
    crash_every: int = 0
    fail_every: int = 0
    texts: tuple[str, ...] = ()
    transaction: int = 0
    """Records in one transaction: each leaves a gap in the topic's offsets. 0: none."""


@dataclass(frozen=True, slots=True)
class Published:
    """One record to publish; `fate` is empty for an event, else the stage that refuses it."""

    key: bytes
    value: bytes | None
    fate: str = ""


def record(number: int, mix: Mix) -> Published:
    """The nth record, the same every time."""

    def due(every: int) -> bool:
        return every > 0 and number % every == every - 1

    if due(mix.poison_every):
        value = POISON[number // mix.poison_every % len(POISON)]
        return Published(b"poison-%06d" % number, value, "entities")
    if due(mix.hang_every):
        return Published(b"hang-%06d" % number, _article(f"hang-{number:06}", HANG), "entities")
    if due(mix.crash_every):
        return Published(b"crash-%06d" % number, _article(f"crash-{number:06}", CRASH), "entities")
    if due(mix.fail_every):
        name = f"fail-{number:06}"
        return Published(name.encode(), _article(name, FAIL))
    name = f"a-{number:06}"
    text = mix.texts[number % len(mix.texts)] if mix.texts else _text(number)
    return Published(name.encode(), _article(name, text))


def _article(name: str, text: str) -> bytes:
    return orjson.dumps({"id": name, "title": f"Article {name}", "text": text})


def _text(number: int) -> str:
    sentence = "The {} counted {} ships and {} trains near the {} on day {}. "
    body = "".join(
        sentence.format(
            NAMES[(number + line) % 7], number * 7 + line, line * 31, NAMES[line % 7], number % 365
        )
        for line in range(2 + number % 9)
    )
    return body + "Nothing else was said about number " + str(number) + "."


def real_texts(folder: Path, characters: int) -> tuple[str, ...]:
    """The beginnings of the project's own seed articles, cut at a line's end."""
    texts = []
    for path in sorted(folder.iterdir()):
        if path.suffix in {".json", ".txt"}:
            raw = path.read_text("utf-8")
            text = str(orjson.loads(raw)["text"]) if path.suffix == ".json" else raw
            cut = text[:characters]
            texts.append(cut[: cut.rfind(".") + 1] or cut)
    return tuple(texts)


@dataclass(slots=True)
class Publisher:
    """Publishes records 0, 1, 2, … in a thread: at least `count`, and on until told to finish."""

    bootstrap: str
    topic: str
    mix: Mix
    count: int
    per_second: float
    sent: list[Published] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    _thread: threading.Thread | None = None
    _finish: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)
        self._thread.start()

    def finish(self, patience: float = 300.0) -> None:
        """Publish what is missing of `count`, and wait until every record is acknowledged."""
        assert self._thread is not None
        self._finish.set()
        self._thread.join(patience)
        if self._thread.is_alive():
            self.failed.append("the publisher did not finish")

    def _run(self) -> None:
        options: dict[str, Any] = {}
        if self.mix.transaction:
            options["transactional_id"] = f"publisher-{self.topic}"
        producer = KafkaProducer(
            bootstrap_servers=self.bootstrap,
            acks="all",
            enable_idempotence=True,
            delivery_timeout_ms=240_000,
            request_timeout_ms=15_000,
            max_block_ms=240_000,
            linger_ms=2,
            **options,
        )
        if self.mix.transaction:
            producer.init_transactions()
        try:
            self._publish(producer)
        except Exception as error:
            self.failed.append(repr(error))
        finally:
            producer.close(timeout=30)

    def _publish(self, producer: Any) -> None:
        futures = []
        for number in self._numbers():
            published = record(number, self.mix)
            if self.mix.transaction and number % self.mix.transaction == 0:
                if number:
                    producer.commit_transaction()
                producer.begin_transaction()
            futures.append(producer.send(self.topic, key=published.key, value=published.value))
            self.sent.append(published)
        if self.mix.transaction:
            producer.commit_transaction()
            futures += self._close_gaps()
        for future in futures:
            future.get(timeout=240)

    def _close_gaps(self) -> list[Any]:
        """End each partition with a plain record: no consumer can commit past a mere marker."""
        producer = KafkaProducer(bootstrap_servers=self.bootstrap, acks="all")
        futures = []
        for partition in sorted(producer.partitions_for(self.topic)):
            published = record(len(self.sent), self.mix)
            futures.append(
                producer.send(
                    self.topic, key=published.key, value=published.value, partition=partition
                )
            )
            self.sent.append(published)
        producer.close(timeout=30)
        return futures

    def _numbers(self) -> Iterator[int]:
        started = time.monotonic()
        number = 0
        while number < self.count or not self._finish.is_set():
            ahead = started + number / self.per_second - time.monotonic()
            if ahead > 0:
                time.sleep(ahead)
            yield number
            number += 1


def wait_for(condition: Callable[[], bool], seconds: float, every: float = 0.1) -> bool:
    """Whether the condition came true within so many seconds."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(every)
    return True

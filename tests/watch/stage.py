"""Where the drill plays: a broker, workers, a steady publisher and a Prometheus, all real."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kafka import KafkaProducer

from pipeline.broker import Broker, ports
from tests.watch.servers import Prometheus, Worker, wait_for

PREFIX: Final = "drill"
#: Articles a second: few enough for a busy machine, enough for every rate to be a rate.
RATE: Final = 8.0


class Feed(threading.Thread):
    """Publishes articles, one after the other, until it is told to stop."""

    def __init__(self, bootstrap: str) -> None:
        """Nothing is published before `start`."""
        super().__init__(daemon=True)
        self._address = bootstrap
        self._ended = threading.Event()
        self._extra: list[str] = []
        self.raw: bytes | None = None
        self.quiet = False
        self.texts: tuple[str, ...] = ()
        self.calm()

    def calm(self) -> None:
        """Only good articles."""
        self.texts = ("plain text",)

    def send(self, *texts: str) -> None:
        """These too, at once."""
        self._extra.extend(texts)

    def stop(self) -> None:
        """No more."""
        self._ended.set()
        self.join()

    def run(self) -> None:
        """One article of each of ``texts`` in turn, at the rate; odd ones beside it."""
        producer = KafkaProducer(
            bootstrap_servers=self._address, delivery_timeout_ms=600_000, max_block_ms=600_000
        )
        number = 0
        while not self._ended.wait(1 / RATE):
            number += 1
            texts = [] if self.quiet else [self.texts[number % len(self.texts)]]
            texts += [self._extra.pop() for _ in range(len(self._extra))]
            for index, text in enumerate(texts):
                article = {"id": f"{time.time_ns()}-{index}", "text": text}
                producer.send(PREFIX, value=json.dumps(article).encode())
            if self.raw is not None:
                producer.send(PREFIX, value=self.raw)
        producer.close(5)


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that runs; of the workers only the first, until a fault starts others."""

    broker: Broker
    first: Worker
    second: Worker
    prometheus: Prometheus
    feed: Feed

    def ready(self, worker: Worker) -> bool:
        """Whether Prometheus sees this worker ready."""
        return bool(self.prometheus.ask(f"pipeline_worker_ready{{{_at(worker)}}} == 1"))

    def began(self, worker: Worker) -> str:
        """When this worker's present life began, as Prometheus sees it; empty when it does not."""
        name = "pipeline_worker_start_timestamp_seconds"
        found = self.prometheus.ask(f"last_over_time({name}{{{_at(worker)}}}[1h])")
        return str(found[0]["value"][1]) if found else ""


def _at(worker: Worker) -> str:
    return f'instance="127.0.0.1:{worker.port}"'


def _worker(folder: Path, bootstrap: str, **settings: str) -> Worker:
    given = {"flow": "tests.flows.drilled:STAGES", "deadline_s": "25", "partitions": "4"}
    return Worker(folder, bootstrap, PREFIX, **{**given, **settings})


@contextmanager
def stage(folder: Path, factor: float) -> Iterator[Stage]:
    """Start all of it, with a quiet, healthy stream; stopped at the end."""
    with ExitStack() as stack:
        broker = stack.enter_context(
            Broker.start(folder / "broker", port=ports.any_free(), heap_mb=384)
        )
        first = _worker(folder / "first", broker.bootstrap)
        second = _worker(folder / "second", broker.bootstrap, processes="1")
        assert first.run("topics", "create").wait(120) == 0
        first.start()
        stack.callback(first.kill)
        stack.callback(second.kill)
        targets = [folder / name / "targets" for name in ("first", "second")]
        for target in targets:
            target.mkdir(parents=True, exist_ok=True)  # or Prometheus complains each second
        prometheus = Prometheus(folder / "prometheus", targets, factor=factor)
        stack.callback(prometheus.stop)
        feed = Feed(broker.bootstrap)
        made = Stage(broker, first, second, prometheus, feed)
        wait_for(prometheus.up, 180, "a ready worker in Prometheus")
        feed.start()
        stack.callback(feed.stop)
        yield made

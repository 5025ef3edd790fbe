"""What the stream's benchmarks share: a stream under load, its rate, latency, memory and bytes."""

from __future__ import annotations

import contextlib
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import psutil
from kafka.admin import KafkaAdminClient

from benchmarks.enrichment import seeds
from pipeline.article.decode import encode_article
from pipeline.article.formats import Found
from pipeline.article.model import Article
from pipeline.broker import Broker, ports
from pipeline.broker.folder import folder_of
from pipeline.clients import topics
from pipeline.clients.config import for_kafka_python
from pipeline.clients.publish import Publisher, Record
from pipeline.clients.reading import Reader
from pipeline.flow import stages_of, topics_of
from pipeline.settings import Settings, load

ROOT: Final = Path(__file__).parents[1]
FLOWS: Final = {"real": "pipeline.flow:STAGES", "trivial": "tests.flows.trivial:STAGES"}
#: Articles that warm every cache before anything is measured.
WARM: Final = 100
PATIENCE_S: Final = 900.0


@dataclass(slots=True)
class Stream:
    """The topics of one stream on a broker; articles go in, arrivals at the end are timed."""

    broker: Broker
    logs: Path
    settings: Settings
    articles: Sequence[Article] = field(default_factory=seeds)
    sent: int = 0

    def __post_init__(self) -> None:
        """Create the topics."""
        with KafkaAdminClient(**self.config) as admin:
            topics.ensure(admin, self.topics, self.settings)

    @property
    def config(self) -> Any:
        """How clients connect."""
        return for_kafka_python(self.settings, self.broker.bootstrap, client_id="bench")

    @property
    def topics(self) -> Any:
        """The stream's topics."""
        return topics_of(self.settings.prefix, stages_of(self.settings))

    def send(self, count: int, per_second: float = 0.0) -> None:
        """Publish so many articles, the seeds in turn, at once or at a pace."""

        def items() -> Iterator[tuple[Found, Record]]:
            started = 0.0
            for number in range(count):
                article = self.articles[number % len(self.articles)]
                article = replace(article, id=f"{self.sent + number}")
                if per_second:
                    time.sleep(max(0.0, started + number / per_second - time.monotonic()))
                record = encode_article(article)
                yield Found(article, record, "bench"), Record(article.id.encode(), record)
                if number == 0:  # the publisher is connected: no burst makes up for that
                    started = time.monotonic()

        with Publisher(
            self.config, self.settings.prefix, max_bytes=self.settings.max_event_bytes
        ) as publisher:
            for _ in publisher.send_all(items()):
                pass
        self.sent += count

    def arrivals(
        self, count: int, start: Mapping[int, int] | None = None
    ) -> list[tuple[float, float]]:
        """Written and recorded (Unix seconds) of so many events, in written order.

        From the first event of each partition on, or from the offsets of ``start``. A peer that
        does not say when it wrote is taken to have written when we read.
        """
        seen: list[tuple[float, float]] = []
        with self._reader() as reader:
            deadline = time.monotonic() + PATIENCE_S
            for record in reader.follow(start or reader.first(), until=deadline):
                if record is not None:
                    sent = dict(record.headers).get("ce_time")
                    written = datetime.fromisoformat(sent.decode()).timestamp() if sent else None
                    seen.append((written or time.time(), record.timestamp / 1000))
                if len(seen) >= count:
                    return sorted(seen)
        raise TimeoutError(f"{len(seen)} of {count} events arrived in {PATIENCE_S:.0f} s")

    def _reader(self) -> Reader:
        size = self.settings.max_event_bytes
        return Reader(self.config, self.topics.outputs[-1], max_bytes=size)

    def fill(self, count: int) -> None:
        """Publish what `drained` measures, before anything reads it: publishing costs, too."""
        self.send(WARM + count)

    def drained(self) -> float:
        """Articles a second from the end of the warming up to the last event."""
        written = [moment for moment, _ in self.arrivals(self.sent)]
        return (self.sent - WARM) / (written[-1] - written[WARM - 1])

    def latency(self, per_second: float, seconds: float) -> dict[str, float]:
        """Percentiles of the time from the article's record to its event's write, in ms.

        Once all that was sent before has arrived; reading that again would take the stream's cores.
        """
        count = max(50, int(per_second * seconds))
        with self._reader() as reader:
            start = reader.ends()
        thread = threading.Thread(target=self.send, args=(count, per_second), daemon=True)
        thread.start()
        arrivals = self.arrivals(count, start)
        thread.join()
        waits = [1000 * (written - recorded) for written, recorded in arrivals]
        cuts = statistics.quantiles(waits, n=100)
        return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}

    def bytes_stored(self) -> dict[str, int]:
        """Bytes of each topic as stored, compressed: what went over the wire and to the disk."""
        return {
            topic: sum(
                file.stat().st_size
                for folder in self.logs.glob(f"{topic}-*")
                if folder.name.removeprefix(f"{topic}-").isdigit()
                for file in folder.glob("*.log")
            )
            for topic in (self.topics.articles, *self.topics.outputs)
        }


@contextmanager
def kafka(folder: Path) -> Iterator[tuple[Broker, Path]]:
    """An embedded Kafka of its own, and the folder of its logs."""
    data = folder / "broker"
    with Broker.start(data, port=ports.any_free()) as broker:
        yield broker, folder_of(data).data


def settings_for(broker: Broker, folder: Path, name: str, flow: str, **more: Any) -> Settings:
    """Settings of a stream of its own, with this checkout's gazetteer and models."""
    given = load()
    data = folder / name
    data.mkdir()
    models = given.data_dir.absolute() / "models"
    if models.is_dir():
        (data / "models").symlink_to(models)
    return load(
        brokers=broker.bootstrap,
        prefix=name,
        group=name,
        data_dir=data,
        http_port=0,
        flow=FLOWS[flow],
        gazetteer=given.gazetteer_path.absolute(),
        **more,
    )


@contextmanager
def workers(settings: Settings, count: int = 1) -> Iterator[list[int]]:
    """So many workers, ready; gives their process ids."""
    given = settings.model_dump(exclude_defaults=True)
    environment = {f"PIPELINE_{name.upper()}": str(value) for name, value in given.items()}
    command = [sys.executable, "-m", "pipeline", "worker"]
    with processes(command, environment, count) as started:
        for process in started:
            _wait_ready(settings.data_dir / "targets", process)
        yield [process.pid for process in started]


@contextmanager
def processes(
    command: Sequence[str] | Callable[[int], Sequence[str]],
    environment: dict[str, str],
    count: int,
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """So many processes of a command, or of each number's own, ended with SIGTERM."""
    started = [
        subprocess.Popen(
            list(command(number) if callable(command) else command),
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                **environment,
                "PIPELINE_LOG_LEVEL": "warning",
            },
            cwd=ROOT,
            start_new_session=True,
        )
        for number in range(count)
    ]
    try:
        yield started
        for process in started:
            process.send_signal(signal.SIGTERM)
        for process in started:
            process.wait(90)
    finally:
        for process in started:
            if process.poll() is None:
                process.kill()
                process.wait()


def _wait_ready(folder: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        for file in folder.glob(f"worker-{process.pid}-*.json"):
            port = file.stem.rpartition("-")[2]
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2),
            ):
                return
        time.sleep(0.1)
    raise TimeoutError("the worker did not become ready")


def processor_seconds(
    pids: Iterable[int], broker: int, since: dict[str, float] | None = None
) -> dict[str, float]:
    """Seconds of processor time so far, or since: of the workers, of their pools, of the broker."""
    own = pool = 0.0
    for pid in pids:
        main = psutil.Process(pid)
        own += _used(main)
        pool += sum(_used(child) for child in main.children(recursive=True))
    used = {"worker": own, "pool": pool, "broker": _used(psutil.Process(broker))}
    return {part: seconds - (since[part] if since else 0.0) for part, seconds in used.items()}


def _used(process: psutil.Process) -> float:
    with contextlib.suppress(psutil.Error):
        times = process.cpu_times()
        return float(times.user + times.system)
    return 0.0


def memory_mb(pids: Iterable[int], broker: int) -> dict[str, float]:
    """Resident memory in MB: of the workers, of the processes below them, of the broker."""
    own = below = 0
    for pid in pids:
        main = psutil.Process(pid)
        own += main.memory_info().rss
        for child in main.children(recursive=True):
            with contextlib.suppress(psutil.Error):
                below += child.memory_info().rss
    java = psutil.Process(broker).memory_info().rss
    return {"worker": own / 1e6, "pool": below / 1e6, "broker": java / 1e6}

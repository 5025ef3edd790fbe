"""The whole stream on the embedded Kafka: sustained rate, latency at half of it, memory."""

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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import psutil
from kafka.admin import KafkaAdminClient

from benchmarks.enrichment import seeds
from pipeline.article.decode import encode_article
from pipeline.article.formats import Found
from pipeline.broker import Broker, ports
from pipeline.clients import topics
from pipeline.clients.config import ClientConfig, for_kafka_python
from pipeline.clients.publish import Publisher, Record
from pipeline.clients.reading import Reader
from pipeline.flow import stages_of, topics_of
from pipeline.settings import Settings, load

ROOT: Final = Path(__file__).parents[1]
TRIVIAL: Final = "tests.flows.trivial:STAGES"


@dataclass(frozen=True, slots=True)
class Figures:
    """One flow's rate, its latency at half that rate (ms), and memory with the broker (MB)."""

    flow: str
    processes: int
    articles: int
    articles_per_second: float
    latency_ms: dict[str, float]
    memory_mb: float
    cpu_ms: dict[str, float]
    """Processor time for one article at full rate: of the worker, its pool, and the broker."""


def measure(folder: Path, articles: int, *, say: Callable[[str], object]) -> list[Figures]:
    """Real stages, then trivial ones, each on its own topics of one broker."""
    with Broker.start(folder / "broker", port=ports.any_free()) as broker:
        real = _run("real", broker, folder, articles, say)
        return [real, _run("trivial", broker, folder, articles, say)]


def _run(
    flow: str, broker: Broker, folder: Path, articles: int, say: Callable[[str], object]
) -> Figures:
    given = load()
    own = {"flow": TRIVIAL} if flow == "trivial" else {"gazetteer": given.gazetteer_path.absolute()}
    settings = load(
        brokers=broker.bootstrap,
        prefix=flow,
        group=flow,
        data_dir=folder / flow,
        http_port=0,
        **own,
    )
    settings.data_dir.mkdir()
    models = given.data_dir.absolute() / "models"
    if models.is_dir():
        (settings.data_dir / "models").symlink_to(models)
    config = for_kafka_python(settings, broker.bootstrap, client_id="bench")
    with KafkaAdminClient(**config) as admin:
        topics.ensure(admin, topics_of(flow, stages_of(settings)), settings)
    with _worker(settings) as worker:
        _send(config, settings, flow, 50, "warm")
        _wait(config, settings, 50)
        say(f"the stream with {flow} stages: {articles} articles")
        before = _processor(worker, broker.pid)
        started = time.time()
        _send(config, settings, flow, articles, "rate")
        arrivals = _wait(config, settings, 50 + articles)[50:]
        after = _processor(worker, broker.pid)
        cpu = {part: 1000 * (after[part] - before[part]) / articles for part in after}
        rate = articles / (max(arrived for arrived, _ in arrivals) - started)
        say(f"  {rate:.0f} articles/s; now {rate / 2:.0f} for ten seconds")
        paced = max(20, int(rate / 2 * 10))
        thread = threading.Thread(
            target=_send, args=(config, settings, flow, paced, "paced", rate / 2), daemon=True
        )
        thread.start()
        latest = _wait(config, settings, 50 + articles + paced)[50 + articles :]
        thread.join()
        memory = _memory(broker.pid)
    waits = sorted(1000 * (arrived - recorded) for arrived, recorded in latest)
    cuts = statistics.quantiles(waits, n=100)
    latency = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}
    return Figures(flow, settings.pool_processes, articles, rate, latency, memory, cpu)


def _send(
    config: ClientConfig, settings: Settings, topic: str, count: int, mark: str, rate: float = 0.0
) -> None:
    found = seeds()

    def items() -> Iterator[tuple[Found, Record]]:
        started = time.monotonic()
        for number in range(count):
            article = replace(found[number % len(found)], id=f"{mark}-{number}")
            if rate:
                time.sleep(max(0.0, started + number / rate - time.monotonic()))
            record = encode_article(article)
            yield Found(article, record, mark), Record(article.id.encode(), record)

    with Publisher(config, topic, max_bytes=settings.max_event_bytes) as publisher:
        for _ in publisher.send_all(items()):
            pass


def _wait(config: ClientConfig, settings: Settings, count: int) -> list[tuple[float, float]]:
    """When each event arrived here and when its article was recorded (Unix seconds), in order."""
    topic = topics_of(settings.prefix, stages_of(settings)).outputs[-1]
    seen: list[tuple[float, float]] = []
    with Reader(config, topic, max_bytes=settings.max_event_bytes) as reader:
        deadline = time.monotonic() + 600
        for record in reader.follow(reader.first(), until=deadline):
            if record is not None:
                sent = dict(record.headers)["ce_time"].decode()
                seen.append((_seconds(sent), record.timestamp / 1000))
            if len(seen) >= count:
                return sorted(seen)
    raise TimeoutError(f"{len(seen)} of {count} events arrived in ten minutes")


def _seconds(moment: str) -> float:
    from datetime import datetime

    return datetime.fromisoformat(moment).timestamp()


@contextmanager
def _worker(settings: Settings) -> Iterator[int]:
    given = settings.model_dump(exclude_defaults=True)
    environment = {f"PIPELINE_{name.upper()}": str(value) for name, value in given.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "worker"],
        env={**os.environ, **environment, "PIPELINE_LOG_LEVEL": "warning"},
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        _ready(settings.data_dir / "targets", process)
        yield process.pid
        process.send_signal(signal.SIGTERM)
        process.wait(90)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _ready(folder: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        for file in folder.glob(f"worker-{process.pid}-*.json"):
            port = file.stem.rpartition("-")[2]
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2):
                    return
            except OSError:
                pass
        time.sleep(0.1)
    raise TimeoutError("the worker did not become ready")


def _processor(worker: int, broker: int) -> dict[str, float]:
    """Seconds of processor time so far, of each part of the stream."""
    main = psutil.Process(worker)
    pool = 0.0
    for child in main.children(recursive=True):
        with contextlib.suppress(psutil.Error):
            times = child.cpu_times()
            pool += times.user + times.system
    own, java = main.cpu_times(), psutil.Process(broker).cpu_times()
    return {
        "worker": own.user + own.system,
        "pool": pool,
        "broker": java.user + java.system,
    }


def _memory(broker: int) -> float:
    """Resident memory of this process's children and the broker, in MB, without ourselves."""
    children = psutil.Process().children(recursive=True)
    found = {child.pid: child for child in [*children, psutil.Process(broker)]}
    total = 0
    for child in found.values():
        try:
            total += child.memory_info().rss
        except psutil.Error:
            continue
    return total / 1e6

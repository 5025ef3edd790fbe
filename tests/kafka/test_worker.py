"""How a worker ends: drained, forced, given up or stuck; and who starts it again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import psutil
import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from pipeline.broker import Broker, find, ports
from pipeline.flow import topics_of
from pipeline.settings import Settings, load
from pipeline.stream.worker import FAILED, FORCED
from tests.kafka.running import ROOT, create_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]

FLOW = "tests.flows.trivial:STAGES"


class Command:
    """A `pipeline` command in a process of its own, whose log can be waited on."""

    def __init__(self, settings: Settings, *words: str) -> None:
        given = settings.model_dump(exclude_defaults=True)
        environment = {f"PIPELINE_{name.upper()}": str(value) for name, value in given.items()}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", *words],
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self.lines: list[str] = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line.decode("utf-8", "replace"))

    def said(self, pattern: str, count: int = 1) -> bool:
        """Whether so many lines match."""
        return sum(bool(re.search(pattern, line)) for line in list(self.lines)) >= count

    def until(self, condition: Callable[[], object], what: str, seconds: float = 90) -> None:
        """Wait for a condition, or fail with the end of the log."""
        deadline = time.monotonic() + seconds
        while not condition():
            tail = "".join(self.lines[-20:])
            assert time.monotonic() < deadline, f"not in {seconds} s: {what}\n{tail}"
            time.sleep(0.05)

    def end(self) -> None:
        """Leave no process behind, those of its pool and its workers included."""
        if self.process.poll() is None:
            family = psutil.Process(self.process.pid).children(recursive=True)
            for process in [psutil.Process(self.process.pid), *family]:
                process.kill()
        self.process.wait()


@pytest.fixture
def settings(bootstrap: str, topic_prefix: str, tmp_path: Path) -> Settings:
    return made(bootstrap, topic_prefix, tmp_path)


def made(bootstrap: str, name: str, folder: Path, **more: object) -> Settings:
    return load(
        brokers=bootstrap,
        prefix=name,
        group=name,
        partitions=1,
        flow=FLOW,
        data_dir=folder,
        processes=1,
        http_port=ports.any_free(),
        log_format="json",
        **more,
    )


@pytest.fixture
def commands() -> Iterator[list[Command]]:
    """Commands to end with the test."""
    running: list[Command] = []
    yield running
    for command in running:
        command.end()


def start(settings: Settings, commands: list[Command]) -> Command:
    """A worker that has its partitions."""
    worker = Command(settings, "worker")
    commands.append(worker)
    worker.until(lambda: worker.said("partitions assigned", 3), "the worker has its partitions")
    return worker


def publish(settings: Settings, *texts: str) -> None:
    producer = KafkaProducer(bootstrap_servers=settings.brokers)
    for text in texts:
        producer.send(settings.prefix, orjson.dumps({"text": text}))
    producer.close()


def test_the_watchdog_ends_a_worker_that_stands_still(
    settings: Settings, commands: list[Command]
) -> None:
    """Lag, and no offset moved for stall_s: it says so, is not alive, and ends with a status."""
    create_topics(settings)
    worker = start(settings.model_copy(update={"stall_s": 3.0, "deadline_s": 600.0}), commands)
    publish(settings, "fine", "!hang", "never reached")
    worker.until(lambda: worker.process.poll() is not None, "the worker ended")
    assert worker.process.returncode == FAILED
    assert worker.said("Stalled: entities: 2 records wait, and none moved for")


def test_the_marks_of_transactions_are_no_lag(settings: Settings, commands: list[Command]) -> None:
    """A topic that ends with a transaction's mark has no record more: nothing stands still."""
    create_topics(settings)
    worker = start(settings.model_copy(update={"stall_s": 3.0}), commands)
    producer = KafkaProducer(bootstrap_servers=settings.brokers, transactional_id=settings.prefix)
    producer.init_transactions()
    producer.begin_transaction()
    producer.send(settings.prefix, orjson.dumps({"text": "fine"}))
    producer.commit_transaction()
    producer.close()
    worker.until(lambda: counted(settings, "articles_finished") == 3, "three stages are done")
    with pytest.raises(subprocess.TimeoutExpired):
        worker.process.wait(8.0)
    assert counted(settings, "lag_records") == 0


def test_records_that_are_not_fetched_end_the_worker(
    settings: Settings, commands: list[Command]
) -> None:
    """Lag with nothing in hand for two sessions: long before stall_s, and it says how it stands.

    Nothing was ever committed here, so the lag is counted from the topic's first record.
    """
    create_topics(settings)
    flow = "tests.flows.unfetched:STAGES"
    worker = start(settings.model_copy(update={"session_s": 6.0, "flow": flow}), commands)
    publish(settings, "never", "reached")
    worker.until(lambda: worker.process.poll() is not None, "the worker ended")
    assert worker.process.returncode == FAILED
    assert worker.said(
        r"Stalled: entities: 2 records wait, and none was fetched for .* s \(flow off"
    ), "".join(worker.lines)


def test_a_second_signal_forces_the_end(settings: Settings, commands: list[Command]) -> None:
    """The first drains, for as long as drain_s; the second does not wait."""
    create_topics(settings)
    worker = start(settings.model_copy(update={"drain_s": 100.0}), commands)
    publish(settings, "!sleep 100")
    time.sleep(1)
    worker.process.send_signal(signal.SIGINT)
    worker.until(lambda: worker.said("draining"), "it drains")
    assert not is_ready(settings), "a draining worker takes no traffic"
    time.sleep(0.6)
    worker.process.send_signal(signal.SIGINT)
    worker.until(lambda: worker.process.poll() is not None, "it ended", 10)
    assert worker.process.returncode == FORCED


def is_ready(settings: Settings) -> bool:
    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{settings.http_port}/health/ready", timeout=5
        ):
            return True
    except urllib.error.HTTPError:
        return False


def test_a_write_that_cannot_be_made_ends_the_worker_unacknowledged(
    tmp_path: Path, topic_prefix: str, commands: list[Command]
) -> None:
    """The broker goes away for longer than retry_s; when it is back, the article is done once."""
    with Broker.start(tmp_path / "broker", port=ports.any_free(), heap_mb=256) as broker:
        settings = made(broker.bootstrap, topic_prefix, tmp_path / "data", retry_s=3.0)
        create_topics(settings)
        worker = start(settings, commands)
        publish(settings, "!sleep 3")
        time.sleep(1)
        broker.kill()
        worker.until(lambda: worker.process.poll() is not None, "the worker gave up")
        assert worker.process.returncode == FAILED
        assert worker.said("could not be written for 3 s")
        broker.restart()
        again = start(settings, commands)
        again.until(lambda: ends(settings) == 1, "the article is enriched")
        again.process.send_signal(signal.SIGTERM)
        assert again.process.wait(60) == 0
        assert ends(settings) == 1, "once"


def test_a_write_that_is_tried_again_is_counted(
    tmp_path: Path, topic_prefix: str, commands: list[Command]
) -> None:
    """The broker freezes and dies under a write: the metrics say that it is tried again."""
    with Broker.start(tmp_path / "broker", port=ports.any_free(), heap_mb=256) as broker:
        settings = made(broker.bootstrap, topic_prefix, tmp_path / "data")
        create_topics(settings)
        worker = start(settings, commands)
        publish(settings, "!sleep 2")
        worker.until(lambda: counted(settings, "articles_received"), "it has the article")
        os.kill(broker.pid, signal.SIGSTOP)
        worker.until(lambda: counted(settings, "step_duration_seconds_count"), "it is computed")
        time.sleep(1)  # and on its way to the broker, which does not answer
        broker.kill()
        worker.until(lambda: counted(settings, "send_retries"), "the write is tried again")
        broker.restart()
        worker.until(lambda: ends(settings) == 1, "the article is enriched")


def counted(settings: Settings, metric: str) -> float:
    """The sum of a worker's counter over all its labels."""
    with urllib.request.urlopen(
        f"http://127.0.0.1:{settings.http_port}/metrics", timeout=5
    ) as page:
        text = page.read().decode()
    values = re.findall(rf"^pipeline_{metric}(?:_total)?\{{.*\}} (\S+)$", text, re.M)
    return sum(map(float, values))


def ends(settings: Settings) -> int:
    """Records on the last topic."""
    topic = TopicPartition(topics_of(settings.prefix).outputs[-1], 0)
    with KafkaConsumer(bootstrap_servers=settings.brokers) as consumer:
        return int(consumer.end_offsets([topic])[topic])


def test_up_starts_a_dead_worker_again_and_says_so(
    settings: Settings, commands: list[Command]
) -> None:
    """`pipeline up`: a killed worker is back within seconds, and the article is enriched."""
    up = Command(settings, "up", "--quiet", "--no-seeds")
    commands.append(up)
    up.until(lambda: up.said("In a second terminal"), "it is up")
    (worker,) = [
        child for child in psutil.Process(up.process.pid).children() if "worker" in child.cmdline()
    ]
    worker.kill()
    up.until(lambda: up.said(r"ended with signal SIGKILL; nothing is lost.* in 1 s"), "it says so")
    publish(settings, "after the death")
    up.until(lambda: ends(settings) == 1, "the article is enriched")
    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(60) == 0
    assert up.said("stopped")


def test_up_ends_at_once_when_its_kafka_has_died(
    tmp_path: Path, topic_prefix: str, commands: list[Command]
) -> None:
    """There is nothing to drain into: one line says the cause and the mend, nothing is left."""
    given = made("", topic_prefix, tmp_path).model_dump(exclude_defaults=True)
    del given["brokers"]
    up = Command(load(**given, broker_port=ports.any_free()), "up", "--quiet", "--no-seeds")
    commands.append(up)
    up.until(lambda: up.said("In a second terminal"), "it is up")
    running = find(tmp_path)
    assert running is not None
    worker = next(p for p in psutil.Process(up.process.pid).children() if "worker" in p.cmdline())
    before = len(up.lines)
    os.kill(running.pid, signal.SIGKILL)
    assert up.process.wait(15) == 1
    up.reader.join(30)  # what its worker, its pool and their resource tracker have said as well
    stopped, why = up.lines[before:]
    assert stopped == "stopped\n"
    assert why.startswith("Error: The embedded Kafka was killed with SIGKILL: somebody did, or")
    assert "Start it again (pipeline up)" in why
    assert not worker.is_running()


def test_a_worker_that_is_still_starting_ends_quietly(
    settings: Settings, commands: list[Command]
) -> None:
    """Asked to end while it waits for the broker: status 0, no traceback."""
    nowhere = settings.model_copy(update={"brokers": f"127.0.0.1:{ports.any_free()}"})
    worker = Command(nowhere, "worker")
    commands.append(worker)
    time.sleep(2.5)
    if worker.process.poll() is None:
        worker.process.send_signal(signal.SIGTERM)
        assert worker.process.wait(30) == 0
    assert not worker.said("Traceback")

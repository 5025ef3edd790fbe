"""The embedded Apache Kafka, run for real."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import NewTopic

from pipeline.broker import (
    Broker,
    ChecksumMismatch,
    DataFolderDamaged,
    DataFolderInUse,
    DownloadFailed,
    PortTaken,
    Step,
    find_running,
    ports,
    prepare,
)
from pipeline.broker.lock import Jar, read_lock

pytestmark = pytest.mark.kafka


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for this module: its name has what breaks careless code."""
    return tmp_path_factory.mktemp("data, é")


@pytest.fixture
def own(data_dir: Path) -> Iterator[Broker]:
    """A broker that a test may hurt."""
    with Broker.start(data_dir, port=ports.any_free(), heap_mb=256) as running:
        yield running


def write(bootstrap: str, topic: str, value: bytes) -> None:
    producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all")
    producer.send(topic, value).get(timeout=30)
    producer.close()


def read(bootstrap: str, topic: str) -> list[bytes]:
    consumer = KafkaConsumer(bootstrap_servers=bootstrap)
    partition = TopicPartition(topic, 0)
    consumer.assign([partition])
    consumer.seek_to_beginning(partition)
    end = consumer.end_offsets([partition])[partition]
    values: list[bytes] = []
    until = time.monotonic() + 30
    while consumer.position(partition) < end and time.monotonic() < until:
        for records in consumer.poll(500).values():
            values += [record.value for record in records]
    consumer.close()
    return values


def wait_for(condition: object, seconds: float = 20.0) -> bool:
    until = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def test_acknowledged_records_survive_crash_and_restart(own: Broker, topic_prefix: str) -> None:
    """What was acknowledged is there after a SIGKILL and after a stop, at the same address."""
    admin = KafkaAdminClient(bootstrap_servers=own.bootstrap)
    admin.create_topics([NewTopic(topic_prefix, 1, 1)])
    admin.close()
    address = own.bootstrap
    write(address, topic_prefix, b"one")
    own.kill()
    assert not own.is_running
    own.restart()
    write(address, topic_prefix, b"two")
    assert own.stop()
    own.restart()
    assert own.bootstrap == address
    assert read(address, topic_prefix) == [b"one", b"two"]


def test_second_broker_on_the_folder_is_refused_and_told_where(own: Broker, data_dir: Path) -> None:
    """A data folder has one broker; others find its address."""
    assert find_running(data_dir) == own.bootstrap
    with pytest.raises(DataFolderInUse, match=re.escape(own.bootstrap)):
        Broker.start(data_dir)
    assert own.stop()
    assert find_running(data_dir) is None


def test_taken_port_is_refused_when_asked_for(broker: Broker, tmp_path: Path) -> None:
    """The message names the port and who holds it."""
    with pytest.raises(PortTaken, match=rf"Port {broker.port} .*java \(process {broker.pid}\)"):
        Broker.start(tmp_path, port=broker.port)


def test_usual_port_taken_means_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a port asked for, a taken usual one is named and a free one chosen."""
    said: list[Step] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        usual = server.getsockname()[1]
        monkeypatch.setattr(ports, "USUAL", usual)
        chosen = ports.choose(None, said.append)
    assert chosen != usual
    assert str(usual) in said[0].what
    assert str(os.getpid()) in said[0].what


def test_damaged_folder_is_named(tmp_path: Path) -> None:
    """A folder whose identity file is unreadable is not started on, nor formatted over."""
    data = tmp_path / "kafka" / "data"
    data.mkdir(parents=True)
    (data / "meta.properties").write_text("version=nonsense\n")
    with pytest.raises(DataFolderDamaged, match=re.escape(str(data))):
        Broker.start(tmp_path, port=ports.any_free(), heap_mb=256)
    assert (data / "meta.properties").read_text() == "version=nonsense\n"


PARENT = """
import sys, time
from pathlib import Path
from pipeline.broker import Broker
broker = Broker.start(Path(sys.argv[1]), port=int(sys.argv[2]), heap_mb=256)
print(broker.pid, flush=True)
time.sleep(600)
"""


def test_broker_ends_with_its_parent_but_not_by_its_ctrl_c(tmp_path: Path) -> None:
    """Ctrl-C to the parent's process group spares the broker; SIGKILL of the parent ends it."""
    command = [sys.executable, "-c", PARENT, str(tmp_path), str(ports.any_free())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as parent:
        assert parent.stdout is not None
        java = psutil.Process(int(parent.stdout.readline()))
        assert os.getpgid(java.pid) != os.getpgid(parent.pid)
        assert java.is_running()
        parent.kill()
    assert wait_for(lambda: not java.is_running(), 40)
    assert wait_for(lambda: find_running(tmp_path) is None, 20)  # its guard goes a moment later
    with Broker.start(tmp_path, port=ports.any_free(), heap_mb=256) as again:
        assert again.is_running


def test_broker_ends_with_its_guard(own: Broker, data_dir: Path) -> None:
    """Even the guard may be killed: nothing is left, and the folder is free again."""
    java = psutil.Process(own.pid)
    guard = java.parent()
    assert guard is not None
    os.kill(guard.pid, signal.SIGKILL)
    assert wait_for(lambda: not java.is_running())
    assert wait_for(lambda: find_running(data_dir) is None)


def test_stop_is_forced_after_its_deadline(own: Broker) -> None:
    """A broker that cannot answer a stop is killed."""
    os.kill(own.pid, signal.SIGSTOP)
    assert own.stop(deadline=0.5) is False
    assert not own.is_running


def test_unreachable_repository_is_said_with_the_ways_out(tmp_path: Path) -> None:
    """Without a way to the jars, the message names one of them, the reason and what to do."""
    nowhere = {"nowhere": f"http://127.0.0.1:{ports.any_free()}"}
    with pytest.raises(DownloadFailed, match=r"\.jar .*HTTPS_PROXY.*PIPELINE_BROKERS"):
        prepare(cache=tmp_path, repositories=nowhere)
    assert not list(tmp_path.rglob("*.jar"))


def test_jar_that_is_not_the_locked_one_is_thrown_away(tmp_path: Path) -> None:
    """A repository that serves other bytes is found out, and nothing of it is kept."""
    kafka = next(jar for jar in read_lock() if jar.artifact == "kafka_2.13")
    forged = Jar(kafka.group, kafka.artifact, kafka.version, kafka.size, "0" * 64)
    path = tmp_path / "repo" / "org/apache/kafka" / kafka.artifact / kafka.version
    path.mkdir(parents=True)
    (path / kafka.filename).write_bytes(b"other bytes")
    server = [sys.executable, "-m", "http.server", "-b", "127.0.0.1", str(port := ports.any_free())]
    with subprocess.Popen(
        server, cwd=tmp_path / "repo", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        assert wait_for(lambda: not ports.is_free(port))
        with pytest.raises(ChecksumMismatch, match=kafka.filename):
            prepare(
                cache=tmp_path / "cache",
                jars=(forged,),
                repositories={"here": f"http://127.0.0.1:{port}"},
            )
        process.kill()
    assert not list((tmp_path / "cache").rglob("*.jar"))

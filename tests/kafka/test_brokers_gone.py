"""Brokers that stop answering in the middle: words, an end, and a way to go on; nothing is lost."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from kafka.errors import KafkaError

from pipeline.broker import Broker
from pipeline.cli import run
from pipeline.clients import deadletters, reading
from pipeline.clients.config import ClientConfig, for_kafka_python
from pipeline.clients.publish import Publisher, Record
from pipeline.clients.reading import Read, Reader
from pipeline.settings import Settings, load
from tests.kafka.running import ROOT, create_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]
LIMIT = 8 << 20


@pytest.fixture
def settings(bootstrap: str, topic_prefix: str) -> Settings:
    """Topics of the test's own, created."""
    made = load(brokers=bootstrap, prefix=topic_prefix, group=topic_prefix, partitions=1)
    create_topics(made)
    return made


@pytest.fixture
def config(settings: Settings, bootstrap: str) -> ClientConfig:
    """How clients reach the brokers."""
    return for_kafka_python(settings, bootstrap, client_id="test")


@contextmanager
def away(broker: Broker) -> Iterator[None]:
    """The broker's process stands still: connections are open, and nothing comes back."""
    os.kill(broker.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(broker.pid, signal.SIGCONT)


def publishing(settings: Settings, *arguments: str) -> subprocess.Popen[bytes]:
    """A publish of standard input, as a process of its own."""
    shared = ("--brokers", str(settings.brokers), "--prefix", settings.prefix, "--timeout", "2")
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "publish", "-", *shared, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )


def articles(config: ClientConfig, topic: str) -> list[bytes]:
    """The keys of what a topic holds."""
    with Reader(config, topic, max_bytes=LIMIT) as reader:
        return [read.key or b"" for read in reader.between(reader.first(), reader.ends())]


def test_a_pipe_is_told_of_each_article_at_once_and_goes_on_where_the_brokers_went(
    settings: Settings, config: ClientConfig, broker: Broker
) -> None:
    """Nobody has to write another line to hear of the one before, or that the brokers are gone."""
    lines = [b'{"id": "%d", "text": "Rain"}\n' % number for number in range(1, 6)]
    process = publishing(settings)
    assert process.stdin
    assert process.stdout
    for number, line in enumerate(lines[:3], start=1):
        process.stdin.write(line)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["line"] == number
    with away(broker):
        process.stdin.write(b"".join(lines[3:]))
        process.stdin.flush()  # and the pipe stays open
        assert process.wait(60) == 1
    said = (process.stderr or process.stdout).read().decode()
    assert "3 articles acknowledged" in said
    assert "Traceback" not in said
    (place,) = re.findall(r"--from (\S+), and the same input again", said)
    assert place == "-:4"
    again = publishing(settings, "--from", place)
    out, _ = again.communicate(b"".join(lines), timeout=60)
    assert (again.returncode, [json.loads(line)["line"] for line in out.splitlines()]) == (
        0,
        [4, 5],
    )
    assert set(articles(config, settings.prefix)) == {b"1", b"2", b"3", b"4", b"5"}


def test_sigterm_says_how_far_a_pipe_came(settings: Settings) -> None:
    """A supervisor's stop is told like Ctrl-C."""
    process = publishing(settings)
    assert process.stdin
    assert process.stdout
    process.stdin.write(b'{"id": "a", "text": "Rain"}\n')
    process.stdin.flush()
    assert process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 143
    assert err.decode().startswith("Broken off: 1 article acknowledged")
    assert "The last one: -:1." in err.decode()


def test_a_folder_goes_on_at_the_file_that_was_not_acknowledged(
    settings: Settings,
    config: ClientConfig,
    broker: Broker,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The advice is the same command, and what lies before the place is not published again."""
    for number in range(4):
        (tmp_path / f"{number}.json").write_text(f'{{"id": "{number}", "text": "Rain"}}')
    command = ["publish", str(tmp_path), "--brokers", str(settings.brokers)]
    command += ["--prefix", settings.prefix, "--timeout", "2"]
    send = Publisher._send

    def stop_at_the_third(self: Publisher, record: Record) -> object:
        if record.key == b"2":
            os.kill(broker.pid, signal.SIGSTOP)
        return send(self, record)

    monkeypatch.setattr(Publisher, "_send", stop_at_the_third)
    try:
        assert run(command) == 1
    finally:
        os.kill(broker.pid, signal.SIGCONT)
    monkeypatch.undo()
    said = capfdbinary.readouterr().err.decode()
    (place,) = re.findall(r"the same command with --from (\S+)\.", said)
    acknowledged = int(said.split()[0])
    assert place == str(tmp_path / f"{acknowledged}.json")
    assert run([*command, "--from", place]) == 0
    again = [json.loads(line)["id"] for line in capfdbinary.readouterr().out.splitlines()]
    assert again == [str(number) for number in range(acknowledged, 4)]
    assert set(articles(config, settings.prefix)) == {b"0", b"1", b"2", b"3"}


def test_reading_waits_for_brokers_says_so_and_ends(
    settings: Settings, config: ClientConfig, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A follower goes on when they are back; neither it nor a look at the past waits for ever."""
    monkeypatch.setattr(reading, "QUIET_S", 0.3)
    monkeypatch.setattr(reading, "ANSWER_MS", 500)
    said: list[str] = []
    with (
        Publisher(config, settings.prefix, max_bytes=LIMIT) as publisher,
        Reader(config, settings.prefix, max_bytes=LIMIT, patience_s=30, tell=said.append) as reader,
    ):
        records = reader.follow(reader.first(), until=time.monotonic() + 60)
        with away(broker):
            while not said:
                assert next(records) is None
        assert list(publisher.send_all([("item", Record(b"k", b"v"))]))
        (found,) = _until_record(records)
        assert found.key == b"k"
        assert said == ["The brokers do not answer: trying for 30 s.", "The brokers answer again."]
    with Reader(config, settings.prefix, max_bytes=LIMIT, patience_s=1) as reader:
        start, end = reader.first(), {0: 2}  # one more than there is
        began = time.monotonic()
        with away(broker), pytest.raises(KafkaError):
            list(reader.between(start, end))
        assert time.monotonic() - began < 60


def _until_record(records: Iterator[Read | None]) -> Iterator[Read]:
    for read in records:
        if read is not None:
            yield read
            return


def test_a_replay_that_is_broken_off_is_run_again(
    settings: Settings,
    config: ClientConfig,
    broker: Broker,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It says how far it came; run again, each letter has gone back once."""
    dead = f"{settings.prefix}.dead-letter"
    headers = [("error.stage", b"entities"), ("error.topic", settings.prefix.encode())]
    letters = [Record(b"%d" % n, b'{"id": "%d", "text": "Rain"}' % n, headers) for n in range(3)]
    with Publisher(config, dead, max_bytes=LIMIT) as publisher:
        assert len(list(publisher.send_all(enumerate(letters)))) == 3
    made = deadletters.record_of

    def stop_at_the_third(
        letter: deadletters.Letter, articles: str, max_bytes: int
    ) -> Record | str:
        if letter.id == "2":
            time.sleep(0.5)  # so that those before it are on the topic
            os.kill(broker.pid, signal.SIGSTOP)
        return made(letter, articles, max_bytes)

    monkeypatch.setattr(deadletters, "record_of", stop_at_the_third)
    monkeypatch.setitem(Publisher.__init__.__kwdefaults__, "timeout_s", 2.0)
    command = ["dead-letters", "replay", "--all", "--yes"]
    command += ["--brokers", str(settings.brokers), "--prefix", settings.prefix]
    try:
        assert run(command) == 1
    finally:
        os.kill(broker.pid, signal.SIGCONT)
    monkeypatch.undo()
    said = capfdbinary.readouterr().err.decode()
    assert "Broken off: 2 sent back" in said
    assert "of 3" in said
    run(command)  # the third may have arrived unseen: then there is nothing to send
    assert "sent back before" in capfdbinary.readouterr().err.decode()
    assert sorted(articles(config, settings.prefix)) == [b"0", b"1", b"2"]

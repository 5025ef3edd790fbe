"""A worker whose models take long to load says so, and raises no alarm about the brokers."""

from __future__ import annotations

import json
import os
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.watch.servers import Worker, wait_for

pytestmark = [pytest.mark.kafka, pytest.mark.slow]


@pytest.fixture
def worker(tmp_path: Path, bootstrap: str, topic_prefix: str) -> Iterator[Worker]:
    flow = "tests.flows.drilled:STAGES"
    made = Worker(tmp_path / "worker", bootstrap, topic_prefix, flow=flow, processes="1")
    assert made.run("topics", "create").wait(120) == 0
    yield made
    made.kill()


def asked(worker: Worker, path: str) -> str:
    """What a page says, whatever its status; empty while nothing answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{worker.port}{path}", timeout=5) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return error.read().decode()
    except OSError:
        return ""


def readiness(worker: Worker) -> Any:
    said = asked(worker, "/health/ready")
    return json.loads(said) if said else {"ready": None, "reasons": []}


def test_a_worker_says_what_it_waits_for(worker: Worker) -> None:
    """While its models load it is not ready, and the brokers, which it has asked, are connected."""
    (worker.folder / "hold").touch()
    worker.start()
    wait_for(lambda: readiness(worker)["reasons"], 90, "a reason")
    assert readiness(worker) == {"ready": False, "reasons": ["starting: the models load"]}
    assert "pipeline_broker_connected 1.0" in asked(worker, "/metrics")
    (worker.folder / "hold").unlink()
    wait_for(lambda: readiness(worker)["ready"], 90, "a ready worker")
    assert readiness(worker)["reasons"] == []


def test_a_pool_process_that_is_killed_is_a_line_of_the_log(worker: Worker) -> None:
    """Nobody else tells: no article is lost by it, and none is put aside."""
    worker.start()
    wait_for(lambda: readiness(worker)["ready"], 90, "a ready worker")
    assert worker.process is not None
    family = psutil.Process(worker.process.pid).children(recursive=True)
    (computing,) = [one for one in family if "spawn_main" in " ".join(one.cmdline())]
    os.kill(computing.pid, signal.SIGKILL)
    log = worker.folder / "log"
    assert worker.run("publish", str(article(worker.folder))).wait(90) == 0
    wait_for(lambda: "pool process replaced" in log.read_text(), 60, "the line")
    lines = [line for line in log.read_text().splitlines() if "pool process replaced" in line]
    assert json.loads(lines[0])["reason"] == "crash"


def article(folder: Path) -> Path:
    """A file with a text."""
    file = folder / "a.txt"
    file.write_text("plain text")
    return file

"""A worker process for tests: started with given settings, waited for, and ended cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from kafka.admin import KafkaAdminClient

from pipeline.clients import topics
from pipeline.clients.config import for_kafka_python
from pipeline.flow import stages_of, topics_of
from pipeline.settings import Settings

ROOT = Path(__file__).parents[2]


def create_topics(settings: Settings) -> None:
    """The stream's topics, as `pipeline topics create` makes them."""
    config = for_kafka_python(settings, settings.brokers or "", client_id="test")
    with KafkaAdminClient(**config) as admin:
        topics.ensure(admin, topics_of(settings.prefix, stages_of(settings)), settings)


@contextmanager
def worker(settings: Settings) -> Iterator[str]:
    """A worker with all stages; gives its pages' address, and requires status 0 at the end."""
    given = settings.model_dump(exclude_defaults=True)
    environment = {f"PIPELINE_{name.upper()}": str(value) for name, value in given.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "worker"],
        env={**os.environ, **environment},
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        yield ready(process, settings.data_dir / "targets")
        process.send_signal(signal.SIGTERM)
        assert process.wait(90) == 0, "a drained worker ends with status 0"
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def ready(process: subprocess.Popen[Any], folder: Path) -> str:
    """The address of a worker's pages, announced in a folder, once it is ready."""
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        assert process.poll() is None, "the worker ended at start"
        for file in folder.glob(f"worker-{process.pid}-*.json"):
            address: str = orjson.loads(file.read_bytes())[0]["targets"][0]
            try:
                with urllib.request.urlopen(f"http://{address}/health/ready", timeout=2):
                    return address
            except OSError:
                pass
        time.sleep(0.2)
    raise AssertionError("the worker was not ready in three minutes")

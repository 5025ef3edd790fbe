"""What the tests of watching run: a worker that can be killed, and a real Prometheus over it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from pipeline.broker import ports
from tests.watch.shorten import shortened

ROOT: Final = Path(__file__).resolve().parents[2]
RULES: Final = ROOT / "deploy" / "prometheus"


class Worker:
    """A worker process that can be killed and started again, on the same port."""

    def __init__(self, folder: Path, bootstrap: str, prefix: str, **settings: str) -> None:
        self.folder = folder
        self.prefix = prefix
        folder.mkdir(exist_ok=True)
        self.port = ports.any_free()
        given = {
            "brokers": bootstrap,
            "prefix": prefix,
            "group": prefix,
            "data_dir": str(folder),
            "flow": "tests.flows.watched:STAGES",
            "http_port": str(self.port),
            "processes": "2",
            "deadline_s": "3",
            "partitions": "2",
            **settings,
        }
        named = {f"PIPELINE_{name.upper()}": value for name, value in given.items()}
        self.environment = {**os.environ, "PYTHONPATH": str(ROOT), **named}
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *words: str) -> subprocess.Popen[bytes]:
        """Another command with the worker's settings."""
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "pipeline", *words],
                cwd=self.folder,
                env=self.environment,
                stderr=log,
                stdout=log,
            )

    def start(self, *stages: str) -> None:
        """Start it; it is not ready yet."""
        self.process = self.run("worker", *stages)

    def kill(self, how: int = signal.SIGKILL) -> None:
        """End it, and wait for its end."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(90)


class Prometheus:
    """A real one that scrapes what workers announce, with the rules' times divided."""

    def __init__(self, folder: Path, targets: Sequence[Path], *, factor: float) -> None:
        folder.mkdir(exist_ok=True)
        self.port = ports.any_free()
        for name in ("rules.yml", "alerts.yml"):
            rules = yaml.safe_load((RULES / name).read_text(encoding="utf-8"))
            (folder / name).write_text(yaml.safe_dump(shortened(rules, factor)), encoding="utf-8")
        config = yaml.safe_load((RULES / "prometheus.yml").read_text(encoding="utf-8"))
        config["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
        config["scrape_configs"][0]["file_sd_configs"] = [
            {"files": [f"{one}/*.json" for one in targets], "refresh_interval": "1s"}
        ]
        (folder / "prometheus.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
        self.process = subprocess.Popen(
            [
                "prometheus",
                f"--config.file={folder}/prometheus.yml",
                f"--storage.tsdb.path={folder}/data",
                f"--web.listen-address=127.0.0.1:{self.port}",
                "--log.level=warn",
            ]
        )

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(30)

    def ask(self, expression: str) -> list[Any]:
        """The result of an instant query."""
        query = urllib.parse.urlencode({"query": expression})
        url = f"http://127.0.0.1:{self.port}/api/v1/query?{query}"
        with urllib.request.urlopen(url, timeout=10) as answer:
            result: list[Any] = json.load(answer)["data"]["result"]
        return result

    def firing(self) -> set[str]:
        """The alerts that fire now, by the name that the stream has in prometheus.yml."""
        found = self.ask('count by (alertname) (ALERTS{alertstate="firing",stream="news"})')
        return {row["metric"]["alertname"] for row in found}

    def up(self) -> bool:
        """Whether it sees a ready worker."""
        try:
            return bool(self.ask('pipeline_worker_ready{job="pipeline"} == 1'))
        except OSError:
            return False


def wait_for(condition: Callable[[], object], seconds: float, what: str) -> float:
    """Wait until something holds; the seconds that it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"not within {seconds:g} s: {what}"
        time.sleep(0.25)
    return time.monotonic() - began


def require_prometheus() -> str | None:
    """Why the tests cannot run, or None."""
    return None if shutil.which("prometheus") else "prometheus is not installed"

"""A real Prometheus over a real stream with real faults: every query has data, alerts fire."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from kafka import KafkaProducer

from pipeline.broker import ports
from pipeline.web.targets import addresses

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "deploy" / "prometheus"

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("prometheus") is None, reason="prometheus is not installed"),
]

#: Queries that are rightly empty in this run, with the reason.
EMPTY = {
    "avg_over_time(stage:pipeline_annotations_per_article:rate1h[1d] offset 1h)": "needs an hour",
    'result="hit"': "this flow has no cache",
}
#: Alerts that the faults below really cause, once their patience is shortened.
FIRED = {
    "PipelineDeadLetters",
    "PipelineStageFailing",
    "PipelinePoolDying",
    "PipelineWorkerDown",
    "PipelineStageWithoutWorker",
}


class Stream:
    """A worker process that can be killed and started again, on the same port."""

    def __init__(self, folder: Path, bootstrap: str, prefix: str) -> None:
        self.folder = folder
        self.port = ports.any_free()
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PIPELINE_BROKERS": bootstrap,
            "PIPELINE_PREFIX": prefix,
            "PIPELINE_GROUP": prefix,
            "PIPELINE_DATA_DIR": str(folder),
            "PIPELINE_FLOW": "tests.flows.watched:STAGES",
            "PIPELINE_HTTP_PORT": str(self.port),
            "PIPELINE_PROCESSES": "2",
            "PIPELINE_DEADLINE_S": "3",
            "PIPELINE_PARTITIONS": "2",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "pipeline", *words], cwd=self.folder, env=self.environment
        )

    def start(self) -> None:
        self.process = self.run("worker")

    def kill(self, how: int = signal.SIGKILL) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(60)


class Prometheus:
    """A real one, scraping what the workers announce, with the rules made impatient."""

    def __init__(self, folder: Path, targets: Path) -> None:
        self.port = ports.any_free()
        shutil.copy(RULES / "rules.yml", folder / "rules.yml")
        alerts = yaml.safe_load((RULES / "alerts.yml").read_text(encoding="utf-8"))
        for group in alerts["groups"]:
            for rule in group["rules"]:
                rule["for"] = "0s"
        (folder / "alerts.yml").write_text(yaml.safe_dump(alerts), encoding="utf-8")
        config = yaml.safe_load((RULES / "prometheus.yml").read_text(encoding="utf-8"))
        config["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
        config["scrape_configs"][0]["file_sd_configs"] = [
            {"files": [f"{targets}/*.json"], "refresh_interval": "1s"}
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

    def ask(self, expression: str) -> list[Any]:
        query = urllib.parse.urlencode({"query": expression})
        url = f"http://127.0.0.1:{self.port}/api/v1/query?{query}"
        with urllib.request.urlopen(url, timeout=10) as answer:
            result: list[Any] = json.load(answer)["data"]["result"]
        return result

    def up(self) -> bool:
        try:
            return bool(self.ask('pipeline_worker_ready{job="pipeline"} == 1'))
        except OSError:
            return False


def wait_for(condition: Callable[[], object], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.25)


@pytest.fixture
def stream(tmp_path: Path, bootstrap: str, topic_prefix: str) -> Iterator[Stream]:
    made = Stream(tmp_path / "stream", bootstrap, topic_prefix)
    made.folder.mkdir()
    assert made.run("topics", "create").wait(120) == 0
    made.start()
    yield made
    made.kill()


@pytest.fixture
def prometheus(tmp_path: Path, stream: Stream) -> Iterator[Prometheus]:
    folder = tmp_path / "prometheus"
    folder.mkdir()
    made = Prometheus(folder, stream.folder / "targets")
    yield made
    made.process.terminate()
    made.process.wait(30)


def queries() -> list[tuple[str, str]]:
    """Every expression of every panel and rule, with Grafana's variables filled in."""
    found = []
    for path in sorted((ROOT / "deploy" / "grafana" / "dashboards").glob("*.json")):
        board = json.loads(path.read_bytes())
        fixed = {
            v["name"]: v["query"] for v in board["templating"]["list"] if v["type"] == "constant"
        }
        values = {
            "stage": ".*",
            "instance": ".*",
            **fixed,
            "__rate_interval": "20s",
            "__range": "5m",
        }
        for panel in board["panels"]:
            for target in panel["targets"]:
                text = re.sub(r"\$(\w+)", lambda match, v=values: v[match[1]], target["expr"])
                found.append((f"{path.stem}: {panel['title']}", text))
    for name in ("rules.yml", "alerts.yml"):
        content = yaml.safe_load((RULES / name).read_text(encoding="utf-8"))
        for group in content["groups"]:
            for rule in group["rules"]:
                for part in _sides(rule["expr"]) if "alert" in rule else [rule["expr"]]:
                    found.append((str(rule.get("alert") or rule["record"]), part))
    return found


def _sides(expression: str) -> list[str]:
    """The vectors that an alert compares: each must have data, or the alert could never fire."""
    parts = re.split(r"\b(?:and|or|unless on \([^)]*\))\s|\s(?:[<>]=?|==)\s", expression)
    return [
        part
        for part in (part.strip() for part in parts)
        if "pipeline" in part and not part.startswith("absent")
    ]


def publish(stream: Stream, bootstrap: str, texts: list[str | bytes]) -> None:
    producer = KafkaProducer(bootstrap_servers=bootstrap)
    for number, text in enumerate(texts):
        article = (
            {
                "id": f"a-{time.time_ns()}-{number}",
                "text": text,
                "published": "2026-01-01T00:00:00Z",
            }
            if isinstance(text, str)
            else None
        )
        value = text if isinstance(text, bytes) else json.dumps(article).encode()
        producer.send(stream.environment["PIPELINE_PREFIX"], value=value)
    producer.flush(60)
    producer.close()


@pytest.mark.timeout(420)
def test_every_query_has_data_and_real_faults_fire_alerts(
    stream: Stream, prometheus: Prometheus, bootstrap: str
) -> None:
    """Load, bad records, failing and crashing articles, a killed worker: all of it is seen."""
    wait_for(prometheus.up, 120, "a ready worker in Prometheus")
    for _ in range(6):
        publish(stream, bootstrap, ["plain text"] * 40)
        time.sleep(2)
    publish(stream, bootstrap, [b"not json"] * 20 + ["!raise x"] * 60 + ["!crash"] * 3)
    publish(stream, bootstrap, ["!hang"])
    wait_for(
        lambda: prometheus.ask(
            'sum(pipeline_articles_finished_total{stage="entities",outcome="dead-lettered"}) >= 24'
        ),
        120,
        "24 dead letters",
    )
    publish(stream, bootstrap, ["more text"] * 80)
    wait_for(lambda: prometheus.ask("sum(pipeline_lag_records) == 0"), 60, "no lag")
    time.sleep(3)
    empty = [
        (title, expression)
        for title, expression in queries()
        if not prometheus.ask(_without_comparison(expression))
        and not any(part in expression for part in EMPTY)
    ]
    assert empty == []
    assert addresses(stream.folder / "targets") == (f"127.0.0.1:{stream.port}",)
    stream.kill()
    fired = 'count by (alertname) (max_over_time(ALERTS{alertstate="firing"}[10m]))'

    def seen() -> set[str]:
        return {row["metric"]["alertname"] for row in prometheus.ask(fired)}

    wait_for(lambda: seen() >= FIRED, 60, f"the alerts {FIRED}; see ALERTS")
    stream.start()
    wait_for(prometheus.up, 120, "the worker back")
    restarted = "changes(pipeline_worker_start_timestamp_seconds[10m]) > 0"
    wait_for(lambda: prometheus.ask(restarted), 60, "a restart that is seen")


def _without_comparison(expression: str) -> str:
    """A guard against dividing by nothing stays; a firing table may be empty."""
    return "vector(1)" if expression.startswith("ALERTS") else expression

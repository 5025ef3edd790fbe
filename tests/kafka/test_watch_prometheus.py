"""A real Prometheus over a real stream with real faults: every query has data, alerts fire."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from kafka import KafkaProducer

from pipeline.web.targets import addresses
from tests.watch.servers import ROOT, RULES, Prometheus, Worker, require_prometheus, wait_for

#: The times of rules and alerts are divided by this: five minutes become a quarter of one.
PATIENCE = 20

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.slow,
    pytest.mark.skipif(require_prometheus() is not None, reason="prometheus is not installed"),
]

#: Queries that are rightly empty in this run, with the reason.
EMPTY = {
    "avg_over_time(stage:pipeline_annotations_per_article:rate1h[1d] offset 1h)": "needs an hour",
    'result="hit"': "this flow has no cache",
}
#: Alerts that the faults below really cause; ``make drill`` makes all of them fire.
FIRED = {
    "PipelineDeadLetters",
    "PipelineStageFailing",
    "PipelinePoolDying",
    "PipelineWorkerDown",
    "PipelineStageWithoutWorker",
}


@pytest.fixture
def stream(tmp_path: Path, bootstrap: str, topic_prefix: str) -> Iterator[Worker]:
    made = Worker(tmp_path / "stream", bootstrap, topic_prefix)
    assert made.run("topics", "create").wait(120) == 0
    made.start()
    yield made
    made.kill()


@pytest.fixture
def prometheus(tmp_path: Path, stream: Worker) -> Iterator[Prometheus]:
    made = Prometheus(tmp_path / "prometheus", [stream.folder / "targets"], factor=PATIENCE)
    yield made
    made.stop()


def queries() -> list[tuple[str, str]]:
    """Every expression of every panel and rule, with Grafana's variables filled in."""
    found = []
    for path in sorted((ROOT / "deploy" / "grafana" / "dashboards").glob("*.json")):
        board = json.loads(path.read_bytes())
        fixed = {
            v["name"]: v["query"] for v in board["templating"]["list"] if v["type"] == "constant"
        }
        values = {
            "stream": ".*",
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


def _balanced(part: str) -> str:
    """A part without the brackets that its neighbours open or close."""
    part = part.strip()
    while part.startswith("(") and part.count("(") > part.count(")"):
        part = part[1:]
    while part.endswith(")") and part.count(")") > part.count("("):
        part = part[:-1]
    return part


def _sides(expression: str) -> list[str]:
    """The vectors that an alert compares: each must have data, or the alert could never fire."""
    parts = re.split(r"\b(?:and|or|unless on \([^)]*\))\s|\s(?:[<>]=?|==)\s", expression)
    return [
        part
        for part in map(_balanced, parts)
        if "pipeline" in part and not part.startswith("absent")
    ]


def publish(stream: Worker, bootstrap: str, texts: list[str | bytes]) -> None:
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
        producer.send(stream.prefix, value=value)
    producer.flush(60)
    producer.close()


@pytest.mark.timeout(420)
def test_every_query_has_data_and_real_faults_fire_alerts(
    stream: Worker, prometheus: Prometheus, bootstrap: str
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

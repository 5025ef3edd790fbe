"""Rules and alerts name real metrics, have a runbook, and pass promtool's own tests."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import CollectorRegistry

from pipeline.flow import STAGES
from pipeline.metrics import Metrics

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "prometheus"
METRIC = re.compile(r"\b(?:\w+:)?pipeline_\w+(?::\w+)*")


def rules(name: str) -> list[dict[str, Any]]:
    content = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return [rule for group in content["groups"] for rule in group["rules"]]


def exported() -> set[str]:
    """Every sample name that a worker can export."""
    metrics = Metrics(CollectorRegistry(), stages=[stage.name for stage in STAGES])
    names = set()
    for family in metrics.registry.collect():
        endings = {
            "counter": ["_total"],
            "histogram": ["_bucket", "_count", "_sum"],
        }.get(family.type, [""])
        names |= {family.name + ending for ending in endings}
    return names


def alerts() -> list[dict[str, Any]]:
    return rules("alerts.yml")


def test_rules_name_only_metrics_that_exist() -> None:
    """Each metric of a rule or an alert is exported, or recorded by a rule."""
    recorded = {rule["record"] for rule in rules("rules.yml")}
    known = exported() | recorded
    for rule in rules("rules.yml") + alerts():
        named = set(METRIC.findall(rule["expr"]))
        assert named or "up{" in rule["expr"], rule
        assert named <= known, (rule.get("alert") or rule["record"], named - known)


def test_every_alert_has_its_section_in_the_runbook() -> None:
    """The link of each alert leads to a heading of its own name, and no section is orphaned."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^#+ (Pipeline\w+)$", text, re.M))
    assert sections == {alert["alert"] for alert in alerts()}
    for alert in alerts():
        link = f"docs/operations.md#{alert['alert'].lower()}"
        assert alert["annotations"]["runbook_url"] == link
        assert alert["labels"]["severity"] in {"page", "ticket"}


def test_every_alert_is_tested_to_fire_and_to_stay_silent() -> None:
    """promtool's tests hold, for each alert, a moment with it and a series or moment without."""
    content = yaml.safe_load((FOLDER / "tests" / "alerts.test.yml").read_text(encoding="utf-8"))
    fires: set[str] = set()
    silent: set[str] = set()
    for group in content["tests"]:
        for case in group.get("alert_rule_test", []):
            if case["exp_alerts"]:
                fires.add(case["alertname"])
            if len(case["exp_alerts"]) < len(_subjects(group)):
                silent.add(case["alertname"])
    names = {alert["alert"] for alert in alerts()}
    assert fires == names
    assert silent == names


def test_every_alert_is_tested_with_two_streams() -> None:
    """For each alert there is a case in which one stream is well, and the other alone is told."""
    files = sorted((FOLDER / "tests").glob("streams*.test.yml"))
    told = set()
    for group in [one for file in files for one in yaml.safe_load(file.read_bytes())["tests"]]:
        series = " ".join(one["series"] for one in group["input_series"])
        for case in group.get("alert_rule_test", []):
            streams = {alert["exp_labels"].get("stream") for alert in case["exp_alerts"]}
            if streams == {"us"} and 'stream="eu"' in series:
                told.add(case["alertname"])
    assert told == {alert["alert"] for alert in alerts()}


def test_rules_keep_streams_apart() -> None:
    """Every aggregation and every matching names the stream, and every summary begins with it."""
    for rule in rules("rules.yml") + alerts():
        expression = rule["expr"]
        assert not re.search(r"\b(?:by|on) \((?!stream\b)", expression), expression
        assert not re.search(r"\b(?:sum|max|min|count|avg|group) ?\(", expression), expression
    for alert in alerts():
        summary = alert["annotations"]["summary"]
        assert summary.startswith("{{ with $labels.stream }}{{ . }}: {{ end }}")


def _subjects(group: dict[str, Any]) -> set[str]:
    """The label sets of a test's series: an alert for fewer of them was silent for one."""
    return {series["series"].partition("{")[2] for series in group["input_series"]}


def test_stages_of_the_flow_are_those_of_the_rules() -> None:
    """A new stage is missed by no alert, and the objective is about the last one."""
    for rule in rules("rules.yml"):
        if rule["record"] == "stage:pipeline_expected:last1d":
            stages = re.findall(r'"stage", "(\w+)"', rule["expr"])
            assert stages == [stage.name for stage in STAGES]
        if rule["record"].startswith("pipeline_latency_slow"):
            assert set(re.findall(r'stage="(\w+)"', rule["expr"])) == {STAGES[-1].name}


def test_the_objective_is_an_edge_of_the_latency_histogram() -> None:
    """A share of slow events can be counted exactly: 5 s is a bucket."""
    metrics = Metrics(CollectorRegistry(), stages=[STAGES[-1].name])
    labels = {"stage": STAGES[-1].name, "le": "5.0"}
    assert metrics.registry.get_sample_value("pipeline_latency_seconds_bucket", labels) == 0


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
@pytest.mark.parametrize(
    "command",
    [
        ("check", "rules", "rules.yml", "alerts.yml"),
        ("check", "config", "prometheus.yml"),
        ("check", "config", "prometheus.compose.yml"),
        ("test", "rules", "tests/alerts.test.yml"),
        ("test", "rules", "tests/streams.test.yml"),
        ("test", "rules", "tests/streams.days.test.yml"),
    ],
    ids=" ".join,
)
def test_promtool_agrees(command: tuple[str, ...]) -> None:
    """Prometheus's own tool finds no fault, and every alert fires and stays silent as told."""
    done = subprocess.run(
        ["promtool", *command], cwd=FOLDER, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
def test_the_second_stream_of_the_runbook_is_a_valid_job(tmp_path: Path) -> None:
    """The job that the runbook shows fits into the shipped configuration, with its own name."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^ *```yaml\n( *- job_name:.*?)^ *```", text, re.M | re.S)
    config = yaml.safe_load((FOLDER / "prometheus.yml").read_text(encoding="utf-8"))
    config["scrape_configs"] += yaml.safe_load(shown)
    config["rule_files"] = [str(FOLDER / name) for name in config["rule_files"]]
    given = [
        {one["target_label"]: one["replacement"] for one in job["relabel_configs"]}
        for job in config["scrape_configs"]
    ]
    assert given == [{"stream": "news"}, {"stream": "news-us", "job": "pipeline"}]
    file = tmp_path / "prometheus.yml"
    file.write_text(yaml.safe_dump(config), encoding="utf-8")
    subprocess.run(["promtool", "check", "config", str(file)], check=True, timeout=60)

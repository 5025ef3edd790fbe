"""The dashboards are what their generator writes, and show what the workers export."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import CollectorRegistry

from pipeline.flow import STAGES
from pipeline.metrics import Metrics

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "grafana"
FILES = sorted((FOLDER / "dashboards").glob("*.json"))
METRIC = re.compile(r"\b(?:\w+:)?(?:pipeline|process)_\w+(?::\w+)*")


def load(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_bytes())
    return content


def queries() -> list[tuple[str, str]]:
    """Every panel's title with each of its expressions."""
    return [
        (f"{path.stem}: {panel['title']}", target["expr"])
        for path in FILES
        for panel in load(path)["panels"]
        for target in panel["targets"]
    ]


def families() -> dict[str, set[str]]:
    """Each metric with the sample names that it exports."""
    metrics = Metrics(CollectorRegistry(), stages=[stage.name for stage in STAGES])
    endings = {"counter": {"_total"}, "histogram": {"_bucket", "_count", "_sum"}}
    return {
        family.name: {family.name + ending for ending in endings.get(family.type, {""})}
        for family in metrics.registry.collect()
    }


def rules() -> list[dict[str, Any]]:
    found = []
    for name in ("rules.yml", "alerts.yml"):
        content = yaml.safe_load((ROOT / "deploy" / "prometheus" / name).read_text("utf-8"))
        found += [rule for group in content["groups"] for rule in group["rules"]]
    return found


def test_the_dashboards_are_reproduced_byte_for_byte(tmp_path: Path) -> None:
    """The committed JSON is exactly what the generator writes now."""
    pytest.importorskip("grafana_foundation_sdk")
    subprocess.run(
        [sys.executable, str(FOLDER / "generate.py"), str(tmp_path)], check=True, timeout=120
    )
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in FILES}
    for path in FILES:
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_no_panel_names_a_metric_that_does_not_exist() -> None:
    """Each metric in a panel is exported by a worker or recorded by a rule."""
    known = set().union(*families().values()) | {
        rule["record"] for rule in rules() if "record" in rule
    }
    for title, expression in queries():
        named = set(METRIC.findall(expression))
        assert named or "ALERTS" in expression, title
        assert named <= known, (title, named - known)


def test_nothing_is_added_up_over_streams() -> None:
    """Each series is chosen by stream, and each sum keeps it, but in heat maps, which show one."""
    for path in FILES:
        for panel in load(path)["panels"]:
            for target in panel["targets"]:
                expression = target["expr"]
                chosen = expression.count('stream=~"$stream"')
                assert chosen == len(METRIC.findall(expression)) + expression.count("ALERTS")
                if panel["type"] != "heatmap":
                    assert not re.search(r"\b(?:sum|max|topk) ?\(", expression)
                    assert not re.search(r"\b(?:by|on) \((?!stream\b)", expression)
                    assert panel["type"] == "table" or "{{stream}}" in target["legendFormat"]


def test_the_stream_is_chosen_first_and_the_nameless_one_is_among_all() -> None:
    """All streams are any value of the label, none too: without names nothing has to be chosen."""
    for path in FILES:
        variables = {one["name"]: one for one in load(path)["templating"]["list"]}
        assert list(variables).index("stream") < list(variables).index("instance")
        assert variables["stream"]["allValue"] == ".*"
        assert variables["stream"]["includeAll"]
        assert 'stream=~"$stream"' in variables["instance"]["query"]


def test_every_metric_is_on_a_panel_or_in_an_alert() -> None:
    """Nothing is measured that nobody looks at."""
    looked_at = " ".join([expr for _, expr in queries()] + [rule["expr"] for rule in rules()])
    named = set(METRIC.findall(looked_at))
    ours = {name: samples for name, samples in families().items() if name.startswith("pipeline_")}
    unseen = [name for name, samples in ours.items() if not samples & named]
    assert unseen == []


def test_every_stage_has_a_dashboard() -> None:
    """One for each stage of the flow, and no other."""
    stages = {path.stem for path in FILES if path.stem.startswith("stage-")}
    assert stages == {f"stage-{stage.name}" for stage in STAGES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_panels_explain_themselves_and_fit(path: Path) -> None:
    """Each panel has a title, a description and a unit; none overlaps or leaves the grid."""
    taken: set[tuple[int, int]] = set()
    for panel in load(path)["panels"]:
        assert panel["title"]
        assert len(panel["description"]) > 15
        assert panel["fieldConfig"]["defaults"]["unit"]
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells


def test_runbook_links_lead_to_sections() -> None:
    """A panel's link names a heading of the runbook."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    anchors = {heading.lower() for heading in re.findall(r"^#+ (Pipeline\w+)$", text, re.M)}
    links = [
        link["url"]
        for path in FILES
        for panel in load(path)["panels"]
        for link in panel.get("links", [])
    ]
    assert links
    assert {link.partition("#")[2] for link in links} <= anchors

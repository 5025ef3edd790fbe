"""The drill makes every alert fire, on rules that differ from the real ones in times alone."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.watch.drill import Seen, table
from tests.watch.faults import FAULTS
from tests.watch.servers import RULES
from tests.watch.shorten import divided, shortened


def content(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((RULES / name).read_text(encoding="utf-8"))
    return loaded


def alerts() -> set[str]:
    return {rule["alert"] for group in content("alerts.yml")["groups"] for rule in group["rules"]}


def test_every_alert_has_its_fault() -> None:
    """No alert is left out, none is made up, and each fault says what it is."""
    made = [alert for fault in FAULTS for alert in fault.alerts]
    assert sorted(made) == sorted(alerts())
    assert all(len(fault.what) > 20 for fault in FAULTS)


def test_every_alert_was_seen_in_the_last_drill() -> None:
    """The committed table has a row for each alert, and each fired and ended."""
    text = (RULES.parents[1] / "docs" / "drill.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (Pipeline\w+) \|(.*)\|$", text, re.M))
    assert set(rows) == alerts()
    assert {alert for alert, row in rows.items() if "| never |" in row} == set()


def test_a_part_of_the_drill_leaves_the_other_rows() -> None:
    """An alert that is tried again gets its new row, the others keep theirs."""
    first = table(
        [Seen("PipelineStuck", "a", 1, 2), Seen("PipelineDeadLetters", "b", 3, None)], 20, ""
    )
    again = table([Seen("PipelineDeadLetters", "c", 4, 5)], 20, first)
    assert "| PipelineStuck | a | 1 s | 2 s |" in again
    assert "| PipelineDeadLetters | c | 4 s | 5 s |" in again
    assert "never" in first
    assert "never" not in again


@pytest.mark.parametrize(
    ("duration", "factor", "short"),
    [("5m", 20, "15000ms"), ("1d", 20, "4320000ms"), ("0s", 20, "0ms"), ("1h30m", 10, "540000ms")],
)
def test_durations_are_divided(duration: str, factor: float, short: str) -> None:
    """All of Prometheus's units, alone and together."""
    assert divided(duration, factor) == short


@pytest.mark.parametrize("name", ["rules.yml", "alerts.yml"])
def test_only_times_are_shortened(name: str) -> None:
    """By a factor of one the rules are as they were; by another only durations differ."""
    same = shortened(content(name), 1)
    short = shortened(content(name), 20)
    duration = re.compile(r"\d+(?:ms|[smhd])(?=[\]\s)]|$)|> (?:300|15)\b")
    for before, after in zip(same["groups"], short["groups"], strict=True):
        for old, new in zip(before["rules"], after["rules"], strict=True):
            assert {**old, "expr": 0, "for": 0} == {**new, "expr": 0, "for": 0}
            assert duration.sub("", old["expr"]) == duration.sub("", new["expr"])
            assert ("for" in old) == ("for" in new)
            assert not re.search(r"\[\d+[smhd]\]", new["expr"]), "a time was forgotten"


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
def test_shortened_rules_are_rules(tmp_path: Path) -> None:
    """promtool accepts what the drill gives to Prometheus."""
    for name in ("rules.yml", "alerts.yml"):
        file = tmp_path / name
        file.write_text(yaml.safe_dump(shortened(content(name), 20)), encoding="utf-8")
        subprocess.run(["promtool", "check", "rules", str(file)], check=True, timeout=60)

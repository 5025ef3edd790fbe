"""Workers announce themselves to Prometheus's file-based discovery, and leave no trace."""

from __future__ import annotations

import json
import os
from pathlib import Path

from pipeline.web.targets import addresses, announce, withdraw


def test_a_worker_is_found_and_then_gone(tmp_path: Path) -> None:
    """Announced, a worker is a target in Prometheus's format; withdrawn, there is no file."""
    path = announce(tmp_path / "targets", "127.0.0.1:8642", ("entities", "numbers"))
    groups = json.loads(path.read_text())
    assert groups == [{"targets": ["127.0.0.1:8642"], "labels": {"stages": "entities,numbers"}}]
    assert addresses(tmp_path / "targets") == ("127.0.0.1:8642",)
    withdraw(path)
    withdraw(path)
    assert list((tmp_path / "targets").iterdir()) == []


def test_killed_workers_are_cleared_by_the_next(tmp_path: Path) -> None:
    """A file of a process that is gone disappears when the next worker starts; others stay."""
    gone = 4_194_304 + 1  # above the largest process id of Linux
    (tmp_path / f"worker-{gone}-8643.json").write_text("[]")
    (tmp_path / f"worker-{os.getppid()}-8644.json").write_text(
        '[{"targets": ["127.0.0.1:8644"], "labels": {}}]'
    )
    announce(tmp_path, "127.0.0.1:8642", ("entities",))
    assert set(addresses(tmp_path)) == {"127.0.0.1:8642", "127.0.0.1:8644"}


def test_broken_files_are_no_targets(tmp_path: Path) -> None:
    """Half-written or strange files never stop the terminal screen."""
    for number, text in enumerate(["", "{", "[3]", '[{"targets": 3}]', '[{"targets": [3]}]']):
        (tmp_path / f"worker-{number}-1.json").write_text(text)
    assert addresses(tmp_path) == ()

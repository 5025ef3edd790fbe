"""Write rules and alerts as the Prometheus operator takes them: run this file.

The file is committed; a test reproduces it byte for byte.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

import yaml

HERE: Final = Path(__file__).resolve().parent
TARGET: Final = HERE.parent / "kubernetes" / "base" / "prometheus-rules.yaml"
HEAD: Final = "# Written by deploy/prometheus/for_operator.py from rules.yml and alerts.yml.\n"


def text() -> str:
    """The object's YAML."""
    groups: list[Any] = []
    for name in ("rules.yml", "alerts.yml"):
        groups += yaml.safe_load((HERE / name).read_text(encoding="utf-8"))["groups"]
    made = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "pipeline"},
        "spec": {"groups": groups},
    }
    return HEAD + yaml.safe_dump(made, sort_keys=False, width=100, allow_unicode=True)


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET).write_text(text(), encoding="utf-8")

"""Write docs/metrics.md from the catalogue of metrics: run this file.

The page is committed; a test reproduces it byte for byte.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

from prometheus_client import CollectorRegistry

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # run from a checkout, installed or not

from pipeline.catalogue import Catalogue  # noqa: E402

TARGET: Final = ROOT / "docs" / "metrics.md"
HEAD: Final = """\
# Metrics

Written by `deploy/prometheus/metrics_page.py` from `pipeline/catalogue.py`. Each worker serves them
under `/metrics`, with the usual `process_*` beside them. A partition's series go away when the
partition moves to another worker. Labels are bounded: a value too many is `other`. Prometheus adds
`job` and `instance` to each, and `stream`, which tells
[several streams](operations.md#several-streams-in-one-prometheus) apart. What the alerts make of
them, and what to do then: [operations](operations.md#alerts).

| metric | labels | what it says, and what to do |
|---|---|---|
"""


def text() -> str:
    """The page."""
    metrics = vars(Catalogue(CollectorRegistry())).values()
    return HEAD + "".join(_row(one) for one in metrics if hasattr(one, "_documentation"))


def _row(metric: Any) -> str:
    name = f"{metric._name}_total" if metric._type == "counter" else metric._name
    return f"| `{name}` | {', '.join(metric._labelnames) or '–'} | {metric._documentation} |\n"


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET).write_text(text(), encoding="utf-8")

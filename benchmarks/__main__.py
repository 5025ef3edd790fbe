"""``make bench``: how fast enrichment and the stream are here, as a table and as JSON.

    python -m benchmarks [--articles N] [--json FILE]

Runs on the seeds, so that anyone can; the other files of this folder measure one stage each
against its peers, on gold files that you name. Machines differ: compare ratios within one run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import enrichment, stream
from pipeline import __version__

console = Console(stderr=True)


def main() -> int:
    """Measure, print, and write what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", type=int, default=2000, help="articles through the stream")
    parser.add_argument("--rounds", type=int, default=3, help="runs of which the median counts")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    console.print("enrichment without Kafka, one core")
    pure = enrichment.measure(rounds=options.rounds, say=console.print)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        runs = stream.measure(Path(folder), options.articles, say=console.print)
    figures = {
        "machine": {
            "cores": len(os.sched_getaffinity(0)),
            "python": platform.python_version(),
            "system": platform.platform(),
            "load": os.getloadavg(),
            "pipeline": __version__,
        },
        "enrichment": asdict(pure),
        "stream": [asdict(run) for run in runs],
    }
    _show(pure, runs)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if not sys.stdout.isatty():
        print(json.dumps(figures))
    return 0


def _show(pure: enrichment.Figures, runs: list[stream.Figures]) -> None:
    table = Table("measure", "value")
    table.add_row("articles/s, one core, no Kafka", f"{pure.articles_per_second:.0f}")
    table.add_row("words/s, one core, no Kafka", f"{pure.words_per_second:,.0f}")
    for name, milliseconds in pure.milliseconds.items():
        table.add_row(f"ms an article: {name}", f"{milliseconds:.2f}")
    for run in runs:
        _rows(table, run, pure)
    console.print(table)


def _rows(table: Table, run: stream.Figures, pure: enrichment.Figures) -> None:
    label = f"stream, {run.flow} stages, {run.processes} processes"
    table.add_row(f"{label}: articles/s", f"{run.articles_per_second:.0f}")
    if run.flow == "real":
        share: Any = run.articles_per_second / (pure.articles_per_second * run.processes)
        table.add_row(f"{label}: share of pure enrichment", f"{share:.0%}")
    for name, value in run.latency_ms.items():
        table.add_row(f"{label}: latency {name} at half that rate, ms", f"{value:.0f}")
    for part, value in run.cpu_ms.items():
        table.add_row(f"{label}: processor time of the {part}, ms an article", f"{value:.2f}")
    table.add_row(f"{label}: memory of all processes, MB", f"{run.memory_mb:.0f}")


if __name__ == "__main__":
    sys.exit(main())

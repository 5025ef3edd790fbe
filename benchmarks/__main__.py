"""``make bench``: how fast enrichment and the stream are here, as tables and as JSON.

    python -m benchmarks [PART …] [--articles N] [--rounds N] [--json FILE]

Parts: enrichment, stream, peers, startup, and the longer scaling, backlogs and sizes; without any,
the first four. All run on the seeds, so that anyone can; the other files of this folder measure
one stage each against its peers, on gold files that you name. Machines differ: compare ratios
within one run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks import enrichment, peers, scaling, startup, stream
from pipeline import __version__

PARTS: Final = ("enrichment", "stream", "peers", "startup", "scaling", "backlogs", "sizes")
USUAL: Final = PARTS[:4]

console = Console(stderr=True)


def main() -> int:
    """Measure, print, and write what was asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--articles", type=int, default=1500, help="articles of one round")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the median counts")
    parser.add_argument("--most", type=int, default=100_000, help="largest backlog")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}: {', '.join(PARTS)}")
    figures: dict[str, Any] = {"machine": _machine()}
    for part in options.parts or USUAL:
        console.rule(part)
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            figures[part] = MEASURES[part](Path(folder), options)
        _show(part, figures)
    figures["machine"]["load_after"] = os.getloadavg()
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if not sys.stdout.isatty():
        print(json.dumps(figures))
    return 0


def _machine() -> dict[str, Any]:
    return {
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "system": platform.platform(),
        "load_before": os.getloadavg(),
        "pipeline": __version__,
    }


def _enrichment(folder: Path, options: argparse.Namespace) -> Any:
    return asdict(enrichment.measure(rounds=options.rounds, say=console.print))


def _stream(folder: Path, options: argparse.Namespace) -> Any:
    runs = stream.measure(folder, options.articles, rounds=options.rounds, say=console.print)
    return [asdict(run) for run in runs]


def _peers(folder: Path, options: argparse.Namespace) -> Any:
    rows = peers.measure(folder, options.articles // 2, rounds=options.rounds, say=console.print)
    return [asdict(row) for row in rows]


def _scaling(folder: Path, options: argparse.Namespace) -> Any:
    alone = scaling.processes_alone(seconds=10, say=console.print)
    rows = scaling.shapes(folder, options.articles, say=console.print)
    return [asdict(row) for row in [*alone, *rows]]


def _backlogs(folder: Path, options: argparse.Namespace) -> Any:
    rows = scaling.backlogs(folder, most=options.most, say=console.print)
    return [asdict(row) for row in rows]


MEASURES: Final[dict[str, Callable[[Path, argparse.Namespace], Any]]] = {
    "enrichment": _enrichment,
    "stream": _stream,
    "peers": _peers,
    "startup": lambda folder, _: startup.measure(folder),
    "scaling": _scaling,
    "backlogs": _backlogs,
    "sizes": lambda folder, _: [asdict(row) for row in scaling.sizes(say=console.print)],
}


def _show(part: str, figures: dict[str, Any]) -> None:
    table = Table("measure", "value", title=part)
    for row in _rows(part, figures):
        table.add_row(*row)
    console.print(table)


def _rows(part: str, figures: dict[str, Any]) -> list[tuple[str, str]]:
    found = figures[part]
    if part == "enrichment":
        return [
            ("articles/s, one core, no Kafka", f"{found['articles_per_second']:.0f}"),
            ("words/s, one core, no Kafka", f"{found['words_per_second']:,.0f}"),
            *(
                (f"ms an article: {name}", f"{ms:.2f}")
                for name, ms in found["milliseconds"].items()
            ),
        ]
    if part == "stream":
        return [row for run in found for row in _stream_rows(run)]
    if part == "peers":
        return [
            (
                row["program"],
                f"{row['articles_per_second']:.0f} articles/s, ours is {row['ours_is']:.1f}×",
            )
            for row in found
        ]
    if part == "startup":
        return [(f"{which} `up` to the first event", f"{s:.1f} s") for which, s in found.items()]
    return [(row["what"], f"{row['figure']:.2f} {row['unit']}") for row in found]


def _stream_rows(run: dict[str, Any]) -> Sequence[tuple[str, str]]:
    label = f"{run['flow']} stages, {run['processes']} processes"
    least, most = run["spread"]
    rows = [(f"{label}: articles/s", f"{run['articles_per_second']:.0f} ({least:.0f}–{most:.0f})")]
    if run["share"] is not None:
        rows.append((f"{label}: share of pure enrichment", f"{run['share']:.0%}"))
    for share, waits in run["latency_ms"].items():
        text = ", ".join(f"{name} {value:.0f}" for name, value in waits.items())
        rows.append((f"{label}: latency at {share} of that rate, ms", text))
    for name, unit in (("cpu_ms", "ms"), ("memory_mb", "MB")):
        text = ", ".join(f"{part} {value:.1f}" for part, value in run[name].items())
        what = "processor time of an article" if unit == "ms" else "resident memory"
        rows.append((f"{label}: {what}, {unit}", text))
    text = ", ".join(f"{topic} {size:.0f}" for topic, size in run["bytes"].items())
    rows.append((f"{label}: stored bytes of an article", text))
    return rows


if __name__ == "__main__":
    sys.exit(main())

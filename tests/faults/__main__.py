"""The fault matrix as a command: ``python -m tests.faults`` (``make faults``, ``make soak``).

Without arguments all of it, with the control arm, and the page docs/faults.md is written. Names
choose rows; ``--list`` shows them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.broker import Broker, ports
from tests.faults import report
from tests.faults.fleet import ROOT
from tests.faults.run import Outcome, play
from tests.faults.scenes import CONTROL, MATRIX, SHORT, Scene
from tests.faults.soak import soak

PAGE = ROOT / "docs" / "faults.md"
DATA = ROOT / "docs" / "faults.json"
ORDER = tuple(scene.name for scene in (*MATRIX, *CONTROL))
console = Console() if sys.stdout.isatty() else Console(width=180)


def main() -> int:
    """Run what was asked for; 0 when every row is as it should be."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", help="rows to run (default: all), by name or its part")
    parser.add_argument("--list", action="store_true", help="show the rows and stop")
    parser.add_argument("--short", action="store_true", help="the rows that make test runs")
    parser.add_argument("--control", action="store_true", help="only the control arm")
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="a soak instead of the rows")
    parser.add_argument("--every", type=float, default=20.0, help="seconds between a soak's kills")
    parser.add_argument("--seed", type=int, default=1, help="seed of everything left to chance")
    parser.add_argument("--logs", type=Path, help="keep the workers' and the broker's logs here")
    parser.add_argument(
        "--write", action="store_true", help="put chosen rows into docs/faults.md, .json too"
    )
    parser.add_argument("--json", type=Path, default=DATA, help="where the figures are kept")
    parser.add_argument("--merge", type=Path, metavar="JSON", help="only add figures to the page")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # workers are stopped on the way out
    scenes = _chosen(options)
    if options.merge:
        rows = json.loads(options.merge.read_text("utf-8"))["rows"]
        _write([report.from_json(row) for row in rows], options.json)
        return 0
    if options.list:
        for scene in scenes:
            console.print(f"[bold]{scene.name}[/]: {scene.what}")
        return 0
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as scratch:
        folder = options.logs or Path(scratch)
        with Broker.start(folder / "broker", port=ports.any_free()) as broker:
            if options.soak:
                return soak(broker, folder, minutes=options.soak, every=options.every, say=_say)
            outcomes: list[Outcome] = []
            for scene in scenes:
                outcomes.append(_play(scene, broker, folder, options.seed))
                if options.write or not (options.names or options.short or options.control):
                    _write([outcomes[-1]], options.json)  # each row: an interrupted run keeps them
    return 0 if all(_is_as_expected(outcome) for outcome in outcomes) else 1


def _chosen(options: argparse.Namespace) -> tuple[Scene, ...]:
    scenes = SHORT if options.short else CONTROL if options.control else (*MATRIX, *CONTROL)
    if not options.names:
        return scenes
    return tuple(s for s in scenes if any(name.lower() in s.name.lower() for name in options.names))


def _play(scene: Scene, broker: Broker, folder: Path, seed: int) -> Outcome:
    logs = folder / scene.name.replace(" ", "-").replace(":", "").replace(",", "")
    outcome = play(scene, broker, logs, seed=seed, say=_say)
    table = Table(*report.COLUMNS, title=scene.what, title_justify="left")
    good = _is_as_expected(outcome)
    table.add_row(*report.row(outcome), style="green" if good else "bold red")
    console.print(table)
    for trouble in outcome.troubles:
        console.print(f"  [red]{trouble}[/]")
    return outcome


def _is_as_expected(outcome: Outcome) -> bool:
    """Ours must be clean; plain Faust must be caught, except where nothing was done to it."""
    return outcome.is_clean != (outcome.scene.plain and outcome.scene.act is not None)


def _say(text: str) -> None:
    console.print(f"[dim]{datetime.now():%H:%M:%S}[/] {text}")


def _write(fresh: list[Outcome], data: Path) -> None:
    """Put these rows in the place of those of the same name, in the figures and on the page."""
    known = json.loads(data.read_text("utf-8"))["rows"] if data.exists() else []
    rows = {row["fault"]: report.from_json(row) for row in known if row["fault"] in ORDER}
    rows |= {outcome.scene.name: outcome for outcome in fresh}
    matrix = [rows[scene.name] for scene in MATRIX if scene.name in rows]
    control = [rows[scene.name] for scene in CONTROL if scene.name in rows]
    today = datetime.now(UTC)
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    figures = {"date": f"{today:%Y-%m-%d}", "machine": machine}
    figures |= {"rows": report.machine_readable([*matrix, *control])}  # type: ignore[dict-item]
    data.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    if data == DATA:
        page = report.page(
            matrix, control, date=f"{today:%-d %B %Y}", machine=machine, command="make faults"
        )
        PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    started = time.monotonic()
    status = main()
    verdict = "NOT as it should be" if status else "as it should be"
    console.print(f"{time.monotonic() - started:.0f} s, {verdict}")
    sys.exit(status)

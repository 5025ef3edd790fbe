"""Makes every alert fire by a fault, and end when it is mended: ``python -m tests.watch.drill``.

A real broker, real workers, a real Prometheus with the real rules, whose times are divided by
``--factor`` (see `shorten`). Names of alerts choose among the faults. ``--write`` puts the table
into docs/drill.md. The exit status is 1 when an alert did not fire, or did not end.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tests.watch.faults import FAULTS, Fault
from tests.watch.servers import ROOT, wait_for
from tests.watch.stage import Stage, stage

FACTOR: Final = 20.0
#: Seconds of a healthy stream before the first fault, so that there is a yesterday to compare with.
CALM_S: Final = 30.0
TABLE: Final = ROOT / "docs" / "drill.md"
HEAD: Final = """\
# Drill: every alert seen

Written by `make drill`: a real broker, real workers, and a real Prometheus with the rules and
alerts of `deploy/prometheus/`, whose times (`for`, ranges, offsets, and the age in
PipelineFallingBehind) are divided by {factor:g}, so that five minutes are {five:g} s. Each fault is
really made, and mended once its alerts have fired. Seconds are from the fault, and from the
beginning of the mend, on two cores that others used as well: a worker takes its time to come up.
`python -m tests.watch.drill ALERT… --write` does some of them again.

| alert | fault | fired after | ended after | date |
|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """An alert, and the seconds from the fault until it fired, and from the mend until it ended.

    None is never. A mend takes its time, too: a worker that is started again has to come up.
    """

    alert: str
    fault: str
    fired: float | None
    ended: float | None


def play(on: Stage, fault: Fault) -> list[Seen]:
    """Make one fault, wait for its alerts, mend it, and wait for their end."""
    ours = set(fault.alerts)
    wait_for(lambda: not on.prometheus.firing() & ours, fault.patience, "the alerts silent before")
    began = time.monotonic()
    fired: dict[str, float] = {}
    with fault.make(on):
        while len(fired) < len(fault.alerts) and time.monotonic() - began < fault.patience:
            for alert in on.prometheus.firing() & ours:
                fired.setdefault(alert, time.monotonic() - began)
            time.sleep(0.5)
        mended = time.monotonic()
    ended: dict[str, float] = {}
    while len(ended) < len(fired) and time.monotonic() - mended < fault.patience:
        for alert in set(fired) - on.prometheus.firing():
            ended.setdefault(alert, time.monotonic() - mended)
        time.sleep(0.5)
    return [Seen(alert, fault.what, fired.get(alert), ended.get(alert)) for alert in fault.alerts]


def drill(chosen: Sequence[Fault], factor: float) -> list[Seen]:
    """All chosen faults, one after the other, on one stage."""
    seen: list[Seen] = []
    with (
        tempfile.TemporaryDirectory(prefix="drill-") as folder,
        contextlib.chdir(ROOT),
        stage(Path(folder), factor) as on,
    ):
        time.sleep(CALM_S)
        for fault in chosen:
            print(f"{datetime.now(UTC):%H:%M:%S} {fault.what}", flush=True)
            for one in play(on, fault):
                print(f"         {one.alert}: fired {one.fired}, ended {one.ended}", flush=True)
                seen.append(one)
    return seen


def table(seen: Iterable[Seen], factor: float, before: str) -> str:
    """The page of the documentation; rows of alerts that were not in this run stay as before."""
    rows = dict(re.findall(r"^\| (Pipeline\w+) (\|.*)$", before, re.M))
    for one in seen:
        times = f"{_seconds(one.fired)} | {_seconds(one.ended)} | {datetime.now(UTC):%d %B %Y}"
        rows[one.alert] = f"| {one.fault} | {times} |"
    return HEAD.format(factor=factor, five=300 / factor) + "".join(
        f"| {alert} {rows[alert]}\n" for fault in FAULTS for alert in fault.alerts if alert in rows
    )


def _seconds(value: float | None) -> str:
    return "never" if value is None else f"{value:.0f} s"


def main(arguments: Sequence[str]) -> int:
    """Run the drill; see the module's docstring."""
    parser = argparse.ArgumentParser(prog="python -m tests.watch.drill")
    parser.add_argument("alerts", nargs="*", help="only the faults of these alerts")
    parser.add_argument("--factor", type=float, default=FACTOR)
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    given = parser.parse_args(arguments)
    chosen = [one for one in FAULTS if not given.alerts or set(one.alerts) & set(given.alerts)]
    seen = drill(chosen, given.factor)
    if given.write:
        before = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
        TABLE.write_text(table(seen, given.factor, before), encoding="utf-8")
    return 0 if all(one.fired is not None and one.ended is not None for one in seen) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`pipeline top`: the stream in a terminal, live, over all workers of this host or those named.

In a pipe, one JSON line for each look.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import aiohttp
import orjson
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from pipeline.cli.verbs import FAILED, counted, say
from pipeline.web.gather import Look, gather
from pipeline.web.reading import Reading, merge
from pipeline.web.summary import StageRow, Summary, summarise
from pipeline.web.targets import addresses

WINDOW_S: Final = 15.0  # as on the page: steady rates that still follow a change
LATE_S: Final = 60.0
MOST_NOTICES: Final = 8


def run(folder: Path, workers: Sequence[str] | None, *, every: float, once: bool) -> int:
    """Look every so many seconds at ``workers``, else at those announced in ``folder``.

    The exit status: 1 when no worker is known, or, asked once, none answered.
    """

    def targets() -> Sequence[str]:
        return workers or addresses(folder)

    console = Console()
    if not targets():
        say(f"No worker runs here: {folder} is empty. Name one: pipeline top HOST:PORT")
        return FAILED
    with contextlib.suppress(KeyboardInterrupt):
        return 0 if asyncio.run(_watch(console, targets, every, once)) else FAILED
    return 0


async def _watch(
    console: Console, targets: Callable[[], Sequence[str]], every: float, once: bool
) -> bool:
    """Look again and again; False when, asked once, no worker answered."""
    history: deque[Reading] = deque()
    async with aiohttp.ClientSession() as session:
        if once:
            _remember(history, await gather(session, targets()))
            await asyncio.sleep(every)
            looks = await gather(session, targets())
            _show(console, _remember(history, looks), looks)
            return any(look.reading for look in looks)
        if not console.is_terminal:
            while True:
                looks = await gather(session, targets())
                _show(console, _remember(history, looks), looks)
                await asyncio.sleep(every)
        with Live(console=console, screen=True, auto_refresh=False) as live:
            while True:
                looks = await gather(session, targets())
                live.update(screen(_remember(history, looks), looks, console.width), refresh=True)
                await asyncio.sleep(every)


def _show(console: Console, summary: Summary, looks: Sequence[Look]) -> None:
    if console.is_terminal:
        console.print(screen(summary, looks, console.width))
    else:
        console.file.write(line(summary, looks))
        console.file.flush()


def line(summary: Summary, looks: Sequence[Look]) -> str:
    """A look as a JSON line: the summary's fields, and which workers answered."""
    workers = [{"target": look.target, "ready": look.ready, "error": look.error} for look in looks]
    told = orjson.dumps({"summary": summary, "workers": workers}, option=orjson.OPT_APPEND_NEWLINE)
    return told.decode()


def _remember(history: deque[Reading], looks: Iterable[Look]) -> Summary:
    """Add a look to the window, and sum up the window."""
    now = merge(look.reading for look in looks if look.reading)
    if not now.values:
        now = Reading(time.time(), {})
    history.append(now)
    while len(history) > 2 and now.at - history[0].at > WINDOW_S:
        history.popleft()
    return summarise(history[0], now)


def screen(summary: Summary, looks: Sequence[Look], width: int) -> RenderableType:
    """Everything on one screen of so many columns; pure."""
    stages = _stages(summary, width)
    parts: list[RenderableType] = [_headline(summary, looks), stages, _pool(summary)]
    found = _found(summary)
    if found.plain:
        parts.append(found)
    parts.append(_notices(looks))
    return Group(*parts)


def _headline(summary: Summary, looks: Sequence[Look]) -> Text:
    silent = [look.target for look in looks if look.reading is None]
    unready = [look.target for look in looks if look.reading and not look.ready]
    all_of_them = counted(len(looks), "worker")
    line = Text(f"answering: {len(looks) - len(silent)} of {all_of_them}", style="bold")
    if silent:
        line.append(f"   no answer: {', '.join(silent)}", style="bold red")
    if unready:
        line.append(f"   not ready: {', '.join(unready)}", style="yellow")
    if len(silent) < len(looks) and not summary.brokers_connected:
        line.append("   broker not connected", style="bold red")
    when = time.strftime("%H:%M:%S", time.localtime(summary.at))
    line.append(f"   {when}, rates over {summary.window:.0f} s", style="dim")
    return line


#: Latency is from the article's record to this stage's event, over the window; queue, work and send
#: are 95 % of this stage's own steps.
COLUMNS: Final = (
    *("stage", "in/s", "out/s", "waiting", "behind", "lat. 50 %", "lat. 95 %"),
    *("lat. 99 %", "queue", "work", "send", "in flight", "parts", "failed", "dead"),
)
#: Which columns go first where the terminal is narrow: what explains goes before what alarms.
SPARED: Final = (
    *("in flight", "lat. 50 %", "queue", "work", "send", "lat. 99 %", "parts", "in/s"),
    "lat. 95 %",
)
#: Columns of the screen that a cell takes beyond its text: a blank on each side, and a line.
MARGIN: Final = 3


def _stages(summary: Summary, width: int) -> Table:
    rows = [dict(zip(COLUMNS, _cells(row), strict=True)) for row in summary.stages]
    names = _fitting(rows, width)
    table = Table(expand=False, header_style="dim")
    for name in names:
        table.add_column(name, justify="left" if name == "stage" else "right", no_wrap=True)
    for row in rows:
        table.add_row(*(row[name] for name in names))
    if not rows:
        table.add_row("no stage yet")
    return table


def _fitting(rows: Sequence[Mapping[str, Text]], width: int) -> list[str]:
    """The columns that fit, whole; a number that is cut short is worse than none."""
    taken = {
        name: MARGIN + max(len(name), *(row[name].cell_len for row in rows), 0) for name in COLUMNS
    }
    left = list(COLUMNS)
    for name in SPARED:
        if sum(taken[one] for one in left) + 1 <= width:
            break
        left.remove(name)
    return left


def _cells(row: StageRow) -> list[Text]:
    missing = row.partitions < row.partitions_wanted
    return [
        Text(row.stage, style="bold"),
        *(Text(f"{rate:.1f}") for rate in (row.received_rate, row.finished_rate)),
        Text(f"{row.lag:,}"),
        Text(seconds(row.behind), style="red" if row.behind > LATE_S else ""),
        *(Text(seconds(one)) for one in (row.latency_p50, row.latency_p95, row.latency_p99)),
        *(Text(seconds(one)) for one in (row.queue_p95, row.compute_p95, row.send_p95)),
        Text(f"{row.in_flight:,}"),
        Text(f"{row.partitions}/{row.partitions_wanted}", style="yellow" if missing else ""),
        Text(f"{row.failed:,}", style="yellow" if row.failed else ""),
        Text(f"{row.dead_letters:,}", style="red" if row.dead_letters else ""),
    ]


def _pool(summary: Summary) -> Text:
    pool = summary.pool
    line = Text("pool      ", style="dim")
    line.append(
        f"{pool.busy} of {pool.processes} processes busy, {pool.utilisation:.0%} used, "
        f"{pool.resident_bytes / 2**20:,.0f} MiB",
        style="default not dim",
    )
    if pool.restarts or pool.deadlines:
        line.append(f", {pool.restarts} replaced, {pool.deadlines} deadlines hit", style="yellow")
    return line


def _found(summary: Summary) -> Text:
    line = Text()
    for stage, kinds in summary.kinds.items():
        if kinds:
            line.append(f"{stage:<10}", style="dim")
            line.append("  ".join(f"{kind} {count:,}" for kind, count in kinds.items()) + "\n")
    if summary.countries:
        line.append("countries ", style="dim")
        line.append("  ".join(f"{name} {count:,}" for name, count in summary.countries.items()))
    line.rstrip()
    return line


def _notices(looks: Sequence[Look]) -> RenderableType:
    notices = sorted((one for look in looks for one in look.notices), key=lambda one: -one.at)
    if not notices:
        return Text("nothing to report", style="dim")
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    colours = {"error": "red", "warning": "yellow"}
    for one in notices[:MOST_NOTICES]:
        table.add_row(
            time.strftime("%H:%M:%S", time.localtime(one.at)),
            Text(_printable(one.stage)),
            Text(
                _printable(one.message) + (f" ({one.times} times)" if one.times > 1 else ""),
                style=colours.get(one.level, ""),
            ),
        )
    return table


def seconds(value: float | None) -> str:
    """A duration for people, in at most six characters.

    >>> [seconds(value) for value in (None, 0.0123, 4.26, 600, 9000)]
    ['–', '12ms', '4.3s', '10min', '2.5h']
    """
    if value is None:
        return "–"
    if value < 1:
        return f"{value * 1000:.0f}ms"
    if value < 90:
        return f"{value:.1f}s"
    return f"{value / 60:.0f}min" if value < 5400 else f"{value / 3600:.1f}h"


def _printable(text: str) -> str:
    """No control characters: what a worker says must not steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)

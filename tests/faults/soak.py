"""The soak: steady load for as long as asked, a worker killed every so often, memory watched."""

from __future__ import annotations

import contextlib
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import psutil

from pipeline.broker import Broker
from tests.faults.load import Mix
from tests.faults.run import play
from tests.faults.scenes import Scene, Stage

MIB: Final = 1024 * 1024
GROWTH: Final = 1.25
"""Memory is flat when the last quarter's median is at most this much above the second quarter's;
the first is left out, since heaps fill and caches warm."""
BROKER_MIB: Final = 512 + 192
"""Java fills its heap before it collects, so below its limit (512 MiB, and room for code, threads
and maps) the broker's growth says nothing."""


@dataclass(slots=True)
class Memory:
    """Resident memory over time, in bytes: of the broker, and of the worker that lived longest."""

    broker: list[int] = field(default_factory=list)
    workers: list[int] = field(default_factory=list)

    def look(self, stage: Stage) -> None:
        """Take one sample."""
        with contextlib.suppress(psutil.Error):
            self.broker.append(psutil.Process(stage.broker.pid).memory_info().rss)
            self.workers.append(
                sum(process.memory_info().rss for process in stage.fleet.family(SURVIVOR))
            )


SURVIVOR: Final = 0
"""The worker that is never killed, so that its memory can be watched for the whole run."""


def soak(
    broker: Broker, folder: Path, *, minutes: float, every: float, say: Callable[[str], None]
) -> int:
    """Load for `minutes`, a SIGKILL or another fault every `every` seconds; 0 when all is well."""
    memory = Memory()

    def act(stage: Stage) -> None:
        until = time.monotonic() + minutes * 60
        next_kill = time.monotonic() + every
        last_said = time.monotonic()
        while time.monotonic() < until:
            time.sleep(1.0)
            memory.look(stage)
            if time.monotonic() > next_kill:
                next_kill = time.monotonic() + every
                _kill_one(stage)
            if time.monotonic() - last_said > 60:
                last_said = time.monotonic()
                say(_progress(stage, memory, until))

    scene = Scene(
        "soak",
        f"{minutes:g} minutes, a SIGKILL every {every:g} s",
        act,
        articles=100,
        per_second=30.0,
        workers=3,
        mix=Mix(poison_every=97),
    )
    outcome = play(scene, broker, folder / "soak", seed=random.randrange(1 << 30), say=say)
    flat = {
        "broker": is_flat(memory.broker) or max(memory.broker) < BROKER_MIB * MIB,
        "longest-lived worker": is_flat(memory.workers),
    }
    for who, fine in flat.items():
        say(f"memory of the {who}: {'flat' if fine else 'GROWS'}")
    for verdict in outcome.verdicts:
        say(str(verdict))
    say(
        f"{outcome.articles} articles, {outcome.kills} SIGKILLs, {outcome.premature} commits ahead "
        f"in {outcome.samples} samples, lag {outcome.lag}: "
        f"{'clean' if outcome.is_clean else 'NOT CLEAN ' + '; '.join(outcome.troubles)}"
    )
    return 0 if outcome.is_clean and all(flat.values()) else 1


def _kill_one(stage: Stage) -> None:
    victims = [n for n in stage.fleet.members if n != SURVIVOR and stage.fleet.pid(n)]
    if victims:
        stage.fleet.send(stage.chance.choice(victims), signal.SIGKILL)


def _progress(stage: Stage, memory: Memory, until: float) -> str:
    return (
        f"{(until - time.monotonic()) / 60:.0f} min left, {len(stage.publisher.sent)} published, "
        f"lag {stage.watch.lag}, {stage.kills()} killed, broker {memory.broker[-1] // MIB} MiB, "
        f"worker {memory.workers[-1] // MIB} MiB"
    )


def is_flat(samples: list[int]) -> bool:
    """Whether memory has stopped growing; see `GROWTH`.

    >>> is_flat([1, 9, 10, 10, 10, 10, 10, 11]), is_flat(list(range(100)))
    (True, False)
    """
    quarter = len(samples) // 4
    if quarter == 0:
        return True
    early = sorted(samples[quarter : 2 * quarter])[quarter // 2]
    late = sorted(samples[-quarter:])[quarter // 2]
    return late <= early * GROWTH

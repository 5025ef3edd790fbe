"""The faults: what is done to a running stream, one small function each.

A fault acts while articles are being published and processed. It ends, then everything must still
arrive; `run.py` sees to that and judges.
"""

from __future__ import annotations

import contextlib
import os
import random
import resource
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import psutil

from pipeline.broker import Broker
from pipeline.stream.worker import FAILED
from tests.faults.fleet import Fleet, no_extra
from tests.faults.load import Mix, Publisher, wait_for
from tests.faults.watch import Watch

Flow = Literal["trivial", "real"]
EVEN: Final = Mix()


@dataclass(frozen=True, slots=True)
class Stage:
    """What a fault may lay its hands on; `session` in seconds, `chance` seeded."""

    broker: Broker
    fleet: Fleet
    publisher: Publisher
    watch: Watch
    session: float
    chance: random.Random

    def moved(self, records: int, patience: float = 120.0) -> bool:
        """Wait until the last topic has grown by so many records: the stream works again."""
        last = list(self.watch.route.outputs.values())[-1]
        goal = self.watch.lengths.get(last, 0) + records
        return wait_for(lambda: self.watch.lengths.get(last, 0) >= goal, patience)

    def kills(self) -> int:
        """Deaths of workers by SIGKILL so far."""
        return self.fleet.exits[-signal.SIGKILL]

    def pick(self, settled: float = 0.0) -> int | None:
        """Some worker that runs, and has for `settled` seconds."""
        fleet = self.fleet
        running = [n for n in fleet.members if fleet.pid(n) and fleet.age(n) >= settled]
        return self.chance.choice(running) if running else None


Act = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """A row of the matrix: its load, its workers, and what happens to them.

    `point` arms each worker's start with a fault at that point, a SIGKILL or an exception that is
    `raised`, until `kills` have died of it; what is raised spares the second worker, so that there
    is one to take over while the first lives on.
    `zombie` allows physical duplicates that the origin rule drops. `exits`, where given, are the
    only exit statuses that workers may have.
    """

    name: str
    what: str
    act: Act | None = None
    point: str = ""
    kills: int = 0
    raised: bool = False
    articles: int = 1000
    per_second: float = 60.0
    workers: int = 2
    flow: Flow = "trivial"
    mix: Mix = EVEN
    zombie: bool = False
    exits: frozenset[int] | None = None
    plain: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)


def armed(scene: Scene, fleet: Fleet, chance: random.Random) -> Callable[[int], Mapping[str, str]]:
    """The environment of each worker's start: a fault at the scene's point, while kills lack."""
    if not scene.point:
        return no_extra
    # How often a point is reached: each record, each batch of records, or each second.
    most = {
        "before-commit": 4,
        "after-commit": 4,
        "before-send": 25,
        "sent": 25,
        "acknowledged": 25,
        "heartbeat": 50,
    }
    status, end = (FAILED, "raise") if scene.raised else (-signal.SIGKILL, "SIGKILL")

    def extra(start: int) -> Mapping[str, str]:
        if fleet.exits[status] >= scene.kills or (scene.raised and start == 1):
            return {}
        count = chance.randint(1, most.get(scene.point, 150))
        return {"PIPELINE_FAULT": f"{scene.point}:{count}:{end}"}

    return extra


def until_ended(count: int, status: int = -signal.SIGKILL) -> Act:
    """Wait until the armed points have ended so many workers, with this exit status."""

    def act(stage: Stage) -> None:
        wait_for(lambda: stage.fleet.exits[status] >= count, 60.0 * count)

    return act


def kill_workers(times: int, every: tuple[float, float] = (4.0, 9.0)) -> Act:
    """SIGKILL of a worker at any moment, several times."""

    def act(stage: Stage) -> None:
        for _ in range(times):
            time.sleep(stage.chance.uniform(*every))
            wait_for(
                lambda: (
                    (number := stage.pick(1.5)) is not None
                    and stage.fleet.send(number, signal.SIGKILL)
                ),
                30.0,
            )

    return act


def kill_pool(times: int) -> Act:
    """SIGKILL of a process of a worker's pool."""

    def act(stage: Stage) -> None:
        for _ in range(times):
            time.sleep(stage.chance.uniform(1.5, 3.0))
            number = stage.pick(5.0)
            below = stage.fleet.family(number)[1:] if number is not None else []
            spawned = [process for process in below if _is_spawned(process)]
            if spawned:
                with contextlib.suppress(psutil.Error):
                    stage.chance.choice(spawned).kill()

    return act


def _is_spawned(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return any("spawn_main" in part for part in process.cmdline())
    return False


def pause_workers(times: int) -> Act:
    """SIGSTOP of a worker past its session, then SIGCONT: it wakes up as a zombie."""

    def act(stage: Stage) -> None:
        for _ in range(times):
            wait_for(lambda: stage.pick(3.0) is not None, 30.0)
            number = stage.pick(3.0)
            family = stage.fleet.family(number) if number is not None else []
            for process in family:
                with contextlib.suppress(psutil.Error):
                    process.suspend()
            time.sleep(stage.session * stage.chance.uniform(1.5, 2.5))
            for process in reversed(family):
                with contextlib.suppress(psutil.Error):
                    process.resume()
            stage.moved(50)

    return act


def terminate_workers(times: int) -> Act:
    """SIGTERM of a worker under load; the supervision starts it again."""

    def act(stage: Stage) -> None:
        for _ in range(times):
            time.sleep(stage.chance.uniform(2.0, 4.0))
            number = stage.pick(3.0)
            if number is not None:
                stage.fleet.send(number, signal.SIGTERM)

    return act


def come_and_go(times: int, every: float) -> Act:
    """A worker joins or leaves every few seconds."""

    def act(stage: Stage) -> None:
        guests: list[int] = []
        for _ in range(times):
            time.sleep(every)
            if guests and stage.chance.random() < 0.5:
                stage.fleet.leave(guests.pop(0))
            else:
                guests.append(stage.fleet.join())
        for guest in guests:
            stage.fleet.leave(guest)

    return act


def restart_broker(times: int, *, kill: bool) -> Act:
    """The broker is stopped or killed, and started again some seconds later."""

    def act(stage: Stage) -> None:
        for _ in range(times):
            time.sleep(stage.chance.uniform(2.0, 4.0))
            if kill:
                stage.broker.kill()
            else:
                stage.broker.stop()
            time.sleep(stage.chance.uniform(0.5, 4.0))
            stage.broker.restart()
            stage.moved(50)

    return act


def pause_broker(seconds: float) -> Act:
    """The broker stands still, its connections open, and goes on."""

    def act(stage: Stage) -> None:
        time.sleep(3.0)
        os.kill(stage.broker.pid, signal.SIGSTOP)
        time.sleep(seconds)
        os.kill(stage.broker.pid, signal.SIGCONT)
        stage.moved(50)

    return act


def fill_disk(seconds: float) -> Act:
    """The broker's writes fail as on a full disk, until it ends; room is made, and it starts.

    Done with a limit on file sizes, which needs no privileges: the operating system refuses to
    let any log grow, and Kafka treats that as it treats a full disk.
    """

    def act(stage: Stage) -> None:
        stage.moved(100)
        java = psutil.Process(stage.broker.pid)
        _, hard = java.rlimit(resource.RLIMIT_FSIZE)
        java.rlimit(resource.RLIMIT_FSIZE, (16 * 1024, hard))
        wait_for(lambda: not stage.broker.is_running, seconds)
        time.sleep(2.0)
        stage.broker.restart()
        stage.moved(50)

    return act


def anything(seconds: float, every: float) -> Act:
    """Any of the faults against workers and pools, one every so many seconds, by chance."""
    faults = (kill_workers(1, (0, 0)), kill_pool(1), terminate_workers(1), pause_workers(1))

    def act(stage: Stage) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(every)
            stage.chance.choice(faults)(stage)

    return act


KILLS: Final = 8
DEADLINE: Final = {"PIPELINE_DEADLINE_S": "2"}
GAPS: Final = Mix(transaction=7)

WHERE: Final = {
    "received": "it has a record, nothing is done",
    "in-pool": "the pool has the record",
    "before-send": "the result is here, unsent",
    "sent": "the output is on its way, unacknowledged",
    "acknowledged": "the output is safe, the input unacknowledged",
    "before-commit": "acknowledged, not committed",
    "after-commit": "just committed",
}

MATRIX: Final = (
    Scene("no fault", "what the others are compared with"),
    *(
        Scene(f"kill {point}", f"SIGKILL: {where}", until_ended(KILLS), point, KILLS)
        for point, where in WHERE.items()
    ),
    Scene(
        "coordinator lost",
        "a worker that finds its coordinator no more fetches on until it fails, after 12 s",
        until_ended(3, FAILED),
        "heartbeat",
        3,
        raised=True,
        settings={"PIPELINE_STALL_S": "12"},
    ),
    Scene("kill any time", "SIGKILL of a worker every few seconds", kill_workers(KILLS)),
    Scene("kill pool", "SIGKILL of a pool process", kill_pool(12)),
    Scene("pause", "SIGSTOP past the session, SIGCONT", pause_workers(3), zombie=True),
    Scene("terminate", "SIGTERM under load", terminate_workers(8), exits=frozenset({0})),
    Scene("come and go", "a worker joins or leaves every 3 s", come_and_go(10, 3.0)),
    Scene("gaps", "transactions leave gaps in the offsets; SIGKILL", kill_workers(3), mix=GAPS),
    Scene("poison", "every 5th record is none; SIGKILL", kill_workers(3), mix=Mix(poison_every=5)),
    Scene(
        "deadline",
        "articles that hang, or kill their process",
        articles=600,
        mix=Mix(hang_every=199, crash_every=151),
        settings=DEADLINE,
    ),
    Scene("broker restart", "the broker stops and starts", restart_broker(3, kill=False)),
    Scene("broker killed", "SIGKILL of the broker", restart_broker(3, kill=True)),
    Scene("broker paused", "the broker stands still for 40 s", pause_broker(40.0), zombie=True),
    Scene("disk full", "the broker cannot write, and ends", fill_disk(40.0)),
    Scene("real", "the real stages, no fault", flow="real", articles=300, per_second=10),
    Scene(
        "real, killed",
        "the real stages; SIGKILL every few seconds",
        kill_workers(4, (8.0, 14.0)),
        flow="real",
        articles=400,
        per_second=10,
    ),
)

CONTROL: Final = (
    Scene("plain Faust, no fault", "the judge finds nothing to blame", plain=True, workers=1),
    Scene("plain Faust, killed", "SIGKILL of a worker", kill_workers(4), plain=True),
    Scene(
        "plain Faust, exceptions",
        "an article that raises, and a restart",
        kill_workers(1),
        plain=True,
        mix=Mix(fail_every=50),
    ),
)

SHORT: Final = (
    Scene(
        "short: kill at every point",
        "SIGKILL at a point by chance, poison among the articles",
        kill_workers(3, (3.0, 5.0)),
        articles=600,
        mix=Mix(poison_every=9),
    ),
    Scene(
        "short: broker killed",
        "SIGKILL of the broker, then of a pool process",
        lambda stage: (restart_broker(1, kill=True)(stage), kill_pool(2)(stage))[0],
        articles=400,
    ),
)

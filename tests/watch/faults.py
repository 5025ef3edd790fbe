"""The faults of the drill: each is really made, and makes the alerts named beside it fire."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Final

from kafka.admin import KafkaAdminClient, MemberToRemove

from tests.watch.servers import wait_for
from tests.watch.stage import PREFIX, Stage

#: Seconds for a worker to come up on a busy machine.
UP_S: Final = 120.0


@dataclass(frozen=True, slots=True)
class Fault:
    """``make`` makes it within a ``with`` block, and mends it at the end of the block."""

    what: str
    alerts: tuple[str, ...]
    make: Callable[[Stage], AbstractContextManager[None]]
    patience: float = 240.0


@contextmanager
def poison(stage: Stage) -> Iterator[None]:
    """A publisher that sends what is no JSON, among good articles."""
    stage.feed.raw = b"not json"
    yield
    stage.feed.raw = None


@contextmanager
def failing(stage: Stage) -> Iterator[None]:
    """A model that raises an error on half of the articles."""
    stage.feed.texts = ("plain text", "!raise broken model")
    yield
    stage.feed.calm()


@contextmanager
def crashing(stage: Stage) -> Iterator[None]:
    """Articles that kill the process which works on them."""
    stage.feed.send(*["!crash"] * 4)
    yield


@contextmanager
def hanging(stage: Stage) -> Iterator[None]:
    """An article that never ends: its partition stands still until the deadline."""
    stage.feed.send("!hang")
    yield


@contextmanager
def overload(stage: Stage) -> Iterator[None]:
    """Articles that take ten times as long, as many as before: more comes in than is done."""
    stage.feed.texts = ("!sleep 0.5",)
    yield
    stage.feed.calm()


@contextmanager
def other_version(stage: Stage) -> Iterator[None]:
    """A second worker with another version of the model: an upgrade that stopped half way."""
    (stage.second.folder / "version").write_text("2")
    stage.second.start()
    yield
    stage.second.kill(signal.SIGTERM)
    (stage.second.folder / "version").unlink()


@contextmanager
def never_ready(stage: Stage) -> Iterator[None]:
    """A second worker whose model does not load."""
    hold = stage.second.folder / "hold"
    hold.touch()
    stage.second.start()
    yield
    hold.unlink()
    wait_for(lambda: stage.ready(stage.second), UP_S, "the second worker, ready at last")
    stage.second.kill(signal.SIGTERM)


@contextmanager
def broker_away(stage: Stage) -> Iterator[None]:
    """The broker is killed while the stream is full, and stays away."""
    stage.feed.send(*["!sleep 0.2"] * 100)
    time.sleep(1)
    stage.broker.kill()
    yield
    stage.broker.restart()


@contextmanager
def killed(stage: Stage) -> Iterator[None]:
    """The only worker is killed (SIGKILL), and nobody starts it again."""
    stage.first.kill()
    yield
    stage.first.start()
    wait_for(lambda: stage.ready(stage.first), UP_S, "the worker back")


@contextmanager
def crash_loop(stage: Stage) -> Iterator[None]:
    """The worker is killed as soon as it shows itself, and started again, six times."""
    for _ in range(6):
        before = stage.began(stage.first)
        stage.first.kill()
        stage.first.start()
        wait_for(lambda old=before: stage.began(stage.first) != old, UP_S, "another start")  # type: ignore[misc]
    yield
    wait_for(lambda: stage.ready(stage.first), UP_S, "the worker back")


@contextmanager
def thrown_out(stage: Stage) -> Iterator[None]:
    """A worker that its group throws out again and again, as if its session had timed out."""
    group = f"{PREFIX}-entities"
    with KafkaAdminClient(bootstrap_servers=stage.broker.bootstrap) as admin:
        for _ in range(10):
            members = admin.describe_groups([group])[group]["members"]
            out = [MemberToRemove(one["member_id"]) for one in members]
            if out:
                admin.remove_group_members(group, out)
            time.sleep(3)
    yield


@contextmanager
def blind(stage: Stage) -> Iterator[None]:
    """A model that finds nothing any more, after minutes of finding something."""
    stage.feed.texts = ("!blind text",)
    yield
    stage.feed.calm()


@contextmanager
def silence(stage: Stage) -> Iterator[None]:
    """Publishers that publish nothing."""
    stage.feed.quiet = True
    yield
    stage.feed.quiet = False


def _one_line(fault: Callable[[Stage], object]) -> str:
    return (fault.__doc__ or "").strip().rstrip(".")


def _fault(
    make: Callable[[Stage], AbstractContextManager[None]], *alerts: str, patience: float = 240.0
) -> Fault:
    return Fault(_one_line(make), tuple(f"Pipeline{name}" for name in alerts), make, patience)


FAULTS: Final = (
    _fault(poison, "DeadLetters"),
    _fault(failing, "StageFailing"),
    _fault(crashing, "PoolDying"),
    _fault(overload, "FallingBehind", "LatencyBurnsFast", "LatencyBurnsSlowly", patience=420),
    _fault(hanging, "Stuck"),
    _fault(never_ready, "WorkerNotReady"),
    _fault(other_version, "VersionsMixed", patience=420),
    _fault(thrown_out, "Rebalancing", patience=60),
    _fault(broker_away, "BrokerUnreachable", "WritesRetried", patience=120),
    _fault(killed, "WorkerDown", "StageWithoutWorker"),
    _fault(crash_loop, "WorkerRestarting"),
    _fault(blind, "FindsLittle", patience=600),
    _fault(silence, "NothingReceived", patience=300),
)

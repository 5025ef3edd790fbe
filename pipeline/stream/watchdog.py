"""Looks after a worker's stages: their lag, their progress, their groups and the first topic's id.

What a look finds wrong for good ends the worker, so that its supervisor starts it again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import structlog

from pipeline.metrics import Metrics
from pipeline.settings import Settings
from pipeline.stream.agent import StageAgent
from pipeline.stream.awake import Awake
from pipeline.stream.pool import Pool
from pipeline.stream.tail import Registry
from pipeline.web.state import Recent

#: Seconds between looks, and the share of a session that they are at most: a broker that was not
#: heard of for half of one counts as having stood still, on an idle stream, too (`Awake`).
LOOK_S: Final = 2.0
LOOK_SHARE: Final = 0.1
#: Seconds between looks until the worker is ready, so that it is known to be at once.
FIRST_LOOKS_S: Final = 0.1
#: Sessions that a look may take: one at a consumer whose thread has died would wait for ever.
LOOK_SESSIONS: Final = 0.5
#: Sessions in which a stage with lag may have nothing in hand: its records are not fetched, which
#: a fresh start mends (Faust was seen to give out partitions and never fetch them).
STARVED_SESSIONS: Final = 2.0
#: Looks from one at the topic's id to the next: at most 6 s.
IDENTITY_LOOKS: Final = 3

log = structlog.get_logger()


class Stalled(RuntimeError):
    """There is lag, and no offset has moved for ``stall_s`` seconds, or nothing is fetched."""


class GroupFailed(RuntimeError):
    """The membership of a stage's group, or Faust, has ended with an error."""


class TopicRecreated(RuntimeError):
    """The first topic has another id than when its partitions were assigned."""


def awaited(assigned: Mapping[str, bool]) -> str:
    """What a worker that is not ready waits for, by whether each stage has its partitions."""
    if not assigned:
        return "the models load"
    without = [stage for stage, has_them in assigned.items() if not has_them]
    if without:
        return f"the group has given out no partitions yet, of {', '.join(without)}"
    return "the brokers have not told yet how much waits"


class Watchdog:
    """Looks at some agents, their pool and the cluster again and again."""

    def __init__(
        self,
        settings: Settings,
        agents: Sequence[StageAgent],
        pool: Pool,
        ids: Registry,
        *,
        awake: Awake,
        metrics: Metrics,
        recent: Recent,
        fail: Callable[[BaseException], None],
    ) -> None:
        """Nothing is looked at before `run`; ``fail`` is told what cannot go on."""
        self._settings = settings
        self._every = min(LOOK_S, settings.session_s * LOOK_SHARE)
        self._agents = agents
        self._pool = pool
        self._ids = ids
        self._awake = awake
        self._metrics = metrics
        self._recent = recent
        self._fail = fail
        self._moved: dict[str, tuple[int, float]] = {}
        self._in_hand: dict[str, float] = {}
        #: Whether the groups have given every stage its partitions.
        self.ready = False

    async def run(self) -> None:
        """Look until cancelled."""
        looks = 0
        while True:
            await asyncio.sleep(self._every if self.ready else FIRST_LOOKS_S)
            try:
                await self._look()
                looks += self.ready
                if looks and looks % IDENTITY_LOOKS == 0:
                    await self._compare_ids()
                self._metrics.broker(True)
            except (GroupFailed, Stalled, TopicRecreated) as error:
                self._fail(error)
            except Exception as error:
                self._metrics.broker(False)
                self._recent.note("error", "", "no answer from the brokers", time.time())
                log.warning("could not look at the broker", error=repr(error))

    async def _look(self) -> None:
        for agent in self._agents:
            name, age = agent.duties.stage, agent.duties.claim.age
            if (reason := agent.failure()) is not None:
                raise GroupFailed(f"{name}: {reason!r}") from reason
            if agent.conveyors and age > self._settings.stall_s:
                raise GroupFailed(f"{name}: no heartbeat has been answered for {age:.0f} s")
        if (error := self._pool.failed()) is not None:
            self._fail(error)
        async with asyncio.timeout(self._settings.session_s * LOOK_SESSIONS):
            lags = [await agent.look() for agent in self._agents]
        self._awake.heard()
        self.ready = all(agent.assigned for agent in self._agents)
        self._metrics.ready(self.ready)
        for agent, lag in zip(self._agents, lags, strict=True):
            self._check_progress(agent, lag)

    def _check_progress(self, agent: StageAgent, lag: int) -> None:
        name, done = agent.duties.stage, agent.duties.observer.acknowledgements
        before, since = self._moved.get(name, (-1, 0.0))
        now = time.monotonic()
        if lag == 0 or done != before or not agent.idle:
            self._in_hand[name] = now
        if lag == 0 or done != before:
            self._moved[name] = (done, now)
        elif now - since > self._settings.stall_s:
            raise Stalled(f"{name}: {lag} records wait, and none moved for {now - since:.0f} s")
        elif (starved := now - self._in_hand[name]) > STARVED_SESSIONS * self._settings.session_s:
            what = f"{lag} records wait, and none was fetched for {starved:.0f} s"
            raise Stalled(f"{name}: {what} ({agent.fetching()})")

    async def _compare_ids(self) -> None:
        """Notice a first topic that was created anew, and wishes to enrich the past again."""
        for agent in self._agents:
            if not agent.duties.is_first:
                continue
            topic = agent.duties.input
            topic_id = await self._ids.id_of(topic)
            requests = await self._ids.requests(self._settings.group, topic)
            for number, conveyor in agent.conveyors.items():
                start = conveyor.start
                if topic_id and start.topic_id and start.topic_id != topic_id:
                    raise TopicRecreated(f"{topic} was deleted and created again")
                request = requests.get(number)
                if request and request.topic_id == topic_id and request.epoch > start.epoch:
                    log.info("enriching again", epoch=request.epoch, offset=request.offset)
                    agent.rejoin()
                    break

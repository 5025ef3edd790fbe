"""A worker: the stages that it runs, their shared pool, and the lives and deaths of all of them.

The one composition root of the stream. Each stage is a Faust app of its own in this process, in
its own consumer group, so that a worker may run any stages, and stages scale and lag apart. A
worker ends in one of three ways: drained and committed (0), failed before anything wrong was
acknowledged (70, to be started again), or forced.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Final, cast

import structlog
from kafka.admin import KafkaAdminClient
from prometheus_client import CollectorRegistry

from pipeline.clients.config import for_aiokafka, for_kafka_python
from pipeline.flow import input_of, output_of, stages_of, topics_of
from pipeline.metrics import Metrics
from pipeline.settings import Settings
from pipeline.stream.again import Request
from pipeline.stream.agent import StageAgent
from pipeline.stream.ahead import Ahead
from pipeline.stream.app import build
from pipeline.stream.awake import Awake
from pipeline.stream.claim import Claim
from pipeline.stream.duties import Duties
from pipeline.stream.observer import Observer
from pipeline.stream.origin import Origin
from pipeline.stream.pool import Pool
from pipeline.stream.positions import Positions
from pipeline.stream.producer import Gate, Producer, Record
from pipeline.stream.tail import Registry, Tails
from pipeline.stream.watchdog import Watchdog, awaited
from pipeline.stream.work import Job, Result
from pipeline.web.state import Health, Notice, Recent, Sighting
from pipeline.web.targets import addresses

FAILED: Final = 70  # EX_SOFTWARE: a supervisor starts it again
FORCED: Final = 130
#: Memory for results that were computed ahead: those of a thousand usual articles.
AHEAD_BYTES: Final = 64 * 1024 * 1024

log = structlog.get_logger()


class Worker:
    """Some stages of the flow against one cluster, until `stop` is called or something fails."""

    def __init__(self, settings: Settings, names: Sequence[str], bootstrap: str) -> None:
        """Nothing connects before `run`."""
        self.settings = settings
        self.bootstrap = bootstrap
        self.stages = [stage for stage in stages_of(settings) if stage.name in names]
        self.registry = CollectorRegistry()
        self.metrics = Metrics(self.registry, stages=[stage.name for stage in self.stages])
        self.recent = Recent()
        self.name = f"{os.uname().nodename}:{os.getpid()}"
        self.targets: Path | None = None
        self._ahead = Ahead([stage.name for stage in stages_of(settings)], AHEAD_BYTES)
        self._pool = Pool(settings, [stage.name for stage in self.stages], self.metrics)
        self._awake = Awake(settings.session_s)
        self._agents: list[StageAgent] = []
        self._failure: BaseException | None = None
        self._ended = asyncio.Event()
        self._stopping = False
        self._watchdog: Watchdog | None = None

    # --- what the pages and probes ask

    def health(self) -> Health:
        """Whether the process can do its work, and does."""
        reasons = [] if self._failure is None else [str(self._failure)]
        if self._stopping:
            reasons.append("stopping")
        ready = self._watchdog is not None and self._watchdog.ready
        if not ready and not self._stopping:
            assigned = {agent.duties.stage: agent.assigned for agent in self._agents}
            reasons.append(f"starting: {awaited(assigned)}")
        return Health(self._failure is None, ready and not self._stopping, tuple(reasons))

    def sightings(self) -> Sequence[Sighting]:
        """The last events."""
        return self.recent.sightings()

    def notices(self) -> Sequence[Notice]:
        """The last notices."""
        return self.recent.notices()

    def peers(self) -> Sequence[str]:
        """``host:port`` of the other workers of this host."""
        return () if self.targets is None else addresses(self.targets)

    # --- life

    def stop(self) -> None:
        """Ask for a clean end: stop intake, drain, commit."""
        self._stopping = True
        self._ended.set()

    def fail(self, error: BaseException) -> None:
        """End the process; called by whatever cannot go on without risking a record."""
        if self._failure is None:
            self._failure = error
            log.error("worker failed", error=f"{type(error).__name__}: {error}")
        self._ended.set()

    def force(self) -> None:
        """Kill the pool's processes, for an end without drain."""
        self._pool.kill()

    async def run(self) -> int:
        """Work until stopped or failed; returns the exit status."""
        settings = self.settings
        tails = Tails(for_aiokafka(settings, self.bootstrap, client_id=f"{settings.group}-tails"))
        ids = Registry(
            lambda: KafkaAdminClient(
                **for_kafka_python(settings, self.bootstrap, client_id=f"{settings.group}-ids")
            )
        )
        watch: asyncio.Task[None] | None = None
        beat = asyncio.create_task(self._awake.beat())
        try:
            self.metrics.started()
            await self._pool.start()
            self._agents = [self._agent(index, tails, ids) for index in range(len(self.stages))]
            for agent in self._agents:
                agent.duties.observer.runs_with(*self._runs_with(agent.duties.stage))
            await asyncio.gather(*(agent.app.start() for agent in self._agents))
            self._watchdog = Watchdog(
                settings,
                self._agents,
                self._pool,
                ids,
                awake=self._awake,
                metrics=self.metrics,
                recent=self.recent,
                fail=self.fail,
            )
            watch = asyncio.create_task(self._watchdog.run())
            await self._ended.wait()
        except Exception as error:
            self.fail(error)
        if watch is not None:
            watch.cancel()
        status = await self._end(tails, ids)
        beat.cancel()
        return status

    def _runs_with(self, stage: str) -> tuple[str, str]:
        """Name and version of a stage's model, gazetteer or grammar."""
        with_what = self._pool.provenance.get(stage, {})
        name = with_what.get("model") or with_what.get("gazetteer") or "grammar"
        return name, with_what.get("version", "")

    async def _end(self, tails: Tails, ids: Registry) -> int:
        if self._failure is not None:
            # Nothing is drained, nothing is committed: what is unacknowledged comes again.
            self._pool.kill()
            return FAILED
        log.info("draining", seconds=self.settings.drain_s)
        drained = await self._drain()
        for agent in self._agents:
            await agent.stop()
        try:
            async with asyncio.timeout(self.settings.drain_s):
                await asyncio.gather(*(agent.app.stop() for agent in self._agents))
                await tails.stop()
                await ids.stop()
        except TimeoutError:
            log.warning("faust did not stop in time", seconds=self.settings.drain_s)
        await self._pool.stop()
        log.info("stopped", drained=drained)
        return 0

    async def _drain(self) -> bool:
        """Take nothing more, and wait for what is in flight."""
        for agent in self._agents:
            agent.close()
        deadline = time.monotonic() + self.settings.drain_s
        while not all(agent.idle for agent in self._agents):
            if time.monotonic() > deadline or self._failure is not None:
                return False
            await asyncio.sleep(0.02)
        return True

    # --- making the parts

    def _agent(self, index: int, tails: Tails, ids: Registry) -> StageAgent:
        stage, settings = self.stages[index], self.settings
        stages = stages_of(settings)
        topics = topics_of(settings.prefix, stages)
        is_first = stage is stages[0]
        shows = stage is self.stages[-1]
        observer = Observer(self.metrics, stage.name, self.recent, shows=shows)
        app = build(settings, stage.name, self.bootstrap)

        async def write(topic: str, partition: int, records: list[Record], gate: Gate) -> None:
            base = await cast(Producer, app.producer).write(
                topic,
                partition,
                records,
                patience=settings.retry_s,
                on_retry=observer.write_retried,
                gate=gate,
            )
            self._awake.heard()
            follower = self._follower(index)
            if follower is not None and topic == follower.duties.input:
                follower.hand_over(partition, base, records)

        def gone(partitions: Collection[int]) -> None:
            self._ahead.drop(stage.name, partitions)
            if (follower := self._follower(index)) is not None:
                for partition in partitions:
                    follower.fetch_again(partition)

        def compute(
            origin: Origin, record: bytes | None, done: Callable[[Result], None]
        ) -> asyncio.Future[list[Result]]:
            later = self._later(index, origin.partition)
            future = self._pool.submit(Job(stage.name, record, later))

            def computed(future: asyncio.Future[list[Result]]) -> None:
                if future.cancelled():
                    return
                result, *others = future.result()
                if self._later(index, origin.partition):  # still: nobody else would come for them
                    self._ahead.keep(stage.name, origin, result, others)
                done(result)

            future.add_done_callback(computed)
            return future

        def computed_ahead(origin: Origin, record: bytes | None) -> Result | None:
            result = self._ahead.take(stage.name, origin, record)
            if index:  # nothing computes ahead for the first stage of a worker
                found = result is not None
                self.metrics.looked_up("ahead", hits=int(found), misses=int(not found))
            return result

        duties = Duties(
            stage=stage.name,
            kind=stage.output,
            is_first=is_first,
            input=input_of(stage.name, topics, stages),
            output=output_of(stage.name, topics, stages),
            dead_letter=topics.dead_letter,
            settings=settings,
            compute=compute,
            computed=computed_ahead,
            gone=gone,
            claim=Claim(settings.session_s),
            awake=self._awake,
            write=write,
            observer=observer,
            fail=self.fail,
        )

        async def request(partition: int) -> Request | None:
            return (await ids.requests(settings.group, duties.input)).get(partition)

        positions = Positions(
            stage=stage.name,
            source=duties.input,
            output=duties.output,
            dead_letter=topics.dead_letter,
            later_outputs=topics.outputs[stages.index(stage) + 1 :],
            is_first=is_first,
            tails=tails,
            topic_id=ids.id_of,
            request=request,
        )
        return StageAgent(app, duties, positions.of)

    def _follower(self, index: int) -> StageAgent | None:
        """The next stage, where this worker has it."""
        if index + 1 >= len(self._agents):
            return None
        follower = self._agents[index + 1]
        before = self.stages[index].name
        return follower if self._ahead.follows(before, follower.duties.stage) else None

    def _later(self, index: int, partition: int) -> tuple[str, ...]:
        """The stages straight after one of ours that have this partition in this worker, too."""
        later: list[str] = []
        while (follower := self._follower(index + len(later))) is not None:
            if partition not in follower.conveyors:
                break
            later.append(follower.duties.stage)
        return tuple(later)

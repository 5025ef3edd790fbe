"""The processes that compute: one article's hang, crash or greed costs only itself.

Each slot is a pebble pool of one spawned process (`pipeline.stream.slot`), so that one that dies
names its article exactly, and never holds a lock that its neighbours need. Jobs of later stages go
first: what is nearly done leaves, and less is held. A slot takes several short jobs at once, and
a job may ask for later stages in the same visit; when such a batch fails, each of its jobs is tried
again alone, for its own stage only, and only the one that fails alone is refused.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal, Protocol

import structlog

from pipeline.settings import Settings
from pipeline.stream.slot import Failure, Pending, PoolError, Reason, Slot
from pipeline.stream.work import Job, Refused, Result

#: Attempts before an article is given up: in company or alone, then once more alone.
MAX_ATTEMPTS: Final = 2
#: Seconds of work, by the estimate, that a slot takes at once: far above the 0.4 ms that handing
#: a batch over costs, far below what anyone would wait for.
BATCH_SECONDS: Final = 0.05
BATCH_MOST: Final = 64
#: Batches that a slot holds: the one that its process computes, and one that lies ready.
HELD_MOST: Final = 2
#: Seconds between looks at the memory of the processes.
MEMORY_LOOK_S: Final = 0.25
_REASONS: Final[dict[Reason, str]] = {
    "timeout": "the article took longer than deadline_s={deadline:g} s, twice",
    "crash": "the process died while it computed this article, twice (exit code {code})",
    "memory": "computing this article took more than process_memory_mb={memory} MiB, twice",
}

# BLAS and ONNX threads of several processes would fight for the same cores.
_ONE_THREAD: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
)


log = structlog.get_logger()


class PoolWatcher(Protocol):
    """What the pool tells; `pipeline.metrics.Metrics` listens, tests use a list."""

    def pool(self, *, processes: int, busy: int, resident_bytes: int = 0) -> None:
        """The pool now."""

    def pool_restarted(self, reason: Literal["crash", "deadline", "memory", "recycled"]) -> None:
        """A process was replaced."""

    def pool_worked(self, stage: str, seconds: float) -> None:
        """A process was busy with one article."""

    def deadline_hit(self, stage: str) -> None:
        """An article outlasted its deadline."""


class Pool:
    """Slots that take jobs by priority; `submit` gives a job's results, no exceptions."""

    def __init__(self, settings: Settings, names: Sequence[str], watcher: PoolWatcher) -> None:
        """Nothing is started yet; ``names`` are the stages that the processes load."""
        self._settings = settings
        self._names = tuple(names)
        self._watcher = watcher
        self._waiting: list[Pending] = []
        self._supplying = False
        self._numbers = itertools.count()
        self._slots: list[Slot] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._seconds = dict.fromkeys(names, BATCH_SECONDS)
        self._rank = {name: -index for index, name in enumerate(names)}

    async def start(self) -> None:
        """Spawn and warm every process. Raises `PoolError` when the first cannot be readied."""
        for name in _ONE_THREAD:
            os.environ.setdefault(name, "1")
        self._slots = [
            Slot(self._settings, self._names) for _ in range(self._settings.pool_processes)
        ]
        await asyncio.gather(*(slot.warm() for slot in self._slots))
        self._tasks = [asyncio.create_task(self._serve(slot)) for slot in self._slots]
        self._tasks.append(asyncio.create_task(self._watch_memory()))

    def submit(self, job: Job) -> asyncio.Future[list[Result]]:
        """The result of a job's stage, then those of its later stages that were computed too.

        A future that is cancelled before its job is begun is not computed.
        """
        future: asyncio.Future[list[Result]] = asyncio.get_running_loop().create_future()
        pending = Pending(self._rank[job.stage], next(self._numbers), job, future)
        self._put(pending)
        return future

    def failed(self) -> BaseException | None:
        """What ended one of the pool's own tasks, or None: the process must not outlive it."""
        for task in self._tasks:
            if task.done() and not task.cancelled():
                return task.exception() or PoolError("a slot stopped")
        return None

    async def stop(self) -> None:
        """Kill every process; jobs that are not done stay without a result."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(slot.stop() for slot in self._slots))

    def kill(self) -> None:
        """Kill every process at once, from wherever the worker is about to exit."""
        for slot in self._slots:
            slot.kill()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that are alive."""
        return tuple(slot.pid for slot in self._slots if slot.pid)

    @property
    def provenance(self) -> Mapping[str, Mapping[str, str]]:
        """What each stage runs with, once the pool has started."""
        return self._slots[0].provenance if self._slots else {}

    def _put(self, pending: Pending) -> None:
        heapq.heappush(self._waiting, pending)
        if not self._supplying:  # what comes at once may leave together
            self._supplying = True
            asyncio.get_running_loop().call_soon(self._supply)

    def _supply(self) -> None:
        """Hand out what waits: to slots without work first; then, where much waits, one more each.

        The batch that lies ready is what a process goes on with while its last results travel.
        """
        self._supplying = False
        for held in range(HELD_MOST):
            for slot in self._slots:
                if held and len(self._waiting) < len(self._slots):
                    return
                if slot.ready and len(slot.held) == held and (batch := self._batch()):
                    slot.begin(batch)

    def _batch(self) -> list[Pending]:
        """The next jobs of the same stages: no more than leaves enough for every slot."""
        batch: list[Pending] = []
        seconds = 0.0
        share = -(-len(self._waiting) // (HELD_MOST * len(self._slots)))
        while self._waiting and len(batch) < min(share, BATCH_MOST):
            first = self._waiting[0]
            if first.future.done():
                heapq.heappop(self._waiting)
                continue
            if batch and (first.alone or first.job.stages != batch[0].job.stages):
                break
            seconds += sum(self._seconds[stage] for stage in first.job.stages)
            if batch and seconds > BATCH_SECONDS:
                break
            batch.append(heapq.heappop(self._waiting))
            if first.alone:
                break
        return batch

    async def _serve(self, slot: Slot) -> None:
        while True:
            batch = await slot.oldest()
            try:
                results = await slot.results()
            except Failure as failure:
                ready = slot.forget()
                self._count(failure, batch)
                for pending in ready:  # it had not been begun
                    self._put(pending)
                await slot.warm()
                self._after(failure, batch)
                self._supply()
                continue
            self._supply()
            for pending, result in zip(batch, results, strict=True):
                self._learn(pending.job, result)
                if not pending.future.done():
                    pending.future.set_result(result)

    def _learn(self, job: Job, results: list[Result]) -> None:
        """Keep a running mean of what a stage's articles cost, for the size of batches."""
        for stage, result in zip(job.stages, results, strict=False):
            self._seconds[stage] += 0.1 * (result.seconds - self._seconds[stage])
            self._watcher.pool_worked(stage, result.seconds)

    def _count(self, failure: Failure, batch: list[Pending]) -> None:
        log.warning("pool process replaced", reason=failure.reason, code=failure.code)
        if failure.reason == "timeout":
            self._watcher.pool_restarted("deadline")
            if len(batch) == 1 and not batch[0].job.later:
                self._watcher.deadline_hit(batch[0].job.stage)
        else:
            self._watcher.pool_restarted(failure.reason)

    def _after(self, failure: Failure, batch: list[Pending]) -> None:
        """Try each again alone, for its own stage; refuse one that has already failed so."""
        for pending in batch:
            pending.attempts += 1
            if pending.attempts >= MAX_ATTEMPTS:
                message = _REASONS[failure.reason].format(
                    deadline=self._settings.deadline_s,
                    memory=self._settings.process_memory_mb,
                    code=failure.code,
                )
                if not pending.future.done():
                    refused = Refused(failure.reason, message, attempts=pending.attempts)
                    pending.future.set_result([refused])
            else:
                pending.alone = True
                pending.job = replace(pending.job, later=())
                self._put(pending)

    async def _watch_memory(self) -> None:
        limit = self._settings.process_memory_mb * 1024 * 1024
        while True:
            resident = [slot.resident_bytes() for slot in self._slots]
            for slot, size in zip(self._slots, resident, strict=True):
                if size > limit:
                    slot.kill(reason="memory")
            self._watcher.pool(
                processes=sum(size > 0 for size in resident),
                busy=sum(bool(slot.held) for slot in self._slots),
                resident_bytes=sum(resident),
            )
            await asyncio.sleep(MEMORY_LOOK_S)

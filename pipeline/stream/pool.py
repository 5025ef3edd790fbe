"""The processes that compute: one article's hang, crash or greed costs only itself.

Each slot is a pebble pool of one spawned process, so that a process that dies names its article
exactly, and never holds a lock that its neighbours need. Jobs of later stages go first: what is
nearly done leaves, and less is held. A slot takes several short jobs at once, and a job may ask for
later stages in the same visit; when such a batch fails, each of its jobs is tried again alone, for
its own stage only, and only the one that fails alone is refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
import multiprocessing
import os
import signal
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import TimeoutError as DeadlineError
from dataclasses import dataclass, field, replace
from typing import Final, Literal, Protocol

import psutil
from pebble import ProcessPool

from pipeline.settings import Settings
from pipeline.stream import work
from pipeline.stream.work import Job, Ready, Refused, Result

#: Attempts before an article is given up: in company or alone, then once more alone.
MAX_ATTEMPTS: Final = 2
#: Seconds of work, by the estimate, that a slot takes at once: far above the 0.4 ms that handing
#: a batch over costs, far below what anyone would wait for.
BATCH_SECONDS: Final = 0.02
BATCH_MOST: Final = 64
#: Seconds between looks at the memory of the processes.
MEMORY_LOOK_S: Final = 0.25
#: Loading models may take this long on a slow disk before the pool gives up.
WARM_S: Final = 300.0

Reason = Literal["timeout", "crash", "memory"]
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


class PoolError(RuntimeError):
    """The processes cannot be made ready; the message says why."""


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


@dataclass(order=True, slots=True)
class _Pending:
    priority: int
    number: int
    job: Job = field(compare=False)
    future: asyncio.Future[list[Result]] = field(compare=False)
    alone: bool = field(default=False, compare=False)
    attempts: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class _Failure(Exception):
    reason: Reason
    code: int | None = None


class Pool:
    """Slots that take jobs by priority; `run` gives each job's results, and never raises for it."""

    def __init__(self, settings: Settings, names: Sequence[str], watcher: PoolWatcher) -> None:
        """Nothing is started yet; ``names`` are the stages that the processes load."""
        self._settings = settings
        self._names = tuple(names)
        self._watcher = watcher
        self._waiting: list[_Pending] = []
        self._numbers = itertools.count()
        self._arrived = asyncio.Condition()
        self._slots: list[_Slot] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._seconds = dict.fromkeys(names, BATCH_SECONDS)
        self._rank = {name: -index for index, name in enumerate(names)}

    async def start(self) -> None:
        """Spawn and warm every process. Raises `PoolError` when the first cannot be readied."""
        for name in _ONE_THREAD:
            os.environ.setdefault(name, "1")
        self._slots = [
            _Slot(self._settings, self._names) for _ in range(self._settings.pool_processes)
        ]
        await asyncio.gather(*(slot.warm() for slot in self._slots))
        self._tasks = [asyncio.create_task(self._serve(slot)) for slot in self._slots]
        self._tasks.append(asyncio.create_task(self._watch_memory()))

    async def run(self, job: Job) -> list[Result]:
        """The result of a job's stage, then those of its later stages that were computed too.

        Cancelled when the caller is.
        """
        future: asyncio.Future[list[Result]] = asyncio.get_running_loop().create_future()
        pending = _Pending(self._rank[job.stage], next(self._numbers), job, future)
        await self._put(pending)
        return await future

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

    async def _put(self, pending: _Pending) -> None:
        async with self._arrived:
            heapq.heappush(self._waiting, pending)
            self._arrived.notify()

    async def _take(self) -> list[_Pending]:
        """The next job, with as many of the same stage as fill a batch."""
        async with self._arrived:
            while True:
                await self._arrived.wait_for(lambda: self._waiting)
                batch = self._batch()
                if batch:
                    return batch

    def _batch(self) -> list[_Pending]:
        batch: list[_Pending] = []
        seconds = 0.0
        while self._waiting and len(batch) < BATCH_MOST:
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

    async def _serve(self, slot: _Slot) -> None:
        while True:
            batch = await self._take()
            try:
                results = await slot.perform([pending.job for pending in batch])
            except _Failure as failure:
                self._count(failure, batch)
                await slot.warm()
                await self._after(failure, batch)
                continue
            for pending, result in zip(batch, results, strict=True):
                self._learn(pending.job, result)
                if not pending.future.done():
                    pending.future.set_result(result)

    def _learn(self, job: Job, results: list[Result]) -> None:
        """Keep a running mean of what a stage's articles cost, for the size of batches."""
        for stage, result in zip(job.stages, results, strict=False):
            self._seconds[stage] += 0.1 * (result.seconds - self._seconds[stage])
            self._watcher.pool_worked(stage, result.seconds)

    def _count(self, failure: _Failure, batch: list[_Pending]) -> None:
        if failure.reason == "timeout":
            self._watcher.pool_restarted("deadline")
            if len(batch) == 1 and not batch[0].job.later:
                self._watcher.deadline_hit(batch[0].job.stage)
        else:
            self._watcher.pool_restarted(failure.reason)

    async def _after(self, failure: _Failure, batch: list[_Pending]) -> None:
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
                await self._put(pending)

    async def _watch_memory(self) -> None:
        limit = self._settings.process_memory_mb * 1024 * 1024
        while True:
            resident = [slot.resident_bytes() for slot in self._slots]
            for slot, size in zip(self._slots, resident, strict=True):
                if size > limit:
                    slot.kill(reason="memory")
            self._watcher.pool(
                processes=sum(size > 0 for size in resident),
                busy=sum(slot.busy for slot in self._slots),
                resident_bytes=sum(resident),
            )
            await asyncio.sleep(MEMORY_LOOK_S)


class _Slot:
    """One process, replaced whole whenever it fails."""

    def __init__(self, settings: Settings, names: tuple[str, ...]) -> None:
        self._settings = settings
        self._names = names
        self._pool: ProcessPool | None = None
        self._killed_for: Reason | None = None
        self.pid = 0
        self._process: psutil.Process | None = None
        self.provenance: Mapping[str, Mapping[str, str]] = {}
        self.busy = False

    async def warm(self) -> None:
        """A fresh process with its stages loaded."""
        await self.stop()
        self._killed_for = None
        self._pool = ProcessPool(max_workers=1, context=multiprocessing.get_context("spawn"))
        future = self._pool.schedule(work.warm, args=(self._settings, self._names), timeout=WARM_S)
        try:
            ready: Ready = await asyncio.wrap_future(future)
            self.pid, self.provenance = ready.pid, ready.provenance
            self._process = psutil.Process(ready.pid)
        except Exception as error:
            await self.stop()
            raise PoolError(f"a process of the pool cannot start: {error}") from error

    async def perform(self, jobs: list[Job]) -> list[list[Result]]:
        """The results of some jobs, or `_Failure` when the process did not survive them."""
        assert self._pool is not None
        self.busy = True
        deadline = self._settings.deadline_s
        started = time.monotonic()
        try:
            future = self._pool.schedule(work.perform, args=(jobs,), timeout=deadline)
            results: list[list[Result]] = await asyncio.wrap_future(future)
            return results
        except DeadlineError:
            raise _Failure("timeout") from None
        except MemoryError:
            raise _Failure("memory") from None
        except Exception as error:
            # pebble names the exit code where it saw the process die; a pool that it calls broken
            # lost its process between two looks.
            slow = time.monotonic() - started > deadline
            reason = self._killed_for or ("timeout" if slow else "crash")
            raise _Failure(reason, getattr(error, "exitcode", None)) from error
        finally:
            self.busy = False

    def resident_bytes(self) -> int:
        """Memory of the process now, 0 when it has none."""
        with contextlib.suppress(psutil.Error):
            if self._process is not None:
                return int(self._process.memory_info().rss)
        return 0

    def kill(self, reason: Reason = "crash") -> None:
        """Kill the process with SIGKILL; `perform` then fails with this reason."""
        if self.pid:
            self._killed_for = reason
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    async def stop(self) -> None:
        """End the process and forget it."""
        pool, self._pool = self._pool, None
        if pool is not None:
            self.kill()
            self.pid, self._process = 0, None
            pool.stop()  # type: ignore[no-untyped-call]
            await asyncio.to_thread(pool.join)

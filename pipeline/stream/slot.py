"""One process of the pool, and what it holds: a batch that it computes, and one that lies ready."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as DeadlineError
from dataclasses import dataclass, field
from typing import Final, Literal

import psutil
from pebble import ProcessPool

from pipeline.mendable import Mendable
from pipeline.settings import Settings
from pipeline.stream import work
from pipeline.stream.work import Job, Ready, Result

#: Loading models may take this long on a slow disk before the pool gives up.
WARM_S: Final = 300.0

Reason = Literal["timeout", "crash", "memory"]


class PoolError(Mendable, RuntimeError):
    """The processes cannot be made ready; the message says why."""


@dataclass(order=True, slots=True)
class Pending:
    """A job that waits, before those of a greater ``priority`` and ``number``."""

    priority: int
    number: int
    job: Job = field(compare=False)
    future: asyncio.Future[list[Result]] = field(compare=False)
    alone: bool = field(default=False, compare=False)
    attempts: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Held:
    """A batch that its process has, and what its results will come as."""

    batch: list[Pending]
    future: Future[list[list[Result]]]


@dataclass(frozen=True, slots=True)
class Failure(Exception):
    """A process did not survive a batch."""

    reason: Reason
    code: int | None = None


class Slot:
    """One process, replaced whole whenever it fails."""

    def __init__(self, settings: Settings, names: tuple[str, ...]) -> None:
        """Nothing is started before `warm`."""
        self._settings = settings
        self._names = names
        self._pool: ProcessPool | None = None
        self._killed_for: Reason | None = None
        self.pid = 0
        self._process: psutil.Process | None = None
        self.provenance: Mapping[str, Mapping[str, str]] = {}
        #: Whether its process has loaded its stages, and lives, as far as is known.
        self.ready = False
        #: Batches in the order in which the process computes them.
        self.held: deque[Held] = deque()
        self._begun = asyncio.Event()

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
            self.ready = True
        except Exception as error:
            await self.stop()
            raise PoolError(f"a process of the pool cannot start: {error}") from error

    def begin(self, batch: list[Pending]) -> None:
        """Hand a batch over: it is computed after those that are held already."""
        assert self._pool is not None
        jobs = [pending.job for pending in batch]
        deadline = self._settings.deadline_s
        future: Future[list[list[Result]]]
        try:
            future = self._pool.schedule(work.perform, args=(jobs,), timeout=deadline)
        except RuntimeError as error:  # its process died while it had nothing to do
            future = Future()
            future.set_exception(error)
        self.held.append(Held(batch, future))
        self._begun.set()

    async def oldest(self) -> list[Pending]:
        """The batch that is computed, as soon as there is one."""
        while not self.held:
            self._begun.clear()
            await self._begun.wait()
        return self.held[0].batch

    async def results(self) -> list[list[Result]]:
        """The results of the oldest batch, or `Failure` when the process did not survive it."""
        started = time.monotonic()
        try:
            results: list[list[Result]] = await asyncio.wrap_future(self.held[0].future)
        except DeadlineError:
            raise Failure("timeout") from None
        except MemoryError:
            raise Failure("memory") from None
        except Exception as error:
            # pebble names the exit code where it saw the process die; a pool that it calls broken
            # lost its process between two looks.
            slow = time.monotonic() - started > self._settings.deadline_s
            reason = self._killed_for or ("timeout" if slow else "crash")
            raise Failure(reason, getattr(error, "exitcode", None)) from error
        self.held.popleft()
        return results

    def forget(self) -> list[Pending]:
        """Let go of what is held, and take no more before `warm`; gives what lay ready."""
        self.ready = False
        _, *ready = self.held
        self.held.clear()
        return [pending for held in ready for pending in held.batch]

    def resident_bytes(self) -> int:
        """Memory of the process now, 0 when it has none."""
        with contextlib.suppress(psutil.Error):
            if self._process is not None:
                return int(self._process.memory_info().rss)
        return 0

    def kill(self, reason: Reason = "crash") -> None:
        """Kill the process with SIGKILL; `results` then fails with this reason."""
        if self.pid:
            self._killed_for = reason
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    async def stop(self) -> None:
        """End the process and forget it."""
        self.ready = False
        pool, self._pool = self._pool, None
        if pool is not None:
            self.kill()
            self.pid, self._process = 0, None
            pool.stop()  # type: ignore[no-untyped-call]
            await asyncio.to_thread(pool.join)

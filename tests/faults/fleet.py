"""Worker processes under supervision: each death is seen, counted, and followed by a new start."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import psutil

BACKOFF_S: Final = 0.3
TICK_S: Final = 0.05
ROOT: Final = Path(__file__).resolve().parents[2]
WORKER: Final = (sys.executable, "-m", "pipeline", "worker")

Extra = Callable[[int], Mapping[str, str]]


def no_extra(start: int) -> Mapping[str, str]:
    """Nothing more in a worker's environment."""
    return {}


@dataclass(slots=True)
class _Slot:
    number: int
    wanted: bool = True
    process: subprocess.Popen[bytes] | None = None
    since: float = 0.0
    ended: float = 0.0
    asked: int = 0
    """The process that was asked to end: a second SIGTERM would force it."""


@dataclass(slots=True)
class Fleet:
    """Some workers; `extra` gives each start (numbered from 0) its own environment variables."""

    environment: Mapping[str, str]
    logs: Path
    command: Sequence[str] = WORKER
    extra: Extra = no_extra
    starts: int = 0
    exits: Counter[int] = field(default_factory=Counter)
    _slots: list[_Slot] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self, workers: int) -> None:
        """Start so many workers, and the supervision."""
        self.logs.mkdir(parents=True, exist_ok=True)
        for _ in range(workers):
            self.join()
        self._thread = threading.Thread(target=self._supervise, name="fleet", daemon=True)
        self._thread.start()

    def join(self) -> int:
        """Add a worker; its number."""
        with self._lock:
            slot = _Slot(len(self._slots))
            self._slots.append(slot)
            self._spawn(slot)
            return slot.number

    def leave(self, number: int) -> None:
        """Stop a worker gently, for good."""
        with self._lock:
            self._slots[number].wanted = False
            self.send(number, signal.SIGTERM)

    @property
    def members(self) -> list[int]:
        """Numbers of the workers that are meant to run."""
        with self._lock:
            return [slot.number for slot in self._slots if slot.wanted]

    def pid(self, number: int) -> int | None:
        """The process of a worker, if it runs now."""
        with self._lock:
            process = self._slots[number].process
            return process.pid if process is not None and process.poll() is None else None

    def age(self, number: int) -> float:
        """Seconds since the last start of a worker."""
        return time.monotonic() - self._slots[number].since

    def send(self, number: int, what: signal.Signals) -> bool:
        """Send a signal to a worker's main process; whether there was one."""
        pid = self.pid(number)
        if pid is None:
            return False
        slot = self._slots[number]
        if what is signal.SIGTERM and slot.asked == pid:
            return True
        slot.asked = pid if what is signal.SIGTERM else slot.asked
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, what)
        return True

    def family(self, number: int) -> list[psutil.Process]:
        """A worker's main process and all below it."""
        pid = self.pid(number)
        if pid is None:
            return []
        with contextlib.suppress(psutil.Error):
            main = psutil.Process(pid)
            return [main, *main.children(recursive=True)]
        return []

    def resident(self) -> int:
        """Bytes resident in all workers and what is below them."""
        total = 0
        for number in self.members:
            for process in self.family(number):
                with contextlib.suppress(psutil.Error):
                    total += process.memory_info().rss
        return total

    def stop(self, patience: float = 40.0) -> None:
        """Stop all workers gently, and by force what is left after `patience` seconds."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        with self._lock:
            for slot in self._slots:
                slot.wanted = False
                self.send(slot.number, signal.SIGCONT)
                self.send(slot.number, signal.SIGTERM)
        until = time.monotonic() + patience
        for slot in self._slots:
            if slot.process is None:
                continue
            try:
                slot.process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                slot.process.kill()
                slot.process.wait()
            self.exits[slot.process.returncode] += 1
            slot.process = None

    def _supervise(self) -> None:
        while not self._stop.wait(TICK_S):
            with self._lock:
                for slot in self._slots:
                    self._look(slot)

    def _look(self, slot: _Slot) -> None:
        if slot.process is not None and slot.process.poll() is not None:
            self.exits[slot.process.returncode] += 1
            slot.process, slot.ended = None, time.monotonic()
        if slot.process is None and slot.wanted and time.monotonic() - slot.ended > BACKOFF_S:
            self._spawn(slot)

    def _spawn(self, slot: _Slot) -> None:
        environment = {
            **{name: value for name, value in os.environ.items() if "PIPELINE" not in name},
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
            **self.environment,
            **self.extra(self.starts),
        }
        with (self.logs / f"worker-{slot.number}.log").open("ab") as log:
            log.write(b"--- start %d\n" % self.starts)
            log.flush()
            slot.process = subprocess.Popen(
                list(self.command),
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        slot.since = time.monotonic()
        self.starts += 1

"""The embedded Kafka's data folder: its layout, its lock, and who runs on it now.

The lock is the kernel's, on an open file that the broker's own process holds: it goes when the
last holder goes, however that dies, so a dead broker's lock never has to be broken by hand.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.broker.errors import DataFolderDamaged, DataFolderInUse, DataFolderUnusable

LOCK_WAIT_S: Final = 2.0
"""A look by `find_running` holds the lock for an instant, a dying broker for a little longer."""


@dataclass(frozen=True, slots=True)
class Running:
    """The broker that runs on a folder: its address, its process id, and the guard's."""

    bootstrap: str
    pid: int
    guard: int


@dataclass(frozen=True, slots=True)
class Folder:
    """Where things lie in `root`, the folder ``kafka`` of the data folder."""

    root: Path

    @property
    def data(self) -> Path:
        """What Kafka itself writes: its log directory."""
        return self.root / "data"

    @property
    def properties(self) -> Path:
        """The server properties of the last start."""
        return self.root / "server.properties"

    @property
    def log(self) -> Path:
        """The log of the last start."""
        return self.root / "logs" / "server.log"

    @property
    def console(self) -> Path:
        """What Java itself says, before and beside the broker's log."""
        return self.root / "logs" / "console.log"

    @property
    def state(self) -> Path:
        """Where the running broker says where it answers."""
        return self.root / "running.json"

    @property
    def lock(self) -> Path:
        """The file whose lock means that a broker lives."""
        return self.root / "lock"

    def create(self) -> None:
        """Make the folders that are missing, and empty the scratch one."""
        try:
            shutil.rmtree(self.root / "tmp", ignore_errors=True)
            for path in (self.data, self.log.parent, self.root / "tmp"):
                path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataFolderUnusable(self.root, str(error)) from error

    def is_formatted(self) -> bool:
        """Whether Kafka made this folder its own; raises `DataFolderDamaged` if only in part."""
        if (self.data / "meta.properties").is_file():
            return True
        if any(self.data.glob("*-[0-9]*")):
            raise DataFolderDamaged(self.data, "it has topics, but meta.properties is missing")
        return False


def folder_of(data_dir: Path) -> Folder:
    """The embedded Kafka's part of the data folder."""
    return Folder(data_dir.absolute() / "kafka")


def acquire(folder: Folder) -> int:
    """Lock the folder; the open file to hand on to the broker. Raises `DataFolderInUse`."""
    try:
        descriptor = os.open(folder.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise DataFolderUnusable(folder.root, str(error)) from error
    until = time.monotonic() + LOCK_WAIT_S
    while not _try_lock(descriptor, fcntl.LOCK_EX):
        if time.monotonic() > until:
            os.close(descriptor)
            running = _read_state(folder)
            raise DataFolderInUse(
                folder.root,
                running.bootstrap if running else None,
                running.pid if running else None,
            )
        time.sleep(0.05)
    return descriptor


def _try_lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def write_state(folder: Folder, running: Running) -> None:
    """Say where the broker answers, all at once, for other terminals to find."""
    scratch = folder.state.with_suffix(".new")
    fields = {"bootstrap": running.bootstrap, "pid": running.pid, "guard": running.guard}
    scratch.write_text(json.dumps(fields) + "\n", "utf-8")
    scratch.replace(folder.state)


def clear_state(folder: Folder) -> None:
    """Say that no broker answers."""
    folder.state.unlink(missing_ok=True)


def find(data_dir: Path) -> Running | None:
    """The embedded Kafka that answers on this data folder now, or None."""
    folder = folder_of(data_dir)
    running = _read_state(folder)
    return running if running is not None and _is_locked(folder) else None


def find_running(data_dir: Path) -> str | None:
    """Address of the embedded Kafka that runs on this data folder (``host:port``), or None."""
    running = find(data_dir)
    return running.bootstrap if running else None


def _is_locked(folder: Folder) -> bool:
    try:
        descriptor = os.open(folder.lock, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return not _try_lock(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _read_state(folder: Folder) -> Running | None:
    try:
        fields = json.loads(folder.state.read_text("utf-8"))
        return Running(str(fields["bootstrap"]), int(fields["pid"]), int(fields["guard"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None

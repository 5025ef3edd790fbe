"""Starts, watches and stops the embedded Apache Kafka: the real thing, one node, a child process.

``Broker.start`` returns when the broker answers. It ends with the process that started it, however
that ends; Ctrl-C in the terminal does not reach it, so that workers can finish first.
"""

from __future__ import annotations

import base64
import contextlib
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pipeline.broker import folder as folders
from pipeline.broker import guard, handshake, ports
from pipeline.broker.diagnosis import Cause, diagnose
from pipeline.broker.errors import (
    BrokerError,
    BrokerFailed,
    BrokerKilled,
    DataFolderDamaged,
    DataFolderUnusable,
    DiskFull,
    PortTaken,
    RuntimeMissing,
)
from pipeline.broker.folder import Folder, Running, folder_of
from pipeline.broker.progress import Progress, Step, silent
from pipeline.broker.properties import (
    HOST,
    LOGGING,
    format_properties,
    java_options,
    server_properties,
)
from pipeline.broker.runtime import Runtime, java_environment, prepare

START_S: Final = 90.0
"""Seconds to wait for an answer: it takes 3 on an idle machine, and far longer on a busy one."""
GRACE_S: Final = 30.0
"""Seconds that a broker without its parent gets to close its logs, before it is killed."""
SIGNALLED: Final = 128
"""The guard's exit status is this and the number of the signal that killed Kafka."""
FROM_OUTSIDE: Final = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""Signals that Java never ends itself with."""
TAIL_BYTES: Final = 64 * 1024
PORT_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Options:
    """How a broker was asked for; `port` None means any, `properties` are the caller's own."""

    folder: Folder
    port: int | None
    heap_mb: int
    properties: Mapping[str, str]
    start_s: float


@dataclass(slots=True)
class Broker:
    """A running embedded Kafka. Mutable, as the process that it stands for."""

    options: Options
    runtime: Runtime
    port: int
    pid: int
    progress: Progress = silent
    _guard: subprocess.Popen[bytes] = field(repr=False, kw_only=True)

    @classmethod
    def start(
        cls,
        data_dir: Path,
        *,
        port: int | None = None,
        heap_mb: int = 512,
        progress: Progress = silent,
        properties: Mapping[str, str] = MappingProxyType({}),
        cache: Path | None = None,
        start_s: float = START_S,
    ) -> Broker:
        """Start Kafka on the folder ``kafka`` in `data_dir`, and return when it answers.

        `port` None: 9092, or a free one if that is taken. `heap_mb` in MiB, `start_s` in seconds.
        `properties` replace ours, or add to them where those are lists of listeners. `cache` is
        where the jars lie (`runtime.prepare`). Raises a `BrokerError` that says what to do.
        """
        runtime = prepare(progress, cache=cache)
        options = Options(folder_of(data_dir), port, heap_mb, properties, start_s)
        options.folder.create()
        return _start(options, runtime, port, progress)

    @property
    def bootstrap(self) -> str:
        """Its address, as Kafka clients take it."""
        return f"{HOST}:{self.port}"

    @property
    def is_running(self) -> bool:
        """Whether its process is there."""
        return self._guard.poll() is None

    def stop(self, deadline: float = GRACE_S) -> bool:
        """Stop gently, and by force after `deadline` seconds; whether it stopped by itself."""
        gentle = True
        if self.is_running:
            self._guard.terminate()
            try:
                self._guard.wait(deadline)
            except subprocess.TimeoutExpired:
                gentle = False
                self.kill()
        folders.clear_state(self.options.folder)
        return gentle

    def kill(self) -> None:
        """Kill its process at once, as a crash would; `restart` starts it again."""
        if self.is_running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        self._guard.wait()

    def restart(self, deadline: float = GRACE_S) -> None:
        """Stop it, if it still runs, and start it again on the same folder and port."""
        self.stop(deadline)
        fresh = _start(self.options, self.runtime, self.port, self.progress)
        self.pid, self._guard = fresh.pid, fresh._guard

    def failure(self) -> BrokerError:
        """Why a broker ended that was not asked to: who killed it, or what its log says."""
        status = self._guard.wait()
        number = status - SIGNALLED if status > SIGNALLED else -status
        if number in FROM_OUTSIDE:
            return BrokerKilled(signal.Signals(number).name, self.options.folder.log)
        return _failure(self.options, self.port, "ended")

    def __enter__(self) -> Broker:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def _start(options: Options, runtime: Runtime, port: int | None, progress: Progress) -> Broker:
    """Start on `port`; where none was asked for, try others if it is taken meanwhile."""
    lock = folders.acquire(options.folder)
    try:
        folders.clear_state(options.folder)
        for attempt in range(PORT_TRIES):
            chosen = ports.choose(port, progress)
            try:
                return _start_on(chosen, options, runtime, lock, progress)
            except PortTaken:
                if port is not None or attempt == PORT_TRIES - 1:
                    raise
    finally:
        os.close(lock)
    raise AssertionError("unreachable")


def _start_on(
    port: int, options: Options, runtime: Runtime, lock: int, progress: Progress
) -> Broker:
    folder = options.folder
    properties = server_properties(port, ports.any_free(), options.properties)
    try:
        folder.properties.write_text(format_properties(properties), "ascii")
        (folder.root / "log4j2.properties").write_text(LOGGING, "ascii")
        for log in (folder.log, folder.console):  # what is read on failure is of this start
            with contextlib.suppress(FileNotFoundError):
                log.replace(log.with_suffix(".previous.log"))
    except OSError as error:
        raise DataFolderUnusable(folder.root, str(error)) from error
    if not folder.is_formatted():
        progress(Step("formatting the data folder"))
        _format(options, runtime, port)
    progress(Step("starting Apache Kafka"))
    process, pid = _spawn(options, runtime, lock)
    broker = Broker(options, runtime, port, pid, progress, _guard=process)
    _wait_until_ready(broker)
    folders.write_state(folder, Running(broker.bootstrap, pid, process.pid))
    progress(Step(f"Apache Kafka {runtime.version} answers at {broker.bootstrap}"))
    return broker


def _format(options: Options, runtime: Runtime, port: int) -> None:
    """Make the empty folder a Kafka node's, once in its life."""
    cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    command = _java(runtime, options.heap_mb, "kafka.tools.StorageTool")
    command += ["format", "-t", f"N{cluster[1:]}", "-c", str(options.folder.properties)]
    with options.folder.console.open("ab") as console:
        try:
            status = subprocess.run(
                command,
                cwd=options.folder.root,
                env=java_environment(),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
                timeout=options.start_s,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            status = -1
        except OSError as error:
            raise RuntimeMissing(sys.platform, f"{runtime.java} does not run ({error})") from error
    if status:
        raise _failure(options, port, f"could not format its folder (status {status})")


def _java(runtime: Runtime, heap_mb: int, main_class: str) -> list[str]:
    return [str(runtime.java), *java_options(heap_mb), "-cp", runtime.classpath, main_class]


def _spawn(options: Options, runtime: Runtime, lock: int) -> tuple[subprocess.Popen[bytes], int]:
    """Start the guard, which starts Java; both hold the folder's lock for as long as they live."""
    command = [sys.executable, "-I", "-S", guard.__file__, str(os.getpid()), str(GRACE_S)]
    command += [*_java(runtime, options.heap_mb, "kafka.Kafka"), str(options.folder.properties)]
    with options.folder.console.open("ab") as console:
        process = subprocess.Popen(
            command,
            cwd=options.folder.root,
            env=java_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=console,
            pass_fds=(lock,),
            start_new_session=True,
        )
    assert process.stdout is not None
    with process.stdout as said:
        pid = int(said.readline() or 0)
    return process, pid


def _wait_until_ready(broker: Broker) -> None:
    until = time.monotonic() + broker.options.start_s
    while not handshake.answers(HOST, broker.port):
        if not broker.is_running:
            raise broker.failure()
        if time.monotonic() > until:
            broker.kill()
            what = f"did not answer at {broker.bootstrap} within {broker.options.start_s:g} s"
            raise _failure(broker.options, broker.port, what)
        time.sleep(0.05)


def _failure(options: Options, port: int, what: str) -> BrokerError:
    folder = options.folder
    cause, line = diagnose(_tail(folder.console) + _tail(folder.log))
    if cause is Cause.DISK_FULL:
        return DiskFull(folder.root)
    if cause is Cause.PORT:
        return PortTaken(port, ports.holder(port))
    if cause is Cause.DAMAGED:
        return DataFolderDamaged(folder.data, f"{line} (log: {folder.log})")
    return BrokerFailed(what, folder.log, line)


def _tail(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - TAIL_BYTES))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""

"""Keeps one worker process running: starts it, restarts it with backoff, drains it at the end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Final

from pydantic import SecretStr

from pipeline.settings import Settings

#: Seconds before a dead worker is started again: doubled each time, back to the first after a
#: worker has lived for `HEALTHY_S`.
BACKOFF_S: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
HEALTHY_S: Final = 60.0
#: Python's warning of what a killed process has left, as a filter.
LEFT: Final = "ignore:resource_tracker:UserWarning"


class Supervised:
    """A worker in a process and session of its own, so that Ctrl-C reaches only its supervisor."""

    def __init__(
        self,
        settings: Settings,
        bootstrap: str,
        say: Callable[[str], None],
        *,
        broker_watched: bool = False,
    ) -> None:
        """Nothing runs yet. ``broker_watched``: the supervisor says what becomes of the broker."""
        self._settings = settings
        self._bootstrap = bootstrap
        self._say = say
        self._broker_watched = broker_watched
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._failures = 0
        self._again: float | None = None

    def start(self) -> None:
        """Start the worker."""
        environment = {
            **os.environ,
            **_as_environment(self._settings),
            "PIPELINE_BROKERS": self._bootstrap,
            "PIPELINE_DIE_WITH_PARENT": str(os.getpid()),
            "PIPELINE_BROKER_WATCHED": "1" if self._broker_watched else "",
            # Of a worker that was killed Python says that it has left semaphores: it cleans up.
            "PYTHONWARNINGS": ",".join(filter(None, (os.environ.get("PYTHONWARNINGS"), LEFT))),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "worker"],
            env=environment,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
        )
        self._started = time.monotonic()

    @property
    def address(self) -> str | None:
        """``host:port`` of its pages; None until it has announced them.

        Never guessed: on the first port another stream of this host may answer, and say "ready".
        """
        pid = self._process.pid if self._process else 0
        folder = self._settings.data_dir / "targets"
        ports = [path.stem.rpartition("-")[2] for path in folder.glob(f"worker-{pid}-*.json")]
        return f"{self._settings.http_host}:{ports[0]}" if ports else None

    @property
    def runs(self) -> bool:
        """Whether its process is there."""
        return self._process is not None and self._process.poll() is None

    def ready(self) -> bool:
        """Whether the worker says that it is at work."""
        address = self.address
        if address is None:
            return False
        url = f"http://{address}/health/ready"
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:
                return bool(json.load(answer)["ready"])
        except (OSError, ValueError, KeyError, urllib.error.URLError):
            return False

    def tick(self) -> None:
        """Notice a dead worker; start it again when its time has come."""
        now = time.monotonic()
        if self._again is not None:
            if now >= self._again:
                self._again = None
                self.start()
            return
        if self._process is None or self.runs:
            return
        status = self._process.returncode
        self._failures = 0 if now - self._started > HEALTHY_S else self._failures
        wait = BACKOFF_S[min(self._failures, len(BACKOFF_S) - 1)]
        self._failures += 1
        self._again = now + wait
        how = f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
        self._say(f"the worker ended with {how}; nothing is lost; starting it again in {wait:g} s")

    def stop(self) -> None:
        """Ask the worker to drain, and wait a little longer than it may take."""
        process = self._process
        if process is None or not self.runs:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(2 * self._settings.drain_s + 10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the worker at once."""
        if self._process is not None and self.runs:
            self._process.kill()
            self._process.wait()


def _as_environment(settings: Settings) -> dict[str, str]:
    """The settings that differ from their defaults, for a child: flags reach it too."""
    given = settings.model_dump(exclude_defaults=True)
    values = {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value
        for name, value in given.items()
        if value is not None
    }
    return {f"PIPELINE_{name.upper()}": str(value) for name, value in values.items()}

"""From `pipeline up` to the first event, on a data folder that has been used before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.harness import ROOT
from pipeline.settings import load


def measure(folder: Path) -> dict[str, float]:
    """Seconds to the first event of the first and of the second `up`, over the same folder."""
    given = load()
    data = folder / "up"
    data.mkdir()
    (data / "gazetteer").symlink_to(given.gazetteer_path.absolute().parent)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PIPELINE_DATA_DIR": str(data)}
    first = _first_event(environment)
    return {"first": first, "second": _first_event(environment, publish=True)}


def _first_event(environment: dict[str, str], *, publish: bool = False) -> float:
    started = time.monotonic()
    up = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "up"],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert up.stdout is not None
        assert up.stderr is not None
        if publish:
            _until_brokers_answer(up, environment)
        line = up.stdout.readline()
        if not line:
            raise RuntimeError(f"`pipeline up` ended: {up.stderr.read().decode()[-500:]}")
        return time.monotonic() - started
    finally:
        up.send_signal(signal.SIGINT)
        up.communicate(timeout=90)


def _until_brokers_answer(up: subprocess.Popen[bytes], environment: dict[str, str]) -> None:
    """Publish one article as soon as that is possible."""
    article = str(next((ROOT / "seeds").glob("*.json")))
    while up.poll() is None:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "publish", article],
            env=environment,
            cwd=ROOT,
            capture_output=True,
        )
        if done.returncode == 0:
            return
        time.sleep(0.2)

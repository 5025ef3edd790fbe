"""Where the workers of this host can be scraped: one small file each, for Prometheus's file-based
discovery and for `pipeline top`.

A file a worker needs no lock: each writes and removes only its own. Files of processes that were
killed are removed by the next worker that starts; until then Prometheus shows them as down, which
is the truth.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import psutil

_NAME: Final = re.compile(r"worker-(\d{1,10})-(\d{1,5})\.json")
MOST_BYTES: Final = 64 * 1024


def announce(folder: Path, address: str, stages: Sequence[str]) -> Path:
    """Write this process's target file, and remove those of processes that are gone.

    ``address`` is ``host:port``. Returns the file, to be removed with `withdraw`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("worker-*.json"):
        if _is_stale(path):
            path.unlink(missing_ok=True)
    path = folder / f"worker-{os.getpid()}-{address.rpartition(':')[2]}.json"
    content = [{"targets": [address], "labels": {"stages": ",".join(stages)}}]
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    draft.replace(path)
    return path


def withdraw(path: Path) -> None:
    """Remove the target file of a worker that stops."""
    with contextlib.suppress(OSError):
        path.unlink()


def addresses(folder: Path) -> tuple[str, ...]:
    """The ``host:port`` of every announced worker, in order of file name; broken files are none."""
    found: list[str] = []
    for path in sorted(folder.glob("worker-*.json")):
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            if path.stat().st_size <= MOST_BYTES:
                for group in json.loads(path.read_bytes()):
                    found += [target for target in group["targets"] if isinstance(target, str)]
    return tuple(dict.fromkeys(found))


def _is_stale(path: Path) -> bool:
    match = _NAME.fullmatch(path.name)
    return match is not None and not psutil.pid_exists(int(match[1]))

"""Named points at which a test can make this process fail; free when no fault is asked for.

``PIPELINE_FAULT=sent:3`` kills the process with SIGKILL the third time it reaches the point
``sent``; ``sent:3:SIGSTOP`` sends another signal, and ``sent:3:raise`` raises `InjectedFault` that
time and each one after. Only tests set it.
"""

from __future__ import annotations

import os
import signal
from typing import Final

POINTS: Final = (
    "received",
    "in-pool",
    "before-send",
    "sent",
    "acknowledged",
    "before-commit",
    "after-commit",
    "heartbeat",
)
RAISE: Final = "raise"


class InjectedFault(RuntimeError):
    """A fault that was asked for."""


def reach(point: str) -> None:
    """Say that a point was reached; the fault that was asked for happens here."""
    if _armed is not None and _armed[0] == point:
        _count_down()


def armed(point: str) -> bool:
    """Whether a fault was asked for at this point."""
    return _armed is not None and _armed[0] == point


def _parse(text: str | None) -> tuple[str, int, signal.Signals | None] | None:
    if not text:
        return None
    point, _, rest = text.partition(":")
    count, _, name = rest.partition(":")
    if point not in POINTS:
        raise ValueError(f"PIPELINE_FAULT={text!r}: the points are {', '.join(POINTS)}")
    return point, int(count or 1), None if name == RAISE else signal.Signals[name or "SIGKILL"]


def _count_down() -> None:
    global _left
    assert _armed is not None
    _left -= 1
    if _armed[2] is None and _left <= 0:
        raise InjectedFault(_armed[0])
    if _armed[2] is not None and _left == 0:
        os.kill(os.getpid(), _armed[2])


_armed: Final = _parse(os.environ.get("PIPELINE_FAULT"))
_left = _armed[1] if _armed else 0

"""Lets a test kill this process at a named point of delivery; costs one comparison when off.

The composition root calls `arm` with the setting ``PIPELINE_FAULT`` (``point:nth[:signal]``); the
delivery code calls `reach` at each point. On the nth reach of that point the process sends itself
the signal (KILL unless named), as if it came from outside at the worst moment.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from typing import Final

POINTS: Final = (
    "received",  # an input record is here, nothing has been done with it
    "in-pool",  # the pool has taken it
    "before-send",  # its result is here, nothing has been sent
    "sent",  # the output was handed to the producer, the broker has not acknowledged it
    "acknowledged",  # the broker has acknowledged the output, the input is not acknowledged
    "before-commit",  # the input is acknowledged, its offset is not committed
    "after-commit",  # the offset is committed
)


@dataclass(slots=True)
class Fault:
    """A signal to send to this process on the `left`-th reach of `point`."""

    point: str
    left: int
    signal: signal.Signals

    def count(self, point: str) -> None:
        """Count one reach of `point`, and strike when it was the last one."""
        if point == self.point:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), self.signal)


_armed: Fault | None = None


def parse(text: str) -> Fault:
    """The fault that ``point:nth[:signal]`` means; raises ValueError naming what is wrong.

    >>> parse("sent:3").signal.name
    'SIGKILL'
    """
    point, _, rest = text.partition(":")
    nth, _, name = rest.partition(":")
    if point not in POINTS:
        raise ValueError(f"PIPELINE_FAULT: {point!r} is none of {', '.join(POINTS)}")
    if not nth.isdecimal() or int(nth) < 1:
        raise ValueError(f"PIPELINE_FAULT: {nth!r} is not a count from 1 up")
    try:
        return Fault(point, int(nth), signal.Signals[f"SIG{name or 'KILL'}"])
    except KeyError:
        raise ValueError(f"PIPELINE_FAULT: {name!r} is no signal") from None


def arm(text: str | None) -> None:
    """Arm the fault that `text` names, or none."""
    global _armed
    _armed = parse(text) if text else None


def reach(point: str) -> None:
    """Say that one record has come to `point` (one of `POINTS`)."""
    if _armed is not None:
        _armed.count(point)

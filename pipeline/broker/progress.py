"""How the broker says what it is doing, without printing: a callback that takes a `Step`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that takes time. `done` of `total` bytes, where `total` is 0 if not counted."""

    what: str
    done: int = 0
    total: int = 0


Progress = Callable[[Step], None]


def silent(step: Step) -> None:
    """Say nothing: the default."""

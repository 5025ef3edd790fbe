"""Items that may be long in coming, with a sign of life in between.

Whoever publishes from a pipe wants to hear of each article when the broker has it, not when the
next one comes; and that the brokers are gone, even if no further one ever comes.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

#: Seconds without an item after which None is given.
LOOK_S: Final = 0.2
#: Items that are read ahead: enough that neither side waits for the other's pauses.
AHEAD: Final = 64

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class _End:
    """The last thing in a queue: what ended the items, if it was no regular end."""

    error: BaseException | None = None


def patiently(items: Iterable[Item], *, every_s: float = LOOK_S) -> Iterator[Item | None]:
    """The items in their order, and None whenever none has come for ``every_s`` seconds.

    They are read in a thread, which may stay behind in a read that never ends; it does not keep
    the process alive. What reading raises is raised here.
    """
    ready: queue.Queue[Any] = queue.Queue(AHEAD)
    left = threading.Event()

    def fill() -> None:
        end = _End()
        try:
            for item in items:
                ready.put(item)
                if left.is_set():
                    return
        except BaseException as error:
            end = _End(error)
        ready.put(end)

    threading.Thread(target=fill, name="reading", daemon=True).start()
    try:
        while True:
            try:
                item = ready.get(timeout=every_s)
            except queue.Empty:
                yield None
                continue
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        left.set()
        with contextlib.suppress(queue.Empty):
            while True:
                ready.get_nowait()  # room for what the thread may still want to hand over

"""Notices that this process or its broker has stood still, so that nothing rests on a lapsed claim.

A worker that was frozen (SIGSTOP, a paused machine) past its session has lost its partitions, and
wakes up without knowing it, with results in hand. What it wrote then would be doubled. The same
when the broker was frozen: its first deed is to end the sessions, and batches that were sent before
are still in the network, so that a new owner who read the tail at once would not see them. So a
write, and the reading of a tail, that would follow a standstill waits until the group has had time
to tell, and the broker to read what was sent.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

#: Beats in one session: a standstill is noticed when it lasts longer than some of them.
BEATS: Final = 20
#: Shares of a session: a pause that counts as a standstill, and the time for a heartbeat to be
#: sent and answered after it.
STILL: Final = 0.25
ANSWER: Final = 0.25
#: Share of a session for which a broker that lives may be unheard: no session ends in it, since
#: heartbeats go out ten times in one.
UNHEARD: Final = 0.5
#: Seconds, and the share of a session that it is at most, until batches of others have been sent
#: again, or given up, after that: connections are made anew first (2.3 s were seen).
SETTLED_S: Final = 5.0
SETTLED: Final = 0.45


class Awake:
    """The pulse of an event loop; ``session_s`` is the group's patience with a silent member."""

    def __init__(self, session_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        """The first beat is now. ``clock`` goes on while the process stands still."""
        self._every = session_s / BEATS
        self._still = session_s * STILL
        self._answer = session_s * ANSWER
        self._unheard = session_s * UNHEARD
        self._settled = max(self._answer, min(SETTLED_S, session_s * SETTLED))
        self._clock = clock
        self._last = self._heard = clock()
        self._held_until = self._last

    async def beat(self) -> None:
        """Beat until cancelled."""
        while True:
            self._look()
            await asyncio.sleep(self._every)

    def heard(self) -> None:
        """A broker has just answered; after a long silence, what rests on a claim must wait."""
        now = self._clock()
        if now - self._heard > self._unheard:
            self._held_until = max(self._held_until, now + self._settled)
        self._heard = now

    def rest(self) -> float:
        """Seconds until the group has had time to tell what it did; 0 without a standstill."""
        self._look()
        return max(0.0, self._held_until - self._clock())

    async def certain(self) -> None:
        """Return at once; after a standstill, when the group has had time to tell what it did."""
        rest = self.rest()
        while rest:
            await asyncio.sleep(rest)
            rest = self.rest()

    def _look(self) -> None:
        now = self._clock()
        if now - self._last > self._still:
            self._held_until = max(self._held_until, now + self._answer)
        self._last = now

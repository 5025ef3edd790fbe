"""How long ago the group has confirmed that a stage's partitions are still this worker's.

A group forgets a member whose heartbeats it has not seen for a session, and gives its partitions to
others. The client does not stop fetching then: it notices when a heartbeat is answered. When none
is, because the coordinator is not reached or not sought any more (`pipeline.stream.connection`),
it goes on, and every record that it writes is doubled. So a write needs a heartbeat that was
answered lately.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, Final

from aiokafka.errors import IllegalGenerationError

from pipeline.stream import faults

#: Share of a session for which an answered heartbeat holds; the rest is for the write to arrive.
HOLDS: Final = 0.5
#: Share of a session between looks for the next answer.
LOOK: Final = 0.02


class Claim:
    """The claim of one stage on its partitions; ``session_s`` is the group's patience."""

    def __init__(self, session_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing is confirmed yet."""
        self._holds = session_s * HOLDS
        self._look = session_s * LOOK
        self._clock = clock
        self._confirmed = float("-inf")

    def confirm(self, since: float | None = None) -> None:
        """The group has answered a question asked at ``since`` (monotonic seconds), or just now."""
        self._confirmed = max(self._confirmed, self._clock() if since is None else since)

    @property
    def age(self) -> float:
        """Seconds since the group was last asked and answered; infinite before."""
        return self._clock() - self._confirmed

    def rest(self) -> float:
        """Seconds until the next look at a claim that does not hold now; 0 for one that does."""
        return 0.0 if self.age < self._holds else self._look


def note_heartbeats(coordinator: Any, claim: Claim) -> None:
    """Have aiokafka's group coordinator confirm ``claim`` by each heartbeat that is accepted.

    One that is answered with the news of a rebalance confirms nothing.
    """
    beat = coordinator._do_heartbeat

    async def do_heartbeat() -> bool:
        try:
            faults.reach("heartbeat")
        except faults.InjectedFault:
            coordinator.coordinator_dead()
            async with coordinator._coordinator_lookup_lock:  # seeks another, and finds none
                await asyncio.Event().wait()
        asked = time.monotonic()
        accepted: bool = await beat()
        if accepted and not coordinator._rejoin_needed_fut.done():
            claim.confirm(asked)
        return accepted

    coordinator._do_heartbeat = do_heartbeat


def refuse_late_commits(coordinator: Any) -> None:
    """Have aiokafka's group coordinator refuse a commit of a membership that has ended.

    aiokafka tries a commit again while brokers do not answer, as whatever member it is by then. One
    that the group forgot is none, and a broker takes its commit for that of a consumer without a
    group as soon as the group is empty: offsets went back by all that others had done since. One
    that has joined anew may commit for partitions that are others' by now. A refused commit ends as
    one that the broker refuses; Kafka's own client does likewise (``CommitFailedException``).
    """
    commit = coordinator._do_commit_offsets

    async def do_commit_offsets(assignment: Any, offsets: Any) -> None:
        if coordinator.generation < 0 or not assignment.active:
            raise IllegalGenerationError(coordinator.group_id)
        await commit(assignment, offsets)

    coordinator._do_commit_offsets = do_commit_offsets


def failure_of(coordinator: Any) -> BaseException | None:
    """What has ended the upkeep of the membership for good, if anything has.

    Either the task that does it, or the one that finds brokers for it, or an error that waits for
    a call to be consumed by, which Faust may not come to make.
    """
    for task in (coordinator._coordination_task, coordinator._client._sync_task):
        if task is not None and task.done() and not task.cancelled() and task.exception():
            return task.exception()  # type: ignore[no-any-return]
    return coordinator._pending_exception  # type: ignore[no-any-return]

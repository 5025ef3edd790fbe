"""A write needs the group's word, given lately; what does not give it, is no word."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.client import AIOKafkaClient
from aiokafka.consumer.group_coordinator import GroupCoordinator

from pipeline.stream.claim import HOLDS, LOOK, Claim, failure_of, note_heartbeats
from tests.clock import Clock

SESSION_S = 8.0


def test_a_claim_holds_for_half_a_session_from_when_the_group_was_asked() -> None:
    """Not from its answer, which may have taken long; and an older answer takes nothing back."""
    clock = Clock()
    claim = Claim(SESSION_S, clock)
    assert claim.rest() == SESSION_S * LOOK
    claim.confirm(clock.now - 1.0)
    claim.confirm(clock.now - 3.0)
    assert claim.rest() == 0
    clock.now += SESSION_S * HOLDS - 1.0
    assert claim.rest() == SESSION_S * LOOK
    claim.confirm()
    assert claim.rest() == 0


class Coordinator:
    """As much of aiokafka's group coordinator as is noted."""

    def __init__(self, *, accepts: bool, rejoins: bool) -> None:
        self._accepts = accepts
        self._rejoin_needed_fut: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if rejoins:
            self._rejoin_needed_fut.set_result(None)

    async def _do_heartbeat(self) -> bool:
        return self._accepts


@pytest.mark.parametrize(
    ("accepts", "rejoins", "holds"),
    [(True, False, True), (False, False, False), (True, True, False)],
    ids=["accepted", "not answered", "the group is being given out anew"],
)
def test_only_an_accepted_heartbeat_confirms(accepts: bool, rejoins: bool, holds: bool) -> None:
    async def run() -> tuple[bool, float]:
        coordinator, claim = Coordinator(accepts=accepts, rejoins=rejoins), Claim(SESSION_S)
        note_heartbeats(coordinator, claim)
        return await coordinator._do_heartbeat(), claim.rest()

    answered, rest = asyncio.run(run())
    assert answered is accepts
    assert (rest == 0) is holds


def test_what_ended_the_upkeep_of_a_membership_is_told() -> None:
    """An error that waits to be consumed, or the end of a task; a stopped client is none."""

    async def run(body: Any) -> asyncio.Task[None]:
        task = asyncio.create_task(body())
        await asyncio.wait([task])
        return task

    async def fails() -> None:
        raise KeyError("x")

    async def stops() -> None:
        raise asyncio.CancelledError

    def told(
        task: asyncio.Task[None], pending: BaseException | None = None, sync: Any = None
    ) -> Any:
        client = SimpleNamespace(_sync_task=sync)
        return failure_of(
            SimpleNamespace(_coordination_task=task, _pending_exception=pending, _client=client)
        )

    async def check() -> None:
        failed, stopped = await run(fails), await run(stops)
        going = asyncio.create_task(asyncio.sleep(60))
        pending = ValueError("y")
        assert isinstance(told(failed), KeyError)
        assert told(stopped) is None
        assert told(going) is None
        assert told(going, pending) is pending
        assert isinstance(told(going, sync=failed), KeyError)
        going.cancel()

    asyncio.run(check())


def test_the_client_still_has_what_is_noted() -> None:
    """The names of aiokafka's that this relies on, which are not its public ones."""
    names = GroupCoordinator.__init__.__code__.co_names
    assert "_sync_task" in AIOKafkaClient.__init__.__code__.co_names
    assert hasattr(GroupCoordinator, "_do_heartbeat")
    assert {"_pending_exception", "_rejoin_needed_fut", "_coordination_task"} <= {*names}

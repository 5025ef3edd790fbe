"""Faust's services without the tasks that they make where nothing waits."""

from __future__ import annotations

import asyncio
import types
from collections.abc import Coroutine, Generator
from functools import partial
from typing import Any

import mode
from mode.services import WaitResults


class Sparing(mode.Service):
    """A service that makes no tasks where nothing waits."""

    async def wait_first(
        self,
        *coros: Any,
        timeout: Any = None,  # noqa: ASYNC109 - its name in mode
    ) -> WaitResults:
        """The first of some coroutines to end, and no tasks when the first ends at once.

        Faust delivers each record in a race with a suspension of the flow, four tasks for each;
        delivering almost never waits.
        """
        first, *others = coros
        if timeout is not None or not asyncio.iscoroutine(first):
            return await super().wait_first(*coros, timeout=timeout)
        try:
            waits_for = first.send(None)
        except StopIteration as ended:
            for other in others:
                other.close()
            return WaitResults([first], [ended.value], self.should_stop)
        return await super().wait_first(_rest(first, waits_for), *others)

    async def sleep(self, n: Any) -> None:
        """Sleep for ``n`` seconds, or until stopped; for 0, only let others run."""
        if n == 0:
            await asyncio.sleep(0)
        else:
            await super().sleep(n)


async def _rest(body: Coroutine[Any, Any, Any], waits_for: Any) -> Any:
    return await _resumed(body, waits_for)


@types.coroutine
def _resumed(body: Coroutine[Any, Any, Any], waits_for: Any) -> Generator[Any, Any, Any]:
    """The rest of a coroutine that was begun and has yielded ``waits_for``."""
    while True:
        try:
            sent = yield waits_for
        except GeneratorExit:
            body.close()
            raise
        except BaseException as error:
            step = partial(body.throw, error)
        else:
            step = partial(body.send, sent)
        try:
            waits_for = step()
        except StopIteration as ended:
            return ended.value

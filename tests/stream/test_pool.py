"""The pool of processes, with real processes: a bad article costs only itself."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from pipeline.settings import Settings, load
from pipeline.stream.pool import Pool
from pipeline.stream.slot import PoolError
from pipeline.stream.work import Enriched, Job, Refused, Result

NAMES = ("entities", "numbers", "locations")


class Notes:
    """A watcher that remembers."""

    def __init__(self) -> None:
        self.restarts: list[str] = []
        self.deadlines = 0

    def pool(self, *, processes: int, busy: int, resident_bytes: int = 0) -> None:
        """Ignore the present."""

    def pool_restarted(self, reason: str) -> None:
        """Remember why."""
        self.restarts.append(reason)

    def pool_worked(self, stage: str, seconds: float) -> None:
        """Ignore work."""

    def deadline_hit(self, stage: str) -> None:
        """Count."""
        self.deadlines += 1


def settings(folder: Path, **more: object) -> Settings:
    flow = "tests.flows.trivial:STAGES"
    return load(flow=flow, data_dir=folder, processes=2, **more)


def article(text: str) -> Job:
    return Job("entities", orjson.dumps({"text": text}))


def with_pool(folder: Path, body: Callable[[Pool, Notes], Awaitable[None]], **more: object) -> None:
    async def run() -> None:
        notes = Notes()
        pool = Pool(settings(folder, **more), NAMES, notes)
        await pool.start()
        try:
            await body(pool, notes)
            assert pool.failed() is None
        finally:
            await pool.stop()

    asyncio.run(run())


async def among_neighbours(pool: Pool, text: str) -> tuple[Result, list[Result]]:
    """A bad article's result, and those of twenty good ones around it."""
    good = [pool.submit(article(f"good {n}")) for n in range(10)]
    bad = pool.submit(article(text))
    good += [pool.submit(article(f"good {n}")) for n in range(10, 20)]
    (result,) = await bad
    return result, [one for (one,) in await asyncio.gather(*good)]


@pytest.mark.parametrize(
    ("text", "reason", "more"),
    [
        ("!crash", "crash", {}),
        ("!hang", "timeout", {"deadline_s": 1.0}),
        ("!eat", "memory", {"process_memory_mb": 400}),
    ],
)
def test_a_bad_article_costs_only_itself(
    tmp_path: Path, text: str, reason: str, more: dict[str, object]
) -> None:
    """It is killed, tried alone once more, and refused by name; its neighbours are enriched."""

    async def body(pool: Pool, notes: Notes) -> None:
        bad, good = await among_neighbours(pool, text)
        assert isinstance(bad, Refused)
        assert (bad.type, bad.attempts) == (reason, 2)
        assert all(isinstance(one, Enriched) for one in good)
        assert len(notes.restarts) >= 2

    with_pool(tmp_path, body, **more)


def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    """SIGKILL of an idle and of a busy process: the article comes out all the same."""

    async def body(pool: Pool, notes: Notes) -> None:
        for pid in pool.pids:
            os.kill(pid, signal.SIGKILL)
        assert isinstance((await pool.submit(article("after an idle kill")))[0], Enriched)
        slow = [pool.submit(article("!sleep 1")) for _ in range(2)]
        await asyncio.sleep(0.4)
        os.kill(pool.pids[0], signal.SIGKILL)
        assert all(isinstance(one, Enriched) for (one,) in await asyncio.gather(*slow))

    with_pool(tmp_path, body)


def test_what_lay_ready_behind_a_crash_is_not_blamed(tmp_path: Path) -> None:
    """It was not begun: it keeps its later stages and its attempts, wherever it is computed."""

    async def body(pool: Pool, notes: Notes) -> None:
        hangs = [pool.submit(article("!sleep 1")) for _ in range(2)]
        await asyncio.sleep(0.2)
        after = [replace(article(f"good {n}"), later=("numbers", "locations")) for n in range(8)]
        ready = [pool.submit(job) for job in after]
        await asyncio.sleep(0.2)
        os.kill(pool.pids[0], signal.SIGKILL)
        for results in await asyncio.gather(*ready):
            assert [type(result) for result in results] == [Enriched] * 3
        assert len(await asyncio.gather(*hangs)) == 2
        assert notes.restarts == ["crash"]

    with_pool(tmp_path, body)


def test_a_failing_stage_is_an_error_in_the_event(tmp_path: Path) -> None:
    """An exception of a stage is data, not a crash."""

    async def body(pool: Pool, notes: Notes) -> None:
        (result,) = await pool.submit(article("!raise on purpose"))
        assert isinstance(result, Enriched)
        assert result.failed
        (error,) = orjson.loads(result.value)["errors"]
        assert (error["stage"], error["type"]) == ("entities", "ValueError")
        assert not notes.restarts

    with_pool(tmp_path, body)


def test_a_pool_that_cannot_start_says_why(tmp_path: Path) -> None:
    """A flow that does not load ends the worker with a sentence."""

    async def run() -> None:
        pool = Pool(
            load(flow="tests.flows.broken:STAGES", data_dir=tmp_path, processes=1), NAMES, Notes()
        )
        with pytest.raises(PoolError, match="broken"):
            await pool.start()

    asyncio.run(run())

"""A partition writes only while its worker may believe that it has it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pipeline.settings import load
from pipeline.stream.claim import LOOK, Claim
from pipeline.stream.conveyor import Conveyor
from pipeline.stream.held import Start
from pipeline.stream.origin import Origin
from pipeline.stream.producer import Gate, Record
from pipeline.stream.work import Enriched, Findings
from tests.duties import duties_with

SESSION_S = 6.0
LOOKS_S = SESSION_S * LOOK * 3
_BEGINNING = Start()


def event(offset: int, acknowledged: list[int] | None = None) -> Any:
    """A record as Faust delivers it."""
    message = SimpleNamespace(
        topic="articles",
        partition=0,
        offset=offset,
        key=b"k",
        value=b"v",
        headers=[],
        timestamp=1.0,
    )
    acknowledged = [] if acknowledged is None else acknowledged
    return SimpleNamespace(message=message, ack=lambda: acknowledged.append(offset))


def made(
    folder: Path, written: list[int], claim: Claim, start: Start = _BEGINNING, **more: int
) -> Conveyor:
    """A conveyor whose work takes no time and whose writes are noted."""
    settings = load(data_dir=folder, session_s=SESSION_S, **more)
    result = Enriched(b"event", b"k", "id", 0.0, failed=False, published=None, findings=Findings())

    async def write(topic: str, partition: int, records: list[Record], gate: Gate) -> None:
        if await gate():
            written.append(len(records))

    duties = duties_with(settings, computed=lambda origin, record: result, claim=claim, write=write)
    return Conveyor(duties, 0, start, None)


def test_a_write_waits_for_the_group(tmp_path: Path) -> None:
    """What is computed without a claim that holds leaves when there is one."""

    async def run() -> None:
        written: list[int] = []
        claim = Claim(SESSION_S)
        conveyor = made(tmp_path, written, claim)
        conveyor.begin()
        conveyor.accept(event(0))
        await asyncio.sleep(LOOKS_S)
        assert not written
        claim.confirm()
        async with asyncio.timeout(10):
            while not written:  # noqa: ASYNC110 - a conveyor tells nobody
                await asyncio.sleep(0.005)
        assert written == [1]
        assert await conveyor.stop(1.0)

    asyncio.run(run())


def test_a_partition_that_goes_does_not_wait_for_the_group(tmp_path: Path) -> None:
    """Nothing is under way, so it is given back at once, and what was computed never leaves."""

    async def run() -> None:
        written: list[int] = []
        conveyor = made(tmp_path, written, Claim(SESSION_S))
        conveyor.begin()
        conveyor.accept(event(0))
        await asyncio.sleep(LOOKS_S)
        assert await conveyor.stop(60.0)
        assert not written

    asyncio.run(run())


def test_a_batch_does_not_leave_once_its_partition_is_given_back_without_the_groups_word(
    tmp_path: Path,
) -> None:
    """The claim held when the write began, and lapsed before it reached the network."""

    async def run() -> list[bool]:
        answers: list[bool] = []
        now = 0.0
        claim = Claim(SESSION_S, clock=lambda: now)
        began = asyncio.Event()

        async def write(topic: str, partition: int, records: list[Record], gate: Gate) -> None:
            nonlocal now
            now += SESSION_S  # frozen, and awake again
            began.set()
            answers.append(await gate())

        settings = load(data_dir=tmp_path, session_s=SESSION_S)
        result = Enriched(
            b"event", b"k", "id", 0.0, failed=False, published=None, findings=Findings()
        )
        duties = duties_with(settings, computed=lambda *_: result, claim=claim, write=write)
        conveyor = Conveyor(duties, 0, _BEGINNING, None)
        claim.confirm()
        conveyor.begin()
        conveyor.accept(event(0))
        async with asyncio.timeout(10):
            await began.wait()
        await asyncio.sleep(LOOKS_S)
        assert not answers
        assert await conveyor.stop(10.0)
        return answers

    assert asyncio.run(run()) == [False]


def test_what_was_dealt_with_before_is_acknowledged_when_the_group_has_answered(
    tmp_path: Path,
) -> None:
    """A window full of such records has come in the meantime, and nothing else wakes the writer."""

    async def run() -> None:
        acknowledged: list[int] = []
        claim = Claim(SESSION_S)
        start = Start(Origin("articles", 0, 99))
        conveyor = made(tmp_path, [], claim, start, window_records=4)
        conveyor.begin()
        for offset in range(20):
            conveyor.accept(event(offset, acknowledged))
        await asyncio.sleep(LOOKS_S)
        claim.confirm()
        async with asyncio.timeout(10):
            while len(acknowledged) < 20:  # noqa: ASYNC110 - a conveyor tells nobody
                await asyncio.sleep(0.005)
        assert acknowledged == list(range(20))
        assert await conveyor.stop(1.0)

    asyncio.run(run())

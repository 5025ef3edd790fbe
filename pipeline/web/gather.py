"""Other workers' metrics and last events, fetched over HTTP within a short time limit."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, TypeVar

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from pipeline.web.reading import Reading, read
from pipeline.web.state import Notice, Sighting

TIMEOUT_S: Final = 2.0  # a live worker answers in milliseconds; a page must not wait for a dead one
MOST_BYTES: Final = 8 * 1024 * 1024  # a worker with a thousand partitions writes about 1 MiB

Record = TypeVar("Record", Sighting, Notice)


@dataclass(frozen=True, slots=True)
class Look:
    """What one worker answered, or the reason why it did not (``reading`` is None then)."""

    target: str
    reading: Reading | None = None
    ready: bool = False
    sightings: tuple[Sighting, ...] = ()
    notices: tuple[Notice, ...] = ()
    error: str | None = None


async def gather(session: aiohttp.ClientSession, targets: Iterable[str]) -> Sequence[Look]:
    """A look at each ``host:port``, all at the same time, in the order given."""
    return await asyncio.gather(*(look(session, target) for target in targets))


async def look(session: aiohttp.ClientSession, target: str) -> Look:
    """One worker's metrics and last events; failures are data, never an exception."""
    try:
        text = await _get(session, f"http://{target}/metrics")
        about = json.loads(await _get(session, f"http://{target}/worker.json"))
        reading = read(time.time(), target, text_string_to_metric_families(text.decode()))
        return Look(
            target,
            reading,
            ready=bool(about.get("ready")),
            sightings=_records(Sighting, about.get("sightings")),
            notices=_records(Notice, about.get("notices")),
        )
    except (aiohttp.ClientError, TimeoutError, ValueError, AttributeError, TypeError) as error:
        return Look(target, error=f"{type(error).__name__}: {error}"[:200])


async def _get(session: aiohttp.ClientSession, url: str) -> bytes:
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    async with session.get(url, timeout=timeout, allow_redirects=False) as response:
        response.raise_for_status()
        body = await response.content.read(MOST_BYTES + 1)
        while len(body) <= MOST_BYTES:
            more = await response.content.read(MOST_BYTES)
            if not more:
                return body
            body += more
        raise ValueError(f"{url} answered more than {MOST_BYTES} bytes")


def _records(kind: type[Record], rows: Any) -> tuple[Record, ...]:
    names = {field.name for field in fields(kind)}
    return tuple(kind(**{name: row[name] for name in names & row.keys()}) for row in rows or ())

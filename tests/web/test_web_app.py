"""The HTTP side answers probes, scrapers and people, and nobody who was led here."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence

import pytest
from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from pipeline.article.decode import article_of
from pipeline.event.encode import encode
from pipeline.event.model import Event
from pipeline.metrics import Metrics
from pipeline.web.app import PAGE, create_app
from pipeline.web.state import Health, Notice, Recent, Sighting


class Worker:
    """A worker as the pages see it."""

    name = "127.0.0.1:8642"

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.metrics = Metrics(self.registry, stages=("entities", "numbers"))
        self.recent = Recent()
        self.now = Health(live=True, ready=True)

    def health(self) -> Health:
        return self.now

    def sightings(self) -> Sequence[Sighting]:
        return self.recent.sightings()

    def notices(self) -> Sequence[Notice]:
        return self.recent.notices()

    def peers(self) -> Sequence[str]:
        return ()


class Wire(asyncio.Transport):
    """A connection in memory: what the server writes is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.closed = asyncio.Event()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.written += bytes(data)

    def is_closing(self) -> bool:
        return self.closed.is_set()

    def close(self) -> None:
        self.closed.set()


async def exchange(app: web.Application, request: bytes) -> bytes:
    """The raw answer to one raw request, through the server's own parser, without a socket."""
    runner = web.AppRunner(app)
    await runner.setup()
    assert runner.server is not None
    protocol, wire = runner.server(), Wire()
    protocol.connection_made(wire)
    protocol.data_received(request)
    await asyncio.wait_for(wire.closed.wait(), 10)
    await runner.cleanup()
    return wire.written


def get(app: web.Application, path: str, host: str = "127.0.0.1:8642") -> tuple[int, str, str]:
    """Status, headers and body."""
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
    head, _, body = asyncio.run(exchange(app, request)).decode().partition("\r\n\r\n")
    return int(head.split()[1]), head, body


@pytest.fixture
def worker() -> Worker:
    return Worker()


def test_metrics_are_served_without_created_series(worker: Worker) -> None:
    """Prometheus reads every metric, and no series that only repeats when another began."""
    worker.metrics.received("entities", 10)
    status, head, body = get(create_app(worker), "/metrics")
    assert status == 200
    assert "text/plain; version=" in head
    names = {family.name for family in text_string_to_metric_families(body)}
    assert "pipeline_articles_received" in names
    assert not [name for name in names if name.endswith("_created")]


@pytest.mark.parametrize(
    ("health", "live", "ready"),
    [
        (Health(live=True, ready=True), 200, 200),
        (Health(live=True, ready=False, reasons=("no partitions yet",)), 200, 503),
        (Health(live=False, ready=True, reasons=("no progress for 300 s",)), 503, 503),
    ],
)
def test_probes_tell_waiting_from_sick(
    worker: Worker, health: Health, live: int, ready: int
) -> None:
    """Only a worker that must be started again fails its live probe; both say why."""
    worker.now = health
    assert get(create_app(worker), "/health/live")[0] == live
    status, _, body = get(create_app(worker), "/health/ready")
    assert status == ready
    assert json.loads(body)["reasons"] == list(health.reasons)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8642", "10.0.0.1", "[::2]:8642"])
def test_a_foreign_name_gets_nothing_from_loopback(worker: Worker, host: str) -> None:
    """A web page that points its own name at 127.0.0.1 cannot read the stream."""
    for path in ("/", "/metrics", "/status.json", "/worker.json"):
        assert get(create_app(worker), path, host)[0] == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8642", "127.0.0.1", "[::1]:8642"])
def test_every_name_of_this_machine_is_answered(worker: Worker, host: str) -> None:
    """Loopback's own names work, with and without a port."""
    assert get(create_app(worker), "/health/live", host)[0] == 200


def test_bound_to_the_network_any_name_is_answered(worker: Worker) -> None:
    """In a container, Prometheus and probes come under the container's name."""
    assert get(create_app(worker, host="0.0.0.0"), "/metrics", "worker-1:8642")[0] == 200


def test_the_page_loads_nothing_from_elsewhere(worker: Worker) -> None:
    """One file, no external asset, and a policy that allows its own script and nothing else."""
    status, head, body = get(create_app(worker), "/")
    assert status == 200
    assert not re.search(r"""(src|href)=["'](?!data:)""", body)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", body)
    assert "default-src 'none'" in head
    assert "unsafe" not in head


def test_the_page_shows_what_the_status_holds(worker: Worker) -> None:
    """Every field that the page's script reads of a stage is in the status."""
    worker.metrics.received("entities", 10)
    worker.metrics.finished("entities", "enriched", 10)
    status = json.loads(get(create_app(worker), "/status.json")[2])
    row = status["summary"]["stages"][0]
    read = set(re.findall(r"\brow\.(\w+)", PAGE.read_text(encoding="utf-8")))
    assert read - row.keys() == set()
    pool = set(re.findall(r"\bpool\.(\w+)", PAGE.read_text(encoding="utf-8")))
    assert pool - status["summary"]["pool"].keys() == set()
    assert row["finished"] == 1


def test_events_and_notices_are_cut_and_bounded(worker: Worker) -> None:
    """However large or many, the page's memory of events is a screenful of short lines."""
    article = article_of({"id": "x" * 512, "title": "y" * 10_000, "text": "z" * 10_000})
    for number in range(100):
        worker.recent.saw("entities", encode(Event(article)), at=float(number))
        worker.recent.note("error", "entities", f"{number}" + "z" * 10_000, at=float(number))
    worker.recent.saw("entities", b"no event", at=100.0)
    worker.recent.saw("entities", b"x" * 300_000, at=101.0)
    answer = get(create_app(worker), "/worker.json")[2]
    assert len(json.loads(answer)["sightings"]) == 29
    assert json.loads(answer)["sightings"][0]["at"] == 99
    assert len(json.loads(answer)["notices"]) == 30
    assert len(answer) < 60_000


def test_the_same_notice_in_a_row_is_one() -> None:
    """A thousand dead letters do not push everything else off the page."""
    recent = Recent()
    recent.note("error", "entities", "the brokers are away", at=1.0)
    for number in range(1000):
        recent.note("warning", "entities", "not-json", at=float(number))
    first, second = recent.notices()
    assert (first.message, first.times, first.at) == ("not-json", 1000, 999.0)
    assert second.message == "the brokers are away"


def test_nothing_can_be_changed(worker: Worker) -> None:
    """Every path is read-only."""
    app = create_app(worker)
    raw = b"POST /status.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    assert asyncio.run(exchange(app, raw)).split()[1] == b"405"

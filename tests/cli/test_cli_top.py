"""The terminal screen shows what the workers say, and says when they do not."""

from __future__ import annotations

import io

import orjson
import pytest
from prometheus_client import CollectorRegistry
from rich.console import Console

from pipeline.cli.top import line, screen, seconds
from pipeline.metrics import Metrics
from pipeline.web.gather import Look
from pipeline.web.reading import Reading, merge, read
from pipeline.web.state import Notice
from pipeline.web.summary import summarise


def shown(before: Reading, *looks: Look, width: int = 140) -> str:
    """The screen as text."""
    out = io.StringIO()
    now = merge(look.reading for look in looks if look.reading)
    console = Console(file=out, width=width, color_system=None)
    console.print(screen(summarise(before, now), looks, width))
    return out.getvalue()


def worker(count: int) -> Metrics:
    metrics = Metrics(CollectorRegistry(), stages=("entities", "numbers"))
    metrics.broker(True)
    for _ in range(count):
        metrics.received("entities", 10)
        metrics.finished("entities", "enriched", 10)
        metrics.found("entities", {"ORG": 2})
    return metrics


def test_workers_add_up() -> None:
    """Two workers' rates are one row, and every stage has its row."""
    before = merge([read(0, "a", worker(0).registry.collect())])
    looks = [
        Look(name, read(10, name, worker(30).registry.collect()), ready=True) for name in ("a", "b")
    ]
    text = shown(before, *looks)
    assert "answering: 2 of 2 workers" in text
    entities = next(line for line in text.splitlines() if " entities " in line)
    assert "6.0" in entities
    assert "ORG 120" in text
    assert any(" numbers " in line for line in text.splitlines())


def test_one_worker_is_no_workers() -> None:
    """A noun agrees with its number."""
    look = Look("a", read(10, "a", worker(3).registry.collect()), ready=True)
    assert "answering: 1 of 1 worker " in shown(Reading(0, {}), look)


@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_no_number_is_cut_short(width: int) -> None:
    """On a narrow terminal whole columns go, those that alarm last; 80 columns show the worst."""
    reading = read(10, "a", worker(9_876).registry.collect())
    text = shown(Reading(0, {}), Look("a", reading, ready=True), width=width)
    assert "…" not in text
    assert max(len(line) for line in text.splitlines()) <= width
    for name in ("stage", "out/s", "waiting", "behind", "failed", "dead"):
        assert name in text
    assert ("queue" in text) == (width > 100)


def test_in_a_pipe_a_look_is_a_json_line() -> None:
    """Rates by stage, and who did not answer, for whatever reads it."""
    reading = read(10, "a", worker(30).registry.collect())
    looks = [Look("a", reading, ready=True), Look("b", error="refused")]
    told = orjson.loads(line(summarise(Reading(0, {}), merge([reading])), looks))
    assert {row["stage"] for row in told["summary"]["stages"]} == {"entities", "numbers"}
    assert [worker["error"] for worker in told["workers"]] == [None, "refused"]


def test_a_silent_worker_is_named() -> None:
    """A worker that does not answer is on the screen, not missing from it."""
    looks = [
        Look("a", read(1, "a", worker(1).registry.collect()), ready=False),
        Look("b:1", error="ClientConnectorError: refused"),
    ]
    text = shown(Reading(0, {}), *looks)
    assert "answering: 1 of 2 workers" in text
    assert "no answer: b:1" in text
    assert "not ready: a" in text


def test_notices_cannot_steer_the_terminal() -> None:
    """Control characters and markup in a notice are shown as text."""
    notice = Notice(0, "error", "entities", "\x1b[2J[bold]gone[/bold]\x07")
    text = shown(Reading(0, {}), Look("a", notices=(notice,)))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]gone[/bold]" in text


def test_durations_are_short() -> None:
    """Six characters hold any duration."""
    assert max(len(seconds(value)) for value in (None, 0.9994, 89.9, 5399, 86400 * 30)) <= 6

"""The whole stream on the embedded Kafka: sustained rate, latency below it, memory, bytes."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.enrichment import AtOnce
from benchmarks.harness import (
    WARM,
    Stream,
    kafka,
    memory_mb,
    processor_seconds,
    settings_for,
    workers,
)

#: Seconds at each pace.
PACED_S = 15.0
#: Seconds of enrichment without Kafka, for comparison.
ALONE_S = 10.0


@dataclass(frozen=True, slots=True)
class Figures:
    """One flow: articles a second (median, least, most), what they cost, and what they take.

    ``share``: of what as many processes do without Kafka, measured before and after each round;
    None where there is nothing to compute. ``cpu_ms``: processor time for one article at full
    rate, by part. ``latency_ms``: percentiles by share of the full rate. ``bytes``: of one article
    on each topic, compressed.
    """

    flow: str
    processes: int
    articles: int
    articles_per_second: float
    spread: tuple[float, float]
    share: float | None
    cpu_ms: dict[str, float]
    latency_ms: dict[str, dict[str, float]]
    memory_mb: dict[str, float]
    bytes: dict[str, float]


def measure(
    folder: Path, articles: int, *, rounds: int, say: Callable[[str], object]
) -> list[Figures]:
    """Real stages, then trivial ones, each on its own topics of one broker."""
    return [
        _measure(flow, folder, count, rounds, say)
        for flow, count in (("real", articles), ("trivial", 6 * articles))
    ]


def _measure(
    flow: str, folder: Path, articles: int, rounds: int, say: Callable[[str], object]
) -> Figures:
    place = folder / flow
    place.mkdir()
    rates, used, alone = [], [], []
    say(f"the stream with {flow} stages: {rounds} rounds of {articles} articles that wait for it")
    with kafka(place) as (broker, logs):
        for number in range(rounds):
            settings = settings_for(broker, place, f"{flow}{number}", flow)
            stream = Stream(broker, logs, settings)
            stream.fill(articles)
            if flow == "real" and not alone:
                alone.append(_alone(settings.pool_processes))
            with workers(settings) as pids:
                before = processor_seconds(pids, broker.pid)
                rates.append(stream.drained())
                used.append(processor_seconds(pids, broker.pid, since=before))
                say(f"  {rates[-1]:.0f} articles/s")
                if number == rounds - 1:
                    latency = _latencies(stream, statistics.median(rates), say)
                    memory = memory_mb(pids, broker.pid)
                    stored = stream.bytes_stored()
            if alone:
                alone.append(_alone(settings.pool_processes))
                say(f"  between {alone[-2]:.0f} and {alone[-1]:.0f} articles/s alone")
    shares = [
        rate / statistics.mean(around)
        for rate, around in zip(rates, itertools.pairwise(alone), strict=False)
    ]
    return Figures(
        flow,
        settings.pool_processes,
        articles,
        statistics.median(rates),
        (min(rates), max(rates)),
        statistics.median(shares) if shares else None,
        {
            part: 1000 * statistics.median(one[part] for one in used) / (articles + WARM)
            for part in used[0]
        },
        latency,
        memory,
        {topic: size / stream.sent for topic, size in stored.items()},
    )


def _alone(processes: int) -> float:
    alone = AtOnce(processes)
    try:
        return alone.rate(ALONE_S)
    finally:
        alone.close()


def _latencies(
    stream: Stream, rate: float, say: Callable[[str], object]
) -> dict[str, dict[str, float]]:
    found = {}
    for share in (0.5, 0.8):
        waits = found[f"{share:.0%}"] = stream.latency(share * rate, PACED_S)
        say(f"  latency at {share:.0%} of that: {waits['p99']:.0f} ms p99")
    return found

"""The whole stream on the embedded Kafka: sustained rate, latency below it, memory, bytes."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Figures:
    """One flow: articles a second (median, least, most), what they cost, and what they take.

    ``cpu_ms``: processor time for one article at full rate, by part. ``latency_ms``: percentiles
    by share of the full rate. ``bytes``: of one article on each topic, compressed.
    """

    flow: str
    processes: int
    articles: int
    articles_per_second: float
    spread: tuple[float, float]
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
        for flow, count in (("real", articles), ("trivial", 4 * articles))
    ]


def _measure(
    flow: str, folder: Path, articles: int, rounds: int, say: Callable[[str], object]
) -> Figures:
    place = folder / flow
    place.mkdir()
    with kafka(place) as (broker, logs):
        settings = settings_for(broker, place, flow, flow)
        stream = Stream(broker, logs, settings)
        with workers(settings) as pids:
            stream.rate(WARM)
            say(f"the stream with {flow} stages: {rounds} rounds of {articles} articles")
            before = processor_seconds(pids, broker.pid)
            rates = []
            for _ in range(rounds):
                rates.append(stream.rate(articles))
                say(f"  {rates[-1]:.0f} articles/s")
            after = processor_seconds(pids, broker.pid)
            rate = statistics.median(rates)
            latency = {}
            for share in (0.5, 0.8):
                latency[f"{share:.0%}"] = stream.latency(share * rate, PACED_S)
                say(
                    f"  latency at {share:.0%} of that: {latency[f'{share:.0%}']['p99']:.0f} ms p99"
                )
            memory = memory_mb(pids, broker.pid)
            stored = stream.bytes_stored()
    done = rounds * articles
    return Figures(
        flow,
        settings.pool_processes,
        articles,
        rate,
        (min(rates), max(rates)),
        {part: 1000 * (after[part] - before[part]) / done for part in after},
        latency,
        memory,
        {topic: size / stream.sent for topic, size in stored.items()},
    )

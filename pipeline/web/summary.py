"""The stream at a glance, for the page and the terminal: two readings become rows.

Pure: standard library and `pipeline.web.reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.web.reading import Reading, increase

MOST_KINDS: Final = 12  # bars that a screen takes


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage over the window: rates in records per second, times in seconds.

    Percentiles are None until the window holds an event. ``dead_letters``, ``failed`` and
    ``duplicates`` count since the workers started.
    """

    stage: str
    received_rate: float
    finished_rate: float
    lag: int
    behind: float
    latency_p50: float | None
    latency_p95: float | None
    latency_p99: float | None
    queue_p95: float | None
    compute_p95: float | None
    send_p95: float | None
    in_flight: int
    in_flight_bytes: int
    finished: int
    failed: int
    duplicates: int
    dead_letters: int
    retries: int
    partitions: int
    partitions_wanted: int


@dataclass(frozen=True, slots=True)
class PoolRow:
    """The pools of all workers; ``utilisation`` is in [0, 1] over the window."""

    processes: int
    busy: int
    utilisation: float
    resident_bytes: int
    restarts: int
    deadlines: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that the page and the terminal show of the metrics."""

    at: float
    window: float
    stages: tuple[StageRow, ...]
    pool: PoolRow
    kinds: Mapping[str, Mapping[str, int]]
    countries: Mapping[str, int]
    unresolved: int
    brokers_connected: bool


def summarise(before: Reading, after: Reading) -> Summary:
    """What happened from ``before`` to ``after``; equal readings give rates of 0."""
    window = max(0.0, after.at - before.at)
    grown = increase(before, after)
    names = after.by("stage", "pipeline_articles_received_total")
    connected = [value for _, value in after.select("pipeline_broker_connected")]
    return Summary(
        at=after.at,
        window=window,
        stages=tuple(_row(name, window, grown, after) for name in names),
        pool=_pool(window, grown, after),
        kinds={
            name: _top(after.by("kind", "pipeline_annotations_total", stage=name)) for name in names
        },
        countries=_top(after.by("country", "pipeline_focus_articles_total")),
        unresolved=int(after.total("pipeline_unresolved_locations_total")),
        brokers_connected=bool(connected) and all(connected),
    )


def _row(stage: str, window: float, grown: Reading, now: Reading) -> StageRow:
    def count(name: str, **labels: str) -> int:
        return int(now.total(f"pipeline_{name}", stage=stage, **labels))

    def rate(name: str) -> float:
        return grown.total(f"pipeline_{name}", stage=stage) / window if window else 0.0

    def latency(q: float) -> float | None:
        return grown.quantile(q, "pipeline_latency_seconds", stage=stage)

    def step(name: str) -> float | None:
        return grown.quantile(0.95, "pipeline_step_duration_seconds", stage=stage, step=name)

    return StageRow(
        stage=stage,
        received_rate=rate("articles_received_total"),
        finished_rate=rate("articles_finished_total"),
        lag=count("lag_records"),
        behind=now.most("pipeline_behind_seconds", stage=stage),
        latency_p50=latency(0.5),
        latency_p95=latency(0.95),
        latency_p99=latency(0.99),
        queue_p95=step("queue"),
        compute_p95=step("compute"),
        send_p95=step("send"),
        in_flight=count("in_flight_records"),
        in_flight_bytes=count("in_flight_bytes"),
        finished=count("articles_finished_total"),
        failed=count("articles_finished_total", outcome="failed"),
        duplicates=count("articles_finished_total", outcome="duplicate"),
        dead_letters=count("articles_finished_total", outcome="dead-lettered"),
        retries=count("send_retries_total"),
        partitions=count("partitions_assigned"),
        partitions_wanted=int(now.most("pipeline_input_partitions", stage=stage)),
    )


def _pool(window: float, grown: Reading, now: Reading) -> PoolRow:
    processes = int(now.total("pipeline_pool_processes"))
    worked = grown.total("pipeline_pool_busy_seconds_total")
    return PoolRow(
        processes=processes,
        busy=int(now.total("pipeline_pool_busy_processes")),
        utilisation=min(1.0, worked / (window * processes)) if window and processes else 0.0,
        resident_bytes=int(now.total("pipeline_pool_resident_memory_bytes")),
        restarts=int(now.total("pipeline_pool_restarts_total")),
        deadlines=int(now.total("pipeline_deadlines_hit_total")),
    )


def _top(counts: Mapping[str, float]) -> dict[str, int]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {name: int(count) for name, count in ranked[:MOST_KINDS] if count}

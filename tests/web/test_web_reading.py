"""Rates, increases and quantiles follow Prometheus's own rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry

from pipeline.metrics import Metrics
from pipeline.web.reading import Reading, increase, merge, quantile, read
from pipeline.web.summary import summarise


def reading(at: float, **values: float) -> Reading:
    return Reading(at, {(name, ()): value for name, value in values.items()})


def test_a_series_that_went_down_was_started_again() -> None:
    """After a restart all of the new value is increase, and nothing is negative."""
    grown = increase(reading(0, a=90, b=5), reading(1, a=7, b=6, c=3))
    assert [grown.total(name) for name in "abc"] == [7, 1, 3]


def test_two_workers_add_up_and_a_restart_of_one_keeps_the_other() -> None:
    """Increases are taken worker by worker, so a restart hides nobody's work."""
    one, two = Metrics(CollectorRegistry()), Metrics(CollectorRegistry())
    for metrics in (one, two):
        for _ in range(10):
            metrics.received("entities", 1)
    before = merge([read(0, "one", one.registry.collect()), read(0, "two", two.registry.collect())])
    again = Metrics(CollectorRegistry())
    again.received("entities", 1)
    for _ in range(4):
        two.received("entities", 1)
    after = merge(
        [read(10, "one", again.registry.collect()), read(10, "two", two.registry.collect())]
    )
    row = summarise(before, after).stages[0]
    assert row.received_rate == pytest.approx(0.5)
    assert row.in_flight == 15


@pytest.mark.parametrize(
    ("q", "buckets", "expected"),
    [
        (0.5, {"1": 0, "2": 10, "+Inf": 10}, 1.5),
        (0.5, {"1": 4, "2": 4, "+Inf": 4}, 0.5),
        (0.99, {"1": 1, "+Inf": 100}, 1.0),  # beyond the last edge: the last edge
        (0.5, {"1": 0, "+Inf": 0}, None),
        (0.5, {}, None),
    ],
)
def test_quantiles_interpolate_within_the_bucket(
    q: float, buckets: dict[str, float], expected: float | None
) -> None:
    """The same figures that histogram_quantile gives."""
    assert quantile(q, buckets) == expected


@given(st.lists(st.floats(0, 100), min_size=1, max_size=50), st.floats(0.01, 0.99))
def test_a_quantile_lies_in_the_bucket_of_the_true_value(values: list[float], q: float) -> None:
    """For any data the estimate is within the bucket that holds the order statistic."""
    edges = [1.0, 5.0, 10.0, 50.0, 100.0]
    buckets = {str(edge): float(sum(v <= edge for v in values)) for edge in edges}
    buckets["+Inf"] = float(len(values))
    estimate = quantile(q, buckets)
    rank = q * len(values)
    true = next(edge for edge in edges if buckets[str(edge)] >= rank)
    lower = max([0.0, *(edge for edge in edges if edge < true)])
    assert estimate is not None
    assert lower <= estimate <= true


def test_a_quiet_stream_is_zeros_not_errors() -> None:
    """Nothing received, no time passed: rates are 0 and percentiles unknown."""
    now = read(5, "one", Metrics(CollectorRegistry(), stages=("entities",)).registry.collect())
    summary = summarise(now, now)
    assert summary.stages[0].finished_rate == 0
    assert summary.stages[0].latency_p95 is None
    assert summary.pool.utilisation == 0

"""The metrics tell the truth: counted once, removed when revoked, bounded, and well named."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from pipeline.metrics import OUTCOMES, Metrics


class Clock:
    """Unix seconds, turned by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def metrics(clock: Clock) -> Metrics:
    return Metrics(CollectorRegistry(), stages=("entities",), clock=clock)


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def test_what_is_received_and_not_finished_is_in_flight(metrics: Metrics) -> None:
    """Received is always the sum of the outcomes plus what is in flight."""
    for outcome in OUTCOMES:
        metrics.received("entities", 100)
        metrics.received("entities", 7)
        metrics.finished("entities", outcome, 100)
    done = sum(
        value(metrics, "pipeline_articles_finished_total", stage="entities", outcome=outcome) or 0
        for outcome in OUTCOMES
    )
    in_flight = value(metrics, "pipeline_in_flight_records", stage="entities")
    assert done == 5
    assert in_flight == 5
    assert value(metrics, "pipeline_articles_received_total", stage="entities") == done + in_flight
    assert value(metrics, "pipeline_in_flight_bytes", stage="entities") == 35


def test_a_revoked_partition_leaves_no_series(metrics: Metrics) -> None:
    """After a rebalance no stale lag, delay or offset of a partition is exported."""
    metrics.assigned("entities", 3)
    metrics.lag("entities", 3, 12, 990.0)
    metrics.committed("entities", 3, 77)
    assert b'partition="3"' in generate_latest(metrics.registry)
    metrics.revoked("entities", 3)
    assert b'partition="3"' not in generate_latest(metrics.registry)
    assert value(metrics, "pipeline_partitions_assigned", stage="entities") == 0


def test_late_readings_of_a_revoked_partition_are_ignored(metrics: Metrics) -> None:
    """A lag or commit that arrives after the revocation brings no series back."""
    metrics.assigned("entities", 3)
    metrics.revoked("entities", 3)
    metrics.lag("entities", 3, 12, 990.0)
    metrics.committed("entities", 3, 78)
    assert b'partition="3"' not in generate_latest(metrics.registry)


def test_a_partition_may_come_back(metrics: Metrics, clock: Clock) -> None:
    """Assigned again, a partition shows its new lag and age."""
    metrics.assigned("entities", 3)
    metrics.lag("entities", 3, 12, 900.0)
    metrics.revoked("entities", 3)
    metrics.assigned("entities", 3)
    metrics.lag("entities", 3, 2, 995.0)
    labels = {"stage": "entities", "partition": "3"}
    assert value(metrics, "pipeline_lag_records", **labels) == 2
    assert value(metrics, "pipeline_behind_seconds", **labels) == 5


def test_seconds_behind_grow_while_nobody_reports(metrics: Metrics, clock: Clock) -> None:
    """A hung loop cannot hide how late it is: the age is worked out when it is read."""
    metrics.assigned("entities", 0)
    metrics.lag("entities", 0, 5, 980.0)
    labels = {"stage": "entities", "partition": "0"}
    assert value(metrics, "pipeline_behind_seconds", **labels) == 20
    clock.now += 100
    assert value(metrics, "pipeline_behind_seconds", **labels) == 120
    metrics.lag("entities", 0, 0, None)
    assert value(metrics, "pipeline_behind_seconds", **labels) == 0


def test_progress_is_the_time_of_the_last_commit(metrics: Metrics, clock: Clock) -> None:
    """The last progress moves with a committed offset and with nothing else."""
    metrics.assigned("entities", 0)
    clock.now += 50
    metrics.lag("entities", 0, 5, 980.0)
    assert value(metrics, "pipeline_last_progress_timestamp_seconds", stage="entities") == 1000
    metrics.committed("entities", 0, 9)
    assert value(metrics, "pipeline_last_progress_timestamp_seconds", stage="entities") == 1050


def test_latency_counts_from_the_record_and_from_publication(metrics: Metrics) -> None:
    """Latency is measured from the record; the article's age only where it says when."""
    metrics.delivered("entities", recorded=998.0)
    metrics.delivered("entities", recorded=996.0, published=400.0)
    metrics.delivered("entities", recorded=1_005.0)  # a publisher's clock runs ahead
    assert value(metrics, "pipeline_latency_seconds_count", stage="entities") == 3
    assert value(metrics, "pipeline_latency_seconds_sum", stage="entities") == 6
    assert value(metrics, "pipeline_article_age_seconds_sum", stage="entities") == 600


def test_labels_are_bounded(metrics: Metrics) -> None:
    """Hostile or endless values of a label end up as ``other``."""
    for number in range(1_000):
        metrics.dead_lettered("entities", f"reason-{number}")
    metrics.found("entities", {'x"} 1\n': 4})
    text = generate_latest(metrics.registry).decode()
    assert len(re.findall(r"^pipeline_dead_letters_total\{", text, re.M)) <= 51
    other = {"stage": "entities", "reason": "other"}
    assert (value(metrics, "pipeline_dead_letters_total", **other) or 0) >= 950
    assert value(metrics, "pipeline_annotations_total", stage="entities", kind="other") == 4


def test_known_series_start_at_zero(metrics: Metrics) -> None:
    """The first dead letter is an increase from 0, not a series that begins at 1."""
    labels = {"stage": "entities", "outcome": "dead-lettered"}
    assert value(metrics, "pipeline_articles_finished_total", **labels) == 0
    assert value(metrics, "pipeline_pool_restarts_total", reason="crash") == 0


def test_two_workers_in_one_process_do_not_mix() -> None:
    """Each registry holds its own numbers: nothing is global."""
    one, two = Metrics(CollectorRegistry()), Metrics(CollectorRegistry())
    one.received("numbers", 1)
    assert value(two, "pipeline_articles_received_total", stage="numbers") is None


def families(metrics: Metrics) -> Iterator[tuple[str, str, str]]:
    for family in text_string_to_metric_families(generate_latest(metrics.registry).decode()):
        if family.name.startswith("pipeline_") and not family.name.endswith("_created"):
            yield family.name, family.type, family.documentation


def test_names_follow_the_prometheus_rules(metrics: Metrics) -> None:
    """One prefix, base units, and a help text that is a sentence."""
    for name, kind, text in families(metrics):
        assert re.fullmatch(r"pipeline_[a-z][a-z_]*[a-z]", name)
        assert not re.search(r"_(ms|milliseconds|minutes|kb|mb|percent|count|sum|bucket)$", name)
        assert len(text) > 20, name
        if kind == "counter":
            assert not name.endswith("_timestamp_seconds"), name

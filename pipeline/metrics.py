"""What the stream says about itself: typed words that fill in the metrics of the catalogue.

A `Metrics` is made once, with its registry, in the composition root and handed in; nothing here
is global. Two promises are kept by construction:

* received = finished (over all outcomes) + in flight, for each stage, so nothing is uncounted;
* a partition that is revoked leaves no series behind, and late readings for it are ignored.

Labels are bounded: each takes a limited number of values, and any further one is ``other``.
"""

from __future__ import annotations

import platform
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

from prometheus_client import CollectorRegistry
from prometheus_client.metrics import MetricWrapperBase

from pipeline import __version__
from pipeline.catalogue import OUTCOMES, RESTARTS, STEPS, Catalogue, Outcome, Restart, Step

__all__ = ["OUTCOMES", "RESTARTS", "STEPS", "Metrics", "Outcome", "Restart", "Step"]

MOST_VALUES: Final = 300  # ISO 3166-1 has 249 countries; nothing else comes near
MOST_REASONS: Final = 50
_Metric = TypeVar("_Metric", bound=MetricWrapperBase)
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}")


@dataclass(slots=True)
class _InFlight:
    """What a stage has received and not finished; read when it is asked for."""

    records: int = 0
    bytes: int = 0


class Metrics:
    """The words of the stream; ``series`` holds the metric objects behind them."""

    def __init__(
        self,
        registry: CollectorRegistry,
        *,
        stages: Iterable[str] = (),
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Register every metric, and start the series of ``stages`` at zero.

        ``clock`` gives Unix seconds. Raises ValueError when ``registry`` already has them.
        """
        self.registry: Final = registry
        self._clock: Final = clock
        self._owned: set[tuple[str, int]] = set()
        self._behind_since: dict[tuple[str, int], float | None] = {}
        self._seen: dict[str, set[str]] = {}
        self._children: dict[tuple[Any, tuple[str, ...]], Any] = {}
        self._in_flight: dict[str, _InFlight] = {}
        self.series: Final = Catalogue(registry)
        self.series.build_info.labels(__version__, platform.python_version()).set(1)
        for stage in stages:
            self._start_at_zero(stage)

    # --- one record's way through a stage

    def received(self, stage: str, size: int) -> None:
        """A record of ``size`` bytes was taken from the stage's input; it is now in flight."""
        self._of(self.series.articles_received, stage).inc()
        self._of(self.series.received_bytes, stage).inc(size)
        in_flight = self._in_flight.get(stage) or self._begin_in_flight(stage)
        in_flight.records += 1
        in_flight.bytes += size

    def finished(self, stage: str, outcome: Outcome, size: int) -> None:
        """A received record has its one outcome; ``size`` as given to `received`."""
        self._of(self.series.articles_finished, stage, outcome).inc()
        in_flight = self._in_flight[stage]
        in_flight.records -= 1
        in_flight.bytes -= size

    def took(self, stage: str, step: Step, seconds: float) -> None:
        """One step of one record took ``seconds``."""
        self._of(self.series.step_duration, stage, step).observe(max(0.0, seconds))

    def sent(self, stage: str, size: int) -> None:
        """The broker acknowledged an output record of ``size`` bytes."""
        self._of(self.series.sent_bytes, stage).inc(size)

    def send_retried(self, stage: str) -> None:
        """A write to the broker failed and will be tried again."""
        self.series.send_retries.labels(stage).inc()

    def delivered(self, stage: str, *, recorded: float, published: float | None = None) -> None:
        """The event was acknowledged; Unix seconds of the article's record and publication."""
        now = self._clock()
        self._of(self.series.latency, stage).observe(max(0.0, now - recorded))
        if published is not None:
            self._of(self.series.article_age, stage).observe(max(0.0, now - published))

    def dead_lettered(self, stage: str, reason: str) -> None:
        """A record went to the dead-letter topic; ``reason`` is the word of ``error.type``."""
        self._of(
            self.series.dead_letters, stage, self._bounded("reason", reason, MOST_REASONS)
        ).inc()

    # --- where the stage stands

    def assigned(self, stage: str, partition: int) -> None:
        """This worker now reads ``partition`` of the stage's input."""
        self._owned.add((stage, partition))
        self._count_partitions(stage)

    def revoked(self, stage: str, partition: int) -> None:
        """This worker no longer reads ``partition``: its series are removed."""
        self._owned.discard((stage, partition))
        self._behind_since.pop((stage, partition), None)
        for gauge in (self.series.lag_records, self.series.behind, self.series.committed_offset):
            gauge.remove(stage, str(partition))
            self._children.pop((gauge, (stage, str(partition))), None)
        self._count_partitions(stage)

    def rebalanced(self, stage: str) -> None:
        """The stage's consumer group gave out its partitions anew."""
        self.series.rebalances.labels(stage).inc()

    def lag(self, stage: str, partition: int, records: int, oldest: float | None) -> None:
        """``records`` wait in the partition; ``oldest``: Unix seconds of the first that does.

        `behind` is worked out from ``oldest`` when it is read, so it keeps growing while the
        loop that calls this hangs. Ignored when the partition is not assigned.
        """
        key = (stage, partition)
        if key not in self._owned:
            return
        self.series.lag_records.labels(stage, str(partition)).set(max(0, records))
        known = key in self._behind_since
        self._behind_since[key] = oldest if records > 0 else None
        if not known:
            gauge = self.series.behind.labels(stage, str(partition))
            gauge.set_function(lambda: self._seconds_behind(key))

    def committed(self, stage: str, partition: int, offset: int) -> None:
        """The group's committed offset moved to ``offset``: progress. Ignored as in `lag`."""
        if (stage, partition) in self._owned:
            self._of(self.series.committed_offset, stage, str(partition)).set(offset)
            self._of(self.series.last_progress, stage).set(self._clock())

    def topic_partitions(self, stage: str, count: int) -> None:
        """The stage's input topic has ``count`` partitions."""
        self.series.input_partitions.labels(stage).set(count)

    # --- the pool of processes

    def pool(self, *, processes: int, busy: int, resident_bytes: int = 0) -> None:
        """The pool now: live processes, how many of them compute, their memory in all."""
        self.series.pool_processes.set(processes)
        self.series.pool_busy.set(busy)
        self.series.pool_memory.set(resident_bytes)

    def pool_worked(self, stage: str, seconds: float) -> None:
        """A pool process was busy with one article of ``stage`` for ``seconds``."""
        self._of(self.series.pool_busy_seconds, stage).inc(max(0.0, seconds))

    def pool_restarted(self, reason: Restart) -> None:
        """A pool process was replaced."""
        self.series.pool_restarts.labels(reason).inc()

    def deadline_hit(self, stage: str) -> None:
        """An article outlasted its deadline, and its process was killed."""
        self.series.deadlines_hit.labels(stage).inc()

    # --- what was found

    def found(self, stage: str, kinds: Mapping[str, int]) -> None:
        """One event's annotations: how many of each kind (entity type, number kind, place)."""
        for kind, count in kinds.items():
            self._of(self.series.annotations, stage, self._bounded(stage, kind, MOST_REASONS)).inc(
                count
            )

    def focused(self, country: str | None) -> None:
        """One event is about ``country`` (ISO 3166-1 alpha-2), or about none."""
        name = self._bounded("country", country or "none", MOST_VALUES)
        self._of(self.series.focus, name).inc()

    def unresolved(self, places: int) -> None:
        """``places`` names of one event are in no gazetteer."""
        self.series.unresolved_locations.inc(places)

    def looked_up(self, cache: str, *, hits: int = 0, misses: int = 0) -> None:
        """What an earlier stage here has made ready (``ahead``, ``handover``), or has not."""
        name = self._bounded("cache", cache, MOST_REASONS)
        self._of(self.series.cache_requests, name, "hit").inc(hits)
        self._of(self.series.cache_requests, name, "miss").inc(misses)

    # --- the worker itself

    def started(self) -> None:
        """This worker has just started: it has asked the brokers for its topics and rights."""
        self.series.start_time.set(self._clock())
        self.broker(True)

    def ready(self, is_ready: bool) -> None:
        """What `/health/ready` answers."""
        self.series.worker_ready.set(is_ready)

    def broker(self, connected: bool) -> None:
        """Whether the last exchange with the brokers succeeded."""
        self.series.broker_connected.set(connected)

    def model(self, stage: str, name: str, version: str) -> None:
        """The stage runs with this model, grammar or gazetteer."""
        self.series.model_info.labels(stage, name, version).set(1)

    # --- inside

    def _count_partitions(self, stage: str) -> None:
        owned = sum(1 for owner, _ in self._owned if owner == stage)
        self.series.partitions_assigned.labels(stage).set(owned)

    def _seconds_behind(self, key: tuple[str, int]) -> float:
        since = self._behind_since.get(key)
        return 0.0 if since is None else max(0.0, self._clock() - since)

    def _of(self, metric: _Metric, *labels: str) -> _Metric:
        """``metric.labels(…)``, remembered: looking a series up costs more than counting in it."""
        key = metric, labels
        child = self._children.get(key)
        if child is None:
            child = self._children[key] = metric.labels(*labels)
        return cast(_Metric, child)

    def _bounded(self, label: str, value: str, most: int) -> str:
        seen = self._seen.setdefault(label, set())
        if value in seen:
            return value
        if len(seen) >= most or not _LABEL.fullmatch(value):
            return "other"
        seen.add(value)
        return value

    def _begin_in_flight(self, stage: str) -> _InFlight:
        in_flight = self._in_flight[stage] = _InFlight()
        self.series.in_flight_records.labels(stage).set_function(lambda: in_flight.records)
        self.series.in_flight_bytes.labels(stage).set_function(lambda: in_flight.bytes)
        return in_flight

    def _start_at_zero(self, stage: str) -> None:
        """Start every series whose labels are known, or a first increase would go unseen."""
        for metric in self.series.by_stage():
            metric.labels(stage)
        self._begin_in_flight(stage)
        for outcome in OUTCOMES:
            self.series.articles_finished.labels(stage, outcome)
        for step in STEPS:
            self.series.step_duration.labels(stage, step)
        for reason in RESTARTS:
            self.series.pool_restarts.labels(reason)
        self.series.last_progress.labels(stage).set(self._clock())

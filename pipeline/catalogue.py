"""The catalogue of metrics: every name, its labels and buckets, and a help text that says what to
do with it. `pipeline.metrics` fills them in; dashboards, rules and alerts are tested against them.

Names follow the Prometheus rules: one prefix, base units, ``_total`` on counters, few labels.
"""

from __future__ import annotations

from typing import Final, Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

Outcome = Literal["enriched", "failed", "dead-lettered", "duplicate", "handed-back"]
Step = Literal["queue", "compute", "send"]
Restart = Literal["crash", "deadline", "memory", "recycled"]

#: One word for what became of each record that a stage took.
#: enriched: its event was acknowledged by the broker, with this stage's annotations; failed: the
#: same, with an entry in ``errors`` instead; dead-lettered; duplicate: dealt with in an earlier
#: life, skipped; handed-back: the partition was revoked first, its next owner starts it again.
OUTCOMES: Final[tuple[Outcome, ...]] = (
    "enriched",
    "failed",
    "dead-lettered",
    "duplicate",
    "handed-back",
)
STEPS: Final[tuple[Step, ...]] = ("queue", "compute", "send")
RESTARTS: Final[tuple[Restart, ...]] = ("crash", "deadline", "memory", "recycled")

#: Seconds of one step: numbers take 1 ms for a short text, entities 10 to 100 ms for a usual
#: article and 2 s for a megabyte, and 60 s is the default deadline.
STEP_BUCKETS: Final = (
    *(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5),
    *(1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0),
)
#: Seconds from the article's record to an acknowledged event: tens of milliseconds when idle,
#: hours behind a back-fill. 5 s is the objective, so it must be an edge.
LATENCY_BUCKETS: Final = (
    *(0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
    *(60.0, 300.0, 900.0, 3600.0, 21600.0, 86400.0),
)
#: Seconds since ``published``: publishers are minutes to days behind.
AGE_BUCKETS: Final = (
    *(1.0, 10.0, 60.0, 300.0, 900.0, 3600.0, 10800.0),
    *(43200.0, 86400.0, 604800.0, 2592000.0, 31536000.0),
)


class Catalogue:
    """All metric objects, on one registry."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Register every metric; raises ValueError when ``registry`` already has one of them."""
        self._registry: Final = registry
        self._articles()
        self._durations()
        self._position()
        self._pool()
        self._findings()
        self._worker()
        ProcessCollector(registry=registry)  # memory, processor time, open files: on Linux

    def by_stage(self) -> tuple[Counter | Gauge | Histogram, ...]:
        """The metrics whose only label is the stage, and which may start at zero."""
        return (
            *(self.articles_received, self.received_bytes, self.sent_bytes, self.send_retries),
            *(self.latency, self.article_age, self.pool_busy_seconds, self.deadlines_hit),
            *(self.partitions_assigned, self.rebalances),
        )

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(name, text, labels, namespace="pipeline", registry=self._registry)

    def _gauge(self, name: str, text: str, *labels: str) -> Gauge:
        return Gauge(name, text, labels, namespace="pipeline", registry=self._registry)

    def _histogram(
        self, name: str, text: str, buckets: tuple[float, ...], *labels: str
    ) -> Histogram:
        return Histogram(
            name, text, labels, namespace="pipeline", registry=self._registry, buckets=buckets
        )

    def _articles(self) -> None:
        self.articles_received = self._counter(
            "articles_received_total",
            "Records taken from the stage's input. Its rate is the load; nothing for long while "
            "publishers are busy means that the stage reads nothing.",
            "stage",
        )
        self.articles_finished = self._counter(
            "articles_finished_total",
            "Records by what became of them. Received minus finished is in flight; look into "
            "`failed` and `dead-lettered` whenever they grow.",
            "stage",
            "outcome",
        )
        self.received_bytes = self._counter(
            "received_bytes_total",
            "Bytes of records taken from the stage's input, to size disks and networks.",
            "stage",
        )
        self.sent_bytes = self._counter(
            "sent_bytes_total",
            "Bytes of records that the broker acknowledged, to size disks and networks.",
            "stage",
        )
        self.send_retries = self._counter(
            "send_retries_total",
            "Writes to the broker that failed and were tried again. Growing: look at the broker.",
            "stage",
        )
        self.dead_letters = self._counter(
            "dead_letters_total",
            "Records put aside in the dead-letter topic, by reason. Look at them with "
            "`pipeline dead-letters list`, mend the cause, send them back with `replay`.",
            "stage",
            "reason",
        )

    def _durations(self) -> None:
        self.step_duration = self._histogram(
            "step_duration_seconds",
            "Time of one record in a stage: queue (waiting for the pool: add processes), compute "
            "(the enrichment itself), send (until the broker acknowledged: look at the broker).",
            STEP_BUCKETS,
            "stage",
            "step",
        )
        self.latency = self._histogram(
            "latency_seconds",
            "Time from the article's own record to the acknowledged event of the stage; of the "
            "last stage it is the end-to-end latency that the objective is about.",
            LATENCY_BUCKETS,
            "stage",
        )
        self.article_age = self._histogram(
            "article_age_seconds",
            "Time from `published` to the acknowledged event, where articles say it. Far above "
            "the latency: the delay is upstream, with the publisher.",
            AGE_BUCKETS,
            "stage",
        )

    def _position(self) -> None:
        self.lag_records = self._gauge(
            "lag_records",
            "Records of the stage's input that are not committed yet, of the partitions that this "
            "worker reads. Growing for long: add workers, up to the number of partitions.",
            "stage",
            "partition",
        )
        self.behind = self._gauge(
            "behind_seconds",
            "Age of the oldest record of the partition that is not committed yet; 0 when there is "
            "none. How late the output is, whatever the load.",
            "stage",
            "partition",
        )
        self.committed_offset = self._gauge(
            "committed_offset",
            "The committed offset of the stage's input partition. Standing still with a lag: the "
            "partition is stuck.",
            "stage",
            "partition",
        )
        self.last_progress = self._gauge(
            "last_progress_timestamp_seconds",
            "Unix time at which the stage last moved a committed offset (or started).",
            "stage",
        )
        self.partitions_assigned = self._gauge(
            "partitions_assigned",
            "Partitions of the stage's input that this worker reads. Summed over the workers it "
            "must reach pipeline_input_partitions.",
            "stage",
        )
        self.input_partitions = self._gauge(
            "input_partitions",
            "Partitions that the stage's input topic has: the most workers that share it.",
            "stage",
        )
        self.rebalances = self._counter(
            "rebalances_total",
            "Times that the stage's group gave out its partitions anew. Often, without workers "
            "coming or going: sessions time out; look at CPU starvation and the broker.",
            "stage",
        )
        self.in_flight_records = self._gauge(
            "in_flight_records",
            "Records received and not finished. At the window's size all the time: the pool or "
            "the broker is the limit, and back-pressure works.",
            "stage",
        )
        self.in_flight_bytes = self._gauge(
            "in_flight_bytes", "Bytes received and not finished: the window's memory.", "stage"
        )

    def _pool(self) -> None:
        self.pool_processes = self._gauge(
            "pool_processes", "Live processes of the pool; below the setting: they keep dying."
        )
        self.pool_busy = self._gauge(
            "pool_busy_processes",
            "Pool processes that compute at this moment. All of them with a lag: add cores.",
        )
        self.pool_memory = self._gauge(
            "pool_resident_memory_bytes",
            "Resident memory of all pool processes; pages that they share count in each.",
        )
        self.pool_busy_seconds = self._counter(
            "pool_busy_seconds_total",
            "Seconds that pool processes computed. Its rate divided by pipeline_pool_processes "
            "is the utilisation, between scrapes too.",
            "stage",
        )
        self.pool_restarts = self._counter(
            "pool_restarts_total",
            "Pool processes replaced: crash, deadline, memory, or recycled (by plan). Other than "
            "recycled: find the articles among the dead letters.",
            "reason",
        )
        self.deadlines_hit = self._counter(
            "deadlines_hit_total",
            "Articles that outlasted their deadline in the pool and whose process was killed.",
            "stage",
        )

    def _findings(self) -> None:
        self.annotations = self._counter(
            "annotations_total",
            "What was found, by kind: entity types, number kinds, place types. Per article it "
            "hardly changes; a sudden drop means a broken model or different input.",
            "stage",
            "kind",
        )
        self.focus = self._counter(
            "focus_articles_total",
            "Events by the country that they are about (ISO 3166-1 alpha-2), or none.",
            "country",
        )
        self.unresolved_locations = self._counter(
            "unresolved_locations_total",
            "Place names that the gazetteer could not resolve. A rising share: other regions or "
            "another language than the gazetteer serves.",
        )
        self.cache_requests = self._counter(
            "cache_requests_total",
            "What needed no computing (ahead) or no fetching (handover), as hits, and what did. "
            "Few hits: the stages of a worker do not have the same partitions.",
            "cache",
            "result",
        )

    def _worker(self) -> None:
        self.start_time = self._gauge(
            "worker_start_timestamp_seconds",
            "Unix time at which the worker started. Changing often: it crashes; read its log.",
        )
        self.worker_ready = self._gauge(
            "worker_ready", "1 while /health/ready says yes: connected, assigned, models loaded."
        )
        self.broker_connected = self._gauge(
            "broker_connected",
            "1 while the last exchange with the brokers succeeded. 0: check the brokers, the "
            "network and the credentials (`pipeline check`).",
        )
        self.build_info = self._gauge(
            "build_info", "1; the labels say which version runs.", "version", "python"
        )
        self.model_info = self._gauge(
            "model_info",
            "1; the labels say what each stage runs with. Two versions of a stage at once: a "
            "rolling upgrade is not finished.",
            *("stage", "name", "version"),
        )

"""What a stage tells the metrics, in the stream's words; the conveyor knows no metric."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import structlog

from pipeline.metrics import Metrics
from pipeline.stream.work import Enriched, Result
from pipeline.web.state import Recent

log = structlog.get_logger()


class Observer:
    """One stage's view of the metrics, with the state that the watchdog looks at."""

    def __init__(
        self, metrics: Metrics, stage: str, recent: Recent | None = None, *, shows: bool = False
    ) -> None:
        """Nothing is counted yet. Notices go to ``recent``, and events too where it ``shows``."""
        self._metrics = metrics
        self._stage = stage
        self._recent = recent or Recent()
        self._shows = shows
        self.acknowledgements = 0

    def assigned(self, partition: int) -> None:
        """This worker now has a partition."""
        self._metrics.assigned(self._stage, partition)

    def revoked(self, partition: int) -> None:
        """This worker no longer has a partition."""
        self._metrics.revoked(self._stage, partition)

    def lag(self, partition: int, records: int, oldest: float | None) -> None:
        """Records wait in a partition, the first since ``oldest`` (Unix seconds)."""
        self._metrics.lag(self._stage, partition, records, oldest)

    def topic_partitions(self, count: int) -> None:
        """The stage's input topic has so many partitions."""
        self._metrics.topic_partitions(self._stage, count)

    def runs_with(self, name: str, version: str) -> None:
        """The stage runs with this model, grammar or gazetteer."""
        self._metrics.model(self._stage, name, version)

    def rebalanced(self) -> None:
        """The group gave out its partitions anew."""
        self._metrics.rebalanced(self._stage)

    def received(self, size: int) -> None:
        """A record was admitted."""
        self._metrics.received(self._stage, size)

    def skipped(self, size: int) -> None:
        """A record had been dealt with before."""
        self._metrics.finished(self._stage, "duplicate", size)

    def handed_back(self, size: int) -> None:
        """A record's partition was revoked before it was dealt with."""
        self._metrics.finished(self._stage, "handed-back", size)

    def computed(self, waited: float, result: Result) -> None:
        """A result came back after ``waited`` seconds, of which it took ``result.seconds``."""
        self._metrics.took(self._stage, "queue", waited - result.seconds)
        self._metrics.took(self._stage, "compute", result.seconds)

    def handed_over(self, records: int, *, taken: bool) -> None:
        """The stage before has written so many records; taken by hand, or to be fetched."""
        self._metrics.looked_up(
            "handover", hits=records if taken else 0, misses=0 if taken else records
        )

    def write_retried(self) -> None:
        """A write failed, and is tried again."""
        self._metrics.send_retried(self._stage)

    def written(
        self,
        result: Result,
        *,
        place: str,
        size: int,
        sent: int,
        seconds: float,
        recorded: float | None,
    ) -> None:
        """The broker acknowledged what a record became, ``seconds`` after it was ready.

        ``place`` is where the record lies in the stage's input, as ``partition@offset``.
        """
        stage, metrics = self._stage, self._metrics
        metrics.took(stage, "send", seconds)
        metrics.sent(stage, sent)
        if not isinstance(result, Enriched):
            metrics.dead_lettered(stage, result.type)
            metrics.finished(stage, "dead-lettered", size)
            log.warning("put aside", stage=stage, place=place, error=result.type)
            self._recent.note("warning", stage, f"put aside: {result.type}", time.time())
            return
        metrics.finished(stage, "failed" if result.failed else "enriched", size)
        if result.failed:
            log.warning("failed on an article", stage=stage, place=place)
            message = "failed on an article; its event has the error"
            self._recent.note("warning", stage, message, time.time())
        if self._shows:
            self._recent.saw(stage, result.value, time.time())
        if recorded is not None:
            published = seconds_of(result.published)
            metrics.delivered(stage, recorded=recorded, published=published)
        findings = result.findings
        metrics.found(stage, findings.kinds)
        if findings.places_were_sought:
            metrics.focused(findings.focus)
        if findings.unresolved:
            metrics.unresolved(findings.unresolved)

    def acknowledged(self, partition: int, offset: int, records: int) -> None:
        """So many records were acknowledged, this offset the last: progress."""
        self.acknowledgements += records
        self._metrics.committed(self._stage, partition, offset + 1)


def seconds_of(published: str | None) -> float | None:
    """Unix seconds of an ISO 8601 moment as publishers write it, or None.

    >>> seconds_of("1970-01-01T00:01:00Z")
    60.0
    """
    if published is None:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()

"""Samples of one moment, and what happened between two moments, by Prometheus's own rules.

Pure: standard library and the samples of prometheus_client. A series that went down was started
again, so all of its new value is increase; quantiles are interpolated within a bucket.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from prometheus_client.metrics_core import Metric

PREFIX: Final = "pipeline_"

Labels = tuple[tuple[str, str], ...]
Series = tuple[str, Labels]  # the sample's name, and its sorted labels


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of each series of the pipeline, at ``at`` Unix seconds."""

    at: float
    values: Mapping[Series, float]

    def total(self, name: str, **wanted: str) -> float:
        """The sum of the series of that name with these labels; 0 when there is none."""
        return math.fsum(value for _, value in self.select(name, **wanted))

    def most(self, name: str, **wanted: str) -> float:
        """The largest of the series of that name with these labels; 0 when there is none."""
        return max((value for _, value in self.select(name, **wanted)), default=0.0)

    def by(self, label: str, name: str, **wanted: str) -> dict[str, float]:
        """The sums for each value of ``label``, in order of first appearance."""
        sums: dict[str, float] = {}
        for labels, value in self.select(name, **wanted):
            if label in labels:
                sums[labels[label]] = sums.get(labels[label], 0.0) + value
        return sums

    def select(self, name: str, **wanted: str) -> Iterable[tuple[dict[str, str], float]]:
        """The labels and values of the series of that name that carry these labels."""
        for (series, pairs), value in self.values.items():
            if series == name:
                labels = dict(pairs)
                if wanted.items() <= labels.items():
                    yield labels, value

    def quantile(self, q: float, name: str, **wanted: str) -> float | None:
        """The q-quantile (0 to 1) of histogram ``name``, or None when it holds nothing."""
        return quantile(q, self.by("le", f"{name}_bucket", **wanted))


def read(at: float, instance: str, families: Iterable[Metric]) -> Reading:
    """The pipeline's own samples of one worker, marked with its ``instance``."""
    values: dict[Series, float] = {}
    for family in families:
        if not family.name.startswith(PREFIX):
            continue
        for sample in family.samples:
            if not sample.name.endswith("_created"):
                labels = {**sample.labels, "instance": instance}
                values[sample.name, tuple(sorted(labels.items()))] = sample.value
    return Reading(at, values)


def merge(readings: Iterable[Reading]) -> Reading:
    """Several workers' readings as one; the instances keep their series apart."""
    values: dict[Series, float] = {}
    at = 0.0
    for reading in readings:
        values.update(reading.values)
        at = max(at, reading.at)
    return Reading(at, values)


def increase(before: Reading, after: Reading) -> Reading:
    """What each series grew by; one that was started again grew by all that it shows.

    A series that was not there before grew from zero: counters begin at zero, and a worker that
    has just joined did all of its work since then.
    """
    grown = {}
    for series, value in after.values.items():
        earlier = before.values.get(series, 0.0)
        grown[series] = value - earlier if value >= earlier else value
    return Reading(after.at, grown)


def quantile(q: float, buckets: Mapping[str, float]) -> float | None:
    """The q-quantile of cumulative buckets by upper edge, interpolated; None when empty.

    >>> quantile(0.5, {"1.0": 0, "2.0": 10, "+Inf": 10})
    1.5
    """
    edges = sorted((float(edge), count) for edge, count in buckets.items())
    if not edges or edges[-1][1] <= 0:
        return None
    rank = q * edges[-1][1]
    lower_edge, lower_count = 0.0, 0.0
    for edge, count in edges:
        if count >= rank and count > lower_count:
            if math.isinf(edge):
                return lower_edge
            return lower_edge + (edge - lower_edge) * (rank - lower_count) / (count - lower_count)
        lower_edge, lower_count = (edge, count) if not math.isinf(edge) else (lower_edge, count)
    return lower_edge

"""What panels ask Prometheus, by stream: nothing here adds up over streams.

Pure. ``$stream``, ``$instance`` and ``$stage`` are the dashboards' variables. ``by`` and ``where``
are labels and matchers in PromQL's own words; ``where`` is the chosen stages unless given.
"""

from __future__ import annotations

from typing import Final

OURS: Final = 'stream=~"$stream"'  # all of them: also series to which no scrape gave a stream
HERE: Final = f'{OURS},instance=~"$instance"'
STAGE: Final = 'stage=~"$stage"'


def total(series: str, by: str = "") -> str:
    """The sum over a stream's workers.

    >>> total("pipeline_lag_records", "stage")
    'sum by (stream, stage) (pipeline_lag_records)'
    """
    return f"sum by ({_with_stream(by)}) ({series})"


def highest(series: str, by: str = "") -> str:
    """The highest value among a stream's workers."""
    return f"max by ({_with_stream(by)}) ({series})"


def rate(metric: str, by: str = "", where: str = STAGE) -> str:
    """A counter's increase a second."""
    return total(f"rate({metric}{{{_here(where)}}}[$__rate_interval])", by)


def increase(metric: str, by: str = "", where: str = STAGE, over: str = "$__range") -> str:
    """A counter's increase in the time shown, or in each step of it."""
    return total(f"increase({metric}{{{_here(where)}}}[{over}])", by)


def slowest(metric: str, by: str = "", where: str = STAGE) -> str:
    """The value of a histogram that 95 % stay below."""
    buckets = rate(f"{metric}_bucket", f"le, {by}" if by else "le", where)
    return f"histogram_quantile(0.95, {buckets})"


def most(series: str) -> str:
    """The fifteen highest of each stream."""
    return f"topk by (stream) (15, {series})"


def _here(where: str) -> str:
    return f"{where},{HERE}" if where else HERE


def _with_stream(labels: str) -> str:
    return f"stream, {labels}" if labels else "stream"

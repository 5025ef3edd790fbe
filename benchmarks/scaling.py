"""How the stream's rate changes with processes, partitions, workers, backlog and article size."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.enrichment import AtOnce, seeds
from benchmarks.harness import Stream, kafka, settings_for, workers
from pipeline.article.decode import encode_article
from pipeline.flow import STAGES
from pipeline.settings import load
from pipeline.stream.work import Desk, Enriched, Job

#: What is varied, by name: workers, processes of each, partitions.
SHAPES: Final = {
    "1 process": (1, 1, 4),
    "2 processes": (1, 2, 4),
    "1 partition": (1, 2, 1),
    "8 partitions": (1, 2, 8),
    "2 workers": (2, 1, 4),
    "3 workers": (3, 1, 4),
}
BACKLOGS: Final = (1_000, 10_000, 100_000)
SIZES: Final = (512, 4 * 1024, 32 * 1024, 256 * 1024, 900 * 1024)


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: what was varied, the figure, and its unit."""

    what: str
    figure: float
    unit: str


def shapes(folder: Path, articles: int, *, say: Callable[[str], object]) -> list[Row]:
    """Articles a second of the real stages, for each of `SHAPES`."""
    rows = []
    with kafka(folder) as (broker, logs):
        for number, (name, (count, processes, partitions)) in enumerate(SHAPES.items()):
            settings = settings_for(
                broker, folder, f"shape{number}", "real", processes=processes, partitions=partitions
            )
            stream = Stream(broker, logs, settings)
            stream.fill(articles)
            with workers(settings, count):
                rows.append(Row(name, stream.drained(), "articles/s"))
            say(f"  {name}: {rows[-1].figure:.0f} articles/s")
    return rows


def backlogs(folder: Path, *, most: int, say: Callable[[str], object]) -> list[Row]:
    """What one article costs when so many wait before the worker starts (trivial stages)."""
    rows = []
    with kafka(folder) as (broker, logs):
        for count in (size for size in BACKLOGS if size <= most):
            settings = settings_for(broker, folder, f"backlog{count}", "trivial")
            stream = Stream(broker, logs, settings)
            stream.fill(count)
            with workers(settings):
                rows.append(Row(f"{count:,} waiting", 1000 / stream.drained(), "ms an article"))
            say(f"  {count:,} waiting: {rows[-1].figure:.2f} ms an article")
    return rows


def sizes(*, say: Callable[[str], object]) -> list[Row]:
    """Processor time of the real stages for each KB of an article, as it grows; without Kafka."""
    text = "\n\n".join(article.text for article in seeds())
    desk = Desk(load(), [stage.name for stage in STAGES])
    rows: list[Row] = []
    for size in SIZES:
        article = replace(seeds()[0], text=(text * (size // len(text) + 1))[:size])
        record = encode_article(article)
        job = Job(STAGES[0].name, record, tuple(stage.name for stage in STAGES[1:]))
        assert all(isinstance(result, Enriched) for result in desk.perform(job))
        times = max(1, SIZES[-1] // size // 20)
        started = time.process_time()
        for _ in range(times):
            desk.perform(job)
        milliseconds = 1000 * (time.process_time() - started) / times
        rows.append(Row(f"{size / 1024:g} KB", milliseconds / (size / 1024), "ms a KB"))
        say(f"  {size / 1024:g} KB: {rows[-1].figure:.2f} ms a KB")
    return rows


def processes_alone(*, seconds: float, say: Callable[[str], object]) -> list[Row]:
    """Articles a second without Kafka, of one process and of one for each core at once."""
    rows = []
    for count in (1, load().pool_processes):
        alone = AtOnce(count)
        rows.append(Row(f"{count} alone, no Kafka", alone.rate(seconds), "articles/s"))
        alone.close()
        say(f"  {count} process(es) alone: {rows[-1].figure:.0f} articles/s")
    return rows

"""Pure enrichment: the fold over the seeds on one core and on all, and what each stage takes."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path

from pipeline.article.decode import decode as decode_article
from pipeline.article.decode import encode_article
from pipeline.article.formats import Found, read
from pipeline.article.model import Article
from pipeline.event.encode import encode
from pipeline.flow import STAGES, Enrichment
from pipeline.settings import load
from pipeline.stream.work import Desk, Job

SEEDS = Path(__file__).parents[1] / "seeds"


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians over the rounds; ``milliseconds`` of each stage, with the writing of its event."""

    articles_per_second: float
    words_per_second: float
    milliseconds: dict[str, float]
    spread: tuple[float, float]


def seeds() -> list[Article]:
    """The articles of seeds/."""
    items = read([SEEDS], max_bytes=2**20)
    return [item.article for item in items if isinstance(item, Found)]


def measure(*, rounds: int, say: Callable[[str], object]) -> Figures:
    """Run the fold as the stream does, ``rounds`` times: read once, each stage's event written."""
    enrichment, articles = Enrichment(load()), seeds()
    words = sum(len(article.text.split()) for article in articles)
    rates, per_stage = [], defaultdict(list)
    for number in range(rounds + 1):  # the first warms caches and does not count
        taken = _round(enrichment, articles)
        total = sum(taken.values())
        say(f"  round {number}: {len(articles) / total:.0f} articles/s")
        if number:
            rates.append(len(articles) / total)
            for name, seconds in taken.items():
                per_stage[name].append(1000 * seconds / len(articles))
    rate = statistics.median(rates)
    return Figures(
        rate,
        rate * words / len(articles),
        {name: statistics.median(values) for name, values in per_stage.items()},
        (min(rates), max(rates)),
    )


def _round(enrichment: Enrichment, articles: list[Article]) -> dict[str, float]:
    taken: defaultdict[str, float] = defaultdict(float)
    for article in articles:
        record = encode_article(article)
        started = time.process_time()
        decoded = decode_article(record, max_bytes=2**20)
        assert isinstance(decoded, Article)
        event = enrichment.begin(decoded)
        for stage in STAGES:
            event = enrichment.step(stage.name, event)
            encode(event)
            now = time.process_time()
            taken[stage.name] += now - started
            started = now
    return dict(taken)


class AtOnce:
    """Some processes that enrich at the same time, without Kafka, doing what a pool's do."""

    def __init__(self, processes: int) -> None:
        """Start them, with their models loaded."""
        self._processes = processes
        self._pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
        self.rate(1.0)

    def rate(self, seconds: float) -> float:
        """Articles a second of all of them together, over so many seconds."""
        return sum(self._pool.map(_work_for, [seconds] * self._processes))

    def close(self) -> None:
        """End them."""
        self._pool.shutdown()


_desk: Desk | None = None


def _work_for(seconds: float) -> float:
    global _desk
    names = [stage.name for stage in STAGES]
    _desk = _desk or Desk(load(), names)
    jobs = cycle([Job(names[0], encode_article(one), tuple(names[1:])) for one in seeds()])
    started, done = time.perf_counter(), 0
    while time.perf_counter() - started < seconds:
        _desk.perform(next(jobs))
        done += 1
    return done / (time.perf_counter() - started)

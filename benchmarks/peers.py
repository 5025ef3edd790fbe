"""The whole stream beside its peers: same broker, texts, partitions, processes, and topics out."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.harness import WARM, Stream, kafka, processes, settings_for, workers
from pipeline.settings import Settings, load

#: Peers by name; each runs one process for each core, as a consumer group.
PEERS: Final = {
    "aiokafka + spaCy sm": "spacy",
    "aiokafka + spaCy sm, recogniser only": "spacy-ner",
    "aiokafka + our enrich": "ours",
}


@dataclass(frozen=True, slots=True)
class Row:
    """Articles a second of one program (median, least, most), and ours as a multiple of it."""

    program: str
    articles_per_second: float
    spread: tuple[float, float]
    ours_is: float


def measure(folder: Path, articles: int, *, rounds: int, say: Callable[[str], object]) -> list[Row]:
    """Ours, then each peer; rounds in turn, so that a busy machine is busy for all."""
    programs = {"this pipeline": "", **PEERS}
    rates: dict[str, list[float]] = {name: [] for name in programs}
    with kafka(folder) as (broker, logs):
        for number in range(rounds):
            for name, recogniser in programs.items():
                tag = f"peer{number}-{recogniser or 'pipeline'}"
                settings = settings_for(broker, folder, tag, "real")
                stream = Stream(broker, logs, settings)
                with _program(settings, recogniser):
                    stream.rate(WARM)
                    rates[name].append(stream.rate(articles))
                say(f"  {name}: {rates[name][-1]:.0f} articles/s")
    ours = statistics.median(rates["this pipeline"])
    return [
        Row(
            name,
            statistics.median(found),
            (min(found), max(found)),
            ours / statistics.median(found),
        )
        for name, found in rates.items()
    ]


def _program(settings: Settings, recogniser: str) -> AbstractContextManager[Any]:
    if not recogniser:
        return workers(settings)
    command = [
        sys.executable,
        "-m",
        "benchmarks.plain",
        str(settings.brokers),
        settings.prefix,
        recogniser,
    ]
    environment = {
        "OMP_NUM_THREADS": "1",
        "PIPELINE_GAZETTEER": str(load().gazetteer_path.absolute()),
    }
    return processes(command, environment, settings.pool_processes)

"""The whole stream beside its peers: same broker, texts, partitions, processes, and topics out."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from benchmarks.harness import Stream, kafka, processes, settings_for, workers
from pipeline.broker import ports
from pipeline.settings import Settings, load

#: Peers by name: module of `benchmarks.peer`, the library it needs, and what it enriches with.
#: Each runs one process for each core.
PEERS: Final = {
    "plain aiokafka, spaCy sm": ("plain", "aiokafka", "spacy"),
    "plain aiokafka, spaCy sm's recogniser only": ("plain", "aiokafka", "spacy-ner"),
    "plain aiokafka, our enrich": ("plain", "aiokafka", "ours"),
    "Quix Streams, spaCy sm's recogniser only": ("quix", "quixstreams", "spacy-ner"),
    "Quix Streams, our enrich": ("quix", "quixstreams", "ours"),
    "Bytewax, spaCy sm's recogniser only": ("waxed", "bytewax", "spacy-ner"),
    "Bytewax, our enrich": ("waxed", "bytewax", "ours"),
}
OURS: Final = "this pipeline"


@dataclass(frozen=True, slots=True)
class Row:
    """Articles a second of one program (median, least, most), and ours as a multiple of it."""

    program: str
    articles_per_second: float
    spread: tuple[float, float]
    ours_is: float


def measure(folder: Path, articles: int, *, rounds: int, say: Callable[[str], object]) -> list[Row]:
    """Ours, then each peer whose library is here; in turn, so that a busy machine is so for all."""
    names = [OURS, *(name for name, (_, library, _) in PEERS.items() if find_spec(library))]
    rates: dict[str, list[float]] = {name: [] for name in names}
    with kafka(folder) as (broker, logs):
        for number in range(rounds):
            for name in names:
                tag = f"peer{number}-{names.index(name)}"
                settings = settings_for(broker, folder, tag, "real")
                stream = Stream(broker, logs, settings)
                stream.fill(articles)
                with _program(settings, name):
                    rates[name].append(stream.drained())
                say(f"  {name}: {rates[name][-1]:.0f} articles/s")
    ours = statistics.median(rates[OURS])
    return [
        Row(
            name,
            statistics.median(found),
            (min(found), max(found)),
            ours / statistics.median(found),
        )
        for name, found in rates.items()
    ]


def _program(settings: Settings, name: str) -> AbstractContextManager[Any]:
    if name == OURS:
        return workers(settings)
    module, _, recogniser = PEERS[name]
    count = settings.pool_processes
    cluster = ";".join(f"127.0.0.1:{ports.any_free()}" for _ in range(count))
    command = [
        sys.executable,
        "-m",
        f"benchmarks.peer.{module}",
        str(settings.brokers),
        settings.prefix,
        recogniser,
    ]
    environment = {
        "OMP_NUM_THREADS": "1",
        "PIPELINE_GAZETTEER": str(load().gazetteer_path.absolute()),
    }
    return processes(lambda number: [*command, str(number), cluster], environment, count)

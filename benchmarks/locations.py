"""Accuracy and cost of the locations stage on any file of articles with hand-marked places.

    python benchmarks/locations.py GOLD.jsonl [--gazetteer FILE] [--entities]

Each line of GOLD is {"text": …, "gold": [{"start", "end", "lat", "lon", "id"}, …]}; "id" is a
GeoNames id ("geonames:703448") or null, and gold with "optional": true need not be found. Prints
precision, recall and F1 of mentions (by overlap), the share of the found ones, and of all, that
are right (within 161 km, or the same id), how many mentions of each confidence are right,
microseconds for each mention, and the gazetteer's size, time to open and private memory. Without
--entities only the gazetteer finds names; with it the entities stage runs first.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.article.model import Article
from pipeline.entities.model import Entity
from pipeline.locations.annotate import annotate, resolved
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.mentions import mentions_in
from pipeline.locations.model import Geography, Place

NEAR_KM = 161

#: Sources put the middle points of divisions in different places: as far apart still the same one.
DIVISION_KM = 500
RUNS = 5
WIDE = ("country", "region")
Gold = list[dict[str, Any]]
Pair = tuple[Place, bool]
Recognise = Callable[[Article], tuple[Entity, ...]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--gazetteer", type=Path, default=Path(".data/gazetteer/places.gaz"))
    parser.add_argument("--entities", action="store_true", help="run the entities stage first")
    given = parser.parse_args()
    records = [json.loads(line) for line in given.gold.read_text(encoding="utf-8").splitlines()]
    recognise = entities_stage() if given.entities else lambda _article: ()
    cases = []
    for number, record in enumerate(records):
        article = Article(id=str(number), text=record["text"], sha256="")
        cases.append((record["gold"], article, recognise(article)))
    held = private_kib()
    gazetteer = Gazetteer.open(given.gazetteer)
    opened = private_kib()
    geographies = [annotate(article, entities, gazetteer) for _, article, entities in cases]
    used = private_kib()
    counted, pairs = accuracy([gold for gold, _, _ in cases], geographies)
    report = counted | cost([case[1:] for case in cases], gazetteer, counted["mentions"])
    report |= {
        "gazetteer, MB": round(given.gazetteer.stat().st_size / 1e6, 1),
        "opened in, ms": round(1e3 * least(lambda: Gazetteer.open(given.gazetteer)), 1),
        "private memory after opening, MB": round((opened - held) / 1024, 1),
        "private memory after use, MB": round((used - held) / 1024, 1),
    }
    print(json.dumps(report | {"confidence": reliability(pairs)}, indent=1))


def entities_stage() -> Recognise:
    from pipeline import settings
    from pipeline.entities.annotate import annotate as entities_of
    from pipeline.entities.loading import load

    effective = settings.load()
    recogniser = load(effective.model, cache=effective.data_dir / "models")
    return lambda article: entities_of(article, recogniser)


def accuracy(
    golds: list[Gold], geographies: list[Geography]
) -> tuple[dict[str, float], list[Pair]]:
    """The figures, and each mention that is found or spare with whether it is right."""
    total = found = predicted = placed = right = 0
    judged: list[Pair] = []
    for marked, geography in zip(golds, geographies, strict=True):
        mentions = [(m.start, m.end, place) for place in geography.places for m in place.mentions]
        gold = [g for g in marked if not g.get("optional")]
        pairs = matched(gold, mentions)
        spare = [m for m in mentions if not any(overlap(g, m) for g in marked)]
        total += len(gold)
        found += len(pairs)
        predicted += len(pairs) + len(spare)
        placed += sum(g.get("lat") is not None for g in gold)
        right += sum(is_right(g, place) for g, place in pairs)
        judged += [
            (place, is_right(g, place, DIVISION_KM if place.type == "admin1" else NEAR_KM))
            for g, place in pairs
            if g.get("lat") is not None
        ]
        judged += [(place, False) for _, _, place in spare]
    precision, recall = found / max(1, predicted), found / max(1, total)
    figures = {
        "articles": len(golds),
        "mentions": predicted,
        "precision %": round(100 * precision, 1),
        "recall %": round(100 * recall, 1),
        "F1 %": round(200 * precision * recall / max(1e-9, precision + recall), 1),
        "right of found %": round(100 * right / max(1, found), 1),
        "right of all %": round(100 * right / max(1, placed), 1),
    }
    return figures, judged


def reliability(judged: list[Pair]) -> dict[str, str]:
    """How many of the mentions with each confidence are right.

    Not of countries and wide regions: sources put their middle points in different places. What
    the file does not mark counts as wrong, though in GeoVirus a third of it is a place.
    """
    judged = [(place, right) for place, right in judged if place.id and place.type not in WIDE]
    table = {}
    for low, high in pairwise((0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 1.01)):
        rights = [right for place, right in judged if low <= (place.confidence or 0.0) < high]
        if rights:
            share = 100 * sum(rights) / len(rights)
            table[f"{low:.2f} to {min(1.0, high):.2f}"] = f"{share:.1f} % of {len(rights)}"
    return table


def cost(
    cases: list[tuple[Article, tuple[Entity, ...]]], gazetteer: Gazetteer, mentions: float
) -> dict[str, float]:
    """CPU time of finding candidates and of resolving them, of each article its least of some runs.

    The least, because other processes and the memory's clean-up only ever add to it.
    """
    finding = resolving = 0.0
    for article, entities in cases:
        runs = [_run(article, entities, gazetteer) for _ in range(RUNS)]
        finding += min(first for first, _ in runs)
        resolving += min(second for _, second in runs)
    return {
        "finding, µs a mention": round(1e6 * finding / max(1, mentions), 1),
        "resolving, µs a mention": round(1e6 * resolving / max(1, mentions), 1),
        "ms an article": round(1e3 * (finding + resolving) / max(1, len(cases)), 2),
    }


def _run(
    article: Article, entities: tuple[Entity, ...], gazetteer: Gazetteer
) -> tuple[float, float]:
    """Seconds of CPU time for each half of `annotate`."""
    started = time.thread_time()
    found = mentions_in(article, entities, gazetteer)
    between = time.thread_time()
    resolved(article, found, gazetteer)
    return between - started, time.thread_time() - between


def least(run: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def private_kib() -> int:
    """Memory that is this process's alone; the mapped file is not. 0 where there is no /proc."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty"))


def overlap(gold: dict[str, Any], mention: tuple[int, int, Place]) -> int:
    return max(0, min(gold["end"], mention[1]) - max(gold["start"], mention[0]))


def matched(
    gold: list[dict[str, Any]], mentions: list[tuple[int, int, Place]]
) -> list[tuple[dict[str, Any], Place]]:
    """One-to-one pairs of what overlaps, exact spans first."""
    near = sorted(
        (abs(g["start"] - m[0]) + abs(g["end"] - m[1]), i, j)
        for i, g in enumerate(gold)
        for j, m in enumerate(mentions)
        if overlap(g, m)
    )
    left, right, pairs = set(range(len(gold))), set(range(len(mentions))), []
    for _, i, j in near:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            pairs.append((gold[i], mentions[j][2]))
    return pairs


def is_right(gold: dict[str, Any], place: Place, near_km: float = NEAR_KM) -> bool:
    if gold.get("lat") is None or place.id is None:
        return False
    if place.id == gold.get("id"):
        return True
    if place.lat is None or place.lon is None:
        return False
    a, b, c, d = map(math.radians, (gold["lat"], gold["lon"], place.lat, place.lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h))) <= near_km


if __name__ == "__main__":
    main()

"""Accuracy and cost of the locations stage on any file of articles with hand-marked places.

    python benchmarks/locations.py GOLD.jsonl [--gazetteer FILE] [--entities]

Each line of GOLD is {"text": …, "gold": [{"start", "end", "lat", "lon", "id"}, …]}; "id" is a
GeoNames id ("geonames:703448") or null, and gold with "optional": true need not be found. Prints
precision, recall and F1 of mentions (by overlap), the share of the found ones, and of all, that
are right (within 161 km, or the same id), and microseconds for each mention. Without --entities
only the gazetteer finds names; with it the entities stage runs first, as in the stream.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.article.model import Article
from pipeline.entities.model import Entity
from pipeline.locations.annotate import annotate
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.model import Place

NEAR_KM = 161
Recognise = Callable[[Article], tuple[Entity, ...]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--gazetteer", type=Path, default=Path(".data/gazetteer/places.gaz"))
    parser.add_argument("--entities", action="store_true", help="run the entities stage first")
    given = parser.parse_args()
    gazetteer = Gazetteer.open(given.gazetteer)
    recognise = entities_stage() if given.entities else lambda _article: ()
    records = [json.loads(line) for line in given.gold.read_text(encoding="utf-8").splitlines()]
    print(json.dumps(measure(records, gazetteer, recognise), indent=1))


def entities_stage() -> Recognise:
    from pipeline import settings
    from pipeline.entities.annotate import annotate as entities_of
    from pipeline.entities.loading import load

    recogniser = load(settings.load().model)
    return lambda article: entities_of(article, recogniser)


def measure(
    records: list[dict[str, Any]], gazetteer: Gazetteer, recognise: Recognise
) -> dict[str, float]:
    total = found = predicted = placed = right = 0
    seconds = 0.0
    for number, record in enumerate(records):
        article = Article(id=str(number), text=record["text"], sha256="")
        entities = recognise(article)
        started = time.process_time()
        geography = annotate(article, entities, gazetteer)
        seconds += time.process_time() - started
        mentions = [(m.start, m.end, place) for place in geography.places for m in place.mentions]
        gold = [g for g in record["gold"] if not g.get("optional")]
        pairs = matched(gold, mentions)
        spare = [m for m in mentions if not any(overlap(g, m) for g in record["gold"])]
        total += len(gold)
        found += len(pairs)
        predicted += len(pairs) + len(spare)
        placed += sum(g.get("lat") is not None for g in gold)
        right += sum(is_right(g, place) for g, place in pairs)
    precision, recall = found / max(1, predicted), found / max(1, total)
    return {
        "articles": len(records),
        "precision %": round(100 * precision, 1),
        "recall %": round(100 * recall, 1),
        "F1 %": round(200 * precision * recall / max(1e-9, precision + recall), 1),
        "right of found %": round(100 * right / max(1, found), 1),
        "right of all %": round(100 * right / max(1, placed), 1),
        "µs a mention": round(1e6 * seconds / max(1, predicted), 1),
        "articles a second": round(len(records) / max(1e-9, seconds), 1),
    }


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


def is_right(gold: dict[str, Any], place: Place) -> bool:
    if gold.get("lat") is None or place.id is None:
        return False
    if place.id == gold.get("id"):
        return True
    if place.lat is None or place.lon is None:
        return False
    a, b, c, d = map(math.radians, (gold["lat"], gold["lon"], place.lat, place.lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h))) <= NEAR_KM


if __name__ == "__main__":
    main()

"""Whether entities' confidence holds: a reliability table on marked files.

    python -m benchmarks.confidence FILE.jsonl[.gz] … [--held-back]

Files are as for ``benchmarks.recognisers``: {"id", "text", "gold": [{"start", "end", "type"}]}
lines. An entity counts as right by the share of its mentions whose start, end and class are
gold's. ``--held-back`` leaves out the documents that training saw.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.recognisers import CLASS_OF, classed
from pipeline.article.model import Article
from pipeline.entities import Entity, annotate_many, load


def records(paths: Sequence[Path], held: bool) -> Iterator[dict[str, Any]]:
    """The marked documents."""
    from training.dataset import held_back

    for path in paths:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        kinds = {CLASS_OF[g["type"]] for row in rows for g in row["gold"] if g["type"] in CLASS_OF}
        for row in rows:
            if not held or held_back(row["id"]):
                yield row | {"kinds": kinds}


def share_right(entity: Entity, row: dict[str, Any], gold: set[Any]) -> float:
    """How many of the entity's mentions are gold's."""
    spans = ((m.start, m.end, entity.type) for m in entity.mentions)
    found = classed(row["text"], spans, row["kinds"])
    return len(found & gold) / len(entity.mentions)


def judged(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[float, float]]:
    """(confidence, share of mentions right) of each entity whose class the file marks."""
    recogniser = load("news", cache=Path())
    articles = [Article(row["id"], row["text"], "") for row in rows]
    for row, entities in zip(rows, annotate_many(articles, recogniser), strict=True):
        spans = ((g["start"], g["end"], g["type"]) for g in row["gold"])
        gold = classed(row["text"], spans, row["kinds"])
        for entity in entities:
            if CLASS_OF[entity.type] in row["kinds"] and entity.confidence is not None:
                yield entity.confidence, share_right(entity, row, gold)


def main() -> None:
    """Print the table and the expected calibration error."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--held-back", action="store_true")
    given = parser.parse_args()
    tenths: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for chance, right in judged(list(records(given.files, given.held_back))):
        tenths[min(int(chance * 10), 9)].append((chance, right))
    error = 0.0
    print("| confidence | entities | mean confidence | right |\n|---|---|---|---|")
    for tenth, pairs in sorted(tenths.items()):
        chance, right = (sum(side) / len(pairs) for side in zip(*pairs, strict=True))
        error += abs(chance - right) * len(pairs)
        print(f"| {tenth / 10}–{(tenth + 1) / 10} | {len(pairs)} | {chance:.2f} | {right:.2f} |")
    print(f"expected calibration error {error / sum(map(len, tenths.values())):.3f}")


if __name__ == "__main__":
    main()

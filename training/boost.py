"""Weighs the teachers by boosted trees: ``python -m training.boost --data … --work …``.

What each teacher, the model's chances, the document and all texts say of a candidate
(`training.evidence`) becomes the chance that it is a name, learned on the held-back gold. That
gold is small, and the trees see no words, so that little of it can reach the model; two-fold
figures are printed. ``NAME.boost`` holds a line for each raw text, of ``start,end,CLASS,percent``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from pipeline.entities.tagger import NewsRecogniser, load
from pipeline.entities.tagger.decode import probabilities
from pipeline.entities.tagger.tags import TAGS
from pipeline.entities.tagger.tokens import BREAK, tokenise
from training.corpus import Document, source_name, sources
from training.dataset import SPANS, held_back, labelled
from training.evidence import Candidate, Counts, Reading, count, rows, seen
from training.measure_classes import SCORED, coarse
from training.silver import LARGE, PANEL, token_spans
from training.spans import Spans

#: Below this chance a candidate is nothing, and is not written.
LEAST = 0.03
#: Documents whose candidates the trees judge together.
TOGETHER = 200


def chances_of(recogniser: NewsRecogniser, text: str) -> np.ndarray:
    """[T, tags]: the model's chances for each token of ``tokenise(text)``."""
    numbers, _ = recogniser.chunks.read(text)
    rim = recogniser.words.number(BREAK)
    return probabilities(recogniser._scores([rim, *numbers, rim])[1:-1])


class Large:
    """The large encoder's chances for one source (`training.teach_encoder`), text after text."""

    def __init__(self, path: Path) -> None:
        there = path.exists() and path.stat().st_size
        self.all = np.memmap(path, np.float16, "r").reshape(-1, len(TAGS)) if there else None
        self.at = 0

    def next(self, text: str) -> np.ndarray | None:
        """[T, tags] for each token of the next text; None where the encoder has not read it."""
        start, self.at = self.at, self.at + len(tokenise(text))
        if self.all is None or self.at > len(self.all):
            return None
        return np.asarray(self.all[start : self.at], np.float32)


def read(
    document: Document,
    said: dict[str, Spans],
    recogniser: NewsRecogniser | None,
    large: np.ndarray | None = None,
) -> Reading:
    """A document without the breaks between its paragraphs, with chances if a model is given."""
    tokens = tokenise(document.text)
    real = [i for i, t in enumerate(tokens) if t[0] != BREAK]
    chances = chances_of(recogniser, document.text)[real] if recogniser and tokens else np.empty(0)
    others = None if large is None else large[real]
    return Reading(document.text, [tokens[i] for i in real], said, chances, others)


def panelled(path: Path, work: Path) -> Iterator[tuple[Document, dict[str, Spans] | None]]:
    """Every labelled document, with None where one of the four has not read it."""
    for document, said in labelled(path, work):
        yield document, said if said.keys() >= set(PANEL) else None


def counted(paths: list[Path], work: Path) -> Counts:
    """How often each name is seen as which class in all raw texts."""
    counts: Counts = {}
    for path in paths:
        for document, said in panelled(path, work):
            if said:
                reading = read(document, said, None)
                count(reading, seen(reading), counts)
    return counts


def gold_of(document: Document, reading: Reading) -> set[Candidate]:
    """The gold names in tokens."""
    starts = [t[1] for t in reading.tokens]
    ends = [t[2] for t in reading.tokens]
    spans = [(a, b, "LOC" if k == "GPE_LOC" else k) for a, b, k in document.gold or ()]
    found = token_spans(document.text, starts, ends, spans)
    return {(first, last, coarse(label)) for first, last, label in found}


def trees() -> Any:
    """Small and slow ones: a few thousand names are all there is to learn from."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # needed for training only

    return HistGradientBoostingClassifier(
        max_depth=4, max_iter=160, learning_rate=0.06, l2_regularization=5, random_state=0
    )


def best(weighed: list[tuple[float, Candidate]], least: float) -> set[Candidate]:
    """The likeliest candidates that do not overlap."""
    chosen: set[Candidate] = set()
    for chance, (first, last, kind) in sorted(weighed, reverse=True):
        if chance >= least and not any(first < c[1] and c[0] < last for c in chosen):
            chosen.add((first, last, kind))
    return chosen


class Judge:
    """Learns from held-back gold what candidates are worth."""

    def __init__(self, paths: list[Path], work: Path, model: NewsRecogniser, all_: Counts) -> None:
        self.documents: list[tuple[str, str, set[Candidate], list[Candidate]]] = []
        table, right, number, known = [], [], [], []
        for path in paths:
            source = source_name(path)
            told = Large(work / f"{source}.chances")
            for document, said in panelled(path, work) if source in SCORED else ():
                large = told.next(document.text)
                if said is None or not held_back(document.id):
                    continue
                reading = read(document, said, model, large)
                gold = {g for g in gold_of(document, reading) if g[2] in SCORED[source]}
                known.append(said.keys())
                found = rows(reading, seen(reading), all_)
                found = [(c, row) for c, row in found if c[2] in SCORED[source]]
                table += [row for _, row in found]
                right += [c in gold for c, _ in found]
                number += [len(self.documents)] * len(found)
                self.documents.append((source, document.id, gold, [c for c, _ in found]))
        #: Whether the large encoder was asked: trees that know it judge no text without it.
        self.asked_large = any(LARGE in said for said in known)
        self.table, self.right = np.array(table), np.array(right)
        self.number = np.array(number)
        self.model = trees().fit(self.table, self.right)

    def two_fold(self, make: Callable[[], Any] = trees) -> np.ndarray:
        """Each candidate's chance by trees that saw the other half of the documents."""
        ids = [crc32(d[1].encode()) // 100 % 2 for d in self.documents]
        half = np.array(ids)[self.number]
        said = np.empty(len(self.right))
        for side in (0, 1):
            fitted = make().fit(self.table[half != side], self.right[half != side])
            said[half == side] = fitted.predict_proba(self.table[half == side])[:, 1]
        return said

    def figures(self, said: np.ndarray, least: float = 0.45) -> str:
        """F1 of the best candidates, by class and source."""
        sums: Counter[tuple[str, str]] = Counter()
        split = np.split(said, np.flatnonzero(np.diff(self.number)) + 1)
        chances = dict(zip(np.unique(self.number).tolist(), split, strict=True))
        for number, (source, _, gold, candidates) in enumerate(self.documents):
            weighed = list(zip(chances.get(number, np.empty(0)).tolist(), candidates, strict=True))
            chosen = best(weighed, least)
            for kind in ("all", source[5:], *SCORED[source]):
                kinds = (kind,) if kind in SCORED[source] else SCORED[source]
                ours = {c for c in chosen if c[2] in kinds}
                wanted = {c for c in gold if c[2] in kinds}
                sums[kind, "right"] += len(ours & wanted)
                sums[kind, "both"] += len(ours) + len(wanted)
        scored = dict.fromkeys(kind for kind, _ in sums)
        return " ".join(
            f"{k} {200 * sums[k, 'right'] / max(1, sums[k, 'both']):.1f}" for k in scored
        )


def line(reading: Reading, weighed: list[tuple[float, Candidate]]) -> str:
    """One output line."""
    parts = [
        f"{reading.tokens[first][1]},{reading.tokens[last - 1][2]},{kind},{round(100 * chance)}"
        for chance, (first, last, kind) in sorted(weighed, key=lambda w: w[1])
        if chance >= LEAST
    ]
    return " ".join(parts) + "\n"


def lines(
    batch: list[tuple[Reading, list[tuple[Candidate, list[float]]]]], judge: Any
) -> Iterator[str]:
    """The output lines of several documents: the trees are asked once for all."""
    table = [row for _, found in batch for _, row in found]
    told = iter(judge.predict_proba(np.array(table))[:, 1].tolist() if table else [])
    for reading, found in batch:
        yield line(reading, [(next(told), candidate) for candidate, _ in found])


def fresh(target: Path) -> bool:
    """Whether a source was weighed since it was labelled."""
    labels = [target.with_suffix(f".{ending}") for ending in ("corenlp", *SPANS)]
    made = target.stat().st_mtime if target.exists() else 0.0
    return made > max((p.stat().st_mtime for p in labels if p.exists()), default=made)


def main() -> None:
    """Learns, prints two-fold figures, and weighs every raw text that the four have read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(".data/work"))
    parser.add_argument("--model", type=Path, default=None, help="folder (the shipped one)")
    parser.add_argument("--only", nargs="*", default=None)
    given = parser.parse_args()
    model = load(given.model)
    paths = [p for p in sources(given.data) if not given.only or source_name(p) in given.only]
    raw = [p for p in paths if p.name.startswith("raw-")]
    everywhere = counted(raw, given.work)
    judge = Judge(paths, given.work, model, everywhere)
    print(f"two-fold on {len(judge.right):,}: {judge.figures(judge.two_fold())}", flush=True)
    for path in raw:
        target = given.work / f"{source_name(path)}.boost"
        if fresh(target):
            continue
        with target.open("w", encoding="utf-8") as out:
            batch: list[tuple[Reading, list[tuple[Candidate, list[float]]]]] = []
            told = Large(given.work / f"{source_name(path)}.chances")
            for document, said in panelled(path, given.work):
                large = told.next(document.text)
                if said is None or (judge.asked_large and large is None):
                    break
                reading = read(document, said, model, large)
                found = rows(reading, seen(reading), everywhere)
                batch.append((reading, found))
                if len(batch) >= TOGETHER:
                    out.writelines(lines(batch, judge.model))
                    batch.clear()
            out.writelines(lines(batch, judge.model))


if __name__ == "__main__":
    main()

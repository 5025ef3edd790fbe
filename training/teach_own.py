"""Has a shipped model and the rules label every source: ``python -m training.teach_own``.

Two quick teachers (100,000 words/s) for a warm start: the model that is gone on from, and the
whole pipeline, whose rules read a document as one. What `training.silver` makes of them depends on
who else labelled; alone, the rules are taught. Two files a source, in the form of
`training.teach_spacy`: ``NAME.own`` and ``NAME.rules``.
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path

from pipeline.article.model import Article
from pipeline.entities.annotate import entities
from pipeline.entities.rules.reading import readable
from pipeline.entities.tagger import load
from training.corpus import read, source_name, sources
from training.spans import Spans
from training.teach_corenlp import done_lines

#: A name that the model is less sure of is none: it may open a tag, no more.
LEAST = 0.5


def written(spans: Spans) -> str:
    """One output line."""
    return " ".join(f"{start},{end},{label}" for start, end, label in spans) + "\n"


def cut(path: Path, count: int) -> None:
    """Keeps the first ``count`` lines of a file."""
    if done_lines(path) > count:
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:count]))


def main() -> None:
    """Labels all sources of a folder, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(".data/work"))
    parser.add_argument("--model", type=Path, default=None, help="folder (the shipped one)")
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--most", type=int, default=None, help="documents of one source")
    given = parser.parse_args()
    model = load(given.model)
    paths = {source_name(path): path for path in sources(given.data)}
    for name in given.only or paths:
        own, rules = (given.work / f"{name}.{ending}" for ending in ("own", "rules"))
        start = min(done_lines(own), done_lines(rules))
        for path in (own, rules):  # stopped between the two: the longer one gives up its lead
            cut(path, start)
        print(f"{name}: {start} done before", flush=True)
        with own.open("a", encoding="utf-8") as one, rules.open("a", encoding="utf-8") as other:
            for document in itertools.islice(read(paths[name]), start, given.most):
                found = model.recognise([readable(document.text)])[0]
                sure = [(s.start, s.end, s.label) for s in found if s.confidence >= LEAST]
                article = Article(id=document.id, text=document.text, sha256="")
                names = [
                    (m.start, m.end, e.type) for e in entities(article, [found]) for m in e.mentions
                ]
                one.write(written(sure))
                other.write(written(sorted(names)))


if __name__ == "__main__":
    main()

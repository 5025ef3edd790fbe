"""Has the large encoder label every source: ``python -m training.teach_encoder``.

Two files a source: ``NAME.encoder``, its names in the form of `training.teach_spacy`, and
``NAME.chances``, the chances of all tags of all tokens of ``tokenise(text)``, one text after the
other, as float16 without a header. It goes on after the last document that both hold.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from pipeline.entities.tagger.decode import probabilities, read_spans
from pipeline.entities.tagger.tags import TAGS
from pipeline.entities.tagger.tokens import BREAK, tokenise
from training.corpus import Document, read, source_name, sources
from training.encoder import Encoder
from training.pieces import Pieces, rows
from training.teach_corenlp import done_lines
from training.teach_own import written

#: Bytes of one token's chances.
TOKEN = 2 * len(TAGS)
#: Tokens that are read together: most of each pass is filled.
TOGETHER = 12_000
#: Seconds between lines of progress.
SHOWN = 60


def grouped(documents: Iterator[Document]) -> Iterator[list[list[tuple[str, int, int]]]]:
    """The tokens of documents of about `TOGETHER` tokens together, in order."""
    group: list[list[tuple[str, int, int]]] = []
    count = 0
    for document in documents:
        group.append(tokenise(document.text))
        count += len(group[-1])
        if count >= TOGETHER:
            yield group
            group, count = [], 0
    if group:
        yield group


def label(path: Path, work: Path, model: Encoder, pieces: Pieces, most: int | None) -> None:
    """Labels one source, as far as it is not labelled yet."""
    names, chances = (work / f"{source_name(path)}.{ending}" for ending in ("encoder", "chances"))
    start, tokens, last = done_lines(names), 0, time.monotonic()
    before = itertools.islice(read(path), start)
    done = sum(len(tokenise(document.text)) for document in before)
    with names.open("a", encoding="utf-8") as said, chances.open("ab") as sure:
        sure.truncate(done * TOKEN)
        waiting = itertools.islice(read(path), start, most)
        for group in grouped(waiting):
            # Short documents share a row: a break is between them, as between paragraphs.
            words = [token[0] for text in group for token in (*text, (BREAK, 0, 0))]
            scores, at = model.read(rows(words, pieces)), 0
            for text in group:
                mine = scores[at : at + len(text)]
                at += len(text) + 1
                spans = read_spans(mine) if text else []
                said.write(written([(text[a][1], text[b - 1][2], k) for a, b, k, _ in spans]))
                sure.write(probabilities(mine).astype(np.float16).tobytes() if text else b"")
            sure.flush()
            said.flush()
            tokens += at
            if time.monotonic() - last > SHOWN:
                print(f"{tokens:,} tokens, {tokens / (time.monotonic() - last):,.0f}/s", flush=True)
                tokens, last = 0, time.monotonic()


def main() -> None:
    """Labels all sources of a folder, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(".data/work"))
    parser.add_argument("--model", type=Path, default=Path(".data/work/encoder.pt"))
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--most", type=int, default=None, help="documents of one source")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    pieces, model = Pieces(given.vocabulary), Encoder()
    model.load_state_dict(torch.load(given.model)["model"])
    paths = {source_name(path): path for path in sources(given.data)}
    for name in given.only or paths:
        print(name, flush=True)
        label(paths[name], given.work, model, pieces, given.most)


if __name__ == "__main__":
    main()

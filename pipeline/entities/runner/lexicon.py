"""Tokens become the rows that the convolutions read; each row is computed once and kept.

The embedding layer sees nothing but a token's own text, so its output depends on the token
alone: rows of words met before are looked up, and only new words are embedded, together. Both
caches are bounded; a full one starts anew, which costs one pass over a batch's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.entities.runner.chunks import Chunker, Key, text_of
from pipeline.entities.runner.hashing import string_id, table_rows
from pipeline.entities.runner.weights import Floats, Lexical, Maxout

#: Rows kept: at 96 columns 12 MiB. A month of one paper holds fewer distinct words.
ROWS: Final = 32_768
#: Chunks whose tokens are kept, about 12 MiB; longer chunks than this many characters are not.
CHUNKS: Final = 65_536
_LONGEST_KEPT: Final = 64
#: The token that stands between texts: its row is all zeros.
NOTHING: Final = ""


class Lexicon:
    """Chunks to tokens and tokens to rows, remembered."""

    def __init__(self, chunker: Chunker, lexical: Lexical, rows: int = ROWS) -> None:
        self._chunker = chunker
        self._lexical = lexical
        self._tokens: dict[str, tuple[Key, ...]] = {}
        self._row_of: dict[Key, int] = {NOTHING: 0}
        self._rows = np.zeros((rows, lexical.mix.weight.shape[0] // lexical.mix.pieces), np.float32)

    @property
    def width(self) -> int:
        """Columns of a row."""
        return int(self._rows.shape[1])

    def tokens(self, chunk: str) -> tuple[Key, ...]:
        """The tokens of a chunk (see `Chunker.split`)."""
        try:
            return self._tokens[chunk]
        except KeyError:
            known = self._chunker.split(chunk)
        if len(chunk) <= _LONGEST_KEPT:
            if len(self._tokens) >= CHUNKS:
                self._tokens.clear()
            self._tokens[chunk] = known
        return known

    def rows(self, keys: Sequence[Key]) -> Floats:
        """A row for each token: shape (len(keys), width); fewer tokens than the cache holds."""
        row_of = self._row_of
        new = [key for key in dict.fromkeys(keys) if key not in row_of]
        if len(row_of) + len(new) > len(self._rows):
            row_of.clear()
            row_of[NOTHING] = 0
            new = [key for key in dict.fromkeys(keys) if key != NOTHING]
        if new:
            first = len(row_of)
            self._rows[first : first + len(new)] = embed(new, self._lexical)
            row_of.update(zip(new, range(first, first + len(new)), strict=True))
        return self._rows[[row_of[key] for key in keys]]


def embed(keys: Sequence[Key], lexical: Lexical) -> Floats:
    """The embedding layer's output for each token, shape (len(keys), width)."""
    texts = [text_of(key) for key in keys]
    values = {
        "ORTH": texts,
        "NORM": [norm(key, lexical) for key in keys],
        "LOWER": [text.lower() for text in texts],
        "PREFIX": [text[0] for text in texts],
        "SUFFIX": [text[-3:] for text in texts],
        "SHAPE": [shape(text) for text in texts],
    }
    columns = []
    for table in lexical.tables:
        ids = _ids(values[table.attribute], lexical)
        found = table.vectors[table_rows(ids, table.seed, len(table.vectors))]
        columns.append(found[:, 0] + found[:, 1] + found[:, 2] + found[:, 3])
    return maxout(np.concatenate(columns, axis=1), lexical.mix)


def norm(key: Key, lexical: Lexical) -> str:
    """The norm: of the exception, or of the word in the model, or the text in lower case."""
    if not isinstance(key, str):
        return key[1]
    known = lexical.norms.get(key)
    if known is None:
        known = lexical.norms_by_id.get(string_id(key, lexical.symbols))
    return key.lower() if known is None else known


def _ids(strings: Iterable[str], lexical: Lexical) -> npt.NDArray[np.uint64]:
    return np.array([string_id(text, lexical.symbols) for text in strings], np.uint64)


def maxout(rows: Floats, layer: Maxout) -> Floats:
    """The layer applied to each row, with its layer norm where it has one."""
    pieces = (rows @ layer.weight.T + layer.bias).reshape(len(rows), layer.pieces, -1)
    best: Floats = pieces.max(axis=1)
    if layer.norm is None:
        return best
    mean = best.mean(axis=1, keepdims=True)
    # 1e-8 is what thinc adds to the variance
    spread = np.sqrt(best.var(axis=1, keepdims=True) + np.float32(1e-8))
    normed: Floats = (best - mean) / spread * layer.norm.gain + layer.norm.bias
    return normed


def shape(text: str) -> str:
    """The word's shape as spaCy writes it: classes of characters, runs cut at four.

    >>> shape("McDonald's"), shape("1996-08-22"), shape("Internationally")
    ("XxXxxxx'x", 'dddd-dd-dd', 'Xxxxx')
    """
    if len(text) >= 100:
        return "LONG"
    result = []
    last, run = "", 0
    for char in text:
        if char.isalpha():
            kind = "X" if char.isupper() else "x"
        else:
            kind = "d" if char.isdigit() else char
        run = run + 1 if kind == last else 0
        last = kind
        if run < 4:
            result.append(kind)
    return "".join(result)

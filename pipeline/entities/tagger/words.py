"""Describes words as rows of numbers, each once: a bounded cache before small int8 tables.

Everything is read from the word itself (`features`), so that a name never seen before is described
as well as its letters and shape allow; a word that is known adds its frozen vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.entities.tagger import features

#: Words kept described, about 700 bytes each. News of a day has fewer; beyond it all are dropped.
CACHE_WORDS: Final = 60_000
#: Words described at once, for a bound on memory.
_AT_ONCE: Final = 256
#: Numbers are made whole multiples of one part in so many before they are multiplied and summed.
#: The sums are then exact in float64 (below 2 to the 50 parts), so that a word's description is the
#: same to the last bit whatever is new beside it, and however many threads a BLAS takes. In another
#: order float32 rounds otherwise, an int8 after it may fall to the other side, and a name with it.
_GRID: Final = float(1 << 16)
#: The scale at which the frozen vectors were given to the network.
_VECTOR_SCALE: Final = np.float32(1 / 32)


class Words:
    """The description of words: [T] tokens to [T, width] float32."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as data:
            self._data = {name: data[name] for name in data.files}
        self._width = len(self._data["norm_weight"])
        self._mix = np.rint(self._data["mix_weight"].T.astype(np.float64) * _GRID)
        self._bias = np.rint(self._data["mix_bias"].astype(np.float64) * _GRID**2)
        shape_rows = self._data["shape"].shape[0] // 3
        self._shape_base = np.arange(3) * shape_rows
        self.clear()

    def clear(self) -> None:
        """Forgets all words, and with them their numbers."""
        self._numbers: dict[str, int] = {}
        self._new: list[str] = []
        self._table = np.empty((1024, self._width), np.float32)

    @property
    def full(self) -> bool:
        """Whether the cache holds as much as it may: then it is to be cleared between texts."""
        return len(self._numbers) > CACHE_WORDS

    def number(self, token: str) -> int:
        """The number by which `numbered` gives the token's description."""
        known = self._numbers.get(token)
        if known is None:
            known = self._numbers[token] = len(self._numbers)
            self._new.append(token)
        return known

    def numbered(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """[T, width]: the descriptions of the words with these numbers."""
        if self._new:
            self._learn()
        rows: NDArray[np.float32] = self._table[np.fromiter(numbers, np.intp, len(numbers))]
        return rows

    def rows(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """[T, width]: the description of each token."""
        return self.numbered([self.number(token) for token in tokens])

    def _learn(self) -> None:
        """Describes the words that are new, whose numbers are the last."""
        needed = len(self._numbers)
        first = needed - len(self._new)
        if needed > len(self._table):
            grown = np.empty((max(needed, 2 * len(self._table)), self._width), np.float32)
            grown[:first] = self._table[:first]
            self._table = grown
        for start in range(0, len(self._new), _AT_ONCE):
            rows = self._describe(self._new[start : start + _AT_ONCE])
            self._table[first + start : first + start + len(rows)] = rows
        self._new = []

    def _describe(self, words: list[str]) -> NDArray[np.float32]:
        data = self._data
        word = self._summed("word", [features.word_rows(w) for w in words])
        pieces = [features.piece_rows(w) for w in words]
        flat = np.fromiter((row for rows in pieces for row in rows), np.intp)
        counts = np.array([len(rows) for rows in pieces])
        starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
        # A word has at least one piece, so that no range is empty for reduceat.
        piece = np.add.reduceat(self._looked_up("piece", flat), starts, axis=0)
        piece /= counts[:, None]
        shapes = np.array([features.shape_rows(w) for w in words]) + self._shape_base
        shape = self._looked_up("shape", shapes.ravel()).reshape(len(words), -1)
        vector, known = self._vectors(words)
        parts = np.concatenate([word, piece, shape, vector, known], axis=1, dtype=np.float64)
        mixed = np.rint(parts * _GRID) @ self._mix + self._bias
        best = mixed.reshape(len(words), self._width, 2).max(axis=2)
        centred = (best - best.sum(axis=1, keepdims=True) / self._width) / _GRID**2
        squares = np.rint(centred * _GRID) ** 2
        spread = np.sqrt(squares.sum(axis=1, keepdims=True) / (self._width * _GRID**2) + 1e-5)
        described = centred / spread * data["norm_weight"] + data["norm_bias"]
        result: NDArray[np.float32] = described.astype(np.float32)
        return result

    def _looked_up(self, name: str, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        table: NDArray[np.float32] = self._data[name][rows].astype(np.float32)
        table *= self._data[f"{name}_scale"][rows, None].astype(np.float32)
        return table

    def _summed(self, name: str, rows: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
        flat = np.array(rows, np.intp).ravel()
        pairs = self._looked_up(name, flat).reshape(len(rows), 2, -1)
        summed: NDArray[np.float32] = pairs.sum(axis=1)
        return summed

    def _vectors(self, words: list[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """[W, 192] of both tables of known words, zeros where unknown; [W, 1] of one or nothing.

        A model from before 0.6.0 has the first table alone: [W, 96].
        """
        data = self._data
        wanted = np.array([features.key(word) for word in words], np.uint32)
        places, known = found(data["keys"], wanted)
        vectors = data["vectors"][data["rows"][places]] * known
        if "glove_keys" in data:
            places, told = found(data["glove_keys"], wanted)
            codes, book = data["glove_codes"][places], data["glove_book"]
            parts = book[np.arange(len(book)), codes].reshape(len(words), -1) * told
            vectors, known = np.concatenate([vectors, parts], axis=1), known | told
        return vectors.astype(np.float32) * _VECTOR_SCALE, known.astype(np.float32)


def found(
    keys: NDArray[np.uint32], wanted: NDArray[np.uint32]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each key stands in sorted ``keys``, and [W, 1] whether it is there at all."""
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return places, (keys[places] == wanted)[:, None]

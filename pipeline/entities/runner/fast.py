"""Texts become names by an exported spaCy NER model, with spaCy's output at a fraction of its cost.

Texts are cut into tokens, tokens looked up as rows, rows sent through the convolutions (several
texts at once), and the moves read off. Memory is bounded: the convolutions see `WINDOW` rows at
a time, with as many more on either side as they reach, so that the cut changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from pipeline.entities.recogniser import Span
from pipeline.entities.runner.chunks import Chunker, Key, text_of
from pipeline.entities.runner.lexicon import NOTHING, Lexicon
from pipeline.entities.runner.moves import Ints, Moves
from pipeline.entities.runner.weights import Floats, Weights, read

#: Rows in one call of the convolutions. Small enough to stay in a core's cache with its
#: intermediate results, large enough that the call's own cost does not show.
WINDOW: Final = 1024
#: Characters of text in one batch, at least one text: about 15,000 tokens.
BATCH: Final = 65_536

#: Tokens of a chunk that are counted through to find where one of them begins.
LOOKUP: Final = 32

_BLANKS: Final = re.compile(r"(\s+)")


@dataclass(slots=True)
class _Tokens:
    """A text's tokens; ``chunk_at[i]`` is where the chunk begins whose first token is i-th."""

    keys: list[Key] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    first_token: list[int] = field(default_factory=list)
    chunk_at: list[int] = field(default_factory=list)

    def add(self, at: int, pieces: Sequence[Key]) -> None:
        """The tokens of the chunk at ``at``; of a long one a few at a time, to find them again."""
        if len(pieces) <= LOOKUP:
            self.first_token.append(len(self.keys))
            self.chunk_at.append(at)
            self.keys += pieces
            return
        for start in range(0, len(pieces), LOOKUP):
            part = pieces[start : start + LOOKUP]
            self.first_token.append(len(self.keys))
            self.chunk_at.append(at)
            self.keys += part
            at += sum(len(text_of(key)) for key in part)

    def offset(self, token: int) -> int:
        """Where in the text the token begins; for the number of tokens, where the last ends."""
        chunk = bisect_right(self.first_token, token) - 1
        before = self.keys[self.first_token[chunk] : token]
        return self.chunk_at[chunk] + sum(len(text_of(key)) for key in before)


class FastRecogniser:
    """Runs an exported model; holds its weights, an ONNX session and bounded caches."""

    def __init__(self, weights: Weights, precision: str = "fp32") -> None:
        self._lexicon = Lexicon(Chunker(weights.rules), weights.lexical)
        self._moves = Moves(weights.steps)
        self._context = weights.context
        self._session = _session(weights.graph)
        self._provenance = MappingProxyType(
            {"model": weights.name, "version": weights.version, "precision": precision}
        )

    @classmethod
    def open(cls, folder: Path, precision: str = "fp32") -> FastRecogniser:
        """The recogniser of the exported model in ``folder``."""
        return cls(read(folder, precision), precision)

    @property
    def provenance(self) -> Mapping[str, str]:
        return self._provenance

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        return [spans for batch in _batches(texts) for spans in self._recognise(batch)]

    def _recognise(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        """One batch: its texts' tokens in one row of rows, ``context`` empty ones between them."""
        read = [self._tokens(text) for text in texts]
        keys: list[Key] = [NOTHING] * self._context
        starts = []
        for tokens in read:
            starts.append(len(keys))
            keys += tokens.keys
            keys += [NOTHING] * self._context
        blank = [
            start + i for start, tokens in zip(starts, read, strict=True) for i in tokens.blank
        ]
        last = [
            start + len(tokens.keys) - 1
            for start, tokens in zip(starts, read, strict=True)
            if tokens.keys
        ]
        encoded, best = self._encode(keys, np.array(blank, np.int64), np.array(last, np.int64))
        for start, tokens in zip(starts, read, strict=True):
            names = self._moves.names(best, encoded, start, start + len(tokens.keys))
            yield [
                Span(
                    tokens.offset(name.start - start),
                    tokens.offset(name.end - start - 1)
                    + len(text_of(tokens.keys[name.end - start - 1])),
                    name.label,
                )
                for name in names
            ]

    def _tokens(self, text: str) -> _Tokens:
        tokens = _Tokens()
        keys, known = tokens.keys, self._lexicon.tokens
        at = 0
        parts = _BLANKS.split(text)
        parts.append("")
        for word, blanks in zip(parts[::2], parts[1::2], strict=True):
            if word:
                tokens.add(at, known(word))
                at += len(word)
                if blanks == " ":
                    at += 1
                    continue
            # one space belongs to the word before it; what else there is, is a token
            if at and blanks[:1] == " ":
                at, blanks = at + 1, blanks[1:]
            if blanks:
                pieces = known(blanks)
                tokens.blank.extend(range(len(keys), len(keys) + len(pieces)))
                tokens.add(at, pieces)
                at += len(blanks)
        return tokens

    def _encode(self, keys: list[Key], blank: Ints, last: Ints) -> tuple[Floats, Ints]:
        """Each row's encoding and best move outside names, window by window."""
        encoded, best = [], []
        for start in range(0, len(keys), WINDOW):
            end = min(start + WINDOW, len(keys))
            begin = max(start - self._context, 0)
            rows = self._lexicon.rows(keys[begin : end + self._context])
            tokens, scores = self._session.run(None, {"rows": rows})
            inner = slice(start - begin, end - begin)
            encoded.append(tokens[inner])
            here_blank = blank[(blank >= start) & (blank < end)] - start
            here_last = last[(last >= start) & (last < end)] - start
            best.append(self._moves.best_outside(scores[inner], here_blank, here_last))
        return np.concatenate(encoded), np.concatenate(best)


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _session(graph: bytes) -> Any:
    """One thread each: the pool runs one process per core, and more threads would only fight."""
    import onnxruntime
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

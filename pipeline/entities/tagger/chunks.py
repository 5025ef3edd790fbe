"""Tokens as numbers of words, without making them: what stands between two blanks is cut once.

The tokens are those of `tokenise`, which remains the reference: all but one of its rules look no
further than the next white space, so that a stretch between blanks (a chunk) always gives the
same tokens. The exception is an initial, whose point depends on the letter after the blank
("J. K. Rowling", but "vitamin C. 2 mg"); it is marked before the text is split.

Pure but for its bounded cache.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import accumulate, chain
from typing import Final, NamedTuple

from pipeline.entities.tagger.tokens import BREAK, is_wrapped, tokenise
from pipeline.entities.tagger.words import Words

#: Chunks kept, about 250 bytes each; a text with one longer than `LONGEST_CHUNK` is read plainly.
CHUNKS: Final = 65_536
LONGEST_CHUNK: Final = 100
#: Stands for the point of an initial before a word: a private character, as long as a point.
_MARK: Final = "\ue000"
_INITIAL: Final = re.compile(r"\.(?<=[^\W\d_a-zß-öø-ÿ]\.)(?=[ \n]+[^\W\d_])")


class Tokens(NamedTuple):
    """A text's tokens: the ``numbers`` of their words, and ``place``, a token's start and end."""

    numbers: list[int]
    place: Callable[[int], tuple[int, int]]


class _Unusual(Exception):
    """A chunk that is no plain one: other white space in it, or very long."""


class Chunks(dict[str, tuple[int, ...]]):
    """The numbers of each chunk's words, learned when they are asked for."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        #: Where the tokens of a chunk end, of chunks with several.
        self._ends: dict[str, tuple[int, ...]] = {}
        self._break = (words.number(BREAK),)

    def read(self, text: str) -> Tokens:
        """The tokens of a text."""
        if len(self) > CHUNKS or self.words.full:
            self.clear()
            self._ends.clear()
            self.words.clear()
            self._break = (self.words.number(BREAK),)
        try:
            if _MARK not in text:
                return self._split(text)
        except _Unusual:
            pass
        tokens = tokenise(text)
        number = self.words.number
        return Tokens([number(token) for token, _, _ in tokens], lambda i: tokens[i][1:])

    def _split(self, text: str) -> Tokens:
        marked = _INITIAL.sub(_MARK, text)
        chunks, breaks = _chunks(marked, wrapped=lambda: is_wrapped(text))
        numbers = list(map(self.__getitem__, chunks))
        for i in breaks:
            numbers[i] = self._break
        ends = list(accumulate(map(len, numbers), initial=0))
        lengths = list(accumulate(map(len, chunks), initial=0))

        def place(token: int) -> tuple[int, int]:
            i = bisect_right(ends, token) - 1
            # One blank or line break parts two chunks; a break has no characters of its own.
            start = lengths[i] + i - bisect_left(breaks, i)
            if numbers[i] is self._break:
                end = place(token - 1)[1] if token else 0
                return end, end
            if len(numbers[i]) == 1:
                return start, start + len(chunks[i])
            edges = self._ends[chunks[i]]
            first = token - ends[i]
            return start + (edges[first - 1] if first else 0), start + edges[first]

        return Tokens(list(chain.from_iterable(numbers)), place)

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        if len(chunk) > LONGEST_CHUNK or (chunk and chunk.split() != [chunk]):
            raise _Unusual
        marked = chunk.endswith(_MARK)
        tokens = tokenise(chunk[:-1] + ". A")[:-1] if marked else tokenise(chunk)
        numbers = self[chunk] = tuple(self.words.number(token) for token, _, _ in tokens)
        if len(tokens) > 1:
            self._ends[chunk] = tuple(end for _, _, end in tokens)
        return numbers


def _chunks(text: str, *, wrapped: Callable[[], bool]) -> tuple[list[str], list[int]]:
    """What stands between single blanks or line breaks, empty ones among it; which are breaks.

    A break is an empty chunk more, before a paragraph's first one or behind all. A single line
    break makes none where lines are ``wrapped``.
    """
    lines = text.split("\n")
    if len(lines) == 1:
        return text.split(" "), []
    least = 2 if wrapped() else 1
    chunks: list[str] = []
    breaks: list[int] = []
    last = 0
    for i, line in enumerate(lines):
        if line and not line.isspace():
            if i - last >= least:
                breaks.append(len(chunks))
                chunks.append("")
            last = i
        chunks += line.split(" ")
    if len(lines) - 1 - last >= least:
        breaks.append(len(chunks))
        chunks.append("")
    return chunks, breaks

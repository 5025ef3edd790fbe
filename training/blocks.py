"""Reads the prepared sources and cuts them into blocks of whole sentences for training."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.entities.tagger.tokens import BREAK

#: Tokens of a block, at least: it ends at the next end of a sentence or paragraph.
BLOCK = 120


@dataclass
class Source:
    """One source in word numbers of the common vocabulary."""

    name: str
    ids: np.ndarray
    targets: np.ndarray
    spans: np.ndarray
    train: np.ndarray  # [B, 2] half-open token ranges
    held: np.ndarray  # [D, 2] whole documents held back


class Vocabulary:
    """Numbers words; grows."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.words: list[str] = []

    def number(self, word: str) -> int:
        """The number of a word, new or known."""
        found = self.numbers.get(word)
        if found is None:
            found = self.numbers[word] = len(self.words)
            self.words.append(word)
        return found


def read_sources(work: Path, vocabulary: Vocabulary) -> list[Source]:
    """All prepared sources, in alphabetical order."""
    vocabulary.number(BREAK)
    found = []
    for path in sorted([*work.glob("gold-*.npz"), *work.glob("raw-*.npz")]):
        data = np.load(path)
        mapping = np.array([vocabulary.number(str(w)) for w in data["words"]], np.int32)
        words = [str(w) for w in data["words"]]
        ends = np.array([w in (BREAK, ".", "!", "?") for w in words])[data["ids"]]
        ranges = document_ranges(data["documents"])
        held = data["held"][: len(ranges)]
        free = ranges[~held]
        found.append(
            Source(
                path.stem,
                mapping[data["ids"]],
                data["targets"],
                data["spans"],
                blocks(free, ends),
                ranges[held],
            )
        )
    return found


def document_ranges(documents: np.ndarray) -> np.ndarray:
    """[D, 2] of a sorted array of document numbers."""
    cuts = np.flatnonzero(np.diff(documents)) + 1
    return np.stack([np.r_[0, cuts], np.r_[cuts, len(documents)]], 1)


def blocks(ranges: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Cuts (and joins) documents into blocks of about `BLOCK` tokens at ends of sentences."""
    found: list[tuple[int, int]] = []
    start, expected = -1, -1
    for first, last in ranges.tolist():
        if start < 0 or first != expected:
            if start >= 0:
                found.append((start, expected))
            start = first
        expected = last
        place = max(first, start + BLOCK)
        while place < last:
            stop = place + int(ends[place : place + 80].argmax()) if place < last else last
            stop = min(stop + 1, last)
            found.append((start, stop))
            start = stop
            place = stop + BLOCK
        if last - start >= BLOCK:
            found.append((start, last))
            start = -1
    if start >= 0 and expected > start:
        found.append((start, expected))
    return np.array(found, np.int64).reshape(-1, 2)

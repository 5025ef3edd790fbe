"""Varies training blocks: casing, accents, and names swapped for others of their type.

A model of silver labels leans on names that it knows; swapped names and odd casing make it lean
on the sentence instead.
"""

from __future__ import annotations

import unicodedata

import numpy as np

from pipeline.entities.model import ENTITY_TYPES
from pipeline.entities.tagger.tags import OUTSIDE, tag
from pipeline.entities.tagger.tokens import BREAK
from training.blocks import Source, Vocabulary
from training.layout import headline, wrapped
from training.silver import place_of
from training.targets import Targets, sure

UPPER, TITLE, LOWER, PLAIN = 0.03, 0.02, 0.01, 0.03
#: Share of blocks with breaks inside sentences, and with the first sentence as a headline.
WRAPPED, HEADLINE = 0.02, 0.04
#: Share of blocks in which names are swapped, and of the names of such a block.
SWAPPED_BLOCKS, SWAPPED_NAMES = 0.3, 0.6
SWAPPED_TYPES = ("PERSON", "GPE", "ORG")


def without_accents(word: str) -> str:
    """``Sao`` of ``São``."""
    split = unicodedata.normalize("NFD", word)
    return "".join(c for c in split if not unicodedata.combining(c))


class Augmenter:
    """Gives blocks, varied at random."""

    def __init__(
        self,
        sources: list[Source],
        vocabulary: Vocabulary,
        targets: Targets,
        extra: dict[str, list[list[str]]] | None = None,
        swapped: tuple[float, float] = (SWAPPED_BLOCKS, SWAPPED_NAMES),
    ) -> None:
        self.swapped_blocks, self.swapped_names = swapped
        self.targets = targets
        self.single = {n: targets.number(sure((n,))) for n in range(1 + 4 * len(ENTITY_TYPES))}
        self.line_break = vocabulary.number(BREAK)
        self.names = self._names(sources, vocabulary, extra or {})
        words = list(vocabulary.words)
        changes = (str.upper, str.title, str.lower, without_accents)
        self.changed = [
            np.array([vocabulary.number(change(w)) for w in words], np.int32) for change in changes
        ]
        self.stops = np.array([w in (".", "!", "?") for w in words])

    def _names(
        self, sources: list[Source], vocabulary: Vocabulary, extra: dict[str, list[list[str]]]
    ) -> dict[int, list[np.ndarray]]:
        """Distinct sure names of each swappable type, as word numbers."""
        found: dict[int, list[np.ndarray]] = {}
        for label in SWAPPED_TYPES:
            code = ENTITY_TYPES.index(label)
            seen = {
                tuple(source.ids[start:end].tolist())
                for source in sources
                for start, end, kind in source.spans.tolist()
                if kind == code and end - start <= 8
            }
            more = {tuple(vocabulary.number(w) for w in name) for name in extra.get(label, [])}
            found[code] = [np.array(n, np.int32) for n in sorted(seen)]
            found[code] += [np.array(n, np.int32) for n in sorted(more - seen)]
        return found

    def block(
        self, source: Source, start: int, end: int, random: np.random.Generator
    ) -> tuple[np.ndarray, np.ndarray]:
        """(word numbers, target numbers) of one block, perhaps varied."""
        ids, targets = source.ids[start:end], source.targets[start:end]
        if random.random() < self.swapped_blocks:
            ids, targets = self._swapped(source, start, end, random)
        draw = random.random()
        if draw < HEADLINE:
            outside = self.single[OUTSIDE]
            return headline((ids, targets), self.stops, self.changed[0], self.line_break, outside)
        draw -= HEADLINE
        if draw < WRAPPED:
            return wrapped((ids, targets), (self.line_break, self.single[OUTSIDE]), random)
        draw -= WRAPPED
        for share, mapping in zip((UPPER, TITLE, LOWER, PLAIN), self.changed, strict=True):
            if draw < share:
                # Words that came with swapped names later than the table stay as they are.
                known = ids < len(mapping)
                return np.where(known, mapping[np.where(known, ids, 0)], ids), targets
            draw -= share
        return ids, targets

    def _swapped(
        self, source: Source, start: int, end: int, random: np.random.Generator
    ) -> tuple[np.ndarray, np.ndarray]:
        low, high = np.searchsorted(source.spans[:, 0], (start, end))
        chosen: dict[tuple[int, ...], np.ndarray] = {}
        ids, targets, at = [], [], start
        for first, last, kind in source.spans[low:high].tolist():
            pool = self.names.get(kind)
            if not pool or last > end or first < at or random.random() > self.swapped_names:
                continue
            old = tuple(source.ids[first:last].tolist())
            new = chosen.get(old)
            if new is None:
                new = chosen[old] = self._like(pool, len(old), random)
            ids += [source.ids[at:first], new]
            tags = [
                self.single[tag(place_of(i, 0, len(new)), ENTITY_TYPES[kind])]
                for i in range(len(new))
            ]
            targets += [source.targets[at:first], np.array(tags, np.int32)]
            at = last
        ids.append(source.ids[at:end])
        targets.append(source.targets[at:end])
        return np.concatenate(ids), np.concatenate(targets)

    @staticmethod
    def _like(pool: list[np.ndarray], length: int, random: np.random.Generator) -> np.ndarray:
        """Another name; a short one for one word ("Bush"), any for longer ones."""
        name = pool[int(random.integers(len(pool)))]
        return name[-1:] if length == 1 and len(name) > 1 else name

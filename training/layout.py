"""Varies the layout of a training block as old wire copy does: breaks inside sentences, headlines.

Wrapped lines are seen for what they are in long texts (`tokens.is_wrapped`); in short ones a line
break is taken for the end of a paragraph, even inside a name, and the network has to see through
it.
"""

from __future__ import annotations

import numpy as np

from pipeline.entities.tagger.tags import OUTSIDE, TAGS, tag

Block = tuple[np.ndarray, np.ndarray]


def between(tags: list[int]) -> list[int]:
    """The tags of a break before a token that may have ``tags``: inside where the token goes on."""
    found = {tag("I", TAGS[t][2:]) if TAGS[t][0] in "IE" else OUTSIDE for t in tags}
    return sorted(found)


def wrapped(block: Block, breaks: tuple[int, np.ndarray], random: np.random.Generator) -> Block:
    """The block with line breaks every dozen words; ``breaks`` is the break's word and its target
    before each target."""
    ids, targets = block
    word, before = breaks
    width = int(random.integers(7, 16))
    places = np.arange(int(random.integers(1, width + 1)), len(ids), width)
    places = places + random.integers(-1, 2, len(places))
    places = np.unique(places[(places > 0) & (places < len(ids))])
    # No break beside a break.
    places = places[(ids[places] != word) & (ids[places - 1] != word)]
    new = before[targets[places]]
    return np.insert(ids, places, word), np.insert(targets, places, new)


def headline(
    block: Block, stops: np.ndarray, capitals: np.ndarray, word: int, outside: int
) -> Block:
    """The first sentence in capitals, without its full stop, on a line of its own.

    ``stops`` tells which words end sentences, ``capitals`` gives each word in capitals.
    """
    ids, targets = block
    ends = np.flatnonzero(stops[np.minimum(ids, len(stops) - 1)])
    if not len(ends) or not 4 <= ends[0] <= 30:
        return block
    end = int(ends[0])
    known = ids[:end] < len(capitals)
    title = np.where(known, capitals[np.where(known, ids[:end], 0)], ids[:end])
    return (
        np.concatenate([title, [word], ids[end + 1 :]]).astype(ids.dtype),
        np.concatenate([targets[:end], [outside], targets[end + 1 :]]).astype(targets.dtype),
    )

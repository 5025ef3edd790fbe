"""Varies the layout of a training block as old wire copy does: breaks inside sentences, headlines.

Wrapped lines are seen for what they are in long texts (`tokens.is_wrapped`); in short ones a line
break is taken for the end of a paragraph, and a sentence then goes on after it.
"""

from __future__ import annotations

import numpy as np

Block = tuple[np.ndarray, np.ndarray]


def wrapped(block: Block, line_break: tuple[int, int], random: np.random.Generator) -> Block:
    """The block with line breaks every dozen words; ``line_break`` is its word and its target.

    Names stay whole: a network that was taught to see through a break inside a name also joined
    the names above and below one ("Vince", "David"), and lost persons in letters.
    """
    ids, targets = block
    word, outside = line_break
    width = int(random.integers(7, 16))
    places = np.arange(int(random.integers(1, width + 1)), len(ids), width)
    places = places + random.integers(-1, 2, len(places))
    places = np.unique(places[(places > 0) & (places < len(ids))])
    # No break beside a break, and none inside a name or beside one.
    places = places[(ids[places] != word) & (ids[places - 1] != word)]
    places = places[(targets[places] == outside) & (targets[places - 1] == outside)]
    return np.insert(ids, places, word), np.insert(targets, places, outside)


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

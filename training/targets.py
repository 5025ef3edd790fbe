"""Targets of tokens: shares of sets of allowed tags, as numbers and in ``sets.json``.

One set where teachers agree or are left open; several with a share each where the chances of
names are known: "a person with 6 of 10 chances, none with 4". Shares are whole tenths, so that
few distinct targets exist and each is one number.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from pipeline.entities.tagger.tags import TAGS

Open = frozenset[int]
#: (tenths, allowed tags), tenths adding up to ten, the greatest first.
Target = tuple[tuple[int, Open], ...]
WHOLE = 10
#: Sets of one target, at most.
MOST = 3


def sure(tags: Iterable[int]) -> Target:
    """The target that leaves one set open."""
    return ((WHOLE, frozenset(tags)),)


def mixed(chances: Iterable[tuple[float, Open]]) -> Target:
    """A target of the likeliest `MOST` sets; chances need not add up to one.

    >>> mixed([(0.62, frozenset({1})), (0.38, frozenset({0})), (0.01, frozenset({2}))])
    ((6, frozenset({1})), (4, frozenset({0})))
    """
    best = sorted(chances, key=lambda c: (-c[0], sorted(c[1])))[:MOST]
    total = sum(chance for chance, _ in best)
    tenths = [round(WHOLE * chance / total) for chance, _ in best]
    tenths[0] += WHOLE - sum(tenths)
    return tuple((n, tags) for n, (_, tags) in zip(tenths, best, strict=True) if n > 0)


class Targets:
    """Numbers targets."""

    def __init__(self, known: Iterable[Target] = ()) -> None:
        self.numbers: dict[Target, int] = {target: n for n, target in enumerate(known)}

    def number(self, target: Target) -> int:
        """The number of a target, new or known."""
        return self.numbers.setdefault(target, len(self.numbers))


def read_targets(work: Path) -> Targets:
    """The targets of prepared sources, by number."""
    rows = json.loads((work / "sets.json").read_text())
    return Targets(tuple((n, frozenset(tags)) for n, tags in row) for row in rows)


def write_targets(targets: Targets, work: Path) -> None:
    """Keeps them beside the prepared sources."""
    rows = [[(n, sorted(tags)) for n, tags in target] for target in targets.numbers]
    (work / "sets.json").write_text(json.dumps(rows))


def tables(targets: Iterable[Target]) -> tuple[np.ndarray, np.ndarray]:
    """([S, MOST, tags] of 0 and -inf, [S, MOST] of shares) for `training.network.open_loss`."""
    rows = list(targets)
    allowed = np.zeros((len(rows), MOST, len(TAGS)), np.float32)
    shares = np.zeros((len(rows), MOST), np.float32)
    for number, target in enumerate(rows):
        for place, (tenths, tags) in enumerate(target):
            shares[number, place] = tenths / WHOLE
            allowed[number, place] = -math.inf
            allowed[number, place, list(tags)] = 0.0
    return allowed, shares

"""Scores become names: the greedy walk of spaCy's NER, without its steps outside names.

Outside a name the next token decides alone, so every token's best move there is known at once.
Inside a name the parser sees the token to come, the name's first token and the one just read:
all names that may begin are stepped together, and only the few that run on are stepped alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from pipeline.entities.runner.weights import Floats, Steps

#: Steps taken for all names together; longer names (one in thousands) go on alone when reached.
TOGETHER: Final = 12

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Name:
    """A name by token numbers, half-open, with its label."""

    start: int
    end: int
    label: str


class Moves:
    """The moves of one model: which are possible where, and what each does."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        number = {move: i for i, move in enumerate(steps.moves)}
        self.outside = outside_moves(steps.moves)
        chosen = [steps.moves[i] for i in self.outside]
        self._labels = [move[2:] for move in chosen]
        self._begins = np.array([move.startswith("B-") for move in chosen])
        self._out = chosen.index("O")
        # what goes on (I) and what ends (L) the name that each move outside begins
        self._going = np.array([number.get(f"I-{label}", 0) for label in self._labels])
        self._ending = np.array([number.get(f"L-{label}", 0) for label in self._labels])

    def best_outside(self, scores: Floats, blank: Ints, last: Ints) -> Ints:
        """Each token's best move outside names.

        ``scores`` (tokens, moves outside) is overwritten; no name begins at a ``blank`` token,
        and none that goes on begins at the ``last`` token of a text.
        """
        if len(last):
            scores[np.ix_(last, np.flatnonzero(self._begins))] = -np.inf
        best: Ints = scores.argmax(axis=1)
        best[blank] = self._out
        return best

    def names(self, best: Ints, tokens: Floats, start: int, end: int) -> list[Name]:
        """The names among the tokens ``start`` … ``end`` of one text, in order."""
        local = best[start:end]
        at = np.flatnonzero(local != self._out) + start
        beginning = at[self._begins[best[at]]]
        ends = dict(zip(beginning.tolist(), self._ends(beginning, best, tokens, end), strict=True))
        found: list[Name] = []
        free = start
        for i, move in zip(at.tolist(), best[at].tolist(), strict=True):
            if i < free:
                continue
            free = ends.get(i, i + 1)
            if free < 0:
                free = self._ends(np.array([i]), best, tokens, end, rounds=end - i)[0]
            found.append(Name(i, free, self._labels[move]))
        return found

    def _ends(
        self, begins: Ints, best: Ints, tokens: Floats, end: int, rounds: int = TOGETHER
    ) -> list[int]:
        """Where the names end that begin at ``begins``; -1 for those not done after ``rounds``."""
        result = np.full(len(begins), -1, np.int64)
        open_ = np.arange(len(begins))
        first = tokens[begins] @ self._steps.first
        at = begins + 1
        for _ in range(rounds):
            if not len(open_):
                break
            closes = self._closes(first[open_], at[open_], best[begins[open_]], tokens)
            closes |= at[open_] == end - 1
            result[open_[closes]] = at[open_[closes]] + 1
            open_ = open_[~closes]
            at[open_] += 1
        return [int(place) for place in result]

    def _closes(self, first: Floats, at: Ints, moves: Ints, tokens: Floats) -> npt.NDArray[np.bool]:
        steps = self._steps
        hidden = tokens[at] @ steps.here + first + tokens[at - 1] @ steps.last + steps.bias
        hidden = hidden.reshape(len(at), steps.pieces, -1).max(axis=1)
        going, ending = self._going[moves], self._ending[moves]
        stay = (hidden * steps.upper[going]).sum(axis=1) + steps.upper_bias[going]
        stop = (hidden * steps.upper[ending]).sum(axis=1) + steps.upper_bias[ending]
        closes: npt.NDArray[np.bool] = (stop > stay) | ((stop == stay) & (ending < going))
        return closes


def outside_moves(moves: tuple[str, ...]) -> list[int]:
    """The numbers of the moves that are possible outside a name: B, U and O."""
    return [
        i for i, move in enumerate(moves) if move == "O" or (move[:2] in {"B-", "U-"} and move[2:])
    ]

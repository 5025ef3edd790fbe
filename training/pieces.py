"""Words as the large encoder reads them: word pieces, in rows of one length. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.entities.tagger.tokens import BREAK

#: Pieces of one word at most, of a row, and from how many on a row ends with a sentence.
MOST_PIECES, LENGTH, ENOUGH = 10, 192, 140
#: Rows that are read at once.
ROWS = 12
#: Words that end a sentence.
ENDS = frozenset((".", "!", "?", BREAK))


class Pieces:
    """The word pieces of words, kept."""

    def __init__(self, vocabulary: Path) -> None:
        from tokenizers.models import WordPiece  # needed for training only

        self.model = WordPiece.from_file(str(vocabulary), unk_token="[UNK]")
        self.first = self.model.token_to_id("[CLS]")
        self.last = self.model.token_to_id("[SEP]")
        self.unknown = self.model.token_to_id("[UNK]")
        self.known: dict[str, list[int]] = {BREAK: [self.last]}

    def of(self, word: str) -> list[int]:
        """The pieces of one word, at least one."""
        found = self.known.get(word)
        if found is None:
            found = [t.id for t in self.model.tokenize(word)][:MOST_PIECES] or [self.unknown]
            self.known[word] = found
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """Words that the encoder reads together: their pieces, and where each begins."""

    pieces: list[int]
    heads: list[int]


def rows(words: Sequence[str], pieces: Pieces) -> list[Row]:
    """All words of a text in order; each row ends with a sentence where one ends in time."""
    found: list[Row] = []
    row = Row([pieces.first], [])
    for number, word in enumerate(words):
        known = pieces.of(word)
        full = len(row.pieces) + len(known) >= LENGTH
        if full or (len(row.pieces) >= ENOUGH and words[number - 1] in ENDS):
            found.append(row)
            row = Row([pieces.first], [])
        row.heads.append(len(row.pieces))
        row.pieces.extend(known)
    return [*found, row] if row.heads else found


def named(variable: str) -> str | None:
    """The weight that a variable of the package is here, if it is one."""
    name = variable.removeprefix("module/bert/").replace("/", ".")
    if not name.startswith(("embeddings", "encoder")) or variable.endswith(("_m", "_v")):
        return None
    name = name.replace("layer_", "layer.").replace("LayerNorm.beta", "LayerNorm.bias")
    name = name.replace("LayerNorm.gamma", "LayerNorm.weight").replace("kernel", "weight")
    return name if name.endswith((".weight", ".bias")) else f"{name}.weight"

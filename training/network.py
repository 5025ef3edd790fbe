"""The tagger as a PyTorch network: a rich description of each word, then cheap convolutions.

The description depends on the word alone, so that the runner caches it; only the layers above
cost time for each token.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from pipeline.entities.tagger import features
from pipeline.entities.tagger.tags import TAGS
from pipeline.entities.tagger.words import found


@dataclass(frozen=True)
class Shape:
    """Sizes of the network."""

    width: int = 160
    word: int = 96
    piece: int = 96
    shape: int = 24
    dilations: tuple[int, ...] = (1, 1, 2, 3)
    dropout: float = 0.15

    def record(self) -> dict[str, object]:
        """For the model file."""
        return asdict(self)


@dataclass
class Lexemes:
    """The described words of a vocabulary: rows of the tables, by word number."""

    word: Tensor  # [V, 2]
    piece: Tensor  # [V, MOST_PIECES], padded with -1
    shape: Tensor  # [V, 3]
    vector: Tensor  # [V], row of the frozen table, its last row where unknown
    codes: Tensor  # [V, parts] of the GloVe vector, one beyond the book where unknown

    def __getitem__(self, ids: Tensor) -> Lexemes:
        return Lexemes(
            self.word[ids], self.piece[ids], self.shape[ids], self.vector[ids], self.codes[ids]
        )


#: The tables of known words, as `training.vectors` and `training.glove` make them.
Known = dict[str, np.ndarray]


def describe(words: list[str], known: Known) -> Lexemes:
    """Looks up all features of a vocabulary."""
    piece = np.full((len(words), features.MOST_PIECES), -1, np.int32)
    for i, word in enumerate(words):
        rows = features.piece_rows(word)
        piece[i, : len(rows)] = rows
    wanted = np.array([features.key(word) for word in words], np.uint32)
    at, told = found(known["keys"], wanted)
    vector = np.where(told[:, 0], known["rows"][at], len(known["vectors"])).astype(np.int64)
    at, told = found(known["glove_keys"], wanted)
    beyond = known["glove_book"].shape[1]
    codes = np.where(told, known["glove_codes"][at].astype(np.int64), beyond)
    return Lexemes(
        torch.tensor(np.array([features.word_rows(w) for w in words], np.int64)),
        torch.from_numpy(piece),
        torch.tensor(np.array([features.shape_rows(w) for w in words], np.int64)),
        torch.from_numpy(vector),
        torch.from_numpy(codes),
    )


class Embedding(nn.Module):
    """What a word is: [U] words to [U, width]."""

    def __init__(self, size: Shape, known: Known) -> None:
        super().__init__()
        self.word = nn.EmbeddingBag(features.WORD_ROWS, size.word, mode="sum")
        self.piece = nn.EmbeddingBag(features.PIECE_ROWS, size.piece, mode="mean")
        self.shape = nn.Embedding(3 * features.SHAPE_ROWS, size.shape)
        for table in (self.word, self.piece, self.shape):
            nn.init.normal_(table.weight, std=0.1)
        table = torch.from_numpy(known["vectors"].astype(np.float32) / 32)
        self.register_buffer("vectors", torch.cat([table, torch.zeros(1, table.shape[1])]))
        book = torch.from_numpy(known["glove_book"].astype(np.float32) / 32)
        self.register_buffer("book", F.pad(book, (0, 0, 0, 1)))
        frozen = table.shape[1] + book.shape[0] * book.shape[2]
        inputs = size.word + size.piece + 3 * size.shape + frozen + 1
        self.mix = nn.Linear(inputs, 2 * size.width)
        self.norm = nn.LayerNorm(size.width)

    def forward(self, words: Lexemes, drop: float = 0.0) -> Tensor:
        count = len(words.vector)
        have = words.piece >= 0
        flat = words.piece[have]
        offsets = F.pad(have.sum(1).cumsum(0), (1, 0))[:-1]
        piece = self.piece(flat, offsets)
        word = self.word(words.word)
        parts, size, _ = self.book.shape
        glove = self.book[torch.arange(parts), words.codes].flatten(1)
        vector = torch.cat([self.vectors[words.vector], glove], 1)
        either = (words.vector < len(self.vectors) - 1) | (words.codes[:, 0] < size - 1)
        known = either.float()[:, None]
        if drop:
            # An unseen name has no word row and often no vector: learn to do without.
            word = word * (torch.rand(count, 1) >= drop).float()
            keep = (torch.rand(count, 1) >= drop).float()
            vector, known = vector * keep, known * keep
        place = torch.arange(3)[None] * features.SHAPE_ROWS
        shape = self.shape(words.shape + place).flatten(1)
        mixed = self.mix(torch.cat([word, piece, shape, vector, known], 1))
        return self.norm(mixed.view(count, -1, 2).amax(2))


class Layers(nn.Module):
    """What a word is here: [T, width] to [T, tags], one flat sequence."""

    def __init__(self, size: Shape) -> None:
        super().__init__()
        self.dilations = size.dilations
        width = size.width
        self.convolutions = nn.ModuleList(nn.Linear(3 * width, width) for _ in size.dilations)
        self.out = nn.Linear(width, len(TAGS))
        self.drop = nn.Dropout(size.dropout)

    def forward(self, hidden: Tensor) -> Tensor:
        for dilation, layer in zip(self.dilations, self.convolutions, strict=True):
            pad = torch.zeros(dilation, hidden.shape[1], dtype=hidden.dtype)
            before = torch.cat([pad, hidden[:-dilation]])
            after = torch.cat([hidden[dilation:], pad])
            window = torch.cat([before, hidden, after], 1)
            hidden = hidden + self.drop(torch.relu(layer(window)))
        return self.out(hidden)


class Tagger(nn.Module):
    """The whole: word numbers of one flat sequence to scores of tags."""

    def __init__(self, size: Shape, known: Known) -> None:
        super().__init__()
        self.size = size
        self.embedding = Embedding(size, known)
        self.layers = Layers(size)
        self.drop = nn.Dropout(size.dropout)

    def forward(self, ids: Tensor, lexemes: Lexemes, word_drop: float = 0.0) -> Tensor:
        unique, inverse = torch.unique(ids, return_inverse=True)
        words = self.embedding(lexemes[unique], word_drop)
        return self.layers(self.drop(words[inverse]))


def open_loss(scores: Tensor, allowed: Tensor, shares: Tensor) -> Tensor:
    """The cross entropy of sets of tags: [T, tags] against [T, K, tags] of 0 and -inf, [T, K].

    With one set it is minus the log probability that the tag is one of those allowed; with
    several, each has its share.
    """
    chosen = torch.logsumexp(scores[:, None] + allowed, 2)
    missed = torch.logsumexp(scores, 1) - (chosen * shares).sum(1)
    return missed.mean()

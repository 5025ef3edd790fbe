"""Rows for the large encoder hold every word once, in order, and end where sentences do."""

from __future__ import annotations

import pytest

from training.pieces import ENOUGH, LENGTH, MOST_PIECES, Pieces, named, rows


class _Letters(Pieces):
    """A piece for each letter, as far as a word may have them."""

    def __init__(self) -> None:
        self.first, self.last, self.unknown = 1, 2, 3
        self.known = {}

    def of(self, word: str) -> list[int]:
        return [10 + ord(letter) for letter in word[:MOST_PIECES]] or [self.unknown]


@pytest.mark.parametrize("sentence", [1, 3, 20, 400])
def test_rows_hold_every_word_once_and_are_not_too_long(sentence: int) -> None:
    """Sentences of any length: a row that is full is cut inside one."""
    words = ["word", *["xylophones"] * (sentence - 1), "."] * (600 // sentence)
    made = rows(words, _Letters())
    assert sum(len(row.heads) for row in made) == len(words)
    assert all(len(row.pieces) <= LENGTH for row in made)
    heads = [row.pieces[head] - 10 for row in made for head in row.heads]
    assert "".join(map(chr, heads)) == "".join(word[0] for word in words)


def test_a_row_that_is_long_enough_ends_with_its_sentence() -> None:
    """Names are read with their sentence where that is possible."""
    words = (["abcde"] * 9 + ["."]) * 12
    (first, *_) = rows(words, _Letters())
    assert first.pieces[-1] == 10 + ord(".")
    assert len(first.pieces) >= ENOUGH


def test_no_words_make_no_rows() -> None:
    """An empty text is no row of padding."""
    assert rows([], _Letters()) == []


@pytest.mark.parametrize(
    ("variable", "weight"),
    [
        ("module/bert/embeddings/word_embeddings", "embeddings.word_embeddings.weight"),
        ("module/bert/embeddings/LayerNorm/gamma", "embeddings.LayerNorm.weight"),
        (
            "module/bert/encoder/layer_3/attention/self/query/kernel",
            "encoder.layer.3.attention.self.query.weight",
        ),
        (
            "module/bert/encoder/layer_11/output/LayerNorm/beta",
            "encoder.layer.11.output.LayerNorm.bias",
        ),
        ("module/bert/pooler/dense/kernel", None),
        ("module/cls/predictions/output_bias", None),
    ],
)
def test_variables_of_the_package_are_weights(variable: str, weight: str | None) -> None:
    """What is only for guessing words is left out."""
    assert named(variable) == weight

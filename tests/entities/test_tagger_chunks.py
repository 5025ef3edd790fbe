"""Tokens by chunks are the tokens of `tokenise`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.entities.tagger.chunks import LONGEST_CHUNK, Chunks
from pipeline.entities.tagger.recognise import SHIPPED
from pipeline.entities.tagger.tokens import tokenise
from pipeline.entities.tagger.words import Words

WRAPPED = "The prime minister of the island said on Monday that the talks with George"
#: What news is made of, and what the rules of tokens look at.
PIECES = (
    *("a", "Bc", "J.", "É.", "Я.", "x", "U.S.", "Mr.", "'s", "’s", "$1,0", "9.", "...", "-", ","),
    *(" ", " ", "  ", "\n", "\n\n", "\n \n", "\t", "\r\n", "\u2028", "\ue000", "(", ")", "the"),
    *(WRAPPED, WRAPPED.lower() + ","),
)


@pytest.fixture(scope="module")
def chunks() -> Chunks:
    return Chunks(Words(SHIPPED / "words.npz"))


def same(chunks: Chunks, text: str) -> None:
    plain = tokenise(text)
    numbers, place = chunks.read(text)
    assert numbers == [chunks.words.number(token) for token, _, _ in plain]
    assert [place(i) for i in range(len(numbers))] == [(start, end) for _, start, end in plain]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "J. K. Rowling, vitamin C. 2 mg, and B.\nAda",
        "One.\n\n\n  Two \n",
        f"{WRAPPED}\n" * 4 + "\n" + f"{WRAPPED}\n" * 3,
        f"an address: {'x/' * LONGEST_CHUNK} and more",
        "tab\tand\r\nreturn",
        "a private\ue000 character\ue000",
    ],
)
def test_tokens_are_the_same(chunks: Chunks, text: str) -> None:
    """Initials, paragraphs, wrapped lines, and what is no plain chunk."""
    same(chunks, text)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@settings(max_examples=500, deadline=None)
def test_tokens_of_any_text_are_the_same(chunks: Chunks, text: str) -> None:
    """Numbers and places, whatever stands beside what."""
    same(chunks, text)

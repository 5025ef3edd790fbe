"""Tokens of the news tagger."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.entities.tagger.tokens import BREAK, LONGEST, tokenise


def words(text: str) -> list[str]:
    return [token for token, _, _ in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Putin's aides", ["Putin", "'s", "aides"]),
        ("the Smiths’ house", ["the", "Smiths", "’", "house"]),
        ("U.S.-led forces", ["U.S.", "-", "led", "forces"]),
        ("J. K. Rowling", ["J.", "K.", "Rowling"]),
        ("Shuja'iyya, O’Brien", ["Shuja'iyya", ",", "O’Brien"]),
        ("in Lagos.", ["in", "Lagos", "."]),
        ("$1,000.50...", ["$", "1,000.50", "..."]),
        ("St. Petersburg", ["St.", "Petersburg"]),
    ],
)
def test_tokens_are_what_names_are_made_of(text: str, expected: list[str]) -> None:
    """Points of abbreviations stay, possessives and hyphens stand alone."""
    assert words(text) == expected


def test_a_paragraph_ends_with_a_break_and_a_wrapped_line_does_not() -> None:
    """Old wire copy is wrapped inside sentences; a list of headlines is not."""
    wrapped = (
        "The prime minister of the island said on Monday that the talks with George\n"
        "Papandreou had been useful, although no date was given for another meeting of\n"
        "the two sides, which have not spoken in public since the beginning of the year.\n"
    )
    assert BREAK not in words(wrapped)[:-1]
    assert BREAK in words("Storm hits Manila\nMarkets fall in Seoul\nVote in Peru today")
    assert BREAK in words("One.\n\nTwo.")


@given(st.text(max_size=300))
@settings(max_examples=200)
def test_offsets_point_at_the_tokens_of_any_text(text: str) -> None:
    """Each token is the text at its offsets; tokens are in order and never overlap."""
    last = 0
    for token, start, end in tokenise(text):
        assert start >= last
        assert token == BREAK or (text[start:end] == token and end - start <= 5 * LONGEST)
        last = end


@pytest.mark.parametrize("unit", ["(", "a", "A.", "a'", "1,", "\n", "😀", "'s", "Mr.", "\n a"])
def test_time_is_linear_on_hostile_runs(unit: str) -> None:
    """Sixteen times the text takes about sixteen times the time, not 256 times."""

    def cost(size: int) -> float:
        text = unit * (size // len(unit))
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            tokenise(text)
            best = min(best, time.process_time() - start)
        return best

    assert cost(160_000) < 100 * max(cost(10_000), 2e-4)

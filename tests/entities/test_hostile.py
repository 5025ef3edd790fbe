"""Text made to be slow or to break offsets."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest

from pipeline.article.model import Article
from pipeline.entities.annotate import annotate
from pipeline.entities.recogniser import Recogniser
from pipeline.entities.runner.chunks import Chunker, Rules, cuts, text_of
from tests.entities.test_annotate import read

RUNS = (
    "(",
    '"',
    "$",
    "😀",
    "'s",
    "a(",
    ".",
    "-",
    "\n",
    "\u200b",
    "İ",
    "A",
    "A.",
    "Mr ",
    "X ",
    "ANN LEE GOES\n",
    "Franco-",
    "A, B and C Party ",
    "1st Aa ",
    "GOLF - AA BB\n",
    "Crimean Tatars ",
    "Al Qaeda in the ",
    "Shares of Aa ",
    "quoted a ",
)


@pytest.mark.parametrize("run", RUNS)
def test_long_runs_pass(run: str, fast: Recogniser) -> None:
    """8,000 characters of one run are annotated like any text, and offsets hold."""
    article = Article("a", f"Paris {run * (8_000 // len(run))} London", "x")
    for entity in annotate(article, fast):
        for mention in entity.mentions:
            assert article.text[mention.start : mention.end] == mention.text


def test_mixed_punctuation_passes(fast: Recogniser) -> None:
    """A random run of brackets, quotes and signs without white space is cut, not choked on."""
    rng = random.Random(3)
    text = "".join(rng.choice("()\"'$€😀.,;:!?-–—'s'd") for _ in range(8_000))
    assert isinstance(fast.recognise([text])[0], list)


def test_lone_surrogates_pass(fast: Recogniser) -> None:
    """Text that UTF-8 cannot hold is read all the same."""
    assert isinstance(fast.recognise(["Paris \ud800 met Angela Merkel \udfff\ud83d"])[0], list)


def test_cuts_bound_every_piece() -> None:
    """No piece is longer than the bound, and together the pieces are the chunk."""
    chunk = "(" * 100 + "a" * 700 + "$" * 65
    places = [0, *cuts(chunk), len(chunk)]
    assert all(0 < b - a <= 256 for a, b in pairwise(places))
    tokens = Chunker(Rules({}, r"^\(", r"\$$", None, None, None)).split(chunk)
    assert "".join(map(text_of, tokens)) == chunk


def test_the_fallback_cuts_too(reference: Recogniser) -> None:
    """spaCy itself gets hostile runs cut, and offsets count the published text."""
    text = "(" * 20_000 + " Angela Merkel met Emmanuel Macron in Paris " + '"' * 20_000
    found = {text[span.start : span.end] for span in reference.recognise([text])[0]}
    assert {"Angela Merkel", "Paris"} <= found


def test_chains_of_hyphens_cost_what_other_text_does() -> None:
    """80,000 characters of names joined by hyphens, each of them found, take under five seconds."""
    start = time.process_time()
    read("Abc-" * 20_000, {"Abc": "GPE"})
    assert time.process_time() - start < 5

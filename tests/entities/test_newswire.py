"""News of many kinds, marked by hand in ``newswire/``, read by the shipped model and the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.article.model import Article
from pipeline.entities import annotate, load
from pipeline.entities.recogniser import Recogniser

MARK = re.compile(r"\[(PER|ORG|LOC|MISC) ([^\[\]]+)\]")
CLASS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
FILES = sorted((Path(__file__).parent / "newswire").glob("*.txt"))
#: Strict F1 that each file must reach, some points under what was measured.
FLOOR = 0.88

Marked = tuple[str, set[tuple[int, int, str]]]


def marked(paragraph: str) -> Marked:
    """The plain text and its (start, end, class)."""
    text, names, at = "", set(), 0
    for match in MARK.finditer(paragraph):
        text += paragraph[at : match.start()]
        names.add((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    return text + paragraph[at:], names


def stories(path: Path) -> Iterator[Marked]:
    """The paragraphs; a headline or byline belongs to the story after it."""
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith("#")]
    head = ""
    for paragraph in filter(None, (p.strip("\n") for p in "\n".join(lines).split("\n\n"))):
        short = len(paragraph) < 90 and not paragraph.endswith((".", '"'))
        head += f"{paragraph}\n\n"
        if not short:
            yield marked(head.rstrip("\n"))
            head = ""


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Recogniser:
    return load("news", cache=tmp_path_factory.mktemp("models"))


def compared(path: Path, recogniser: Recogniser) -> tuple[int, int, int, list[str]]:
    """Mentions that are right, found, and asked for, in one file; and what is wrong."""
    right = predicted = asked = 0
    wrong: list[str] = []
    for text, names in stories(path):
        found = {
            (mention.start, mention.end, CLASS.get(entity.type, "MISC"))
            for entity in annotate(Article("a", text, "0"), recogniser)
            for mention in entity.mentions
        }
        right += len(found & names)
        predicted += len(found)
        asked += len(names)
        wrong += [f"{kind} {text[a:b]!r}" for a, b, kind in sorted(found ^ names)]
    return right, predicted, asked, wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_newswire_is_read(path: Path, news: Recogniser) -> None:
    """Datelines, headlines in capitals, wrapped lines, sports tables, bylines, far countries."""
    right, predicted, asked, wrong = compared(path, news)
    assert asked >= 60
    assert 2 * right / (predicted + asked) >= FLOOR, "; ".join(wrong)


def test_int8_reads_as_well_as_fp32(fast: Recogniser, model_cache: Path) -> None:
    """spaCy's weights with the rules, in either precision: F1 differs by less than a point."""

    def strict(recogniser: Recogniser) -> float:
        counts = [compared(path, recogniser)[:3] for path in FILES]
        right, predicted, asked = map(sum, zip(*counts, strict=True))
        return 200 * right / (predicted + asked)

    quick = load("en_core_web_sm", cache=model_cache, precision="int8")
    assert abs(strict(quick) - strict(fast)) < 1

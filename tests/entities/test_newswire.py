"""News of many kinds, marked by hand in ``newswire/``, read by the shipped model and the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.marked import unmarked
from pipeline.article.model import Article
from pipeline.entities import annotate, load
from pipeline.entities.recogniser import Recogniser

MARK = re.compile(r"\[(PER|ORG|LOC|MISC)(?:=(\w+))? ([^\[\]]+)\]")
CLASS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
FILES = sorted((Path(__file__).parent / "newswire").glob("*.txt"))
#: Files that also mark which names are one entity.
MERGED = [path for path in FILES if "=" in path.read_text("utf-8").split("\n", 1)[0]]
#: Strict F1 that each file must reach, some points under what was measured.
FLOOR = 0.87
#: Share of entities whose mentions must be all and only right, likewise.
MERGED_FLOOR = 0.85

Span = tuple[int, int]


@dataclass(frozen=True)
class Story:
    """A plain text, its names as (start, end, class), and the names of each entity."""

    text: str
    names: set[tuple[int, int, str]]
    entities: dict[tuple[str, str], set[Span]]


def marked(paragraph: str) -> Story:
    """The story that a paragraph with its marks is."""
    text, marks = unmarked(paragraph, MARK, 3)
    story = Story(text, set(), {})
    for start, end, match in marks:
        story.names.add((start, end, match[1]))
        entity = story.entities.setdefault((match[1], match[2] or match[3].lower()), set())
        entity.add((start, end))
    return story


def stories(path: Path) -> Iterator[Story]:
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
    for story in stories(path):
        found = {
            (mention.start, mention.end, CLASS.get(entity.type, "MISC"))
            for entity in annotate(Article("a", story.text, "0"), recogniser)
            for mention in entity.mentions
        }
        right += len(found & story.names)
        predicted += len(found)
        asked += len(story.names)
        wrong += [f"{kind} {story.text[a:b]!r}" for a, b, kind in sorted(found ^ story.names)]
    return right, predicted, asked, wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_newswire_is_read(path: Path, news: Recogniser) -> None:
    """Datelines, headlines in capitals, wrapped lines, sports tables, bylines, far countries."""
    right, predicted, asked, wrong = compared(path, news)
    assert asked >= 60
    assert 2 * right / (predicted + asked) >= FLOOR, "; ".join(wrong)


@pytest.mark.parametrize("path", MERGED, ids=lambda path: path.stem)
def test_names_of_one_thing_are_one_entity(path: Path, news: Recogniser) -> None:
    """Firms and their founders, acronyms in apposition, peoples, second surnames."""
    right, wrong = 0, []
    for story in stories(path):
        found = [
            {(mention.start, mention.end) for mention in entity.mentions}
            for entity in annotate(Article("a", story.text, "0"), news)
        ]
        wrong += [
            f"{key[1]} in {story.text[:30]!r}"
            for key, spans in story.entities.items()
            if spans not in found
        ]
        right += sum(spans in found for spans in story.entities.values())
    assert right / (right + len(wrong)) >= MERGED_FLOOR, "; ".join(wrong)


def test_int8_reads_as_well_as_fp32(fast: Recogniser, model_cache: Path) -> None:
    """spaCy's weights with the rules, in either precision: F1 differs by less than a point."""

    def strict(recogniser: Recogniser) -> float:
        counts = [compared(path, recogniser)[:3] for path in FILES]
        right, predicted, asked = map(sum, zip(*counts, strict=True))
        return 200 * right / (predicted + asked)

    quick = load("en_core_web_sm", cache=model_cache, precision="int8")
    assert abs(strict(quick) - strict(fast)) < 1

"""Reads the local papers of these tests: text, and the places that people found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.marked import unmarked
from pipeline.article.model import Article

FOLDER: Final = Path(__file__).with_name("local")
_HEAD: Final = re.compile(r"(focus|title|source|url): (.*)\n")
_MARK: Final = re.compile(r"\[([^|\]\n]+)\|([^\]\n]+)\]|\{([^}\n]+)\}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A place in the text; ``id`` None: not in the gazetteer. An optional one may be missed."""

    start: int
    end: int
    text: str
    id: str | None
    optional: bool = False

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the two share a character."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Paper:
    """One article, its places in reading order, and the country that it is about."""

    article: Article
    places: tuple[Marked, ...]
    focus: str


def papers() -> list[Paper]:
    """All of them, by the names of their files."""
    return [paper(path.stem, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.txt"))]


def paper(name: str, content: str) -> Paper:
    """One file taken apart."""
    heads = {}
    while head := _HEAD.match(content):
        heads[head[1]] = head[2]
        content = content[head.end() :]
    text, marks = unmarked(content, _MARK, 1, 3)
    places = []
    for start, end, mark in marks:
        number = mark[2]
        known = f"geonames:{number}" if number and number != "?" else None
        places.append(Marked(start, end, text[start:end], known, optional=mark[3] is not None))
    article = Article(
        id=name,
        text=text.strip(),
        sha256="",
        title=heads.get("title"),
        source=heads.get("source"),
        url=heads.get("url"),
    )
    return Paper(article, tuple(places), heads["focus"])

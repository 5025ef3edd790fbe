"""Reads the facts that people found in the articles, and finds them again in the text.

A facts file names what an article holds in the order in which one reads it, without offsets: how
often each surface form of an entity stands there, and each number as it is written. `load` turns
that into spans, and refuses facts that their article does not bear out. `facts/README.md` says
how the files are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FACTS = HERE / "facts"
#: Where articles with facts stand: the seeds, and the short pieces made for the tests alone.
ARTICLES = (HERE.parents[1] / "seeds", HERE / "pieces")


class WrongFacts(ValueError):
    """Facts that do not fit their article; the message names the row."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the title (field 0) or the text (field 1), in code points, half-open."""

    field: int
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.field == other.field and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """Where a place is: ids that are right (None: not known), and what is known besides."""

    ids: frozenset[str] | None
    types: frozenset[str]
    country: str | None
    admin1: str | None


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """One thing that the article names. An optional one need not be found."""

    name: str
    types: frozenset[str]
    mentions: tuple[Span, ...]
    optional: bool
    place: GoldPlace | None


@dataclass(frozen=True, slots=True)
class GoldNumber:
    """One number; sets hold every reading that is right. ``of`` None: not looked at."""

    span: Span
    text: str
    kinds: frozenset[str]
    value: Any
    low: Any
    high: Any
    terms: tuple[Any, ...] | None
    units: frozenset[str | None]
    approx: frozenset[str | None]
    of: frozenset[str | None] | None
    optional: bool


@dataclass(frozen=True, slots=True)
class Gold:
    """All that people found in one article."""

    name: str
    article: Path
    fields: tuple[str, str]
    entities: tuple[GoldEntity, ...]
    numbers: tuple[GoldNumber, ...]
    countries: frozenset[str | None]
    locations: frozenset[str] | None

    def text(self, span: Span) -> str:
        """The characters of a span."""
        return self.fields[span.field][span.start : span.end]


def names() -> list[str]:
    """The names of all facts files, sorted."""
    return sorted(path.stem for path in FACTS.glob("*.json"))


def load(name: str) -> Gold:
    """The facts of one article. Raises `WrongFacts` where they do not fit it."""
    rows = json.loads((FACTS / f"{name}.json").read_text("utf-8"))
    article = next(folder / rows["article"] for folder in ARTICLES if _has(folder, rows["article"]))
    fields = fields_of(article)
    focus = rows["focus"]
    return Gold(
        name=name,
        article=article,
        fields=fields,
        entities=tuple(_entities(fields, rows["entities"])),
        numbers=tuple(_numbers(fields, rows["numbers"])) if "numbers" in rows else (),
        countries=_several(focus["country"]),
        locations=_several(focus["location"]) if focus.get("location") else None,
    )


def fields_of(path: Path) -> tuple[str, str]:
    """Title ("" where there is none) and text of an article's file."""
    content = path.read_bytes().decode()
    if path.suffix == ".txt":
        return "", content
    article = json.loads(content)
    return article.get("title") or "", article["text"]


def _has(folder: Path, name: str) -> bool:
    return (folder / name).is_file()


def _several(value: Any) -> frozenset[Any]:
    return frozenset(value) if isinstance(value, list) else frozenset([value])


def _occurrences(fields: Sequence[str], surface: str) -> Iterator[Span]:
    """Where ``surface`` stands as a word of its own, title first; a part of "1,400" is none."""
    for index, text in enumerate(fields):
        start = text.find(surface)
        while start >= 0:
            end = start + len(surface)
            if not _joined(text, start) and not _joined(text, end):
                yield Span(index, start, end)
            start = text.find(surface, start + 1)


def _joined(text: str, at: int) -> bool:
    """Whether the characters on the two sides of an offset belong to one word or number."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return not (before.isdigit() and after.isalpha())
    point = {".", ","}
    return (before.isdigit() and after in point and text[at + 1 : at + 2].isdigit()) or (
        after.isdigit() and before in point and text[at - 2 : at - 1].isdigit()
    )


def _entities(fields: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Iterator[GoldEntity]:
    """Each entity with its spans: a longer surface form takes its stretch before a shorter one."""
    spans: dict[int, list[Span]] = {index: [] for index in range(len(rows))}
    taken: list[Span] = []
    surfaces = sorted({s for row in rows for s in row["mentions"]}, key=len, reverse=True)
    for surface in surfaces:
        free = [
            span
            for span in _occurrences(fields, surface)
            if not any(span.overlaps(other) for other in taken)
        ]
        chosen: list[int] = []
        for index, row in enumerate(rows):
            wanted = row["mentions"].get(surface)
            if wanted is not None:
                which = list(range(1, wanted + 1)) if isinstance(wanted, int) else wanted
                chosen += which
                spans[index] += [free[nth - 1] for nth in which if nth <= len(free)]
        if sorted(chosen) != list(range(1, len(free) + 1)):
            raise WrongFacts(f"{surface!r} stands {len(free)} times, the facts name {chosen}")
        taken += free
    for index, row in enumerate(rows):
        yield GoldEntity(
            name=row["name"].partition("#")[0],
            types=_several(row["type"]),
            mentions=tuple(sorted(spans[index])),
            optional=row.get("optional", False),
            place=_place(row["place"]) if "place" in row else None,
        )


def _place(row: Mapping[str, Any]) -> GoldPlace:
    return GoldPlace(
        ids=_several(row["id"]) if row["id"] else None,
        types=_several(row["type"]),
        country=row["country"],
        admin1=row["admin1"],
    )


def _numbers(fields: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Iterator[GoldNumber]:
    """Each number with its span: the first that is written so after the one before it."""
    after = Span(0, 0, 0)
    for row in rows:
        span = next((s for s in _occurrences(fields, row["text"]) if s >= after), None)
        if span is None:
            raise WrongFacts(f"the number {row['text']!r} does not stand after {after}")
        after = Span(span.field, span.end, span.end)
        yield GoldNumber(
            span=span,
            text=row["text"],
            kinds=_several(row["kind"]),
            value=row.get("value"),
            low=row.get("low"),
            high=row.get("high"),
            terms=tuple(row["terms"]) if "terms" in row else None,
            units=frozenset(u or None for u in _several(row["unit"])),
            approx=_several(row["approx"]),
            of=_several(row["of"]) if "of" in row else None,
            optional=row.get("optional", False),
        )

"""What enters: one news article, frozen, with the text exactly as it was published.

Pure: standard library only. Offsets everywhere in this project are half-open and count Unicode
code points of ``title`` or ``text`` as published; nothing normalises either of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Literal

Field = Literal["title", "text"]

EMPTY: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Article:
    """An article as decoded from the ``articles`` topic.

    ``id`` is never empty (derived when the publisher gave none), ``text`` holds at least one
    character that is not white space, ``sha256`` is the hex digest of the title and the text.
    ``hints`` is what the publisher said to help (``{"country": "US"}``: ISO 3166-1 alpha-2);
    ``extra`` holds unknown fields, passed through unchanged.
    """

    id: str
    text: str
    sha256: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    source: str | None = None
    hints: Mapping[str, Any] = field(default_factory=lambda: EMPTY)
    extra: Mapping[str, Any] = field(default_factory=lambda: EMPTY)

    def fields(self) -> Iterator[tuple[Field, str]]:
        """The annotated fields in reading order: the title, where there is one, then the text."""
        if self.title:
            yield "title", self.title
        yield "text", self.text


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of one field: ``field[start:end] == text``, half-open, in code points."""

    field: Field
    start: int
    end: int
    text: str

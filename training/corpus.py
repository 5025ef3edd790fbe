"""Reads the training texts: gold with its spans, raw text without.

A source is a ``gold-NAME.jsonl.gz`` or ``raw-NAME.jsonl.gz`` file of one folder; each line is
``{"id", "text"}``, gold ones with ``"gold": [{"start", "end", "type"}]``.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Sources whose single line breaks are line wraps inside a sentence, not ends of items.
WRAPPED = frozenset({"gold-masc"})


@dataclass(frozen=True, slots=True)
class Document:
    """A training text; ``gold`` is None where nobody annotated it."""

    id: str
    source: str
    text: str
    gold: tuple[tuple[int, int, str], ...] | None


def sources(folder: Path) -> list[Path]:
    """The source files, gold first, then raw, each in alphabetical order."""
    return sorted(folder.glob("gold-*.jsonl.gz")) + sorted(folder.glob("raw-*.jsonl.gz"))


def source_name(path: Path) -> str:
    """``gold-uner`` of ``…/gold-uner.jsonl.gz``."""
    return path.name.removesuffix(".jsonl.gz")


def read(path: Path) -> Iterator[Document]:
    """The documents of one source file, in its order."""
    name = source_name(path)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            gold = record.get("gold")
            spans = None
            if gold is not None:
                spans = tuple(sorted((g["start"], g["end"], g["type"]) for g in gold))
            yield Document(record["id"], name, record["text"], spans)

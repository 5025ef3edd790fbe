"""Enriches the articles that have facts, once a process, and keeps their expected events.

    python -m tests.golden.enriching

writes ``tests/golden/NAME.event.json`` anew for every seed. Look at what changed (``git diff
tests/golden``) and at the figures (``python -m tests.golden.score``) before you commit it: an
expected event is a promise to subscribers, not a snapshot.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from pipeline.article.formats import Found, read
from pipeline.event.encode import encode
from pipeline.flow import Enrichment
from pipeline.settings import load as load_settings
from tests.golden import gold

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"


@functools.cache
def enrichment() -> Enrichment:
    """All stages, loaded once: seconds."""
    return Enrichment(load_settings())


@functools.cache
def record(path: Path) -> bytes:
    """The event of an article's file, as ``pipeline enrich`` writes it (without the line's end)."""
    (found,) = read([str(path)], max_bytes=1_048_576)
    assert isinstance(found, Found), found
    return encode(enrichment().enrich(found.article))


def event(path: Path) -> dict[str, Any]:
    """The same, decoded."""
    decoded: dict[str, Any] = orjson.loads(record(path))
    return decoded


def seeds() -> list[Path]:
    """The files of the seed articles, sorted."""
    return sorted(path for path in SEEDS.iterdir() if path.suffix in (".json", ".txt"))


def expected_path(path: Path) -> Path:
    """Where the expected event of a seed stands."""
    return HERE / f"{path.stem}.event.json"


def unfolded(line: bytes) -> str:
    """A record with line breaks before each field and annotation, for people and ``git diff``.

    Nothing is written anew, so that not a digit changes: without the line breaks it is the same
    bytes again.
    """
    text = line.decode()
    breaks = [start for starts in _starts(text, 1) for start in starts]
    edges = [0, *breaks, len(text)]
    return "\n".join(text[a:b] for a, b in itertools.pairwise(edges)) + "\n"


def _starts(text: str, at: int) -> Iterator[list[int]]:
    """Where each field of the object at the front begins, with the items of its list, if any."""
    decode = json.JSONDecoder().raw_decode
    while text[at - 1] in "{,":
        _, colon = decode(text, at)
        value, end = decode(text, colon + 1)
        items = []
        if isinstance(value, list):
            item = colon + 2
            for _ in value:
                items.append(item)
                item = decode(text, item)[1] + 1
        yield [at, *items]
        at = end + 1


def folded(text: str) -> bytes:
    """The record that `unfolded` made readable."""
    return text.replace("\n", "").encode()


def main() -> None:
    """Write the expected events of all seeds, and of no others."""
    for old in HERE.glob("*.event.json"):
        old.unlink()
    for path in seeds():
        expected_path(path).write_text(unfolded(record(path)), "utf-8")
    print(f"{len(seeds())} expected events, {len(gold.names())} articles with facts")


if __name__ == "__main__":
    main()

"""Reads the paragraphs of these tests with marked places, and says how well they are understood.

    python -m tests.locations.towns [world]

In ``towns.txt``, ``villages.txt`` and ``papers.txt``, from small towns of the United States, and in
``world.txt``, news of other countries, a line ``# county-state`` begins each; ``[Paris|TX]`` is a
place in Texas, ``[Texas|TX!]`` the state itself, ``[London|@GB]`` a place abroad, ``[Elm
Township|?]`` in no packaged gazetteer, and ``{Paris|TX}`` a club or a building that may be found or
not, in Texas if it is.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.marked import unmarked
from pipeline.article.model import Article
from pipeline.locations.model import Place
from tests.golden.enriching import enrichment

TOWNS: Final = tuple(
    Path(__file__).with_name(f"{name}.txt") for name in ("towns", "villages", "papers")
)
WORLD: Final = (Path(__file__).with_name("world.txt"),)
_MARK: Final = re.compile(r"([\[{])([^|\]}\n]+)\|([^\]}\n]*)[\]}]")

#: The first-level divisions of the paragraphs.
STATES: Final = {
    "AL": "Alabama", "AK": "Alaska", "AR": "Arkansas", "AZ": "Arizona", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DC": "District of Columbia", "DE": "Delaware",
    "FL": "Florida", "GA": "Georgia", "IA": "Iowa", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "MA": "Massachusetts",
    "MD": "Maryland", "ME": "Maine", "MI": "Michigan", "MN": "Minnesota", "MO": "Missouri",
    "MS": "Mississippi", "MT": "Montana", "NC": "North Carolina", "ND": "North Dakota",
    "NE": "Nebraska", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NV": "Nevada",
    "NY": "New York", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah",
    "VA": "Virginia", "VT": "Vermont", "WA": "Washington", "WI": "Wisconsin", "WV": "West Virginia",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """A place in a paragraph; ``state`` is empty where no gazetteer has it, or a ``@`` country."""

    start: int
    end: int
    text: str
    state: str
    whole: bool = False
    optional: bool = False

    def is_right(self, place: Place) -> bool:
        """Whether the place is the state, or lies in it, as marked."""
        if self.state.startswith("@"):
            return place.country == self.state[1:]
        if (place.type == "admin1") != self.whole:
            return False
        return (place.name if self.whole else place.admin1) == self.state


@dataclass(slots=True)
class Counts:
    """How many marked places were found, and resolved right; what was wrong, in words."""

    gold: int = 0
    found: int = 0
    placed: int = 0
    right: int = 0
    spare: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def paragraphs(
    files: Iterable[Path] = TOWNS,
) -> list[tuple[Article, tuple[Marked, ...]]]:
    """All paragraphs of some files with the places that people marked in them."""
    return [
        _paragraph(part)
        for file in files
        for part in re.split(r"^# ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]
    ]


def _paragraph(part: str) -> tuple[Article, tuple[Marked, ...]]:
    name, _, content = part.partition("\n")
    text, marks = unmarked(content, _MARK, 2)
    marked = []
    for start, end, mark in marks:
        bracket, surface, where = mark.groups()
        state = where if where.startswith("@") else STATES.get(where.rstrip("!"), "")
        marked.append(
            Marked(start, end, surface, state, where.endswith("!"), optional=bracket == "{")
        )
    return Article(id=name, text=text.strip(), sha256=""), tuple(marked)


def counts(files: Iterable[Path] = TOWNS) -> Counts:
    """How well all paragraphs of some files are understood."""
    total = Counts()
    for article, marked in paragraphs(files):
        _count(article, marked, total)
    return total


def _count(article: Article, marked: tuple[Marked, ...], total: Counts) -> None:
    geography = enrichment().enrich(article).geography
    assert geography is not None
    found = [(m, place) for place in geography.places for m in place.mentions]
    for mention, place in found:
        if not any(one.start < mention.end and mention.start < one.end for one in marked):
            total.spare.append(f"{article.id}: {mention.text} as {place.name}")
    for one in marked:
        over = next((p for m, p in found if one.start < m.end and m.start < one.end), None)
        if one.optional and (over is None or not one.state):
            continue
        total.gold += 1
        total.found += over is not None
        total.placed += bool(one.state)
        if over is None:
            total.missed.append(f"{article.id}: {one.text}")
        elif one.state and one.is_right(over):
            total.right += 1
        elif one.state:
            total.wrong.append(f"{article.id}: {one.text} as {over.name}, {over.admin1}")


def main() -> None:
    total = counts(WORLD if sys.argv[1:] == ["world"] else TOWNS)
    for kind in ("missed", "spare", "wrong"):
        print(kind, *getattr(total, kind), sep="\n  ")
    print(f"found {total.found} of {total.gold}, {len(total.spare)} spare")
    print(f"right {total.right} of {total.placed}")


if __name__ == "__main__":
    main()

"""The lists of known names and of telling words, read once from the files in ``tables/``.

Pure but for reading its own package's files. A list is evidence, never a verdict: what a name
is in one article is decided in `agreement`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Final
from unicodedata import combining, normalize

_FOLDER: Final = files("pipeline.entities") / "tables"


@cache
def listed(name: str) -> frozenset[str]:
    """The entries of ``tables/NAME.txt``, parted by commas; lines that begin with # are remarks."""
    return frozenset(entry for line in _lines(name) for entry in _entries(line, ","))


def is_title(word: str) -> bool:
    """Whether a word in small letters is a title, with or without its stop."""
    return word in listed("titles") or word.rstrip(".") in listed("titles")


def opens_otherwise(word: str) -> bool:
    """Whether a capitalised word opens what is no name of a thing: a sentence, an office, a day."""
    return (
        word in demonyms()
        or word in listed("calendar")
        or word in words("opening")
        or word in words("office")
        or word in words("general")
        or is_title(word.lower())
    )


def labels_of_head(word: str) -> list[str]:
    """The labels that a name's last word may tell, the likelier first; none for most words."""
    return by_label("heads").get(word, "").split()


@cache
def given_names() -> frozenset[str]:
    """Given names that are seldom anything else."""
    return frozenset(entry for line in _lines("given-names") for entry in line.split())


@cache
def demonyms() -> frozenset[str]:
    """Peoples, faiths and creeds, in singular and plural."""
    names = listed("nationalities")
    plural = {f"{name}s" for name in names if not name.endswith(("s", "ch", "sh", "ese"))}
    return names | (plural - listed("regions"))  # the Balkans are no people


@cache
def known_names() -> dict[str, str]:
    """Names of which a list tells the label, with the table that holds them, the surest first."""
    names = {"nationalities": demonyms()}
    for table in ("countries", "states", "regions", "organisations", "products"):
        names[table] = listed(table)
    names |= {"renowned": frozenset(by_label("renowned"))}
    names |= {"cities": listed("cities"), "towns": listed("towns")}
    return {name: table for table in reversed(names) for name in names[table]}


@lru_cache(maxsize=16_384)
def table_of(name: str) -> str | None:
    """The table that holds the name, as it stands or without its accents ("Québec")."""
    table = known_names().get(name)
    if table is None and not name.isascii():
        plain = "".join(c for c in normalize("NFD", name) if not combining(c))
        table = known_names().get(plain)
    return table


@cache
def words(part: str) -> frozenset[str]:
    """The words that play one part in names: "linking", "particle" … (``tables/words.txt``)."""
    for line in _lines("words"):
        name, _, entries = line.partition(":")
        if name == part:
            return frozenset(_entries(entries, ","))
    raise KeyError(part)


@cache
def by_label(name: str) -> dict[str, str]:
    """``tables/NAME.txt`` with lines "label: entries", as entry to label; the first line wins."""
    labels: dict[str, str] = {}
    for line in _lines(name):
        label, _, entries = line.partition(":")
        for entry in _entries(entries, ","):
            labels.setdefault(entry, label)
    return labels


def _lines(name: str) -> list[str]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _entries(line: str, separator: str) -> list[str]:
    return [entry for part in line.split(separator) if (entry := part.strip())]

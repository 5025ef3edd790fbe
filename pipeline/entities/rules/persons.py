"""Which person a name means: "Clinton" after Bill and Hillary, "Mrs Clinton", "John F. Kennedy".

Pure: standard library and tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from pipeline.entities.rules.found import Found, word_before
from pipeline.entities.rules.groups import Group, called, last_name, name_parts
from pipeline.entities.rules.tables import given_names, listed, words

_FEMALE: Final = frozenset({"mrs", "ms", "miss", "madam", "lady", "dame", "madame", "señora"})
_MALE: Final = frozenset({"mr", "sir", "lord", "señor", "monsieur", "herr"})


@lru_cache(maxsize=16_384)
def is_part(name: str) -> bool:
    """Whether a person's name can be a part of a longer one: a word, or a particle and a word."""
    parts = name.split()
    return len(parts) == 1 or all(part.lower() in words("particle") for part in parts[:-1])


def title_before(texts: Sequence[str], item: Found) -> str:
    before = word_before(texts[item.field], item.start).lower().rstrip(".")
    return before if before in listed("titles") else ""


def bearer(name: str, title: str, groups: Sequence[Group]) -> Group | None:
    """The person before that a part of a name means: the nearest, weighed by how often named."""
    if len(groups) == 1:
        only = groups[0]
        return only if can_mean(name, only) and not _other_sex(title, only) else None
    best, best_score = None, 0.0
    nearest = sorted(groups, key=lambda group: group.mentions[-1], reverse=True)
    for distance, group in enumerate(nearest, 1):
        if not can_mean(name, group) or _other_sex(title, group):
            continue
        score = (1 + len(group.mentions)) / distance
        if last_name(group.fullest).casefold() == name.split()[-1].casefold():
            score *= 2  # a surname is the usual short form
        if title and title in group.titles:
            score *= 4
        if score > best_score:
            best, best_score = group, score
    return best


def can_mean(name: str, group: Group) -> bool:
    name = name.casefold()
    full, short = group.fullest.casefold().split(), name.split()
    if short == full:
        return True
    if len(full) <= len(short):
        return False
    return full[-len(short) :] == short or name in map(str.casefold, called(group.fullest))


def _other_sex(title: str, group: Group) -> bool:
    if title in _FEMALE:
        return bool(group.titles & _MALE)
    return title in _MALE and bool(group.titles & _FEMALE)


def _is_shorter(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name of several words is the end or beginning of the longer one.

    "Suu Kyi" is Aung San Suu Kyi, "Gabriel García" García Márquez; names run together are not
    ("Anna Rhee Gary Marsh").
    """
    if len(short) < 2:
        return False
    more = len(full) - len(short)
    if short == full[more:]:
        return more == 1 or short[0] not in given_names()
    return more == 1 and short == full[:-1]


def same_person(name: str, groups: Iterable[Group]) -> Group | None:
    """The person whose full name is the same but for middle names and suffixes."""
    parts = name_parts(name)
    for group in groups:
        other = name_parts(group.fullest)
        if parts == other:
            return group
        ends_alike = (parts[0], parts[-1]) == (other[0], other[-1])
        if ends_alike and min(len(parts), len(other)) == 2:
            return group
        if _is_shorter(*sorted((parts, other), key=len)):
            return group
    return None

"""Mentions become entities: the forms of one name together, two bearers of one surname apart.

A mention in full opens an entity or joins the one of that name. A part of a person's name joins
the person it can mean: of several, the nearest before it that is named most. An acronym joins
the name whose initials it is. Names of other kinds join only when they are the same, so
"Washington" the state and "Washington Post" stay two.

Pure: standard library and tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.entities.rules.found import Found, surface, word_before
from pipeline.entities.rules.initials import abbreviates
from pipeline.entities.rules.tables import listed, words

#: Names that mean the same country or body, the fullest first: what initials cannot tell.
_SAME: Final = {
    "US": "United States",
    "USA": "United States",
    "United States of America": "United States",
    "America": "United States",
    "UK": "United Kingdom",
    "Great Britain": "United Kingdom",
    "Britain": "United Kingdom",
    "USSR": "Soviet Union",
    "UN": "United Nations",
    "EU": "European Union",
    "UAE": "United Arab Emirates",
    "DRC": "Democratic Republic of Congo",
    "Democratic Republic of the Congo": "Democratic Republic of Congo",
    "Associated Press": "AP",
}
_FEMALE: Final = frozenset({"mrs", "ms", "miss", "madam", "lady", "dame", "madame", "señora"})
_MALE: Final = frozenset({"mr", "sir", "lord", "señor", "monsieur", "herr"})


@dataclass(slots=True)
class Group:
    """The mentions of one entity so far, and its names by surface."""

    label: str
    mentions: list[Found] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)

    @property
    def fullest(self) -> str:
        """The name with most words; of those the first."""
        return max(self.names, key=lambda name: (name.count(" "), len(name) > 2))


def merged(texts: Sequence[str], found: Sequence[Found]) -> list[Group]:
    """The entities, by first mention; ``found`` is in order and has no overlaps."""
    groups: list[Group] = []
    exact: dict[tuple[str, str], Group] = {}
    later = _full_names(texts, found)
    for item in found:
        name = surface(texts[item.field][item.start : item.end])
        title = _title(texts, item)
        group = exact.get((item.label, _key(name, item.label)))
        if item.label == "PERSON" and _is_part(name):
            group = _bearer(name, title, groups, later) or group
        elif group is None:
            group = _same_body(name, item.label, groups)
        if group is None:
            group = Group(item.label)
            groups.append(group)
        exact[item.label, _key(name, item.label)] = group
        group.mentions.append(item)
        group.names.append(name)
        group.titles |= {title} - {""}
    return _joined_later(groups)


def _key(name: str, label: str) -> str:
    return _SAME.get(name, name) if label in {"GPE", "ORG", "LOC"} else name


def _full_names(texts: Sequence[str], found: Sequence[Found]) -> frozenset[str]:
    names = (surface(texts[m.field][m.start : m.end]) for m in found if m.label == "PERSON")
    return frozenset(name for name in names if not _is_part(name))


def _is_part(name: str) -> bool:
    """Whether a person's name can be a part of a longer one: a word, or a particle and a word."""
    parts = name.split()
    return len(parts) == 1 or all(part.lower() in words("particle") for part in parts[:-1])


def _title(texts: Sequence[str], item: Found) -> str:
    before = word_before(texts[item.field], item.start).lower().rstrip(".")
    return before if before in listed("titles") else ""


def _bearer(name: str, title: str, groups: Sequence[Group], later: frozenset[str]) -> Group | None:
    """The person before that a part of a name means: the nearest, weighed by how often named."""
    best, best_score = None, 0.0
    for distance, group in enumerate(_by_nearness(groups), 1):
        if _can_mean(name, group) and not _other_sex(title, group):
            score = (1 + len(group.mentions)) / distance
            if _last(group.fullest) == name.split()[-1]:
                score *= 2  # a surname is the usual short form
            if title and title in group.titles:
                score *= 4
            if score > best_score:
                best, best_score = group, score
    return best


def _by_nearness(groups: Sequence[Group]) -> Iterator[Group]:
    persons = [group for group in groups if group.label == "PERSON"]
    return iter(sorted(persons, key=lambda group: group.mentions[-1], reverse=True))


def _can_mean(name: str, group: Group) -> bool:
    full = group.fullest
    if name == full:
        return True
    parts = full.split()
    short = name.split()
    return len(parts) > len(short) and (
        parts[-len(short) :] == short or parts[0] == name or _last(full) == name
    )


def _last(name: str) -> str:
    parts = [p for p in name.split() if p.rstrip(".") not in words("after a comma")]
    return parts[-1] if parts else name


def _other_sex(title: str, group: Group) -> bool:
    known = {title.split(" ")[0] for title in group.titles}
    return bool((title in _FEMALE and known & _MALE) or (title in _MALE and known & _FEMALE))


def _same_body(name: str, label: str, groups: Sequence[Group]) -> Group | None:
    """The entity of which ``name`` is the acronym, or whose acronym it spells out."""
    if label == "PERSON":
        return next((g for g in groups if g.label == label and _same_person(name, g.fullest)), None)
    for group in groups:
        if group.label == label or {group.label, label} <= {"GPE", "LOC", "ORG", "FAC"}:
            full = group.fullest
            if abbreviates(name, full) or abbreviates(full, name):
                return group
    return None


def _same_person(one: str, other: str) -> bool:
    """Whether two full names are one person's: the same but for middle names and suffixes."""
    first, second = _core(one), _core(other)
    if first[0] != second[0] or first[-1] != second[-1]:
        return False
    return min(len(first), len(second)) == 2 or first == second


def _core(name: str) -> list[str]:
    parts = [p for p in name.split() if p.rstrip(".") not in words("after a comma")]
    return parts or [name]


def _joined_later(groups: list[Group]) -> list[Group]:
    """Persons first named in part ("Putin said") joined to the full name that came after."""
    result: list[Group] = []
    for group in groups:
        host = None
        if group.label == "PERSON" and _is_part(group.fullest):
            hosts = [g for g in groups if g is not group and _names_in_full(group, g)]
            host = hosts[0] if len(hosts) == 1 else None
        if host is None:
            result.append(group)
            continue
        host.mentions = sorted([*host.mentions, *group.mentions])
        host.names += group.names
    return sorted(result, key=lambda group: group.mentions[0])


def _names_in_full(part: Group, whole: Group) -> bool:
    return (
        whole.label == "PERSON" and not _is_part(whole.fullest) and _can_mean(part.fullest, whole)
    )

"""Mentions become entities: the forms of one name together, two bearers of one surname apart.

Pure: standard library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.entities.rules.found import Found, surface


@dataclass(slots=True)
class Group:
    """The mentions of one entity so far, and its names by surface."""

    label: str
    mentions: list[Found] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def merged(texts: Sequence[str], found: Sequence[Found]) -> list[Group]:
    """The entities, by first mention."""
    groups: list[Group] = []
    by_name: dict[tuple[str, str], Group] = {}
    for item in found:
        name = surface(texts[item.field][item.start : item.end])
        group = by_name.get((item.label, name))
        if group is None:
            group = Group(item.label)
            groups.append(group)
            by_name[item.label, name] = group
        group.mentions.append(item)
        group.names.append(name)
    return groups

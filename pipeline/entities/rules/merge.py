"""Mentions become entities: the forms of one name together, two bearers of one surname apart.

A mention in full opens an entity or joins the one of that name. A part of a person's name joins
the person it can mean: of several, the nearest before it that is named most. An acronym joins
the name whose initials it is; a short form the body ("Volkert AG" and "Volkert"). Names of other
kinds join only when they are the same, so "Washington" the state and "Washington Post" stay two,
and so do places of one name that lie in different places.

Pure: standard library and tables.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.entities.rules.containing import container, elsewhere
from pipeline.entities.rules.found import PLACE, Found, surface
from pipeline.entities.rules.groups import BEARERS, BODIES, Group, Index, key_of, last_name
from pipeline.entities.rules.initials import initials, letters_of
from pipeline.entities.rules.persons import bearer, can_mean, is_part, same_person, title_before
from pipeline.entities.rules.shortforms import introduced
from pipeline.entities.rules.tables import known_names


def merged(texts: Sequence[str], found: Sequence[Found]) -> list[Group]:
    """The entities, by first mention; ``found`` is in order and has no overlaps."""
    groups: list[Group] = []
    index = Index()
    for short, full in introduced(texts, found):
        index.aliases[short] = full
        index.aliases.setdefault(full, short)
    last: tuple[Found, Group] | None = None
    for item in found:
        name = surface(texts[item.field][item.start : item.end])
        title = title_before(texts, item) if item.label == "PERSON" else ""
        within = container(texts[item.field], item.end) if item.label == "GPE" else ""
        group = _known(name, item.label, title, index)
        if group is not None and item.label == "GPE":
            group = _same_place(within, group, index.places[key_of(name, "GPE")][-BEARERS:])
        if group is None and last is not None and _is_alias(texts, *last, item, name):
            group = last[1]
            index.exact.setdefault((item.label, key_of(name, item.label)), group)
        if group is None:
            group = Group(item.label)
            groups.append(group)
        known = name in group.names
        group.add(item, name, title)
        group.within = group.within or within
        if not known:
            index.learn(group, name)
        last = item, group
    return _joined_later(groups, index)


def _same_place(within: str, known: Group, groups: Sequence[Group]) -> Group | None:
    """Of the places of one name the one that lies there; of several the most named, the nearest.

    "Paris, France" beside the Paris of a story from Texas is a comparison, not a new scene.
    """
    if not within and len(groups) == 1:
        return groups[0]
    bearers = [group for group in groups if not elsewhere(within, group.within)]
    if within:
        said = [group for group in bearers if group.within == within]
        best = (said or bearers)[:1]
        return best[0] if best else None if groups else known
    return max(bearers, key=lambda group: (len(group.mentions), group.mentions[-1]), default=known)


def _is_alias(texts: Sequence[str], before: Found, group: Group, item: Found, name: str) -> bool:
    """Whether a name in brackets is a short form of the name before them.

    "Texas Department of Transportation (TxDOT)", "Group of Seven (G7)", and, where both are
    organisations, also an acronym of another language: "Conservative People's Party (EKRE)".
    """
    text = texts[item.field]
    in_brackets = (
        before.field == item.field
        and text[before.end : item.start] in (" (", "\u00a0(")
        and text[item.end : item.end + 1] == ")"
    )
    if not in_brackets or " " in name or not {group.label, item.label} <= BODIES:
        return False
    both = group.label == item.label == "ORG"
    capitals = sum(char.isupper() or char.isdigit() for char in name)
    return capitals > 1 and ((both and name.isupper()) or _is_within(name, group.fullest))


def _is_within(short: str, full: str) -> bool:
    """Whether the letters of ``short`` stand in ``full``, in order, from its first letter on.

    >>> _is_within("LASEMA", "Lagos State Emergency Management Agency"), _is_within("AP", "Kyiv")
    (True, False)
    """
    letters = [char for char in short.casefold() if char.isalnum()]
    rest = iter(char for char in full.casefold() if char.isalnum())
    starts_alike = bool(letters) and full[:1].casefold() == letters[0]
    return starts_alike and all(char in rest for char in letters)


def _known(name: str, label: str, title: str, index: Index) -> Group | None:
    """The entity before that a mention names, if there is one."""
    exact = index.exact.get((label, key_of(name, label)))
    if label == "PERSON":
        if name in index.aliases and exact is None:
            return index.exact.get((label, key_of(index.aliases[name], label)))
        if is_part(name):
            return bearer(name, title, index.bearers(name.split()[-1])) or exact
        return exact or same_person(name, index.bearers(last_name(name)))
    return exact or _same_body(name, label, index)


def _same_body(name: str, label: str, index: Index) -> Group | None:
    """The entity of which ``name`` is the acronym, or whose acronym it spells out."""
    letters = letters_of(name)
    group = index.initials.get(letters) if letters else None
    if group is None and name in index.aliases:
        group = index.exact.get((label, key_of(index.aliases[name], label)))
    if group is None and index.acronyms:
        spelt = (index.acronyms.get(letters) for letters in initials(name))
        group = next((found for found in spelt if found is not None), None)
    if group is None or not (group.label == label or {group.label, label} <= BODIES):
        return None
    if _is_country(name) != _is_country(group.fullest):
        return None  # "US" is no "University of Sheffield"
    return group


def _is_country(name: str) -> bool:
    return known_names().get(name) in {"countries", "states"}


def _joined_later(groups: list[Group], index: Index) -> list[Group]:
    """Persons and bodies first named in part ("Putin said") joined to the full name after it."""
    hosts = {id(group): host for group in groups if (host := _later_full_name(group, index))}
    if not hosts:
        return groups
    for group in groups:
        host = hosts.get(id(group))
        while host is not None and id(host) in hosts:
            host = hosts[id(host)]
        if host is not None:
            host.mentions = sorted([*host.mentions, *group.mentions], key=PLACE)
            host.names |= group.names
    alone = (group for group in groups if id(group) not in hosts)
    return sorted(alone, key=lambda group: group.mentions[0])


def _later_full_name(group: Group, index: Index) -> Group | None:
    if group.label == "ORG":
        shorts = index.shorts.get(key_of(group.fullest, "ORG"), ())
        bodies = [body for body in shorts if body.label == "ORG"]
        return bodies[0] if len(bodies) == 1 and bodies[0] is not group else None
    if group.label != "PERSON" or not is_part(group.fullest):
        return None
    hosts = [
        other
        for other in index.bearers(group.fullest.split()[-1])
        if other is not group and not is_part(other.fullest) and can_mean(group.fullest, other)
    ]
    return hosts[0] if len(hosts) == 1 else None

"""Mentions become entities: the forms of one name together, two bearers of one surname apart.

A mention in full opens an entity or joins the one of that name. A part of a person's name joins
the person it can mean: of several, the nearest before it that is named most. An acronym joins
the name whose initials it is. Names of other kinds join only when they are the same, so
"Washington" the state and "Washington Post" stay two.

Pure: standard library and tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.entities.rules.containing import container, elsewhere
from pipeline.entities.rules.found import Found, surface, word_before
from pipeline.entities.rules.initials import initials, letters_of
from pipeline.entities.rules.shortforms import short_forms
from pipeline.entities.rules.tables import known_names, listed, words

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
#: Bearers of one name part that are weighed against each other, the latest; a bound for hostile
#: text, where thousands may share a word.
BEARERS: Final = 32
#: Labels between which an acronym and its expansion may waver.
_BODIES: Final = frozenset({"GPE", "LOC", "ORG", "FAC"})
#: Names longer than this in capitals are a dateline's or a headline's; shorter ones are acronyms.
_SHOUTED: Final = 3
_FEMALE: Final = frozenset({"mrs", "ms", "miss", "madam", "lady", "dame", "madame", "señora"})
_MALE: Final = frozenset({"mr", "sir", "lord", "señor", "monsieur", "herr"})


@dataclass(slots=True)
class Group:
    """The mentions of one entity so far, and its names by surface."""

    label: str
    mentions: list[Found] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    fullest: str = ""
    within: str = ""

    def add(self, item: Found, name: str, title: str) -> None:
        """One more mention; ``fullest`` becomes the name with most words, of those the first."""
        self.mentions.append(item)
        if not self.names or _fullness(name) > _fullness(self.fullest):
            self.fullest = name
        self.names.append(name)
        if title:
            self.titles.add(title)


def _fullness(name: str) -> tuple[int, bool, bool]:
    """How good a name is as the entity's: by words, then no mere letters, then not in capitals."""
    return name.count(" "), len(name) > 2, not (name.isupper() and len(name) > _SHOUTED)


@dataclass(slots=True)
class _Index:
    """The entities so far, by what a further mention may call them."""

    exact: dict[tuple[str, str], Group] = field(default_factory=dict)
    persons: defaultdict[str, list[Group]] = field(default_factory=lambda: defaultdict(list))
    initials: dict[str, Group] = field(default_factory=dict)
    acronyms: dict[str, Group] = field(default_factory=dict)
    places: defaultdict[str, list[Group]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, group: Group, name: str) -> None:
        """Files ``group`` under a name that it is mentioned by."""
        self.exact.setdefault((group.label, _key(name, group.label)), group)
        if group.label == "PERSON":
            for part in dict.fromkeys((name.split()[0], _last(name))):
                if group not in self.persons[part][-BEARERS:]:
                    self.persons[part].append(group)
            return
        if group.label == "ORG":
            for short in short_forms(name):
                self.exact.setdefault(("ORG", _key(short, "ORG")), group)
        if group.label == "GPE":
            places = self.places[_key(name, "GPE")]
            if group not in places[-BEARERS:]:
                places.append(group)
        for letters in initials(name):
            self.initials.setdefault(letters, group)
        if letters := letters_of(name):
            self.acronyms.setdefault(letters, group)


def merged(texts: Sequence[str], found: Sequence[Found]) -> list[Group]:
    """The entities, by first mention; ``found`` is in order and has no overlaps."""
    groups: list[Group] = []
    index = _Index()
    last: tuple[Found, Group] | None = None
    for item in found:
        name = surface(texts[item.field][item.start : item.end])
        title = _title(texts, item) if item.label == "PERSON" else ""
        within = container(texts[item.field], item.end) if item.label == "GPE" else ""
        group = _known(name, item.label, title, index)
        if group is not None and item.label == "GPE":
            group = _same_place(within, group, index.places[_key(name, "GPE")][-BEARERS:])
        if group is None and last is not None and _is_alias(texts, *last, item, name):
            group = last[1]
            index.exact.setdefault((item.label, _key(name, item.label)), group)
        if group is None:
            group = Group(item.label)
            groups.append(group)
        known = name in group.names[-1:]
        group.add(item, name, title)
        group.within = group.within or within
        if not known:
            index.learn(group, name)
        last = item, group
    return _joined_later(groups, index)


def _same_place(within: str, known: Group, groups: Sequence[Group]) -> Group | None:
    """Of the places of one name the one that lies there: of several the most named, then the nearest.

    "Paris, France" beside the Paris of a story from Texas is a comparison, not a new scene.
    """
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
    if not in_brackets or " " in name or not {group.label, item.label} <= _BODIES:
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


def _known(name: str, label: str, title: str, index: _Index) -> Group | None:
    """The entity before that a mention names, if there is one."""
    exact = index.exact.get((label, _key(name, label)))
    if label == "PERSON":
        if _is_part(name):
            return _bearer(name, title, index.persons[name.split()[-1]][-BEARERS:]) or exact
        return exact or _same_person(name, index.persons[_last(name)][-BEARERS:])
    return exact or _same_body(name, label, index)


def _key(name: str, label: str) -> str:
    """What is the same for all spellings of a name: "GOMA" in a dateline is "Goma"."""
    name = _SAME.get(name, name) if label in _BODIES else name
    return name.casefold() if len(name) > _SHOUTED else name


def _is_part(name: str) -> bool:
    """Whether a person's name can be a part of a longer one: a word, or a particle and a word."""
    parts = name.split()
    return len(parts) == 1 or all(part.lower() in words("particle") for part in parts[:-1])


def _title(texts: Sequence[str], item: Found) -> str:
    before = word_before(texts[item.field], item.start).lower().rstrip(".")
    return before if before in listed("titles") else ""


def _bearer(name: str, title: str, groups: Sequence[Group]) -> Group | None:
    """The person before that a part of a name means: the nearest, weighed by how often named."""
    best, best_score = None, 0.0
    nearest = sorted(groups, key=lambda group: group.mentions[-1], reverse=True)
    for distance, group in enumerate(nearest, 1):
        if not _can_mean(name, group) or _other_sex(title, group):
            continue
        score = (1 + len(group.mentions)) / distance
        if _last(group.fullest) == name.split()[-1]:
            score *= 2  # a surname is the usual short form
        if title and title in group.titles:
            score *= 4
        if score > best_score:
            best, best_score = group, score
    return best


def _can_mean(name: str, group: Group) -> bool:
    full, short = group.fullest.split(), name.split()
    if short == full:
        return True
    if len(full) <= len(short):
        return False
    return full[-len(short) :] == short or name in (full[0], _last(group.fullest))


def _last(name: str) -> str:
    parts = _core(name)
    return parts[-1]


def _core(name: str) -> list[str]:
    parts = [p for p in name.split() if p.rstrip(".") not in words("after a comma")]
    return parts or [name]


def _other_sex(title: str, group: Group) -> bool:
    if title in _FEMALE:
        return bool(group.titles & _MALE)
    return title in _MALE and bool(group.titles & _FEMALE)


def _same_person(name: str, groups: Iterable[Group]) -> Group | None:
    """The person whose full name is the same but for middle names and suffixes."""
    parts = _core(name)
    for group in groups:
        other = _core(group.fullest)
        if parts == other:
            return group
        ends_alike = (parts[0], parts[-1]) == (other[0], other[-1])
        if ends_alike and min(len(parts), len(other)) == 2:
            return group
    return None


def _same_body(name: str, label: str, index: _Index) -> Group | None:
    """The entity of which ``name`` is the acronym, or whose acronym it spells out."""
    letters = letters_of(name)
    group = index.initials.get(letters) if letters else None
    if group is None:
        spelt = (index.acronyms.get(letters) for letters in initials(name))
        group = next((found for found in spelt if found is not None), None)
    if group is None or not (group.label == label or {group.label, label} <= _BODIES):
        return None
    if _is_country(name) != _is_country(group.fullest):
        return None  # "US" is no "University of Sheffield"
    return group


def _is_country(name: str) -> bool:
    return known_names().get(name) in {"countries", "states"}


def _joined_later(groups: list[Group], index: _Index) -> list[Group]:
    """Persons first named in part ("Putin said") joined to the full name that came after."""
    result: list[Group] = []
    for group in groups:
        host = _later_full_name(group, index)
        if host is None:
            result.append(group)
        else:
            host.mentions = sorted([*host.mentions, *group.mentions])
            host.names += group.names
    return sorted(result, key=lambda group: group.mentions[0])


def _later_full_name(group: Group, index: _Index) -> Group | None:
    if group.label != "PERSON" or not _is_part(group.fullest):
        return None
    hosts = [
        other
        for other in index.persons[group.fullest.split()[-1]][-BEARERS:]
        if other is not group and not _is_part(other.fullest) and _can_mean(group.fullest, other)
    ]
    return hosts[0] if len(hosts) == 1 else None

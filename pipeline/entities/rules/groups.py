"""The entities so far, while mentions are merged, and what a further mention may call them.

Pure: standard library and tables.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pipeline.entities.rules.found import Found
from pipeline.entities.rules.initials import initials, letters_of
from pipeline.entities.rules.shortforms import short_forms
from pipeline.entities.rules.tables import demonyms, words

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
    "Congo": "Democratic Republic of Congo",
    "DR Congo": "Democratic Republic of Congo",
    "Bosnia": "Bosnia and Herzegovina",
    "Bosnia-Herzegovina": "Bosnia and Herzegovina",
    "Cote d'Ivoire": "Ivory Coast",
    "Côte d'Ivoire": "Ivory Coast",
    "Czech Republic": "Czechia",
    "Burma": "Myanmar",
    "Holland": "Netherlands",
    "Timor-Leste": "East Timor",
}
#: Names of members that are not their people's adjective.
_MEMBERS: Final = {
    "Turk": "Turkish",
    "Briton": "British",
    "Brit": "British",
    "Spaniard": "Spanish",
    "Dane": "Danish",
    "Swede": "Swedish",
    "Finn": "Finnish",
    "Pole": "Polish",
    "Scot": "Scottish",
    "Scots": "Scottish",
    "Serb": "Serbian",
    "Croat": "Croatian",
    "Kurd": "Kurdish",
    "Jew": "Jewish",
    "Frenchman": "French",
    "Frenchmen": "French",
    "Englishman": "English",
    "Englishmen": "English",
    "Irishman": "Irish",
    "Irishmen": "Irish",
    "Welshman": "Welsh",
    "Dutchman": "Dutch",
    "Icelander": "Icelandic",
    "Argentinian": "Argentine",
    "New Zealander": "New Zealand",
    "Uighur": "Uyghur",
}
#: Bearers of one name part that are weighed against each other, the latest; a bound for hostile
#: text, where thousands may share a word.
BEARERS: Final = 32
#: Labels between which an acronym and its expansion may waver.
BODIES: Final = frozenset({"GPE", "LOC", "ORG", "FAC"})
#: Labels of names that an article goes on to shorten, beside persons.
_SHORTENED: Final = frozenset({"ORG", "EVENT"})
#: Names longer than this in capitals are a dateline's or a headline's; shorter ones are acronyms.
_SHOUTED: Final = 3


@dataclass(slots=True, eq=False)
class Group:
    """The mentions of one entity so far, and its names by surface."""

    label: str
    mentions: list[Found] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    fullest: str = ""
    within: str = ""

    def add(self, item: Found, name: str, title: str) -> None:
        """One more mention; ``fullest`` becomes the name with most words, of those the first."""
        self.mentions.append(item)
        if name not in self.names:
            if not self.names or _fullness(name) > _fullness(self.fullest):
                self.fullest = name
            self.names.add(name)
        if title:
            self.titles.add(title)


def _fullness(name: str) -> tuple[int, bool, bool, bool]:
    """How good a name is as the entity's.

    By words, then no mere letters, then not in capitals, then a people's and not its members'.
    """
    members = name in _MEMBERS or (name[-1:] == "s" and name[:-1] in demonyms())
    shouted = name.isupper() and len(name) > _SHOUTED
    return name.count(" "), len(name) > 2, not shouted, not members


@dataclass(slots=True)
class Index:
    """The entities so far, by what a further mention may call them."""

    exact: dict[tuple[str, str], Group] = field(default_factory=dict)
    persons: defaultdict[str, list[Group]] = field(default_factory=lambda: defaultdict(list))
    initials: dict[str, Group] = field(default_factory=dict)
    acronyms: dict[str, Group] = field(default_factory=dict)
    shorts: defaultdict[str, list[Group]] = field(default_factory=lambda: defaultdict(list))
    aliases: dict[str, str] = field(default_factory=dict)
    places: defaultdict[str, list[Group]] = field(default_factory=lambda: defaultdict(list))

    def bearers(self, part: str) -> list[Group]:
        """The latest persons that a part of a name may mean."""
        return self.persons[part.casefold()][-BEARERS:]

    def learn(self, group: Group, name: str) -> None:
        """Files ``group`` under a name that it is mentioned by."""
        self.exact.setdefault((group.label, key_of(name, group.label)), group)
        if group.label == "PERSON":
            for part in dict.fromkeys(map(str.casefold, called(name))):
                if group not in self.persons[part][-BEARERS:]:
                    self.persons[part].append(group)
            return
        if group.label in _SHORTENED:
            for short in short_forms(name):
                key = key_of(short, group.label)
                self.exact.setdefault((group.label, key), group)
                self.shorts[key].append(group)
        if group.label == "GPE":
            places = self.places[key_of(name, "GPE")]
            if group not in places[-BEARERS:]:
                places.append(group)
        for letters in initials(name):
            self.initials.setdefault(letters, group)
        if letters := letters_of(name):
            self.acronyms.setdefault(letters, group)


@lru_cache(maxsize=16_384)
def key_of(name: str, label: str) -> str:
    """What is the same for all spellings of a name: "GOMA" in a dateline is "Goma"."""
    if label in BODIES:
        name = _SAME.get(name, name)
    elif label == "NORP":
        one = name if name in _MEMBERS else name.removesuffix("s")
        name = _MEMBERS.get(one, one if one in demonyms() else name)
    return name.casefold() if len(name) > _SHOUTED else name


@lru_cache(maxsize=16_384)
def called(name: str) -> tuple[str, ...]:
    """The parts of a person's name by which news goes on to call the person.

    The first, the last, and those between, one of which is the surname where people have two:
    "Wilma Quispe Mamani" is Quispe.

    >>> called("Antonio García Rojas"), called("John F. Kennedy"), called("Erik van der Meer")
    (('Antonio', 'Rojas', 'García'), ('John', 'Kennedy'), ('Erik', 'Meer'))
    """
    parts = name_parts(name)
    middle = (part for part in parts[1:-1] if len(part) > 3 and part[0].isupper())
    return parts[0], parts[-1], *(part for part in middle if not part.endswith("."))


def last_name(name: str) -> str:
    return name_parts(name)[-1]


@lru_cache(maxsize=16_384)
def name_parts(name: str) -> tuple[str, ...]:
    """The words of a person's name without "Jr." and its like."""
    parts = tuple(p for p in name.split() if p.rstrip(".") not in words("after a comma"))
    return parts or (name,)

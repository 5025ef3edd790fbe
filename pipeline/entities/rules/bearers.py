"""Who bears the name of a town, and which names are towns': "Grant" after "Ulysses Grant".

A list and a recogniser may read a town where the article has named a person in full: the bare
surname is the person's where nothing beside any mention says place. And a word that a recogniser
takes for a person whom nobody ever names in full is a place where the article only goes there.

Pure: standard library and tables. Each mention looks at few characters beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final

from pipeline.entities.rules.firms import PERSON, said_of
from pipeline.entities.rules.found import PLACES, Found, word_before
from pipeline.entities.rules.lists import listed_together
from pipeline.entities.rules.tables import given_names, is_title, known_names, listed, words

#: What stands before a place, and seldom before a person.
_SITED: Final = frozenset(
    {"in", "near", "outside", "across", "throughout", "around", "at", "downtown", "central", "into"}
)
#: What begins lines of places: "GRANT, Neb. (AP) -", "GRANT 1996-08-22".
_DATELINE: Final = re.compile(r",? ?(?:\([A-Z]|[A-Z]\w+\.? ?(?:\(|[-–—_])|\d{4}-|[-–—_:])")
_WITHIN: Final = re.compile(r", ([A-Z][\w.]+(?: [A-Z][\w.]+)?)(?![\w'’])")
_OF_PLACE: Final = re.compile(r"\b(?:city|town|village|suburb|port|streets|people|outskirts) of \Z")
#: What persons do and towns don't.
_DOES: Final = re.compile(
    r",? (?:who|himself|herself)\b"
    r"|(?: [a-z]+ly| also| then| himself| herself| later)? (?:said|says|told|added|asked|replied|"
    r"testified|argued|recalled|wrote|thanked|promised|demanded|resigned|died|married|smiled|"
    r"nodded|laughed|shrugged|joined|played|sang|studied|pleaded|denied|admitted|insisted|"
    r"acknowledged|conceded|explained|declined|apologi[sz]ed)\b"
    r"|,? (?:[a-z]+ )?(?:said|says|told)\b"
)
_SPEAKS: Final = re.compile(r"\b(?:said|says|asked|added|replied|recalled) \Z")
#: After "in": what is believed in is a person.
_BELIEVED: Final = re.compile(
    r"\b(?:confidence|faith|trust|interest|belief|believe|believes|believed|stake|shares|stock|"
    r"invest|investment|vested|invested|interested|position|bonds|character|appear\w*|starred?|"
    r"played|role|wrote|writes|writing|published|as) in \Z",
    re.I,
)
_GONE: Final = re.compile(
    r"\b(?:withdrew|retreated|fled|moved|travell?ed|flew|marched|sailed|drove|emigrated|returned|"
    r"deported|flown|driven|trip|journey|highway|railway|road|route|flight|bus|train) "
    r"(?:back )?to \Z"
)
#: How headlines begin that tell a sport of single persons.
_SUBJECT: Final = re.compile(
    r"(?:tennis|golf|boxing|cycling|athletics|swimming|skiing|alpine skiing|motor racing|"
    r"motorcycling|badminton|squash|snooker|chess|speed skating|figure skating|gymnastics|judo|"
    r"wrestling|weightlifting|triathlon|fencing|rallying) ?[-–—] ?",
    re.I,
)
#: Characters of the longest headline.
_HEADLINE: Final = 120
_REACH: Final = 30


def bearers(
    texts: Sequence[str],
    found: Sequence[Found],
    names: Sequence[str],
    labels: Mapping[str, str],
) -> Iterator[str]:
    """Names labelled as places that are surnames of persons whom the article names in full."""
    persons = [name for name, label in labels.items() if label == "PERSON" and " " in name]
    surnames = {name.rpartition(" ")[2] for name in persons}
    towns = {name for name in surnames if labels.get(name) in PLACES and _may_be_borne(name)}
    for name, items in _mentions(found, names, towns):
        if any(_is_sited(texts[item.field], item) for item in items):
            continue
        says = _is_born if name in words("capital that speaks") else _is_person
        if any(says(texts[item.field], item) for item in items):
            yield name


def lone_places(
    texts: Sequence[str],
    found: Sequence[Found],
    names: Sequence[str],
    labels: Mapping[str, str],
    parts: frozenset[str],
) -> Iterator[str]:
    """Single words taken for persons, of nobody named in full, that the article is "in"."""
    lone = {name for name, label in labels.items() if label == "PERSON" and " " not in name}
    lone -= parts | given_names()
    mentions = _mentions(found, names, lone)
    if not mentions:
        return
    placed = {name for run in listed_together(texts, found) for name in _among(run, names, labels)}
    for name, items in mentions:
        sited = name in placed or any(_is_in(texts[item.field], item) for item in items)
        if sited and not any(_is_called(texts[item.field], item) for item in items):
            yield name


def players(
    texts: Sequence[str],
    found: Sequence[Found],
    names: Sequence[str],
    labels: Mapping[str, str],
) -> Iterator[str]:
    """Words taken for places that only headlines of sports of single persons name.

    "Golf - Normanson overtakes rivals": who is named so is no town that a list has.
    """
    lone = {
        name
        for name, label in labels.items()
        if label in PLACES and " " not in name and name not in known_names()
    }
    for name, items in _mentions(found, names, lone):
        if all(_is_headed(texts[item.field], item) for item in items):
            yield name


def _is_headed(text: str, item: Found) -> bool:
    """Whether the mention stands after "Tennis - " in its line, and nothing says place."""
    start = text.rfind("\n", max(0, item.start - _HEADLINE), item.start) + 1
    if not start and item.start > _HEADLINE:
        return False
    subject = _SUBJECT.match(text, start)
    return subject is not None and not _is_sited(text, item)


def _mentions(
    found: Sequence[Found], names: Sequence[str], wanted: Set[str]
) -> list[tuple[str, list[Found]]]:
    """The mentions of each name that is ``wanted``."""
    mentions: defaultdict[str, list[Found]] = defaultdict(list)
    for item, name in zip(found, names, strict=True) if wanted else ():
        if name in wanted:
            mentions[name].append(item)
    return list(mentions.items())


def _among(run: Sequence[int], names: Sequence[str], labels: Mapping[str, str]) -> Iterator[str]:
    """The single words of a list of which the rest are places, one of them well known."""
    together = [names[i] for i in run]
    places = [name for name in together if labels[name] in PLACES]
    others = [name for name in together if labels[name] not in PLACES]
    if any(name in known_names() for name in places) and not any(" " in name for name in others):
        yield from others


def _may_be_borne(name: str) -> bool:
    return known_names().get(name) in {None, "cities", "towns"}


def _is_sited(text: str, item: Found) -> bool:
    """Whether what stands beside the mention says place."""
    if word_before(text, item.start).lower() in _SITED:
        return True
    if _OF_PLACE.search(text[max(0, item.start - _REACH) : item.start]):
        return True
    within = _WITHIN.match(text, item.end)
    if within and (within[1] in listed("states") or within[1] in listed("countries")):
        return True
    opens = text[max(0, item.start - 1) : item.start] in ("", "\n")
    return opens and _DATELINE.match(text, item.end) is not None


def _is_born(text: str, item: Found) -> bool:
    """Whether what stands beside the mention is said of no capital: "Paris's father"."""
    return said_of(text, item.start, item.end) == PERSON


def _is_person(text: str, item: Found) -> bool:
    return (
        _DOES.match(text, item.end) is not None
        or _SPEAKS.search(text[max(0, item.start - 12) : item.start]) is not None
        or _is_born(text, item)
    )


def _is_called(text: str, item: Found) -> bool:
    """Whether the mention is a person's by a title or a verb."""
    return _is_person(text, item) or is_title(word_before(text, item.start).lower())


def _is_in(text: str, item: Found) -> bool:
    before = text[max(0, item.start - _REACH) : item.start]
    if before.endswith(" to "):
        return _GONE.search(before) is not None
    if word_before(text, item.start) not in ("in", "near", "outside"):
        return False
    if text[item.end : item.end + 1] in ("'", "’"):
        return False  # "in Kipling's novel"
    return _BELIEVED.search(before) is None

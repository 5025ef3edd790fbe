"""An article and its entities become candidate mentions of places, each with its chance.

Pure: standard library only. A name that stands inside another one, as Reno inside "Janet Reno" or
Washington inside "Washington Post", stays in the list with a small chance; what the recogniser
calls a place but the gazetteer does not know is in it too, without postings.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from pipeline.article.model import Article, Field
from pipeline.entities.model import ENTITY_TYPES, Entity
from pipeline.locations.find import NO_NAME, Found, names_in
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import Word
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.names import key, word_key
from pipeline.locations.plausible import COUNTY, chance, odds
from pipeline.locations.qualify import link
from pipeline.locations.tokens import REMEMBERED, Beside, Words, look
from pipeline.locations.words import (
    BENCHMARKS,
    CITY_CUES,
    CITY_OFFICES,
    CROSSING,
    DIRECTIONS,
    DIVISION_CUES,
    DIVISION_OFFICES,
    ORGANISATIONS,
    STREETS,
    TITLES,
    WATERS,
)

#: Entity types that are places, and how likely one that the gazetteer lacks is a place.
UNKNOWN_CHANCE: Final = {"GPE": 0.6, "LOC": 0.5, "FAC": 0.2}

#: From this chance on, a name is a place for the rest of the article too.
SURE: Final = 0.9

#: Types of entities that say something of what stands in them.
_NAMED: Final = frozenset(ENTITY_TYPES)

#: Words behind the first of a name that make it no town's, whatever the recogniser says.
_NO_TOWNS: Final = ORGANISATIONS | STREETS

_COMMON, _GIVEN = int(Word.COMMON), int(Word.GIVEN)
_CITY: Final = PLACE_TYPES.index("city")

#: Between the counties of a list, and before its first one: "five counties, including".
_AMONG_COUNTIES: Final = frozenset((",", "and", ", and", "&"))
_THESE_COUNTIES: Final = re.compile(
    r"\b[Cc]ounties(?:: |,?(?: [a-z]+){0,5},? (?:of|includ(?:e|es|ing)|are|were|as):? )\Z"
)
_LOOKED_BACK: Final = 60

_Span = tuple[int, int, str]


def mentions_in(
    article: Article, entities: tuple[Entity, ...], gazetteer: Gazetteer
) -> list[Found]:
    """All candidate mentions in reading order, with their chances, demonyms included."""
    found: list[Found] = []
    persons = _persons(entities) if entities else None
    for field, text in article.fields():
        found += _in_field(field, text, _spans(entities, field), persons, gazetteer)
    _one_sense(found)
    return found


def _spans(entities: Iterable[Entity], field: Field) -> list[_Span]:
    return sorted(
        (mention.start, mention.end, entity.type)
        for entity in entities
        if entity.type in _NAMED
        for mention in entity.mentions
        if mention.field == field
    )


def _persons(entities: Iterable[Entity]) -> frozenset[str]:
    """The words of all full names of persons: after "Laura Jackson", Jackson is she."""
    full = {
        name
        for entity in entities
        if entity.type == "PERSON"
        for name in (entity.name, *(mention.text for mention in entity.mentions))
        if " " in name
    }
    return frozenset(word_key(word) for name in full for word in name.split())


def _in_field(
    field: Field,
    text: str,
    spans: list[_Span],
    persons: Collection[str] | None,
    gazetteer: Gazetteer,
) -> list[Found]:
    words = Words(text)
    found = list(names_in(field, words, gazetteer))
    unknown = _label(found, spans, text)
    link(found, text, gazetteer)
    for one in found:
        if one.demonym and not one.name.divisions:
            continue  # never a place, and names no division: nobody asks for its chance
        beside = words.beside(one.start, one.end, one.tail)
        one.cue = _cue(one.cue, beside, words)
        if persons is not None:
            one.borne = one.key in persons
        one.chance = chance(one, beside, words, gazetteer)
    _counties(found, words)
    _crossings(found, words)
    extra = [_unknown(field, text, span) for span in unknown]
    return sorted(
        found + [e for e in extra if e is not None], key=lambda one: (one.start, -one.end)
    )


def _label(found: list[Found], spans: list[_Span], text: str) -> list[_Span]:
    """Tells each candidate which entity it is or stands in; returns the places without one."""
    unknown = []
    at = 0
    for start, end, label in spans:
        while at < len(found) and found[at].end <= start:
            at += 1
        i, known = at, False
        while i < len(found) and found[i].start < end:
            one = found[i]
            if (one.start == start and one.end == end) or _same(one, start, end, text):
                one.label, known = label, True
            elif label != "PERSON" or not one.key.endswith(COUNTY):
                one.inside = label  # but "Lamar County Sheriff Joe Baxter" is not all a person
            i += 1
        person = label == "GPE" and _is_a_person(found[at:i], text)
        named = label == "GPE" and not known
        within = found[at:i]
        if named and (
            person or _is_of_towns(within, text) or _adds_a_name(within, start, end, text)
        ):
            for one in within:
                one.inside = "NAME"
        if not known and label in UNKNOWN_CHANCE and not person:
            unknown.append((start, end, label))
    return unknown


def _is_a_person(inside: list[Found], text: str) -> bool:
    """ "Jordan Paris" is no place, though the recogniser takes it for one."""
    if len(inside) != 2 or not inside[0].flags & _GIVEN:
        return False
    return text[inside[0].end : inside[1].start] == " "


def _is_of_towns(inside: list[Found], text: str) -> bool:
    """ "Cerro Rico" is neither Cerro nor Rico, but San Fernando Valley is of San Fernando."""
    if len(inside) != 2 or text[inside[0].end : inside[1].start] != " ":
        return False
    if inside[1].flags & _COMMON:
        return False
    return all(one.name.type == _CITY for one in inside)


def _adds_a_name(inside: list[Found], start: int, end: int, text: str) -> bool:
    """ "Kasai Occidental" is not Occidental: whether the entity has a name that is no place's."""
    rest = []
    for one in inside:
        rest.append(text[start : max(start, one.start)])
        start = max(start, one.end)
    rest.append(text[start:end])
    words = " ".join(rest).replace("-", " ").split()
    return any(w[0].isupper() and w.lower().strip(".,") not in _PARTS for w in words)


#: Words of a place's name that only say what or where it is.
_PARTS: Final = CITY_CUES | DIVISION_CUES | DIRECTIONS | {"the", "of"}


def _same(found: Found, start: int, end: int, text: str) -> bool:
    """Whether the entity is this name: give or take directions, articles, cues and possessives."""
    before, after = text[start : found.start], text[found.end : end]
    if len(before) > 40 or len(after) > 40:
        return False
    if "," in before or "," in after:
        return True
    rest = f"{before} {after}".lower().replace("-", " ").split()
    rest = [word.strip(".,'’") for word in rest]
    return all(
        not word or word in ("the", "of", "s", "city") or word in DIRECTIONS for word in rest
    )


def _cue(known: str, beside: Beside, words: Words) -> str:
    """The kind of place that the words beside the name say it is, or what is ``known``."""
    previous, at, gap, behind, following = beside
    if behind == " " and (cue := _cue_of(following)):
        return cue
    if known or not previous or gap != " ":
        return known
    if previous == "of" and (before := words.before(at)) is not None:
        previous, _, end = before
        if words.text[end:at] != " ":
            return ""
    return "" if look(previous).key == "capital" else _cue_of(previous)


@lru_cache(maxsize=REMEMBERED)
def _cue_of(text: str) -> str:
    word = look(text).key
    if word in ("county", "counties"):
        return "county"
    if word in CITY_CUES or word in CITY_OFFICES:
        return "city"
    return "division" if word in DIVISION_CUES or word in DIVISION_OFFICES else ""


def _counties(found: list[Found], words: Words) -> None:
    """ "Henry, Weakley and Lamar counties", "counties including Henry, Weakley and Lamar"."""
    text = words.text
    for i in range(len(found) - 1, 0, -1):
        if found[i].cue == "county" and not found[i - 1].cue:
            if text[found[i - 1].end : found[i].start].strip() in _AMONG_COUNTIES:
                _say_county(found[i - 1])
            following = words.after(found[i].tail)
            if following is not None and look(following[0]).key == "counties":
                found[i].chance = odds(found[i].chance, "in a list of counties")
    if "ounties" in text:
        _listed_counties(found, text)


def _listed_counties(found: list[Found], text: str) -> None:
    """What stands in a list behind "counties" is one."""
    end, listed = 0, False
    for one in found:
        joined = text[end : one.start].strip() in _AMONG_COUNTIES if end else False
        start = max(end, one.start - _LOOKED_BACK)
        listed = listed if joined else _THESE_COUNTIES.search(text, start, one.start) is not None
        if listed and one.cue != "county":
            _say_county(one)
        end = one.end


def _say_county(one: Found) -> None:
    one.cue = "county"
    one.chance = odds(one.chance, "in a list of counties")


def _crossings(found: list[Found], words: Words) -> None:
    """ "At Washington and Lincoln streets": no place among them."""
    for i, one in enumerate(found):
        following = words.after(one.tail) if one.before == "after and" else None
        if following is None or following[0] not in CROSSING:
            continue
        one.chance = odds(one.chance, "is a street")
        if i > 0 and words.text[found[i - 1].end : one.start] == " and ":
            found[i - 1].chance = odds(found[i - 1].chance, "is a street")


def _unknown(field: Field, text: str, span: _Span) -> Found | None:
    start, end, label = span
    surface = text[start:end]
    if not any(c.isupper() for c in surface) or len(surface) > 80 or "\n" in surface:
        return None
    words = surface.lower().split()
    last = words[-1]
    if last in TITLES or (label == "GPE" and not _NO_TOWNS.isdisjoint(words[1:])):
        return None  # "Coun.", "Moscow School District"
    if label == "FAC" and last in WATERS:
        label = "LOC"
    name_key = key(surface)
    unknown = Found(field, start, end, surface, name_key, NO_NAME, (), 0, demonym=False, tail=end)
    unknown.chance, unknown.label = UNKNOWN_CHANCE[label], label
    return unknown


def _one_sense(found: list[Found]) -> None:
    """What a name surely is once, it is more likely wherever it stands alone.

    A place, or else an illness ("West Nile virus"), a storm ("Storm Orla") or oil ("Brent crude").
    """
    sure = {one.key for one in found if one.chance >= SURE and one.postings}
    ills = {one.key for one in found if one.after == "before illness"}
    ills |= {one.key for one in found if one.after == "before oil" and one.key in BENCHMARKS}
    storms = {one.key for one in found if one.before == "after storm"}
    for one in found:
        if one.key in ills and one.after not in ("before illness", "before oil"):
            one.chance = odds(one.chance, "before illness")
        if one.key in storms and one.before != "after storm":
            one.chance = odds(one.chance, "is a storm")
        if one.chance < SURE and one.key in sure and one.postings and not one.inside:
            one.chance = odds(one.chance, "named elsewhere")

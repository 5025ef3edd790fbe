"""An article and its entities become candidate mentions of places, each with its chance.

Pure: standard library only. A name that stands inside another one, as Reno inside "Janet Reno" or
Washington inside "Washington Post", stays in the list with a small chance; what the recogniser
calls a place but the gazetteer does not know is in it too, without postings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from pipeline.article.model import Article, Field
from pipeline.entities.model import ENTITY_TYPES, Entity
from pipeline.locations.find import NO_NAME, Found, names_in
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.kinds import say_divisions
from pipeline.locations.labels import UNKNOWN_CHANCE, Span, mark_entities
from pipeline.locations.names import key, word_key
from pipeline.locations.plausible import chance, odds
from pipeline.locations.qualify import link
from pipeline.locations.tokens import REMEMBERED, Beside, Words, look
from pipeline.locations.words import (
    BENCHMARKS,
    CITY_CUES,
    CITY_OFFICES,
    COUNTIES,
    COURTS,
    CROSSING,
    DIVISION_CUES,
    DIVISION_OFFICES,
    ORGANISATIONS,
    SERVICES,
    STREETS,
    TITLES,
    WATERS,
)

#: From this chance on, a name is a place for the rest of the article too.
SURE: Final = 0.9

#: Types of entities that say something of what stands in them.
_NAMED: Final = frozenset(ENTITY_TYPES)

#: Words behind the first of a name that make it no town's, whatever the recogniser says.
_NO_TOWNS: Final = ORGANISATIONS | STREETS

#: Kinds of divisions that are of the second level in many countries, or in most.
_LEVELS: Final = {
    "province": "province",
    "provinces": "province",
    "district": "district",
    "districts": "district",
}


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


def _spans(entities: Iterable[Entity], field: Field) -> list[Span]:
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
    own = (name.partition(" of ")[0] for name in full)  # "Rita of Clarksburg" is called Rita
    return frozenset(word_key(word) for name in own for word in name.split())


def _in_field(
    field: Field,
    text: str,
    spans: list[Span],
    persons: Collection[str] | None,
    gazetteer: Gazetteer,
) -> list[Found]:
    words = Words(text)
    found = list(names_in(field, words, gazetteer))
    unknown = mark_entities(found, spans, text)
    link(found, text, gazetteer)
    for one in found:
        if one.demonym and not one.name.divisions:
            continue  # never a place, and names no division: nobody asks for its chance
        beside = words.beside(one.start, one.end, one.tail)
        one.cue = _cue(one, beside, words, gazetteer)
        if persons is not None:
            one.borne = one.key in persons
        one.chance = chance(one, beside, words, gazetteer)
    say_divisions(found, words, gazetteer)
    _crossings(found, words)
    extra = [_unknown(field, text, span) for span in unknown]
    return sorted(
        found + [e for e in extra if e is not None], key=lambda one: (one.start, -one.end)
    )


def _cue(one: Found, beside: Beside, words: Words, gazetteer: Gazetteer) -> str:
    """The kind of place that the words beside the name say it is, or what is known of it."""
    previous, at, gap, behind, following = beside
    if behind == " " and (cue := _cue_of(following)) and not _is_of_a_court(one, cue, words):
        return cue
    if one.cue or not previous or gap != " ":
        return one.cue
    if previous == "of" and (before := words.before(at)) is not None:
        previous, start, end = before
        if words.text[end:at] != " " or _is_in_it(previous, start, words, gazetteer):
            return ""
    return "" if look(previous).key == "capital" else _cue_of(previous)


def _is_of_a_court(one: Found, cue: str, words: Words) -> bool:
    """ "Denver District Court", "the Manhattan district attorney": no district is named so."""
    if cue != "district":
        return False
    word = words.after(one.tail)
    behind = words.after(word[2]) if word is not None else None
    return behind is not None and look(behind[0]).base_key in COURTS


def _is_in_it(word: str, start: int, words: Words, gazetteer: Gazetteer) -> bool:
    """ "Njenga district of Nairobi", "the fire department of Tokyo" are in what "of" stands before.

    ``start`` is where the ``word`` for a division begins. "The Pakistani district of Hangu" is one.
    """
    before = words.before(start)
    if before is None or words.text[before[2] : start] != " ":
        return False
    if before[0] in SERVICES:
        return True
    seen = look(before[0])
    if not seen.capital or look(word).key not in ("district", "districts"):
        return False
    name = gazetteer.find(seen.key)
    return bool(seen.key) and (
        name is None or not any(map(gazetteer.is_demonym, range(name.first, name.last)))
    )


@lru_cache(maxsize=REMEMBERED)
def _cue_of(text: str) -> str:
    word = look(text).key
    if word == "county" or word in COUNTIES:
        return "county"
    if word in CITY_CUES or word in CITY_OFFICES:
        return "city"
    if word in _LEVELS:
        return _LEVELS[word]
    return "division" if word in DIVISION_CUES or word in DIVISION_OFFICES else ""


def _crossings(found: list[Found], words: Words) -> None:
    """ "At Washington and Lincoln streets", "on Hamilton-Mason Road": no place among them."""
    for i, one in enumerate(found):
        if one.after == "before hyphen and capital":
            if _is_a_road(one, words):
                one.chance = odds(one.chance, "is a street")
            continue
        following = words.after(one.tail) if one.before == "after and" else None
        if following is None or following[0] not in CROSSING:
            continue
        one.chance = odds(one.chance, "is a street")
        if i > 0 and words.text[found[i - 1].end : one.start] == " and ":
            found[i - 1].chance = odds(found[i - 1].chance, "is a street")


def _is_a_road(one: Found, words: Words) -> bool:
    """Whether a name and the one joined to it are those of a road from one to the other."""
    joined = words.after(one.tail)
    road = words.after(joined[2]) if joined is not None else None
    return road is not None and look(road[0]).capital and look(road[0]).base_key in STREETS


def _unknown(field: Field, text: str, span: Span) -> Found | None:
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

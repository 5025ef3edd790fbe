"""An article and its entities become places, resolved and explained, and what it is about.

Pure: standard library only. Names are found in the text and among the entities, weighed together
and turned into places with ids, coordinates, confidence, a reason and alternatives. What is not
in the gazetteer, or too uncertain, has id None and a reason. Demonyms are evidence, no places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from pipeline.article.model import Article, Mention
from pipeline.entities.model import Entity
from pipeline.locations.confidence import confidence
from pipeline.locations.evidence import Evidence
from pipeline.locations.explain import Top, reason, tops_of
from pipeline.locations.find import REMEMBERED, Found, Named
from pipeline.locations.focus import focus_of
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.hints import places_hinted
from pipeline.locations.home import settle
from pipeline.locations.mentions import mentions_in
from pipeline.locations.model import PLACE_TYPES, Alternative, Geography, Place
from pipeline.locations.resolve import believe, is_far_fetched, outside_evidence, resolve
from pipeline.locations.senses import Sense, senses_of

#: Version of the resolver: moves whenever the same article and gazetteer may give other places.
VERSION: Final = "4"

#: A candidate is a place from this chance on. Half, so that what is more likely one is reported.
REPORTED: Final = 0.5

#: Below this chance of the likeliest place it is left open rather than guessed.
DECIDED: Final = 0.15

#: At most this many others are named, those with at least this chance.
ALTERNATIVES: Final = 3
WORTH_NAMING: Final = 0.01


def annotate(article: Article, entities: tuple[Entity, ...], gazetteer: Gazetteer) -> Geography:
    """The places of an article in reading order, and its focus."""
    return resolved(article, mentions_in(article, entities, gazetteer), gazetteer)


def resolved(article: Article, found: list[Found], gazetteer: Gazetteer) -> Geography:
    """The second half of `annotate`: candidate mentions become places. Changes their chances."""
    hinted = places_hinted(article, gazetteer)
    outside = outside_evidence(found, hinted, gazetteer)
    named = _named(found, gazetteer)
    senses = senses_of(found, gazetteer, named)
    settle(senses, named, gazetteer)
    evidence = resolve(senses, outside)
    believe(senses, evidence, gazetteer)
    places = [*_resolved(senses, hinted, evidence, gazetteer), *_unknown(found)]
    places.sort(key=lambda place: (place.mentions[0].field != "title", place.mentions[0].start))
    return Geography(tuple(places), focus_of(article, senses, found, gazetteer))


def _named(found: Iterable[Found], gazetteer: Gazetteer) -> frozenset[int]:
    """First- and second-level divisions that are named: rare places in them are looked for."""
    return frozenset().union(
        *(
            _divisions(one.name, gazetteer)
            for one in found
            if one.chance >= REPORTED and one.name is not None
        )
    )


@lru_cache(maxsize=REMEMBERED)
def _divisions(name: Named, gazetteer: Gazetteer) -> tuple[int, ...]:
    """The divisions that a name most likely means."""
    places = [gazetteer.posting_place[posting] for posting in name.postings[:8]]
    return tuple(p for p in places if PLACE_TYPES[gazetteer.place_type[p]].startswith("admin"))


def _mention(one: Found) -> Mention:
    return Mention(one.field, one.start, one.end, one.text)


def _resolved(
    senses: Sequence[Sense],
    hinted: Mapping[int, float],
    evidence: Evidence,
    gazetteer: Gazetteer,
) -> Iterable[Place]:
    """One record for each place; senses that mean the same one are merged."""
    tops = tops_of(senses, gazetteer)
    best: dict[int, list[Sense]] = {}
    for sense in senses:
        if any(one.chance >= REPORTED for one in sense.found):
            top = sense.top()
            if sense.chances[top] < DECIDED:
                yield _open(sense, f"one of {sense.names} places of this name")
            elif is_far_fetched(sense, evidence, gazetteer):
                yield _open(sense, "no place of this name near the others of the article")
            else:
                best.setdefault(sense.places[top], []).append(sense)
    for place, same in best.items():
        yield _place(place, same, tops, hinted, gazetteer)


def _reported(sense: Sense) -> list[Found]:
    return [one for one in sense.found if one.chance >= REPORTED]


def _open(sense: Sense, why: str) -> Place:
    mentions = tuple(sorted(_mention(one) for one in _reported(sense)))
    return Place(None, mentions[0].text, why, mentions)


def _place(
    place: int,
    same: list[Sense],
    tops: Sequence[Top],
    hinted: Mapping[int, float],
    gazetteer: Gazetteer,
) -> Place:
    found = [one for sense in same for one in sense.found if one.chance >= REPORTED]
    if len(found) > 1:
        found.sort(key=lambda one: (one.field != "title", one.start))
    main = same[0]
    if len(same) > 1:
        main = max(same, key=lambda s: (s.outer is not None, len(_reported(s)), s.weight))
    chance = main.chances[main.places.index(place)]
    sure = max(one.chance for one in found)
    known = confidence(sure, chance)
    record = gazetteer.record(place)
    return Place(
        id=record.id,
        name=record.name,
        reason=reason(main, place, tops, hinted, gazetteer),
        mentions=tuple([_mention(one) for one in found]),
        type=record.type,
        lat=record.lat,
        lon=record.lon,
        country=record.country,
        admin1=record.admin1,
        confidence=round(known, 3),
        alternatives=_alternatives(main, place, 1.0 - known, gazetteer),
    )


def _alternatives(
    sense: Sense, place: int, left: float, gazetteer: Gazetteer
) -> tuple[Alternative, ...]:
    """The other candidates, which share ``left``, the probability that it is not this one."""
    if len(sense.places) == 1:
        return ()
    others = sorted(
        (-chance, i)
        for i, (other, chance) in enumerate(zip(sense.places, sense.chances, strict=True))
        if other != place and chance >= WORTH_NAMING
    )
    total = sum(-chance for chance, _ in others)
    return tuple(
        Alternative(
            gazetteer.place_id(sense.places[i]),
            gazetteer.place_name(sense.places[i]),
            gazetteer.country(sense.places[i]),
            round(left * -chance / total, 3),
        )
        for chance, i in others[:ALTERNATIVES]
    )


def _unknown(found: list[Found]) -> Iterable[Place]:
    """Names of places that the gazetteer does not hold, or not where the text puts them."""
    same: dict[tuple[str, str], list[Found]] = {}
    for i, one in enumerate(found):
        if one.chance >= REPORTED and not one.demonym:
            if one.nowhere is not None:
                same.setdefault((one.key, f" in {one.nowhere.text}"), []).append(one)
            elif not one.postings and not _holds_place(found, i):
                same.setdefault((one.key, ""), []).append(one)
    for (_, where), ones in same.items():
        mentions = tuple(_mention(one) for one in ones)
        yield Place(None, mentions[0].text, "not in the gazetteer" + where, mentions)


def _holds_place(found: list[Found], i: int) -> bool:
    """Whether a place that is reported stands inside the name."""
    for j in range(i + 1, len(found)):
        if found[j].start >= found[i].end or found[j].field != found[i].field:
            return False
        if found[j].postings and found[j].chance >= REPORTED and not found[j].demonym:
            return True
    return False

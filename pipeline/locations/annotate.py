"""An article and its entities become places, resolved and explained, and what it is about.

Pure: standard library only. Names are found in the text and among the entities, weighed together
and turned into places with ids, coordinates, confidence, a reason and alternatives. What is not
in the gazetteer, or too uncertain, has id None and a reason. Demonyms are evidence, no places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import Final

from pipeline.article.model import Article, Mention
from pipeline.entities.model import Entity
from pipeline.locations.confidence import confidence
from pipeline.locations.evidence import Evidence
from pipeline.locations.explain import Top, reason, tops_of
from pipeline.locations.find import Found
from pipeline.locations.focus import focus_of
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.hints import places_hinted
from pipeline.locations.home import settle
from pipeline.locations.mentions import mentions_in
from pipeline.locations.model import Alternative, Geography, Place
from pipeline.locations.resolve import believe, is_far_fetched, outside_evidence, resolve
from pipeline.locations.senses import Sense, senses_of

#: Version of the resolver: moves whenever the same article and gazetteer may give other places.
VERSION: Final = "10"

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
    named = _named(found)
    senses = senses_of(found, gazetteer, named)
    settle(senses, named, gazetteer)
    evidence = resolve(senses, outside)
    believe(senses, evidence)
    places = [*_resolved(senses, hinted, evidence, gazetteer), *_unknown(found)]
    places.sort(key=lambda place: (place.mentions[0].field != "title", place.mentions[0].start))
    return Geography(tuple(places), focus_of(article, senses, found, gazetteer))


def _named(found: Iterable[Found]) -> frozenset[int]:
    """First- and second-level divisions that are named: rare places in them are looked for."""
    names = [one.name for one in found if one.chance >= REPORTED]
    return frozenset().union(*[name.divisions for name in names])


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
    best: dict[int, list[tuple[Sense, list[Found]]]] = {}
    for sense in senses:
        if not (reported := [one for one in sense.found if one.chance >= REPORTED]):
            continue
        if sense.chances[sense.top] < DECIDED:
            yield _open(reported, f"one of {sense.names} places of this name")
        elif is_far_fetched(sense, evidence, gazetteer):
            yield _open(reported, "no place of this name near the others of the article")
        else:
            best.setdefault(sense.places[sense.top], []).append((sense, reported))
    for place, same in best.items():
        yield _place(place, same, tops, hinted, gazetteer)


def _open(reported: Iterable[Found], why: str) -> Place:
    mentions = tuple(sorted(_mention(one) for one in reported))
    return Place(None, mentions[0].text, why, mentions)


def _place(
    place: int,
    same: list[tuple[Sense, list[Found]]],
    tops: Sequence[Top],
    hinted: Mapping[int, float],
    gazetteer: Gazetteer,
) -> Place:
    main, found = same[0]
    if len(same) > 1:
        main, _ = max(same, key=lambda s: (s[0].outer is not None, len(s[1]), s[0].weight))
        found = [one for _, reported in same for one in reported]
    if len(found) > 1:
        found.sort(key=lambda one: (one.field != "title", one.start))
    known = confidence(max([one.chance for one in found]), main.chances[main.top])
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
    total = fsum(-chance for chance, _ in others)
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

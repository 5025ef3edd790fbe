"""Senses become places: each by its prior and by where all the others lie.

Pure: standard library only. The evidence is kept as sums (see `evidence`), so that the work grows
with the number of candidates, not with its square. Each round spreads every sense over its
candidates as they look by now, and weighs them again without the sense's own share; a cluster of
small towns thus finds itself against their famous namesakes.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import Final

from pipeline.locations.contest import contests
from pipeline.locations.evidence import LEAST, UNSAID, VAST, Evidence, standing
from pipeline.locations.find import Found
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import PRIOR_SCALE, Kind, Note, Word
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.names import key
from pipeline.locations.plausible import FAMOUS, odds
from pipeline.locations.senses import Sense

ROUNDS: Final = 4

#: The rounds end early when no likeliest place's chance moves by more than this.
SETTLED: Final = 0.02

#: A sense is clear, and the article plays somewhere, from these shares on.
CLEAR: Final = 0.5
FITTING: Final = 0.2
SURE: Final = 0.9

#: Share of an article below which a state holds no hamlet that is meant without its name.
FAR_FETCHED: Final = 0.05

#: Prior below which a town's other spellings need its country in the article, and from which
#: weight on the rest of the article tells where it plays.
KNOWN: Final = 6.0
TELLING: Final = 0.7

#: From this chance on, a place makes those in a list with it likelier.
COMPANY: Final = 0.7

#: A demonym counts as evidence for its country like this share of a mention of it.
DEMONYM_WEIGHT: Final = 0.7

_DEMONYM: Final = int(Kind.DEMONYM)
_COMMON: Final = int(Word.COMMON)
_POSTAL: Final = int(Note.POSTAL)
_OTHERWISE: Final = (int(Kind.VARIANT), int(Kind.ALTERNATE), int(Kind.WEAK))
_CITY: Final = PLACE_TYPES.index("city")


def resolve(senses: Sequence[Sense], outside: Evidence) -> Evidence:
    """Moves the chances of all senses, and returns all evidence; ``outside`` is not in them."""
    fixed = Evidence(outside.total, outside.sums)
    begun = moving = contests(senses, fixed)
    settled = dict(fixed.sums)
    for _ in range(ROUNDS):
        sums = dict(settled)
        for contest in moving:
            contest.count(sums)
        moved = [contest.decide(sums, fixed.total) for contest in moving]
        if max(moved, default=0.0) < SETTLED:
            break
        for contest in moving:
            if len(contest.sense.places) == 1:
                contest.count(settled)  # for good
        moving = [contest for contest in moving if len(contest.sense.places) > 1]
    for contest in begun:
        sense = contest.sense
        sense.top = sense.likeliest()
        for where, chance in zip(sense.standings, sense.chances, strict=True):
            if chance > LEAST:
                fixed.add(where, sense.weight * chance, ())
    return fixed


def believe(senses: Sequence[Sense], evidence: Evidence) -> None:
    """Raises the chance of names that lie where the article plays: Bakhmut in news of Ukraine."""
    for sense in senses:
        doubtful = [one for one in sense.found if one.chance < SURE and not one.inside]
        if doubtful and (sign := _fit(sense, evidence)):
            near = sign == "fits the division"
            for one in doubtful:
                if one.name.prior >= FAMOUS * PRIOR_SCALE or _may_be(one, near):
                    one.chance = odds(one.chance, sign)
    for sense in senses:
        for one in sense.found:
            alone = not one.company or one.inside or one.borne
            if one.chance < COMPANY and not alone and _in_company(one):
                one.chance = odds(one.chance, "in a list with a place")


def _in_company(one: Found) -> bool:
    """Whether a list holds the name beside a place."""
    before = [other for other in one.company if other.start < one.start][-1:]
    behind = [other for other in one.company if other.start > one.start][:1]
    return any(other.chance >= COMPANY and not other.demonym for other in before + behind)


def _may_be(one: Found, near: bool) -> bool:
    """Whether a name may be believed for its fit: no person's, and no ordinary word's at a start.

    What is a word or a person's name too only among its neighbours: Perry and Sweet Home.
    """
    if one.before in _PERSONS or (one.borne and one.before != "after in"):
        return False
    word = one.flags & _COMMON and one.name.words == 1
    return not one.flags or (near and not (word and one.before in _STARTS))


_PERSONS: Final = ("after given name", "after title", "after surname")
_STARTS: Final = ("starts sentence", "starts field", "after mark")


def _fit(sense: Sense, evidence: Evidence) -> str:
    """How well a sense lies where the rest of the article does; empty: not so."""
    top = sense.top
    where = sense.standings[top]
    if not where.country or (len(sense.places) > 1 and _chance_of(where.country, sense) < CLEAR):
        return ""
    sums = evidence.sums
    country = sums.get(where.country, 0.0) - sense.weight * where.share
    division = fsum(sums.get(key, 0.0) - sense.weight for key in where.divisions)
    total = max(UNSAID, evidence.total - sense.weight)
    if division / total >= FITTING:
        return "fits the division"
    if where.country in VAST or country / total < FITTING:
        return ""
    return "fits the country well" if country / total >= 1.75 * FITTING else "fits the country"


def _chance_of(country: int, sense: Sense) -> float:
    pairs = zip(sense.standings, sense.chances, strict=True)
    return fsum([chance for where, chance in pairs if where.country == country])


def is_far_fetched(sense: Sense, evidence: Evidence, gazetteer: Gazetteer) -> bool:
    """Whether a sense means a hamlet in a state of which the article tells nothing else.

    "Mull of Kintyre" is not in North Dakota, though no other Kintyre is known, and Leoni Township
    not near Leoni in Argentina. The same holds of towns and their countries where the name is only
    another spelling: Kalam beside Mingora is not Kallam in India.
    """
    top = sense.top
    if all(one.after == "before township" for one in sense.found):
        return _told(sense, evidence) < FAR_FETCHED
    if _is_misspelled(sense, gazetteer):
        others = evidence.total - UNSAID - sense.weight
        return others >= TELLING and _told(sense, evidence) < FAR_FETCHED
    if sense.outer is not None or not gazetteer.place_notes[sense.places[top]] & _POSTAL:
        return False
    own = sense.weight * sense.chances[top]
    state = evidence.sums.get(sense.standings[top].divisions[0], 0.0) - own
    return state < FAR_FETCHED * max(UNSAID, evidence.total - sense.weight)


def _told(sense: Sense, evidence: Evidence) -> float:
    """How much the other names tell of the country of the likeliest place of a sense."""
    where = sense.standings[sense.top]
    own = sense.weight * sense.chances[sense.top] * where.share
    return evidence.sums.get(where.country, 0.0) - own


def _is_misspelled(sense: Sense, gazetteer: Gazetteer) -> bool:
    """Whether the likeliest place of a sense, no city that the world knows, is spelled otherwise.

    What qualifies the name vouches for the spelling.
    """
    place = sense.places[sense.top]
    if sense.outer is not None or gazetteer.place_type[place] != _CITY:
        return False
    for posting in sense.found[0].postings:
        if gazetteer.posting_place[posting] == place:
            known = gazetteer.posting_prior[posting] >= KNOWN * PRIOR_SCALE
            if known or gazetteer.posting_kind[posting] not in _OTHERWISE:
                return False
            own = key(gazetteer.place_name(place)).split()
            return not set(sense.key.split()) <= set(own)  # Hilla is Al Hillah
    return False


def outside_evidence(
    found: Iterable[Found], hints: Mapping[int, float], gazetteer: Gazetteer
) -> Evidence:
    """Evidence beside the senses: demonyms in the text, and places that the publisher gave."""
    counts: dict[int, int] = defaultdict(int)
    for one in found:
        if one.demonym:
            for posting in one.postings:
                if gazetteer.posting_kind[posting] == _DEMONYM:
                    counts[gazetteer.posting_place[posting]] += 1
    evidence = Evidence()
    for place, count in counts.items():
        weight = DEMONYM_WEIGHT * (1.0 + math.log(count))
        evidence.add(standing(place, gazetteer), weight)
        evidence.total += weight
    for place, weight in hints.items():
        evidence.add(standing(place, gazetteer), weight)
        evidence.total += weight
    return evidence

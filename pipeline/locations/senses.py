"""Candidate mentions become senses: all mentions of one name that mean one place, whichever it is.

Pure: standard library only. One sense per discourse: "Springfield, Ill." on the first line tells
what Springfield is on the last. Two qualified senses of one name stay two, and bare mentions go
with the one named first.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from pipeline.locations.evidence import Standing, standing
from pipeline.locations.find import Found
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import PRIOR_SCALE, Kind, Word
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.qualify import contained

#: Candidates of a name that are always weighed; rarer ones only in a division that is named.
WEIGHED: Final = 40

#: How much of a mention inside an organisation's name counts as evidence: "Lamar County Sheriff's
#: Office" tells where the article plays as well as Lamar County does.
INSIDE_WEIGHT: Final = 0.4

#: Chance from which on a candidate counts as evidence at all.
LEAST_EVIDENCE: Final = 0.03

_COUNTRY: Final = PLACE_TYPES.index("country")
_ADMIN1: Final = PLACE_TYPES.index("admin1")
_ADMIN2: Final = PLACE_TYPES.index("admin2")
_STATES: Final = (_COUNTRY, _ADMIN1)
_CITY: Final = PLACE_TYPES.index("city")

_DEMONYM: Final = int(Kind.DEMONYM)
_COMMON: Final = int(Word.COMMON)

#: Natural logarithm of the odds that a word beside the name adds for places of its kind.
_CUED: Final = {
    "county": {_ADMIN2: 7.0, _ADMIN1: 1.0},
    "division": {_ADMIN1: 5.0, _ADMIN2: 2.5},
    "city": {_CITY: 2.5},
}

#: Natural logarithm of the odds for each power of ten of the prior.
PRIOR_WEIGHT: Final = 1.7


@dataclass(slots=True)
class Sense:
    """A name with its candidate places; ``chances`` are filled by `resolve`.

    ``names`` is how many places bear the name, those too that are no candidates any more.
    """

    key: str
    found: list[Found] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    base: list[float] = field(default_factory=list)
    outer: int | None = None
    outer_text: str = ""
    chances: list[float] = field(default_factory=list)
    weight: float = 0.0
    standings: list[Standing] = field(default_factory=list)
    names: int = 0

    def drop(self, *, below: float) -> None:
        """Forgets the candidates whose chance is less; `names` still counts them."""
        kept = [i for i, chance in enumerate(self.chances) if chance >= below]
        if len(kept) < len(self.chances):
            self.places = [self.places[i] for i in kept]
            self.base = [self.base[i] for i in kept]
            self.standings = [self.standings[i] for i in kept]
            self.chances = [self.chances[i] for i in kept]

    def top(self) -> int:
        """The number of the likeliest candidate, the first of equals."""
        return self.chances.index(max(self.chances))


def senses_of(
    found: Iterable[Found], gazetteer: Gazetteer, named: Collection[int] = ()
) -> list[Sense]:
    """The senses of all candidates that are places or bear on them, in order of first mention.

    ``named`` are divisions in which rare places are looked for too.
    """
    senses: dict[tuple[str, int | None], Sense] = {}
    bare: dict[tuple[str, bool], list[Found]] = {}
    heads: dict[str, Sense] = {}
    for one in found:
        if not one.postings or one.demonym or one.nowhere or _weight(one) < LEAST_EVIDENCE:
            continue
        pair = _qualified(one, gazetteer)
        if pair is None:
            bare.setdefault((one.key, one.cue in ("county", "division")), []).append(one)
            continue
        places, outer, text = pair
        sense = senses.get((one.key, outer))
        if sense is None:
            sense = senses[one.key, outer] = Sense(one.key, outer_text=text)
            _fill(sense, places, one, gazetteer)
            if outer >= 0:
                sense.outer = outer
                heads.setdefault(one.key, sense)
        sense.found.append(one)
    for (name, division), ones in bare.items():
        sense = None if division else heads.get(name)
        if sense is None:
            sense = senses[name, -1 if division else None] = Sense(name)
            _fill(sense, _candidates(ones[0], gazetteer, named), ones[0], gazetteer)
            _cue(sense, ones, gazetteer)
        sense.found += ones
    for sense in senses.values():
        sense.weight = _total(sense.found)
        sense.names = len(sense.places)
    return list(senses.values())


def _weight(one: Found) -> float:
    if one.flags & _COMMON:
        return one.chance
    if one.inside in ("ORG", "FAC", "EVENT") or one.label == "ORG":
        return max(one.chance, INSIDE_WEIGHT)
    return one.chance


def _total(found: list[Found]) -> float:
    """What a sense counts as evidence: repetition counts, with diminishing returns."""
    return max(_weight(one) for one in found) * (1.0 + math.log(len(found)))


def _qualified(one: Found, gazetteer: Gazetteer) -> tuple[list[int], int, str] | None:
    """The postings that lie in the qualifier, the division that holds them, and its text."""
    if one.qualifier is None:
        return _qualifying(one, gazetteer)
    postings: list[int] = []
    outer = None
    for posting, place in contained(one, one.qualifier, gazetteer):
        if outer is None:
            outer = place
        if place == outer:
            postings.append(posting)
    return (postings, outer, one.qualifier.text) if outer is not None else None


def _qualifying(one: Found, gazetteer: Gazetteer) -> tuple[list[int], int, str] | None:
    """ "Buffalo, New York" says that this New York is the state."""
    if one.qualifies is None:
        return None
    for _, place in contained(one.qualifies, one, gazetteer):
        if gazetteer.place_type[place] in _STATES:
            postings = [p for p in one.postings if gazetteer.posting_place[p] == place]
            return postings, -2 - place, one.qualifies.text
    return None


def _candidates(one: Found, gazetteer: Gazetteer, named: Collection[int]) -> list[int]:
    postings = [p for p in one.postings if gazetteer.posting_kind[p] != _DEMONYM]
    kept = postings[:WEIGHED]
    for posting in postings[WEIGHED:]:
        place = gazetteer.posting_place[posting]
        if gazetteer.place_admin1[place] - 1 in named or gazetteer.place_admin2[place] - 1 in named:
            kept.append(posting)
    return kept


def _fill(sense: Sense, postings: list[int], one: Found, gazetteer: Gazetteer) -> None:
    for posting in postings:
        place = gazetteer.posting_place[posting]
        if place not in sense.places:
            sense.places.append(place)
            sense.standings.append(standing(place, gazetteer))
            sense.base.append(gazetteer.posting_prior[posting] / PRIOR_SCALE * PRIOR_WEIGHT)


def _cue(sense: Sense, found: list[Found], gazetteer: Gazetteer) -> None:
    """Adds what the words beside the mentions say; what most of them say, when they differ."""
    cues = [one.cue for one in found if one.cue]
    if not cues:
        return
    cue = max(set(cues), key=lambda c: (cues.count(c), c))
    share = min(1.0, 2.0 * cues.count(cue) / len(found))
    for i, place in enumerate(sense.places):
        sense.base[i] += share * _CUED[cue].get(gazetteer.place_type[place], 0.0)

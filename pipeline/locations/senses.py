"""Candidate mentions become senses: all mentions of one name that mean one place, whichever it is.

Pure: standard library only. One sense per discourse: "Springfield, Ill." on the first line tells
what Springfield is on the last. Two qualified senses of one name stay two, and bare mentions go
with the one named first.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pipeline.locations.evidence import Standing, standing
from pipeline.locations.find import REMEMBERED, Found, Named
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

#: At first a sense is spread more evenly than its prior says, so that small places count.
FIRST_TEMPER: Final = 0.5

#: Natural logarithm of the odds for each power of ten of the prior.
PRIOR_WEIGHT: Final = 1.7


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The places that a name may mean, the likeliest by itself first, and how likely each is.

    ``keys`` are all divisions and cells in which they lie.
    """

    places: tuple[int, ...]
    base: tuple[float, ...]
    standings: tuple[Standing, ...]
    first: tuple[float, ...]
    keys: Sequence[int]


@dataclass(eq=False)
class Sense:
    """A name with its candidate places; ``chances`` are theirs by now, moved by `resolve`.

    ``names`` is how many places bear the name, those too that are no candidates any more.
    """

    key: str
    places: Sequence[int]
    base: Sequence[float]
    standings: Sequence[Standing]
    chances: Sequence[float]
    keys: Sequence[int]
    found: list[Found] = field(default_factory=list)
    outer: int | None = field(default=None, init=False)
    weight: float = field(default=0.0, init=False)
    names: int = field(default=0, init=False)

    def keep(self, kept: Sequence[int]) -> None:
        """Forgets all candidates but these; `names` still counts them."""
        self.places = [self.places[i] for i in kept]
        self.base = [self.base[i] for i in kept]
        self.standings = [self.standings[i] for i in kept]
        self.chances = [self.chances[i] for i in kept]

    def top(self) -> int:
        """The number of the likeliest candidate, the first of equals."""
        chances = self.chances
        return chances.index(max(chances)) if len(chances) > 1 else 0


def softmax(scores: Sequence[float], temper: float = 1.0) -> list[float]:
    """Probabilities in proportion to e^(temper × score)."""
    if len(scores) == 1:
        return [1.0]
    most = max(scores)
    powers = [math.exp(temper * (score - most)) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


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
        places, outer = pair
        sense = senses.get((one.key, outer))
        if sense is None:
            sense = senses[one.key, outer] = _sense(one, _candidates(places, gazetteer))
            if outer >= 0:
                sense.outer = outer
                heads.setdefault(one.key, sense)
        sense.found.append(one)
    for (name, division), ones in bare.items():
        sense = None if division else heads.get(name)
        if sense is None:
            sense = _sense(ones[0], _bare(ones[0], gazetteer, named))
            senses[name, -1 if division else None] = sense
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
    if len(found) == 1:
        return _weight(found[0])
    return max([_weight(one) for one in found]) * (1.0 + math.log(len(found)))


def _qualified(one: Found, gazetteer: Gazetteer) -> tuple[list[int], int] | None:
    """The postings that lie in the qualifier, and the division that holds them."""
    if one.qualifier is None:
        return _qualifying(one, gazetteer) if one.qualifies is not None else None
    postings: list[int] = []
    outer = None
    for posting, place in contained(one, one.qualifier, gazetteer):
        if outer is None:
            outer = place
        if place == outer:
            postings.append(posting)
    return (postings, outer) if outer is not None else None


def _qualifying(one: Found, gazetteer: Gazetteer) -> tuple[list[int], int] | None:
    """ "Buffalo, New York" says that this New York is the state."""
    assert one.qualifies is not None
    for _, place in contained(one.qualifies, one, gazetteer):
        if gazetteer.place_type[place] in _STATES:
            postings = [p for p in one.postings if gazetteer.posting_place[p] == place]
            return postings, -2 - place
    return None


def _sense(one: Found, known: Candidates) -> Sense:
    return Sense(one.key, known.places, known.base, known.standings, known.first, known.keys)


def _bare(one: Found, gazetteer: Gazetteer, named: Collection[int]) -> Candidates:
    """The candidates of a name that nothing qualifies."""
    assert one.name is not None
    rare = []
    for posting in one.postings[WEIGHED:]:
        place = gazetteer.posting_place[posting]
        if gazetteer.place_admin1[place] - 1 in named or gazetteer.place_admin2[place] - 1 in named:
            rare.append(posting)
    if rare:
        return _candidates([*one.postings[:WEIGHED], *rare], gazetteer)
    return _usual(one.name, gazetteer)


@lru_cache(maxsize=REMEMBERED)
def _usual(name: Named, gazetteer: Gazetteer) -> Candidates:
    """The likeliest candidates of a name; news repeats its names."""
    return _candidates(name.postings[:WEIGHED], gazetteer)


def _candidates(postings: Iterable[int], gazetteer: Gazetteer) -> Candidates:
    places: dict[int, float] = {}
    for posting in postings:
        if gazetteer.posting_kind[posting] != _DEMONYM:
            prior = gazetteer.posting_prior[posting] / PRIOR_SCALE * PRIOR_WEIGHT
            places.setdefault(gazetteer.posting_place[posting], prior)
    base = tuple(places.values())
    where = tuple(standing(place, gazetteer) for place in places)
    keys = {key: None for _, _, divisions, cell in where for key in (*divisions, cell) if key}
    first = tuple(softmax(base, FIRST_TEMPER))
    return Candidates(tuple(places), base, where, first, tuple(keys))


def _cue(sense: Sense, found: list[Found], gazetteer: Gazetteer) -> None:
    """Adds what the words beside the mentions say; what most of them say, when they differ."""
    cues = [one.cue for one in found if one.cue]
    if not cues:
        return
    cue = max(set(cues), key=lambda c: (cues.count(c), c))
    share = min(1.0, 2.0 * cues.count(cue) / len(found))
    added = _CUED[cue]
    sense.base = [
        base + share * added.get(gazetteer.place_type[place], 0.0)
        for place, base in zip(sense.places, sense.base, strict=True)
    ]
    sense.chances = softmax(sense.base, FIRST_TEMPER)

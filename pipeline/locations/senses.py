"""Candidate mentions become senses: all mentions of one name that mean one place, whichever it is.

Pure: standard library only. One sense per discourse: "Springfield, Ill." on the first line tells
what Springfield is on the last. Two qualified senses of one name stay two, and bare mentions go
with the one named first.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from pipeline.locations.candidates import (
    FIRST_TEMPER,
    WEIGHED,
    Candidates,
    candidates,
    candidates_in,
    softmax,
)
from pipeline.locations.evidence import VAST, Standing
from pipeline.locations.find import Found
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import Word
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.qualify import contained

#: How much of a mention inside an organisation's name counts as evidence: "Lamar County Sheriff's
#: Office" tells where the article plays as well as Lamar County does.
INSIDE_WEIGHT: Final = 0.4

#: So many of those beside it in lists are looked at for a name.
MOST_COMPANY: Final = 6

#: Chance from which on a candidate counts as evidence at all.
LEAST_EVIDENCE: Final = 0.03

#: So near a city's middle point a place is a part of it, in hundred-thousandths of a degree.
PART_OF_CITY: Final = 20_000

_COUNTRY: Final = PLACE_TYPES.index("country")
_ADMIN1: Final = PLACE_TYPES.index("admin1")
_ADMIN2: Final = PLACE_TYPES.index("admin2")
_STATES: Final = (_COUNTRY, _ADMIN1)
_CITY: Final = PLACE_TYPES.index("city")

_COMMON: Final = int(Word.COMMON)

#: Natural logarithm of the odds that a word beside the name adds for places of its kind.
_CUED: Final = {
    "county": {_ADMIN2: 7.0, _ADMIN1: 1.0},
    "division": {_ADMIN1: 6.0, _ADMIN2: 3.0},
    "province": {_ADMIN1: 6.0, _ADMIN2: 5.0},
    "district": {_ADMIN2: 6.0, _ADMIN1: 4.0},
    "city": {_CITY: 2.5},
}

#: Cues that a name is a division's, and another sense than the town's.
DIVIDED: Final = frozenset(_CUED) - {"city"}


class Sense:
    """A name with its candidate places; ``chances`` are theirs by now, moved by `resolve`.

    ``top`` is the number of the likeliest candidate, once that is settled.

    ``names`` is how many places bear the name, those too that are no candidates any more. ``bare``:
    nothing qualifies it. ``afar``: it stands with its state alone. ``company``: the senses that
    lists have near it.
    """

    __slots__ = (
        "afar",
        "bare",
        "base",
        "chances",
        "company",
        "found",
        "key",
        "known",
        "names",
        "outer",
        "places",
        "standings",
        "top",
        "weight",
    )

    def __init__(self, key: str, known: Candidates, *, bare: bool = False) -> None:
        self.key = key
        self.bare = bare
        self.found: list[Found] = []
        self.outer: int | None = None
        self.afar = False
        self.company: Sequence[Sense] = ()
        self.weight = 0.0
        self.names = self.top = 0
        self.take(known)

    def take(self, known: Candidates) -> None:
        """Takes all candidates anew."""
        self.known = known
        self.places: Sequence[int] = known.places
        self.base: Sequence[float] = known.base
        self.standings: Sequence[Standing] = known.standings
        self.chances: Sequence[float] = known.first

    def tell(self, base: Sequence[float]) -> None:
        """Sets what is known of each candidate before the rounds, and their first chances."""
        self.base = base
        self.chances = softmax(base, FIRST_TEMPER)

    def keep(self, kept: Sequence[int]) -> None:
        """Forgets all candidates but these; `names` still counts them."""
        self.places = [self.places[i] for i in kept]
        self.base = [self.base[i] for i in kept]
        self.standings = [self.standings[i] for i in kept]
        self.chances = [self.chances[i] for i in kept]

    def likeliest(self) -> int:
        """The number of the likeliest candidate by now, the first of equals."""
        chances = self.chances
        return chances.index(max(chances)) if len(chances) > 1 else 0


def senses_of(
    found: Iterable[Found], gazetteer: Gazetteer, named: Collection[int] = ()
) -> list[Sense]:
    """The senses of all candidates that are places or bear on them, in order of first mention.

    ``named`` are divisions in which rare places are looked for too.
    """
    senses: dict[tuple[str, int | None, bool], Sense] = {}
    bare: dict[tuple[str, bool], list[Found]] = {}
    heads: dict[str, Sense] = {}
    for one in found:
        if not one.postings or one.demonym or one.nowhere or _weight(one) < LEAST_EVIDENCE:
            continue
        pair, division = _qualified(one, gazetteer), one.cue in DIVIDED
        if pair is None:
            bare.setdefault((one.key, division), []).append(one)
            continue
        places, outer = pair
        sense = senses.get((one.key, outer, division))
        if sense is None:
            sense = Sense(one.key, candidates(tuple(places), gazetteer))
            senses[one.key, outer, division] = sense
            if division:
                _cue(sense, [one], gazetteer)
            if outer >= 0:
                sense.outer = outer
                if not division:
                    heads.setdefault(one.key, sense)
        sense.found.append(one)
    for (name, division), ones in bare.items():
        sense = None if division else heads.get(name)
        if sense is None:
            sense = Sense(name, candidates_in(ones[0].name, gazetteer, named), bare=True)
            senses[name, None, division] = sense
            _cue(sense, ones, gazetteer)
        sense.found += ones
    for sense in senses.values():
        sense.weight = _total(sense.found)
        sense.names = len(sense.found[0].postings) if sense.bare else len(sense.places)
        sense.afar = all(one.qualifier or one.qualifies for one in sense.found)
    _introduce(senses.values())
    return list(senses.values())


def _introduce(senses: Iterable[Sense]) -> None:
    """Tells the senses that a list has beside each other of each other."""
    listed = {id(one): sense for sense in senses for one in sense.found if one.company}
    for sense in {id(sense): sense for sense in listed.values()}.values():
        others = (listed.get(id(other)) for one in sense.found for other in one.company)
        company = {id(other): other for other in others if other is not None and other is not sense}
        sense.company = list(company.values())[:MOST_COMPANY]


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
    if one.qualifies is not None and (state := _qualifying(one, gazetteer)) is not None:
        return state
    if one.qualifier is None:
        return None
    postings: list[int] = []
    outer = None
    for posting, place in contained(one, one.qualifier, gazetteer):
        if outer is None:
            outer = place
        if place == outer:
            postings.append(posting)
    return (postings, outer) if outer is not None else None


def _qualifying(one: Found, gazetteer: Gazetteer) -> tuple[list[int], int] | None:
    """ "Buffalo, New York" says that this New York is the state, "United States" behind it or not.

    What qualifies it too must hold it, and a part of the city of this name is in the city: "Üsküdar
    in Istanbul, Turkey".
    """
    assert one.qualifies is not None
    inside = list(one.postings)
    if one.qualifier is not None:
        inside = [posting for posting, _ in contained(one, one.qualifier, gazetteer)]
    for inner, place in contained(one.qualifies, one, gazetteer):
        if gazetteer.place_type[place] in _STATES:
            postings = [p for p in one.postings if gazetteer.posting_place[p] == place]
            part = one.qualifier is not None and _is_part(inner, inside, gazetteer)
            return (postings, -2 - place) if set(postings) <= set(inside) and not part else None
    return None


def _is_part(inner: int, names: Sequence[int], gazetteer: Gazetteer) -> bool:
    """Whether a posting's place lies in or right beside the city among the postings of a name."""
    part = gazetteer.posting_place[inner]
    cities = [gazetteer.posting_place[posting] for posting in names]
    cities = [city for city in cities if gazetteer.place_type[city] == _CITY]
    if not cities or cities[0] == part or gazetteer.place_country[part] in VAST:
        return False  # "Brooklyn, New York, United States" is the state
    north = abs(gazetteer.place_lat[part] - gazetteer.place_lat[cities[0]])
    east = abs(gazetteer.place_lon[part] - gazetteer.place_lon[cities[0]])
    return max(north, east) < PART_OF_CITY


def widen(sense: Sense, divisions: Collection[int], gazetteer: Gazetteer) -> None:
    """Weighs the rare places in some divisions too, where nothing qualifies the name."""
    if sense.bare and len(sense.found[0].postings) > WEIGHED:
        sense.take(candidates_in(sense.found[0].name, gazetteer, divisions))
        _cue(sense, sense.found, gazetteer)


def _cue(sense: Sense, found: list[Found], gazetteer: Gazetteer) -> None:
    """Adds what the words beside the mentions say; what most of them say, when they differ."""
    cues = [one.cue for one in found if one.cue]
    if not cues:
        return
    cue = max(set(cues), key=lambda c: (cues.count(c), c))
    share = min(1.0, 2.0 * cues.count(cue) / len(found))
    added = _CUED[cue]
    sense.tell(
        [
            base + share * added.get(gazetteer.place_type[place], 0.0)
            for place, base in zip(sense.places, sense.base, strict=True)
        ]
    )

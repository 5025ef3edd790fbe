"""The places that a name may mean, and all that is known of them before an article is read.

Pure: standard library only. It depends on the name alone (and on which divisions the article
names), so it is worked out once and remembered.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import fsum
from typing import Final

from pipeline.locations.evidence import VAST, Standing, standing
from pipeline.locations.find import REMEMBERED, Named
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import PRIOR_SCALE, Kind, Note
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.pull import Pull, pull_of

#: Candidates of a name that are always weighed; rarer ones only in a division that is named.
WEIGHED: Final = 16

#: Prior (log10) from which on a place is known to the world, as all countries are.
WORLDLY: Final = 6.3

#: Natural logarithm of the odds against a hamlet of a name that the world knows, but in its own
#: county: a paper of Mississippi that writes Atlanta means Georgia's.
IN_SHADE: Final = 5.0
SHADE_FROM: Final = 5.0

#: At first a sense is spread more evenly than its prior says, so that small places count.
FIRST_TEMPER: Final = 0.5

#: Natural logarithm of the odds for each power of ten of the prior.
PRIOR_WEIGHT: Final = 1.7

_COUNTRY: Final = PLACE_TYPES.index("country")
_CITY: Final = PLACE_TYPES.index("city")
_DIVISIONS: Final = (PLACE_TYPES.index("admin1"), PLACE_TYPES.index("admin2"))

_DEMONYM: Final = int(Kind.DEMONYM)
_STRANGE: Final = (int(Kind.ALTERNATE), int(Kind.WEAK))
_POSTAL: Final = int(Note.POSTAL)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The places that a name may mean, the likeliest by itself first, and how likely each is.

    ``worldly``: whether the world knows each. ``shades``: see `IN_SHADE`; ``base`` is less by
    them. ``keys`` are all divisions and cells in which they lie, ``cells`` those of one degree;
    ``wide``: one of them at least is too wide for one. ``pull`` is what a home makes of them.
    ``seats``: of a division that is less likely than its own town of the name, that town.
    """

    places: tuple[int, ...]
    base: tuple[float, ...]
    standings: tuple[Standing, ...]
    first: tuple[float, ...]
    worldly: tuple[bool, ...]
    shades: tuple[float, ...]
    keys: Sequence[int]
    cells: Sequence[int]
    wide: bool
    pull: Pull
    seats: Mapping[int, int]


def softmax(scores: Sequence[float], temper: float = 1.0) -> list[float]:
    """Probabilities in proportion to e^(temper × score)."""
    if len(scores) == 1:
        return [1.0]
    most = max(scores)
    powers = [math.exp(temper * (score - most)) for score in scores]
    total = fsum(powers)
    return [power / total for power in powers]


def candidates_in(name: Named, gazetteer: Gazetteer, named: Collection[int]) -> Candidates:
    """The candidates of a name that nothing qualifies; all places of the name vote for a home."""
    if len(name.postings) <= WEIGHED:
        return candidates(name.postings, gazetteer)
    rare = _rare(name, gazetteer)
    heard: set[int] = set().union(*[rare[division] for division in named if division in rare])
    return candidates(name.postings[:WEIGHED], gazetteer, name, tuple(sorted(heard)))


@lru_cache(maxsize=REMEMBERED // 32)
def _rare(name: Named, gazetteer: Gazetteer) -> dict[int, list[int]]:
    """The postings of a name beyond those that are always weighed, by their divisions."""
    found: dict[int, list[int]] = defaultdict(list)
    for posting in name.postings[WEIGHED:]:
        place = gazetteer.posting_place[posting]
        for division in {gazetteer.place_admin1[place], gazetteer.place_admin2[place]}:
            found[division - 1].append(posting)
    return dict(found)


@lru_cache(maxsize=REMEMBERED // 2)
def candidates(
    postings: tuple[int, ...],
    gazetteer: Gazetteer,
    voting: Named | None = None,
    rare: tuple[int, ...] = (),
) -> Candidates:
    """Candidates from postings and rare ones; all of a name that is ``voting`` tell of the home."""
    postings = (*postings, *rare)
    places = _priors(postings, gazetteer)
    priors = tuple(places.values())
    worldly = tuple(
        prior >= WORLDLY or gazetteer.place_type[place] == _COUNTRY
        for place, prior in places.items()
    )
    known = (max(priors, default=0.0) - SHADE_FROM) / (WORLDLY - SHADE_FROM)
    shade = IN_SHADE * min(1.0, max(0.0, known))
    shades = tuple(shade if gazetteer.place_notes[p] & _POSTAL else 0.0 for p in places)
    base = tuple(PRIOR_WEIGHT * p - shade for p, shade in zip(priors, shades, strict=True))
    where = tuple(standing(place, gazetteer) for place in places)
    keys = {key: None for _, _, divisions, cell in where for key in (*divisions, cell) if key}
    cells = {cell: None for _, _, _, cell in where if cell}
    wide = any(not cell for _, _, _, cell in where)
    first = tuple(softmax(base, FIRST_TEMPER))
    pull = pull_of(priors, _homes(postings, where, gazetteer), gazetteer)
    if voting is not None:
        voters = _priors(voting.postings, gazetteer)
        standings = [standing(place, gazetteer) for place in voters]
        homes = _homes(voting.postings, standings, gazetteer)
        pull = replace(pull, votes=pull_of(tuple(voters.values()), homes, gazetteer).votes)
    return Candidates(
        tuple(places),
        base,
        where,
        first,
        worldly,
        shades,
        tuple(keys),
        tuple(cells),
        wide,
        pull,
        _seats(tuple(places), gazetteer),
    )


def _seats(places: Sequence[int], gazetteer: Gazetteer) -> dict[int, int]:
    """Of places in order of likelihood the divisions, outside vast countries, with their towns."""
    found: dict[int, int] = {}
    for n, place in enumerate(places):
        if gazetteer.place_type[place] in _DIVISIONS and gazetteer.place_country[place] not in VAST:
            for town in places[:n]:
                inside = (gazetteer.place_admin1[town], gazetteer.place_admin2[town])
                if gazetteer.place_type[town] == _CITY and place + 1 in inside:
                    found[place] = town
                    break
    return found


def _priors(postings: Iterable[int], gazetteer: Gazetteer) -> dict[int, float]:
    """The places of postings with their priors, powers of ten."""
    priors: dict[int, float] = {}
    for posting in postings:
        if gazetteer.posting_kind[posting] != _DEMONYM:
            prior = gazetteer.posting_prior[posting] / PRIOR_SCALE
            priors.setdefault(gazetteer.posting_place[posting], prior)
    return priors


def _homes(
    postings: Iterable[int], standings: Sequence[Standing], gazetteer: Gazetteer
) -> list[tuple[int, ...]]:
    """The divisions of the places of postings; none where the name is not the one used at home."""
    at_home: dict[int, bool] = {}
    for posting in postings:
        kind = gazetteer.posting_kind[posting]
        if kind != _DEMONYM:
            at_home.setdefault(gazetteer.posting_place[posting], kind not in _STRANGE)
    return [
        where.divisions if known else ()
        for where, known in zip(standings, at_home.values(), strict=True)
    ]

"""Senses become places: each by its prior and by where all the others lie.

Pure: standard library only. The evidence is kept as sums over countries, divisions and cells of
one degree, so that the work grows with the number of candidates, not with its square. Each round
spreads every sense over its candidates as they look by now, and weighs them again without the
sense's own share; a cluster of small towns thus finds itself against their famous namesakes.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.locations.find import Found
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import PRIOR_SCALE, Kind
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.plausible import FAMOUS, odds
from pipeline.locations.senses import Sense

#: How far evidence of each kind goes: (steepness, weight) of weight × ln(1 + steepness × share).
COUNTRY: Final = (20.0, 1.0)
DIVISION: Final = (40.0, 0.9)
NEAR: Final = (60.0, 0.9)

#: Weight that stands for all that the article leaves unsaid; keeps one mention from deciding all.
UNSAID: Final = 1.0

#: The first round spreads a sense more evenly than its prior says, so that small places count.
FIRST_TEMPER: Final = 0.5
ROUNDS: Final = 4

#: A sense is clear, and the article plays somewhere, from these shares on.
CLEAR: Final = 0.5
FITTING: Final = 0.2
SURE: Final = 0.9

#: Countries with a town of nearly every name: to lie in them says little.
_VAST: Final = frozenset((ord(a) << 8) | ord(b) for a, b in ("US", "CA", "GB", "AU"))

#: The name of such a country is in news of everywhere, and counts as evidence only this much.
NAMED_VAST: Final = 0.35

#: A demonym counts as evidence for its country like this share of a mention of it.
DEMONYM_WEIGHT: Final = 0.7

_COUNTRY: Final = PLACE_TYPES.index("country")
_ADMIN1: Final = PLACE_TYPES.index("admin1")
_REGION: Final = PLACE_TYPES.index("region")

#: A cell's neighbours count for this much of it.
_BESIDE: Final = 0.5


@dataclass(slots=True)
class Evidence:
    """Where the article's names lie, in weights of senses."""

    total: float = UNSAID
    country: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    division: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    cell: dict[int, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, place: int, weight: float, gazetteer: Gazetteer) -> None:
        """Counts a place, with its country, its divisions and its cell."""
        kind = gazetteer.place_type[place]
        if country := gazetteer.place_country[place]:
            vast = kind == _COUNTRY and country in _VAST
            self.country[country] += weight * (NAMED_VAST if vast else 1.0)
        if kind in (_COUNTRY, _REGION):
            return
        for division in divisions(place, gazetteer):
            self.division[division] += weight
        if kind != _ADMIN1:
            self.cell[cell(place, gazetteer)] += weight


def divisions(place: int, gazetteer: Gazetteer) -> tuple[int, ...]:
    """The first- and second-level division of a place, itself where it is one."""
    admin1, admin2 = gazetteer.place_admin1[place] - 1, gazetteer.place_admin2[place] - 1
    kind = gazetteer.place_type[place]
    if kind == _ADMIN1:
        return (place,)
    if kind == _ADMIN1 + 1:
        return (admin1, place)
    return tuple(d for d in (admin1, admin2) if d >= 0)


def cell(place: int, gazetteer: Gazetteer) -> int:
    """The number of a place's square of one degree; the cell to the north is 1,000 further."""
    lat, lon = gazetteer.place_lat[place], gazetteer.place_lon[place]
    return (lat // 100_000 + 90) * 1000 + lon // 100_000 + 180


def resolve(senses: Sequence[Sense], outside: Evidence, gazetteer: Gazetteer) -> Evidence:
    """Fills in the chances of all senses, and returns all evidence; ``outside`` is not in them."""
    for sense in senses:
        sense.chances = softmax(sense.base, FIRST_TEMPER)
    for _ in range(ROUNDS):
        evidence = _gather(senses, outside, gazetteer)
        for sense in senses:
            if len(sense.places) > 1:
                sense.chances = softmax(_weigh(sense, evidence, gazetteer))
    return _gather(senses, outside, gazetteer)


def believe(senses: Iterable[Sense], evidence: Evidence, gazetteer: Gazetteer) -> None:
    """Raises the chance of names that lie where the article plays: Bakhmut in news of Ukraine.

    Only of names that are nothing else, or famous as places, and stand by themselves.
    """
    for sense in senses:
        if sign := _fit(sense, evidence, gazetteer):
            for one in sense.found:
                famous = gazetteer.posting_prior[one.postings[0]] >= FAMOUS * PRIOR_SCALE
                if not one.inside and (famous or not one.flags) and one.chance < SURE:
                    one.chance = odds(one.chance, sign)


def _fit(sense: Sense, evidence: Evidence, gazetteer: Gazetteer) -> str:
    """How well a sense lies where the rest of the article does; empty: not so."""
    top = max(range(len(sense.places)), key=lambda i: (sense.chances[i], -i))
    place, own = sense.places[top], Evidence()
    code = gazetteer.place_country[place]
    there = sum(
        chance
        for other, chance in zip(sense.places, sense.chances, strict=True)
        if gazetteer.place_country[other] == code
    )
    if not code or there < CLEAR:
        return ""
    own.add(place, sense.weight, gazetteer)
    country, division, _ = shares(place, evidence, own, gazetteer)
    total = max(UNSAID, evidence.total - sense.weight)
    if division / total >= FITTING:
        return "fits the division"
    if code in _VAST or country / total < FITTING:
        return ""
    return "fits the country well" if country / total >= 1.75 * FITTING else "fits the country"


def _gather(senses: Iterable[Sense], outside: Evidence, gazetteer: Gazetteer) -> Evidence:
    evidence = Evidence(outside.total)
    for ours, theirs in (
        (evidence.country, outside.country),
        (evidence.division, outside.division),
        (evidence.cell, outside.cell),
    ):
        ours.update(theirs)
    for sense in senses:
        evidence.total += sense.weight
        for place, chance in zip(sense.places, sense.chances, strict=True):
            if chance > 0.01:
                evidence.add(place, sense.weight * chance, gazetteer)
    return evidence


def _weigh(sense: Sense, evidence: Evidence, gazetteer: Gazetteer) -> list[float]:
    """The score of each candidate: its base, and the evidence without the sense's own."""
    own = Evidence()
    for place, chance in zip(sense.places, sense.chances, strict=True):
        if chance > 0.01:
            own.add(place, sense.weight * chance, gazetteer)
    total = max(UNSAID, evidence.total - sense.weight)
    scores = []
    for place, base in zip(sense.places, sense.base, strict=True):
        country, division, near = shares(place, evidence, own, gazetteer)
        scores.append(
            base
            + COUNTRY[1] * math.log1p(COUNTRY[0] * country / total)
            + DIVISION[1] * math.log1p(DIVISION[0] * division / total)
            + NEAR[1] * math.log1p(NEAR[0] * near / total)
        )
    return scores


def shares(
    place: int, evidence: Evidence, own: Evidence, gazetteer: Gazetteer
) -> tuple[float, float, float]:
    """Weight in a place's country, in its divisions, and near it, without one sense's own."""
    code = gazetteer.place_country[place]
    country = max(0.0, evidence.country.get(code, 0.0) - own.country.get(code, 0.0)) if code else 0
    kind = gazetteer.place_type[place]
    if kind in (_COUNTRY, _REGION):
        return country, 0.0, 0.0
    division = 0.0
    for d in divisions(place, gazetteer):
        division += max(0.0, evidence.division.get(d, 0.0) - own.division.get(d, 0.0))
    near = 0.0
    if kind != _ADMIN1:
        home = cell(place, gazetteer)
        cells, ours = evidence.cell, own.cell
        for step, share in _AROUND:
            if weight := cells.get(home + step):
                near += share * max(0.0, weight - ours.get(home + step, 0.0))
    return country, division, near


_AROUND: Final = tuple(
    (1000 * dy + dx, 1.0 if dx == dy == 0 else _BESIDE) for dy in (-1, 0, 1) for dx in (-1, 0, 1)
)


def softmax(scores: Sequence[float], temper: float = 1.0) -> list[float]:
    """Probabilities in proportion to e^(temper × score)."""
    if len(scores) == 1:
        return [1.0]
    most = max(scores)
    powers = [math.exp(temper * (score - most)) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def outside_evidence(
    found: Iterable[Found], hints: Mapping[int, float], gazetteer: Gazetteer
) -> Evidence:
    """Evidence beside the senses: demonyms in the text, and places that the publisher gave."""
    counts: dict[int, int] = defaultdict(int)
    for one in found:
        if one.demonym:
            for posting in one.postings:
                if gazetteer.posting_kind[posting] == Kind.DEMONYM:
                    counts[gazetteer.posting_place[posting]] += 1
    evidence = Evidence()
    for place, count in counts.items():
        weight = DEMONYM_WEIGHT * (1.0 + math.log(count))
        evidence.add(place, weight, gazetteer)
        evidence.total += weight
    for place, weight in hints.items():
        evidence.add(place, weight, gazetteer)
        evidence.total += weight
    return evidence

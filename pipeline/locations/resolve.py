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
from typing import Final

from pipeline.locations.evidence import UNSAID, VAST, Evidence, Sums, own_sums, shares, standing
from pipeline.locations.find import Found
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import PRIOR_SCALE, Kind, Word
from pipeline.locations.plausible import FAMOUS, odds
from pipeline.locations.senses import Sense

#: How far evidence of each kind goes: (steepness, weight) of weight × ln(1 + steepness × share).
COUNTRY: Final = (20.0, 1.0)
DIVISION: Final = (40.0, 1.3)
NEAR: Final = (60.0, 1.1)

#: The first round spreads a sense more evenly than its prior says, so that small places count.
FIRST_TEMPER: Final = 0.5
ROUNDS: Final = 4

#: The rounds end early when no likeliest place's chance moves by more than this.
SETTLED: Final = 0.002

#: Candidates less likely than this after a round are not weighed again.
NEGLIGIBLE: Final = 1e-4

#: A sense is clear, and the article plays somewhere, from these shares on.
CLEAR: Final = 0.5
FITTING: Final = 0.2
SURE: Final = 0.9

#: From this chance on, a place makes those in a list with it likelier.
COMPANY: Final = 0.7

#: A demonym counts as evidence for its country like this share of a mention of it.
DEMONYM_WEIGHT: Final = 0.7

_DEMONYM: Final = int(Kind.DEMONYM)
_COMMON: Final = int(Word.COMMON)


def resolve(senses: Sequence[Sense], outside: Evidence) -> Evidence:
    """Fills in the chances of all senses, and returns all evidence; ``outside`` is not in them."""
    fixed = Evidence(outside.total, outside.sums)
    moving = [sense for sense in senses if len(sense.places) > 1]
    for sense in senses:
        sense.chances = softmax(sense.base, FIRST_TEMPER)
        fixed.total += sense.weight
        if len(sense.places) == 1:
            fixed.add(sense.standings[0], sense.weight, near=bool(moving))
    for _ in range(ROUNDS if moving else 0):
        sums, owns = _gather(moving, fixed)
        moved = 0.0
        for sense, own in zip(moving, owns, strict=True):
            top = sense.top()
            before = sense.chances[top]
            sense.chances = softmax(_weigh(sense, sums, own, fixed.total))
            moved = max(moved, abs(before - sense.chances[top]))
            sense.drop(below=NEGLIGIBLE)
        if moved < SETTLED:
            break
    return Evidence(fixed.total, _gather(moving, fixed, near=False)[0])


def _gather(
    moving: Iterable[Sense], fixed: Evidence, *, near: bool = True
) -> tuple[Sums, list[Sums]]:
    """All sums, and what each of the senses that may still move has in them."""
    sums, owns = dict(fixed.sums), []
    for sense in moving:
        own = own_sums(sense.standings, sense.chances, sense.weight, near=near)
        for where, weight in own.items():
            sums[where] = sums.get(where, 0.0) + weight
        owns.append(own)
    return sums, owns


def _weigh(sense: Sense, sums: Sums, own: Sums, total: float) -> list[float]:
    """The score of each candidate: its base, and the evidence without the sense's own.

    What speaks for Panama City speaks for Panama as well: a country or state gets the most that
    its namesakes inside it get from their divisions and neighbours.
    """
    total = max(UNSAID, total - sense.weight)
    by_country, by_division, by_near = COUNTRY[0] / total, DIVISION[0] / total, NEAR[0] / total
    scores, around = [], []
    inside: dict[int, float] = {}
    for where, score in zip(sense.standings, sense.base, strict=True):
        country, division, near = shares(where, sums, own)
        if country > 0.0:
            score += COUNTRY[1] * math.log1p(by_country * country)
        here = 0.0
        if division > 0.0:
            here += DIVISION[1] * math.log1p(by_division * division)
        if near > 0.0:
            here += NEAR[1] * math.log1p(by_near * near)
        scores.append(score)
        around.append(here)
        for outer in (where.country, *where.divisions):
            if here > inside.get(outer, 0.0):
                inside[outer] = here
    for i, where in enumerate(sense.standings):
        wide = not where.cell
        outer = where.divisions[0] if where.divisions else where.country
        scores[i] += inside.get(outer, 0.0) if wide else around[i]
    return scores


def believe(senses: Sequence[Sense], evidence: Evidence, gazetteer: Gazetteer) -> None:
    """Raises the chance of names that lie where the article plays: Bakhmut in news of Ukraine."""
    for sense in senses:
        doubtful = any(one.chance < SURE for one in sense.found)
        if doubtful and (sign := _fit(sense, evidence)):
            near = sign == "fits the division"
            for one in sense.found:
                famous = gazetteer.posting_prior[one.postings[0]] >= FAMOUS * PRIOR_SCALE
                if one.chance < SURE and (famous or _may_be(one, near)) and not one.inside:
                    one.chance = odds(one.chance, sign)
    for sense in senses:
        for one in sense.found:
            if one.chance < COMPANY and not (one.inside or one.borne) and _in_company(one):
                one.chance = odds(one.chance, "in a list with a place")


def _in_company(one: Found) -> bool:
    """Whether a list holds the name together with a place."""
    return any(other.chance >= COMPANY and not other.demonym for other in one.company)


def _may_be(one: Found, near: bool) -> bool:
    """Whether a name may be believed for its fit: no person's, and no ordinary word's at a start.

    What is a word or a person's name too only among its neighbours: Perry and Sweet Home.
    """
    if one.before in _PERSONS or (one.borne and one.before != "after in"):
        return False
    word = one.flags & _COMMON and one.name is not None and one.name.words == 1
    return not one.flags or (near and not (word and one.before in _STARTS))


_PERSONS: Final = ("after given name", "after title", "after surname")
_STARTS: Final = ("starts sentence", "starts field", "after mark")


def _fit(sense: Sense, evidence: Evidence) -> str:
    """How well a sense lies where the rest of the article does; empty: not so."""
    top = sense.top()
    where = sense.standings[top]
    there = sum(
        chance
        for other, chance in zip(sense.standings, sense.chances, strict=True)
        if other.country == where.country
    )
    if not where.country or there < CLEAR:
        return ""
    own = own_sums([where], [1.0], sense.weight, near=False)
    country, division, _ = shares(where, evidence.sums, own)
    total = max(UNSAID, evidence.total - sense.weight)
    if division / total >= FITTING:
        return "fits the division"
    if where.country in VAST or country / total < FITTING:
        return ""
    return "fits the country well" if country / total >= 1.75 * FITTING else "fits the country"


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

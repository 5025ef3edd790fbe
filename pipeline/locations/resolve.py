"""Senses become places: each by its prior and by where all the others lie.

Pure: standard library only. The evidence is kept as sums (see `evidence`), so that the work grows
with the number of candidates, not with its square. Each round spreads every sense over its
candidates as they look by now, and weighs them again without the sense's own share; a cluster of
small towns thus finds itself against their famous namesakes.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from pipeline.locations.evidence import (
    LEAST,
    UNSAID,
    VAST,
    Evidence,
    Standing,
    Sums,
    around,
    standing,
)
from pipeline.locations.find import Found
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import PRIOR_SCALE, Kind, Word
from pipeline.locations.plausible import FAMOUS, odds
from pipeline.locations.senses import Sense, softmax

#: How far evidence of each kind goes: (steepness, weight) of weight × ln(1 + steepness × share).
COUNTRY: Final = (20.0, 1.0)
DIVISION: Final = (40.0, 1.3)
NEAR: Final = (60.0, 1.1)

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


#: A candidate that is still weighed: its place, base, standing, and the keys it counts for.
Candidate = tuple[int, float, Standing, list[tuple[int, float]]]


def resolve(senses: Sequence[Sense], outside: Evidence) -> Evidence:
    """Moves the chances of all senses, and returns all evidence; ``outside`` is not in them."""
    fixed = Evidence(outside.total, outside.sums)
    moving = [sense for sense in senses if len(sense.places) > 1]
    asked = {where.cell for sense in moving for where in sense.standings if where.cell}
    for sense in senses:
        fixed.total += sense.weight
        if len(sense.places) == 1:
            fixed.add(sense.standings[0], sense.weight, asked)
    contests = [_contest(sense, asked) for sense in moving]
    for _ in range(ROUNDS if moving else 0):
        sums, owns = _gather(moving, contests, fixed)
        moved = 0.0
        for i, (sense, own) in enumerate(zip(moving, owns, strict=True)):
            top = sense.top()
            before = sense.chances[top]
            total = max(UNSAID, fixed.total - sense.weight)
            chances = softmax(_weigh(contests[i], sums, own, total))
            moved = max(moved, abs(before - chances[top]))
            if min(chances) < NEGLIGIBLE:
                kept = [c for c in zip(contests[i], chances, strict=True) if c[1] >= NEGLIGIBLE]
                contests[i] = [candidate for candidate, _ in kept]
                chances = [chance for _, chance in kept]
            sense.chances = chances
        if moved < SETTLED:
            break
    for sense, contest in zip(moving, contests, strict=True):
        sense.places, sense.base, sense.standings, _ = zip(*contest, strict=True)
    return Evidence(fixed.total, _gather(moving, contests, fixed)[0])


def _contest(sense: Sense, asked: Collection[int]) -> list[Candidate]:
    """All candidates of a sense, with the keys that they count for and somebody asks for."""
    return [
        (place, base, where, [*where.shares, *around(where.cell, asked)])
        for place, base, where in zip(sense.places, sense.base, sense.standings, strict=True)
    ]


def _gather(
    moving: Iterable[Sense], contests: Iterable[list[Candidate]], fixed: Evidence
) -> tuple[Sums, list[Sums]]:
    """All sums, and what each of the senses that may still move has in them."""
    sums, owns = dict(fixed.sums), []
    for sense, contest in zip(moving, contests, strict=True):
        own: Sums = {}
        for (_, _, _, keys), chance in zip(contest, sense.chances, strict=True):
            if chance > LEAST:
                weight = sense.weight * chance
                for key, part in keys:
                    own[key] = own.get(key, 0.0) + weight * part
        for key, weight in own.items():
            sums[key] = sums.get(key, 0.0) + weight
        owns.append(own)
    return sums, owns


def _weigh(contest: list[Candidate], sums: Sums, own: Sums, total: float) -> list[float]:
    """The score of each candidate: its base, and the evidence without the sense's own.

    What speaks for Panama City speaks for Panama as well: a country or state gets the most that
    its namesakes inside it get from their divisions and neighbours.
    """
    by_country, by_division, by_near = COUNTRY[0] / total, DIVISION[0] / total, NEAR[0] / total
    scores, wide = [], []
    countries: dict[int, float] = {}
    inside: dict[int, float] = {}
    for _, score, (country, divisions, cell, _), _ in contest:
        known = countries.get(country)
        if known is None:
            weight = sums.get(country, 0.0) - own.get(country, 0.0)
            known = COUNTRY[1] * math.log1p(by_country * weight) if weight > 0.0 else 0.0
            countries[country] = known
        score += known
        here = weight = 0.0
        for division in divisions:
            if there := sums.get(division):
                weight += there - own.get(division, 0.0)
        if weight > 0.0:
            here = DIVISION[1] * math.log1p(by_division * weight)
        if cell and (there := sums.get(cell)) and (weight := there - own.get(cell, 0.0)) > 0.0:
            here += NEAR[1] * math.log1p(by_near * weight)
        if here:
            for outer in (country, *divisions):
                if here > inside.get(outer, 0.0):
                    inside[outer] = here
        if not cell:
            wide.append((len(scores), divisions[0] if divisions else country))
            here = 0.0
        scores.append(score + here)
    if inside:
        for i, outer in wide:
            scores[i] += inside.get(outer, 0.0)
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
    sums = evidence.sums
    country = sums.get(where.country, 0.0) - sense.weight * where.shares[0][1]
    division = sum(sums.get(key, 0.0) - sense.weight for key in where.divisions)
    total = max(UNSAID, evidence.total - sense.weight)
    if division / total >= FITTING:
        return "fits the division"
    if where.country in VAST or country / total < FITTING:
        return ""
    return "fits the country well" if country / total >= 1.75 * FITTING else "fits the country"


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

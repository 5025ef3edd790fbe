"""The candidates of one name compete for being what it means, in rounds.

Pure: standard library only. Most candidates have nothing of the article in their division or near
them: only their country tells them apart, and it is asked once for all of them. Those that have
are few, and are weighed one by one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from typing import Final, NamedTuple

from pipeline.locations.candidates import softmax
from pipeline.locations.evidence import LEAST, UNSAID, VAST, Evidence, Sums, around, crowded
from pipeline.locations.senses import Sense

#: How far evidence of each kind goes: (steepness, weight) of weight × ln(1 + steepness × share).
COUNTRY: Final = (20.0, 1.0)
DIVISION: Final = (40.0, 0.9)
NEAR: Final = (60.0, 1.1)

#: The same for the countries of those that a list has beside the name: "Mopti and Gao". Vast ones
#: have a town of nearly every name.
LISTED: Final = (10.0, 0.6)

#: Candidates less likely than this after a round are not weighed again.
NEGLIGIBLE: Final = 5e-3

#: Natural logarithm of the odds from which on no country's evidence makes up for a low base: what
#: it tells at most, and odds of NEGLIGIBLE.
HOPELESS: Final = COUNTRY[1] * math.log1p(COUNTRY[0]) - math.log(NEGLIGIBLE)

#: Cells with those about them that some candidate lies in, and how much each counts.
Near = Mapping[int, Sequence[tuple[int, float]]]


class Neighbour(NamedTuple):
    """A candidate with something of the article in its divisions or near it.

    ``divisions`` and ``cell`` are those of which something is told; the cell is 0 where nothing is.
    ``counts`` is what the candidate counts for, with how much of it.
    """

    divisions: list[int]
    cell: int
    counts: list[tuple[int, float]]


class Contest:
    """A sense, its candidates that are still weighed, and ``own``, what it counts as by now."""

    __slots__ = ("_neighbours", "_wide", "own", "sense")

    def __init__(self, sense: Sense, told: Set[int], near: Near) -> None:
        """``told`` are the divisions and cells that may tell of a candidate."""
        self.sense = sense
        self.own: Sums = {}
        self._neighbours: dict[int, Neighbour] = {}  # by the candidate's number
        self._wide = sense.known.wide
        if not told.isdisjoint(sense.known.keys):
            for i, (_, _, divisions, cell) in enumerate(sense.standings):
                if cell not in told:
                    if told.isdisjoint(divisions):
                        continue
                    cell = 0
                heard = [division for division in divisions if division in told]
                counts = [(division, 1.0) for division in heard]
                if cell:
                    counts += near.get(cell) or [(cell, 1.0)]
                self._neighbours[i] = Neighbour(heard, cell, counts)
        self._drop(max(sense.base) - HOPELESS)

    def _drop(self, least: float) -> None:
        """Drops the candidates that only a country may speak for, and whose base is too low."""
        neighbours = self._neighbours
        base = self.sense.base
        if min(base) < least:
            self._keep([i for i, known in enumerate(base) if known >= least or i in neighbours])

    def _keep(self, kept: Sequence[int]) -> None:
        self.sense.keep(kept)
        if neighbours := self._neighbours:
            self._neighbours = {n: neighbours[i] for n, i in enumerate(kept) if i in neighbours}

    def count(self, sums: Sums) -> None:
        """Adds what the sense counts as to all sums: its weight, spread over its candidates."""
        own: Sums = {}
        self.own = own
        weight, neighbours = self.sense.weight, self._neighbours
        standings = self.sense.standings
        for i, chance in enumerate(self.sense.chances):
            if chance > LEAST:
                country, share, _, _ = standings[i]
                own[country] = own.get(country, 0.0) + weight * chance * share
                if i in neighbours:
                    for key, part in neighbours[i].counts:
                        own[key] = own.get(key, 0.0) + weight * chance * part
        for key, value in own.items():
            sums[key] = sums.get(key, 0.0) + value

    def decide(self, sums: Sums, total: float) -> float:
        """Weighs the candidates again, and returns by how much the likeliest one has moved.

        ``total`` is the weight of the whole article, this sense's own included.
        """
        sense = self.sense
        top = sense.likeliest()
        before = sense.chances[top]
        chances = softmax(self._weigh(sums, max(UNSAID, total - sense.weight)))
        after = chances[top]
        sense.chances = chances
        if min(chances) < NEGLIGIBLE:
            self._keep([i for i, chance in enumerate(chances) if chance >= NEGLIGIBLE])
        return abs(before - after)

    def _weigh(self, sums: Sums, total: float) -> list[float]:
        """The score of each candidate: its base, and the evidence without the sense's own."""
        scores = []
        own = self.own
        by_country = COUNTRY[0] / total
        known = {0: 0.0}
        for base, (country, _, _, _) in zip(self.sense.base, self.sense.standings, strict=True):
            score = known.get(country)
            if score is None:
                weight = sums.get(country, 0.0) - own.get(country, 0.0)
                score = COUNTRY[1] * math.log1p(by_country * weight) if weight > 0.0 else 0.0
                known[country] = score
            scores.append(base + score)
        if self._neighbours:
            self._weigh_neighbours(scores, sums, total)
        if self.sense.company:
            self._weigh_company(scores)
        if self.sense.known.seats:
            self._put_seats_first(scores)
        return scores

    def _put_seats_first(self, scores: list[float]) -> None:
        """What speaks for a division speaks as well for its likelier town of the same name.

        The middle of the province of Catania lies nearer to Palermo than the city does.
        """
        places, base = self.sense.places, self.sense.base
        at = {place: i for i, place in enumerate(places)}
        for division, town in self.sense.known.seats.items():
            if division in at and town in at:
                i, j = at[division], at[town]
                scores[i] = min(scores[i], scores[j] - base[j] + base[i])

    def _weigh_company(self, scores: list[float]) -> None:
        """Adds what those in a list with the name tell of its country."""
        company = self.sense.company
        shares: Sums = {}
        for listed in company:
            for (country, _, _, _), chance in zip(listed.standings, listed.chances, strict=True):
                if country not in VAST:
                    shares[country] = shares.get(country, 0.0) + chance / len(company)
        for i, (country, _, _, _) in enumerate(self.sense.standings):
            if country in shares:
                scores[i] += LISTED[1] * math.log1p(LISTED[0] * shares[country])

    def _weigh_neighbours(self, scores: list[float], sums: Sums, total: float) -> None:
        """Adds what divisions and neighbours tell.

        What speaks for Panama City speaks for Panama as well: a country or state gets the most
        that its namesakes inside it get.
        """
        own, standings = self.own, self.sense.standings
        by_division, by_near = DIVISION[0] / total, NEAR[0] / total
        inside: Sums = {}
        for i, (heard, cell, _) in self._neighbours.items():
            score = weight = 0.0
            for division in heard:
                weight += sums.get(division, 0.0) - own.get(division, 0.0)
            if weight > 0.0:
                score = DIVISION[1] * math.log1p(by_division * weight)
            if cell and (weight := sums.get(cell, 0.0) - own.get(cell, 0.0)) > 0.0:
                score += NEAR[1] * math.log1p(by_near * weight)
            if score:
                country, _, divisions, lies = standings[i]
                if lies:
                    scores[i] += score
                if self._wide:
                    for outer in (country, *divisions):
                        inside[outer] = max(score, inside.get(outer, 0.0))
        if inside:
            for i, (country, _, divisions, cell) in enumerate(standings):
                if not cell:
                    scores[i] += inside.get(divisions[0] if divisions else country, 0.0)


def contests(senses: Sequence[Sense], fixed: Evidence) -> list[Contest]:
    """A contest for each sense with several candidates; the others are counted as ``fixed``.

    A division or cell tells something when another sense has it too, or what is fixed.
    """
    moving = [sense for sense in senses if len(sense.places) > 1]
    asked = set().union(*[sense.known.cells for sense in moving])
    for sense in senses:
        fixed.total += sense.weight
        if len(sense.places) == 1:
            fixed.add(sense.standings[0], sense.weight, asked)
    near = {cell: around(cell, asked) for cell in crowded(asked)}
    seen: set[int] = set()
    told = {*fixed.sums, *near}
    for sense in moving:
        told.update(seen.intersection(sense.known.keys))
        seen.update(sense.known.keys)
    found = [Contest(sense, told, near) for sense in moving]
    for contest in found:
        if len(contest.sense.places) == 1:
            contest.sense.chances = [1.0]
            fixed.add(contest.sense.standings[0], contest.sense.weight, asked)
    return [contest for contest in found if len(contest.sense.places) > 1]

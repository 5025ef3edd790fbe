"""What the home of a paper makes of a name: how likely each county's and state's paper has it.

Pure: standard library only. A paper writes of its own county, of its state, and of the world; how
much more often the paper of a county writes a name than the world does depends on the name alone,
and is worked out once. In a county of few places each of them is likely: Randolph, Braintree and
Chelsea are three of the fifteen towns of Orange County in Vermont, and three of hundreds in
Massachusetts. `home` finds the home that makes all the names of an article likely.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final

from pipeline.locations.evidence import place_of
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import LOCAL, PRIOR_SCALE

#: Shares of a paper's names that are of its county, and of the rest of its state.
OF_COUNTY: Final = 0.35
OF_STATE: Final = 0.25

#: Natural logarithm of the odds below which a name says nothing of a home.
LEAST_VOTE: Final = 0.1

#: log10 of the world's names, in the unit of priors; and where priors stop to tell how much is
#: written: China is in the news no more than London.
WORLD: Final = 9.8
MOST: Final = 7.5


@dataclass(frozen=True, slots=True, eq=False)
class Pull:
    """What homes make of a name: ``votes`` for divisions, as natural logarithms of odds.

    ``of_state`` and ``of_county``: by how much its own state or county as the home makes each
    candidate likelier; ``in_state``: the numbers of the candidates of each state.
    """

    votes: Mapping[int, float]
    of_state: Sequence[float]
    of_county: Sequence[float]
    in_state: Mapping[int, Sequence[int]]


def pull_of(priors: Sequence[float], homes: Sequence[Sequence[int]], gazetteer: Gazetteer) -> Pull:
    """The pull of a name from its candidates' priors, powers of ten, and their divisions."""
    world = [10.0 ** (min(MOST, prior) - WORLD) for prior in priors]
    total = fsum(world)
    states: dict[int, float] = defaultdict(float)
    counties: dict[tuple[int, int], float] = defaultdict(float)
    of_state, of_county = [0.0] * len(priors), [0.0] * len(priors)
    in_state: dict[int, list[int]] = defaultdict(list)
    for i, (prior, home) in enumerate(zip(priors, homes, strict=True)):
        if home:
            state, *county = home
            here = OF_STATE * 10.0 ** (prior - _mass(state, gazetteer))
            of_state[i] = here / world[i]
            states[state] += here / total
            in_state[state].append(i)
            if county:
                here = OF_COUNTY * 10.0 ** (LOCAL * prior - _mass(county[0], gazetteer))
                of_county[i] = here / world[i]
                counties[state, county[0]] += here / total
    votes = {state: math.log1p(odds) for state, odds in states.items()}
    for (state, county_), odds in counties.items():
        votes[county_] = math.log1p(odds / (1.0 + states[state]))
    votes = {division: vote for division, vote in votes.items() if vote >= LEAST_VOTE}
    return Pull(votes, of_state, of_county, dict(in_state))


def _mass(division: int, gazetteer: Gazetteer) -> float:
    """log10 of all that papers of a division write of places in it."""
    return gazetteer.place_mass[place_of(division)] / PRIOR_SCALE

"""Where a paper is at home: the county and state that make all names of an article likely.

Pure: standard library only. How likely each name is in the paper of a county, against a paper of
nowhere, is known (see `pull`); the sums of their logarithms tell of the home, and the home of each
name, which is asked what the others say.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from math import fsum
from operator import itemgetter
from typing import Final

from pipeline.locations.evidence import VAST, place_of, state_of
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.senses import Sense, widen

#: Natural logarithms of how many counties and states a paper may be of, against none.
COST_OF_COUNTY: Final = 9.0
COST_OF_STATE: Final = 6.0

#: Natural logarithm of the odds by which each name that is not of a home speaks against it.
AWAY: Final = 0.2

#: Homes that are weighed against each other.
TRIED: Final = 6

#: Natural logarithm of the highest odds that a home is believed with.
MOST_SURE: Final = 30.0

#: Share of what its home tells of a name that is not told again by the places near it.
TOLD: Final = 0.6

#: "Ames, Iowa" is written by papers elsewhere: how much it and its state tell of the home.
FROM_AFAR: Final = 0.3

#: Natural logarithm of the odds that a list of places of the world adds for them.
OF_WORLD: Final = 6.0

#: Natural logarithms below which votes make no home, and their odds none that is worth a look.
LEAST_OF_HOME: Final = 1.5
LEAST_HOME: Final = -3.0


def settle(senses: Sequence[Sense], named: Set[int], gazetteer: Gazetteer) -> None:
    """Moves the base of all senses with several candidates by what the likely homes tell.

    ``named`` are the divisions in which rare places are weighed too; those at home join them.
    """
    moving = [sense for sense in senses if len(sense.places) > 1]
    homes = _homes(senses, gazetteer) if moving else []
    if not homes:
        return
    states = {state for state, _, odds in homes if odds > 0.0}
    divisions = named | {place_of(state) for state in states}
    countries = {gazetteer.place_country[place_of(state)] for state in states}
    asked = {key for home in homes for key in home[:2]}
    for sense in moving:
        if asked.isdisjoint(sense.known.pull.votes):
            continue
        if _is_of_the_world(sense, states, countries):
            pairs = zip(sense.base, sense.known.worldly, strict=True)
            sense.tell([base + OF_WORLD if worldly else base for base, worldly in pairs])
        else:
            widen(sense, divisions, gazetteer)
            _move(sense, homes)


#: A state, its county or 0, and the natural logarithm of the odds that it is the home.
Home = tuple[int, int, float]


def _homes(senses: Iterable[Sense], gazetteer: Gazetteer) -> list[Home]:
    votes: dict[int, float] = {}
    away = 0.0
    for sense in senses:
        weight = _say(sense)
        away += AWAY * weight
        for division, vote in sense.known.pull.votes.items():
            votes[division] = votes.get(division, 0.0) + weight * (vote + AWAY)
    homes: list[Home] = []
    for division, vote in votes.items():
        if vote > LEAST_OF_HOME + 0.5 * away:
            state = state_of(division, gazetteer)
            if state == division:
                homes.append((state, 0, vote - away - COST_OF_STATE))
            else:
                homes.append(
                    (state, division, vote + votes.get(state, 0.0) - away - COST_OF_COUNTY)
                )
    homes = [home for home in homes if home[2] > LEAST_HOME]
    homes.sort(key=itemgetter(2), reverse=True)
    return homes[:TRIED]


def _is_of_the_world(sense: Sense, states: Set[int], countries: Set[int]) -> bool:
    """Whether a list says that a name is far away: Dublin and Rome beside Beijing.

    The world knows all names of the list, and one of them, of another country, is not in the state
    of the paper, nor in its country unless that has a town of nearly every name: in Venezuela,
    Barcelona and Mérida are at home.
    """
    if not sense.company:
        return False
    listed = [sense, *sense.company]
    small = countries - VAST
    return all(one.known.worldly[0] for one in listed) and any(
        one.known.standings[0].country not in countries
        and states.isdisjoint(one.known.keys)
        and all(where.country not in small for where in one.known.standings)
        for one in listed
    )


def _say(sense: Sense) -> float:
    """How much a sense tells of the home: little where its state is added, as at home it is not."""
    weight = min(1.0, sense.weight)
    return FROM_AFAR * weight if sense.afar else weight


def _move(sense: Sense, homes: Sequence[Home]) -> None:
    """Tells a sense what the other names tell of the home: how much more than nothing."""
    weight, votes = _say(sense), sense.known.pull.votes
    odds = []
    for state, county, told in homes:
        own = fsum(votes[key] + AWAY for key in (state, county) if key in votes) - AWAY
        odds.append(min(MOST_SURE, told - weight * own))
    total = 1.0 + fsum(map(math.exp, odds))
    known: dict[int, float] = defaultdict(float)
    for (state, county, _), one in zip(homes, odds, strict=True):
        unheard = math.exp(-COST_OF_COUNTY if county else -COST_OF_STATE)
        chance = max(0.0, math.exp(one) - unheard) / total
        known[state] += chance
        if county:
            known[county] += chance
    pull, base = sense.known.pull, list(sense.base)
    for state in {state for state, _, _ in homes}:
        for i in pull.in_state.get(state, ()):
            gain = known[state] * pull.of_state[i]
            where = sense.standings[i].divisions
            if len(where) > 1 and where[1] in known:
                gain += known[where[1]] * pull.of_county[i]
                base[i] += known[where[1]] * sense.known.shades[i]
            base[i] += TOLD * math.log1p(gain)
    sense.tell(base)

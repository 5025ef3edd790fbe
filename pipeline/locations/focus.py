"""What an article is about: the country, and the most specific place with weight of its own.

Pure: standard library only. Every mention counts for its country, more in the title and the first
lines; demonyms count for theirs ("the Russian government").
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import fsum
from typing import Final

from pipeline.article.model import Article
from pipeline.locations.find import Found
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import Word
from pipeline.locations.model import PLACE_TYPES, Focus
from pipeline.locations.senses import Sense

#: How much a mention counts by where it stands; the first lines of news say where it happens.
IN_TITLE: Final = 3.0
IN_LEAD: Final = 2.0
LEAD: Final = 400  # code points: about two sentences
ELSEWHERE: Final = 1.0
DEMONYM: Final = 0.8
#: In the name of an organisation: "New York Times" is no news of New York.
INSIDE: Final = 0.3

#: Only what is reported as a place can be the focus.
NAMED: Final = 0.5

#: Share of its country's weight from which on a place is the focus of the article.
SPECIFIC: Final = 0.2

_COMMON: Final = int(Word.COMMON)
_REGION: Final = PLACE_TYPES.index("region")
_COUNTRY: Final = PLACE_TYPES.index("country")


def focus_of(
    article: Article, senses: Sequence[Sense], found: Iterable[Found], gazetteer: Gazetteer
) -> Focus | None:
    """The focus, or None when the article names no place of any country."""
    countries: dict[int, float] = defaultdict(float)
    places: dict[int, float] = defaultdict(float)
    for sense in senses:
        place = sense.places[sense.top]
        weight = sense.chances[sense.top] * fsum([_weight(one) for one in sense.found])
        if any(one.chance >= NAMED for one in sense.found):
            places[place] += weight
        if code := gazetteer.place_country[place]:
            countries[code] += weight
    for one in found:
        if one.name.nation is not None:
            countries[gazetteer.place_country[one.name.nation]] += DEMONYM * _position(one)
    if not countries:
        return None
    code, weight = max(countries.items(), key=lambda pair: (pair[1], -pair[0]))
    total = fsum(countries.values())
    sure = round(_sure(weight / total, total), 3)
    return Focus(chr(code >> 8) + chr(code & 0xFF), _specific(code, places, gazetteer), sure)


def _position(one: Found) -> float:
    if one.field == "title":
        return IN_TITLE
    return IN_LEAD if one.start < LEAD else ELSEWHERE


def _weight(one: Found) -> float:
    chance = one.chance
    if one.flags & _COMMON:  # "Congress" is a town in Arizona
        return _position(one) * chance
    if one.inside in ("ORG", "FAC", "EVENT") or one.label == "ORG":
        chance = max(chance, INSIDE)
    return _position(one) * chance


def _sure(share: float, total: float) -> float:
    """The share, less where little is said at all."""
    return share * (1.0 - math.exp(-total / 2.0))


def _specific(country: int, places: dict[int, float], gazetteer: Gazetteer) -> str | None:
    """The most specific place that holds enough of the country's weight, itself and inside it."""
    inside: dict[int, float] = defaultdict(float)
    total = 0.0
    for place, weight in places.items():
        if gazetteer.place_country[place] != country:
            continue
        total += weight
        if gazetteer.place_type[place] == _COUNTRY:
            continue
        inside[place] += weight
        for outer in {gazetteer.place_admin1[place] - 1, gazetteer.place_admin2[place] - 1}:
            if outer in places and outer != place:
                inside[outer] += weight
    enough = [place for place, weight in inside.items() if weight >= SPECIFIC * total]
    if not enough:
        whole = gazetteer.country_named(chr(country >> 8) + chr(country & 0xFF))
        return gazetteer.place_id(whole) if whole is not None else None
    best = max(enough, key=lambda p: (_depth(p, gazetteer), inside[p], -p))
    return gazetteer.place_id(best)


def _depth(place: int, gazetteer: Gazetteer) -> int:
    kind = PLACE_TYPES[gazetteer.place_type[place]]
    return {"city": 3, "landmark": 3, "admin2": 2, "region": 1}.get(kind, 1)

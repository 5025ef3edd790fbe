"""Why a sense means the place it was resolved to, in a few words for people.

Pure: standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.qualify import holds
from pipeline.locations.senses import Sense

#: Hundred-thousandths of a degree within which another place of the article counts as near.
_NEAR: Final = 100_000

#: How many places near are named, and how many senses are looked at.
_NAMED: Final = 2
_LOOKED_AT: Final = 200

_COUNTRY: Final = PLACE_TYPES.index("country")


class Top(NamedTuple):
    """A sense's likeliest place, as what a reason may name."""

    key: str
    place: int
    type: int
    country: int
    lat: int
    lon: int


def tops_of(senses: Iterable[Sense], gazetteer: Gazetteer) -> list[Top]:
    """The likeliest places of the first senses, worked out once an article."""
    tops = []
    for sense in islice(senses, _LOOKED_AT):
        place = sense.places[sense.top]
        tops.append(
            Top(
                sense.key,
                place,
                gazetteer.place_type[place],
                gazetteer.place_country[place],
                gazetteer.place_lat[place],
                gazetteer.place_lon[place],
            )
        )
    return tops


def reason(
    sense: Sense,
    place: int,
    tops: Sequence[Top],
    hinted: Mapping[int, float],
    gazetteer: Gazetteer,
) -> str:
    """The strongest ground for a place, as a phrase."""
    if sense.outer is not None:
        return f"lies in {gazetteer.place_name(sense.outer)}, which the text adds"
    if sense.names == 1:
        return "the only place of this name"
    context = _context(sense.key, place, tops, gazetteer)
    if place == sense.known.places[0]:
        ground = f"the most prominent of {sense.names} places of this name"
        return f"{ground}, {context}" if context else ground
    if context:
        return context
    if any(hint == place or holds(hint, place, gazetteer) for hint in hinted):
        return "in the publisher's part of the world"
    return "fits the other places of the article best"


def _context(key: str, place: int, tops: Iterable[Top], gazetteer: Gazetteer) -> str:
    near: list[int] = []
    kind, country = gazetteer.place_type[place], gazetteer.place_country[place]
    divisions = (gazetteer.place_admin1[place] - 1, gazetteer.place_admin2[place] - 1)
    lat, lon = gazetteer.place_lat[place], gazetteer.place_lon[place]
    for other, top, top_kind, top_country, top_lat, top_lon in tops:
        if other == key or top == place:
            continue
        if top_kind == _COUNTRY:
            holding = top_country == country and kind != _COUNTRY
        else:
            holding = top in divisions
        if holding:
            return f"in {gazetteer.place_name(top)}, which the article names"
        close = abs(top_lat - lat) < _NEAR and abs(top_lon - lon) < _NEAR
        if close and top_kind == kind and len(near) < _NAMED:
            near.append(top)
    names = " and ".join(map(gazetteer.place_name, near))
    return f"near {names}, which the article names" if near else ""

"""Why a sense means the place it was resolved to, in a few words for people.

Pure: standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.qualify import holds
from pipeline.locations.senses import Sense

#: Degrees within which another place of the article counts as near in a reason.
_NEAR_DEGREES = 1.0


def reason(
    sense: Sense,
    place: int,
    senses: Sequence[Sense],
    hinted: Mapping[int, float],
    gazetteer: Gazetteer,
) -> str:
    """The strongest ground for a place, as a phrase."""
    if sense.outer is not None:
        return f"lies in {gazetteer.place_name(sense.outer)}, which the text adds"
    if sense.names == 1:
        return "the only place of this name"
    if place == max(zip(sense.base, sense.places, strict=True), key=lambda pair: pair[0])[1]:
        return f"the most prominent of {sense.names} places of this name" + _also(
            sense, place, senses, gazetteer
        )
    context = _context(sense, place, senses, gazetteer)
    if context:
        return context
    if any(hint == place or holds(hint, place, gazetteer) for hint in hinted):
        return "in the publisher's part of the world"
    return "fits the other places of the article best"


def _also(sense: Sense, place: int, senses: Sequence[Sense], gazetteer: Gazetteer) -> str:
    context = _context(sense, place, senses, gazetteer)
    return f", {context}" if context else ""


def _context(sense: Sense, place: int, senses: Sequence[Sense], gazetteer: Gazetteer) -> str:
    near = []
    for other in senses[:200]:
        if other is sense or not other.chances or other.key == sense.key:
            continue
        top = other.places[other.top()]
        if holds(top, place, gazetteer):
            return f"in {gazetteer.place_name(top)}, which the article names"
        if _close(top, place, gazetteer):
            near.append(gazetteer.place_name(top))
    return f"near {' and '.join(near[:2])}, which the article names" if near else ""


def _close(a: int, b: int, gazetteer: Gazetteer) -> bool:
    reach = _NEAR_DEGREES * 100_000
    return (
        a != b
        and abs(gazetteer.place_lat[a] - gazetteer.place_lat[b]) < reach
        and abs(gazetteer.place_lon[a] - gazetteer.place_lon[b]) < reach
        and gazetteer.place_type[a] == gazetteer.place_type[b]
    )

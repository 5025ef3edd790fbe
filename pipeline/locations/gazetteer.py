"""The places of the world in one read-only file, mapped into memory and shared by all processes.

Pure: standard library only. A look-up costs a hash and a comparison of bytes; nothing is parsed
and next to nothing is held in private memory.
"""

from __future__ import annotations

import mmap
import sys
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from pipeline.locations.layout import (
    OWN_ID,
    PRIOR_SCALE,
    SECTIONS,
    GazetteerError,
    Kind,
    Word,
    unpack,
)
from pipeline.locations.model import PLACE_TYPES, PlaceType
from pipeline.locations.names import key

#: Files up to this size are checked in full when opened (about 20 ms); a full GeoNames dump only
#: by its header and length.
CHECKED_BYTES: Final = 200 * 1024 * 1024

MEND: Final = "build it with `pipeline gazetteer build`"


#: Look-ups that are remembered: news repeats its names. A few MB of private memory.
REMEMBERED: Final = 10_000

#: Arrays that resolution reads directly.
_SHARED: Final = (
    "place_lat",
    "place_lon",
    "place_population",
    "place_type",
    "place_country",
    "place_admin1",
    "place_admin2",
    "place_notes",
    "place_mass",
    "posting_place",
    "posting_kind",
    "posting_prior",
    "country_code",
    "country_place",
)


class Name(NamedTuple):
    """A name in the gazetteer: what else it is, and where its postings lie."""

    flags: int
    words: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Record:
    """One place as the gazetteer holds it, for people and for tests."""

    id: str
    name: str
    type: PlaceType
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    population: int
    kind: str = ""
    prior: float = 0.0


class Gazetteer:
    """An open gazetteer. The arrays are attributes: ``posting_place[i]`` is an index of places."""

    place_lat: memoryview
    place_lon: memoryview
    place_population: memoryview
    place_type: memoryview
    place_country: memoryview
    place_admin1: memoryview
    place_admin2: memoryview
    place_notes: memoryview
    place_mass: memoryview
    posting_place: memoryview
    posting_kind: memoryview
    posting_prior: memoryview
    country_code: memoryview
    country_place: memoryview

    def __init__(self, data: memoryview, *, check: bool) -> None:
        """`open` is the way in; raises `GazetteerError` when the bytes are no whole gazetteer."""
        head, start = unpack(data)
        if check and zlib.crc32(data[start:]) != head["body_crc32"]:
            raise GazetteerError("its contents are damaged")
        arrays = {}
        for name, code in SECTIONS.items():
            offset, size = head["sections"][name]
            arrays[name] = data[start + offset : start + offset + size].cast(code)  # type: ignore[call-overload]
        for name in _SHARED:
            setattr(self, name, arrays[name])
        self.facts: dict[str, Any] = {k: v for k, v in head.items() if k != "sections"}
        #: Changes when, and only when, the contents do.
        self.version: str = head["version"]
        self._arrays = arrays
        self._slots = arrays["slots"]
        self._mask = len(self._slots) - 1
        self._name_at, self._name = arrays["name_at"], arrays["name"]
        self._flags, self._words = arrays["name_flags"], arrays["name_words"]
        self._postings, self._ids = arrays["name_postings"], arrays["place_id"]
        #: The name with a key (see `names.key`), or None; the latest are remembered.
        self.find = lru_cache(maxsize=REMEMBERED)(self._look_up)
        #: The record of a place, without a name's kind and prior; the latest are remembered.
        self.record = lru_cache(maxsize=REMEMBERED)(self._record)
        self._countries = {code: self.country_place[i] for i, code in enumerate(self.country_code)}

    @classmethod
    def open(cls, path: Path) -> Gazetteer:
        """Maps the file at ``path``; raises `GazetteerError`, which says what to do about it."""
        if sys.byteorder != "little":
            raise GazetteerError("the gazetteer's arrays need a little-endian machine")
        try:
            with path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except FileNotFoundError:
            raise GazetteerError(f"there is no gazetteer at {path}: {MEND}") from None
        except (OSError, ValueError) as error:
            raise GazetteerError(f"the gazetteer {path} cannot be read ({error}): {MEND}") from None
        try:
            return cls(memoryview(mapped), check=len(mapped) <= CHECKED_BYTES)
        except GazetteerError as error:
            raise GazetteerError(
                f"the gazetteer {path} cannot be used: {error}; {MEND} again"
            ) from None

    def _look_up(self, name_key: str) -> Name | None:
        wanted = name_key.encode()
        slot = zlib.crc32(wanted) & self._mask
        slots, at, text = self._slots, self._name_at, self._name
        while index := slots[slot]:
            if text[at[index - 1] : at[index]] == wanted:
                i = index - 1
                return Name(
                    self._flags[i], self._words[i], self._postings[i], self._postings[i + 1]
                )
            slot = (slot + 1) & self._mask
        return None

    def place_id(self, place: int) -> str:
        """The id of the contract: ``geonames:<number>`` or ``place:<slug>``."""
        number = self._ids[place]
        if not number & OWN_ID:
            return f"geonames:{number}"
        at, slug = self._arrays["slug_at"], self._arrays["slug"]
        number &= ~OWN_ID
        return "place:" + bytes(slug[at[number] : at[number + 1]]).decode()

    def place_name(self, place: int) -> str:
        """The name under which a place is shown."""
        at, text = self._arrays["place_name_at"], self._arrays["place_name"]
        return bytes(text[at[place] : at[place + 1]]).decode()

    def country(self, place: int) -> str | None:
        """ISO 3166-1 alpha-2 of the place's country, or None (seas, continents)."""
        code = self.place_country[place]
        return chr(code >> 8) + chr(code & 0xFF) if code else None

    def country_named(self, code: str) -> int | None:
        """The place that is the country with this ISO 3166-1 alpha-2 code."""
        if len(code) != 2 or not code.isascii():
            return None
        return self._countries.get((ord(code[0]) << 8) | ord(code[1]))

    def is_demonym(self, posting: int) -> bool:
        """Whether a posting is of the word for a place's people."""
        return bool(self.posting_kind[posting] == Kind.DEMONYM)

    def neighbours(self, country: int) -> list[int]:
        """The countries with a border to one, as `place_country` has them; none for no country."""
        i = bisect_left(self.country_code, country)
        if i == len(self.country_code) or self.country_code[i] != country:
            return []
        at = self._arrays["neighbour_at"]
        return list(self._arrays["neighbour"][at[i] : at[i + 1]])

    def by_id(self, place_id: str) -> int | None:
        """The index of the place with an id of the contract, or None."""
        order: memoryview = self._arrays["by_id"]
        if place_id.startswith("place:"):
            own = bisect_left(order, OWN_ID, key=self._ids.__getitem__)  # slugs are in order too
            i = bisect_left(order, place_id, lo=own, key=self.place_id)
            return order[i] if i < len(order) and self.place_id(order[i]) == place_id else None
        number = place_id.removeprefix("geonames:")
        if not number.isascii() or not number.isdigit() or len(number) > 10:
            return None
        wanted = int(number)
        i = bisect_left(order, wanted, key=self._ids.__getitem__)
        return order[i] if i < len(order) and self._ids[order[i]] == wanted else None

    def _record(self, place: int) -> Record:
        admin1 = self.place_admin1[place]
        return Record(
            id=self.place_id(place),
            name=self.place_name(place),
            type=PLACE_TYPES[self.place_type[place]],
            lat=self.place_lat[place] / 100_000,
            lon=self.place_lon[place] / 100_000,
            country=self.country(place),
            admin1=self.place_name(admin1 - 1) if admin1 else None,
            population=self.place_population[place],
        )

    def records(self, name: str) -> Iterator[Record]:
        """The places that bear a name, the likeliest first: `pipeline gazetteer find`."""
        found = self.find(key(name))
        for i in range(found.first, found.last) if found else ():
            kind = Kind(self.posting_kind[i]).name.lower()
            prior = self.posting_prior[i] / PRIOR_SCALE
            yield replace(self.record(self.posting_place[i]), kind=kind, prior=prior)

    def word_notes(self, name: str) -> tuple[str, ...]:
        """What else a name is, in words: "common", "given", "surname"."""
        found = self.find(key(name))
        return tuple(w.name.lower() for w in Word if w.name and found and found.flags & w)

    def __len__(self) -> int:
        return len(self.place_lat)

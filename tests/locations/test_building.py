"""How the gazetteer file is made, from a handful of places, and when it is made anew."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pipeline.locations import build as building
from pipeline.locations import prepare
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import GazetteerError, Kind
from pipeline.locations.sources import Row
from pipeline.locations.spelling import alternate_kind

HOME = Path(prepare.__file__).parent


def few_rows(*_given: object) -> list[Row]:
    """A country, its state, a county and two towns of one name."""
    rows = [
        Row(1, "Utopia", "country", 10.0, 20.0, 5_000_000, "UT", code="UT"),
        Row(2, "Lower Utopia", "admin1", 10.5, 20.5, 900_000, "UT"),
        Row(3, "Elm County", "admin2", 10.6, 20.6, 90_000, "UT", admin1=2),
        Row(4, "Elm", "city", 10.6, 20.6, 40_000, "UT", admin1=2, admin2=3),
        Row(5, "Elm", "city", 11.0, 21.0, 700, "UT", admin1=2),
    ]
    for row in rows:
        row.call(row.name, Kind.NAME)
    return rows


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file depends on the data alone, and holds all of it, the likeliest place first."""
    monkeypatch.setattr(building, "_rows", few_rows)
    first, second = tmp_path / "first.gaz", tmp_path / "second.gaz"
    heard: list[float] = []
    version = building.build(first, progress=lambda _step, share: heard.append(share))
    assert building.build(second) == version == Gazetteer.open(first).version
    assert first.read_bytes() == second.read_bytes()
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    elms = list(Gazetteer.open(first).records("elm"))
    assert [(r.id, r.admin1) for r in elms[:2]] == [
        ("geonames:4", "Lower Utopia"),
        ("geonames:5", "Lower Utopia"),
    ]
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".gaz"] == []


def test_a_gazetteer_is_current_until_its_sources_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is built once, and anew when a package or a table is another one."""
    monkeypatch.setattr(building, "_rows", few_rows)
    path = tmp_path / "places.gaz"
    said: list[str] = []
    assert not prepare.is_current(path)
    for _ in range(2):
        prepare.prepare(path, said.append)
    assert len(said) == 1
    monkeypatch.setattr(prepare, "version", lambda _package: "99.9")
    assert not prepare.is_current(path)


def test_what_was_built_from_a_dump_is_not_built_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set-up runs at each `up`: it keeps a larger gazetteer, says when it is old, names damage."""
    monkeypatch.setattr(building, "_rows", few_rows)
    path, dump = tmp_path / "places.gaz", tmp_path / "allCountries.txt"
    said: list[str] = []
    prepare.build(path, geonames=dump)
    built = path.stat().st_ino
    prepare.prepare(path, said.append)
    assert said == []
    monkeypatch.setattr(prepare, "version", lambda _package: "99.9")
    prepare.prepare(path, said.append)
    assert ["built from a dump by another version" in line for line in said] == [True]
    assert path.stat().st_ino == built
    path.write_bytes(b"damaged")
    with pytest.raises(GazetteerError):
        prepare.prepare(path, said.append)
    path.unlink()
    prepare.prepare(path, said.append)
    assert prepare.is_current(path)


def test_all_that_builds_is_in_the_fingerprint() -> None:
    """A module that `build` imports, by whatever way, makes another file when it changes."""
    seen: set[str] = set()
    ahead = {"build"}
    while ahead:
        module = ahead.pop()
        seen.add(module)
        ahead |= _imported(HOME / f"{module}.py") - seen
    assert seen == set(prepare.BUILT_BY)


def _imported(path: Path) -> set[str]:
    """The modules of the stage that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            package, _, module = node.module.partition("pipeline.locations")
            if not package and module:
                names.add(module.removeprefix("."))
            elif not package:
                names |= {alias.name for alias in node.names}
    return {name for name in names if (HOME / f"{name}.py").exists()}


@pytest.mark.parametrize(
    ("own", "name", "people", "kind"),
    [
        ("kyiv", "Kiev", 20_000, Kind.VARIANT),
        ("medellin", "Medelin", 20_000, Kind.VARIANT),
        ("thane", "Tanna", 1_800_000, Kind.ALTERNATE),
        ("thane", "Tanna", 20_000, Kind.WEAK),
        ("thane", "Tanna", 2_000, None),
    ],
)
def test_spellings_of_equal_consonants_must_look_alike(
    own: str, name: str, people: int, kind: Kind | None
) -> None:
    """Tanna is an island of Vanuatu rather than an old spelling of Thane."""
    assert alternate_kind(own, name, people, "IN") == kind

"""The gazetteer file: what it holds, and how it fails."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from pipeline.locations.dump import extend
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import GazetteerError
from pipeline.locations.sources import table


def test_one_name_many_spellings(gazetteer: Gazetteer) -> None:
    """Old, new, accented and abbreviated spellings find the same place."""
    for names in (("Kyiv", "Kiev", "KYIV"), ("Zürich", "Zurich"), ("St. Louis", "Saint Louis")):
        assert len({next(gazetteer.records(name)).id for name in names}) == 1


def test_states_have_their_abbreviations(gazetteer: Gazetteer) -> None:
    """AP abbreviations and postal codes are names of the states."""
    for name in ("California", "Calif.", "CA"):
        assert any(r.id == "geonames:5332921" for r in gazetteer.records(name))


@pytest.mark.parametrize(
    ("name", "state"), [("Canton", "Ohio"), ("Republic", "Missouri"), ("Simsbury", "Connecticut")]
)
def test_towns_called_like_words_for_places(gazetteer: Gazetteer, name: str, state: str) -> None:
    """Words for divisions are names too, and a New England town is where its centre is."""
    assert any(r.type == "city" and r.admin1 == state for r in gazetteer.records(name))


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Puno", "PE"),  # Pune in other languages
        ("Cancún", "MX"),  # Changchun
        ("Nazareth", "IL"),
        ("Odessa", "UA"),  # English has its own name for it
        ("Kut", "IQ"),  # Al-Kut
        ("Hilla", "IQ"),
        ("Jerez", "ES"),  # de la Frontera
        ("Leon", "MX"),  # de los Aldama
        ("Fez", "MA"),
        ("El Alto", "BO"),  # in no package
        ("Luque", "PY"),
    ],
)
def test_names_of_large_towns(gazetteer: Gazetteer, name: str, country: str) -> None:
    """A town's own name is not another town's, and English shortens long ones."""
    assert next(gazetteer.records(name)).country == country


def test_a_town_of_our_own_lies_in_a_division(gazetteer: Gazetteer) -> None:
    """It is that of the nearest town that the packages have."""
    assert next(gazetteer.records("El Alto")).admin1 == next(gazetteer.records("La Paz")).admin1


def test_ids_lead_back_to_their_places(gazetteer: Gazetteer) -> None:
    """Every id that a record shows finds the same place again, ours too."""
    for name in ("Kyiv", "Texas", "Lamar County", "Ukraine", "Kremlin", "Balkans", "Africa"):
        record = next(gazetteer.records(name))
        place = gazetteer.by_id(record.id)
        assert place is not None
        assert gazetteer.record(place).name == record.name


def test_unknown_ids_and_names_find_nothing(gazetteer: Gazetteer) -> None:
    """What is not held gives None or nothing, never an error."""
    for wrong in ("geonames:0", "geonames:x", "place:atlantis", "", "geonames:" + "9" * 50):
        assert gazetteer.by_id(wrong) is None
    assert list(gazetteer.records("Freedonia")) == []
    assert gazetteer.find("") is None


def test_a_missing_file_says_how_to_build_it(tmp_path: Path) -> None:
    """A missing gazetteer names the command that makes it."""
    with pytest.raises(GazetteerError, match="pipeline gazetteer build"):
        Gazetteer.open(tmp_path / "none.gaz")


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "other"])
def test_damage_is_found_when_opening(gazetteer_path: Path, tmp_path: Path, damage: str) -> None:
    """Half a file, a flipped byte and another file are refused by name."""
    data = bytearray(gazetteer_path.read_bytes())
    if damage == "changed":
        data[len(data) // 2] ^= 1
    broken = {"empty": b"", "cut": data[:-100], "changed": data, "other": b"PK" + bytes(5000)}
    path = tmp_path / "broken.gaz"
    path.write_bytes(broken[damage])
    with pytest.raises(GazetteerError, match="pipeline gazetteer build"):
        Gazetteer.open(path)


def test_the_file_is_small(gazetteer_path: Path) -> None:
    """The whole world fits in a fifth of the 150 MB that it may take."""
    assert gazetteer_path.stat().st_size < 60_000_000


def test_a_dump_adds_places_and_says_what_is_wrong(tmp_path: Path) -> None:
    """A GeoNames dump gives rows for places and features, and refuses other files by line."""
    cells = ["99000001", "Tinyville", "Tinyville", "", "10.5", "20.5", "P", "PPL", "TD", ""]
    town = "\t".join([*cells, "01", "", "", "", "120", "", "", "", ""])
    lake = town.replace("Tinyville", "Lake Tiny").replace("\tP\tPPL", "\tH\tLK")
    hotel = town.replace("\tP\tPPL", "\tS\tHTL")
    path = tmp_path / "dump.txt"
    path.write_text("\n".join([town, lake.replace("99000001", "99000002"), hotel]) + "\n")
    rows = extend([], path, lambda _step, _share: None)
    assert [(row.name, row.type, row.population) for row in rows] == [
        ("Tinyville", "city", 120),
        ("Lake Tiny", "region", 120),
    ]
    path.write_text("no dump\n")
    with pytest.raises(ValueError, match="line 1 has 1 columns"):
        extend([], path, lambda _step, _share: None)


def test_opening_costs_next_to_nothing(gazetteer_path: Path) -> None:
    """No part of the file becomes private memory: the arrays stay where they lie."""
    tracemalloc.start()
    try:
        gazetteer = Gazetteer.open(gazetteer_path)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(gazetteer) > 200_000
    assert held < 1_000_000


def test_regions_with_a_number_have_their_own(gazetteer: Gazetteer) -> None:
    """A wrong GeoNames number would make a sea another name of a city."""
    for number, name, *_ in table("regions.tsv"):
        if number.isdigit():
            place = gazetteer.by_id(f"geonames:{number}")
            assert place is not None
            assert gazetteer.record(place).name == name


def test_our_tables_say_nothing_twice() -> None:
    """A name of two rows is of two places, in two countries: there are two Blue Mountains."""
    aliases = [(name, target) for name, target, *_ in table("aliases.tsv")]
    assert len(aliases) == len(set(aliases))
    named = Counter(
        name.lstrip("?")
        for row in table("regions.tsv")
        for name in dict.fromkeys([row[1], *filter(None, row[7].split("|"))])
    )
    assert [name for name, rows in named.items() if rows > 1] == ["Blue Mountains"]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("Pittsburgh", "Pittsburg"), ("Lemon", "Lemmon"), ("Google", "Topeka")],
)
def test_other_spellings_are_other_places(gazetteer: Gazetteer, name: str, wrong: str) -> None:
    """Where English is spoken, a town is written in one way; nicknames made of words are none."""
    likely = [r.name for r in gazetteer.records(name) if r.kind in ("name", "variant", "alternate")]
    assert wrong not in likely

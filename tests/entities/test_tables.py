"""The lists of known names."""

from __future__ import annotations

from importlib.resources import files

import pytest

from pipeline.entities.rules.tables import listed

FOLDER = files("pipeline.entities") / "tables"


@pytest.mark.parametrize("name", ["cities", "countries", "regions", "states", "titles", "towns"])
def test_no_entry_is_broken_over_two_lines(name: str) -> None:
    """Every line but the last ends with the comma that parts entries: "Little | Rock" is one."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    entries = [line for line in lines if line and not line.startswith("#")]
    assert [line[-20:] for line in entries[:-1] if not line.endswith(",")] == []


def test_large_cities_are_listed_whole() -> None:
    """Their first words alone are no cities."""
    assert listed("cities") >= {"Little Rock", "New Delhi", "La Paz", "Belo Horizonte"}
    assert not listed("cities") & {"Little", "New", "La", "Belo"}

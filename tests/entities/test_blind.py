"""Marked texts that nothing was made on: what to expect of recogniser and rules on new text."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.marked import records
from benchmarks.recognisers import counts, with_rules

FILES = sorted((Path(__file__).parents[2] / "benchmarks" / "blind").glob("*.txt"))
#: Strict F1 that each file must reach, some points under what was measured.
FLOOR = 0.75


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_new_text_is_read(path: Path) -> None:
    """Agencies of the 1990s, papers of a hundred countries."""
    marked = records(path)
    right, predicted, asked = counts(marked, with_rules()([r["text"] for r in marked]))
    assert asked >= 1_000
    assert 2 * right / (predicted + asked) >= FLOOR


def test_marks_become_spans_of_the_plain_text(tmp_path: Path) -> None:
    """Comments are left out; items stand between blank lines; offsets are code points."""
    path = tmp_path / "some.txt"
    path.write_text("# About [x]\n\n[LOC Łódź] fell to [ORG Legia].\n\n[PER Ada]\n", "utf-8")
    first, second = records(path)
    assert (first["id"], first["text"]) == ("some-1", "Łódź fell to Legia.")
    assert [first["text"][g["start"] : g["end"]] for g in first["gold"]] == ["Łódź", "Legia"]
    assert second["gold"] == [{"start": 0, "end": 3, "type": "PER"}]


def test_a_bracket_of_no_mark_is_told(tmp_path: Path) -> None:
    """A slip of whoever marked the text would else be read as text."""
    path = tmp_path / "some.txt"
    path.write_text("[LOC Oslo] and [PERS Ada]\n", "utf-8")
    with pytest.raises(ValueError, match=r"some-1: a bracket of no mark: 'Oslo and \[PERS"):
        records(path)

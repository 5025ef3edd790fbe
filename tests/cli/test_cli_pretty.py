"""JSON for people: laid out to be read, and still the same JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.article import exactjson
from pipeline.cli.pretty import WIDTH, indented

ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)
@given(ANY)
def test_laying_out_changes_no_value(value: object) -> None:
    """Whatever is in it."""
    assert json.loads(indented(exactjson.dumps(value))) == value


def test_short_members_stand_on_one_line() -> None:
    """A mention is a line, not six; and what has no room on a line is opened."""
    mention = {"field": "text", "start": 50, "end": 66, "text": "Halvorsen Marine"}
    shown = indented(exactjson.dumps({"type": "ORG", "mentions": [mention] * 3})).decode()
    one = '{"field": "text", "start": 50, "end": 66, "text": "Halvorsen Marine"}'
    assert shown == (
        '{\n  "type": "ORG",\n  "mentions": [\n' + ",\n".join([f"    {one}"] * 3) + "\n  ]\n}"
    )
    numbers = exactjson.dumps(list(range(300)))
    assert all(len(line) <= WIDTH for line in indented(numbers).decode().splitlines())


@pytest.mark.parametrize("number", [b"18446744073709551617", b"0.10000000000000000001"])
def test_every_digit_is_kept(number: bytes) -> None:
    """Publishers' own members may hold numbers that no double holds."""
    assert indented(b'{"n":' + number + b"}") == b'{"n": ' + number + b"}"


def test_a_terminal_gets_no_control_character() -> None:
    """U+009B begins an escape sequence as well as ESC does, and JSON lets it through."""
    record = exactjson.dumps({"title": "\x1b[2J \x9b2J \x7f"})
    shown = indented(record).decode()
    assert shown.isprintable()
    assert json.loads(shown) == json.loads(record)

"""JSON in and out without losing a digit, on orjson, with a slow path for what orjson rounds.

Pure: standard library and orjson. orjson reads every number that is not a 64-bit integer as a
double: 2**64 and 0.10000000000000000001 would silently change on their way through. Such numbers
are long, so one scan of the bytes tells whether a record may hold any; only then is it read
again, more slowly, with each number that a double cannot hold kept as a `Decimal`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import orjson

#: Digits and the point become "0", the sign of an exponent stays: so a search for a fixed string
#: finds a long number, ten times quicker than a regular expression.
_SHAPE: Final = bytes(
    ord("0")
    if byte in b"0123456789."
    else byte
    if byte in b"-"
    else ord("e")
    if byte in b"eE"
    else 32
    for byte in range(256)
)

#: A number of at most 15 digits survives a double (DBL_DIG of IEEE 754 binary64), and so does any
#: 64-bit integer; one that may not survive has 17 characters, or a three-digit negative exponent.
_LONG: Final = b"0" * 17
_TINY: Final = b"0e-000"

#: Levels that Python's own JSON reader surely reads: it recurses, and Python stops at 1,000.
DEEPEST: Final = 250

#: Digits below which every integer fits 64 bits.
_SAFE_DIGITS: Final = 18


def may_lose(record: bytes) -> bool:
    """Whether a number of ``record`` may not survive `orjson.loads` (or a text looks like one)."""
    shape = record.translate(_SHAPE)
    return _LONG in shape or _TINY in shape


def loads(record: bytes) -> Any:
    """``record`` as Python data, exactly. Raises `orjson.JSONDecodeError` (a ValueError)."""
    return made_exact(orjson.loads(record), record)


def made_exact(value: Any, record: bytes) -> Any:
    """``value``, which orjson read from ``record``, with numbers that a double changes exact.

    Those become `Decimal`. A value deeper than `DEEPEST` stays as it is: nobody accepts it.
    """
    if not may_lose(record) or deeper_than(value, DEEPEST):
        return value
    return json.loads(record, parse_int=_integer, parse_float=_real)


def dumps(value: Any) -> bytes:
    """``value`` as JSON bytes; mappings of any class and `Decimal` are written too, exactly."""
    return orjson.dumps(value, default=write_other)


def write_other(value: Any) -> Any:
    """What orjson asks for a value that it does not know: its ``default``."""
    if isinstance(value, Decimal) and value.is_finite():
        return orjson.Fragment(str(value))
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def deeper_than(value: Any, limit: int) -> bool:
    """Whether lists and objects nest more than ``limit`` deep in ``value``; never recurses."""
    level = [value]
    for _ in range(limit + 1):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return False
    return True


def _children(value: Any) -> list[Any]:
    """The members of a list or object; nothing for the rest. Empty ones count one level too."""
    if isinstance(value, Mapping):
        return list(value.values()) or [None]
    if isinstance(value, list):
        return value or [None]
    return []


def _integer(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= _SAFE_DIGITS else _wide(Decimal(digits))


def _wide(number: Decimal) -> int | Decimal:
    """An integer as `int` when orjson can write it (64 bits), else as it is."""
    return int(number) if -(2**63) <= number < 2**64 else number


def _real(digits: str) -> float | Decimal:
    rounded = float(digits)
    try:
        exact = Decimal(digits)
    except InvalidOperation:  # an exponent of 19 digits: below anything that can be meant
        return rounded
    return rounded if Decimal(repr(rounded)) == exact else exact

"""JSON in and out without losing a digit, on orjson, with a slow path for what orjson rounds.

Pure: standard library and orjson. orjson reads every number that is not a 64-bit integer as a
double: 2**64 and 0.10000000000000000001 would silently change on their way through. Such numbers
are long, so one scan of the bytes tells whether a record may hold any; only then is it read
again, more slowly, with each number that a double cannot hold kept as a `Decimal`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import orjson

#: A number of at most 15 digits survives a double (DBL_DIG of IEEE 754 binary64), and so does any
#: 64-bit integer; a number that may not survive has 17 characters or a three-digit exponent.
_MAY_LOSE: Final = re.compile(rb"[0-9.]{17}|[0-9][eE][-+]?[0-9]{3}")

#: Digits below which every integer fits 64 bits.
_SAFE_DIGITS: Final = 18


def may_lose(record: bytes) -> bool:
    """Whether a number of ``record`` may not survive `orjson.loads` (or a text looks like one)."""
    return _MAY_LOSE.search(record) is not None


def loads_exactly(record: bytes) -> Any:
    """``record`` as Python data, numbers that a double would change as `Decimal`.

    Only for what `orjson.loads` has already accepted: its limits on depth and syntax hold.
    """
    return json.loads(record, parse_int=_integer, parse_float=_real)


def dumps(value: Any) -> bytes:
    """``value`` as JSON bytes; mappings of any class and `Decimal` are written too, exactly."""
    return orjson.dumps(value, default=_write_other)


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


def _write_other(value: Any) -> Any:
    if isinstance(value, Decimal) and value.is_finite():
        return orjson.Fragment(str(value))
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")

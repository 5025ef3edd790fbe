"""The grammar's working records: what stands at some tokens, before it becomes a `Quantity`.

Pure: standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from pipeline.numbers.model import Approx, Kind

_ONE: Final = Decimal(1)
Form = Literal["digits", "words", "fraction", "ordinal", "plural"]


@dataclass(slots=True)
class Numeral:
    """A value at tokens ``[first, last)``.

    ``scale`` is the magnitude word or suffix that ended it ("1.5bn" → 10**9), 1 without one.
    """

    first: int
    last: int
    value: Decimal
    form: Form
    scale: int = 1


@dataclass(slots=True)
class Found:
    """Tokens ``[first, last)`` read as ``kind``; ``kind`` None marks what is no number at all.

    ``form`` and ``scale`` are the numeral's own (see `Numeral`); ``factor`` is what one of the
    unit as written is in ``unit`` (0.01 for cents); ``cue`` is the token at which an approximator
    before the number begins, ``first`` without one.
    """

    first: int
    last: int
    kind: Kind | None = None
    value: Decimal | str | None = None
    unit: str | None = None
    form: Form = "digits"
    scale: int = 1
    low: Decimal | None = None
    high: Decimal | None = None
    terms: tuple[Decimal, ...] | None = None
    approx: Approx | None = None
    of: str | None = None
    cue: int = -1
    factor: Decimal = _ONE


@dataclass(frozen=True, slots=True)
class Setting:
    """What the article as a whole says about the numbers in it.

    ``country`` is ISO 3166-1 alpha-2 from the publisher's hints, "" without one; ``dollar`` is
    the currency of a bare "$"; ``sterling`` tells whether bare "pounds" are money; ``crown`` and
    ``kwacha`` are the currencies of bare "crowns" and of "K5 million", "" where nothing tells.
    ``natives`` says in which country the text plays for the words that several share ("pesos"),
    ``letters`` which letters before a number are money in it ("N828").
    """

    country: str = ""
    dollar: str = "USD"
    sterling: bool = False
    crown: str = ""
    kwacha: str = ""
    natives: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)

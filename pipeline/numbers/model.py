"""How much: the record that the numbers stage adds.

Pure: standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from pipeline.article.model import Field

Kind = Literal[
    "cardinal",
    "ordinal",
    "percent",
    "money",
    "quantity",
    "temperature",
    "age",
    "duration",
    "range",
    "ratio",
    "date",
    "time",
]
Approx = Literal["about", "more-than", "less-than", "at-least", "at-most", "more-or-less"]

NUMBER_KINDS: Final[tuple[Kind, ...]] = (
    "cardinal",
    "ordinal",
    "percent",
    "money",
    "quantity",
    "temperature",
    "age",
    "duration",
    "range",
    "ratio",
    "date",
    "time",
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of the text with what it measures.

    ``value`` is exact: a `Decimal` after magnitudes ("2.3bn" is 2300000000), or an ISO 8601
    string for ``date`` and ``time``, as precise as the text. A ``range`` has ``low`` and ``high``
    instead (``value`` is None); one of the two may be None ("up to 40"). A ``ratio`` keeps its
    sides in ``terms`` ("3-1" is (3, 1), "3 in 10" is (3, 10)), and ``value`` is their quotient,
    None when the second is zero ("3-0").
    ``unit`` is ISO 4217 for money, else the name in the ``pint`` registry, else None.
    ``of`` is the head noun of what is counted. The span holds sign, number, magnitude and unit,
    never the approximator.
    """

    kind: Kind
    field: Field
    start: int
    end: int
    text: str
    value: Decimal | str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    terms: tuple[Decimal, ...] | None = None
    unit: str | None = None
    approx: Approx | None = None
    of: str | None = None

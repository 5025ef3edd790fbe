"""Units of measure as news writes them → names of the ``pint`` registry.

Pure: tables only. Words are compared in lower case; symbols as written, for "MW" and
"mW" differ. A spelling that is also an everyday word ("in", "m", "stone") is only a unit where
`find_unit` can see that it is one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers import unit_words
from pipeline.numbers.lexicon import word_set

DURATIONS: Final = word_set(
    "second minute hour day week fortnight month year decade century millennium "
    "millisecond microsecond nanosecond megayear gigayear"
)
AGES: Final = frozenset({"year", "month", "week", "day"})

POWERS: Final = {"square": 2, "sq": 2, "cubic": 3, "cu": 3, "squared": 2, "cubed": 3}
SUPERSCRIPT_POWERS: Final = {"²": 2, "³": 3, "2": 2, "3": 3}
LENGTHS: Final = word_set(
    "meter kilometer centimeter millimeter decimeter micrometer nanometer mile yard foot inch"
)
# Symbols that read as something else unless digits are glued to them.
GLUED_ONLY: Final = word_set("t W V N b s h J l L g st MP")


def _table(lines: str) -> dict[str, str]:
    table = {}
    for line in lines.strip().splitlines():
        unit, spellings = line.split(": ")
        for spelling in spellings.split():
            table[spelling] = unit
    return table


def _split(table: dict[str, str]) -> tuple[dict[str, str], dict[str, list[tuple[list[str], str]]]]:
    """One-token spellings, and those of several tokens by their first one, longest first."""
    single: dict[str, str] = {}
    several: dict[str, list[tuple[list[str], str]]] = {}
    for spelling, unit in table.items():
        tokens = spelling.replace("-", "·-·").split("·")
        if len(tokens) == 1:
            single[spelling] = unit
        else:
            several.setdefault(tokens[0], []).append((tokens[1:], unit))
    for longer in several.values():
        longer.sort(key=lambda entry: -len(entry[0]))
    return single, several


WORDS, PHRASES = _split(_table(unit_words.WORDS))
SYMBOLS: Final = _table(unit_words.SYMBOLS)
SCALED: Final = {
    spelling: (unit, Decimal(times))
    for spelling, unit, times in (
        line.split(": ") for line in unit_words.SCALED.split("\n") if line
    )
}
UNIT_NAMES: Final = (
    frozenset(_table(unit_words.WORDS).values())
    | frozenset(SYMBOLS.values())
    | {unit for unit, _ in SCALED.values()}
)


#: The lower-case words and signs at which a unit may begin, with those that need more context.
UNIT_STARTS: Final = (
    frozenset(WORDS)
    | frozenset(PHRASES)
    | frozenset(map(str.lower, SYMBOLS))
    | frozenset(POWERS)
    | frozenset(SCALED)
    | word_set("in \" ″ ' ’ ′ pound pounds cup cups mole moles turn")
)

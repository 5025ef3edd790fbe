"""Number words and numerals that name or rank instead of counting.

Pure: standard library only. "no one", "the one", "Henry VIII", "World War II", "No. 4".
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.found import Found, Numeral
from pipeline.numbers.lexicon import ROMANS, word_set
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS


def is_rank(t: Tokens, numeral: Numeral) -> bool:
    """ "number one", "No. 4", "#1"."""
    i = numeral.first
    before = t.lows[i - 1]
    if before == "." and t.glued(i - 1):
        before = t.lows[i - 2]
        return before in ("no", "nos") and t.words[i - 2] != "no"
    return before in ("#", "№") or (
        before == "number"
        and t.lows[i - 2] != "the"
        and numeral.value < 200
        and t.lows[i - 2] not in ("a", "of")
    )


_PRONOUN_BEFORE: Final = word_set(
    "by no the that this which each every any another some last other next previous first "
    "second third only right wrong big good bad new old same loved such new whole not "
    "former latter"
)
_ONE_DAY: Final = word_set("after before later earlier of in and ago long per")


def is_pronoun(t: Tokens, i: int) -> bool:
    """ "no one", "the one", "one another", "one should", "one day" as some day."""
    before, after = t.lows[i - 1], t.lows[i + 1]
    if t.lows[i - 2] in ("the", "a", "this", "that", "one") and not after[:1].isalpha():
        return after not in HYPHENS
    if before in _PRONOUN_BEFORE:
        # "the one million", "the one-year" go on as numbers and are read before this is asked.
        return t.lows[i + 1] not in ("-", "day", "year", "month", "week", "hour") or before == "no"
    if after in (
        "another",
        "like",
        "should",
        "can",
        "must",
        "could",
        "might",
        "would",
        "may",
        "'s",
        "’s",
        "who",
        "by",
    ):
        return True
    return (
        after == "day"
        and t.lows[i + 2] not in _ONE_DAY
        and before not in ("in", "for", "than", "within", "just", "only", "least", "about")
    )


def roman(t: Tokens, i: int) -> Found | None:
    """ "Henry VIII", "World War II": a Roman numeral right after a capitalised name."""
    name, word = t.words[i - 1], t.words[i]
    if t.glued(i) or (t.glued(i + 1) and t.lows[i + 1] in ("-", ".")):
        return None
    if len(name) < 3 or not name[0].isupper() or not name[1:].islower():
        return None
    if len(word) == 1 and t.lows[i - 1] not in _REGNAL:
        return None
    return Found(i, i + 1, "ordinal", Decimal(ROMANS[word]), form="ordinal")


_REGNAL: Final = word_set(
    "henry george edward charles louis philip felipe ferdinand gustaf gustav christian "
    "frederick haakon harald olav baudouin leopold wilhelm william otto mohammed rama "
    "paul pius benedict alexander peter james john"
)

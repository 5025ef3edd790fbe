"""Parts of a whole → fractions, told from ranks and stages: "half of", "a third of", "third".

Pure: standard library only. "a quarter of a million", "half an hour", "two thirds of a billion";
not "first half", "the second quarter", "a third term".
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.digits import QUOTIENT
from pipeline.numbers.found import Numeral
from pipeline.numbers.lexicon import DOZEN, ORDINAL_SCALES, ORDINALS, SCALES, word_set
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS

_ARTICLES: Final = frozenset({"a", "an", "one", "1"})


def scaled_fraction(t: Tokens, first: int, value: Decimal, k: int) -> Numeral:
    """A fraction up to ``k``, times the scale after it: "of a million", "a million", "million"."""
    lows = t.lows
    j = k + 1 if lows[k] == "of" or lows[k] in HYPHENS else k
    if lows[j] in _ARTICLES:
        j = j + 2 if lows[j + 1] in HYPHENS else j + 1  # "half-a-dozen"
    if lows[j] in SCALES or lows[j] in DOZEN or lows[j] == "hundred":
        scale = SCALES.get(lows[j]) or (12 if lows[j] == "dozen" else 100)
        return Numeral(first, j + 1, QUOTIENT.multiply(value, Decimal(scale)), "words", scale)
    return Numeral(first, k, value, "fraction")


def read_part(t: Tokens, i: int) -> Numeral | None:
    """ "half" and "quarter", where they are an amount and not a name of a period or a stage."""
    lows = t.lows
    value = Decimal("0.5") if lows[i] == "half" else Decimal("0.25")
    article = lows[i - 1] in ("a", "an")
    numeral = scaled_fraction(t, i - 1 if article else i, value, i + 1)
    if numeral.form == "words":
        return numeral
    return numeral if _is_amount(t, i, article) else None


_OF_WHOLE: Final = word_set(
    "of the its their his her our my your all those these that an a as what every each"
)
_MEASURED: Final = word_set(
    "by below above than nearly almost about over roughly around least only"
)


_HALF_IS: Final = word_set("is was are were of said goes went comes came belongs")
_MEASURED_IN_HALVES: Final = word_set(
    "mile hour inch ton percent point percentage kilometer kilometre litre acre pound"
)


def _is_amount(t: Tokens, i: int, article: bool) -> bool:
    """ "half of", "by half", "a quarter of", "half an hour", "half-mile"; not "first half"."""
    lows = t.lows
    before = lows[i - 2] if article else lows[i - 1]
    after = lows[i + 1]
    if before == "other" and lows[i] == "half" and after in _HALF_IS:
        return True
    if before in ORDINALS or before in ("this", "last", "next", "opening", "second-", "other"):
        return False
    if lows[i] == "quarter" and not article and after not in (*HYPHENS, "percentage"):
        return False
    if before in HYPHENS:
        return False
    if after in HYPHENS:
        return lows[i + 2] in _MEASURED_IN_HALVES
    if lows[i] == "half" and before != "the":
        return (
            after in _OF_WHOLE
            or before in _MEASURED
            or (article and after in _MEASURED_IN_HALVES | {"turn", "per", "share", "stake"})
        )
    return (
        before in _MEASURED
        or after == "of"
        or (article and after in ("mile", "inch", "turn", "percent", "per", "point", "percentage"))
    )


# What may follow "a third" when it is a share; before a noun it is an ordinal ("a third term").
_AFTER_SHARE: Final = word_set(
    "of more less fewer lower higher smaller larger cheaper faster bigger to since last compared "
    "this between as were are have say said below above off"
)
# Before it, these tell a share where nothing follows that does: "by a third", "nearly a fifth".
_BEFORE_SHARE: Final = _MEASURED | word_set(
    "up down another and fell fall falls falling rose rise rises rising grew cut lost lose dropped "
    "jumped plunged tumbled than or to only halved reduced raised up cost is was half"
)
# Between one of these and one of those there is no room for a noun: "by a third from a year ago",
# "more than a third backed it".
_COMPARES: Final = word_set("by than nearly almost about roughly least only")
_GOES_ON: Final = word_set(
    "from in on at during over after before because while when under among within had has will "
    "would could do did think thought want"
)


def read_ordinal(t: Tokens, i: int) -> Numeral | None:
    lows, word = t.lows, t.lows[i]
    if lows[i + 1] == "to" and lows[i + 2] == "last":
        return None
    value = Decimal(ORDINALS[word])
    article = lows[i - 1] in ("a", "an")
    if article and word not in ("first", "second") and _is_share(t, i):
        return scaled_fraction(t, i - 1, QUOTIENT.divide(Decimal(1), value), i + 1)
    if article and word in ORDINAL_SCALES and lows[i + 1] != "time":
        return scaled_fraction(t, i - 1, QUOTIENT.divide(Decimal(1), value), i + 1)
    return Numeral(i, i + 1, value, "ordinal")


def _is_share(t: Tokens, i: int) -> bool:
    """ "a third of", "by a third", "A fifth were"; not "a third, Ann Smith, …", "a fourth from"."""
    after, before = t.lows[i + 1], t.lows[i - 2]
    if after in _AFTER_SHARE:
        return True
    if before in _COMPARES and (after in _GOES_ON or after.endswith("ed")):
        return True
    return not t.words[i + 1][:1].isalnum() and before in _BEFORE_SHARE | {""}


_COMPARED: Final = word_set(
    "below above less more higher lower smaller larger bigger fewer cheaper faster slower"
)


def is_part(t: Tokens, numeral: Numeral) -> bool:
    """ "a tenth below last year": a share, not the tenth of a row."""
    return (
        t.lows[numeral.first - 1] in ("a", "one")
        and 2 < numeral.value <= 100
        and t.lows[numeral.last] in _COMPARED
    )

"""Which numerals are ages: "aged 42", "Ann Smith, 42, said", "a boy of nine", "died at 94".

Pure: standard library only.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.found import Numeral
from pipeline.numbers.lexicon import MONTHS, word_set
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS

_ARTICLES: Final = frozenset({"a", "an", "one", "1"})
_AGED: Final = frozenset({"aged", "age", "ages"})
_OLDEST: Final = 130
_CALENDAR: Final = frozenset(MONTHS) | word_set(
    "monday tuesday wednesday thursday friday saturday sunday no"
)
_PERSONS: Final = word_set(
    "suspect man woman victim boy girl driver gunman teacher student mother father husband wife "
    "son daughter brother sister teenager defendant attacker player singer actor actress author"
)
_SAID: Final = word_set("said says added adds recalled recalls told explained explains asked")
_AFTER_AGE: Final = frozenset({",", ".", ")", ";", ":", "who", "from", "was", "of"})


def age_before(t: Tokens, numeral: Numeral) -> bool:
    """Whether the words before say that a number is an age: "aged 42", "the age of 42"."""
    i = numeral.first
    before = t.lows[i - 1]
    if before == "of":
        if t.lows[i - 2] in _OF_AGE and t.lows[i - 3] in _ARTICLES | {"this", "that"}:
            return _is_whole_age(t, numeral) and _ends_phrase(t, numeral.last)
        return t.lows[i - 2] == "age" and t.lows[i - 3] not in ("an", "new")
    if before in ("'s", "’s", "is", "was", "turned", "turns") and t.lows[i - 2] in (
        "he",
        "she",
        "who",
    ):
        return numeral.value > 9 and _is_whole_age(t, numeral) and _ends_phrase(t, numeral.last)
    if before in ("between", "about", "over", "under", "from", "around", "just"):
        before = t.lows[i - 2]
    return before in _AGED and numeral.value < _OLDEST


def _is_whole_age(t: Tokens, numeral: Numeral) -> bool:
    return 0 < numeral.value < 115 and not numeral.value % 1 and numeral.scale == 1


def _ends_phrase(t: Tokens, k: int) -> bool:
    return not t.words[k][:1].isalnum() or t.lows[k] in _AFTER_SPOKEN_AGE


_AFTER_SPOKEN_AGE: Final = word_set(
    "and but now when who was is has had will with from today this next last in on at or whose"
)
#: "a pensioner of 72", "a boy of nine".
_OF_AGE: Final = word_set(
    "man woman boy girl child lad youth teenager pensioner widow widower person toddler baby"
)


def age_between_commas(t: Tokens, numeral: Numeral) -> bool:
    """ "Ann Smith, 42, said": digits between commas after a name."""
    i, k = numeral.first, numeral.last
    name = t.words[i - 2]
    if t.lows[i - 1] == "," and t.lows[k] == "," and t.lows[i - 2] in _PERSONS and k == i + 1:
        return 0 < numeral.value < 115 and not t.words[k + 1][:1].isdecimal()
    if t.lows[i - 1] != "," or k != i + 1 or not name[:1].isupper() or len(t.words[i]) > 3:
        return False
    if not 0 < numeral.value < 115 or numeral.value % 1 or t.lows[i - 2] in _CALENDAR:
        return False
    if t.lows[k] not in _AFTER_AGE or t.words[k + 1][:1].isdecimal():
        return False
    if t.lows[i - 3] in ("in", "of", "at", "the", "near") or len(name) < 2:
        return False
    return t.lows[k] == "," or (
        (t.words[i - 3][:1].isupper() or t.lows[i - 3] in _SAID)
        and t.lows[k] in (".", ";", "who", ")")
    )


def age_after(t: Tokens, k: int) -> int:
    """The token after "old", "-olds", "of age" at ``k``; 0 when there is none."""
    j = k + 1 if t.lows[k] in HYPHENS else k
    if t.lows[j] in ("old", "olds"):
        return j + 1
    if t.lows[k] == "of" and t.lows[k + 1] == "age":
        return k + 2
    return 0


def clinical_age(t: Tokens, k: int) -> int:
    """The token after "yo", "y/o" at ``k``; 0 when there is none."""
    if t.lows[k] in ("yo", "yrold"):
        return k + 1
    return k + 3 if t.lows[k : k + 3] == ["y", "/", "o"] else 0

"""Which numerals are ages: "aged 42", "Ann Smith, 42, said", "a boy of nine", "died at 94".

Pure: standard library only.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.found import Numeral
from pipeline.numbers.lexicon import MONTHS, TENS, UNITS, word_set
from pipeline.numbers.phrases import IRREGULAR_PLURALS
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
# ", 79, died" tells an age after whatever ends a person's description …
_PERSON_DOES: Final = _SAID | word_set(
    "who whose was is has had died denied denies admitted admits pleaded pleads appeared faces "
    "announced became remains lives"
)
# … but for these, which have a figure after a comma.
_FIGURES: Final = word_set(
    "number total toll figure count tally score rate record average sum majority result age "
    "deaths votes points yes no"
)
# "people over 65", "children under five".
_PEOPLE: Final = word_set(
    "people adults children women men girls boys kids anyone everyone those pensioners "
    "residents patients youngsters anybody persons citizens voters workers males females "
    "teenagers players drivers"
)
_PAIRS: Final = word_set(
    "men women brothers sisters girls boys teenagers suspects children daughters sons twins pair"
)
_BOUNDS: Final = word_set("between about over under from around just above below")
_DIED: Final = word_set("died dies die dead retired retires retire married widowed orphaned")
#: "a pensioner of 72", "a boy of nine".
_OF_AGE: Final = word_set(
    "man woman boy girl child lad youth teenager pensioner widow widower person toddler baby"
)
_AFTER_SPOKEN_AGE: Final = word_set(
    "and but now when who was is has had will with from today this next last in on at or whose "
    "after of died dies said says told lost won he she it they"
)
_IS: Final = frozenset({"'s", "’s", "is", "was", "turned", "turns"})
_NEARLY: Final = frozenset({"about", "around", "just", "only", "nearly", "almost"})
_BEFORE_AGE: Final = _AGED | _BOUNDS | _IS | _NEARLY | {"of", "at", "and", ",", "or"}
# A list of ages is followed back this far: "aged 3, 5, 8 and 11".
_LIST: Final = 12


def age_before(t: Tokens, numeral: Numeral) -> bool:
    """Whether the words before say that a number is an age: "aged 42", "a boy of nine"."""
    i = numeral.first
    before = t.lows[i - 1]
    if before not in _BEFORE_AGE:
        return False
    if before == "of":
        if _is_person_of_age(t, numeral):
            return True
        if t.lows[i - 2] in _OF_AGE and t.lows[i - 3] in _ARTICLES | {"this", "that"}:
            return _is_whole_age(numeral) and not _counts(t, numeral.last)
        return t.lows[i - 2] in ("age", "ages") and t.lows[i - 3] not in ("an", "new")
    j = i - 1 if before in _NEARLY and t.lows[i - 2] in _IS else i
    if t.lows[j - 1] in _IS:
        return _is_age_of_subject(t, j - 2, numeral)
    if before in ("and", ",", "or"):
        return _is_whole_age(numeral) and _in_list_of_ages(t, numeral)
    if before == "at":
        return (
            t.lows[i - 2] in _DIED
            and numeral.value > 12
            and _is_whole_age(numeral)
            and not t.words[numeral.last][:1].isdecimal()
            and _ends_phrase(t, numeral.last)
            and t.lows[numeral.last] != ":"
        )
    if before in _BOUNDS:
        before = t.lows[i - 2]
        if before in _PEOPLE and t.lows[i - 1] in ("over", "under", "above", "below"):
            return _is_whole_age(numeral) and not _counts(t, numeral.last)
    return before in _AGED and numeral.value < _OLDEST


# Nouns in -er, -or, … that are no persons.
_NO_PERSONS: Final = word_set(
    "number order factor power matter quarter border corner chapter layer member figure cover "
    "offer tower cluster center register roster banner error floor door paper letter winter "
    "summer computer helicopter tanker trailer fighter bomber cruiser destroyer freighter power "
    "reactor corridor sector tractor list dozen winner former water answer frontier tumor tumour "
    "mirror motor major minor river dinner tender gender murder disorder ladder master container "
    "distant giant restaurant plant grant warrant variant important significant infant"
)
_PERSON_ENDINGS: Final = ("er", "or", "ist", "man", "woman", "ian", "ant")


def _is_person_of_age(t: Tokens, numeral: Numeral) -> bool:
    """ "a carpenter of 60 who", "a retired teacher of 81, has": grown-ups by trade."""
    i = numeral.first
    trade = t.lows[i - 2]
    if not trade.endswith(_PERSON_ENDINGS) or trade in _NO_PERSONS or len(trade) < 5:
        return False
    if t.lows[i - 3] not in ("a", "an") and t.lows[i - 4] not in ("a", "an"):
        return False
    after = t.lows[numeral.last]
    return (
        numeral.value > 15 and _is_whole_age(numeral) and after in (",", ".", "who", "whose", ")")
    )


def _is_age_of_subject(t: Tokens, j: int, numeral: Numeral) -> bool:
    """ "she was 66", "when I was eight", "Hagan, first elected in 1996, was 66."."""
    if not _is_whole_age(numeral) or not _ends_phrase(t, numeral.last):
        return False
    if t.lows[j] in ("he", "she", "who", "i"):
        return numeral.value > (1 if t.lows[j - 1] == "when" else 9)
    if t.lows[j + 1] == "was" and t.lows[numeral.last] == "." and _is_surname(t, j):
        return numeral.value > 15 and numeral.first == j + 2
    return t.lows[j] == "," and numeral.value > 15 and t.lows[numeral.last] == "."


def _is_surname(t: Tokens, j: int) -> bool:
    """ "Mr Vaughan was 81.": no acronym, and no pronoun that begins the sentence."""
    word = t.words[j]
    return len(word) > 3 and word.istitle() and t.lows[j] not in _NO_SURNAMES | _CALENDAR


_NO_SURNAMES: Final = word_set(
    "this that these those there here what which toll total average number turnout score nikkei "
    "brent index nobody none everyone half attendance"
)


def age_and_older(t: Tokens, numeral: Numeral) -> bool:
    """ "people 18 and older", "those 65 or over", "12 and younger"."""
    if not _is_whole_age(numeral):
        return False
    word = t.lows[numeral.last + 1]
    if word in ("older", "younger"):
        return True
    return word in ("over", "above", "under", "up") and t.lows[numeral.first - 1] in _PEOPLE


def _in_list_of_ages(t: Tokens, numeral: Numeral) -> bool:
    """ "aged 3, 5 and 8": back over numbers and commas to the word; no counted noun follows."""
    i = numeral.first
    if _counts(t, numeral.last):
        return False
    if t.lows[i - 1] == "and" and t.lows[i - 3] == "," == t.lows[numeral.last]:
        # "the brothers, 40 and 49, were held"
        two_digits = t.words[i - 2].isdecimal() and len(t.words[i - 2]) == 2 == len(t.words[i])
        if two_digits and (t.words[i - 4][:1].isupper() or t.lows[i - 4] in _PAIRS):
            return t.lows[i - 4] not in _CALENDAR
    for j in range(numeral.first - 1, max(numeral.first - _LIST, 0), -1):
        low = t.lows[j]
        if low in _AGED:
            return True
        if not (low in ("and", ",", "or", "of") or low in UNITS or low in TENS or low.isdecimal()):
            return False
    return False


def _counts(t: Tokens, k: int) -> bool:
    """Whether a noun that may be counted stands at ``k``: "aged 19 and 22 others"."""
    low = t.lows[k]
    return (low[-1:] == "s" and len(low) > 3) or low in IRREGULAR_PLURALS or low == "more"


def _is_whole_age(numeral: Numeral) -> bool:
    return 0 < numeral.value < 115 and not numeral.value % 1 and numeral.scale == 1


def _ends_phrase(t: Tokens, k: int) -> bool:
    return not t.words[k][:1].isalnum() or t.lows[k] in _AFTER_SPOKEN_AGE


def age_between_commas(t: Tokens, numeral: Numeral) -> bool:
    """ "Ann Smith, 42, said", "the princess, 67, announced", "John Brown (52) was"."""
    i, k = numeral.first, numeral.last
    opening = t.lows[i - 1]
    if opening not in (",", "(") or not _is_whole_age(numeral):
        return False
    name, before = t.words[i - 2], t.lows[i - 2]
    if opening == "(":
        named = name[:1].isupper() and t.words[i - 3][:1].isupper() and before.isalpha()
        return named and t.lows[k] == ")" and t.lows[k + 1] in _PERSON_DOES
    if t.lows[k] == "and" and k == i + 1:
        second = t.words[k + 1]
        pair = second.isdecimal() and len(second) == 2 == len(t.words[i]) and t.lows[k + 2] == ","
        return pair and (name[:1].isupper() or before in _PAIRS)
    if k != i + 1 or t.words[k + 1][:1].isdecimal() or before in _CALENDAR:
        return False
    if before in _PERSONS and t.lows[k] in ("", ".", ";"):
        return numeral.value > 9  # "Man, 34, charged with murder of woman, 28"
    if t.lows[k] == ",":
        if before in _PERSONS:
            return True
        if t.lows[k + 1] in _PERSON_DOES and before.isalpha() and before not in _FIGURES:
            return len(t.words[i]) == 2
    if not name[:1].isupper() or len(t.words[i]) > 3 or t.lows[k] not in _AFTER_AGE:
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

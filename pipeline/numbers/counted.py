"""What a number counts, by the words after it: "35 Kenyan nurses met" → nurses.

Pure: tables and lookups. Where the counted phrase begins depends on what stands between: "of",
"in", a hyphen ("ten-storey"), "worth of", "more"; `heads` finds its head.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.calendar import DASHES
from pipeline.numbers.found import Found
from pipeline.numbers.heads import head_at, is_plural, past_numerals, written
from pipeline.numbers.lexicon import PLURALS, ROMANS, STARTERS
from pipeline.numbers.phrases import (
    AFTER_HYPHEN,
    COMPARED,
    DETERMINERS,
    ED_NOUNS,
    FUNCTION_WORDS,
    HEDGES,
    LABELS,
    MORE,
    NO_PURPOSE,
    NOUNS_TOO,
    PRONOUNS,
    TITLES,
)
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS


def counted(t: Tokens, found: Found, k: int) -> str | None:
    """The head noun that ``found`` counts or measures; None without one.

    ``k`` is the token after the number and what makes it approximate ("300 or so").
    """
    low = t.lows[k]
    if found.kind == "ratio" and low == "of":
        return None
    if t.words[found.first] in ROMANS or (low == "of" and t.lows[found.first - 1] in LABELS):
        return None  # "Elizabeth II opened …", "week 22 of the season"
    if low in HYPHENS and t.glued(k + 1):
        return _compounded(t, found, k + 1)
    if low == "of":
        return _shared(t, k + 1, measured=found.kind in ("quantity", "money", "duration"))
    if low in DETERMINERS and found.form == "fraction" and t.lows[found.last - 1] == "half":
        if t.lows[found.first - 1] == "in":
            return None  # "cut in half the deficit"
        return _shared(t, k, measured=False)  # "half the victims"
    before = t.lows[found.cue - 1]
    if found.kind == "duration":
        if t.lows[found.last - 2] not in HYPHENS and (
            before not in DETERMINERS or is_plural(t, found.last - 1)
        ):
            return None
    elif found.kind == "money" and low == "in":
        return _purpose(t, k + 1)
    elif found.kind == "cardinal" and t.lows[found.last - 1] in PLURALS and low not in MORE:
        return None  # "Millions dwell in slums"
    k = k + 2 if low == "worth" and t.lows[k + 1] == "of" else k
    k = k + 1 if t.lows[k] in MORE else k
    attributive = before in DETERMINERS or t.lows[found.last - 2] in HYPHENS
    return _plain(t, found, k, attributive=attributive)


def _compounded(t: Tokens, found: Found, k: int) -> str | None:
    """ "ten-storey building" → storey, "€2-a-day rise" → rise, "third-largest city" → city."""
    low = t.lows[k]
    if low == "to":
        return None  # "51-to-44 percent"
    if low in ("a", "an", "per") and t.lows[k + 1] in HYPHENS:
        return _plain(t, found, k + 3, attributive=True)
    if found.kind in ("money", "percent", "quantity", "duration"):
        return _plain(t, found, k, attributive=True)
    if low in AFTER_HYPHEN or low.endswith(("ed", "est", "ing")):
        return _plain(t, found, k + 1, attributive=True)
    if (low in STARTERS and low not in ("quarter", "half")) or low in FUNCTION_WORDS:
        return None
    return t.words[k] if t.words[k][:1].isalpha() else None


def _shared(t: Tokens, k: int, *, measured: bool) -> str | None:
    """ "of the 12 jurors", "of its voters": what is shared is counted; "of those killed" is not."""
    lows = t.lows
    for _ in range(2):
        k = k + 1 if lows[k] in HEDGES else k
    if lows[k] in DETERMINERS:
        if lows[k] in ("those", "these") and lows[k + 1].endswith("ed"):
            return None
        k += 1
        if lows[k] in NOUNS_TOO:
            return t.words[k]  # "31 percent of the vote"
        if lows[k] in ("top", "last", "first", "best") and past_numerals(t, k + 1) > k + 1:
            k += 1  # "one of the top 10 banks"
    start, k = k, past_numerals(t, k)
    shared = k == start  # "of the 115 run on levies" has no noun
    k = k + 1 if lows[k] in MORE or lows[k] in COMPARED else k
    j = head_at(t, k, plural=True, measured=measured, shared=shared)
    return None if j is None else written(t, j)


def _purpose(t: Tokens, k: int) -> str | None:
    """ "$5 million in aid"; "in Paris", "in June" and "in two years" are no purpose."""
    if t.words[k][:1].isupper() or t.lows[k] in NO_PURPOSE:
        return None
    j = head_at(t, k, plural=False)
    if j is None or t.lows[j] in NO_PURPOSE or (t.lows[j] == "trade" and j > k):
        return None
    if t.lows[j + 1] in NO_PURPOSE:  # "in electronic trading"
        return None
    return written(t, j)


#: Stages of a year or a match: an ordinal counts them, although they begin no number.
PARTS_OF_TIME: Final = frozenset({"quarter", "half"})


def _plain(t: Tokens, found: Found, k: int, *, attributive: bool) -> str | None:
    value = found.value
    several = isinstance(value, Decimal) and value != 1 and found.kind in ("cardinal", "percent")
    several = several or found.kind in ("range", "ratio")
    listed = t.lows[found.first - 1] in ("and", "or")  # "the 23rd and 67th minutes"
    single = value == 1 if found.kind == "cardinal" else found.kind == "ordinal" and value != 1
    single = single and not listed
    measured = found.kind in ("quantity", "duration", "percent")
    ranked = found.kind == "ordinal"
    if ranked and (t.lows[k] in PARTS_OF_TIME or t.lows[k] == "century"):
        return t.words[k]  # "the fourth quarter", which is no number
    if ranked and t.lows[k + 1] in PARTS_OF_TIME and t.words[k].islower():
        return t.words[k + 1] if t.lows[k] in ("fiscal", "calendar", "financial") else None
    if ranked and t.lows[k] in TITLES and t.words[k][0].isupper():
        return t.words[k]
    adverb = t.lows[k].endswith("ed") and t.lows[k] not in ED_NOUNS
    adverb = adverb or t.lows[found.first - 1] in PRONOUNS
    if found.kind == "ordinal" and not attributive and adverb:
        return None  # "Johnson first entered politics", "when did you first learn"
    if attributive and measured and t.lows[k] in ("high", "low"):
        if found.kind != "quantity":
            return t.words[k]  # "a 24-year high"
        k += 1  # "a 23-metre high wave"
    if t.lows[k] in NOUNS_TOO and (single or (attributive and found.kind != "cardinal")):
        return t.words[k]
    j = head_at(t, k, plural=several, single=single, measured=measured)
    if j is None:
        return None
    score = found.kind == "ratio" and t.lows[found.first + 1] in DASHES
    if score and t.lows[found.first - 1] not in DETERMINERS and t.words[j][0].isupper():
        return None  # "Leeds 2-1 Everton"
    if several and found.kind == "cardinal" and not attributive and found.form != "fraction":
        # "ten came", "60 per head": several are counted by a plural or a name.
        named = not t.words[j].islower() or t.lows[j] == "head"
        if named and t.words[j + 1].isdecimal() and t.words[found.first - 1][:1].isupper():
            return None  # "Leeds 2 Everton 1"
        return written(t, j) if named or is_plural(t, j) else None
    return written(t, j)

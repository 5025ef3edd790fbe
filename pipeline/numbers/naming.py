"""Number words and numerals that name or rank instead of counting.

Pure: standard library only. "no one", "the one", "Henry VIII", "World War II", "No. 4".
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.found import Found, Numeral
from pipeline.numbers.lexicon import ROMANS, UNITS, word_set
from pipeline.numbers.phrases import STOPS
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS


def is_rank(t: Tokens, numeral: Numeral) -> bool:
    """ "number one", "No. 4", "#1"."""
    i = numeral.first
    before = t.lows[i - 1]
    if before == "." and t.glued(i - 1):
        before = t.lows[i - 2]
        return before in ("no", "nos") and t.words[i - 2] != "no"
    if before in HYPHENS and t.lows[i - 2] == "number" and t.glued(i):
        return numeral.value < 200  # "world number-two"
    if t.words[i - 1] == "No":
        return numeral.form == "digits" and t.lows[numeral.last] not in ("people", "more")
    if before != "number" or numeral.value >= 200 or t.lows[i - 2] in ("a", "of"):
        return before in ("#", "№")
    # "the number 40 was a surprise" is a number, "the number two seed" a rank.
    return t.lows[i - 2] != "the" or numeral.form == "words"


_PRONOUN_BEFORE: Final = word_set(
    "no the that this which each every any another some last other next previous first "
    "second third right wrong big good bad new old same loved such new whole not "
    "former latter"
)
# "a one-off", "one-way": single, but not counted.
_ONE_COMPOUNDS: Final = word_set("off way time sided liner liners stop")
_TO_ONE: Final = frozenset({"on", "by", "to", "off"})
_DETERMINERS: Final = frozenset({"the", "a", "this", "that", "one"})
_AFTER_ANYONE: Final = word_set("another like should can must could might would may 's ’s who by")
_ONE_DAY: Final = word_set("after before later earlier of in and ago long per")
# "does not have one now", "he has one in Paris", "such a one".
_HAVING: Final = word_set(
    "have has had having need needs want wants get gets buy buys bought is was be being been as "
    "like make makes without become find own owns carry carried"
)
_AFTER_PRONOUN: Final = word_set(
    "now too at for in on today that which yet but with when to here there either anyway from"
)


def is_pronoun(t: Tokens, i: int) -> bool:
    """ "no one", "the one", "one another", "one should", "one day" as some day."""
    before, after = t.lows[i - 1], t.lows[i + 1]
    if before in HYPHENS and t.lows[i - 2] == "no":
        return True
    if after in HYPHENS and t.lows[i + 2] in _TO_ONE and t.lows[i + 4] == "one":
        return True  # "one-on-one", "one-by-one"
    if after in HYPHENS and t.lows[i + 2] in _ONE_COMPOUNDS:
        return True
    if before in HYPHENS and t.lows[i - 2] in _TO_ONE and t.lows[i - 4] == "one":
        return True
    if before in _HAVING and (after in _AFTER_PRONOUN or not after[:1].isalnum()):
        ratio = t.words[i + 2][:1].isdecimal() or t.lows[i + 2] in UNITS or t.lows[i + 2] == "every"
        return after not in HYPHENS and not ratio
    if t.lows[i - 2] in _DETERMINERS and (not after[:1].isalpha() or after in STOPS):
        return after not in HYPHENS
    if before in ("only", "by"):
        return t.lows[i - 2] == ("the" if before == "only" else "one")
    if t.lows[i - 2] == "to" and not after[:1].isalnum() and after not in HYPHENS:
        return True  # "two ways to build one, she said"
    if before == "that" and after[:1].isalpha() and (after not in STOPS or after == "of"):
        return False  # "said that one soldier died"
    if before in _PRONOUN_BEFORE:
        # "the one million", "the one-year" go on as numbers and are read before this is asked.
        return t.lows[i + 1] not in ("-", "day", "year", "month", "week", "hour") or before == "no"
    if after in _AFTER_ANYONE or (after == "after" and t.lows[i + 2] in ("another", "the")):
        return True
    return (
        after == "day"
        and t.lows[i + 2] not in _ONE_DAY
        and before not in ("in", "for", "than", "within", "just", "only", "least", "about")
    )


def roman(t: Tokens, i: int) -> Found | None:
    """ "Henry VIII", "World War II": a Roman numeral right after a capitalised name."""
    name, word = t.words[i - 1], t.words[i]
    if t.glued(i) or (t.glued(i + 1) and t.lows[i + 1] in ("-", ".", "'", "’")):
        return None
    if len(name) < 3 or not name[0].isupper() or not name[1:].islower():
        return None
    if t.lows[i - 1] in _SECTIONS:
        return Found(i, i + 1)  # "Title IX", as "Title 42"
    if len(word) == 1 and t.lows[i - 1] not in _REGNAL:
        return None
    if "L" in word and t.lows[i - 1] != "bowl":
        return None
    return Found(i, i + 1, "ordinal", Decimal(ROMANS[word]), form="ordinal")


_SECTIONS: Final = word_set(
    "article chapter title part section type phase class category appendix schedule annex volume "
    "book act level stage table figure grade tier protocol amendment"
)
_REGNAL: Final = word_set(
    "henry george edward charles louis philip felipe ferdinand gustaf gustav christian "
    "frederick haakon harald olav baudouin leopold wilhelm william otto mohammed rama "
    "paul pius benedict alexander peter james john"
)

# Names that end with a number word, by the word before it: "Formula One", "PLoS One".
_ENDING: Final = word_set(
    "bbc tv category formula force plos channel radio capital marine square studio article chapter "
    "part book volume title phase depression section"
)
# Names that begin with one, by both words: "Six Flags", "Three Mile Island".
_BEGINNING: Final = frozenset(
    name
    for first, seconds in {
        "one": "nation direction america news world",
        "two": "rivers",
        "three": "mile gorges brotherhood",
        "four": "seasons corners",
        "five": "eyes star guys",
        "six": "flags nations",
        "seven": "network sisters seas",
        "nine": "network",
        "ten": "network commandments",
        "thousand": "oaks",
        "million": "dollar",
        "half": "moon",
    }.items()
    for name in ((first, second) for second in seconds.split())
)


def named_in_words(t: Tokens, i: int) -> Found | None:
    """ "Formula One" and "Six Flags" are no numbers, "World War Two" is an ordinal."""
    low, before = t.lows[i], t.lows[i - 1]
    if (before in HYPHENS and t.lows[i - 2] == "multi") or (
        before == "per" and t.lows[i - 2] in ("part", "parts")
    ):
        return Found(i, i + 1)
    if low == "first" and before == "at" and not t.words[i + 1][:1].isalpha():
        return Found(i, i + 1)
    if low == "nine" and t.lows[i + 1 : i + 5] == ["-", "to", "-", "five"]:
        return Found(i, i + 5)
    if not t.words[i][0].isupper():
        return None
    if low == "first" and before in ("zealand", "america") and t.words[i - 1][0].isupper():
        return Found(i, i + 1)
    if before == "of" and t.words[i - 2] == "Group" and low in ("seven", "eight", "ten", "twenty"):
        return Found(i, i + 1)
    if t.words[i - 1][:1].isupper():
        if before == "war" and low in UNITS:
            return Found(i, i + 1, "ordinal", Decimal(UNITS[low]), form="ordinal")
        if before in _ENDING and low in UNITS:
            return Found(i, i + 1)
        if before not in _NO_LEADS and t.lows[i - 2] == "the" and _is_group(t, i):
            return Found(i, i + 1)  # "the Big Three"
    if t.glued(i + 1) and t.words[i + 1].isdecimal():
        return Found(i, i + 2)  # "Twenty20"
    if before in ("'s", "’s") and t.words[i - 2] in _GANGS:
        return Found(i, i + 1)  # "Ocean's Eleven"
    if (low, t.lows[i + 1]) in _BEGINNING and t.words[i + 1][0].isupper():
        return Found(i, i + 2)
    return None


# "the First Two", "the Last Three": a count in a headline.
_NO_LEADS: Final = word_set("first last next other top past final only remaining latest")
_GANGS: Final = frozenset({"Ocean", "Blake"})


def _is_group(t: Tokens, i: int) -> bool:
    """ "the Big Three said", "the Hateful Eight,": no noun in capitals follows to be counted."""
    return (
        2 < UNITS.get(t.lows[i], 0) < 13
        and not t.words[i + 1][:1].isupper()
        and t.lows[i + 1] not in HYPHENS
    )

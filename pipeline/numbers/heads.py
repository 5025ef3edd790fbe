"""The head of a noun phrase, without a tagger: "35 Kenyan nurses met" → nurses.

Pure: tables and lookups. A phrase is taken to run to the first word of `STOPS` (prepositions,
pronouns, verbs of news) or mark; its head is the first plural in it that does not only modify
("police officers"), or else the last word that can be a noun.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.lexicon import STARTERS, word_set
from pipeline.numbers.phrases import (
    ADJECTIVE_ENDINGS,
    COMPOUNDS,
    DETERMINERS,
    DIMENSIONS,
    DIRECTIONS,
    ED_NOUNS,
    FUNCTION_WORDS,
    ING_NOUNS,
    IRREGULAR_PLURALS,
    LY_NOUNS,
    MORE,
    NOT_NOUNS,
    NOUNS_TOO,
    PERSONS,
    SINGULAR_S,
    STOPS,
    VERBS,
    VERBS_IN_S,
)
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS

# A head stands at most this many tokens after its number in plain news ("two U.S. state …").
REACH: Final = 9


def head_at(
    t: Tokens,
    k: int,
    *,
    plural: bool,
    single: bool = False,
    measured: bool = False,
    shared: bool = False,
) -> int | None:
    """The head of the noun phrase at token ``k``.

    ``plural`` tells that several are counted, ``single`` that one is, so that a word in -s is a
    verb ("one shadow looms"); ``measured`` that the number has its unit ("18 feet deep");
    ``shared`` that "of" came before ("3 percent of the popular vote").
    """
    word, low = t.words[k], t.lows[k]
    if low in _AT_ONCE and word != "US" and t.lows[k + 1] not in HYPHENS:
        return None
    following = t.lows[k + 1]
    if low in NOUNS_TOO and (low, following) in COMPOUNDS:
        return k + 1
    regular = low[-1:] == "s" and word == low and low not in STOPS and low not in IRREGULAR_PLURALS
    alone = not single and following[-1:] != "s" and following not in _GOES_ON
    if regular and alone and is_plural(t, k):
        return k
    head: int | None = None
    earlier: int | None = None
    j, end = k, k + REACH
    while j < end:
        word, low = t.words[j], t.lows[j]
        j += 1
        if low in ("'s", "’s") or (low in ("'", "’") and j > k + 1 and t.glued(j - 1)):
            if head is None and j == k + 1:
                return None
            head, j = None, past_numerals(t, j)
        elif low in ("and", "or") and plural and j > k + 1:
            names = head is None or (t.words[head][0].isupper() and t.words[j][:1].isupper())
            if not names and (measured or not _goes_on(t, j, head if shared else None)):
                break
            continue  # "20 French and German tourists", "40 state and local officials"
        elif _is_inside(t, j - 1, k):
            if t.words[j + 1][:1].isdecimal() and t.lows[j] in HYPHENS:
                if j == k + 1 and not word[:1].isalpha():
                    break  # "6-4 6-7 6-1"
                head, j = (
                    j - 1 if word[:1].isalpha() else head,
                    j + 2,
                )  # "36 Kh-101 missiles", "two MiG-29s"
        elif low in ("most", "least") and head is None:
            continue
        elif low in VERBS_IN_S and plural and not measured:
            return j - 1  # "14 straight wins", "20 lives lost"
        elif shared and low in NOUNS_TOO and t.lows[j] not in DETERMINERS:
            head = j - 1
        elif not word[:1].isalpha() or _ends(t, j - 1, k, measured):
            break
        elif head is not None and t.words[head].islower() and word[0].isupper() and not plural:
            break  # "the first time Newmont mined there"
        elif is_plural(t, j - 1) and t.lows[j] not in ("'s", "’s"):
            if _modifies(t, j - 1):
                head = j - 1
            elif single and low not in IRREGULAR_PLURALS:
                break
            else:
                return j - 1
        elif len(word) == 1 or (head is None and _is_adjective(low)):
            continue
        elif low.endswith(("ed", "ing", "known", "ly")) and _is_participle(low):
            if head is not None and not (plural and is_plural(t, j)):
                break
        elif low not in NOT_NOUNS:
            head, earlier = j - 1, head
            if not plural and low in PERSONS:
                return head
    if head is not None and earlier is not None and t.lows[head].endswith(ADJECTIVE_ENDINGS):
        return earlier
    return head


def _goes_on(t: Tokens, j: int, head: int | None) -> bool:
    """Whether a plural after "and" is still of the phrase: "20 state and local officials".

    Not "90% of the land and accounts for": a verb in -s right after ``head`` in the singular.
    """
    if is_plural(t, j + 1):
        return True
    if is_plural(t, j):
        return head is None or is_plural(t, head) or t.lows[j] in IRREGULAR_PLURALS
    for m in (j, j + 1):  # "textile and apparel industry workers"
        if not t.words[m][:1].isalpha() or t.lows[m] in STOPS or t.lows[m] in MORE:
            return False
    return is_plural(t, j + 2) and t.lows[j + 2] not in VERBS


#: Participles that end a compound adjective and are verbs or nouns elsewhere.
_RUN: Final = word_set("hit led made run born built held won lost sold paid struck")

# The two quick ways out, which most numbers take: what ends a phrase before it began, and what
# follows a plural that is not its head.
_AT_ONCE: Final = (FUNCTION_WORDS - {"most", "least"}) | frozenset(".,;:)?!\n") | {""}
_GOES_ON: Final = frozenset({"'s", "’s", "'", "’"}) | HYPHENS

#: Marks that end a noun phrase although they are glued to its last word.
_BREAKS: Final = frozenset(',.;:!?)]}"”»…\n')
_QUOTES: Final = frozenset("\"“‘'")


def _is_inside(t: Tokens, j: int, k: int) -> bool:
    """Whether token ``j`` only leads on: "roadside" of "roadside-bomb", "U." and opening quotes."""
    low = t.lows[j]
    if low == ".":
        return t.glued(j) and len(t.words[j - 1]) == 1 and t.words[j - 1].isalpha()
    if low in _QUOTES:
        return not t.glued(j) and t.glued(j + 1)
    if low in HYPHENS or (t.glued(j) and not t.words[j][:1].isalpha()):
        return j > k and t.glued(j) and low not in _BREAKS
    if t.glued(j) and j > k and t.lows[j - 1] in HYPHENS:
        adverb = t.lows[j - 2] in FUNCTION_WORDS and not is_plural(t, j)
        if adverb or low.endswith(("ed", "ing")):
            return True  # "sixteen on-board", "two US-led raids"
        if low in _RUN and t.words[j + 1][:1].isalpha():
            return True  # "the 15 worst-hit nations", "two state-run banks"
    if low == "police" and t.lows[j + 1] in ("officer", "station", "chief", "car"):
        return True
    return t.lows[j + 1] in HYPHENS and t.glued(j + 1) and low != ""


def _ends(t: Tokens, j: int, k: int, measured: bool) -> bool:
    low, word = t.lows[j], t.words[j]
    if low == "us" and word == "US":
        return False
    if low in DIMENSIONS:
        return measured or not t.words[j + 1][:1].isalpha()
    if low == "year" and t.lows[j + 1] in ("on", "over", "earlier", "ago"):
        return True
    if low in VERBS and word[0].isupper() and j > k and t.words[j - 1][:1].isupper():
        return False  # "the Golden Rose event"
    if word in DIRECTIONS:  # "ten km north of it", but "three north African states"
        return t.lows[j + 1] in STOPS or not t.words[j + 1][:1].isalpha()
    return low in STOPS or low in STARTERS


def _is_adjective(low: str) -> bool:
    return low.endswith("est") or low in DIMENSIONS


def _is_participle(low: str) -> bool:
    return len(low) > 4 and low not in ING_NOUNS and low not in LY_NOUNS and low not in ED_NOUNS


def is_plural(t: Tokens, j: int) -> bool:
    low = t.lows[j]
    if low in IRREGULAR_PLURALS:
        return True
    last = low[-1:]
    if last != "s":
        return last == "n" and low[-3:] == "men" and low not in _SINGULAR_MEN
    if low[-2:] in ("ss", "us", "is") or low in SINGULAR_S:
        return False
    return len(low) > 3 or (len(low) == 3 and t.words[j][:2].isupper())


_SINGULAR_MEN: Final = word_set(
    "yemen turkmen specimen regimen abdomen omen acumen semen ramen hymen stamen"
)


def _modifies(t: Tokens, j: int) -> bool:
    """Whether a plural only modifies: "police officers", "United States Congress"."""
    following, low = t.words[j + 1], t.lows[j + 1]
    if not following[:1].isalpha() or low in STOPS or low in STARTERS:
        return False
    if is_plural(t, j + 1):
        return True
    if t.lows[j] in IRREGULAR_PLURALS and is_plural(t, j + 2):
        return not low.endswith(("ed", "ing"))  # "swine flu cases", "children wearing masks"
    return t.words[j][0].isupper() and following[0].isupper() and low not in VERBS


def written(t: Tokens, j: int) -> str:
    """The word at ``j`` with the digits of its name: "CO2", "MiG-29s"."""
    k = j + 1
    if not t.glued(k):
        return t.words[j]
    for _ in range(4):
        hyphen = t.lows[k] in HYPHENS and t.words[k + 1][:1].isdecimal() and t.glued(k + 1)
        named = t.words[k][:1].isdecimal() or t.words[k - 1][:1].isdecimal()
        if not t.glued(k) or not (hyphen or (named and t.words[k][:1].isalnum())):
            break
        k += 1
    return t.text[t.starts[j] : t.end(k - 1)]


def past_numerals(t: Tokens, k: int) -> int:
    for _ in range(3):
        if t.words[k][:1].isdecimal() or t.lows[k] in STARTERS:
            k = k + 2 if t.lows[k + 1] in HYPHENS else k + 1
    return k

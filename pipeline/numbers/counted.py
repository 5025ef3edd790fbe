"""The head noun that a number counts, by the words after it: "35 Kenyan nurses met" → nurses.

Pure: tables and lookups. Without a tagger, a noun phrase is taken to run to the first word of
`_STOPS` (prepositions, pronouns, verbs of news) or mark; its head is the first plural in it, or
the last word when none is plural.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.lexicon import word_set
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS

# A head stands at most this many tokens after its number in plain news ("two U.S. state …").
REACH: Final = 9

_STOPS: Final = word_set(
    "above ahead aboard full adds spends sets "
    "a an the this that these those his her its their our my your he she it they we i you "
    "who whom which what when where why how while as at by for from in into of off on "
    "onto out over per since than through to toward towards under until up upon via with "
    "within without about after against along among amid around before behind below "
    "between beyond despite down during except inside near outside across and or but nor "
    "so yet if because although though unless whether is are was were be been being am "
    "has have had having do does did can could may might must shall should will would not "
    "no also already still just only even now then there here again ago later earlier "
    "away apart every each all both some any more less fewer most least such said say "
    "says told died die dies killed kill kills struck strikes strike took take takes made "
    "make makes went go goes came come comes got get gets won win wins lost lose loses "
    "left leave leaves fled flee began begin begins became become becomes found find "
    "finds held hold holds saw see sees gave give gives ran run runs fell fall falls rose "
    "rise rises hit hits set put led lead leads met spent spend sent send built bought "
    "sold paid cost costs showed shown think believe today yesterday tomorrow "
    "tonight monday tuesday wednesday thursday friday saturday sunday january february "
    "march april june july august september october november december next last apiece "
    "together alone long tall high deep wide thick old worth remain remained remains "
    "appear appeared seem seemed live lived want need face use think hope die work call "
    "including according due instead rather vs versus them him us me himself themselves "
    "himself one two three four five six seven eight nine ten"
)
_IRREGULAR_PLURALS: Final = word_set(
    "people men women children police troops personnel crew aircraft feet teeth mice fish "
    "sheep cattle staff dead wounded injured policemen policewomen firemen servicemen "
    "servicewomen spokesmen congressmen fishermen gunmen businessmen lawmen airmen "
    "clergymen craft spacecraft warcraft data media criteria bacteria headquarters "
    "species series dice poultry"
)
_SINGULAR_S: Final = word_set(
    "us this is was has its his news bus gas loss business class press access process "
    "campus boss census crisis basis analysis virus status bonus illness witness address "
    "congress success glass grass mass pass plus various previous serious religious "
    "dangerous numerous famous indigenous anonymous infectious continuous consecutive "
    "less unless across perhaps always sports plus towards besides minus thus"
)
# "South Korean" goes on, "south of" does not.
_DIRECTIONS: Final = frozenset({"north", "south", "east", "west"})
# The other words in -ing and -ed after a number are participles.
_ING_NOUNS: Final = word_set(
    "funding building meeting training hearing housing spending killing shooting bombing wedding "
    "painting morning evening ceiling rating ruling warning writing financing lending bed shed"
)
_NOT_NOUNS: Final = word_set(
    "new old other such same more very different several young major dead wounded injured "
    "armed foreign local national"
)


def head_after(t: Tokens, k: int, *, plural: bool) -> str | None:
    """The head noun of the phrase at token ``k``, in the words of the text; None without one.

    ``plural`` tells that the number counts several, so that the head is likely a plural.
    """
    k = k + 1 if t.lows[k] in HYPHENS else k
    k = _past_of(t, k)
    head = None
    for j in range(k, k + REACH):
        word, low = t.words[j], t.lows[j]
        if low in ("'s", "’s") or (low in ("'", "’") and j > k):
            if j == k:
                return None
            head = None
            continue
        if _joins(t, j, k) or (head is None and low in ("most", "least")):
            continue
        if low == "." and t.glued(j) and len(t.words[j - 1]) == 1:
            continue
        if not word[:1].isalpha() or low in _STOPS or word in _DIRECTIONS:
            break
        if low == "police" and t.lows[j + 1] in ("officer", "officers", "station", "chief", "car"):
            continue
        if _is_plural(low) and t.lows[j + 1] not in ("'s", "’s"):
            return _last_plural(t, j)
        if low.endswith(("ed", "ing", "known")) and len(low) > 4 and low not in _ING_NOUNS:
            if head is not None:
                break
            continue
        if low.endswith("est") and head is None:
            continue
        if low.endswith("ly") and len(low) > 4:
            if head is not None:
                break
            continue
        head = word if low not in _NOT_NOUNS else head
        if not plural and low in ("person", "man", "woman", "child", "boy", "girl"):
            return word
    return head


#: Marks that end a noun phrase although they are glued to its last word.
_BREAKS: Final = frozenset(',.;:!?)]}"”»…\n')


def _joins(t: Tokens, j: int, k: int) -> bool:
    """Whether token ``j`` is inside a compound and not its end: "roadside" in "roadside-bomb"."""
    if t.lows[j] in HYPHENS or (t.glued(j) and not t.words[j][:1].isalpha()):
        return j > k and t.glued(j) and t.lows[j] not in _BREAKS
    if t.glued(j) and j > k and t.lows[j - 1] in HYPHENS and t.lows[j].endswith(("ed", "ing")):
        return True
    return t.lows[j + 1] in HYPHENS and t.glued(j + 1)


_DETERMINERS: Final = word_set("the its their his her our these those this such all a an")


def _past_of(t: Tokens, k: int) -> int:
    """Past "of the", "of its": what is shared is counted ("one of the men", "20% of voters")."""
    if t.lows[k] == "of":
        return k + 2 if t.lows[k + 1] in _DETERMINERS else k + 1
    if t.lows[k] == "worth" and t.lows[k + 1] == "of":
        return k + 2
    if t.lows[k] in ("more", "other", "additional", "further", "extra", "different"):
        return k + 1
    return k


def _is_plural(low: str) -> bool:
    if low in _IRREGULAR_PLURALS:
        return low not in ("dead", "wounded", "injured")
    return (
        low[-1:] == "s"
        and low[-2:] not in ("ss", "us", "is")
        and low not in _SINGULAR_S
        and len(low) > 3
    )


def _last_plural(t: Tokens, j: int) -> str:
    """ "police officers" → officers; a verb in -s does not follow a plural subject."""
    if (
        t.lows[j] in _IRREGULAR_PLURALS
        and _is_plural(t.lows[j + 1])
        and t.lows[j + 1] not in _STOPS
    ):
        return t.words[j + 1]
    return t.words[j]

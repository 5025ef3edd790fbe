"""Which of a place's many names English news may use, and of which kind they are.

Pure: standard library only. GeoNames lists names in all languages without saying which: airport
codes, romanisations, nicknames and translations word by word, such as "White House" for
Casablanca. What is not a spelling of the place's own name is believed only for large places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from importlib import resources
from typing import Final

from pipeline.locations.layout import Kind
from pipeline.locations.names import is_latin, key, skeleton


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: English words for kinds of divisions; a name without them is short for the division.
DIVISION_WORDS: Final = frozenset(
    [
        "oblast",
        "province",
        "state",
        "region",
        "governorate",
        "prefecture",
        "district",
        "department",
        "krai",
        "county",
        "canton",
        "voivodeship",
        "parish",
        "republic",
        "territory",
        "municipality",
        "emirate",
        "borough",
        "division",
        "shire",
        "city",
        "autonomous",
        "special",
        "capital",
        "federal",
    ]
)

_ENGLISH: Final = re.compile(
    r"^[^,()]{2,60} (?:Oblast|Province|State|Governorate|Prefecture|City|Krai|Republic|County)$"
)

#: Their places are spelled in English, and their divisions have English names already.
ENGLISH_SPEAKING: Final = frozenset(("US", "CA", "AU", "NZ", "GB", "IE", "IN", "ZA"))

#: Countries in which a spelling beside the place's own is another place's.
_SPELLED: Final = frozenset(("US", "CA", "AU", "NZ", "GB", "IE"))

#: Another name of a place is believed from this population on; below, only as a weak one, down
#: to the second figure. Chosen by looking at what comes in: below 15,000 nearly all is noise.
ALTERNATE_POPULATION: Final = 100_000
WEAK_POPULATION: Final = 15_000

#: Where names begin with an Arabic article, and those articles: English leaves them out at will.
ARABIC: Final = _words("AE BH DJ DZ EG IL IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TN YE")
_ARTICLES: Final = _words("al el ad ar as ash at az an")

#: Between the name of a town and what tells it from others: "Jerez de la Frontera".
_TELLING: Final = _words("de del am an on upon sur do da of")

#: Share of equal letters, in order, from which on two spellings of equal consonants are alike:
#: "Vine" for Vienna has 0.6, Kiev for Kyiv 0.75.
ALIKE: Final = 0.65


@cache
def common_words() -> frozenset[str]:
    """Keys of ordinary English words."""
    text = resources.files("pipeline.locations").joinpath("tables/common_words.txt")
    return frozenset(
        word for word in text.read_text(encoding="utf-8").splitlines() if not word.startswith("#")
    )


def alternate_kind(own: str, name: str, population: int, country: str) -> Kind | None:
    """How far to believe another name of the place whose own key is ``own``; None: not at all.

    Where English is spoken no other spelling is: Pittsburg is not Pittsburgh, Lemmon not Lemon.
    """
    if not is_latin(name) or not name[:1].isupper() or len(name) > 60 or "," in name:
        return None
    other = key(name)
    if other == own or len(other) < 4 or (name.isupper() and len(name) < 6):
        return Kind.VARIANT if other == own else None
    words = other.split()
    if all(word in common_words() for word in words):
        return None
    ours = own.split()
    if skeleton(other) == skeleton(own):
        if country in _SPELLED:
            return Kind.WEAK
        if len(words) != len(ours) or _is_alike(own, other):
            return Kind.VARIANT
    if len(words) != len(ours) and (set(words) <= set(ours) or set(ours) <= set(words)):
        if len(words) > len(ours):
            return Kind.VARIANT
        return _kind_of_head(ours, words, population)
    if population >= ALTERNATE_POPULATION:
        return Kind.ALTERNATE
    return Kind.WEAK if population >= WEAK_POPULATION else None


def _kind_of_head(ours: list[str], head: list[str], population: int) -> Kind:
    """ "Jerez" for Jerez de la Frontera: how towns of many people are called, and others seldom."""
    if ours[: len(head)] != head or ours[len(head)] not in _TELLING:
        return Kind.WEAK
    if population >= ALTERNATE_POPULATION:
        return Kind.VARIANT
    return Kind.ALTERNATE if population >= WEAK_POPULATION else Kind.WEAK


def without_article(name: str, country: str) -> str | None:
    """ "Hillah" for Al Hillah and El-Hillah; None where none is left out."""
    first, _, rest = name.replace("-", " ", 1).partition(" ")
    if country not in ARABIC or key(first) not in _ARTICLES:
        return None
    rest = rest.strip("‘’'")
    own = key(rest)
    return rest if len(own) > 2 and own not in common_words() and is_latin(rest) else None


def _is_alike(own: str, other: str) -> bool:
    """Whether keys of equal consonants are spelled alike: Kyiv and Kiev, not Thane and Tanna."""
    return SequenceMatcher(None, own, other, autojunk=False).ratio() >= ALIKE


def short_forms(name: str) -> Iterator[str]:
    """A division's name without the words for its kind, at its end or its head."""
    words = name.split()
    end = len(words)
    while end > 1 and words[end - 1].lower() in DIVISION_WORDS:
        end -= 1
    if end < len(words):
        yield " ".join(words[:end])
    if len(words) > 2 and words[0].lower() in DIVISION_WORDS and words[1] == "of":
        yield " ".join(words[2:])


def english_name(name: str, others: Iterable[str]) -> str:
    """The name under which a division is shown: in English where the data has that."""
    if _ENGLISH.match(name) or not is_latin(name):
        return name
    english = [o for o in others if o.isascii() and _ENGLISH.match(o)]
    return min(english, key=lambda o: (len(o), o)) if english else name

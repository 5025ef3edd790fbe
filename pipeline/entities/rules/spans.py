"""A recogniser's span becomes the name in it: no title, article, possessive, bullet or date.

Names that a recogniser ran together are parted ("Angola and Mozambique"), those it cut inside a
word are made whole ("Wong Yeung-tat"), and what is no name at all is dropped.

Pure: standard library and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from unicodedata import combining

from pipeline.entities.model import ENTITY_TYPES
from pipeline.entities.rules.edges import WHOLE, trimmed
from pipeline.entities.rules.found import word_after
from pipeline.entities.rules.owners import is_portfolio, owner_in
from pipeline.entities.rules.parting import pieces
from pipeline.entities.rules.tables import demonyms, known_names, listed, words

#: What a recogniser may take "Ann Chiang of DAB" for.
_MEMBERS: Final = frozenset({"PERSON", "WORK_OF_ART", "PRODUCT"})
#: Characters of the longest title that is short for one.
LONGEST_HONORIFIC: Final = 8
#: Letters of the longest syllable of a given name that a hyphen joins to another.
LONGEST_SYLLABLE: Final = 6
#: Characters of the longest name.
LONGEST: Final = 120
_SEAT: Final = re.compile(r"[DRI]-[A-Z][a-z]")
#: "bdnews24.com".
_SITE: Final = re.compile(r"[\w-]{1,40}\.[a-z]{2,6}")
#: Tables of places of which few are words besides.
_PLACES: Final = frozenset({"countries", "states", "cities", "regions"})
_LETTER: Final = re.compile(r"[^\W\d_]")
#: The rest of a word; letters may carry their accents apart.
_REST: Final = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+")
_TAILS: Final = re.compile(r"[-](?:[^\W\d_]{1,12}[-]){0,6}[^\W\d_]{1,13}")


def names_in(text: str, start: int, end: int, label: str) -> Iterator[tuple[int, int, str]]:
    """The names in ``text[start:end]`` as (start, end, label): usually one, sometimes none."""
    if label not in ENTITY_TYPES:
        return
    if end < len(text) and (text[end] == "-" or text[end].isalpha() or combining(text[end])):
        end = _whole_word(text, start, end, label)
    if text[end : end + 1] == "$":
        return  # "US$20"
    inside = text[start:end]
    if inside[1:2] == "-" and text[start - 2 : start] == ", " and _SEAT.match(inside):
        start, inside, label = start + 2, inside[2:], "GPE"  # "D-Killeen"
    if " of " in inside:
        parted = tuple(_of_two(start, inside, label))
        if parted:
            yield from parted
            return
    elif label == "ORG":
        if inside.startswith("Parliament for "):
            yield start + len("Parliament for "), end, "GPE"
            return
        if " " not in inside and is_portfolio(text, start, end):
            return
    opens = inside[1:2] == " " if label == "PERSON" else start == 0 or text[start - 1] == "\n"
    for begin, stop in _within(inside, label, opens):
        begin, stop = start + begin, start + stop
        if stop - begin <= LONGEST_HONORIFIC and (
            is_honorific(text, begin, stop) or _is_general(text, begin, stop)
        ):
            continue
        yield begin, stop, label


def _is_general(text: str, start: int, end: int) -> bool:
    """Whether a person is but "the Chief" or "the Bill"; without "the", both are names."""
    return text[start - 4 : start].lower() == "the " and text[start:end] in words("general")


def _of_two(start: int, inside: str, label: str) -> Iterator[tuple[int, int, str]]:
    """Both names where a body's owner or a person's party follows "of", or nothing.

    "Fellow of the Royal Society" names but the society.
    """
    end = start + len(inside)
    role, _, body = inside.partition(" of the ")
    if role in words("role in a body") and " " in body and label in {"ORG", "WORK_OF_ART"}:
        yield end - len(body), end, "ORG"
        return
    if label == "ORG":
        owner, kind = owner_in(inside)
        if owner:
            yield start, start + owner - len(" of "), label
            yield start + owner, end, kind
    elif label in _MEMBERS:
        person, _, body = inside.rpartition(" of ")
        if body.isupper() and body.isalpha() and 1 < len(body) < 7 and " " in person:
            for begin, stop in _within(person, "PERSON", False):
                yield start + begin, start + stop, "PERSON"
            yield end - len(body), end, "ORG"


def is_honorific(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is but what stands before a person's name: "Engr", "Smt"."""
    if text[start:end] not in words("honorific"):
        return False
    after = end + (text[end : end + 1] in (".", ")"))
    if text[end : end + 1] == "." and word_after(text, after) in words("opening"):
        return False  # "the ASP. He left"
    return text[after : after + 1] == " " and text[after + 1 : after + 2].isupper()


@lru_cache(maxsize=16_384)
def _within(text: str, label: str, headed: bool) -> tuple[tuple[int, int], ...]:
    """Where in a span's text its names stand; ``headed`` if dashes with blanks part them.

    Kept, since the news repeats its names.
    """
    found = []
    for first, last in pieces(text, label, headed):
        begin, stop = trimmed(text, first, last, label)
        if begin < stop and _is_name(text[begin:stop], label):
            found.append((begin, stop))
    return tuple(found)


def _whole_word(text: str, start: int, end: int, label: str) -> int:
    """The end of the word that a span was cut in: "Wong Yeung|-tat", "Stratford|-upon-Avon"."""
    if text[end] != "-":
        rest = _REST.match(text, end) if text[end - 1] != "." else None
        return rest.end() if rest and rest.end() - end <= 12 else end
    tail = _TAILS.match(text, end) if label in WHOLE else None
    if tail is None or tail.end() - end > 12 or tail.group()[1:2].isupper():
        return end
    last = tail.group().rsplit("-", 1)[-1].lower()
    if label != "PERSON" and last.endswith(("ed", "ing")):
        return end  # "Sudan-related"
    if last in words("adjectival") or last in words("linking"):
        return end
    first, _, syllable = text[start:end].rpartition(" ")
    if label == "PERSON" and not (first and len(syllable) <= LONGEST_SYLLABLE):
        return end  # "that Wolfowitz-not Rumsfeld-argued it"
    return tail.end()


def _is_name(name: str, label: str) -> bool:
    """Whether what is left can be a name: letters, a capital, and no part of a date."""
    if len(name) > LONGEST or (label == "PERSON" and len(name) == 1):
        return False
    if not (name[0].isalpha() or _LETTER.search(name)):
        return False
    if label != "PERSON" and name in words("general"):
        return False
    parts = name.split()
    calendar = listed("calendar")
    if all(part.strip(".,") in calendar or not _LETTER.search(part) for part in parts):
        return False
    if name[0].isdigit() and label == "ORG":
        return True  # "76ers"
    if not any(char.isupper() for char in name) and any(char.islower() for char in name):
        return _is_small_name(name, label)
    prefix, hyphen, _ = name.partition("-")
    if hyphen and len(parts) == 1 and prefix.isalpha() and prefix.islower():
        return prefix in words("particle")  # "al-Assad" is a name, "pro-Beijing" is none
    return True


def _is_small_name(name: str, label: str) -> bool:
    """Whether a name may stand in small letters: a people, a site, a place as in "from chicago"."""
    if name in demonyms() or name in listed("organisations"):
        return True
    if label == "ORG":
        return _SITE.fullmatch(name) is not None
    known = label in {"GPE", "LOC"} and known_names().get(name.title()) in _PLACES
    return known and name not in words("place and word")

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
from pipeline.entities.rules.found import word_after
from pipeline.entities.rules.owners import is_portfolio, owner_in
from pipeline.entities.rules.parting import pieces
from pipeline.entities.rules.tables import (
    by_label,
    demonyms,
    given_names,
    known_names,
    listed,
    words,
)

_ARTICLE: Final = re.compile(r"(?:the|a|an)\s+(?=\S)", re.I)
_POSSESSIVE: Final = re.compile(r"(?:['’][sS]|(?<=[sS])['’])$")
_EDGE: Final = " \t\r\n\v\f.,;:!?'\"`‘’“”«»()[]{}<>*•·|/\\_=+~^-–—…#@&"
_OPEN_EDGE: Final = _EDGE.replace("'", "").replace("‘", "").replace("’", "")
#: Labels of names that a hyphen joins to a part in lower case.
_WHOLE: Final = frozenset({"PERSON", "GPE", "LOC", "NORP"})
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
_SCORE: Final = re.compile(r"\d{1,4}(?:[-–:/]\d{1,4})+")
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


def trimmed(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """The span without what is not of the name at its edges; empty where nothing is left."""
    while start < end:
        before = start, end
        start, end = _bare(text, start, end)
        inside = text[start:end]
        article = _ARTICLE.match(inside)
        if article and inside not in listed("organisations"):
            start += article.end()
        possessive = _POSSESSIVE.search(text[start:end])
        if possessive and not _keeps_possessive(text[start:end]):
            end = start + possessive.start()
        if text[end - 1 : end].isdigit():
            end = _ends_in_number(text, start, end, label)
        if label == "PERSON":
            start = _past_titles(text, start, end)
        elif label == "ORG":
            maker = text[start:end].rpartition(" ")
            if maker[0] and maker[2] in words("maker of aircraft"):
                end = start + len(maker[0])  # "Aeroperu Boeing 757"
            elif maker[0] and maker[2] in {"COVID", "Covid"}:
                end = start + len(maker[0])  # "AstraZeneca COVID-19 vaccine"
            first, _, rest = text[start:end].partition(" ")
            named = rest[:1].isupper() and rest not in by_label("heads")
            if first in words("role of a team") and named:
                start += len(first) + 1
        if (start, end) == before:
            break
    return start, end


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without punctuation at the edges, but for brackets that match and abbreviations' stops."""
    if text[start].isalpha() and text[end - 1].isalpha():
        return start, end
    while start < end and _is_edge(text[start], _OPEN_EDGE) and not _opens_name(text, start, end):
        start += 1
    while start < end and _is_edge(text[end - 1], _EDGE) and not _closes_name(text, start, end):
        end -= 1
    while start < end and text[start] in "'‘’" and not text[start + 1 : start + 2].isalpha():
        start += 1
    return start, end


def _is_edge(char: str, signs: str) -> bool:
    return char in signs or char.isspace() or (char > "\u2100" and not char.isalnum())


def _opens_name(text: str, start: int, end: int) -> bool:
    return text[start] == "(" and ")" in text[start:end] and text[end - 1] != ")"


def _closes_name(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last == ".":
        word = text[start : end - 1].rsplit(None, 1)[-1:]
        return bool(word) and (
            word[0] in words("abbreviation")
            or word[0].capitalize() in words("designator")
            or "." in word[0]
            or len(word[0]) == 1
        )
    if last == ")":
        return "(" in text[start:end]
    if last == "!":
        return True  # "Yahoo!": at a sentence's end a recogniser leaves it out
    return last in "'’" and text[start:end] in listed("organisations")


def _ends_in_number(text: str, start: int, end: int, label: str) -> int:
    """Where the name ends before a score, a date or a sum: "Boston Bruins 4-3", "Crawford 106"."""
    head, blank, last = text[start:end].rpartition(" ")
    if not blank or any(char.isalpha() for char in last) or not last[:1].isdigit():
        return end
    if label in _WHOLE or (label == "ORG" and _SCORE.fullmatch(last)):
        return start + len(head)
    return end


def _keeps_possessive(name: str) -> bool:
    """ "McDonald's" is a name, and so is "Workers' Party"; "Siemens'" is not."""
    return name in listed("organisations")


def _past_titles(text: str, start: int, end: int) -> int:
    """Where the name begins after titles and nationalities: "Swedish captain Andreas Granqvist"."""
    parts = text[start:end].split(" ")
    while len(parts) > 1:
        for size in range(min(3, len(parts) - 1), 0, -1):
            phrase = " ".join(parts[:size])
            if _precedes_name(phrase, parts[size:]):
                start += len(phrase) + 1
                parts = parts[size:]
                break
        else:
            break
    return start


def _precedes_name(phrase: str, following: list[str]) -> bool:
    """Whether a title, or a people before a title or a full name, stands before the name.

    "Duke of Anjou" is what he is called, and so are "Count Basie" and "Saint Peter"; "Norman
    Mailer" and "Muslim Magomayev" have first names that are peoples besides.
    """
    if phrase.lower() in listed("titles"):
        return following[0] != "of" and phrase not in words("title of a name")
    if phrase not in demonyms() or len(following) < 2 or following[-1] in by_label("heads"):
        return False
    if following[0].lower() in listed("titles"):
        return True
    return _capital(following[0]) and phrase not in given_names()


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _whole_word(text: str, start: int, end: int, label: str) -> int:
    """The end of the word that a span was cut in: "Wong Yeung|-tat", "Stratford|-upon-Avon"."""
    if text[end] != "-":
        rest = _REST.match(text, end) if text[end - 1] != "." else None
        return rest.end() if rest and rest.end() - end <= 12 else end
    tail = _TAILS.match(text, end) if label in _WHOLE else None
    if tail is None or tail.end() - end > 12 or _capital(tail.group()[1:]):
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

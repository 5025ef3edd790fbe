"""A name found once is found everywhere in its article, in every form it goes on under.

The forms are the name as it stands, a person's surname and first name, and the acronym that
brackets introduce ("International Criminal Court (ICC)", "ICC (International Criminal Court)").
A single word counts only where it stands alone: not within a longer capitalised phrase, and not
at the head of a sentence when the article also writes it small.

Pure: standard library. Linear in the text: each word is looked up with at most `LONGEST` lengths.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from pipeline.entities.rules.explained import acronyms_of
from pipeline.entities.rules.found import (
    WORD,
    Found,
    begins_sentence,
    surface,
    without_overlaps,
    word_after,
    word_before,
)
from pipeline.entities.rules.initials import initials
from pipeline.entities.rules.shortforms import core, nickname
from pipeline.entities.rules.signs import person_parts
from pipeline.entities.rules.tables import (
    by_label,
    demonyms,
    given_names,
    is_title,
    known_names,
    listed,
    words,
)

#: Words (runs of letters and digits) in the longest name that is looked for again.
LONGEST: Final = 10
#: Characters of the longest headline.
LONGEST_HEADLINE: Final = 120
#: Letters of the shortest acronym that nothing introduces.
LEAST_LETTERS: Final = 3
#: Letters of the longest acronym that is looked for with full stops too.
SHORT: Final = 5
#: A word that begins with a capital, a figure or a letter of another script, whole; the look
#: behind comes second, since a search for a set of characters is the quickest.
_MARKED: Final = re.compile(r"[^\W_a-zß-öø-ÿ](?<![^\W_].)[^\W_]*", re.S)
#: "DC-9", "F-16", "A320".
_MODEL: Final = re.compile(r"[A-Z]{1,3}-?\d")


def everywhere(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found`` and the further mentions of the same names, in order, none overlapping."""
    found = [*found, *acronyms_of(texts, found)]
    labels = _forms(texts, found)
    sizes = _sizes(labels)
    pattern = _MARKED if all(map(_is_marked, sizes)) else WORD
    ends: list[dict[int, int]] = [{} for _ in texts]
    for item in found:
        ends[item.field][item.start] = item.end
    more = [
        item
        for field, text in enumerate(texts)
        for item in _occurrences(field, text, labels, sizes, ends[field], pattern)
    ]
    return without_overlaps([*found, *more])


def _forms(texts: Sequence[str], found: Sequence[Found]) -> dict[str, str]:
    """Each form to look for, with its label."""
    labels: dict[str, str] = {}
    for item in found:
        name = surface(texts[item.field][item.start : item.end])
        labels.setdefault(name, item.label)
    persons = [name for name, label in labels.items() if label == "PERSON"]
    surnames = {name.rpartition(" ")[2] for name in persons}
    for part in person_parts(persons):
        if part in surnames or not is_title(part.lower()):
            labels.setdefault(part, "PERSON")  # of "Saint Peter" no other "Saint" is one
    for full in [name for name, label in labels.items() if label == "ORG"]:
        if short := core(full) or nickname(full):
            labels.setdefault(short, "ORG")
        for acronym in initials(full):
            if len(acronym) >= LEAST_LETTERS and acronym not in known_names():
                labels.setdefault(acronym, "ORG")
    return {
        name: label
        for name, label in labels.items()
        if len(name) > 1 and name[0].isalnum() and not name.islower()
    }


def _sizes(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How many words the forms have that begin with a word, the most first.

    Of "US" also what "U.S." would have.
    """
    sizes: dict[str, tuple[int, ...]] = {}
    for name in names:
        parts = _words_of(name)
        if len(parts) <= LONGEST:
            _note(sizes, parts[0], len(parts))
        if len(name) <= SHORT and name.isupper():
            _note(sizes, name[0], len(name))
    return sizes


def _note(sizes: dict[str, tuple[int, ...]], word: str, count: int) -> None:
    known = sizes.get(word)
    if known is None:
        sizes[word] = (count,)
    elif count not in known:
        sizes[word] = tuple(sorted((*known, count), reverse=True))


@lru_cache(maxsize=16_384)
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(name))


def _occurrences(
    field: int,
    text: str,
    labels: Mapping[str, str],
    sizes: Mapping[str, Sequence[int]],
    ends: Mapping[int, int],
    pattern: re.Pattern[str],
) -> Iterator[Found]:
    """Where the forms stand in one text, but where no longer one can stand than was ``ends``."""
    small = cache(lambda: frozenset(WORD.findall(text)))
    stop = 0
    for match in pattern.finditer(text):
        counts = sizes.get(match[0])
        start = match.start()
        if counts is None or start < stop:
            continue
        known = ends.get(start)
        if known is not None and _holds(text, start, known, counts[0]):
            stop = known
            continue
        ended = [word.end() for word in islice(WORD.finditer(text, start), counts[0])]
        item = _longest_at(field, text, start, ended, labels, counts)
        if item is not None and _stands_alone(text, item, small):
            yield item
            stop = item.end


def _holds(text: str, start: int, end: int, count: int) -> bool:
    """Whether so many words stand from ``start`` to ``end``, or there are no more."""
    return len(_words_of(text[start:end])) >= count or not WORD.search(text, end)


def _is_marked(word: str) -> bool:
    return _MARKED.match(word) is not None


def _longest_at(
    field: int,
    text: str,
    start: int,
    ends: Sequence[int],
    labels: Mapping[str, str],
    sizes: Sequence[int],
) -> Found | None:
    """The longest form that begins at ``start``, of words that end at ``ends``."""
    for size in sizes:
        if size > len(ends):
            continue
        end = ends[size - 1]
        if end - start > 120:
            continue
        name = surface(text[start:end])
        label = labels.get(name)
        if label is None and text[end : end + 1] == ".":
            label = labels.get(f"{name}.")
            end += label is not None
        elif label is not None and text[end : end + 1] == "." and text[end - 2 : end - 1] == ".":
            end += 1
        if label is not None:
            return Found(field, start, end, label)
    return None


def _stands_alone(text: str, item: Found, small: Callable[[], frozenset[str]]) -> bool:
    """Whether the name is no part of a longer one; ``small`` gives the text's words."""
    name = text[item.start : item.end]
    if _runs_on(text, item.start, item.end):
        return False
    if len(_words_of(name)) > 1:
        if item.label != "PERSON" or not _capital_after(text, item.end):
            return True
        return word_after(text, item.end) in listed("calendar") or _in_headline(text, item)
    if name in listed("calendar") and text[item.end + 1 : item.end + 2].isdigit():
        return False  # "On May 9 May pitched"
    lowered = name.lower()
    if (
        lowered[0].islower()
        and begins_sentence(text, item.start)
        and lowered in text
        and lowered in small()
    ):
        return False
    if _capital_before(text, item.start) or _capital_after(text, item.end):
        return _in_headline(text, item)
    return True


def _in_headline(text: str, item: Found) -> bool:
    """Whether the capitals beside a name say nothing: all words of its line have them."""
    start = text.rfind("\n", max(0, item.start - LONGEST_HEADLINE), item.start) + 1
    end = text.find("\n", item.end, item.end + LONGEST_HEADLINE)
    if end < 0 or (not start and item.start > LONGEST_HEADLINE) or end - start > LONGEST_HEADLINE:
        return False
    parts = [part for part in WORD.findall(text[start:end]) if len(part) > 3]
    if len(parts) < 4 or not all(part[0].isupper() or part[0].isdigit() for part in parts):
        return False
    beside = {word_before(text, item.start), word_after(text, item.end)}
    return not any(map(_names_something, beside))


@lru_cache(maxsize=16_384)
def _names_something(word: str) -> bool:
    return (
        word in by_label("heads")
        or word in by_label("beginnings")
        or word in known_names()
        or word in given_names()
        or word in words("plain in names")
    )


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether the name is but a part of a longer written word: "pro-Beijing", "@Reuters"."""
    if start and text[start - 1] in "-'’@#/_.":
        return text[start - 1] != "-" or not _is_heading(text, start - 1)
    after, following = text[end : end + 1], text[end + 1 : end + 2]
    if after == ".":
        return following.islower()  # "Wikipedia.org"
    if after in ("'", "’"):
        return following.isalnum() and following not in "sS"
    return after == "$" or (after in ("-", "@", "_") and following.isalnum())


def _is_heading(text: str, end: int) -> bool:
    """Whether a line's first word ends at ``end`` and tells its subject: "TENNIS-GRAF WINS"."""
    start = text.rfind("\n", max(0, end - 20), end) + 1
    if not start and end > 20:
        return False
    return text[start:end].lower() in words("subject of a line")


def _capital_before(text: str, start: int) -> bool:
    """Whether a capitalised word that is no title or people runs on into the one at ``start``."""
    before = word_before(text, start)
    if not before or not before[0].isupper() or before[-1] in ',;:)"”':
        return False
    plain = before.rstrip(".")
    if is_title(before.lower()):
        return False
    if plain in demonyms() or before.endswith(("'s", "’s")):
        return False
    return not begins_sentence(text, start - 1 - len(before))


def _capital_after(text: str, end: int) -> bool:
    """Whether the word after ``end`` runs on from it: one blank, and a capital.

    What has figures in it is no part of the name ("ValuJet DC-9"), nor is an office
    ("US President").
    """
    if text[end : end + 1] != " " or end + 1 >= len(text):
        return False
    if not text[end + 1].isupper() or _MODEL.match(text, end + 1):
        return False
    return word_after(text, end) not in words("office")

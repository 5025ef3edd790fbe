"""A name found once is found everywhere in its article, in every form it goes on under.

The forms are the name as it stands, a person's surname and first name, and the acronym that
brackets introduce ("International Criminal Court (ICC)", "ICC (International Criminal Court)").
A single word counts only where it stands alone: not within a longer capitalised phrase, and not
at the head of a sentence when the article also writes it small.

Pure: standard library. Linear in the text: each word is looked up with at most `LONGEST` lengths.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from pipeline.entities.rules.agreement import person_parts
from pipeline.entities.rules.found import (
    WORD,
    Found,
    begins_sentence,
    surface,
    without_overlaps,
    word_before,
)
from pipeline.entities.rules.initials import abbreviates, may_abbreviate
from pipeline.entities.rules.shortforms import core
from pipeline.entities.rules.tables import demonyms, listed

#: Words (runs of letters and digits) in the longest name that is looked for again.
LONGEST: Final = 10
#: Letters of the longest acronym that is looked for with full stops too.
SHORT: Final = 5
_WORDS: Final = re.compile(r"([^\W_]+)")
_IN_BRACKETS: Final = re.compile(r" ?\(([^()\n]{2,60})\)")


def everywhere(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found`` and the further mentions of the same names, in order, none overlapping."""
    found = [*found, *_acronyms(texts, found)]
    labels = _forms(texts, found)
    if not labels:
        return list(found)
    sizes = _sizes(labels)
    ends: list[dict[int, int]] = [{} for _ in texts]
    for item in found:
        ends[item.field][item.start] = item.end
    more = [
        item
        for field, text in enumerate(texts)
        for item in _occurrences(field, text, labels, sizes, ends[field])
    ]
    return without_overlaps([*found, *more])


def _forms(texts: Sequence[str], found: Sequence[Found]) -> dict[str, str]:
    """Each form to look for, with its label."""
    labels: dict[str, str] = {}
    for item in found:
        name = surface(texts[item.field][item.start : item.end])
        labels.setdefault(name, item.label)
    for part in person_parts(name for name, label in labels.items() if label == "PERSON"):
        labels.setdefault(part, "PERSON")
    for full in [name for name, label in labels.items() if label == "ORG"]:
        if short := core(full):
            labels.setdefault(short, "ORG")
    return {name: label for name, label in labels.items() if name and name[0].isalnum()}


def _sizes(names: Iterable[str]) -> dict[str, list[int]]:
    """How many words the forms have that begin with a word, the most first.

    Of "US" also what "U.S." would have.
    """
    sizes: defaultdict[str, set[int]] = defaultdict(set)
    for name in names:
        parts = _words_of(name)
        sizes[parts[0]].add(len(parts))
        if name.isupper() and len(name) <= SHORT:
            sizes[name[0]].add(len(name))
    return {
        word: sorted((n for n in counts if n <= LONGEST), reverse=True)
        for word, counts in sizes.items()
    }


@lru_cache(maxsize=16_384)
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(name))


def _occurrences(
    field: int,
    text: str,
    labels: Mapping[str, str],
    sizes: Mapping[str, Sequence[int]],
    ends: Mapping[int, int],
) -> Iterator[Found]:
    """Where the forms stand in one text, but where no longer one can stand than was ``ends``."""
    # Every other part is a word, so that its place follows from the lengths before it; a text
    # has hundreds of words and few that begin a name.
    parts = _WORDS.split(text)
    edges = list(accumulate(map(len, parts), initial=0))
    words = parts[1::2]
    small: frozenset[str] | None = None
    stop = 0
    for i in [i for i, word in enumerate(words) if word in sizes]:
        start = edges[2 * i + 1]
        if start < stop:
            continue
        most = sizes[words[i]]
        if start in ends and most and edges[2 * min(i + most[0], len(words))] <= ends[start]:
            stop = ends[start]
            continue
        item = _longest_at(field, text, edges, i, labels, most)
        if item is not None:
            if small is None:
                small = frozenset(words)
            if _stands_alone(text, item, small):
                yield item
                stop = item.end


def _longest_at(
    field: int,
    text: str,
    edges: Sequence[int],
    i: int,
    labels: Mapping[str, str],
    sizes: Sequence[int],
) -> Found | None:
    """The longest form that begins with the ``i``-th word; words stand between odd ``edges``."""
    start = edges[2 * i + 1]
    for size in sizes:
        if 2 * (i + size) >= len(edges):
            continue
        end = edges[2 * (i + size)]
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


def _stands_alone(text: str, item: Found, small: frozenset[str]) -> bool:
    name = text[item.start : item.end]
    if _runs_on(text, item.start, item.end):
        return False
    if len(_words_of(name)) > 1:
        return True
    lowered = name.lower()
    if lowered in small and lowered[0].islower() and begins_sentence(text, item.start):
        return False
    return not _capital_before(text, item.start) and not _capital_after(text, item.end)


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether the name is but a part of a longer written word: "pro-Beijing", "@Reuters"."""
    if start and text[start - 1] in "-'’@#/_.":
        return True
    after, following = text[end : end + 1], text[end + 1 : end + 2]
    if after in ("'", "’"):
        return following.isalnum() and following not in "sS"
    return after in ("-", "@", "_") and following.isalnum()


def _capital_before(text: str, start: int) -> bool:
    """Whether a capitalised word that is no title or people runs on into the one at ``start``."""
    before = word_before(text, start)
    if not before or not before[0].isupper() or before[-1] in ',;:)"”':
        return False
    plain = before.rstrip(".")
    if plain.lower() in listed("titles") or before.lower() in listed("titles"):
        return False
    if plain in demonyms() or before.endswith(("'s", "’s")):
        return False
    return not begins_sentence(text, start - 1 - len(before))


def _capital_after(text: str, end: int) -> bool:
    """Whether the word after ``end`` runs on from it: one blank, and a capital."""
    if text[end : end + 1] != " " or end + 1 >= len(text):
        return False
    return text[end + 1].isupper()


def _acronyms(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """The bracketed acronyms of names, and the names that brackets explain, labelled alike."""
    more: list[Found] = []
    taken = {(item.field, item.start) for item in found}
    for item in found:
        text = texts[item.field]
        match = _IN_BRACKETS.match(text, item.end)
        if match is None or (item.field, match.start(1)) in taken:
            continue
        fits = may_abbreviate if item.label == "ORG" else abbreviates
        if fits(match[1], text[item.start : item.end]):
            more.append(Found(item.field, match.start(1), match.end(1), item.label))
    return more

"""Names that a recogniser ran together: "Angola and Mozambique", "ATLANTA - Coca-Cola Co.".

What looks like several and is one stays whole: "Trinidad and Tobago", "Google, Inc.", "Cohn,
Richard J.", "Conrad S. (Gus) Shinn".

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.entities.rules.found import CAPITAL
from pipeline.entities.rules.tables import by_label, given_names, listed, words

_PARAGRAPH: Final = re.compile(r"[\r\n\t]+| {2,}| [*•|]+ ")
#: What also parts names where a line begins: "ATLANTA - Coca-Cola Co.", "W - Glavine".
_HEADED: Final = re.compile(rf"{_PARAGRAPH.pattern}| [-–—/]+ (?={CAPITAL})")
_BRACKETS: Final = re.compile(r"\s{0,4}[()\[\]{}]+\s{0,4}")
#: "Conrad S. (Gus) Shinn", "Komatsu (Shanghai) Ltd."
_NAMED_WITHIN: Final = re.compile(r"[^()\[\]{}]+ \([^()\[\]{}\d]+\) [^()\[\]{} ]+")
_PARTING: Final = re.compile(r",? and |,? or |, | & ")
_WORDS: Final = re.compile(r"[^\W\d_]+(?: (?!(?:and|or) )[^\W\d_]+)*")


def pieces(text: str, label: str, headed: bool) -> Iterator[tuple[int, int]]:
    """The span, or its parts; ``headed`` if dashes with blanks may part them.

    Most are words and single blanks, which nothing can part.
    """
    if _WORDS.fullmatch(text):
        yield 0, len(text)
        return
    for left, right in _paragraphs(text, label, headed):
        yield from _parted(text, left, right, label)


def _paragraphs(text: str, label: str, headed: bool) -> Iterator[tuple[int, int]]:
    """The pieces between line breaks, bullets, dashes and, but in titles of works, brackets."""
    gaps = [*(_HEADED if headed else _PARAGRAPH).finditer(text)]
    if label not in {"WORK_OF_ART", "LAW"} and not _NAMED_WITHIN.fullmatch(text):
        gaps = sorted([*gaps, *_BRACKETS.finditer(text)], key=lambda gap: gap.start())
    start = 0
    for gap in gaps:
        if gap.start() > start:
            yield start, gap.start()
        start = max(start, gap.end())
    if start < len(text):
        yield start, len(text)


def _parted(text: str, start: int, end: int, label: str) -> Iterator[tuple[int, int]]:
    """The span, or its parts where it runs several names together."""
    gaps = list(_PARTING.finditer(text, start, end))
    parts: list[tuple[int, int]] = []
    left = start
    for gap in gaps:
        parts.append((left, gap.start()))
        left = gap.end()
    parts.append((left, end))
    if gaps and _are_several([text[a:b] for a, b in parts], [g.group() for g in gaps], label):
        yield from parts
    else:
        yield start, end


def _are_several(parts: list[str], gaps: list[str], label: str) -> bool:
    whole = "".join(a + b for a, b in zip(parts, [*gaps, ""], strict=True))
    if whole in listed("countries") or whole in listed("cities") or not all(map(_capital, parts)):
        return False
    if any(part in words("after a comma") for part in parts):
        return False
    if label == "PERSON":
        return " & " not in gaps and not _is_inverted(parts, gaps)
    places = sum(_is_place(part) for part in parts)
    if label in {"GPE", "LOC"}:
        return places >= 1 or all(gap == ", " for gap in gaps)
    if label == "NORP":
        return True
    return label == "ORG" and _are_organisations(parts, gaps, places)


def _is_inverted(parts: list[str], gaps: list[str]) -> bool:
    """Whether a surname and its first names are one, as in a list of works: "Cohn, Richard J."."""
    if gaps != [", "] or " " in parts[0]:
        return False
    first, *more = parts[1].split(" ")
    if _are_initials(first) or (more and first in given_names()):
        return all(map(_are_initials, more))
    return not more and first in given_names() and parts[0] not in given_names()


def _are_initials(word: str) -> bool:
    """ "J." and "J.-P.", with or without the last stop."""
    return all(len(letter) == 1 for letter in word.rstrip(".").replace(".-", ".").split("."))


def _are_organisations(parts: list[str], gaps: list[str], places: int) -> bool:
    known = sum(part in listed("organisations") for part in parts)
    if all(gap == " & " for gap in gaps):
        return known == len(parts)  # "Mail & Guardian" is one
    if known and all(part in listed("organisations") or " " not in part for part in parts):
        return True
    if places == len(parts):
        return True
    if " of " in parts[0] or " for " in parts[0]:
        return False  # "Department for the Environment, Food and Rural Affairs"
    heads = by_label("heads")
    return len(parts) > 2 and ", " in gaps and all(part.split()[-1] not in heads for part in parts)


def _is_place(name: str) -> bool:
    """Whether a list of places that are seldom anything else holds the name."""
    return any(name in listed(table) for table in ("countries", "states", "cities", "regions"))


def _capital(word: str) -> bool:
    return word[:1].isupper()

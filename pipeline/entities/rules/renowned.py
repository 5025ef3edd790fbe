"""Names that stand for one thing everywhere: "Tanjug", "Jabhat al-Nusra", "Crimean Tatars".

Their words are of every language, so a recogniser reads a person or a town there, passes over
them, or sees a part ("Crimean"). They are looked up in ``tables/renowned.txt``; a longer name that
contains one stays ("Hamas Brigade"), and so does what another capitalised word goes on ("Amal
Clooney"), for that is another's name.

Pure: standard library and tables. Linear in the text: each word is looked up once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from pipeline.entities.rules.found import PLACE, Found, Span, is_whole, word_before
from pipeline.entities.rules.tables import by_label, is_title, words

#: What may begin a name: a word that is capitalised or a number, or one of those below.
_BEGINS: Final = re.compile(
    r"\b(?:[^\W\da-zß-öø-ÿ_]|\d+(?:[a-z]|(?= [A-Z]))|[a-z]{1,3}(?=[A-Z])|al(?=[- ])|easy|neo|anti|"
    r"de)[^\W_]*|'Ndrangheta\b"
)

#: Who has a field of that name: "the minister of Law and Justice".
_OFFICE: Final = re.compile(r"\b(?:[Mm]inister|[Ss]ecretary) (?:of|for) \Z")


@cache
def _by_first_word() -> dict[str, tuple[str, ...]]:
    """The names by what their first word is to `_BEGINS`, the longest first."""
    names: dict[str, list[str]] = defaultdict(list)
    for name in by_label("renowned"):
        begun = _BEGINS.search(name)
        if begun and name.startswith(begun[0]):
            names[begun[0]].append(name)
    return {word: tuple(sorted(some, key=len, reverse=True)) for word, some in names.items()}


def renowned(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the names it lacks or has in part."""
    labels = by_label("renowned")
    more: list[Found] = []
    parts: set[tuple[int, Span]] = set()
    for field, text in enumerate(texts):
        spans = [(item.start, item.end) for item in found if item.field == field]
        for start, end in _in(text):
            met = _met(spans, start, end)
            if (start, end) not in met and all(start <= a and b <= end for a, b in met):
                more.append(Found(field, start, end, labels[text[start:end]]))
                parts.update((field, span) for span in met)
    kept = [item for item in found if (item.field, (item.start, item.end)) not in parts]
    return sorted([*kept, *more], key=PLACE)


def _met(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The spans, which are in order and apart, that share a character with start to end."""
    first = bisect_left(spans, (start,))
    first -= first > 0 and spans[first - 1][1] > start
    last = bisect_left(spans, (end,))
    return list(spans[first:last])


def _in(text: str) -> Iterator[Span]:
    names = _by_first_word()
    stop = 0
    for match in _BEGINS.finditer(text):
        start = match.start()
        if start < stop:
            continue
        for name in names.get(match[0], ()):
            end = start + len(name)
            if text.startswith(name, start) and _ends(text, start, end):
                yield start, end
                stop = end
                break


def _ends(text: str, start: int, end: int) -> bool:
    """Whether the name is whole, and of one word no other's beginning or end, nor an office's."""
    behind = text[end : end + 2]
    if behind[:1].isalnum() or (behind[:1] == "." and behind[1:].isalpha()):
        return False  # "Wikipedia.org"
    if not is_whole(text, start, end):
        return False
    if " " in text[start:end]:
        return _OFFICE.search(text[max(0, start - 16) : start]) is None
    before = word_before(text, start)
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        return False
    return not before[:1].isupper() or before in words("opening") or is_title(before.lower())

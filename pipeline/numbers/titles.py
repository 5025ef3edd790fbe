"""Titles of works in quotation marks: the film "42", her album “25”, Swift's “1989”.

Pure: standard library only. A title stands right after the word for a work ("film", "novel"), a
verb of naming ("called") or a possessive, in title case, at most `_LONGEST` tokens long. The
numbers in it are none.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from pipeline.numbers.lexicon import word_set
from pipeline.numbers.tokens import Tokens

_CLOSING: Final = {"“": "”", '"': '"', "‘": "’", "'": "'"}
_WORKS: Final = word_set(
    "song songs single singles album albums film films movie movies novel novels book books play "
    "plays musical show shows series drama thriller comedy track tracks hit hits documentary "
    "sitcom memoir poem opera ballet ep lp game videogame soundtrack classic blockbuster "
    "bestseller remake sequel anthem ballad episode exhibition painting mixtape biopic called "
    "titled entitled named"
)
_POSSESSIVE: Final = frozenset({"'s", "’s"})
# What stands right before a title, "and" before the second of two.
_ENDS: Final = tuple(word + mark for word in (*_WORKS, *_POSSESSIVE, "and") for mark in (" ", ", "))
# Words that titles write small.
_SMALL: Final = word_set(
    "of the and a an in to for on with at by from or as is de la el & , ' ’ 's ’s - : ! ? . # / +"
)
#: Tokens of the longest title: "One Flew Over the Cuckoo's Nest" has seven.
_LONGEST: Final = 12


def titles(t: Tokens) -> list[tuple[int, int]]:
    """The tokens ``[first, last)`` between the marks of each title, in reading order."""
    text, offsets = t.text, []
    for mark in _CLOSING:
        opening = " '" if mark == "'" else mark  # apostrophes are many
        start = text.find(opening)
        while start >= 0:
            mark_at = start + len(opening) - 1
            first = text[mark_at + 1 : mark_at + 2]
            if (first.isupper() or first.isdecimal()) and text.endswith(_ENDS, 0, mark_at):
                offsets.append(mark_at)
            start = text.find(opening, start + 1)
    found: list[tuple[int, int]] = []
    for start in sorted(offsets):
        i = bisect_left(t.starts, start, 0, t.count)
        if t.starts[i] != start or (found and i < found[-1][1]):
            continue
        if not _is_introduced(t, i, found[-1][1] if found else 0):
            continue
        last = _end(t, i)
        if last:
            found.append((i + 1, last))
    return found


def _is_introduced(t: Tokens, i: int, closed: int) -> bool:
    """By a work, a possessive or the title before, which the mark at ``closed`` closed."""
    before = t.lows[i - 2] if t.lows[i - 1] == "," else t.lows[i - 1]
    return before in _WORKS or before in _POSSESSIVE or (before == "and" and closed == i - 2)


def _end(t: Tokens, i: int) -> int:
    """The closing mark of the title that opens at ``i``; 0 where none closes or it is no title."""
    closing = _CLOSING[t.words[i]]
    for k in range(i + 1, i + _LONGEST + 2):
        word = t.words[k]
        if word == closing and k > i + 1 and (t.glued(k) and not _is_inner(t, k)):
            return k
        if not word or not (
            word[0].isupper() or word[0].isdecimal() or (t.lows[k] in _SMALL and k > i + 1)
        ):
            return 0
    return 0


def _is_inner(t: Tokens, k: int) -> bool:
    """ "Don’t": an apostrophe inside a word."""
    return t.words[k] in ("'", "’") and t.glued(k + 1) and t.words[k + 1][:1].isalpha()

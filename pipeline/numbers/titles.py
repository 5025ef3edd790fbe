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
_OPENING: Final = tuple(" " + mark for mark in _CLOSING)
_WORKS: Final = word_set(
    "song songs single singles album albums film films movie movies novel novels book books play "
    "plays musical show shows series drama thriller comedy track tracks hit hits documentary "
    "sitcom memoir poem opera ballet ep lp game videogame soundtrack classic blockbuster "
    "bestseller remake sequel anthem ballad episode exhibition painting mixtape biopic called "
    "titled entitled named"
)
# Before the second of two titles stands "and".
_INTRODUCING: Final = _WORKS | {"and"}
_POSSESSIVE: Final = frozenset({"'s", "’s"})
# "blockbuster," is the longest word that may stand before a title.
_LONGEST_WORD: Final = 14
# Words that titles write small.
_SMALL: Final = word_set(
    "of the and a an in to for on with at by from or as is de la el & , ' ’ 's ’s - : ! ? . # / +"
)
#: Tokens of the longest title: "One Flew Over the Cuckoo's Nest" has seven.
_LONGEST: Final = 12


def titles(t: Tokens) -> list[tuple[int, int]]:
    """The tokens ``[first, last)`` between the marks of each title, in reading order."""
    text, offsets = t.text, []
    for mark in _OPENING:
        start = text.find(mark)
        while start >= 0:
            before = text[max(start - _LONGEST_WORD, 0) : start].rpartition(" ")[2]
            if before[-2:] in _POSSESSIVE or _last_word(before) in _INTRODUCING:
                offsets.append(start + 1)
            start = text.find(mark, start + 1)
    found: list[tuple[int, int]] = []
    for start in sorted(offsets):
        i = bisect_left(t.starts, start, 0, t.count)
        if t.starts[i] != start or not t.glued(i + 1) or (found and i < found[-1][1]):
            continue
        if t.lows[i - 1] == "and" and not (found and found[-1][1] == i - 2):
            continue
        last = _end(t, i)
        if last:
            found.append((i + 1, last))
    return found


def _last_word(before: str) -> str:
    """ "called" of "so-called", "film" of "film,"."""
    return before.rstrip(",").lower().rpartition("-")[2]


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

"""Turns a token into the numbers that describe it as a word. Pure: standard library only.

Everything is read from the token's own characters, so that a word is described once and cached.
Strings become table rows by CRC-32, which is the same on every machine and fast; a clash of two
strings costs little, since a word has many features.
"""

from __future__ import annotations

from functools import cache
from typing import Final
from zlib import crc32

#: Rows of each embedding table. Powers of two: rows are taken by masking.
WORD_ROWS: Final = 1 << 15
PIECE_ROWS: Final = 1 << 15
SHAPE_ROWS: Final = 1 << 11
#: Character n-grams of one word, at most: longer words are read from both ends.
MOST_PIECES: Final = 24

_DIGITS: Final = str.maketrans("123456789", "000000000")
_QUOTES: Final = str.maketrans("’‘“”–—", "''\"\"--")


def norm(token: str) -> str:
    """The word without case, with straight quotes and all digits as 0: what words share."""
    return token.translate(_QUOTES).lower().translate(_DIGITS)


def word_rows(token: str) -> tuple[int, int]:
    """Two rows of the word table; two words rarely share both."""
    data = norm(token).encode("utf-8", "replace")
    return crc32(data) & (WORD_ROWS - 1), crc32(data, 0x5BD1E995) & (WORD_ROWS - 1)


def piece_rows(token: str) -> list[int]:
    """Rows of the character n-grams (3 to 5), with the word's ends marked; at most
    `MOST_PIECES`."""
    word = "<" + norm(token)[:40] + ">"
    mask = PIECE_ROWS - 1
    return [crc32(word[i : i + n].encode("utf-8", "replace")) & mask for i, n in _pieces(len(word))]


@cache
def _pieces(size: int) -> list[tuple[int, int]]:
    """Where the n-grams of a word of this length begin, and how long they are."""
    places = [(i, n) for n in (3, 4, 5) for i in range(size - n + 1)]
    if len(places) <= MOST_PIECES:
        return places
    # The ends say most: alternately from the front and the back of each length.
    return sorted(places, key=lambda p: (min(p[0], size - p[1] - p[0]), p[1], p[0]))[:MOST_PIECES]


def shape(token: str) -> str:
    """``Xxxx`` of ``Paris``, ``X.X.`` of ``U.S.``: runs are cut at four."""
    made: list[str] = []
    last, run = "", 0
    for character in token[:30]:
        if character.isalpha():
            kind = "X" if character.isupper() else "x"
        elif character.isdigit():
            kind = "d"
        else:
            kind = character
        run = run + 1 if kind == last else 0
        last = kind
        if run < 4:
            made.append(kind)
    return "".join(made)


def shape_rows(token: str) -> tuple[int, int, int]:
    """Rows of the shape, of the cased ending and of the cased beginning (three characters)."""
    mask = SHAPE_ROWS - 1
    whole = shape(token)
    return (
        crc32(whole.encode("utf-8", "replace")) & mask,
        crc32(("$" + token[-2:]).encode("utf-8", "replace")) & mask,
        crc32(("^" + token[:1] + whole[1:3]).encode("utf-8", "replace")) & mask,
    )


def key(token: str) -> int:
    """The 32-bit key of a lower-cased word in the table of known words."""
    return crc32(token.translate(_QUOTES).lower().encode("utf-8", "replace"))

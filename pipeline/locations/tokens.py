"""A text becomes words with their places in it: what the search for names walks over.

Pure: standard library only.

>>> [w.text for w in words_of("In St. John's, the U.S. won't.")]
['In', 'St', "John's", 'the', 'U.S.', "won't"]
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.locations.names import word_key

#: Initials with dots, or letters with apostrophes inside. Each character can be matched in one
#: way only, so that the time is linear.
_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.)+(?:[^\W\d_](?![^\W_])\.?)?(?![^\W\d_])|[^\W\d_]+(?:['’ʼʻ`][^\W\d_]+)*"
)

_POSSESSIVES: Final = ("'s", "’s")


class Token(NamedTuple):
    """One word; ``end`` is behind a possessive, ``base_end`` before it."""

    text: str
    start: int
    end: int
    base_end: int
    capital: bool
    key: str
    base_key: str


def _elided(word: str) -> bool:
    """ "d'Ivoire" begins small, but is written as a name."""
    return word[:2] in ("d'", "d’", "l'", "l’") and word[2:3].isupper()


def words_of(text: str) -> list[Token]:
    """All words of a text in order."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        start, end = match.span()
        base = word[:-2] if word.endswith(_POSSESSIVES) and len(word) > 2 else word
        whole = word_key(word)
        found.append(
            Token(
                word,
                start,
                end,
                start + len(base),
                word[0].isupper() or _elided(word),
                whole,
                whole if base is word else word_key(base),
            )
        )
    return found

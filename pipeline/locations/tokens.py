"""A text becomes words with their places in it: what the search for names walks over.

Pure: standard library only. Only where words stand is found at once. What a word is is looked at
when it is asked for: names and their neighbours, a third of the words of news.

>>> words = words_of("In St. John's, the U.S. won't.")
>>> [words[i].text for i in range(words.count)]
['In', 'St', "John's", 'the', 'U.S.', "won't"]
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.locations.names import word_key

#: Initials with dots, or letters with apostrophes inside. Each character can be matched in one
#: way only, so that the time is linear.
_WORD: Final = re.compile(
    r"(?=.\.)(?:[^\W\d_]\.)+(?:[^\W\d_](?![^\W_])\.?)?(?![^\W\d_])"
    r"|[^\W\d_]+(?:['’ʼʻ`][^\W\d_]+)*"
)

#: Names that begin small: "d'Ivoire", "al-Hasakah".
_SMALL_HEAD: Final = re.compile(r"\b(?:[dl]['’]|(?:al|el|as|ar|ash|az|an|at|ad)-)(?=[^\W\d_a-z])")

_POSSESSIVES: Final = ("'s", "’s", "'S", "’S")

#: Words whose keys are remembered: all that a day of news uses; a few megabytes.
REMEMBERED: Final = 20_000


#: Words that tell whether a text is written in capitals.
_LOOKED_AT: Final = 400


class Token(NamedTuple):
    """One word; ``end`` is behind a possessive, ``base_end`` before it."""

    text: str
    start: int
    end: int
    base_end: int
    capital: bool
    key: str
    base_key: str


class Words(dict[int, Token]):
    """All ``count`` words of a text by their numbers. ``heads``: with which a name may begin.

    A dictionary that looks at a word when it is first asked for: asking again costs no call.
    """

    __slots__ = ("_shouts", "_spans", "_text", "count", "heads")

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._spans = spans = list(map(re.Match.span, _WORD.finditer(text)))
        self._shouts: bool | None = None
        self.count = len(spans)
        small = {match.start() for match in _SMALL_HEAD.finditer(text)}
        self.heads: list[int] = [
            i
            for i, (start, _) in enumerate(spans)
            if (c := text[start]) < "a" or (c > "z" and c.isupper()) or start in small
        ]

    def shout(self) -> bool:
        """Whether capitals tell nothing, because most words are written in them."""
        if self._shouts is None:
            text = self._text
            long = [start for start, end in self._spans[:_LOOKED_AT] if end - start > 3]
            self._shouts = sum(text[i + 1].isupper() for i in long) > len(long) / 2
        return self._shouts

    def __missing__(self, i: int) -> Token:
        start, end = self._spans[i]
        word = self._text[start:end]
        base, capital, whole, base_key = _looks(word)
        token = self[i] = Token(word, start, end, start + base, capital, whole, base_key)
        return token


@lru_cache(maxsize=REMEMBERED)
def _looks(word: str) -> tuple[int, bool, str, str]:
    """How long a word is without its possessive, whether it is a name's, and its keys."""
    base = word[:-2] if word.endswith(_POSSESSIVES) and len(word) > 2 else word
    whole = word_key(word)
    capital = word[0].isupper() or _elided(word)
    return len(base), capital, whole, whole if base is word else word_key(base)


def _elided(word: str) -> bool:
    """ "d'Ivoire" begins small, but is written as a name."""
    return word[:2] in ("d'", "d’", "l'", "l’") and word[2:3].isupper()


def words_of(text: str) -> Words:
    """The words of a text."""
    return Words(text)

"""A text's words, looked at only where a name may begin and beside the names that are found.

Pure: standard library only. Names begin large, so that the rest of the text, most of it, is
passed over; the words before and behind a name are read when they are asked for.

>>> words = Words("In St. John's, the U.S. won't.")
>>> [word for _, word in words.heads()]
['In', 'St', "John's", 'U.S.']
>>> words.before(15), words.after(13)
(('the', 15, 18), ('the', 15, 18))
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.locations.names import LONGEST_NAME, word_key

_LETTER: Final = r"[^\W\d_]"
_APOSTROPHE: Final = "['’ʼʻ‘`]"
#: What follows the first letter: dots and more initials, or letters with apostrophes inside. Each
#: character can be matched in one way only, so that the time is linear.
_INITIALS: Final = rf"\.(?:{_LETTER}\.)*(?:{_LETTER}(?![^\W_])\.?)?(?!{_LETTER})"
_LETTERS: Final = rf"{_LETTER}*(?:{_APOSTROPHE}{_LETTER}+)*"
_REST: Final = f"(?:{_INITIALS}|{_LETTERS})"

#: A word: initials with dots, or letters with apostrophes inside.
WORD: Final = re.compile(_LETTER + _REST)

#: A word that begins large, or behind "d'" or "l'"; small letters beyond ASCII are let through.
#: The first set of characters lets the search skip to the next large letter at once.
_HEAD: Final = re.compile(
    rf"[A-Z\x80-\U0010ffff](?<={_LETTER})(?<!{_LETTER}.)(?<![^\W\d_dl]{_APOSTROPHE}.){_REST}"
)

#: Names that begin small: "al-Hasakah", "d'Ivoire".
_ARTICLES: Final = frozenset(("al-", "el-", "as-", "ar-", "ash-", "az-", "an-", "at-", "ad-"))
_ELISIONS: Final = frozenset(("d'", "d’", "l'", "l’"))
_JOINED: Final = "-'’ʼʻ`"
_JOINING: Final = re.compile(rf"\w|{_APOSTROPHE}")

_POSSESSIVES: Final = ("'s", "’s", "'S", "’S")

#: Words whose looks are remembered: all that a day of news uses; a few megabytes.
REMEMBERED: Final = 20_000

#: Characters that tell whether a text is written in capitals.
_LOOKED_AT: Final = 2_400

#: How far back the word before a name is looked for at first; then further and further.
_BACK: Final = 32

#: A word, where it begins and where it ends, its possessive included.
Span = tuple[str, int, int]

#: The word before a name, where it begins, what stands between them; the same behind the name,
#: the other way round. Words are empty where there are none, and cut where they are no words.
Beside = tuple[str, int, str, str, str]


class Look(NamedTuple):
    """What a word looks like: its ``base`` is how long it is without its possessive."""

    base: int
    capital: bool
    key: str
    base_key: str


@lru_cache(maxsize=REMEMBERED)
def look(word: str) -> Look:
    """A word's looks: how long it is without its possessive, whether a name's, and its keys."""
    base = word[:-2] if word.endswith(_POSSESSIVES) and len(word) > 2 else word
    whole = word_key(word)
    capital = word[0].isupper() or _elided(word)
    return Look(len(base), capital, whole, whole if base is word else word_key(base))


def _elided(word: str) -> bool:
    """ "d'Ivoire" begins small, but is written as a name."""
    return word[:2] in _ELISIONS and word[2:3].isupper()


class Words:
    """The words of a text."""

    __slots__ = ("_shouts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._shouts: bool | None = None

    def heads(self) -> Iterator[tuple[int, str]]:
        """The words with which a name may begin, in reading order: where they begin, and text."""
        text = self.text
        for match in _HEAD.finditer(text):
            word, start = match[0], match.start()
            if start and text[start - 1] in _JOINED:
                if text[start - 1] == "-":
                    yield from self._small_head(start, 3, _ARTICLES)
                    yield from self._small_head(start, 4, _ARTICLES)
                elif start > 1 and text[start - 2] in "dl":
                    for small, _ in self._small_head(start, 2, _ELISIONS):
                        yield small, text[small:start] + word
                    continue
            if word[0] < "a" or word[0].isupper():
                yield start, word

    def _small_head(self, at: int, long: int, known: Collection[str]) -> Iterator[tuple[int, str]]:
        """The "al" of "al-Hasakah" or the "d'" of "d'Ivoire", where that stands before ``at``."""
        text, start = self.text, at - long
        joined = start > 0 and _JOINING.match(text, start - 1)
        if start >= 0 and text[start:at] in known and not joined:
            yield start, text[start : at - 1]

    def before(self, at: int) -> Span | None:
        """The last word that begins before ``at``, where a word begins or ends."""
        text = self.text
        if at > _BACK and text[at - 1] == " ":  # as good as always
            start = text.rfind(" ", at - _BACK, at - 1) + 1
            if start and (word := text[start : at - 1]).isalpha():
                return word, start, at - 1
        back = _BACK
        while True:
            low = max(0, at - back)
            last = None
            for match in WORD.finditer(text, low):
                if match.start() >= at:
                    break
                last = match
            if not low or (last is not None and last.start() > low):
                return (last[0], *last.span()) if last is not None else None
            back *= 4

    def after(self, at: int) -> Span | None:
        """The first word that begins from ``at`` on."""
        match = WORD.search(self.text, at)
        return (match[0], *match.span()) if match is not None else None

    def beside(self, start: int, end: int, tail: int) -> Beside:
        """What stands beside a name from ``start`` to ``end`` whose last word ends at ``tail``."""
        text = self.text
        previous = self.before(start)
        word, at, gap = "", 0, ""
        if previous is not None:
            word, at, before_end = previous
            gap = text[before_end:start]
        match = WORD.search(text, tail)
        word = word[:LONGEST_NAME]
        if match is None:
            return word, at, gap, "", ""
        return word, at, gap, text[end : match.start()], match[0][:LONGEST_NAME]

    def shout(self) -> bool:
        """Whether capitals tell nothing, because most words are written in them."""
        if self._shouts is None:
            first = self.text[:_LOOKED_AT]
            self._shouts = False
            if 4 * sum(map(first.count, "EATO")) > sum(map(first.count, "eato")):
                long = [word for word in WORD.findall(first) if len(word) > 3]
                self._shouts = sum(word[1].isupper() for word in long) > len(long) / 2
        return self._shouts

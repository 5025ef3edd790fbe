"""Quoted titles of works and prizes: the song "Harbour Town", "the Pulitzer Prize for Fiction".

A recogniser sees a town or a person in them, or nothing. A title is quoted, has capitals, and the
word before the quotation says what it is the title of.

Pure: standard library and tables. Linear in the text: each quotation is matched once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.entities.rules.found import CAPITALISED, Found, Span, named_anew
from pipeline.entities.rules.tables import words

#: Characters before a quotation in which the word stands that says what is quoted.
_REACH: Final = 60
_QUOTED: Final = re.compile(r'"([^\W_a-zß-öø-ÿ][^"\n]{0,70})"')
_KIND: Final = re.compile(
    r"\b([a-zA-Z-]+)(?: (?:of|on|for|by|is|was|were|are|titled|entitled)){0,2},? \Z"
)
_NEXT: Final = re.compile(r",?(?: and| or)? \Z")
#: What a prize is for belongs to its name: "the Pulitzer Prize for Public Service".
_PRIZE: Final = re.compile(
    rf"(?<![\w'’-])(?:{CAPITALISED} ){{1,3}}(?:Prize|Award|Medal) (?:for|of) {CAPITALISED}"
    rf"(?: (?:(?:of|of the|and) )?{CAPITALISED}){{0,3}}"
)
_WORD: Final = re.compile(r"[^\W\d_]{4,}")


def titled(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the quoted titles in place of what was found in them."""
    return named_anew(texts, found, _titles, "WORK_OF_ART")


def _titles(text: str) -> Iterator[Span]:
    if "Prize " in text or "Award " in text or "Medal " in text:
        for prize in _PRIZE.finditer(text):
            if prize[0].partition(" ")[0] not in words("opening"):
                yield prize.span()
    last = -1
    for quoted in _QUOTED.finditer(text):
        start, end = quoted.start(1), quoted.end(1)
        guest = text.find(" (f", start, end)
        end = guest if guest > 0 else end
        while end > start and text[end - 1] in ",.;":
            end -= 1
        before = text[max(0, quoted.start() - _REACH) : quoted.start()]
        goes_on = last >= 0 and _NEXT.fullmatch(text, last, quoted.start()) is not None
        if (goes_on or _says_work(before)) and _is_title(text[start:end]):
            yield start, end
            last = quoted.end()


def _says_work(before: str) -> bool:
    kind = _KIND.search(before)
    return kind is not None and kind[1].lower() in words("work")


def _is_title(name: str) -> bool:
    """Whether the words of four letters and more have capitals: no sentence has."""
    return all(word[0].isupper() for word in _WORD.findall(name)) and len(name) > 1

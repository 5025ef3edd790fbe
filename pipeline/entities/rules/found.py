"""A mention while its label is still open, and what the rules ask about the text around it.

Pure: standard library only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

#: A run of letters and digits: what `words` counts as one word.
WORD: Final = re.compile(r"[^\W_]+")
#: A capital letter, with or without an accent, for patterns.
CAPITAL: Final = r"[^\W\d_a-zß-öø-ÿ]"
#: A capitalised word, with its hyphens and apostrophes.
CAPITALISED: Final = rf"(?:{CAPITAL}[^\W\d_]*(?:['’-][^\W\d_]+)*)"
#: What is of bodies alone, before their names, for patterns: "shares in", "a spokesman for".
SAID_OF_BODIES: Final = (
    r"[Ss]hares (?:in|of)|[Ss]pokes(?:man|woman|person) for|[Ff]ighters of|[Ww]orkers at"
)
#: The labels of places.
PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
#: A pattern that nothing matches.
NOTHING: Final = r"(?!)"
#: What goes on a name behind it, and makes it part of something else.
_GOES_ON: Final = frozenset({"-", "@", "_", "&", "$"})
_SPACES: Final = re.compile(r"\s+")
_ACRONYM_DOTS: Final = re.compile(r"(?<=\b[A-Z])\.")
#: What may end the sentence before a word, or open one, when only blanks stand between.
_OPENERS: Final = frozenset(".!?:;\"'“”‘’()[]*•·-–—|>\n\r\t")

#: Where something stands in a text, half-open.
Span = tuple[int, int]
#: Where a mention is, for sorting.
PLACE: Final = itemgetter(0, 1, 2)


class Found(NamedTuple):
    """A mention in the ``field``-th text, half-open, with the label it has so far.

    ``confidence`` is the recogniser's probability of just this mention with just this label; None
    where it gives none, or rules found the mention or changed it.

    A named tuple: thousands are made and sorted for each article, which costs a frozen dataclass
    three times as much.
    """

    field: int
    start: int
    end: int
    label: str
    confidence: float | None = None

    def called(self, label: str) -> Found:
        """The mention with a label that may not be the recogniser's."""
        return self if label == self.label else self._replace(label=label, confidence=None)


@lru_cache(maxsize=16_384)
def surface(text: str) -> str:
    """A name as it is compared: blanks are single, apostrophes straight, acronyms undotted.

    >>> surface("U.S."), surface("Sinn\\n Fein"), surface("O’Brien")
    ('US', 'Sinn Fein', "O'Brien")
    """
    plain = _SPACES.sub(" ", text).replace("’", "'").strip()
    return _ACRONYM_DOTS.sub("", plain)


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether the name is no part of a longer written one: "NATO", not the one in "@NATO-led"."""
    return not (start and text[start - 1] in "-@#/_") and text[end : end + 1] not in _GOES_ON


def begins_sentence(text: str, start: int) -> bool:
    """Whether a capital at ``start`` says nothing: a sentence, line or quotation begins there."""
    i = start - 1
    while i >= 0 and text[i] == " ":
        i -= 1
    return i < 0 or text[i] in _OPENERS


def word_before(text: str, start: int) -> str:
    """The word that ends one blank (or a full stop and a blank) before ``start``, or nothing."""
    end = start - 1
    if end < 1 or not text[end].isspace() or text[end - 1].isspace():
        return ""
    return text[max(0, end - 40) : end].rsplit(None, 1)[-1]


def word_after(text: str, end: int) -> str:
    """The word that begins one blank after ``end``, or nothing."""
    if end >= len(text) or text[end] != " ":
        return ""
    match = WORD.match(text, end + 1)
    return match.group() if match else ""


def without_overlaps(found: Sequence[Found]) -> list[Found]:
    """``found`` in order, the longer (and then earlier) one kept where two overlap."""
    kept: list[Found] = []
    field, stop = -1, 0
    for item in sorted(found, key=PLACE):
        if item.field == field and item.start < stop:
            if item.end - item.start <= stop - kept[-1].start:
                continue
            kept[-1] = item
        else:
            kept.append(item)
        field, stop = item.field, item.end
    return kept


def meets(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether one of the spans, which are in order, shares a character with start to end."""
    i = bisect_left(spans, (end,))
    return i > 0 and spans[i - 1][1] > start


def placed(fields: int, found: Sequence[Found], more: Sequence[Found]) -> list[Found]:
    """``found``, in order, with ``more`` in place of what was found there."""
    if not more:
        return list(found)
    more = without_overlaps(more)
    taken = [[(m.start, m.end) for m in more if m.field == i] for i in range(fields)]
    kept = [m for m in found if not meets(taken[m.field], m.start, m.end)]
    return sorted([*kept, *more], key=PLACE)


def named_anew(
    texts: Sequence[str],
    found: Sequence[Found],
    spans_in: Callable[[str], Iterable[Span]],
    label: str,
) -> list[Found]:
    """``found``, in order, with what ``spans_in`` finds in each text in its place, as ``label``."""
    more = [
        Found(field, *span, label) for field, text in enumerate(texts) for span in spans_in(text)
    ]
    return placed(len(texts), found, more)

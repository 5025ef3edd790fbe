"""Names whose last word tells what they are, where nothing was seen: "on Ala-Too Square".

Two capitalised words and more, the last of which names a kind of place or body, after a small
word that stands before names: capitals in a headline or at a sentence's head say nothing.

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.entities.rules.found import CAPITALISED, Found, meets
from pipeline.entities.rules.tables import labels_of_head, words

#: Labels whose words are trusted so.
_LABELS: Final = frozenset({"FAC", "LOC", "GPE", "EVENT", "LAW"})
_RUN: Final = re.compile(
    r"\b(?:the|in|on|at|near|from|to|of|by|through|outside|inside|along|across|around|into|with|"
    r"for) "
    rf"((?:(?:St\. )?{CAPITALISED} ){{1,4}}{CAPITALISED})(?![\w’'-]| [A-Z])"
)


def headed(texts: Sequence[str], found: Sequence[Found]) -> Iterator[Found]:
    """The names that ``found``, in order, lacks and whose last words give them away."""
    for field, text in enumerate(texts):
        taken = [(item.start, item.end) for item in found if item.field == field]
        for match in _RUN.finditer(text):
            first, last = match[1].split(" ", 1)[0], match[1].rpartition(" ")[2]
            label = next(iter(labels_of_head(last)), "")
            if (
                label not in _LABELS
                or last == "Convention"
                or first in words("opening")
                or meets(taken, *match.span(1))
            ):
                continue
            if "’s " in match[1] or "'s " in match[1]:
                continue
            if label != "GPE" or not _is_plain(match[1]):
                yield Found(field, *match.span(1), label)


def _is_plain(name: str) -> bool:
    """Whether any land has such a one: "the Southern Military District"."""
    return any(word in words("plain in names") for word in name.split(" ")[:-1])

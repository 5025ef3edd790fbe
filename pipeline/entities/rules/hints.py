"""Names that the words beside them give away, where a recogniser saw none.

"the Treaty of Fredrikshamn", "Operation Barkhane", "Rep. Ann Lee, D-N.M.,", "in the Axarquía, the
hills east of it".

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from pipeline.entities.rules.found import CAPITALISED, SAID_OF_BODIES, is_whole, word_before
from pipeline.entities.rules.tables import (
    by_label,
    demonyms,
    known_names,
    listed,
    opens_otherwise,
    words,
)

#: Events and laws that are named after "of".
_HISTORIC: Final = {
    **dict.fromkeys(("Battle of ", "Siege of "), "EVENT"),
    **dict.fromkeys(("Treaty of ", "Peace of ", "Convention of ", "Edict of "), "LAW"),
}
_AFTER: Final = re.compile(
    rf"(?:the )?{CAPITALISED}(?: (?:River|Creek|Bridge|Hill|Heights|Island|Pass)\b)?"
)
_OPERATION: Final = re.compile(
    r"\bOperation (?!Manager|Director|Officer|Cent|Room|Team|The\b)"
    rf"{CAPITALISED}(?: {CAPITALISED})?"
)
#: The state or town that a member of an assembly is for: ", D-N.M.,", "(R-Bangor)", "(D-CA)".
_SEAT: Final = re.compile(
    r"(?:, |\((?:both |all )?)[DRI]-([A-Z](?:[a-z]+\.?|\.[A-Z]\.|[A-Z](?=[,)])))(?=[,.;)]| [a-z])"
)
#: A people, faith or land before what is no name with it: "Shiite Amal", "US-based".
_FIRST: Final = re.compile(r"\b[A-Z][\w']+(?= [A-Z])|\bU\.S\.(?= [A-Z])|\bUS(?=-[a-z])")
_RUN: Final = re.compile(rf"(?:{CAPITALISED}|U\.S\.)(?: {CAPITALISED})+")
_LANDS: Final = frozenset({"US", "U.S.", "UK"})
_BEFORE: Final = re.compile(rf"\b(?:in|near|from|around|of|to|through) (?:the )?({CAPITALISED})\Z")
#: What only bodies have, before a name: "shares in Snap fell", "a spokesman for Econet".
_OF_BODY: Final = re.compile(
    rf"\b(?:{SAID_OF_BODIES}|[Ee]mployees of|[Ss]hareholders of|[Cc]hief executive of) "
    rf"({CAPITALISED}(?: {CAPITALISED}){{0,2}})(?=['’]s\b|[,.;]|$| [a-z])"
)
#: What `_OF_BODY` begins with, one of which a text must have.
_BODY_HAS: Final = (
    "hares ",
    "man for ",
    "son for ",
    "ighters of ",
    "orkers at ",
    "mployees of ",
    "xecutive of ",
    "holders of ",
)
#: Characters before a comma in which a name of one word stands, at most.
_REACH: Final = 40

Hint = tuple[int, int, str]


def hinted(text: str) -> Iterator[Hint]:
    """The names as (start, end, label), in no order."""
    for opening, label in _HISTORIC.items():
        start = text.find(opening)
        while start >= 0:
            named = _AFTER.match(text, start + len(opening))
            if named:
                yield start, named.end() - _possessive(named[0]), label
            start = text.find(opening, start + len(opening))
    if "Operation " in text:
        for operation in _OPERATION.finditer(text):
            yield operation.start(), operation.end() - _possessive(operation[0]), "EVENT"
    if "D-" in text or "R-" in text or "I-" in text:
        for seat in _SEAT.finditer(text):
            yield *seat.span(1), "GPE"
    for name, label in _with_small_words().items():
        start = text.find(name)
        while start >= 0:
            if is_whole(text, start, start + len(name)):
                yield start, start + len(name), label
            start = text.find(name, start + len(name))
    if any(word in text for word in _BODY_HAS):
        for body in _OF_BODY.finditer(text):
            end = body.end(1) - _possessive(body[1])
            if not opens_otherwise(text[body.start(1) : end].partition(" ")[0]):
                yield body.start(1), end, "ORG"
    opened = _opened()
    for first in _FIRST.finditer(text):
        if first[0] in opened and not _goes_before(text, first.start()):
            run = _RUN.match(text, first.start())
            kind = _adjective(run[0] if run else first[0])
            if kind:
                yield *first.span(), kind
    for apposed in _apposition().finditer(text):
        start = max(0, apposed.start() - _REACH)
        place = _BEFORE.search(text[start : apposed.start()])
        if place and place[1] not in listed("calendar"):
            yield start + place.start(1), apposed.start(), "GPE"


def _goes_before(text: str, start: int) -> bool:
    """Whether the word goes on another: "Pan-African", "Mary English Smith"."""
    if text[start - 1 : start] in ("-", ".", "'"):
        return True
    before = word_before(text, start)
    return before[:1].isupper() and before.isalpha()


@cache
def _opened() -> frozenset[str]:
    """The peoples and lands that may stand before another name."""
    return (demonyms() - words("people or given name")) | _LANDS


@cache
def _with_small_words() -> dict[str, str]:
    """The listed lands and bodies that recognisers miss for a small word: "al-Shabaab"."""
    labels = {"countries": "GPE", "states": "GPE", "regions": "LOC", "organisations": "ORG"}
    return {
        name: label
        for table, label in labels.items()
        for name in listed(table)
        if name[0].islower() or " d'" in name
    }


@lru_cache(maxsize=16_384)
def _adjective(run: str) -> str | None:
    """The label of the run's first word where it is a people or land, and no body's with the rest.

    Kept, since the same words begin most sentences.
    """
    first, _, rest = run.partition(" ")
    label = "GPE" if first in _LANDS else "NORP"
    if not rest:
        return label
    parts = run.split(" ")
    named = any(" ".join(parts[:size]) in known_names() for size in range(2, len(parts) + 1))
    return None if named or any(part in by_label("heads") for part in parts[1:]) else label


def _possessive(name: str) -> int:
    return 2 if name.endswith(("'s", "’s")) else 0


@cache
def _apposition() -> re.Pattern[str]:
    nouns = "|".join(sorted(words("place noun"), key=len, reverse=True))
    return re.compile(rf", (?:an?|the|one of the) (?:[a-z-]{{1,20}} ){{0,3}}?(?:{nouns})\b")

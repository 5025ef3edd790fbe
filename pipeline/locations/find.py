"""Words become candidate mentions: the longest names of the gazetteer that the text writes large.

Pure: standard library only. Found here is every stretch that could be a place by its spelling;
`plausible` says how likely each is one, where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.article.model import Field
from pipeline.locations.gazetteer import Gazetteer, Name
from pipeline.locations.layout import Kind
from pipeline.locations.tokens import Token, Words
from pipeline.locations.words import INNER

#: The longest name that is looked for, in words.
MOST_WORDS: Final = 7

#: Words that a dot may follow inside a name: "St. Louis", "Mt. Kisco", "N. Carolina".
_DOTTED: Final = frozenset(["st", "ste", "ft", "mt", "pt", "n", "s", "e", "w"])

#: What may stand between two words of one name.
_JOINTS: Final = frozenset((" ", "-", "‑", "–", "\n", "  ", " & ", "\u00a0"))

#: "U.S.", "E.U.": initials are no short names, as Eu in France is.
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")

_DEMONYM: Final = int(Kind.DEMONYM)
_CODE: Final = int(Kind.CODE)
_ABBREVIATION: Final = int(Kind.ABBREVIATION)


@dataclass(slots=True)
class Found:
    """A stretch of a field that bears a name of the gazetteer: words ``first`` to ``last``.

    ``before`` and ``after`` are the signs that stand beside it (see `plausible`). ``borne``:
    whether a person of the article bears the name too; None: nobody looked for persons.
    ``company``: what a list has beside it. ``nowhere``: a state in which the text puts the name,
    and the gazetteer has none of this name there.
    """

    field: Field
    start: int
    end: int
    text: str
    key: str
    first: int
    last: int
    postings: tuple[int, ...]
    flags: int
    demonym: bool = False
    chance: float = 0.0
    label: str = ""
    inside: str = ""
    qualifier: Found | None = None
    qualifies: Found | None = None
    nowhere: Found | None = None
    cue: str = ""
    before: str = ""
    after: str = ""
    borne: bool | None = None
    company: tuple[Found, ...] = ()


def names_in(field: Field, text: str, words: Words, gazetteer: Gazetteer) -> Iterator[Found]:
    """The names of the gazetteer in a text, longest first from each word, none overlapping."""
    done = 0
    for i in words.heads:
        if i >= done:
            found = _longest(field, text, words, i, gazetteer)
            if found is not None:
                yield found
                done = found.last


def _longest(field: Field, text: str, words: Words, i: int, gazetteer: Gazetteer) -> Found | None:
    word = words[i]
    alone = gazetteer.find(word.key)
    if alone is None:  # no name begins with it
        if word.base_key == word.key:
            return None
        most = 0
    else:
        most = min(alone.words, MOST_WORDS)
    for n in range(_reach(text, words, i, most) if most > 1 else 1, 1, -1):
        last = words[i + n - 1]
        if not last.capital:
            continue
        head = " ".join([words[j].key for j in range(i, i + n - 1)])
        for tail, end in ((last.key, last.end), (last.base_key, last.base_end)):
            joined = f"{head} {tail}".replace(" and ", " ")
            name = gazetteer.find(joined)
            if name is not None and name.first < name.last:
                found = _found(field, text, words, i, i + n, end, joined, name, gazetteer)
                if found is not None:
                    return found
            if tail == last.base_key:
                break
    for name, name_key, end in _spellings(word, alone, gazetteer):
        return _found(field, text, words, i, i + 1, end, name_key, name, gazetteer)
    return None


def _spellings(
    word: Token, alone: Name | None, gazetteer: Gazetteer
) -> list[tuple[Name, str, int]]:
    """A word as it stands, and without its possessive; the likelier first.

    "Peru's" is Peru's, and no Perus; "St. John's" and "Lee's" have their own names.
    """
    named = [(alone, word.key, word.end)]
    if word.base_key != word.key:
        named.append((gazetteer.find(word.base_key), word.base_key, word.base_end))
    found = [
        (name, k, end) for name, k, end in named if name is not None and name.first < name.last
    ]
    found.sort(key=lambda one: -gazetteer.posting_prior[one[0].first])
    return found


def _reach(text: str, words: Words, i: int, most: int) -> int:
    """How many words from ``i`` on may belong to one name."""
    n = 1
    while n < most and i + n < words.count:
        before, word = words[i + n - 1], words[i + n]
        joint = text[before.end : word.start]
        if joint not in _JOINTS and not (joint in (". ", ".") and before.key in _DOTTED):
            break
        if not word.capital and word.text not in INNER:
            break
        n += 1
    return n


def _found(
    field: Field,
    text: str,
    words: Words,
    first: int,
    last: int,
    end: int,
    name_key: str,
    name: Name,
    gazetteer: Gazetteer,
) -> Found | None:
    """The stretch with the postings that its spelling allows; None when it allows none."""
    start = words[first].start
    surface = text[start:end]
    kinds, postings = gazetteer.posting_kind, []
    demonym = False
    letters = surface.replace(".", "")
    initials = bool(_INITIALS.fullmatch(surface))
    dotted = "." in surface or text[end : end + 1] == "."
    for posting in range(name.first, name.last):
        kind = kinds[posting]
        if kind == _DEMONYM:
            demonym = True
        elif (
            (kind == _CODE and not letters.isupper())
            or (
                kind == _ABBREVIATION
                and not dotted
                and not (letters.isupper() and len(letters) == 2)
            )
            or (initials and kind not in (_CODE, _ABBREVIATION, _DEMONYM))
        ):
            continue
        postings.append(posting)
    if not postings:
        return None
    if kinds[postings[0]] == _ABBREVIATION and text[end : end + 1] == ".":
        end, surface = end + 1, surface + "."
    return Found(
        field, start, end, surface, name_key, first, last, tuple(postings), name.flags, demonym
    )

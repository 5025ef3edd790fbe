"""Whether an acronym is made of a name's initials.

Pure: standard library and tables.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.entities.rules.found import WORD
from pipeline.entities.rules.tables import known_names, words

#: Of an acronym whose letters are not the name's own, in brackets: its letters, the name's words.
LONGEST_FOREIGN: Final = 6
LEAST_WORDS: Final = 3
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z0-9&.-]{0,8}[A-Z0-9]\.?")


def abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` is made of the first letters of ``full``'s words, in order.

    >>> abbreviates("ICC", "International Criminal Court"), abbreviates("ICC", "Court of Appeal")
    (True, False)
    """
    return bool(letters_of(short)) and letters_of(short) in initials(full)


def may_abbreviate(short: str, full: str) -> bool:
    """Whether ``short`` in brackets after the body ``full`` is its acronym, in any language.

    "Conservative People's Party of Estonia (EKRE)"; of two words not: "Real Madrid (ESP)".

    >>> may_abbreviate("EKRE", "Conservative People's Party of Estonia")
    True
    """
    if abbreviates(short, full):
        return True
    foreign = short.isalpha() and short.isupper() and 2 <= len(short) <= LONGEST_FOREIGN
    return (
        foreign
        and len(full.split()) >= LEAST_WORDS
        and known_names().get(short) in {None, "organisations", "renowned"}
    )


@lru_cache(maxsize=16_384)
def letters_of(short: str) -> str:
    """The capitals of an acronym ("U.N." → "UN"), or nothing where it cannot be one."""
    if len(short) > 12 or not _ACRONYM.fullmatch(short):
        return ""
    return "".join(char for char in short if char.isalnum()).upper()


@lru_cache(maxsize=16_384)
def initials(full: str) -> frozenset[str]:
    """The acronyms that a name of several words can have: of all words, the telling ones, capitals.

    >>> sorted(initials("Bank of England"))
    ['BE', 'BOE']
    """
    parts = WORD.findall(full)
    if len(parts) < 2:
        return frozenset()
    every = "".join(part[0] for part in parts)
    main = "".join(part[0] for part in parts if part.lower() not in words("linking"))
    upper = "".join(char for part in parts for char in part if char.isupper() or char.isdigit())
    return frozenset(x.upper() for x in (every, main, upper) if len(x) > 1)

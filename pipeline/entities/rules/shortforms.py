"""What an article goes on to call a body that it named in full: "Volkert" for "Volkert AG".

A short form is the name without its "Inc.", or its first or last word, where that word says
something by itself: "Betis" of "Real Betis", but not "Bank" of "Bank of England".

Pure: standard library and tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.entities.rules.found import Found, surface
from pipeline.entities.rules.initials import abbreviates, may_abbreviate
from pipeline.entities.rules.tables import by_label, given_names, known_names, listed, words


@lru_cache(maxsize=16_384)
def core(name: str) -> str:
    """The name without "Inc." and its like at the end, or nothing where it has none.

    >>> core("Halvorsen Foods Inc."), core("Halvorsen Foods")
    ('Halvorsen Foods', '')
    """
    parts = name.split(" ")
    size = len(parts)
    while size > 1 and parts[size - 1].rstrip(",") in words("designator"):
        size -= 1
    short = " ".join(parts[:size]).rstrip(",& ")
    return short if size < len(parts) and _telling(short) else ""


@lru_cache(maxsize=16_384)
def short_forms(name: str) -> tuple[str, ...]:
    """The short forms of a body's name, itself not among them.

    >>> short_forms("Halvorsen Foods Inc."), short_forms("Bank of England")
    (('Halvorsen Foods', 'Halvorsen'), ())
    """
    if by_label("beginnings").get(name.split(" ", 1)[0]) == "EVENT":
        return tuple(filter(None, name.split(" ", 1)[1:]))  # "Humberto" of "Hurricane Humberto"
    whole = core(name)
    short = whole or name
    parts = short.split(" ")
    if len(parts) == 1 or not {"&", "and", "of", "for", "the", "-"}.isdisjoint(parts):
        return (whole,) if whole else ()
    ends = (part for part in (parts[0], parts[-1]) if _telling(part))
    return tuple(dict.fromkeys((*((whole,) if whole else ()), *ends)))


def _telling(short: str) -> bool:
    """Whether a short form can mean one thing only: no place, people, first name or common word."""
    if " " in short:
        return True
    return (
        len(short) > 3
        and short[0].isupper()
        and short not in known_names()
        and short not in given_names()
        and short not in by_label("heads")
        and short not in words("general")
        and short not in words("plain in names")
        and short not in by_label("beginnings")
        and short not in listed("calendar")
    )


def introduced(texts: Sequence[str], found: Sequence[Found]) -> Iterator[tuple[str, str]]:
    """The acronyms that brackets explain or introduce, each with the name in full."""
    for one, other in pairwise(found):
        if one.field != other.field or other.start - one.end > 2:
            continue
        text = texts[one.field]
        if text[one.end : other.start] != " (" or text[other.end : other.end + 1] != ")":
            continue
        first, second = surface(text[one.start : one.end]), surface(text[other.start : other.end])
        fits = may_abbreviate if one.label == "ORG" else abbreviates
        if fits(second, first):
            yield second, first
        elif abbreviates(first, second):
            yield first, second

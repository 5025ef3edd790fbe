"""What an article goes on to call a body that it named in full: "Volkert" for "Volkert AG".

A short form is the name without its "Inc.", or its first or last word, where that word says
something by itself: "Betis" of "Real Betis", but not "Bank" of "Bank of England".

Pure: standard library and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from pipeline.entities.rules.found import Found, surface
from pipeline.entities.rules.initials import abbreviates, initials, letters_of, may_abbreviate
from pipeline.entities.rules.tables import (
    by_label,
    given_names,
    known_names,
    labels_of_head,
    listed,
    words,
)

#: What stands before a name in brackets, and how what may stand between two names begins.
_BRACKETS: Final = frozenset({" (", " (the "})
_OPENS: Final = frozenset({" (", ", ", " a", " n"})
#: Characters between a name and its acronym, at most.
_BETWEEN: Final = 40
_EXPLAINED: Final = re.compile(
    r", (?:or|(?:also |better |commonly )?known (?:as|by (?:its|the) [a-z ]{3,20})"
    r"|abbreviated(?: as| to)?|called) (?:the )?"
)
#: Between a person and another name of the person: "Pushpa Dahal, also known as Prachanda".
_ALSO: Final = re.compile(
    r",? (?:who is |who was )?(?:(?:also|better|popularly|widely|commonly) known (?:simply )?as|"
    r"alias|aka|a\.k\.a\.|nicknamed|who goes by) (?:the name (?:of )?)?[\"']?"
)
#: After an apposition: "the Justice and Development Party, the AKP, won"; in a list more follow.
_CLOSED: Final = re.compile(r",(?! (?:and|or|as well|[A-Z]|the\b|an?\b))|['’]s\b|\.(?!\w)|;|\)")


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
    # "Bayer" of "Bayer AG", "Nvidia" of "Nvidia Corp.": firms that lists hold
    known = known_names().get(short) == "organisations" or by_label("renowned").get(short) == "ORG"
    return short if size < len(parts) and (known or _telling(short)) else ""


@lru_cache(maxsize=16_384)
def nickname(name: str) -> str:
    """What a team goes by behind its town or its letters, or nothing.

    >>> nickname("AFC Leopards"), nickname("Kingston Volcanoes"), nickname("Kingston Works")
    ('Leopards', 'Volcanoes', '')
    """
    first, _, last = name.rpartition(" ")
    if not first or not last.endswith("s") or not _telling(last) or last in words("no nickname"):
        return ""
    lettered = first in words("letters of a club")
    town = known_names().get(first) in {"cities", "states", "countries"}
    return last if lettered or (town and last in words("what a club is")) else ""


@lru_cache(maxsize=16_384)
def short_forms(name: str) -> tuple[str, ...]:
    """The short forms of a body's name, itself not among them.

    >>> short_forms("Halvorsen Foods Inc."), short_forms("Bank of England")
    (('Halvorsen Foods', 'Halvorsen'), ())
    """
    kind, _, storm = name.removeprefix("Tropical ").partition(" ")
    if by_label("beginnings").get(kind) == "EVENT":
        return (storm,) if storm else ()  # "Humberto" of "Hurricane Humberto"
    whole = core(name)
    wholes = tuple(dict.fromkeys(part for part in (_less(name), whole) if part))
    parts = (whole or name).split(" ")
    if len(parts) == 1 or not {"&", "and", "of", "for", "the", "-"}.isdisjoint(parts):
        return wholes
    ends = (part for part in (parts[0], parts[-1]) if _telling(part))
    return tuple(dict.fromkeys((*wholes, *ends)))


def _less(name: str) -> str:
    """The name without its last word, where several words are left and the last says what it is.

    "Halvorsen Group" of "Halvorsen Group AG", "Pheu Thai" of "Pheu Thai Party", but not
    "Manchester United" of "Manchester United Foundation", which is a body of its own.
    """
    short, _, last = name.rpartition(" ")
    kind = last.rstrip(",")
    if kind not in words("designator") and (
        kind in words("body of its own")
        or not (labels_of_head(kind)[:1] == ["ORG"] or kind in words("trade"))
    ):
        return ""
    parts = short.rstrip(",& ").split(" ")
    if len(parts) < 2 or not {"&", "and", "of", "for", "the", "-"}.isdisjoint(parts):
        return ""
    plain = all(part in words("plain in names") or part in known_names() for part in parts)
    return "" if plain else " ".join(parts)


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


def spelt_out(labels: Mapping[str, str]) -> dict[str, str]:
    """The acronyms that are no bodies by these labels, but the initials of a body beside them.

    Countries keep what they are: "DRC" is Congo beside a Danish Refugee Council, too.
    """
    doubtful = {
        name
        for name, label in labels.items()
        if label not in {"ORG", "GPE"} and len(name) > 2 and letters_of(name) == name
    }
    bodies = [name for name, label in labels.items() if label == "ORG"] if doubtful else []
    return {short: "ORG" for name in bodies for short in initials(name) & doubtful}


def introduced(texts: Sequence[str], found: Sequence[Found]) -> Iterator[tuple[str, str]]:
    """The acronyms that brackets or an apposition explain or introduce, each with the full name.

    "International Criminal Court (ICC)", "the Justice and Development Party, the AKP, won",
    "PDVSA, or Petróleos de Venezuela", "the labour confederation CGT" is left alone.
    """
    for one, other in pairwise(found):
        if not 1 < other.start - one.end <= _BETWEEN or one.field != other.field:
            continue
        text = texts[one.field]
        between = text[one.end : other.start]
        if between[:2] not in _OPENS:
            continue
        first, second = surface(text[one.start : one.end]), surface(text[other.start : other.end])
        if between in _BRACKETS:
            if text[other.end : other.end + 1] == ")":
                fits = may_abbreviate if one.label == "ORG" else abbreviates
                yield from _pair(first, second, fits(second, first), abbreviates(first, second))
        elif one.label == other.label == "PERSON":
            yield from _pair(first, second, _ALSO.fullmatch(between) is not None, False)
        elif "ORG" in (one.label, other.label):
            explained = _EXPLAINED.fullmatch(between) is not None
            both = one.label == other.label
            if explained or (both and between == ", the " and _CLOSED.match(text, other.end)):
                back = explained and may_abbreviate(first, second)
                yield from _pair(first, second, may_abbreviate(second, first), back)


def _pair(first: str, second: str, forth: bool, back: bool) -> Iterator[tuple[str, str]]:
    """The pair of short form and name, where either is the other's."""
    if forth:
        yield second, first
    elif back:
        yield first, second

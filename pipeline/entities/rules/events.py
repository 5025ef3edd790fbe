"""Storms by their short names, and feasts: "Dorian" after "Hurricane Dorian", "Ramadan".

A recogniser takes a storm's name for a person, or misses it, since given names are what storms
bear; and the feasts of a few faiths for places.

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.entities.rules.found import PLACE, Found, meets, surface
from pipeline.entities.rules.shortforms import short_forms
from pipeline.entities.rules.tables import by_label, known_names, words

_LABEL: Final = "EVENT"
#: Labels that a feast gets by mistake; a person may bear the name.
_MISTAKEN: Final = frozenset({"GPE", "LOC", "ORG", "NORP", "PRODUCT"})


def passing(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the feasts as events and the storms wherever they are named."""
    found = [
        m.called(_LABEL)
        if m.label in _MISTAKEN and texts[m.field][m.start : m.end] in words("feast")
        else m
        for m in found
    ]
    storms = {
        short
        for m in found
        if m.label == _LABEL
        for short in _storm(surface(texts[m.field][m.start : m.end]))
    }
    if not storms:
        return found
    pattern = re.compile(
        rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, storms)))})(?![\w-]| [A-Z][a-z])"
    )
    more = list(found)
    for field, text in enumerate(texts):
        taken = [(m.start, m.end) for m in found if m.field == field]
        more += [
            Found(field, *match.span(), _LABEL)
            for match in pattern.finditer(text)
            if not meets(taken, *match.span())
        ]
    return sorted(more, key=PLACE)


def _storm(name: str) -> tuple[str, ...]:
    """The short name of a storm, where it is no place's."""
    kind = name.removeprefix("Tropical ").partition(" ")[0]
    if by_label("beginnings").get(kind) != _LABEL:
        return ()
    return tuple(short for short in short_forms(name) if short not in known_names())

"""Which entity of the recogniser each name is, or stands in, and which of those it may not be.

Pure: standard library only. A name inside a larger one is mostly no place: Reno inside "Janet
Reno", Winnipeg inside "Lake Winnipeg", Rico inside "Cerro Rico".
"""

from __future__ import annotations

from typing import Final

from pipeline.locations.find import Found
from pipeline.locations.layout import Word
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.plausible import COUNTY
from pipeline.locations.tokens import look
from pipeline.locations.words import (
    CITY_CUES,
    DIRECTIONS,
    DIVISION_CUES,
    LANDS,
    TERRAIN,
    WATERS,
)

#: Entity types that are places, and how likely one that the gazetteer lacks is a place.
UNKNOWN_CHANCE: Final = {"GPE": 0.6, "LOC": 0.5, "FAC": 0.2}

_COMMON, _GIVEN = int(Word.COMMON), int(Word.GIVEN)
_CITY: Final = PLACE_TYPES.index("city")

#: Where an entity begins and ends, and its type.
Span = tuple[int, int, str]


def mark_entities(found: list[Found], spans: list[Span], text: str) -> list[Span]:
    """Tells each candidate which entity it is or stands in; returns the places without one."""
    unknown = []
    at = 0
    for start, end, kind in spans:
        while at < len(found) and found[at].end <= start:
            at += 1
        i, known = at, False
        while i < len(found) and found[i].start < end:
            one = found[i]
            if (one.start == start and one.end == end) or _same(one, start, end, text):
                one.label, known = kind, True
            elif kind != "PERSON" or not (
                one.key.endswith(COUNTY) or text[start : one.start].endswith(" of ")
            ):
                # "Lamar County Sheriff Joe Baxter" and "Rita of Clarksburg" are not all a person
                one.inside = kind
            i += 1
        person = kind == "GPE" and _is_a_person(found[at:i], text)
        named = kind == "GPE" and not known
        within = found[at:i]
        if not known and kind in ("LOC", "GPE") and _is_of_land(text[start:end], kind):
            for one in within:
                if end - start > one.end - one.start:
                    one.inside = "LAND"
            named = False
        if named and (
            person or _is_of_towns(within, text) or _adds_a_name(within, start, end, text)
        ):
            for one in within:
                one.inside = "NAME"
        if not known and kind in UNKNOWN_CHANCE and not person:
            unknown.append((start, end, kind))
    return unknown


def _is_a_person(inside: list[Found], text: str) -> bool:
    """ "Jordan Paris" is no place, though the recogniser takes it for one."""
    if len(inside) != 2 or not inside[0].flags & _GIVEN:
        return False
    return text[inside[0].end : inside[1].start] == " "


def _is_of_land(name: str, label: str) -> bool:
    """ "Islington Bay" is not Islington, nor "Lake Winnipeg" Winnipeg."""
    words = name.split()
    if len(words) < 2 or "," in name:
        return False
    if words[0].lower() in LANDS and look(words[-1]).capital:
        return True
    last = look(words[-1])
    return last.capital and last.base_key in (TERRAIN if label == "LOC" else WATERS)


def _is_of_towns(inside: list[Found], text: str) -> bool:
    """ "Cerro Rico" is neither Cerro nor Rico, but San Fernando Valley is of San Fernando."""
    if len(inside) != 2 or text[inside[0].end : inside[1].start] != " ":
        return False
    if inside[1].flags & _COMMON:
        return False
    return all(one.name.type == _CITY for one in inside)


def _adds_a_name(inside: list[Found], start: int, end: int, text: str) -> bool:
    """ "Kasai Occidental" is not Occidental: whether the entity has a name that is no place's."""
    rest = []
    for one in inside:
        rest.append(text[start : max(start, one.start)])
        start = max(start, one.end)
    rest.append(text[start:end])
    words = " ".join(rest).replace("-", " ").split()
    return any(w[0].isupper() and w.lower().strip(".,") not in _PARTS for w in words)


#: Words of a place's name that only say what or where it is.
_PARTS: Final = CITY_CUES | DIVISION_CUES | DIRECTIONS | {"the", "of"}


def _same(found: Found, start: int, end: int, text: str) -> bool:
    """Whether the entity is this name: give or take directions, articles, cues and possessives."""
    before, after = text[start : found.start], text[found.end : end]
    if found.key in TERRAIN:
        return before.lower().strip() in ("", "the") and not after.strip()
    if len(before) > 40 or len(after) > 40:
        return False
    if "," in before or "," in after:
        return True
    rest = f"{before} {after}".lower().replace("-", " ").split()
    rest = [word.strip(".,'’") for word in rest]
    return all(
        not word or word in ("the", "of", "s", "city") or word in DIRECTIONS for word in rest
    )

"""How likely a stretch that bears a place's name is a place, where it stands.

Pure: standard library only. What is known of the name (people, other uses), of the words around
it and of the entity that the recogniser saw there is a handful of signs; their weights add up to
the logarithm of the odds.
"""

from __future__ import annotations

import math
import re
from typing import Final

from pipeline.locations.find import Found
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import PRIOR_SCALE, Kind, Word
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.tokens import Token, Words
from pipeline.locations.weights import WEIGHTS
from pipeline.locations.words import (
    CITY_CUES,
    DIRECTIONS,
    DIVISION_CUES,
    ILLS,
    LOCATIVE,
    ORGANISATION_OF,
    ORGANISATIONS,
    PEOPLE,
    SKY,
    SPEECH,
    STANDING,
    STORMS,
    TERRAIN,
    TITLES,
)

#: Prior from which on a place is better known than its namesakes: Georgia, London, Paris.
FAMOUS: Final = 7.0

#: The names of signs, made once.
_PRIORS: Final = tuple(f"prior {min(9, max(2, n))}" for n in range(256 // PRIOR_SCALE + 1))
_TYPES: Final = tuple(f"type {n}" for n in range(len(PLACE_TYPES)))
_KINDS: Final = tuple(f"kind {n}" for n in range(len(Kind)))
_SIZES: Final = ("one word", "one word", "two words")

_CODES: Final = (int(Kind.CODE), int(Kind.ABBREVIATION))
_DEMONYM: Final = int(Kind.DEMONYM)
_COMMON, _GIVEN, _SURNAME = int(Word.COMMON), int(Word.GIVEN), int(Word.SURNAME)
#: The longest head of a line that a second place of a dateline may have.
_HEAD: Final = 60

#: Words in capitals up to this length are abbreviations: SARS is no town in Russia.
_ACRONYM: Final = 5

_COUNTY: Final = (" county", " parish")
_PERSONAL: Final = _GIVEN | _SURNAME

#: After a place at the head of a line: "LONDON (Reuters) -", "CAIRO —", "MOSCOW, Idaho".
DATELINE: Final = re.compile(
    r"(?:/[^\n—–(/,]{2,40})?(?:, [^\n—–(]{2,40})? ?(?:\([^)\n]{2,40}\) ?)?(?:—|–|--|-) ?"
)


def chance(found: Found, text: str, words: Words, gazetteer: Gazetteer) -> float:
    """The probability that this is a place."""
    total = WEIGHTS["bias"]
    for sign in signs(found, text, words, gazetteer):
        total += WEIGHTS.get(sign, 0.0)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def odds(known: float, sign: str) -> float:
    """A probability after one more sign."""
    known = min(1 - 1e-9, max(1e-9, known))
    return 1.0 / (1.0 + (1.0 - known) / known * math.exp(-WEIGHTS.get(sign, 0.0)))


def signs(found: Found, text: str, words: Words, gazetteer: Gazetteer) -> list[str]:
    """The signs for and against; their names are those of `WEIGHTS`."""
    given = _of_name(found, gazetteer)
    given.append(_of_entity(found))
    found.before = _before(found, text, words, gazetteer)
    given.append(found.before)
    given.extend(after := _after(found, text, words))
    found.after = after[-1]
    if found.qualifier is not None:
        given.append("is qualified")
    elif found.key in SKY:
        given.append("is in the sky")
    if found.qualifies is not None:
        given.append("qualifies")
    if len(found.text) > 1 and found.text.isupper():
        if _is_dateline(found, text):
            given.append("is dateline")
        elif not words.shout():
            code = gazetteer.posting_kind[found.postings[0]] in _CODES
            short = len(found.text) <= _ACRONYM
            given.append("is a code" if code else "is an acronym" if short else "is in capitals")
    return given


def _is_dateline(found: Found, text: str) -> bool:
    """Whether it heads a line, alone or after another one: "OSLO/SINGAPORE, May 14 - "."""
    if len(found.text) < 4:
        return False
    line = text.rfind("\n", 0, found.start) + 1
    head = text[line : found.start].strip() if found.start - line <= _HEAD else "?"
    if head and not (head.endswith("/") and head.isupper()):
        return False
    return DATELINE.match(text, found.end) is not None


def _of_name(found: Found, gazetteer: Gazetteer) -> list[str]:
    best = found.postings[0]
    prior = gazetteer.posting_prior[best]
    size = found.last - found.first
    given = [
        _PRIORS[prior // PRIOR_SCALE],
        _TYPES[gazetteer.place_type[gazetteer.posting_place[best]]],
        _KINDS[gazetteer.posting_kind[best]],
        _SIZES[size] if size < len(_SIZES) else "more words",
    ]
    county = size > 1 and found.key.endswith(_COUNTY)
    if county:
        given.append("is a county")
    elif size == 2 and found.key.endswith(" district") and found.key.split()[0] in DIRECTIONS:
        given.append("is a court's district")
    if flags := found.flags:
        if flags & _COMMON and not county:
            given.append("common word" if size == 1 else "common words")
        if prior < FAMOUS * PRIOR_SCALE:
            if flags & _GIVEN:
                given.append("given name")
            if flags & _SURNAME:
                given.append("surname")
            if flags & _PERSONAL and found.borne is not None and found.label != "PERSON":
                given.append("is borne" if found.borne else "is not borne")
    return given


def _of_entity(found: Found) -> str:
    if found.label == "PERSON" and not found.borne:
        return "is lone PERSON"
    if found.label:
        return "is " + found.label
    return "inside " + found.inside if found.inside else "no entity"


def _before(found: Found, text: str, words: Words, gazetteer: Gazetteer) -> str:
    if found.first == 0:
        return "starts field"
    previous = words[found.first - 1]
    gap = text[previous.end : found.start]
    if gap != " ":
        if "\n" in gap or (any(c in ".!?:;" for c in gap) and not _initial(previous)):
            return "starts sentence"
        if mark := gap.strip():
            return "after comma" if mark == "," else "after mark"
    word = previous.text.lower().rstrip(".")
    if word in STORMS and previous.capital:
        return "after storm"
    if word in TITLES and (previous.capital or word in ("mr", "mrs", "dr")):
        return "after title"
    if word in STANDING:
        return "after in"
    if word in LOCATIVE:
        return "after locative"
    if word == "the":
        return "after the"
    if previous.capital:
        return _after_capital(previous, gazetteer)
    if word == "of":
        return _after_of(found.first - 1, text, words)
    if word in DIRECTIONS:
        return "after direction"
    if word in CITY_CUES or word in DIVISION_CUES:
        return "after cue"
    return "after and" if word == "and" else "after other"


def _initial(word: Token) -> bool:
    return len(word.text.rstrip(".")) <= 2 and word.capital


def _stands_for_a_name(word: Token) -> bool:
    """The initial of "J. Springfield", and no article as in "A Springfield man"."""
    return word.text[-1] == "." or (len(word.text) == 1 and word.text not in "AI")


def _after_capital(previous: Token, gazetteer: Gazetteer) -> str:
    word = previous.key
    name = gazetteer.find(word) if word else None
    if word in DIRECTIONS:
        return "after direction"
    if _stands_for_a_name(previous) or (name is not None and name.flags & _GIVEN):
        return "after given name"
    if name is not None and name.flags & _SURNAME:
        return "after surname"
    if name is not None and any(
        gazetteer.posting_kind[i] == _DEMONYM for i in range(name.first, name.last)
    ):
        return "after demonym"
    return "after capital"


def _after_of(at: int, text: str, words: Words) -> str:
    if at == 0:
        return "after of"
    before = words[at - 1]
    if "," in text[before.end : words[at].start]:
        return "after in"  # "Mark Hale, 54, of Tyler"
    if before.capital and before.key in ORGANISATION_OF:
        return "after organisation of"
    if before.key in DIRECTIONS or before.key in CITY_CUES or before.key in DIVISION_CUES:
        return "after cue of"
    return "after of"


def _after(found: Found, text: str, words: Words) -> tuple[str, ...]:
    if found.last >= words.count:
        return ("ends field",)
    following = words[found.last]
    gap = text[found.end : following.start]
    last = words[found.last - 1]
    marked = gap[:2].lower() in ("'s", "’s")
    possessive = marked or last.base_end == found.end < last.end
    if marked:
        gap = gap[2:]
    sign = _followed(gap.strip(), following)
    return ("possessive", sign) if possessive else (sign,)


def _followed(mark: str, following: Token) -> str:
    if mark == "-":
        return "before hyphen and capital" if following.capital else "before hyphen"
    if mark:
        return "before comma" if mark == "," else "before mark"
    word = following.key
    if following.capital:
        word = following.base_key
        if word in ORGANISATIONS:
            return "before organisation"
        if word in DIVISION_CUES or word in CITY_CUES:
            return "before division"
        return "before terrain" if word in TERRAIN else "before capital"
    if word in SPEECH:
        return "before speech"
    if word in PEOPLE:
        return "before people"
    if word in ILLS:
        return "before illness"
    return "before cue" if word in CITY_CUES or word in DIVISION_CUES else "before other"

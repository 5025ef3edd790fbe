"""How likely a stretch that bears a place's name is a place, where it stands.

Pure: standard library only. What is known of the name (people, other uses), of the words around
it and of the entity that the recogniser saw there is a handful of signs; their weights add up to
the logarithm of the odds.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final

from pipeline.entities.model import ENTITY_TYPES
from pipeline.locations.find import REMEMBERED as NAMES
from pipeline.locations.find import Found, Named
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import PRIOR_SCALE, Kind, Note, Word
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.tokens import REMEMBERED, Beside, Words, look
from pipeline.locations.weights import WEIGHTS
from pipeline.locations.words import (
    CITY_CUES,
    DIRECTIONS,
    DIVISION_CUES,
    ILLS,
    LOCATIVE,
    MONTHS,
    OILS,
    ORGANISATION_OF,
    ORGANISATIONS,
    PEOPLE,
    SKY,
    SPEECH,
    STANDING,
    STORMS,
    STREAMS,
    STREETS,
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

#: What signs of entities and of persons weigh.
_IS: Final = {label: WEIGHTS.get("is " + label, 0.0) for label in ENTITY_TYPES}
_INSIDE: Final = {label: WEIGHTS.get("inside " + label, 0.0) for label in (*ENTITY_TYPES, "NAME")}
_INSIDE[""] = WEIGHTS["no entity"]
_LONE: Final = WEIGHTS["is lone PERSON"]
_BORNE: Final = WEIGHTS["is borne"]
_NOT_BORNE: Final = WEIGHTS["is not borne"]
_POSSESSIVE: Final = WEIGHTS["possessive"]

_CODES: Final = (int(Kind.CODE), int(Kind.ABBREVIATION))
_DEMONYM: Final = int(Kind.DEMONYM)
_COMMON, _GIVEN, _SURNAME = int(Word.COMMON), int(Word.GIVEN), int(Word.SURNAME)
#: The longest head of a line that a second place of a dateline may have.
_HEAD: Final = 60

#: Words in capitals up to this length are abbreviations: SARS is no town in Russia.
_ACRONYM: Final = 5

#: How the names of counties end, and begin: "County Mayo".
COUNTY: Final = (" county", " parish")
COUNTY_OF: Final = "county "
_ADMIN1: Final = PLACE_TYPES.index("admin1")
_CITY: Final = PLACE_TYPES.index("city")
_POSTAL: Final = int(Note.POSTAL)
_PERSONAL: Final = _GIVEN | _SURNAME

#: After a place at the head of a line: "LONDON (Reuters) -", "CAIRO —", "MOSCOW, Idaho".
DATELINE: Final = re.compile(
    r"(?:/[^\n—–(/,]{2,40})?(?:, [^\n—–(]{2,40})? ?(?:\([^)\n]{2,40}\) ?)?(?:—|–|--|-) ?"
)


def chance(found: Found, beside: Beside, words: Words, gazetteer: Gazetteer) -> float:
    """The probability that this is a place; sets the signs `Found.before` and `Found.after`."""
    total, personal = _of_name(found.name, gazetteer)
    label = found.label
    if personal and found.borne is not None and label != "PERSON":
        total += _BORNE if found.borne else _NOT_BORNE
    if label:
        total += _LONE if label == "PERSON" and not found.borne else _IS[label]
    else:
        total += _INSIDE[found.inside]
    previous, at, gap, behind, following = beside
    found.before = _before(previous, at, gap, words, gazetteer)
    found.after, possessive = _after(behind, following)
    total += WEIGHTS.get(found.before, 0.0) + WEIGHTS.get(found.after, 0.0)
    if possessive:
        total += _POSSESSIVE
    if found.qualifier is not None:
        total += WEIGHTS["is qualified"]
    elif found.key in SKY:
        total += WEIGHTS["is in the sky"]
    elif found.key in MONTHS:
        total += WEIGHTS["is a month"]
    if found.qualifies is not None:
        total += WEIGHTS["qualifies"]
    if special := _special(found, behind, following, gazetteer):
        total += WEIGHTS[special]
    if len(found.text) > 1 and found.text.isupper():
        total += _of_capitals(found, words)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _special(found: Found, behind: str, following: str, gazetteer: Gazetteer) -> str:
    """The sign of a name that is no place together with what stands beside it; mostly none."""
    kind = found.name.type
    if behind[:1] == " " and behind[1:2].isdigit():  # "U.S. 31", "on Indiana 37"
        coded = found.name.kind in _CODES
        numbered = coded or kind == _ADMIN1 or found.flags & _COMMON  # "Loop 286"
        return "is a road's number" if numbered else ""
    if kind == _ADMIN1 and behind == " " and following == "State":  # New York State is a name
        american = gazetteer.country(found.name.place) == "US"
        return "is a state's university" if american else ""
    if kind == _CITY and found.before == "after the" and found.key.rpartition(" ")[2] in STREAMS:
        return "is a water"
    return ""


def odds(known: float, sign: str) -> float:
    """A probability after one more sign."""
    known = min(1 - 1e-9, max(1e-9, known))
    return 1.0 / (1.0 + (1.0 - known) / known * math.exp(-WEIGHTS.get(sign, 0.0)))


def _of_capitals(found: Found, words: Words) -> float:
    """What it weighs that the name is in capitals; nothing where all words are."""
    if _is_dateline(found, words.text):
        return WEIGHTS["is dateline"]
    if words.shout():
        return 0.0
    if found.name.kind in _CODES:
        return WEIGHTS["is a code"]
    return WEIGHTS["is an acronym" if len(found.text) <= _ACRONYM else "is in capitals"]


def _is_dateline(found: Found, text: str) -> bool:
    """Whether it heads a line, alone or after another one: "OSLO/SINGAPORE, May 14 - "."""
    if len(found.text) < 4:
        return False
    line = text.rfind("\n", max(0, found.start - _HEAD - 1), found.start) + 1
    head = text[line : found.start].strip() if line or found.start <= _HEAD else "?"
    if head and not (head.endswith("/") and head.isupper()):
        return False
    return DATELINE.match(text, found.end) is not None


@lru_cache(maxsize=NAMES)
def _of_name(name: Named, gazetteer: Gazetteer) -> tuple[float, bool]:
    """What the signs of a name weigh, wherever it stands, and whether it is a person's too."""
    prior = name.prior
    given = [
        "bias",
        _PRIORS[prior // PRIOR_SCALE],
        _TYPES[name.type],
        _KINDS[name.kind],
        _SIZES[name.words] if name.words < len(_SIZES) else "more words",
    ]
    county = name.words > 1 and (name.key.endswith(COUNTY) or name.key.startswith(COUNTY_OF))
    if gazetteer.place_notes[name.place] & _POSTAL:
        given.append("is a hamlet")
        if name.flags and name.words == 1:
            given.append("is a hamlet and a word")
    if county:
        given.append("is a county")
    elif name.words == 2 and name.key.endswith(" district") and name.key.split()[0] in DIRECTIONS:
        given.append("is a court's district")
    if name.flags & _COMMON and not county:
        given.append("common word" if name.words == 1 else "common words")
    known = prior >= FAMOUS * PRIOR_SCALE
    if name.flags & _GIVEN and not known:
        given.append("given name")
    if name.flags & _SURNAME and not known:
        given.append("surname")
    weight = sum(WEIGHTS.get(sign, 0.0) for sign in given)
    return weight, bool(name.flags & _PERSONAL) and not known


def _before(previous: str, at: int, gap: str, words: Words, gazetteer: Gazetteer) -> str:
    if not previous:
        return "starts field"
    if gap != " ":
        if "\n" in gap or (any(c in ".!?:;" for c in gap) and not _initial(previous)):
            return "starts sentence"
        if mark := gap.strip():
            return "after comma" if mark == "," else "after mark"
    return _after_word(previous, gazetteer) or _after_of(at, words)


def _initial(word: str) -> bool:
    return len(word.rstrip(".")) <= 2 and look(word).capital


def _stands_for_a_name(word: str) -> bool:
    """The initial of "J. Springfield", and no article as in "A Springfield man"."""
    return word[-1] == "." or (len(word) == 1 and word not in "AI")


@lru_cache(maxsize=REMEMBERED)
def _after_word(text: str, gazetteer: Gazetteer) -> str:
    """The sign that a word before a name is; empty for "of", where the word before it counts."""
    word = text.lower().rstrip(".")
    capital = look(text).capital
    if word in STORMS and capital:
        return "after storm"
    if word in TITLES and (capital or word in ("mr", "mrs", "dr")):
        return "after title"
    if word in STANDING:
        return "after in"
    if word in LOCATIVE:
        return "after locative"
    if word == "the":
        return "after the"
    if capital:
        return _after_capital(text, gazetteer)
    if word == "of":
        return ""
    if word in DIRECTIONS:
        return "after direction"
    if word in CITY_CUES or word in DIVISION_CUES:
        return "after cue"
    return "after and" if word == "and" else "after other"


def _after_capital(text: str, gazetteer: Gazetteer) -> str:
    word = look(text).key
    name = gazetteer.find(word) if word else None
    if word in DIRECTIONS:
        return "after direction"
    if _stands_for_a_name(text) or (name is not None and name.flags & _GIVEN):
        return "after given name"
    if name is not None and name.flags & _SURNAME:
        return "after surname"
    if name is not None and any(
        gazetteer.posting_kind[i] == _DEMONYM for i in range(name.first, name.last)
    ):
        return "after demonym"
    return "after capital"


def _after_of(of: int, words: Words) -> str:
    """The sign that "of", which begins there, is together with the word before it."""
    before = words.before(of)
    if before is None:
        return "after of"
    text, _, end = before
    if "," in words.text[end:of]:
        return "after in"  # "Mark Hale, 54, of Tyler"
    word = look(text)
    if word.capital and word.key in ORGANISATION_OF:
        return "after organisation of"
    if word.key in DIRECTIONS or word.key in CITY_CUES or word.key in DIVISION_CUES:
        return "after cue of"
    return "after of"


def _after(gap: str, following: str) -> tuple[str, bool]:
    """The sign behind a name, and whether the name has a possessive."""
    if not following:
        return "ends field", False
    if gap == " ":
        return _before_word(following), False
    possessive = gap[:2].lower() in ("'s", "’s")
    mark = (gap[2:] if possessive else gap).strip()
    return (_before_mark(mark, following) if mark else _before_word(following)), possessive


def _before_mark(mark: str, following: str) -> str:
    if mark == "-":
        return "before hyphen and capital" if look(following).capital else "before hyphen"
    return "before comma" if mark == "," else "before mark"


@lru_cache(maxsize=REMEMBERED)
def _before_word(text: str) -> str:
    """The sign that a word behind a name is."""
    _, capital, word, base_key = look(text)
    if capital:
        if base_key in STREETS:
            return "before street"
        if base_key in ORGANISATIONS:
            return "before organisation"
        if base_key in DIVISION_CUES or base_key in CITY_CUES:
            return "before division"
        return "before terrain" if base_key in TERRAIN else "before capital"
    if word in SPEECH:
        return "before speech"
    if word in PEOPLE:
        return "before people"
    if word in ILLS:
        return "before illness"
    if word in OILS:
        return "before oil"
    return "before cue" if word in CITY_CUES or word in DIVISION_CUES else "before other"

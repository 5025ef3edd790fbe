"""How likely a stretch that bears a place's name is a place, where it stands.

Pure: standard library only. What is known of the name (people, other uses), of the words around
it and of the entity that the recogniser saw there is a handful of signs; their weights add up to
the logarithm of the odds.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from math import fsum
from typing import Final

from pipeline.entities.model import ENTITY_TYPES
from pipeline.locations.find import REMEMBERED as NAMES
from pipeline.locations.find import Found, Named
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import PRIOR_SCALE, Kind, Note, Word
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.signs import after, before
from pipeline.locations.tokens import Beside, Words, look
from pipeline.locations.weights import WEIGHTS
from pipeline.locations.words import (
    DIRECTIONS,
    MONTHS,
    SKY,
    STREAMS,
    TERRAIN,
    TRUST,
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
_INSIDE: Final = {
    label: WEIGHTS.get("inside " + label, 0.0) for label in (*ENTITY_TYPES, "NAME", "LAND")
}
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

#: Signs of a word before the name that may belong to it.
_NAMED: Final = ("after capital", "after direction", "after demonym")

_NO_PERSONS: Final = ("after in", "after person of")

#: Log odds of a name behind "in" or "to" that the recogniser takes for a place too; one that the
#: gazetteer lacks has the same (see `labels.UNKNOWN_CHANCE`).
_SURELY_ONE: Final = 0.4

#: Behind these the name is not who speaks in "said".
_PLACED: Final = ("after in", "after locative")

#: After a place at the head of a line: "LONDON (Reuters) -", "CAIRO —", "MOSCOW, Idaho".
DATELINE: Final = re.compile(
    r"(?:/[^\n—–(/,]{2,40})?(?:, [^\n—–(]{2,40})? ?(?:\([^)\n]{2,40}\) ?)?(?:—|–|--|-) ?"
)


def chance(found: Found, beside: Beside, words: Words, gazetteer: Gazetteer) -> float:
    """The probability that this is a place; sets the signs `Found.before` and `Found.after`."""
    total, personal = _of_name(found.name, gazetteer)
    previous, at, gap, behind, following = beside
    found.before = before(previous, at, gap, words, gazetteer)
    found.after, possessive = after(behind, following)
    if found.after == "before speech" and found.before in _PLACED:
        found.after = "before other"  # "officials in Tours said"
    label = found.label
    if personal and found.borne is not None and label != "PERSON":
        total += _BORNE if found.borne else _NOT_BORNE
    if personal and found.borne is False and _is_no_persons(found, at, words):
        total -= personal
    if found.inside == "ORG" and found.after == "before capital":
        total += WEIGHTS["begins an organisation"]  # "Berkshire Hathaway"
    if label:
        total += _LONE if label == "PERSON" and not found.borne else _IS[label]
    else:
        total += _INSIDE[found.inside]
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
    if label == "GPE" and found.before in _PLACED and not found.flags:
        total = max(total, _SURELY_ONE)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _special(found: Found, behind: str, following: str, gazetteer: Gazetteer) -> str:
    """The sign of a name that is no place together with what stands beside it; mostly none."""
    kind = found.name.type
    if behind[:1] == "$":
        return "is money"  # "US$10,000"
    if behind[:1] == " " and behind[1:2].isdigit():  # "U.S. 31", "on Indiana 37"
        coded = found.name.kind in _CODES
        numbered = coded or kind == _ADMIN1 or found.flags & _COMMON  # "Loop 286"
        return "is a road's number" if numbered else ""
    if kind == _ADMIN1 and behind == " " and following == "State":  # New York State is a name
        american = gazetteer.country(found.name.place) == "US"
        return "is a state's university" if american else ""
    if found.key in TERRAIN and found.name.words == 1:
        joined = found.before in _NAMED or (behind == " " and following == "of")
        return "is a word of the land" if joined else ""  # "Danube Delta", "Gulf of Riga"
    if kind == _CITY and found.before == "after the" and found.key.rpartition(" ")[2] in STREAMS:
        return "is a water"
    return ""


def _is_no_persons(found: Found, preposition: int, words: Words) -> bool:
    """Whether the word before the name says that it is no person's: "in Tyler".

    "Faith in Jordan" may be in a person, and "in May" is in a month.
    """
    if found.key in MONTHS or found.before not in _NO_PERSONS:
        return False
    before = words.before(preposition)
    return before is None or look(before[0]).key not in TRUST


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
def _of_name(name: Named, gazetteer: Gazetteer) -> tuple[float, float]:
    """What the signs of a name weigh, wherever it stands; and those of it as a person's name."""
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
    personal = 0.0
    if not known:
        personal += WEIGHTS["given name"] if name.flags & _GIVEN else 0.0
        personal += WEIGHTS["surname"] if name.flags & _SURNAME else 0.0
    return fsum(WEIGHTS.get(sign, 0.0) for sign in given) + personal, personal

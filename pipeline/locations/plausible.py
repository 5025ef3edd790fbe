"""How likely a stretch that bears a place's name is a place, where it stands.

Pure: standard library only. What is known of the name (people, other uses), of the words around
it and of the entity that the recogniser saw there is a handful of signs; their weights add up to
the logarithm of the odds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from pipeline.locations.find import Found
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import PRIOR_SCALE, Kind, Word
from pipeline.locations.tokens import Token
from pipeline.locations.weights import WEIGHTS
from pipeline.locations.words import (
    CITY_CUES,
    DIRECTIONS,
    DIVISION_CUES,
    ILLS,
    LOCATIVE,
    ORGANISATION_OF,
    ORGANISATIONS,
    SPEECH,
    TERRAIN,
    TITLES,
)

#: Prior from which on a place is better known than its namesakes: Georgia, London, Paris.
FAMOUS = 7.0

#: After a place at the head of a line: "LONDON (Reuters) -", "CAIRO —", "MOSCOW, Idaho".
DATELINE = re.compile(r"(?:, [^\n—–(]{2,40})? ?(?:\([^)\n]{2,40}\) ?)?(?:—|–|--|-) ?")


def chance(
    found: Found, text: str, words: Sequence[Token], gazetteer: Gazetteer, shouting: bool
) -> float:
    """The probability that this is a place; ``shouting``: the field is written in capitals."""
    total = WEIGHTS["bias"]
    for sign in signs(found, text, words, gazetteer, shouting):
        total += WEIGHTS.get(sign, 0.0)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def odds(known: float, sign: str) -> float:
    """A probability after one more sign."""
    known = min(1 - 1e-9, max(1e-9, known))
    return 1.0 / (1.0 + (1.0 - known) / known * math.exp(-WEIGHTS.get(sign, 0.0)))


def signs(
    found: Found, text: str, words: Sequence[Token], gazetteer: Gazetteer, shouting: bool
) -> Iterator[str]:
    """The signs for and against; their names are those of `WEIGHTS`."""
    yield from _of_name(found, gazetteer)
    yield from _of_entity(found)
    yield from _before(found, text, words, gazetteer)
    yield from _after(found, text, words)
    if found.qualifier is not None:
        yield "is qualified"
    if found.qualifies is not None:
        yield "qualifies"
    if _is_dateline(found, text):
        yield "is dateline"
    elif found.text.isupper() and not shouting and len(found.text) > 1:
        code = gazetteer.posting_kind[found.postings[0]] in (Kind.CODE, Kind.ABBREVIATION)
        yield "is a code" if code else "is in capitals"


def _is_dateline(found: Found, text: str) -> bool:
    if len(found.text) < 4 or not found.text.isupper():
        return False
    head = found.start == 0 or text[: found.start].rstrip(" ").endswith("\n")
    return head and DATELINE.match(text, found.end) is not None


def _of_name(found: Found, gazetteer: Gazetteer) -> Iterator[str]:
    best = found.postings[0]
    prior = gazetteer.posting_prior[best] / PRIOR_SCALE
    yield f"prior {min(9, max(2, int(prior)))}"
    yield f"type {gazetteer.place_type[gazetteer.posting_place[best]]}"
    yield f"kind {gazetteer.posting_kind[best]}"
    size = found.last - found.first
    yield "one word" if size == 1 else "two words" if size == 2 else "more words"
    if found.flags & Word.COMMON:
        yield "common word" if size == 1 else "common words"
    if prior < FAMOUS:
        if found.flags & Word.GIVEN:
            yield "given name"
        if found.flags & Word.SURNAME:
            yield "surname"


def _of_entity(found: Found) -> Iterator[str]:
    if found.label:
        yield f"is {found.label}"
    elif found.inside:
        yield f"inside {found.inside}"
    else:
        yield "no entity"


def _before(found: Found, text: str, words: Sequence[Token], gazetteer: Gazetteer) -> Iterator[str]:
    if found.first == 0:
        yield "starts field"
        return
    previous = words[found.first - 1]
    gap = text[previous.end : found.start]
    if "\n" in gap or (any(c in ".!?:;" for c in gap) and not _initial(previous)):
        yield "starts sentence"
        return
    if gap.strip():
        yield "after comma" if gap.strip() == "," else "after mark"
        return
    word = previous.text.lower().rstrip(".")
    if word in TITLES and (previous.capital or word in ("mr", "mrs", "dr")):
        yield "after title"
    elif previous.capital and word not in LOCATIVE and word != "the":
        yield from _after_capital(previous, gazetteer)
    elif word in LOCATIVE:
        yield "after locative"
    elif word == "of":
        yield from _after_of(found.first - 1, words)
    elif word == "the":
        yield "after the"
    elif word in DIRECTIONS:
        yield "after direction"
    elif word in CITY_CUES or word in DIVISION_CUES:
        yield "after cue"
    elif word == "and":
        yield "after and"
    else:
        yield "after other"


def _initial(word: Token) -> bool:
    return len(word.text.rstrip(".")) <= 2 and word.capital


def _after_capital(previous: Token, gazetteer: Gazetteer) -> Iterator[str]:
    word = previous.key
    name = gazetteer.find(word) if word else None
    if word in DIRECTIONS:
        yield "after direction"
    elif _initial(previous) or (name is not None and name.flags & Word.GIVEN):
        yield "after given name"
    elif name is not None and name.flags & Word.SURNAME:
        yield "after surname"
    elif name is not None and any(
        gazetteer.posting_kind[i] == Kind.DEMONYM for i in range(name.first, name.last)
    ):
        yield "after demonym"
    else:
        yield "after capital"


def _after_of(at: int, words: Sequence[Token]) -> Iterator[str]:
    before = words[at - 1].key if at else ""
    if before in ORGANISATION_OF:
        yield "after organisation of"
    elif before in DIRECTIONS or before in CITY_CUES or before in DIVISION_CUES:
        yield "after cue of"
    else:
        yield "after of"


def _after(found: Found, text: str, words: Sequence[Token]) -> Iterator[str]:
    if found.last >= len(words):
        yield "ends field"
        return
    following = words[found.last]
    gap = text[found.end : following.start]
    if (
        gap[:2] in ("'s", "’s")
        or words[found.last - 1].base_end == found.end < words[found.last - 1].end
    ):
        yield "possessive"
        gap = gap[2:]
    mark = gap.strip()
    if mark == "-":
        yield "before hyphen and capital" if following.capital else "before hyphen"
    elif mark:
        yield "before comma" if mark == "," else "before mark"
    elif following.capital:
        word = following.base_key
        if word in ORGANISATIONS:
            yield "before organisation"
        elif word in DIVISION_CUES or word in CITY_CUES:
            yield "before division"
        elif word in TERRAIN:
            yield "before terrain"
        else:
            yield "before capital"
    elif following.key in SPEECH:
        yield "before speech"
    elif following.key in ILLS:
        yield "before illness"
    elif following.key in CITY_CUES or following.key in DIVISION_CUES:
        yield "before cue"

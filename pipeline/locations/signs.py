"""What the words beside a name say of it: the sign that stands before it, and the one behind it.

Pure: standard library only. A sign is a name of `weights`, as "after in" or "before street".
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import Kind, Word
from pipeline.locations.tokens import REMEMBERED, Span, Words, look
from pipeline.locations.words import (
    CITY_CUES,
    DIRECTIONS,
    DIVISION_CUES,
    ILLS,
    KIN,
    LOCATIVE,
    OILS,
    ORGANISATION_OF,
    ORGANISATIONS,
    PEOPLE,
    SPEECH,
    STANDING,
    STORMS,
    STREETS,
    TERRAIN,
    TITLES,
)

_DEMONYM: Final = int(Kind.DEMONYM)
_GIVEN, _SURNAME = int(Word.GIVEN), int(Word.SURNAME)
_PERSONAL: Final = _GIVEN | _SURNAME


def before(previous: str, at: int, gap: str, words: Words, gazetteer: Gazetteer) -> str:
    """The sign of the word before a name, and of what stands between the two."""
    if not previous:
        return "starts field"
    if gap != " ":
        if "\n" in gap or (any(c in ".!?:;" for c in gap) and not _initial(previous)):
            return "starts sentence"
        if mark := gap.strip():
            if mark != ",":
                return "after mark"
            return "after kin" if previous in KIN else "after comma"
    return _after_word(previous, gazetteer) or _after_of(at, words, gazetteer)


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
    if word in KIN and not capital:
        return "after kin"  # "his cousin Nadia"
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


def _after_of(of: int, words: Words, gazetteer: Gazetteer) -> str:
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
    if words.text[end:of] == " " and _is_of_a_person(before, words, gazetteer):
        return "after person of"  # "Rita Hale of Clarksburg"
    return "after of"


def _is_of_a_person(last: Span, words: Words, gazetteer: Gazetteer) -> bool:
    """Whether a word is a person's name, or stands behind a given name."""
    seen = look(last[0])
    if not seen.capital:
        return False
    if (name := gazetteer.find(seen.key)) is not None and name.flags & _PERSONAL:
        return True
    before = words.before(last[1])
    if before is None or words.text[before[2] : last[1]] != " ":
        return False
    name = gazetteer.find(look(before[0]).key)
    return name is not None and bool(name.flags & _GIVEN)


def after(gap: str, following: str) -> tuple[str, bool]:
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
            return "before township" if base_key == "township" else "before division"
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

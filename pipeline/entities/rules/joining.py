"""Names that were cut are made whole: "Army of the | Potomac", "Real | Betis", "Guinea | -Bissau".

What stands before a name, or between two, tells that they are one: a word such as "Battle" or
"Court" and "of", a club's first word, a hyphen.

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.entities.rules.found import CAPITAL, PLACES, Found, word_before
from pipeline.entities.rules.onward import onward
from pipeline.entities.rules.tables import by_label, known_names, listed, words
from pipeline.entities.rules.widening import (
    CUT_AFTER,
    GOES_ON,
    SHORTEST,
    as_one,
    to_the_left,
    to_the_right,
)

#: Labels of what may follow a joiner's "of".
_NAMED: Final = frozenset({"GPE", "LOC", "FAC", "PERSON", "ORG"})
_HYPHENATED: Final = re.compile(r"-[^\W\d_]{1,20}(?:-[^\W\d_]{1,20}){0,5}(?![^\W\d_-])")
_CAPITALISED: Final = re.compile(rf"(?:{CAPITAL}[\w'-]* )*{CAPITAL}[\w'-]*\Z")
_NICKNAME: Final = re.compile(
    r' (?:"[A-Z][\w\'. -]{1,24}"|\([\'"][A-Z][\w. -]{1,24}[\'"]\))'
    r"(?: (?:[Vv]an|[Vv]on|[Dd][eia]|[Dd]el|La|Le)(?: (?:der|den|la))?)? [A-Z][a-z][\w'-]*"
)
#: What goes on a double surname or an acronym: no pair of persons ("the Trump-Biden debate").
_DOUBLE: Final = re.compile(
    r"-([A-Z][a-z]+|[A-Z]{2,6})(?=[.,;:!?)\"']|$| (?:Jr|Sr|said|told|was|is|has|who)\b)"
)
#: The wing or number of a party or force: "BNP-Mengal", "PDI-P", "RAB-4".
_WING: Final = re.compile(r"-([A-Z][a-z]+|[A-Z]|\d{1,2})(?=[.,;:!?)\"' ]|$)")
#: Tables of lands, which hyphens join to others.
_LANDS: Final = frozenset({"countries", "states", "regions", "nationalities"})
#: Tables whose names persons bear, too, and none.
_MAY_BE_SURNAMES: Final = frozenset({None, "cities", "towns"})
#: Words between a title and a name that was cut, at most.
LONGEST_CUT: Final = 3
#: Characters from one name to the next that may be one with it, at most.
NEAR: Final = 9
#: Characters before "of" in which the words stand that open the name.
_REACH: Final = 60


def joined(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order and without overlaps, with the names that were cut made whole."""
    whole: list[Found] = []
    last: Found | None = None
    for position, item in enumerate(found, 1):
        field, start, end, label, _ = item
        text = texts[field]
        if last is not None and last.field != field:
            last = None
        floor = last.end if last else 0
        if start < floor:
            continue  # a name that was made whole took it in
        if last and start - floor < NEAR:
            one = as_one(text, last, item)
            if one:
                last = whole[-1] = one
                continue
        ceiling = _ceiling(found, position, text)
        before = text[start - 3 : start]
        if before in CUT_AFTER or before[-1:] == "-" or end - start < SHORTEST:
            item = to_the_left(text, item, floor)
        item = _begun(text, item, whole, floor)
        end = item.end
        ahead = text[end : end + 3]
        after = ahead[:1]
        if after == " ":
            if label == "PERSON":
                item = _nicknamed(text, item)
            if label == "NORP" or ahead in GOES_ON or ahead[1:2].isdigit():
                item = to_the_right(text, item)
        elif after == "-":
            item = _hyphenated(text, item, ceiling)
            if ahead in GOES_ON:
                item = to_the_right(text, item)
        elif after in ("'", "’"):
            item = _possessive(text, item)
        item = onward(text, item, floor, ceiling)
        if last and item.start <= last.start:
            whole.pop()
        whole.append(item)
        last = item
    return whole


def _ceiling(found: Sequence[Found], position: int, text: str) -> int:
    """Where the name at ``position`` begins, if it stands in the same text as that before it."""
    if position < len(found) and found[position].field == found[position - 1].field:
        return found[position].start
    return len(text)


def _hyphenated(text: str, item: Found, ceiling: int) -> Found:
    """The name that was cut at its hyphen, or the name as it is; at ``ceiling`` another begins."""
    rest = _HYPHENATED.match(text, item.end)
    if rest and text[item.start : rest.end()] in known_names():
        return item._replace(end=rest.end(), confidence=None)
    near = rest is not None and rest.end() <= ceiling
    if rest and near and item.label in PLACES and _is_double_place(text, item, rest):
        return item._replace(end=rest.end(), confidence=None)
    if not _may_be_double(text, item):
        return item
    double = _DOUBLE.match(text, item.end)
    if double is None and item.label == "ORG":
        double = _WING.match(text, item.end)
    if double and known_names().get(double[1]) in _MAY_BE_SURNAMES:
        return item._replace(end=double.end(), confidence=None)
    return item


def _is_double_place(text: str, item: Found, rest: re.Match[str]) -> bool:
    """Whether what a hyphen joins to a place is of its name: "Issyk|-Kul", no "Paris-Nice"."""
    second = rest[0][1:]
    return (
        second[0].isupper()
        and second.isalpha()
        and not second.isupper()
        and known_names().get(text[item.start : item.end]) not in _LANDS
        and second not in known_names()
        and second not in by_label("heads")
        and not text[rest.end() : rest.end() + 2].lstrip(" ").isupper()
    )


def _may_be_double(text: str, item: Found) -> bool:
    """Whether a hyphen may go on with the name: "Ann Prates|-Lima", "AFL|-CIO", "BNP|-Mengal"."""
    name = text[item.start : item.end]
    if item.label == "PERSON":
        return " " in name
    lettered = (name.isupper() and len(name) > 2) or name.rpartition(" ")[2] in words("party")
    return item.label == "ORG" and lettered and name not in known_names()


def _nicknamed(text: str, item: Found) -> Found:
    """'Leonard "Buddy" Marlowe' whole, or the name as it is."""
    rest = _NICKNAME.match(text, item.end)
    return item._replace(end=rest.end(), confidence=None) if rest else item


def _possessive(text: str, item: Found) -> Found:
    """ "Standard & Poor's" whole, since a list has it so; or the name as it is."""
    if text[item.end : item.end + 2] not in ("'s", "’s"):
        return item
    if text[item.start : item.end] + "'s" in listed("organisations"):
        return item._replace(end=item.end + 2, label="ORG", confidence=None)
    return item


def _begun(text: str, item: Found, before: Sequence[Found], floor: int) -> Found:
    """The name with what opens it, which may be the mention before it, or part of none."""
    opening = _opening(text, item) if item.label in _NAMED else None
    if opening:
        end, label = opening
        if end == floor and before and before[-1].label not in {"PERSON", "NORP"}:
            if item.label in {"ORG", "PERSON"} and " " in text[before[-1].start : end]:
                return item  # "Physics Institute | of the | University of Copenhagen" are two
            return item._replace(start=before[-1].start, label=label, confidence=None)
        start = _first_capital(text, floor, end)
        return item._replace(start=start, label=label, confidence=None) if start < end else item
    if not text[text.rfind(" ", max(item.start - 41, 0), max(item.start - 1, 0)) + 1].isupper():
        return item
    opener = word_before(text, item.start)
    start = item.start - len(opener) - 1
    begun = by_label("beginnings").get(opener)
    if begun is None and item.label == "PERSON":
        return _titled(text, item, opener, floor)
    if begun is None or start < floor or item.label not in _NAMED:
        return item
    if item.label == "PERSON" and len(opener) < 3 and opener not in ("FC", "PT"):
        return item  # initials: "AS Byatt"
    if text[max(floor, start - 9) : start] == "Tropical ":
        start -= 9
    return item._replace(start=start, label=begun, confidence=None)


def _titled(text: str, item: Found, opener: str, floor: int) -> Found:
    """The person's name from its title on: "Smt. | Maya | Vati Devi"."""
    start = item.start
    for _ in range(LONGEST_CUT):
        begin = start - len(opener) - 1
        if begin < floor or not opener.isalpha() or not opener[0].isupper():
            return item
        if opener in words("honorific") or opener.lower() in listed("titles"):
            return item
        before = word_before(text, begin).rstrip(".")
        if before in words("honorific"):
            return item._replace(start=begin, confidence=None)
        start, opener = begin, before
    return item


def _opening(text: str, item: Found) -> tuple[int, str] | None:
    """Where the word ends before the "of" or "of the" before a name, and the label it gives."""
    end = item.start
    before = text[end - 4 : end]
    if before == "the ":
        end -= 4
    elif before != " of ":
        return None
    if end < 5 or text[end - 4 : end] != " of ":
        return None
    end -= 4
    word = text[max(0, end - 20) : end].rsplit(None, 1)[-1:]
    label = by_label("joiners").get(word[0]) if word else None
    if label is None or (label in PLACES and item.label not in PLACES):
        return None
    if item.label == "PERSON" and word[0] in words("party"):
        return None  # "the Move Forward Party of Pita Limsakul" is a party and its leader
    return end, label


def _first_capital(text: str, floor: int, end: int) -> int:
    """Where the capitalised words begin that end at ``end``, past a sentence's "In"."""
    start = max(floor, end - _REACH)
    run = _CAPITALISED.search(text[start:end])
    if run is None:
        return end
    start += run.start()
    for word in reversed(run.group().split(" ")):
        if word in words("opening") or ("'" in word and word not in words("possessive in names")):
            break
        end -= len(word) + 1
    return max(start, end + 1)

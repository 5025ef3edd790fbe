"""What is listed together is of one kind: "Licadho, the Human Rights Watch and Adhoc".

Of three names and more, parted by commas and "and" alone, the odd one is most likely what the
others are, where nothing else tells what it is; and two or three capitalised words between two
persons are a person whom the recogniser missed.

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from pipeline.entities.rules.found import CAPITAL, Found
from pipeline.entities.rules.signs import PEERS, Votes, evidence
from pipeline.entities.rules.tables import by_label, given_names, known_names, listed

#: Names that make a list.
LEAST: Final = 3
#: Characters between two names of a list, at most, with one that was missed.
_GAP: Final = 60
_AND: Final = re.compile(r"(?:,|,? (?:and|or|as well as)|;) (?:the )?")
_CLASSES: Final = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "GPE", "FAC": "GPE"}
_PART: Final = rf"{CAPITAL}[^\W\d_]+(?:['’-][^\W\d_]+)*"
_MISSED: Final = re.compile(
    rf"(?:,|; (?:[A-Z][a-z-]+(?: [a-z-]+)? - )?|;|,? and) ?({_PART}(?: {_PART}){{1,2}})"
    r"(?:,| and|, and|;) (?:[A-Z][a-z-]+ - )?"
)


def company(
    texts: Sequence[str], found: Sequence[Found], names: Sequence[str], labels: Mapping[str, str]
) -> dict[str, dict[str, float]]:
    """For names that are the odd ones in a list, what the others are, as evidence."""
    told: dict[str, dict[str, float]] = {}
    for run in listed_together(texts, found):
        kinds = [_CLASSES.get(labels[names[i]]) for i in run]
        kind, count = Counter(kinds).most_common(1)[0]
        if kind is None or count < len(run) - 1 or count == len(run):
            continue
        odd = run[next(i for i, one in enumerate(kinds) if one != kind)]
        if _CLASSES.get(labels[names[odd]]) is None or not _is_closed(texts, found, run):
            continue
        peers = [names[i] for i in run if i != odd]
        if _may_be(names[odd], kind, peers):
            told.setdefault(names[odd], {})[kind] = PEERS
    return told


def _is_closed(texts: Sequence[str], found: Sequence[Found], run: Sequence[int]) -> bool:
    """Whether "and" or "or" stands before the last; else it may be an address."""
    last, before = found[run[-1]], found[run[-2]]
    between = texts[last.field][before.end : last.start]
    return " and " in between or " or " in between


def listed_together(texts: Sequence[str], found: Sequence[Found]) -> Iterator[list[int]]:
    """The positions in ``found`` of each list's names."""
    run: list[int] = []
    for i, item in enumerate(found):
        if run and _goes_on(texts[item.field], found[i - 1], item):
            run.append(i)
            continue
        if len(run) >= LEAST:
            yield run
        run = [i]
    if len(run) >= LEAST:
        yield run


def _goes_on(text: str, last: Found, item: Found) -> bool:
    near = last.field == item.field and item.start - last.end <= _GAP
    return near and _AND.fullmatch(text, last.end, item.start) is not None


def _may_be(name: str, kind: str, peers: Sequence[str]) -> bool:
    """Whether nothing that the name says by itself speaks against its being of the kind."""
    said: Votes = evidence(name)
    if said or name in known_names() or name.isupper() != peers[0].isupper():
        return False
    several = " " in name
    if kind == "PERSON":
        return several == all(" " in peer for peer in peers)
    return not several or name.split(" ", 1)[0] not in given_names()


def missed(texts: Sequence[str], found: Sequence[Found]) -> Iterator[Found]:
    """Persons between two persons of a list: "Joost Basson, Japie Mulders, Hennie Laubser"."""
    for one, other in pairwise(found):
        if not one.label == other.label == "PERSON" or one.field != other.field:
            continue
        if not 6 < other.start - one.end <= _GAP:
            continue
        text = texts[one.field]
        full = " " in text[one.start : one.end] and " " in text[other.start : other.end]
        match = _MISSED.fullmatch(text, one.end, other.start) if full else None
        if match and _may_be_person(match[1]):
            yield Found(one.field, *match.span(1), "PERSON")


def _may_be_person(name: str) -> bool:
    parts = name.split(" ")
    return parts[-1] not in by_label("heads") and not any(
        part in known_names() or part in listed("calendar") or part.lower() in listed("titles")
        for part in parts
    )

"""Names that need no recogniser: a title and a name, a given name and a name, well-known names.

Recognisers miss names of far countries that a reader knows for names at once, since "Ricardo"
is a given name and "Mrs" precedes nothing else. What is found here is a mention like any other,
and only where the recogniser found nothing.

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.entities.rules.found import Found, word_before
from pipeline.entities.rules.tables import by_label, given_names, known_names, listed, words

#: A capitalised word, with its hyphens and apostrophes; an initial with its full stop.
_CAPITALISED: Final = r"(?:[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*)"
_WORD: Final = re.compile(_CAPITALISED)
#: Up to four capitalised words, particles between them allowed.
_RUN: Final = re.compile(
    rf"{_CAPITALISED}\.?(?: (?:(?:al|el|bin|ibn|van|von|der|den|de|del|da|di|dos|du|la|le) ){{0,2}}"
    rf"{_CAPITALISED}){{0,4}}"
)
#: What a list gives away. Towns are too many of them something else.
_LABELS: Final = {
    "nationalities": "NORP",
    "countries": "GPE",
    "states": "GPE",
    "cities": "GPE",
    "regions": "LOC",
    "organisations": "ORG",
}
_NO_PERSON: Final = _LABELS.keys() - {"cities"}
_SHORT_TITLES: Final = frozenset({"Mr", "Mrs", "Ms", "Dr", "Sen", "Gen", "Gov", "Rep", "Prof"})
_STORM: Final = re.compile(
    r"(?:Tropical Storm|Hurricane|Typhoon|Cyclone) "
    rf"(?!(?:Hunter|Cent|Season|W|Relief|Fund)){_CAPITALISED}"
)
#: What goes on a name behind it.
_GOES_ON: Final = frozenset({"-", "@", "_", "&"})
_TITLED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Gen|Gov|Rep|Sgt|Capt|Col|Lt|Prof|Rev)\.? |"
    r"\b(?:Prime Minister|President|Chancellor|Senator|Governor|Mayor|Professor|Sir|Ayatollah|"
    r"Sheikh|Pope|Queen|Princess|Congressman|Congresswoman) "
)


class _Read(NamedTuple):
    """What a run of capitalised words says by itself; places are offsets in the run.

    ``person`` begins a person's name if that is ``sure``, or else if a title stands before it;
    nobody's does where it is None.
    """

    start: int
    end: int
    label: str | None
    person: int | None
    sure: bool


def seeded(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """The mentions that ``found``, in order and without overlaps, lacks and the text gives away."""
    more: list[Found] = []
    for field, text in enumerate(texts):
        taken = [(item.start, item.end) for item in found if item.field == field]
        for start, end, label in _given_away(text, taken):
            if not _touches(taken, start, end):
                more.append(Found(field, start, end, label))
    return more


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    i = bisect_left(taken, (end, end))
    return i > 0 and taken[i - 1][1] > start


def _given_away(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    rest = iter(taken)
    begin, stop = next(rest, (len(text), len(text)))
    for match in _RUN.finditer(text):
        at, end = match.span()
        while stop < end:
            begin, stop = next(rest, (len(text), len(text)))
        read = _read(match[0]) if begin > at else None
        if read is None:
            continue
        if read.label and _is_whole(text, at + read.start, at + read.end):
            yield at + read.start, at + read.end, read.label
        elif read.person is not None and (read.sure or _is_titled(text, at + read.person)):
            yield at + read.person, at + read.person + len(_name(match[0][read.person :])), "PERSON"


@lru_cache(maxsize=16_384)
def _read(run: str) -> _Read | None:
    """What the run gives away, past the "In" or "When" that heads the sentence. Kept, since the
    same words begin most sentences.
    """
    start = 0
    while start < len(run):
        word = run[start:].split(" ", 1)[0]
        if word not in words("opening"):
            break
        start += len(word) + 1
    if start >= len(run):
        return None
    storm = _STORM.match(run, start)
    if storm:
        return _Read(start, storm.end(), "EVENT", None, False)
    name, label = _well_known(run[start:])
    person, sure = _person(run, start)
    return (
        _Read(start, start + len(name), label, person, sure)
        if label or person is not None
        else None
    )


def _well_known(run: str) -> tuple[str, str | None]:
    """The run as a listed place, people or organisation, with its label."""
    name = run.removesuffix("'s").removesuffix("’s")
    if name.endswith(".") and name not in known_names():
        name = name[:-1]
    table = known_names().get(name)
    if table == "organisations" and " " not in name and not (name.isupper() and len(name) > 2):
        return name, None
    return name, _LABELS.get(table) if table else None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether the name is no part of a longer written one."""
    return not (start and text[start - 1] in "-@#/_") and text[end : end + 1] not in _GOES_ON


def _name(run: str) -> str:
    return run.removesuffix("'s").removesuffix("’s").rstrip(".")


def _person(run: str, begin: int) -> tuple[int | None, bool]:
    """Where a person's name may begin, after titles; whether a title or given name says so."""
    titles = list(_TITLED.finditer(run, begin))
    start = titles[-1].end() if titles else begin
    name = _name(run[start:])
    parts = name.split()
    if not parts or parts[-1] in by_label("heads") or _known(name) or name in _SHORT_TITLES:
        return None, False
    if any(map(_known, parts[1:])) or name.lower() in listed("titles"):
        return None, False
    return start, bool(titles) or (parts[0] in given_names() and len(parts) > 1)


def _is_titled(text: str, start: int) -> bool:
    return word_before(text, start).rstrip(".") in _SHORT_TITLES


def _known(name: str) -> bool:
    table = known_names().get(name)
    return table in _NO_PERSON if table else name in listed("calendar")

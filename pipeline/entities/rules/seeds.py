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
from typing import Final

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
_TITLED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Gen|Gov|Rep|Sgt|Capt|Col|Lt|Prof|Rev)\.? |"
    r"\b(?:Prime Minister|President|Chancellor|Senator|Governor|Mayor|Professor|Sir|Ayatollah|"
    r"Sheikh|Pope|Queen|Princess|Congressman|Congresswoman) "
)


def seeded(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """The mentions that ``found`` lacks and the text itself gives away."""
    more: list[Found] = []
    for field, text in enumerate(texts):
        taken = sorted((item.start, item.end) for item in found if item.field == field)
        for start, end, label in _given_away(text, taken):
            if not _touches(taken, start, end):
                more.append(Found(field, start, end, label))
    return more


def _covers(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the stretches holds all of start to end."""
    i = bisect_left(taken, (start + 1,))
    return i > 0 and taken[i - 1][1] >= end


def _touches(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    i = bisect_left(taken, (end, end))
    return i > 0 and taken[i - 1][1] > start


def _given_away(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    for match in _RUN.finditer(text):
        if _covers(taken, *match.span()):
            continue
        start = _past_openings(text, match)
        if start < match.end():
            known = _well_known(text, start, match.end())
            yield from [known] if known else _person(text, start, match.end())


def _past_openings(text: str, run: re.Match[str]) -> int:
    """Where the run begins without the "In" or "When" that heads the sentence."""
    start = run.start()
    while start < run.end():
        word = text[start : run.end()].split(" ", 1)[0]
        if word not in words("opening"):
            break
        start += len(word) + 1
    return start


def _well_known(text: str, start: int, stop: int) -> tuple[int, int, str] | None:
    """The whole run as a listed place, people or organisation, in no longer phrase."""
    name = text[start:stop].removesuffix("'s").removesuffix("’s")
    if name.endswith(".") and name not in known_names():
        name = name[:-1]
    end = start + len(name)
    if start and text[start - 1] in "-@#/_":
        return None
    if text[end : end + 1] in {"-", "@", "_", "&"}:
        return None
    table = known_names().get(name)
    if table is None or table not in _LABELS:
        return None
    if table == "organisations" and " " not in name and not (name.isupper() and len(name) > 2):
        return None
    return start, end, _LABELS[table]


def _person(text: str, begin: int, stop: int) -> Iterator[tuple[int, int, str]]:
    """The run, or its end, as a person: after a title, or from a given name on."""
    titles = list(_TITLED.finditer(text, begin, stop))
    start = titles[-1].end() if titles else begin
    titled = bool(titles) or word_before(text, start).rstrip(".") in _SHORT_TITLES
    name = text[start:stop].removesuffix("'s").removesuffix("’s").rstrip(".")
    parts = name.split()
    if not parts or parts[-1] in by_label("heads") or _known(name) or name in _SHORT_TITLES:
        return
    if (titled or (parts[0] in given_names() and len(parts) > 1)) and not any(
        map(_known, parts[1:])
    ):
        yield start, start + len(name), "PERSON"


def _known(name: str) -> bool:
    table = known_names().get(name)
    return table in _NO_PERSON if table else name in listed("calendar")

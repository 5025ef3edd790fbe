"""Names that need no recogniser: a title and a name, a given name and a name, well-known names.

Recognisers miss names of far countries that a reader knows for names at once, since "Ricardo"
is a given name and "Mrs" precedes nothing else. What is found here is a mention like any other,
and only where the recogniser found nothing.

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from pipeline.entities.rules.found import (
    CAPITALISED,
    Found,
    begins_sentence,
    is_whole,
    meets,
    word_before,
)
from pipeline.entities.rules.hints import hinted
from pipeline.entities.rules.parties import acronym_in, is_party
from pipeline.entities.rules.shapes import is_personal
from pipeline.entities.rules.tables import (
    by_label,
    given_names,
    known_names,
    listed,
    table_of,
    words,
)

_WORD: Final = re.compile(CAPITALISED)
#: Up to four capitalised words, particles between them allowed.
_RUN: Final = re.compile(
    rf"{CAPITALISED}\.?(?: (?:(?:al|el|bin|ibn|van|von|der|den|de|del|da|di|dos|du|la|le) ){{0,2}}"
    rf"{CAPITALISED}){{0,4}}"
)
#: What a list gives away. Towns are too many of them something else.
_LABELS: Final = {
    "nationalities": "NORP",
    "countries": "GPE",
    "states": "GPE",
    "cities": "GPE",
    "regions": "LOC",
    "organisations": "ORG",
    "products": "PRODUCT",
}
_GOVERNED: Final = frozenset({"countries", "organisations", "states"})
_NO_PERSON: Final = _LABELS.keys() - {"cities"}
_SHORT_TITLES: Final = frozenset({"Mr", "Mrs", "Ms", "Dr", "Sen", "Gen", "Gov", "Rep", "Prof"}) | {
    "Engr",
    "Barr",
    "Smt",
    "Shri",
    "Mdm",
    "Ven",
    "Cde",
    "Hon",
}
_STORM: Final = re.compile(
    r"(?:Tropical Storm|Hurricane|Typhoon|Cyclone|Storm) "
    rf"(?!(?:Hunter|Cent|Season|Watch|Warn|Wave|Wind|West|World|Relief|Fund|Surge|Damage|Chas|Track|Lake|King|"
    rf"Team|Predict|Troop|Drain|Warn|Ready)){CAPITALISED}"
)
#: What bears names besides people and places, where a recogniser saw none.
_VESSELS: Final = (
    "space shuttle ",
    "ferry ",
    "frigate ",
    "warship ",
    "trawler ",
    "freighter ",
    "icebreaker ",
)
_ABOARD: Final = re.compile(
    rf"\b(?:{'|'.join(_VESSELS)})"
    rf"(?:the )?({CAPITALISED}(?: {CAPITALISED}){{0,2}})"
)
#: "B&Q", and pairs of letters that name no body.
_PAIR: Final = re.compile(r"\b[A-Z]{1,2}&[A-Z]\b(?! \d)")
#: A firm by what ends its name: "BUT SA", "Agrano Beteiligungs-AG".
_FIRM: Final = re.compile(
    r"\S.*[ -](?:AG|SA|S\.A|SpA|Plc|PLC|plc|NV|N\.V|BV|Ltd|Inc|Corp|GmbH|KG|AB|ASA|Oyj?|Bhd|LLC)"
)
_TITLED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Gen|Gov|Rep|Sgt|Capt|Col|Lt|Prof|Rev|Engr|Barr|Smt|Shri|Mdm|Ven|Cde|"
    r"Hon|Atty|Insp|Supt|DSP|ASP|ACP|DCP|SSP)\.? |"
    r"\b(?:Prime Minister|President|Chancellor|Senator|Governor|Mayor|Professor|Sir|Ayatollah|"
    r"Sheikh|Pope|Queen|Princess|Congressman|Congresswoman) "
)


class _Read(NamedTuple):
    """What a run of capitalised words says by itself; places are offsets in the run.

    ``person`` begins a person's name if that is ``sure``, or else if a title stands before it;
    nobody's does where it is None. What is ``plain`` may be a common word at a sentence's head.
    The first ``acronym`` letters from ``start`` on are a body's name where its members follow.
    """

    start: int
    end: int
    label: str | None
    person: int | None = None
    sure: bool = False
    plain: bool = False
    acronym: int = 0


def seeded(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """The mentions that ``found``, in order and without overlaps, lacks and the text gives away."""
    more: list[Found] = []
    for field, text in enumerate(texts):
        taken = [(item.start, item.end) for item in found if item.field == field]
        for start, end, label in _given_away(text, taken):
            if not meets(taken, start, end):
                more.append(Found(field, start, end, label))
    return more


def _given_away(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    if "&" in text:
        pairs = (match for match in _PAIR.finditer(text) if match[0] not in words("no body"))
        yield from ((*match.span(), "ORG") for match in pairs)
    if any(word in text for word in _VESSELS):
        for aboard in _ABOARD.finditer(text):
            yield aboard.start(1), aboard.start(1) + len(_name(aboard[1])), "PRODUCT"
    yield from hinted(text)
    rest = iter(taken)
    begin, stop = next(rest, (len(text), len(text)))
    for match in _RUN.finditer(text):
        at, end = match.span()
        while stop < end:
            begin, stop = next(rest, (len(text), len(text)))
        if begin <= at:
            continue
        read = _read(match[0])
        if read is None:
            continue
        short = match[0][read.start : read.start + read.acronym]
        if short and is_party(text, at + read.start, short):
            end = at + read.start + read.acronym
            wing = text[end : end + 1] == "(" and text[end + 2 : end + 3] == ")"
            yield at + read.start, end + 3 * wing, "ORG"
        elif read.label and is_whole(text, at + read.start, at + read.end):
            if not read.plain or not begins_sentence(text, at):
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
        return _Read(start, start + len(_name(storm[0])), "EVENT")
    if _FIRM.fullmatch(run, start):
        return _Read(start, len(run), "ORG")
    name, label = _well_known(run[start:])
    if label is None:
        name, label = _of_office(run[start:])
    plain = label is None and len(name) > 2 and name in listed("organisations")
    plain = plain and run[:start] in ("", "The ")
    if plain:
        label = "ORG"
    person, sure = _person(run, start)
    acronym = acronym_in(run[start:])
    if not label and not acronym and person is None:
        return None
    return _Read(start, start + len(name), label, person, sure, plain, acronym)


def _well_known(run: str) -> tuple[str, str | None]:
    """The run as a listed place, people or organisation, with its label."""
    name = run.removesuffix("'s").removesuffix("’s")
    if name.endswith(".") and name not in known_names():
        name = name[:-1]
    table = table_of(name)
    if table == "organisations" and " " not in name and not (name.isupper() and len(name) > 2):
        return name, None
    return name, _LABELS.get(table) if table else None


def _of_office(run: str) -> tuple[str, str | None]:
    """The country or body whose office the run names: "US President Barack Obama"."""
    name, _, rest = run.partition(" ")
    governs = rest.partition(" ")[0] in words("office") and name != "Labour"
    table = known_names().get(name) if governs else None
    return name, _LABELS[table] if table in _GOVERNED else None


def _name(run: str) -> str:
    """The run without what is not of its name: "Ann Lee's", "Hank Green | I know"."""
    name = run.removesuffix("'s").removesuffix("’s").rstrip(".")
    return name.removesuffix(" I") if name.count(" ") > 1 else name


def _person(run: str, begin: int) -> tuple[int | None, bool]:
    """Where a person's name may begin, after titles; whether a title or given name says so."""
    titles = list(_TITLED.finditer(run, begin))
    start = titles[-1].end() if titles else begin
    name = _name(run[start:])
    parts = name.split()
    if not parts or parts[-1] in by_label("heads") or _known(name) or name in _SHORT_TITLES:
        return None, False
    if parts[0] in words("opening"):
        return None, False  # "the ASP. He"
    if any(map(_known, parts[1:])) or name.lower() in listed("titles"):
        return None, False
    given = parts[0] in given_names() and len(parts) > 1
    return start, bool(titles) or given or (len(parts) > 2 and is_personal(parts))


def _is_titled(text: str, start: int) -> bool:
    return word_before(text, start).rstrip(".") in _SHORT_TITLES


def _known(name: str) -> bool:
    table = known_names().get(name)
    return table in _NO_PERSON if table else name in listed("calendar")

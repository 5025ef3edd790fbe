"""Papers, stations and agencies by what stands beside them: "LILONGWE (Mana) -", "Awoko newspaper".

A recogniser takes what bears a word of another language for a town or a person. The bracket
between a dateline and its dash holds the agency, and a name beside "newspaper" is the paper's,
where no list has it as something else.

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.entities.rules.found import CAPITAL, CAPITALISED, Found, Span, meets, placed
from pipeline.entities.rules.tables import given_names, is_title, known_names, opens_otherwise

#: What a list may hold and a paper be called besides.
_MAY_BE: Final = frozenset({None, "organisations", "renowned", "towns"})
#: "LONDON (Reuters) -", "BISHKEK, Feb. 3 (AKIpress) --".
_DATELINE: Final = re.compile(
    rf"(?:^|\n){CAPITAL}[^\n()]{{2,50}} \(({CAPITAL}[\w.]*(?:[ /-][\w.]+)?)\) ?(?:--?|–|—|_) "
)
#: "Paris-based".
_COMPOUND: Final = re.compile(r"\w-[a-z]")
_MEDIA: Final = ("radio", "television", "TV")
_KIND: Final = (
    r"(?:newspaper|tabloid|broadsheet|news agency|news (?:web ?)?site|newsmagazine|broadcaster|"
    rf"(?:{'|'.join(_MEDIA)}) (?:station|channel|network))"
)
#: "the newspaper Nord Eclair"; after a comma another must follow, else a subject begins there.
_BEFORE: Final = re.compile(
    rf"\b{_KIND}(,?) [\"“]?((?:[A-Z][\w’'-]*|[a-z]{{2}}-[A-Z]\w*)"
    rf"(?: (?:{CAPITALISED}|(?:de|del|di|la|le|el|al|am)(?= [A-Z]))){{0,3}})"
)
_BEHIND: Final = re.compile(
    rf"(?:\b(?:the|The|a) |['’]s |[\"“]|\n|\. )({CAPITALISED}(?: {CAPITALISED}){{0,2}})[\"”]? "
    rf"(?:daily |weekly )?{_KIND}\b"
)
#: Who is told something and is no person of office: "told the Post-Courier that".
_TOLD: Final = re.compile(rf"\btold the ({CAPITALISED}(?: {CAPITALISED}){{0,2}})(?= [a-z]|[,.])")
#: One of them stands in a text that says of a name that it is a paper's or station's.
_TELLING: Final = (
    "newspaper",
    "tabloid",
    "broadsheet",
    "newsmagazine",
    "news agency",
    "news site",
    "news web",
    "broadcaster",
    *(f"{medium} {kind}" for medium in _MEDIA for kind in ("station", "channel", "network")),
)


def published(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the papers and agencies in place of what else was found there."""
    spans = [(field, span) for field, text in enumerate(texts) for span in _in(text)]
    if not spans:
        return list(found)
    persons = {
        texts[m.field][m.start : m.end].rpartition(" ")[2]
        for m in found
        if m.label == "PERSON" and " " in texts[m.field][m.start : m.end]
    }
    every = [[(m.start, m.end) for m in found if m.field == i] for i in range(len(texts))]
    bodies = [
        [(m.start, m.end) for m in found if m.field == i and m.label == "ORG"]
        for i in range(len(texts))
    ]
    more: list[Found] = []
    for field, (start, end) in spans:
        told = texts[field].startswith("told the ", max(0, start - 9), start)
        here = every[field] if told else bodies[field]
        if texts[field][start:end] not in persons and not meets(here, start, end):
            more.append(Found(field, start, end, "ORG"))
    return placed(len(texts), found, more)


def _in(text: str) -> Iterator[Span]:
    if "(" in text:
        for match in _DATELINE.finditer(text):
            if known_names().get(match[1]) in _MAY_BE:
                yield match.span(1)
    if any(word in text for word in _TELLING):
        for match in _BEFORE.finditer(text):
            if not match[1] or text[match.end() : match.end() + 1] == ",":
                yield from _paper(match, 2)
        for match in _BEHIND.finditer(text):
            yield from _paper(match, 1)
    if "told the " in text:
        for match in _TOLD.finditer(text):
            yield from _paper(match, 1)


def _paper(match: re.Match[str], group: int) -> Iterator[Span]:
    name = match[group].removesuffix("'s").removesuffix("’s")
    if _may_be_paper(name):
        yield match.start(group), match.start(group) + len(name)


def _may_be_paper(name: str) -> bool:
    """Whether nothing says that the name is somebody's, a place's or a day's."""
    first = name.split(" ", 1)[0]
    return (
        known_names().get(name) in _MAY_BE
        and first not in given_names()
        and not opens_otherwise(first)
        and not is_title(name.rpartition(" ")[2].lower())
        and not (name.isupper() and len(name) < 3)
        and _COMPOUND.search(name) is None
    )

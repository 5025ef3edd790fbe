"""One label for one name throughout an article: the recogniser's votes, and what is known besides.

Each name gets a score for each label: the share of its mentions that the recogniser gave that
label, plus evidence. Evidence is a list that holds the name, a word that tells what it names
("… University", "Battle of …"), a title before it, a longer name that it ends ("Montalvo" after
"Daniel Montalvo"). Plain evidence weighs a little more than all of the recogniser's votes, faint
evidence less than half: it tips a recogniser that wavers. Where signs contradict each other, the
recogniser decides. The weights were chosen on gold news and encyclopaedia text, each between its
neighbours' figures, and are good for recognisers of different strength.

Pure: standard library and tables.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from pipeline.entities.rules.firms import is_firm, said_of
from pipeline.entities.rules.found import Found, surface, word_after, word_before
from pipeline.entities.rules.shortforms import core, introduced, short_forms, spelt_out
from pipeline.entities.rules.tables import (
    by_label,
    given_names,
    is_title,
    known_names,
    listed,
    words,
)

Votes = Mapping[str, float]

#: Weights of evidence, in shares of the recogniser's votes (1: as much as all of them).
LISTED: Final = 1.3
CITY: Final = 1.1
TOWN: Final = 0.25
HEAD: Final = 1.1
OPENING: Final = 1.2
GIVEN_NAME: Final = 1.1
TITLE: Final = 1.1
SURNAME: Final = 1.2
SHORT: Final = 1.1
SHORT_FAINT: Final = 0.7
CONTEXT: Final = 0.4

#: What a list says of the names in it.
_TABLES: Final[Mapping[str, Votes]] = {
    "nationalities": {"NORP": LISTED},
    "countries": {"GPE": LISTED},
    "states": {"GPE": LISTED},
    "regions": {"LOC": LISTED},
    "organisations": {"ORG": LISTED},
    "cities": {"GPE": CITY},
    "towns": {"GPE": TOWN},
}
_INITIAL: Final = re.compile(r"\w+ [A-Z]\. \w")
_PLACE_WORDS: Final = frozenset({"in", "near", "outside", "across", "throughout", "visited"})
#: What is said of bodies alone: "shares in Nordea", "a spokesman for Nordea".
_OF_BODIES: Final = frozenset({"in", "of", "at", "with", "for", "by"})
_OF_BODY: Final = re.compile(
    r"\b(?:[Ss]hares (?:in|of)|[Aa]nalysts? (?:at|with|for)|[Ss]pokes(?:man|woman|person) for|"
    r"executive of|employees of|subsidiary of|unit of|owned by|[Ss]hareholders (?:in|of)) \Z"
)
_IS_A: Final = re.compile(
    r"(?:,| is| was) (?:an?|the|[A-Z]\w+(?: [A-Z]\w+)?['’]s) (?:[a-z-]+ ){0,3}?([a-z]+)"
    r"(?=[,.;:)]|['’]s\b| (?:of|in|on|at|for|from|near|with|by|to|and|that|which|said|based|"
    r"has|is|was|[a-z]+(?:ed|ing))\b| \()"
)
#: How what `_IS_A` matches begins.
_BEFORE_KIND: Final = frozenset({", ", " i", " w"})
_BEFORE_REGION: Final = frozenset({" R", " C", " P"})
_TELLING_AFTER: Final = _BEFORE_KIND | _BEFORE_REGION
_AGE: Final = re.compile(r", (?:aged? )?\d{1,2}(?:,| years)")
_COMMA_PLACE: Final = re.compile(r", ([A-Z][\w.]+(?: [A-Z][\w.]+)?)(?![\w'’])")
#: How alike two labels are: a class that stands for another counts for it in part.
_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})


def agreed(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found`` with each name's one label, the same wherever its surface occurs."""
    names = [surface(texts[item.field][item.start : item.end]) for item in found]
    votes, context = _counted(texts, found, names)
    labels = {name: _winner(name, votes[name], context.get(name, {}), {}) for name in votes}
    persons = person_parts(name for name, label in labels.items() if label == "PERSON")
    bodies = {
        short: {label: SHORT if _is_body(name) else SHORT_FAINT}
        for name, label in labels.items()
        if label in {"ORG", "EVENT"}
        for short in short_forms(name)
        if short in votes
        and (_is_surely(name, label, short) or votes[short].keys().isdisjoint(_PLACES))
    }
    for name in votes:
        if name in persons or name in bodies:
            more = {"PERSON": SURNAME * (name in persons)} | bodies.get(name, {})
            labels[name] = _winner(name, votes[name], context.get(name, {}), more)
    for name in _lone_firms(texts, found, names, labels, persons):
        labels[name] = "ORG"
    labels |= spelt_out(labels)
    for short, full in introduced(texts, found):
        labels[short] = labels[full]
    return [item.called(labels[name]) for item, name in zip(found, names, strict=True)]


def _lone_firms(
    texts: Sequence[str],
    found: Sequence[Found],
    names: Sequence[str],
    labels: Mapping[str, str],
    persons: Set[str],
) -> Iterator[str]:
    """Names of one word, taken for persons, that nobody bears in full: "Merckx said it had …".

    Persons are named in full at first.
    """
    lone = {name for name, label in labels.items() if label == "PERSON" and " " not in name}
    lone -= persons | given_names()
    for item, name in zip(found, names, strict=True) if lone else ():
        text = texts[item.field]
        if (
            name in lone
            and said_of(text, item.start, item.end) > 0
            and "PERSON" not in around(text, item)
        ):
            yield name


def _is_surely(name: str, label: str, short: str) -> bool:
    """Whether a short form means the body or storm even where a recogniser sees a place."""
    return label == "EVENT" or (_is_body(name) and short not in known_names())


def _is_body(name: str) -> bool:
    """Whether a name is surely one whose parts can stand for it: "Volkert AG", "Real Betis".

    A railway's are towns ("Bridgton and Harrison"), and some bodies are persons after all.
    """
    opening = name.removeprefix("Tropical ").partition(" ")[0]
    return bool(core(name)) or by_label("beginnings").get(opening) in {"ORG", "EVENT"}


def _counted(
    texts: Sequence[str], found: Sequence[Found], names: Sequence[str]
) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, float]]]:
    """For each name the labels it was given, and what stands around its mentions."""
    votes: dict[str, dict[str, int]] = {}
    context: dict[str, dict[str, float]] = defaultdict(dict)
    for item, name in zip(found, names, strict=True):
        given = votes.setdefault(name, {})
        given[item.label] = given.get(item.label, 0) + 1
        for label, weight in around(texts[item.field], item).items():
            known = context[name]
            known[label] = max(known.get(label, 0.0), weight, key=abs)
    return votes, context


def around(text: str, item: Found) -> Votes:
    """What the words beside one mention say: a title, an age, "in", ", Texas", "the"."""
    before = word_before(text, item.start)
    lowered = before.lower()
    after = text[item.end : item.end + 2]
    firm = is_firm(text, item.end)
    if not firm and after not in _TELLING_AFTER and lowered.rstrip(".,") not in _telling_before():
        return {}
    weights: dict[str, float] = {}
    if is_title(lowered):
        weights["PERSON"] = TITLE if before[0].isupper() else CONTEXT
    elif text.startswith(", ", item.end) and _AGE.match(text, item.end):
        weights["PERSON"] = TITLE
    elif lowered in _OF_BODIES and _OF_BODY.search(text[max(0, item.start - 30) : item.start]):
        weights["ORG"] = TITLE
    elif lowered in _PLACE_WORDS:
        weights["GPE"] = CONTEXT
    elif lowered == "of" and _noun_of(text, item.start) in words("place noun"):
        weights["GPE"] = TITLE
    elif lowered.rstrip(",") in words("body noun"):
        weights["ORG"] = TITLE
    elif lowered == "the":
        weights["PERSON"] = -2 * CONTEXT
        if text[item.end - 1] == "s" and text[item.end - 2 : item.end - 1].isalpha():
            weights["ORG"] = 2 * CONTEXT
    if firm:
        weights["ORG"] = TITLE
    kind = _IS_A.match(text, item.end) if after in _BEFORE_KIND else None
    if kind and kind[1] in words("place noun"):
        weights["GPE"] = TITLE
    elif kind and kind[1] in words("body noun"):
        weights["ORG"] = TITLE
    elif kind and kind[1] in words("person noun") and lowered not in _OF_BODIES:
        weights["PERSON"] = TITLE
    place = _COMMA_PLACE.match(text, item.end) if after == ", " else None
    if place and (place[1] in listed("states") or place[1] in listed("countries")):
        weights["GPE"] = TITLE
    if after in _BEFORE_REGION and word_after(text, item.end) in {"River", "County", "Province"}:
        weights["GPE"] = CONTEXT
    return weights


@cache
def _telling_before() -> frozenset[str]:
    """What words before a name say anything of it, bare."""
    known = listed("titles") | _OF_BODIES | _PLACE_WORDS | words("body noun") | {"of", "the"}
    return frozenset(word.rstrip(".,") for word in known)


def _noun_of(text: str, start: int) -> str:
    """The word before "of" before ``start``: "town" in "the town of Hiram"."""
    return word_before(text, start - 3).lower() if start > 3 else ""


def _winner(name: str, votes: Mapping[str, int], context: Votes, more: Votes) -> str:
    known = evidence(name)
    if len(votes) == 1 and not context and not more and (not known or known.keys() <= votes.keys()):
        return next(iter(votes))  # nothing is said against it
    total = sum(votes.values())
    scores: dict[str, float] = defaultdict(float)
    for label, count in votes.items():
        scores[label] += count / total
    for weights in (known, context, more):
        for label, weight in weights.items():
            scores[label] += weight
    if len(scores.keys() & _PLACES) > 1:
        _join_places(scores)
    return max(scores, key=lambda label: (scores[label], label))


def _join_places(scores: dict[str, float]) -> None:
    """The best of the place labels gets half of what the others of them have."""
    places = sorted((label for label in scores if label in _PLACES), key=lambda p: -scores[p])
    for other in places[1:]:
        scores[places[0]] += max(scores[other], 0) / 2


@lru_cache(maxsize=16_384)
def evidence(name: str) -> Votes:
    """What the name itself says of its label, whatever the text.

    >>> dict(evidence("University of Leeds"))
    {'ORG': 1.2}
    """
    return MappingProxyType(_evidence(name))


def _evidence(name: str) -> Votes:
    plain = _listed(name)
    if plain:
        return plain
    parts = name.split()
    if len(parts) < 2:
        return {"PERSON": GIVEN_NAME / 2} if name in given_names() else {}
    weights: dict[str, float] = {}
    head = by_label("heads").get(parts[-1].rstrip(","))
    openings = by_label("openings")
    opening = openings.get(" ".join(parts[:2])) or openings.get(parts[0])
    if opening:
        weights[opening] = OPENING
    elif " of " in name:
        head = by_label("heads").get(name.split(" of ")[0].split()[-1], head)
    if head:
        strength = CONTEXT if parts[-1] in words("place or body") else HEAD
        weights[head] = weights.get(head, 0) + strength
        if parts[-1] not in words("surname too"):
            weights["PERSON"] = -HEAD
    if not weights and len(parts) <= 4 and (parts[0] in given_names() or _INITIAL.match(name)):
        weights["PERSON"] = GIVEN_NAME
    return weights


def _listed(name: str) -> Votes:
    table = known_names().get(name)
    if table != "nationalities" and name.replace(".", "") in listed("countries"):
        return {"GPE": LISTED}
    return _TABLES[table] if table else {}


def person_parts(names: Iterable[str]) -> frozenset[str]:
    """The first and last words of persons' full names, by which an article goes on to call them."""
    parts: set[str] = set()
    for name in names:
        words = [word for word in name.split() if word.rstrip(".") not in {"Jr", "Sr", "II", "III"}]
        if 2 <= len(words) <= 5:
            parts.update(word for word in (words[0], words[-1]) if len(word) > 2)
            if words[-2].lower() in {
                "van",
                "von",
                "de",
                "al",
                "el",
                "bin",
                "ben",
                "der",
                "di",
                "da",
            }:
                parts.add(" ".join(words[-2:]))
    return frozenset(part for part in parts if part[0].isupper() or "-" in part)

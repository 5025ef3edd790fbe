"""One label for one name throughout an article: the recogniser's votes, and what is known besides.

Each name gets a score for each label: the mean of its mentions' votes for it, plus evidence. A vote
weighs what the recogniser's confidence says; evidence is a list that holds the name, a word that
tells what it names ("… University", "Battle of …"), a title before it, a longer name that it ends
("Montalvo" after "Daniel Montalvo"). What a name says by itself tips a recogniser that doubts and
none that is sure; what the article says of it ("Montalvo, 27,") weighs more. Where signs contradict
each other, the recogniser decides. The weights were chosen on gold news and encyclopaedia text,
each between its neighbours' figures, and are good for recognisers of different strength.

Pure: standard library and tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from math import fsum
from typing import Final

from pipeline.entities.rules.bearers import bearers, lone_places, players
from pipeline.entities.rules.beside import around
from pipeline.entities.rules.firms import said_of
from pipeline.entities.rules.found import PLACES, Found, surface, word_before
from pipeline.entities.rules.lists import company
from pipeline.entities.rules.shortforms import core, introduced, short_forms, spelt_out
from pipeline.entities.rules.signs import (
    FOUNDER,
    SHORT,
    SHORT_FAINT,
    STORM,
    SURNAME,
    Votes,
    evidence,
    person_parts,
)
from pipeline.entities.rules.tables import by_label, given_names, known_names, words

#: The votes of a name's mentions, by label.
Given = dict[str, list[float]]
#: What the vote of a mention weighs besides its confidence, and without any; the mean of votes
#: that are sure.
LEAST: Final = 0.5
UNTOLD: Final = 0.75
SURE: Final = 1.25
#: Characters on either side of letters that tell whether their line is all in capitals.
_LINE: Final = 60
#: Labels of acronyms that may be bodies after all.
_NO_BODIES: Final = frozenset({"PERSON", "NORP", "PRODUCT", "LOC"})


def agreed(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found`` with each name's one label, the same wherever its surface occurs."""
    names = [surface(texts[item.field][item.start : item.end]) for item in found]
    votes, context = _counted(texts, found, names)
    labels = {name: _winner(name, votes[name], context.get(name, {}), {}) for name in votes}
    for name, told in company(texts, found, names, labels).items():
        if not context.get(name):
            context[name] = told
            labels[name] = _winner(name, votes[name], told, {})
    persons = person_parts(name for name, label in labels.items() if label == "PERSON")
    bodies = {
        short: {label: _short_weight(name, label)}
        for name, label in labels.items()
        if label == "ORG" or (label == "EVENT" and _is_body(name))
        for short in short_forms(name)
        if short in votes
        and (_is_surely(name, label, short) or votes[short].keys().isdisjoint(PLACES))
    }
    for name in votes:
        if name in persons or name in bodies:
            surname = FOUNDER if "ORG" in votes[name] else SURNAME
            more = {"PERSON": surname * (name in persons)} | bodies.get(name, {})
            labels[name] = _winner(name, votes[name], context.get(name, {}), more)
    for name in bearers(texts, found, names, labels):
        labels[name] = "PERSON"
    for name in players(texts, found, names, labels):
        labels[name] = "PERSON"
    known = persons | {name for name, given in votes.items() if _is_sure(given)}
    for name in lone_places(texts, found, names, labels, known):
        labels[name] = "GPE"
    for name in _lone_firms(texts, found, names, labels, persons):
        labels[name] = "ORG"
    for name in _lone_letters(texts, found, names, labels):
        labels[name] = "ORG"
    labels |= spelt_out(labels)
    for short, full in introduced(texts, found):
        labels[short] = labels[full]
    for body in _bodies_of_persons(texts, found, labels):
        labels[body] = "ORG"
    return [item.called(labels[name]) for item, name in zip(found, names, strict=True)]


def _bodies_of_persons(
    texts: Sequence[str], found: Sequence[Found], labels: Mapping[str, str]
) -> Iterator[str]:
    """Acronyms to which a person belongs: "Ann Chiang of DAB", but not "of the USA"."""
    acronyms = {
        name
        for name, label in labels.items()
        if name.isupper() and label in _NO_BODIES and name.isalpha() and name not in known_names()
    }
    for one, other in pairwise(found) if acronyms else ():
        if one.label == "PERSON" and one.field == other.field:
            text = texts[one.field]
            name = text[other.start : other.end]
            if name in acronyms and text[one.end : other.start] in (" of ", " of the "):
                yield name


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


def _lone_letters(
    texts: Sequence[str],
    found: Sequence[Found],
    names: Sequence[str],
    labels: Mapping[str, str],
) -> Iterator[str]:
    """Letters taken for a place that no list has and nothing is ever "in": "SYRIZA"."""
    lone = {name for name, label in labels.items() if label in PLACES and _are_letters(name)}
    for item, name in zip(found, names, strict=True) if lone else ():
        if name in lone and _may_be_sited(texts[item.field], item):
            lone.discard(name)
    yield from lone


def _are_letters(name: str) -> bool:
    return (
        2 < len(name) < 8
        and name.isupper()
        and name.isalpha()
        and name not in known_names()
        and name.title() not in known_names()
        and name not in words("place in letters")
    )


def _may_be_sited(text: str, item: Found) -> bool:
    """Whether a mention of letters may be a place's: "in XYZ", "Malabo (XYZ)", a dateline.

    In a line that is all in capitals they say nothing.
    """
    if text[item.start - 1 : item.start] == "(":
        return True
    before = word_before(text, item.start).lower()
    if before == "the":
        before = word_before(text, item.start - len("the ")).lower()
    if before in words("before a place") or text[item.end : item.end + 2] == ", ":
        return True
    start = max(text.rfind("\n", 0, item.start) + 1, item.start - _LINE)
    line = text[start : item.end + _LINE].partition("\n")[0]
    return start == item.start or not any(map(str.islower, line))


def _short_weight(name: str, label: str) -> float:
    if label == "EVENT":
        return STORM  # "Gustav" is a given name besides
    return SHORT if _is_body(name) else SHORT_FAINT


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
) -> tuple[dict[str, Given], dict[str, dict[str, float]]]:
    """For each name the labels it was given, and what stands around its mentions."""
    votes: dict[str, Given] = {}
    context: dict[str, dict[str, float]] = defaultdict(dict)
    for item, name in zip(found, names, strict=True):
        given = votes.setdefault(name, {})
        given.setdefault(item.label, []).append(_vote(item.confidence))
        said = around(texts[item.field], item)
        if said:
            known = context[name]
            for label, weight in said.items():
                known[label] = max(known.get(label, 0.0), weight, key=abs)
    return votes, context


def _vote(confidence: float | None) -> float:
    """What a mention weighs for the label that it was given."""
    return UNTOLD if confidence is None else LEAST + confidence


def _is_sure(votes: Given) -> bool:
    """Whether the recogniser is sure of nearly all mentions of a name."""
    given = [vote for some in votes.values() for vote in some]
    return fsum(given) >= SURE * len(given)


def _winner(name: str, votes: Given, context: Votes, more: Votes) -> str:
    known = evidence(name)
    if len(votes) == 1 and not context and not more and (not known or known.keys() <= votes.keys()):
        return next(iter(votes))  # nothing is said against it
    total = sum(map(len, votes.values()))
    scores: dict[str, float] = defaultdict(float)
    for label, given in votes.items():
        scores[label] += fsum(given) / total
    for weights in (known, context, more):
        for label, weight in weights.items():
            scores[label] += weight
    if len(scores.keys() & PLACES) > 1:
        _join_places(scores)
    best = max(scores, key=lambda label: (scores[label], label))
    if best in PLACES:  # a recogniser knows places better than which kind they are
        return max((known.get(label, 0.0), label == best, label) for label in PLACES)[2]
    return best


def _join_places(scores: dict[str, float]) -> None:
    """The best of the place labels gets half of what the others of them have."""
    places = sorted((label for label in scores if label in PLACES), key=lambda p: -scores[p])
    for other in places[1:]:
        scores[places[0]] += max(scores[other], 0) / 2

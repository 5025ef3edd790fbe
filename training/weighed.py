"""Targets from the chances that the boosted trees give each name. Pure.

A name that is nearly sure is taught alone, one that is nearly nothing is left out; between them
each answer is taught with its chance, which the vote could only leave open.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.entities.tagger.tags import OUTSIDE
from training.corpus import Document
from training.silver import FOUR, LARGE, Lexicon, Vote, fine_types, tags_of, token_span, votes
from training.spans import Spans
from training.targets import Open, Target, mixed, sure

#: (start, end, class, chance) in code points, of PER, ORG and LOC.
Chances = list[tuple[int, int, str, float]]
#: From here on a name is sure, and below it is nothing: the trees' own errors there are rarer
#: than those of a softer target.
SURE, NOTHING = 0.9, 0.1
#: A name's span may be swapped for another's from here on.
FIRM = 0.85
KINDS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
#: The trees know no other names than persons, organisations and places: two of the panel are
#: enough for those, one people's name seen twice.
_OTHERS, _DOUBTED = 0.95, 0.5
#: Other kinds that the large encoder alone sees, and those that two see and it does not.
_ALONE, _DENIED = 0.7, 0.4


def read_chances(line: str) -> Chances:
    """The names of one output line of `training.boost`."""
    fields = (item.split(",") for item in line.split())
    return [(int(a), int(b), kind, int(percent) / 100) for a, b, kind, percent in fields]


def _others(vote: Vote, types: tuple[str, ...], *, asked: bool) -> float:
    if vote.large:
        return _OTHERS if vote.weight > FOUR.weights[LARGE] else _ALONE
    if asked:
        return _DENIED if vote.weight >= FOUR.firm_misc else 0.0
    if vote.weight >= FOUR.firm_misc or (types == ("NORP",) and vote.weight >= FOUR.open):
        return _OTHERS
    return _DOUBTED if vote.weight >= FOUR.open else 0.0


def weighed(
    document: Document,
    starts: Sequence[int],
    ends: Sequence[int],
    teachers: dict[str, Spans],
    chances: Chances,
    lexicon: Lexicon,
) -> tuple[list[Target], list[tuple[int, int, tuple[str, ...]]]]:
    """For each token its target, and the firm spans, by the trees' ``chances``."""
    told = {
        (*token_span(starts, ends, start, end), KINDS[kind]): chance
        for start, end, kind, chance in chances
    }
    names = []
    for vote in votes(document.text, starts, ends, teachers, FOUR.weights):
        types = fine_types(vote, document.text[starts[vote.start] : ends[vote.end - 1]], lexicon)
        if vote.coarse == "MISC":
            chance = _others(vote, types, asked=LARGE in teachers)
        else:
            chance = told.get((vote.start, vote.end, vote.coarse), 0.0)
        if chance >= NOTHING:
            names.append((chance, vote.start, vote.end, types))
    names.sort(key=lambda name: (-name[0], name[1:]))
    open_to: list[list[tuple[float, Open]]] = [[] for _ in starts]
    closed = [False] * len(starts)
    firm = []
    for chance, start, end, types in names:
        if any(closed[start:end]):
            continue
        alone = not any(open_to[start:end])
        if chance >= FIRM and alone:
            firm.append((start, end, types))
        for i in range(start, end):
            open_to[i].append((chance, tags_of(start, end, i, types)))
            closed[i] = closed[i] or (chance >= SURE and alone)
    return [_target(found, over) for found, over in zip(open_to, closed, strict=True)], firm


def _target(found: list[tuple[float, Open]], over: bool) -> Target:
    if not found:
        return sure((OUTSIDE,))
    if over:
        return sure(found[0][1])
    rest = 1 - sum(chance for chance, _ in found)
    return mixed([*found, (rest, frozenset((OUTSIDE,)))] if rest > 0 else found)

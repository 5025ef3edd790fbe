"""Decides, token by token, which tags the teachers and the gold leave open.

A target is a set of allowed tags: one where teachers agree, several where they differ ("masked
rather than guessed"), all where nothing is known. The training loss is the probability of the
whole set, so that the model makes up its own mind inside it.

How much the teachers can be trusted was measured on the UniversalNER gold: a span that all four
(CoreNLP's three CRFs and spaCy's md) see alike is right in 79 % (ORG) to 94 % (PERSON) of cases;
one that CoreNLP's best CRF alone sees, in 24 to 44 %; spaCy alone, 13 to 39 %. Hence the weights.
With NLP4J, the shipped model and its rules as well, held-back gold gave 81.4 for a weighted vote
where the best of them has 79.9: they err in different places.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.entities.tagger.tags import OUTSIDE, TAGS, tag
from training.corpus import Document
from training.spans import PRONOUNS, Spans


@dataclass(frozen=True, slots=True)
class Scheme:
    """What each teacher's word weighs, and the sums at which a span is firm, or open besides O."""

    weights: dict[str, float]
    firm: float
    firm_misc: float
    open: float


#: The large encoder, better than any other teacher, which not every text need have been read by.
LARGE = "encoder"
#: CoreNLP's best and one other are firm, or all but it. spaCy's many types are seldom confirmed
#: by CoreNLP's one: two votes of MISC are firm.
_WEIGHTS = {
    "three": 0.9,
    "md": 0.8,
    "four": 0.5,
    "seven": 0.3,
    "own": 0.8,
    "rules": 0.5,
    LARGE: 1.2,
}
SLOW = Scheme(_WEIGHTS, firm=1.4, firm_misc=1.3, open=0.5)
#: Where only the shipped model and the rules labelled, the rules are taught: they read a document
#: as one and mend the model. What the model alone sees is left open.
ALONE = Scheme(_WEIGHTS | {"own": 0.6, "rules": 1.3}, firm=1.2, firm_misc=1.2, open=0.5)
#: The four that together are better than any (logistic regression gave them like weights): three
#: are firm (65-75 % right), two open, one is mostly wrong (15 %). CoreNLP's best knows no MISC.
PANEL = ("own", "rules", "three", "nlp4j")
FOUR = Scheme(
    dict.fromkeys((*PANEL, LARGE), 1.0) | {"md": 0.2, "four": 0.2, "seven": 0.2},
    firm=2.8,
    firm_misc=1.9,
    open=1.7,
)
#: A name is never longer, in tokens.
LONGEST = 14
#: A firm span leaves others closed that weigh so much less.
CLEARLY = 0.4
PLACES_SET = ("GPE", "LOC", "FAC")
OTHERS = ("NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE")
COARSE = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
#: Teachers that know OntoNotes' types.
FINE = frozenset(("md", "own", "rules", "nlp4j", "encoder"))
ALL_TAGS = frozenset(range(len(TAGS)))
Open = frozenset[int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names whose type is known: ``places`` are GPE, ``peoples`` are NORP."""

    places: frozenset[str]
    peoples: frozenset[str]


@dataclass(slots=True)
class Vote:
    """One span, what class, what those who see it weigh, and the fine types that they suggest."""

    start: int
    end: int
    coarse: str
    weight: float = 0.0
    fine: set[str] = field(default_factory=set)
    large: bool = False


def token_span(starts: Sequence[int], ends: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The half-open range of the tokens that the characters [start, end) touch."""
    return bisect_right(ends, start), bisect_left(starts, end)


def token_spans(
    text: str, starts: Sequence[int], ends: Sequence[int], spans: Spans
) -> Iterator[tuple[int, int, str]]:
    """A teacher's spans in tokens, without articles, possessives, pronouns and whole lists."""
    for start, end, label in spans:
        words = text[start:end].lower()
        if words in PRONOUNS:
            continue
        first, last = token_span(starts, ends, start, end)
        if words.startswith("the ") and end - start > 4:
            first, last = token_span(starts, ends, start + 4, end)
        if text[max(end - 2, 0) : end].lower() in ("'s", "’s") and last - first > 1:
            last -= 1
        if 0 < last - first <= LONGEST:
            yield first, last, label


def votes(
    text: str,
    starts: Sequence[int],
    ends: Sequence[int],
    teachers: dict[str, Spans],
    weights: dict[str, float],
) -> list[Vote]:
    """All spans that any teacher sees, in tokens, heaviest first."""
    found: dict[tuple[int, int, str], Vote] = {}
    for teacher, spans in teachers.items():
        for first, last, label in token_spans(text, starts, ends, spans):
            coarse = COARSE.get(label, "MISC")
            vote = found.setdefault((first, last, coarse), Vote(first, last, coarse))
            vote.weight += weights[teacher]
            vote.large = vote.large or teacher == LARGE
            if teacher in FINE:
                vote.fine.add(label)
    return sorted(found.values(), key=lambda v: (-v.weight, v.start - v.end, v.start))


def fine_types(vote: Vote, words: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The OntoNotes types that a coarse class leaves open."""
    if vote.coarse in ("PERSON", "ORG"):
        return (vote.coarse,)
    if vote.coarse == "LOC":
        if words in lexicon.places:
            return ("GPE",)
        seen = tuple(t for t in PLACES_SET if t in vote.fine)
        return seen or PLACES_SET
    if words in lexicon.peoples:
        return ("NORP",)
    return tuple(t for t in OTHERS if t in vote.fine) or OTHERS


def place_of(index: int, start: int, end: int) -> str:
    """B, I, E or S of a token inside a span."""
    if end - start == 1:
        return "S"
    return "B" if index == start else "E" if index == end - 1 else "I"


def tags_of(start: int, end: int, index: int, types: Iterable[str]) -> Open:
    """The tags of one token of a span that may have any of ``types``."""
    place = place_of(index, start, end)
    return frozenset(tag(place, label) for label in types)


def silver(
    document: Document,
    starts: Sequence[int],
    ends: Sequence[int],
    teachers: dict[str, Spans],
    lexicon: Lexicon,
) -> tuple[list[Open], list[tuple[int, int, tuple[str, ...]]]]:
    """For each token the tags that the teachers leave open, and the firm spans."""
    outside = frozenset((OUTSIDE,))
    result: list[Open] = [outside] * len(starts)
    taken: list[Vote | None] = [None] * len(starts)
    firm: list[tuple[int, int, tuple[str, ...]]] = []
    scheme = scheme_of(teachers)
    seen = [0.0] * len(starts)
    for vote in votes(document.text, starts, ends, teachers, scheme.weights):
        words = document.text[starts[vote.start] : ends[vote.end - 1]]
        types = fine_types(vote, words, lexicon)
        covered = range(vote.start, vote.end)
        rivals = [v for v in (taken[i] for i in covered) if v is not None]
        enough = scheme.firm_misc if vote.coarse == "MISC" else scheme.firm
        certain = vote.weight >= enough or (types == ("NORP",) and vote.weight >= scheme.open)
        for i in covered:
            seen[i] += vote.weight
        if not rivals and certain:
            firm.append((vote.start, vote.end, types))
            for i in covered:
                result[i], taken[i] = tags_of(vote.start, vote.end, i, types), vote
        elif vote.weight >= scheme.open and not any(_beats(v, vote, scheme.firm) for v in rivals):
            for i in covered:
                result[i] |= tags_of(vote.start, vote.end, i, types)
                taken[i] = taken[i] or vote
        elif vote.weight >= 0.8 and vote.fine & {"EVENT", "LAW", "WORK_OF_ART", "FAC"}:
            for i in covered:  # "Iraq War": CoreNLP sees Iraq, spaCy the war
                result[i] |= tags_of(vote.start, vote.end, i, types)
    if scheme is FOUR:
        # Where three see a name of some kind, it is some kind of name.
        for i, weight in enumerate(seen):
            if weight >= scheme.firm and len(result[i]) > 1:
                result[i] -= {OUTSIDE}
    return result, firm


def scheme_of(teachers: dict[str, Spans]) -> Scheme:
    """The weights for those teachers that labelled a document."""
    if teachers.keys() >= set(PANEL):
        return FOUR
    return SLOW if "three" in teachers else ALONE


def _beats(rival: Vote, vote: Vote, enough: float) -> bool:
    return rival.weight >= enough and rival.weight > vote.weight + CLEARLY

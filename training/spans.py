"""Reads the teachers' output lines back into spans. Pure.

A teacher's span is (start, end, label) in code points.
"""

from __future__ import annotations

import re

from pipeline.entities.model import ENTITY_TYPES

Spans = list[tuple[int, int, str]]

#: Words that CoreNLP marks as names of persons without their being names.
PRONOUNS = frozenset(
    re.findall(
        r"[a-z]+",
        "he him his himself she her hers herself they them their theirs i me my we us our you "
        "your it its",
    )
)
#: NLP4J also marks amounts and dates, as OntoNotes does.
KEPT = frozenset(ENTITY_TYPES)
KINDS = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}


def read_spacy(line: str) -> Spans:
    """The names of one output line of spaCy, NLP4J, the shipped model or the rules."""
    fields = (item.split(",") for item in line.split())
    return [(int(start), int(end), label) for start, end, label in fields if label in KEPT]


def read_corenlp(line: str, text: str) -> tuple[Spans, Spans, Spans]:
    """Spans of the 3-class, the 7-class and the 4-class CRF, labels PERSON, ORG, LOC and MISC.

    Neighbouring tokens of one label are one span, as CoreNLP itself joins them.
    """
    tokens: list[tuple[int, int, int, list[str]]] = []
    for number, sentence in enumerate(line.rstrip("\n").split("\t")):
        for item in sentence.split(" ")[1:]:
            start, end, *labels = item.split(",")
            tokens.append((number, int(start), int(end), labels))
    found: tuple[Spans, Spans, Spans] = ([], [], [])
    for column in range(3):
        last = (-1, -9, "O")
        spans = found[column]
        for number, start, end, labels in tokens:
            label = labels[column]
            if label in KINDS:
                # Tokens outside names are left out of the line: a comma between two names is
                # seen only in the text ("Sydney, Australia" is two).
                near = last[0] == number and last[2] == label and not text[last[1] : start].strip()
                if near:
                    spans[-1] = (spans[-1][0], end, KINDS[label])
                else:
                    spans.append((start, end, KINDS[label]))
            last = (number, end, label)
    return found


def combined(three: Spans, seven: Spans, four: Spans) -> Spans:
    """What CoreNLP's own combination gives: the first wins, later ones fill what is free."""
    result = list(three)
    for spans in (
        [s for s in seven if s[2] not in ("PERSON", "ORG", "LOC")],
        [s for s in four if s[2] == "MISC"],
    ):
        result += [s for s in spans if not any(overlap(s, other) for other in result)]
    return sorted(result)


def overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]

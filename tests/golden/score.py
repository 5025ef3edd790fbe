"""Compares an event with what people found in its article: right, found and asked for, by part.

    python -m tests.golden.score < events.jsonl

prints the table and every disagreement for events of the articles in ``facts/`` (in any order,
one JSON event a line, as ``pipeline enrich`` writes them). The tests hold the figures to floors.

Parts: ``mentions`` (span and type), ``spans`` (span alone), ``whole entities`` (all mentions of a
thing and only those: merging, as users see it), ``links`` (pairs of mentions that are one thing),
``names`` (canonical name of an entity), ``numbers`` (overlapping span, kind, value and unit),
``number spans`` (exact span of those), ``approx`` and ``of`` (of those), ``places`` (each place
mention resolved to a right id), ``countries`` (the same, by country alone), ``focus country`` and
``focus place``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.golden.entities_against_gold import Entities
from tests.golden.gold import Gold, load, names
from tests.golden.numbers_against_gold import Numbers
from tests.golden.places_against_gold import Places
from tests.golden.report import Report


def compare(gold: Gold, event: Mapping[str, Any]) -> Report:
    """How an event of this article agrees with what people found."""
    report = Report()
    Entities(gold, event, report).compare()
    if gold.numbers:
        Numbers(gold, event, report).compare()
    places = Places(gold, event, report)
    places.compare()
    places.focus()
    return report


def by_article(events: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Gold, Mapping[str, Any]]]:
    """Each event with the facts of its article, found by title and text; others are left out."""
    known = {gold.fields: gold for gold in map(load, names())}
    for event in events:
        article = event["article"]
        gold = known.get((article.get("title") or "", article["text"]))
        if gold:
            yield gold, event


def main() -> None:
    """Print the table and the disagreements of the events on standard input."""
    total = Report()
    for gold, event in by_article(json.loads(line) for line in sys.stdin):
        total.add(compare(gold, event))
    for disagreement in sorted(total.disagreements, key=lambda d: (d.part, d.article)):
        print(disagreement)
    print(total.table())


if __name__ == "__main__":
    main()

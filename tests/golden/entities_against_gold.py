"""Entities against gold: mentions, their merging into entities, and the entities' names."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from tests.golden.gold import GoldEntity, Span
from tests.golden.report import Part, span_of


class Entities(Part):
    """Mentions, their merging into entities, and the entities' names."""

    def compare(self) -> None:
        wanted = {span: entity for entity in self.gold.entities for span in entity.mentions}
        free = {span for span, entity in wanted.items() if entity.optional}
        found = {
            span_of(mention): entity
            for entity in self.event["entities"]
            for mention in entity["mentions"]
        }
        judged = {
            span: entity
            for span, entity in found.items()
            if not any(span.overlaps(other) for other in free)
        }
        asked = {span: entity for span, entity in wanted.items() if span not in free}
        same = judged.keys() & asked.keys()
        right = {span for span in same if judged[span]["type"] in asked[span].types}
        self.count("mentions", len(right), len(judged), len(asked))
        self.count("spans", len(same), len(judged), len(asked))
        self._tell(asked, judged, right)
        self._whole(judged)
        self._links({s: wanted[s] for s in right}, {s: found[s] for s in right})

    def _tell(
        self,
        asked: Mapping[Span, GoldEntity],
        judged: Mapping[Span, Mapping[str, Any]],
        right: set[Span],
    ) -> None:
        for span in sorted(asked.keys() - right):
            others = [s for s in judged if s.overlaps(span)]
            found = ", ".join(f"{judged[s]['type']} {self.gold.text(s)!r}" for s in sorted(others))
            self.differ("mentions", span, "/".join(sorted(asked[span].types)), found or "nothing")
        for span in sorted(judged.keys() - asked.keys()):
            if not any(span.overlaps(other) for other in asked):
                self.differ("mentions", span, "no entity", judged[span]["type"])

    def _whole(self, judged: Mapping[Span, Mapping[str, Any]]) -> None:
        """Entities whose mentions are all and only those of one thing, whatever their type."""
        found: dict[str, set[Span]] = {}
        for span, entity in judged.items():
            found.setdefault(entity["id"], set()).add(span)
        asked = [entity for entity in self.gold.entities if not entity.optional]
        sets = list(found.values())
        right = [entity for entity in asked if set(entity.mentions) in sets]
        self.count("whole entities", len(right), len(found), len(asked))
        for entity in asked:
            if entity not in right:
                others = [s for s in sets if s & set(entity.mentions)]
                said = "; ".join(
                    ", ".join(self.gold.text(span) for span in sorted(one)) for one in others
                )
                wanted = f"{len(entity.mentions)} mentions of {entity.name}"
                self.differ("whole entities", entity.mentions[0], wanted, said or "nothing")

    def _links(
        self, wanted: Mapping[Span, GoldEntity], found: Mapping[Span, Mapping[str, Any]]
    ) -> None:
        """Pairs of rightly found mentions: those of one thing should be one entity."""
        pairs = list(itertools.combinations(sorted(wanted), 2))
        one = {pair for pair in pairs if wanted[pair[0]] is wanted[pair[1]]}
        merged = {pair for pair in pairs if found[pair[0]]["id"] == found[pair[1]]["id"]}
        self.count("links", len(one & merged), len(merged), len(one))
        for first, second in sorted(one ^ merged):
            other = (
                f"{'one' if (first, second) in one else 'not one'} with [{self.gold.text(first)}]"
            )
            self.differ("links", second, other, "the opposite")
        self._names(wanted, found)

    def _names(
        self, wanted: Mapping[Span, GoldEntity], found: Mapping[Span, Mapping[str, Any]]
    ) -> None:
        seen = {id(found[span]): (span, wanted[span], found[span]) for span in sorted(wanted)}
        alike = [
            _plain(entry["name"]) in self._right_names(entity) for _, entity, entry in seen.values()
        ]
        self.count("names", sum(alike), len(alike), len(alike))
        for same, (span, entity, entry) in zip(alike, seen.values(), strict=True):
            if not same:
                self.differ("names", span, repr(entity.name), repr(entry["name"]))

    def _right_names(self, entity: GoldEntity) -> set[str]:
        """The gold name, and the longest form in the article ("Ukrainians" for "Ukrainian")."""
        longest = max((self.gold.text(span) for span in entity.mentions), key=len)
        return {_plain(entity.name), _plain(longest)}


def _plain(name: str) -> str:
    """A name as compared: capitals and the form of the apostrophe don't matter."""
    return name.casefold().replace("’", "'")

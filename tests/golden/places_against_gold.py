"""Places against gold: each mention of a place resolved, and the focus of the article."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.golden.gold import GoldEntity, GoldPlace, Span
from tests.golden.report import Part, listed, span_of

#: Types of entities that lie somewhere.
LANDLIKE = frozenset({"GPE", "LOC", "FAC"})


class Places(Part):
    """Each mention of a place that people could place, resolved to it."""

    def compare(self) -> None:
        """Fill the report's ``places`` and ``countries``."""
        wanted = {
            span: entity.place
            for entity in self.gold.entities
            if entity.place and not entity.optional
            for span in entity.mentions
        }
        unasked = [s for e in self.gold.entities if _unasked(e) for s in e.mentions]
        found = {
            span_of(mention): place
            for place in self.event["locations"]
            if place["id"]
            for mention in place["mentions"]
        }
        found = {s: p for s, p in found.items() if not any(s.overlaps(o) for o in unasked)}
        met = {span: _over(span, found) for span in wanted}
        self._count("places", {s: p.ids for s, p in wanted.items()}, found, met, "id")
        countries = {s: frozenset({p.country}) if p.country else None for s, p in wanted.items()}
        self._count("countries", countries, found, met, "country")
        for span, place in wanted.items():
            if not placed(place, met[span]):
                self.differ("places", span, _where(place), self._instead(span, met[span]))
        for span, entry in found.items():
            if not any(span.overlaps(other) for other in wanted):
                self.differ("places", span, "no place", _found_where(entry))

    def _count(
        self,
        part: str,
        wanted: Mapping[Span, frozenset[str] | None],
        found: Mapping[Span, Mapping[str, Any]],
        met: Mapping[Span, Mapping[str, Any] | None],
        key: str,
    ) -> None:
        """Where people do not know what is right, a find in the right country is not judged."""
        asked = {span: options for span, options in wanted.items() if options}
        right = sum((met[span] or {}).get(key) in options for span, options in asked.items())
        judged = [s for s in found if not any(s.overlaps(o) for o in wanted.keys() - asked.keys())]
        self.count(part, right, len(judged), len(asked))

    def _instead(self, span: Span, entry: Mapping[str, Any] | None) -> str:
        if entry is not None:
            return _found_where(entry)
        for place in self.event["locations"]:
            if any(span_of(mention).overlaps(span) for mention in place["mentions"]):
                return f"unresolved ({place['reason']})"
        return "nothing"

    def focus(self) -> None:
        """Fill the report's ``focus country`` and ``focus place``."""
        focus, start = self.event["focus"] or {}, Span(1, 0, 20)
        right = focus.get("country") in self.gold.countries
        self.count("focus country", right, 1, 1)
        if not right:
            self.differ("focus", start, listed(self.gold.countries), str(focus))
        if self.gold.locations:
            right = focus.get("location") in self.gold.locations
            self.count("focus place", right, 1, 1)
            if not right:
                self.differ("focus", start, listed(self.gold.locations), str(focus))


def placed(place: GoldPlace, entry: Mapping[str, Any] | None) -> bool:
    """Whether a resolved place is the one meant; one that people have no id for may be open."""
    if place.ids is None:
        return entry is None or entry["country"] == place.country
    return entry is not None and entry["id"] in place.ids


def _unasked(entity: GoldEntity) -> bool:
    """Whether a place found here is neither right nor wrong."""
    return entity.optional or (not entity.place and bool(entity.types & LANDLIKE))


def _over(span: Span, found: Mapping[Span, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    return next((found[other] for other in sorted(found) if other.overlaps(span)), None)


def _where(place: GoldPlace) -> str:
    return f"{listed(place.ids or ['open'])} {listed(place.types)} {place.country} {place.admin1}"


def _found_where(entry: Mapping[str, Any]) -> str:
    parts = (entry["id"], entry["name"], entry["type"], entry["country"], entry["admin1"])
    return " ".join(str(part) for part in parts) + f" ({entry['reason']})"

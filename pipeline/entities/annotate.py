"""An article becomes entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.article.model import Article, Mention
from pipeline.entities.model import ENTITY_TYPES, Entity
from pipeline.entities.recogniser import Recogniser

#: Of the rules, for the provenance of events: raised with every change of output.
VERSION: Final = "1"


def annotate(article: Article, recogniser: Recogniser) -> tuple[Entity, ...]:
    """The entities of ``article``, by first mention."""
    return next(annotate_many([article], recogniser))


def annotate_many(
    articles: Iterable[Article], recogniser: Recogniser
) -> Iterator[tuple[Entity, ...]]:
    """For each article its entities; several articles go through the recogniser together."""
    for article in articles:
        fields = list(article.fields())
        found: dict[tuple[str, str], list[Mention]] = {}
        for (field, text), spans in zip(
            fields, recogniser.recognise([text for _, text in fields]), strict=True
        ):
            for span in spans:
                surface = text[span.start : span.end]
                if span.label in ENTITY_TYPES:
                    mention = Mention(field, span.start, span.end, surface)
                    found.setdefault((span.label, surface), []).append(mention)
        total = sum(map(len, found.values()))
        yield tuple(
            Entity(f"e{i}", kind, name, len(mentions) / total, tuple(mentions))
            for i, ((kind, name), mentions) in enumerate(found.items(), 1)
        )

"""An article becomes entities: who and what it names, each with every place where it does.

The recogniser reads a text in which layout and capitals that mislead are made plain; its spans
are cut down to names; each name gets one label in the whole article; it is then found wherever
it occurs; and mentions of one thing become one entity.

Pure, but for the recogniser that is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from pipeline.article.model import Article, Field, Mention
from pipeline.entities.model import Entity
from pipeline.entities.recogniser import Recogniser, Span
from pipeline.entities.rules.agreement import agreed
from pipeline.entities.rules.bodies import bodied
from pipeline.entities.rules.confidence import confidence
from pipeline.entities.rules.events import passing
from pipeline.entities.rules.found import PLACE, Found, without_overlaps
from pipeline.entities.rules.headed import headed
from pipeline.entities.rules.joining import joined
from pipeline.entities.rules.laws import legislated
from pipeline.entities.rules.letters import spelt
from pipeline.entities.rules.lists import missed
from pipeline.entities.rules.markets import indexed
from pipeline.entities.rules.merge import merged
from pipeline.entities.rules.models import modelled
from pipeline.entities.rules.namesakes import parted
from pipeline.entities.rules.reading import readable
from pipeline.entities.rules.recall import everywhere
from pipeline.entities.rules.renowned import renowned
from pipeline.entities.rules.results import played
from pipeline.entities.rules.rosters import tabled
from pipeline.entities.rules.salience import saliences
from pipeline.entities.rules.seeds import seeded
from pipeline.entities.rules.sources import published
from pipeline.entities.rules.spans import names_in
from pipeline.entities.rules.teams import teamed
from pipeline.entities.rules.vessels import afloat
from pipeline.entities.rules.works import titled

#: Of the rules, for the provenance of events: raised with every change of output.
VERSION: Final = "11"
#: Articles that `annotate_many` gives to the recogniser together.
TOGETHER: Final = 32


def annotate(article: Article, recogniser: Recogniser) -> tuple[Entity, ...]:
    """The entities of ``article``, by first mention."""
    return next(annotate_many([article], recogniser))


def annotate_many(
    articles: Iterable[Article], recogniser: Recogniser
) -> Iterator[tuple[Entity, ...]]:
    """For each article its entities, as `annotate` gives them; several are read together."""
    rest = iter(articles)
    while batch := list(islice(rest, TOGETHER)):
        fields = [list(article.fields()) for article in batch]
        texts = [readable(text) for parts in fields for _, text in parts]
        spans = iter(zip(texts, recogniser.recognise(texts), strict=True))
        for parts in fields:
            yield _entities(parts, *zip(*islice(spans, len(parts)), strict=True))


def entities(article: Article, spans: Sequence[Sequence[Span]]) -> tuple[Entity, ...]:
    """The entities of ``article``, whose fields a recogniser read as ``spans``."""
    fields = list(article.fields())
    return _entities(fields, [readable(text) for _, text in fields], spans)


def _entities(
    fields: Sequence[tuple[Field, str]], texts: Sequence[str], spans: Sequence[Sequence[Span]]
) -> tuple[Entity, ...]:
    """By the rules over the readable ``texts``; mentions say what the article's ``fields`` say."""
    found = without_overlaps(
        [
            Found(number, *name, span.confidence)
            for number, (text, named) in enumerate(zip(texts, spans, strict=True))
            for span in named
            for name in names_in(text, span.start, span.end, span.label)
        ]
    )
    found = renowned(texts, found)
    found = sorted([*found, *seeded(texts, found)], key=PLACE)
    found = joined(texts, sorted([*found, *headed(texts, found)], key=PLACE))
    found = sorted([*found, *missed(texts, found)], key=PLACE)
    found = tabled(texts, played(texts, teamed(texts, agreed(texts, found))))
    found = bodied(texts, published(texts, spelt(texts, found)))
    found = afloat(texts, titled(texts, modelled(texts, indexed(texts, found))))
    found = passing(texts, legislated(texts, found))
    found = parted(texts, everywhere(texts, found))
    groups = merged(texts, found)
    told = any(span.confidence is not None for named in spans for span in named)
    shares = saliences(groups, titled=len(fields) > 1)
    return tuple(
        Entity(
            id=f"e{number}",
            type=group.label,
            name=group.fullest,
            salience=share,
            confidence=confidence(group.mentions) if told else None,
            mentions=tuple(
                Mention(fields[m.field][0], m.start, m.end, fields[m.field][1][m.start : m.end])
                for m in group.mentions
            ),
        )
        for number, (group, share) in enumerate(zip(groups, shares, strict=True), 1)
    )

"""Three stages that cost nothing, obey an article's text, and find a little of everything."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from pipeline.article.model import Mention
from pipeline.entities.model import Entity
from pipeline.event.model import Event
from pipeline.flow import Annotator, Stage
from pipeline.locations.model import Focus, Geography, Place
from pipeline.numbers.model import Quantity
from tests.flows import trivial


def _entities(settings: Any) -> Annotator:
    inner = trivial.STAGES[0].load(settings)

    def annotate(event: Event) -> dict[str, Any]:
        inner.annotate(event)
        mention = Mention("text", 0, 1, event.article.text[0])
        return {"entities": (Entity("e1", "ORG", "A", 1.0, (mention,)),)}

    return Annotator(annotate, inner.provenance)


def _numbers(event: Event) -> dict[str, Any]:
    first = event.article.text[0]
    return {"numbers": (Quantity("cardinal", "text", 0, 1, first, value=Decimal(1)),)}


def _locations(event: Event) -> dict[str, Any]:
    mention = (Mention("text", 0, 1, event.article.text[0]),)
    kyiv = Place(
        *("geonames:703448", "Kyiv", "only one", mention),
        type="city",
        lat=50.45,
        lon=30.52,
        country="UA",
        confidence=1.0,
    )
    nowhere = Place(None, "Freedonia", "not in the gazetteer", mention)
    return {"geography": Geography((kyiv, nowhere), Focus("UA", "geonames:703448", 1.0))}


STAGES: Final = (
    Stage("entities", output="entities", adds=("entities",), load=_entities),
    Stage(
        "numbers",
        output="numbers",
        adds=("numbers",),
        load=lambda _: Annotator(_numbers, {"version": "1"}),
    ),
    Stage(
        "locations",
        output="enriched",
        adds=("geography",),
        load=lambda _: Annotator(_locations, {"gazetteer": "none", "version": "1"}),
        requires=("entities",),
    ),
)

"""A flow of three trivial stages under the names of the real ones, and words that make them fail.

Workers take it with ``PIPELINE_FLOW=tests.faults.flow:STAGES``. It finds capitalised words, runs
of digits and nothing else, so that a run shows delivery, not linguistics.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from pipeline.article.model import Mention
from pipeline.entities.model import Entity
from pipeline.event.model import Event
from pipeline.flow import Annotator, Stage
from pipeline.locations.model import Geography, Place
from pipeline.numbers.model import Quantity
from pipeline.settings import Settings

HANG: Final = "Outlast the deadline."
CRASH: Final = "Kill the process."
FAIL: Final = "Raise an exception."


def _entities(event: Event) -> Mapping[str, Any]:
    if HANG in event.article.text:
        time.sleep(3600)
    if CRASH in event.article.text:
        os._exit(77)
    found = list(re.finditer(r"\b[A-Z][a-z]+\b", event.article.text))[:20]
    return {
        "entities": tuple(
            Entity(
                f"e{number}",
                "ORG",
                match.group(),
                1 / len(found),
                (Mention("text", match.start(), match.end(), match.group()),),
            )
            for number, match in enumerate(found, 1)
        )
    }


def _numbers(event: Event) -> Mapping[str, Any]:
    if FAIL in event.article.text:
        raise RuntimeError("the article asked for it")
    return {
        "numbers": tuple(
            Quantity(
                "cardinal",
                "text",
                match.start(),
                match.end(),
                match.group(),
                value=Decimal(match.group()),
            )
            for match in re.finditer(r"\b[0-9]{1,9}\b", event.article.text)
        )
    }


def _locations(event: Event) -> Mapping[str, Any]:
    places = tuple(
        Place(None, entity.name, "no gazetteer", entity.mentions)
        for entity in (event.entities or ())[:3]
    )
    return {"geography": Geography(places)}


def _trivial(annotate: Any) -> Any:
    def load(settings: Settings) -> Annotator:
        return Annotator(annotate, {"version": "trivial"})

    return load


STAGES: Final = (
    Stage("entities", output="entities", adds=("entities",), load=_trivial(_entities)),
    Stage("numbers", output="numbers", adds=("numbers",), load=_trivial(_numbers)),
    Stage(
        "locations",
        output="enriched",
        adds=("geography",),
        load=_trivial(_locations),
        requires=("entities",),
    ),
)

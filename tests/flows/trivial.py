"""Three stages that cost nothing and do what an article's text tells them, for stream tests."""

from __future__ import annotations

import os
import time
from typing import Any, Final

from pipeline.event.model import Event
from pipeline.flow import Annotator, Stage
from pipeline.locations.model import Geography
from pipeline.settings import Settings


def _obey(text: str) -> None:
    """The misbehaviour that the first word of a text asks for."""
    word, _, amount = text.partition(" ")
    if word == "!sleep":
        time.sleep(float(amount))
    elif word == "!hang":
        while True:
            time.sleep(1)
    elif word == "!crash":
        os._exit(3)
    elif word == "!eat":
        hoard = bytearray()
        while True:
            hoard += bytes(64 * 1024 * 1024)
    elif word == "!raise":
        raise ValueError(f"asked to fail: {amount}")


def _entities(settings: Settings) -> Annotator:
    def annotate(event: Event) -> dict[str, Any]:
        _obey(event.article.text)
        return {"entities": ()}

    return Annotator(annotate, {"model": "none", "version": "1"})


STAGES: Final = (
    Stage("entities", output="entities", adds=("entities",), load=_entities),
    Stage(
        "numbers",
        output="numbers",
        adds=("numbers",),
        load=lambda _: Annotator(lambda event: {"numbers": ()}, {"version": "1"}),
    ),
    Stage(
        "locations",
        output="enriched",
        adds=("geography",),
        load=lambda _: Annotator(lambda event: {"geography": Geography()}, {"version": "1"}),
        requires=("entities",),
    ),
)

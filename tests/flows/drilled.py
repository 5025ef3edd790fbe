"""The watched flow for drills: its model can be slow to load, of another version, or blind.

A file ``hold`` in the data folder keeps the stages from becoming ready while it is there; a file
``version`` names the model's version; an article that begins with ``!blind`` is found nothing in.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any, Final

from pipeline.event.model import Event
from pipeline.flow import Annotator
from pipeline.settings import Settings
from tests.flows import watched


def _entities(settings: Settings) -> Annotator:
    while (settings.data_dir / "hold").exists():
        time.sleep(0.2)
    inner = watched.STAGES[0].load(settings)
    version = settings.data_dir / "version"

    def annotate(event: Event) -> dict[str, Any]:
        found = inner.annotate(event)
        return {"entities": ()} if event.article.text.startswith("!blind") else dict(found)

    named = version.read_text() if version.exists() else "1"
    return Annotator(annotate, {**inner.provenance, "version": named})


STAGES: Final = (replace(watched.STAGES[0], load=_entities), *watched.STAGES[1:])

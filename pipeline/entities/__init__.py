"""Who and what: the names in an article, as entities with every place where each is named.

`annotate` turns an article and a recogniser's spans into `Entity` records; `load` opens a
recogniser. Importing this package is cheap: the model's libraries come in with `load`.
"""

from __future__ import annotations

from pipeline.entities.annotate import VERSION, annotate, annotate_many
from pipeline.entities.loading import load, prepare
from pipeline.entities.model import ENTITY_TYPES, Entity
from pipeline.entities.recogniser import Recogniser, Span

__all__ = [
    "ENTITY_TYPES",
    "VERSION",
    "Entity",
    "Recogniser",
    "Span",
    "annotate",
    "annotate_many",
    "load",
    "prepare",
]

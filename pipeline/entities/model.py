"""Who and what: the record that the entities stage adds.

Pure: standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.article.model import Mention

#: OntoNotes 5 name types (Weischedel et al. 2013, LDC2013T19); its number and date types belong
#: to the numbers stage.
ENTITY_TYPES: Final = (
    "PERSON",
    "NORP",
    "FAC",
    "ORG",
    "GPE",
    "LOC",
    "PRODUCT",
    "EVENT",
    "WORK_OF_ART",
    "LAW",
    "LANGUAGE",
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that the article names, with every place where it is named.

    ``id`` is ``e1``, ``e2``, … by first mention (title before text); ``type`` is one of
    `ENTITY_TYPES`; ``name`` is the fullest proper form; ``salience`` is in [0, 1], and all
    saliences of an article sum to 1; ``confidence`` is the probability that it is a name of that
    type, to two decimals, or None where the recogniser tells none; ``mentions`` are in reading
    order and never overlap.
    """

    id: str
    type: str
    name: str
    salience: float
    mentions: tuple[Mention, ...]
    confidence: float | None = None

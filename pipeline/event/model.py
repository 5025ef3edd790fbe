"""What leaves: an article with everything that the stages found in it, frozen.

Pure: standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pipeline.article.model import Article
from pipeline.entities.model import Entity
from pipeline.locations.model import Geography
from pipeline.numbers.model import Quantity


@dataclass(frozen=True, slots=True)
class StageError:
    """A stage that failed on this article; the event goes on without its annotations."""

    stage: str
    type: str
    message: str


@dataclass(frozen=True, slots=True)
class Event:
    """An article on its way through the stages.

    A stage that has not run yet leaves its field None; one that ran and found nothing leaves an
    empty tuple. ``provenance`` maps ``pipeline`` to the version of this package, and each stage
    that ran to what it ran with (model, gazetteer, versions): the same article with the same
    provenance has the same bytes and the same event id.
    """

    article: Article
    entities: tuple[Entity, ...] | None = None
    numbers: tuple[Quantity, ...] | None = None
    geography: Geography | None = None
    errors: tuple[StageError, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

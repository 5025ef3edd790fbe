"""What a recogniser of names is: texts in, typed spans out. Implementations stand beside it.

Pure: standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol


class Span(NamedTuple):
    """A name as the model saw it: half-open code points of one text, an OntoNotes label.

    ``confidence`` is the model's probability in [0, 1], or None where the model has none.
    """

    start: int
    end: int
    label: str
    confidence: float | None = None


class Recogniser(Protocol):
    """Finds names; holds a loaded model and may hold a bounded cache, never a socket."""

    @property
    def provenance(self) -> Mapping[str, str]:
        """``model``, ``version`` and what else its spans depend on, for the event's provenance."""
        ...

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        """For each text its spans, in order, never overlapping, whatever the text holds."""
        ...

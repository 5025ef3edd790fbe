"""Results computed ahead: an article visits the pool once, and each later stage finds its result.

A stage's result depends on its input's bytes alone, so a result that was computed from the very
bytes that arrive is the result, whoever asked for it: nothing in the delivery rule changes, and
what is not found here, after a restart or a reassignment, is simply computed again. Bounded in
bytes; the oldest go first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.stream.origin import Origin
from pipeline.stream.work import Enriched, Result

#: A stage, a partition, and the epoch and offset of an article in it.
_Key = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class _Kept:
    record: bytes
    results: tuple[Result, ...]
    size: int


class Ahead:
    """Results by stage and position of the article, of at most ``max_bytes`` in all."""

    def __init__(self, stages: Sequence[str], max_bytes: int) -> None:
        """``stages`` in the order of the flow."""
        self._following = dict(pairwise(stages))
        self._max_bytes = max_bytes
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._bytes = 0

    @property
    def size(self) -> int:
        """Bytes held now."""
        return self._bytes

    def follows(self, stage: str, other: str) -> bool:
        """Whether ``other`` reads what ``stage`` writes."""
        return self._following.get(stage) == other

    def keep(self, stage: str, origin: Origin, result: Result, later: Sequence[Result]) -> None:
        """Remember what the stages after ``stage`` will make of its result, in their order."""
        following = self._following.get(stage)
        if following is None or not later or not isinstance(result, Enriched):
            return
        size = len(result.value) + sum(
            len(other.value) for other in later if isinstance(other, Enriched)
        )
        key = following, origin.partition, *origin.position
        self._forget(key)
        self._kept[key] = _Kept(result.value, tuple(later), size)
        self._bytes += size
        while self._bytes > self._max_bytes:
            self._forget(next(iter(self._kept)))

    def take(self, stage: str, origin: Origin, record: bytes | None) -> Result | None:
        """The result of ``stage`` for a record of these very bytes, if it is here, once."""
        kept = self._forget((stage, origin.partition, *origin.position))
        if kept is None or kept.record != record:
            return None
        result, *later = kept.results
        self.keep(stage, origin, result, later)
        return result

    def drop(self, stage: str, partitions: Collection[int]) -> None:
        """Forget what is kept for partitions that the stage has here no longer."""
        gone = [key for key in self._kept if key[0] == stage and key[1] in partitions]
        for key in gone:
            self._forget(key)

    def _forget(self, key: _Key) -> _Kept | None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._bytes -= kept.size
        return kept

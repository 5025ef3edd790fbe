"""Decides which of the records of a topic a subscriber sees: no duplicates, and only the wanted.

Pure. A record that was delivered again carries an origin that is not above the highest seen on
its partition. Memory is bounded: one watermark a partition, and the last event ids.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.stream.origin import Origin, above

#: Event ids remembered for ``unique``: a day of a busy stream, in about 15 MB.
REMEMBERED: Final = 100_000


class Watermarks:
    """The highest origin seen on each partition (and, for dead letters, of each stage)."""

    def __init__(self) -> None:
        self._seen: dict[Hashable, Origin] = {}

    def is_new(self, lane: Hashable, origin: Origin | None) -> bool:
        """Whether a record has not been seen on its lane; remembers it.

        A record without origin was not written by a stage, and is always new. A watermark of
        another life of the topic (another topic id) counts as none.
        """
        if origin is None:
            return True
        highest = self._seen.get(lane)
        same_life = highest is not None and highest.topic_id == origin.topic_id
        if same_life and not above(origin, highest):
            return False
        self._seen[lane] = origin
        return True


class Recent:
    """A bounded memory of what was seen last."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self._size = size
        self._seen: OrderedDict[str, None] = OrderedDict()

    def is_new(self, id: str) -> bool:
        """Whether ``id`` is not among the last ``size`` seen; remembers it."""
        known = id in self._seen
        self._seen[id] = None
        self._seen.move_to_end(id)
        if len(self._seen) > self._size:
            self._seen.popitem(last=False)
        return not known


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an event must hold: one of each set that is not empty.

    ``types`` are entity types, ``countries`` ISO codes of places or of the focus, ``kinds`` kinds
    of numbers, ``ids`` article ids. Case does not matter but for ids.
    """

    types: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.types or self.countries or self.kinds or self.ids)

    def matches(self, event: Mapping[str, Any]) -> bool:
        """Whether an event holds what is wanted; a damaged event holds nothing."""
        places = _objects(event.get("locations"))
        focus = event.get("focus")
        countries = {_upper(place.get("country")) for place in places}
        countries.add(_upper(focus.get("country")) if isinstance(focus, dict) else "")
        types = {_upper(entity.get("type")) for entity in _objects(event.get("entities"))}
        kinds = {_upper(number.get("kind")) for number in _objects(event.get("numbers"))}
        article = event.get("article")
        id = article.get("id") if isinstance(article, dict) else None
        return (
            (not self.types or bool({_upper(type) for type in self.types} & types))
            and (not self.countries or bool({_upper(code) for code in self.countries} & countries))
            and (not self.kinds or bool({_upper(kind) for kind in self.kinds} & kinds))
            and (not self.ids or id in self.ids)
        )


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _upper(value: Any) -> str:
    return value.upper() if isinstance(value, str) else ""

"""The delivery rule of one partition of one stage, for the time of one assignment.

Pure: no Kafka, no clock, no tasks; ``tests/stream/test_delivery.py`` drives it through every
order of completions, crashes and reassignments. Records are admitted in offset order, finish in
any order, leave in offset order, and are acknowledged in offset order once what they became has
been written. A record whose origin is not above the watermark has been dealt with already: it is
acknowledged and never leaves again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from pipeline.stream.origin import Origin, above

Output = TypeVar("Output")


class DeliveryError(RuntimeError):
    """The rule was broken by its caller; the process must end before anything is acknowledged."""


class Verdict(Enum):
    """What is to be done with an admitted record."""

    COMPUTE = "compute"
    SKIP = "skip"


@dataclass(slots=True)
class _Entry(Generic[Output]):
    offset: int
    size: int
    skipped: bool
    output: Output | None = None
    destination: str | None = None
    output_size: int = 0


@dataclass(frozen=True, slots=True)
class Run(Generic[Output]):
    """Consecutive outputs for one destination, to be written as one unit, all or none."""

    destination: str
    outputs: tuple[Output, ...]
    offsets: tuple[int, ...]


class Lane(Generic[Output]):
    """One partition on its way through a stage; see the module's first lines for the rule."""

    def __init__(self, watermark: Origin | None, *, max_records: int, max_bytes: int) -> None:
        """Start above ``watermark``, holding at most so many records and bytes in flight."""
        self._watermark = watermark
        self._max_records = max_records
        self._max_bytes = max_bytes
        self._entries: deque[_Entry[Output]] = deque()
        self._by_offset: dict[int, _Entry[Output]] = {}
        self._bytes = 0
        self._last_offset = -1
        self._sending: Run[Output] | None = None

    @property
    def watermark(self) -> Origin | None:
        """The highest origin that has been admitted or had been dealt with before."""
        return self._watermark

    @property
    def in_flight(self) -> tuple[int, int]:
        """Records and bytes that are held."""
        return len(self._entries), self._bytes

    @property
    def idle(self) -> bool:
        """Whether nothing is held."""
        return not self._entries

    def has_room(self, size: int) -> bool:
        """Whether a record of ``size`` bytes may be admitted; the first one always may."""
        if not self._entries:
            return True
        return len(self._entries) < self._max_records and self._bytes + size <= self._max_bytes

    def went_back(self, offset: int) -> bool:
        """Whether this offset is not after the last: the topic was recreated, or rewound."""
        return offset <= self._last_offset

    def admit(self, offset: int, origin: Origin | None, size: int) -> Verdict:
        """Take in the record at ``offset``. Without an origin it is always computed.

        Raises `DeliveryError` when offsets do not grow.
        """
        if self.went_back(offset):
            raise DeliveryError(f"offset {offset} came after {self._last_offset}")
        self._last_offset = offset
        fresh = origin is None or above(origin, self._watermark)
        if fresh and origin is not None:
            self._watermark = origin
        entry: _Entry[Output] = _Entry(offset, size, skipped=not fresh)
        self._entries.append(entry)
        self._by_offset[offset] = entry
        self._bytes += size
        return Verdict.COMPUTE if fresh else Verdict.SKIP

    def complete(self, offset: int, output: Output, destination: str, size: int) -> None:
        """What the record at ``offset`` has become, and the topic that it goes to."""
        entry = self._by_offset.get(offset)
        if entry is None or entry.skipped or entry.destination is not None:
            raise DeliveryError(f"offset {offset} is not waiting for an output")
        entry.output, entry.destination, entry.output_size = output, destination, size

    def is_filling(self, *, enough: int, behind: int) -> bool:
        """Whether a run would be short now, and longer soon.

        It would have some outputs, fewer than ``enough``, and at least ``behind`` records wait
        behind them.
        """
        ready = 0
        for entry in self._entries:
            if entry.destination is not None:
                ready += 1
            elif not entry.skipped:
                break
            if ready >= enough:
                return False
        return ready > 0 and len(self._entries) - ready >= behind

    def next_run(self, max_bytes: int) -> Run[Output] | None:
        """The longest run that may be written now, or None; one run is out at a time.

        It starts at the oldest record, ends where the destination changes (the watermark is the
        higher of the two topics' tails, so the earlier must be written before the later is
        tried), and holds more than ``max_bytes`` only when its single output does.
        """
        if self._sending is not None:
            return None
        ready = list(self._head(max_bytes))
        if not ready or ready[0].destination is None:
            return None
        self._sending = Run(
            ready[0].destination,
            tuple(entry.output for entry in ready if entry.output is not None),
            tuple(entry.offset for entry in ready),
        )
        return self._sending

    def _head(self, max_bytes: int) -> Iterator[_Entry[Output]]:
        total = 0
        destination = None
        for entry in self._entries:
            if entry.skipped and destination is None:
                continue  # dealt with, and only waiting to be acknowledged
            if entry.destination is None or destination not in (None, entry.destination):
                return
            total += entry.output_size
            if destination is not None and total > max_bytes:
                return
            destination = entry.destination
            yield entry

    def written(self, run: Run[Output]) -> None:
        """The broker has acknowledged a run: its records may be acknowledged."""
        if run is not self._sending:
            raise DeliveryError("a run was written that is not out")
        self._sending = None
        for offset in run.offsets:
            entry = self._by_offset[offset]
            entry.output, entry.destination, entry.skipped = None, None, True

    def acknowledgeable(self) -> list[int]:
        """Offsets, in order, that are dealt with and lie below every one that is not."""
        done: list[int] = []
        if self._sending is not None:
            return done
        while self._entries and self._entries[0].skipped:
            entry = self._entries.popleft()
            del self._by_offset[entry.offset]
            self._bytes -= entry.size
            done.append(entry.offset)
        return done

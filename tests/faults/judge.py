"""Judges one run: what was published against what arrived, record by record. Pure.

Every article record has a position (partition, offset) in the first topic, and every later record
carries it in its ``origin`` header. So nothing has to be believed: each position must lead, in
each stage, to exactly one record in the output topic or the dead-letter topic.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Position = tuple[int, int]
"""Partition and offset of an article record."""

ORIGIN = re.compile(rb"[^/]+/(\d+)@(\d+)(?:;|$)")


@dataclass(frozen=True, slots=True)
class Seen:
    """One record as it was read back."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def position(self) -> Position:
        """Where it lies in its topic."""
        return self.partition, self.offset

    @property
    def origin(self) -> Position | None:
        """The article record that it comes from, or None without a readable header."""
        match = ORIGIN.match(self.headers.get("origin", b""))
        return (int(match[1]), int(match[2])) if match else None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All records of one run; `outputs` by stage name, in the order of the flow."""

    articles: Sequence[Seen]
    outputs: Mapping[str, Sequence[Seen]]
    letters: Sequence[Seen]


@dataclass(frozen=True, slots=True)
class Sample:
    """What one group had committed, and how long its outputs were just afterwards."""

    stage: str
    partition: int
    committed: int
    output_end: int
    letters_end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the articles in one stage; all but the first three ought to be 0.

    `doubled` counts physical records beyond the first of an origin; `doubled_by_rule` those that
    are left when a reader drops every origin that does not grow, as the next stage does.
    `differing` are events whose bytes are not those of the fault-free run, `misjudged` are dead
    letters that should be events or the reverse, `altered` are dead letters whose bytes are not
    the original's.
    """

    stage: str
    expected: int
    arrived: int
    lettered: int
    lost: int = 0
    unknown: int = 0
    doubled: int = 0
    doubled_by_rule: int = 0
    disordered: int = 0
    differing: int = 0
    misjudged: int = 0
    altered: int = 0

    def is_clean(self, *, zombie: bool = False) -> bool:
        """Whether the promise was kept; a zombie may leave physical duplicates."""
        faults = (
            self.lost,
            self.unknown,
            self.doubled_by_rule,
            0 if zombie else self.doubled + self.disordered,
            self.differing,
            self.misjudged,
            self.altered,
        )
        return not any(faults)


@dataclass(slots=True)
class _Chain:
    """One topic's records read by the origin rule."""

    accepted: set[Position] = field(default_factory=set)
    records: list[Seen] = field(default_factory=list)
    doubled: int = 0
    disordered: int = 0


def judge(
    ledger: Ledger,
    reference: Mapping[str, Mapping[bytes, bytes]],
    doomed: Mapping[str, frozenset[bytes]],
) -> tuple[Verdict, ...]:
    """A verdict for each stage.

    `reference` has, for each stage and key, the bytes of the fault-free event; `doomed`, for each
    stage, the keys of the records that must become dead letters there.
    """
    expected = {record.position: record for record in ledger.articles}
    verdicts = []
    inputs: Sequence[Seen] = ledger.articles
    for stage, records in ledger.outputs.items():
        output = _chain(records)
        own = [seen for seen in ledger.letters if seen.headers.get("error.stage") == stage.encode()]
        letters = _chain(own)
        reached = output.accepted | letters.accepted
        doomed_here = {p for p, seen in expected.items() if seen.key in doomed.get(stage, ())}
        events = reference.get(stage, {})
        verdicts.append(
            Verdict(
                stage,
                expected=len(expected),
                arrived=len(output.accepted),
                lettered=len(letters.accepted),
                lost=len(expected.keys() - reached),
                unknown=len(reached - expected.keys()) + _without_origin(records, own),
                doubled=output.doubled + letters.doubled,
                doubled_by_rule=len(output.accepted & letters.accepted),
                disordered=output.disordered + letters.disordered,
                differing=sum(events.get(seen.key or b"") != seen.value for seen in output.records),
                misjudged=len(doomed_here ^ letters.accepted),
                altered=_altered(letters.records, inputs),
            )
        )
        expected = {p: seen for p, seen in expected.items() if p not in letters.accepted}
        inputs = records
    return tuple(verdicts)


def _chain(records: Iterable[Seen]) -> _Chain:
    """Read a topic as the next stage does: an origin that does not grow is dropped."""
    chain = _Chain()
    highest: dict[int, int] = defaultdict(lambda: -1)
    seen_once: set[Position] = set()
    for seen in records:
        origin = seen.origin
        if origin is None:
            continue
        partition, offset = origin
        if origin in seen_once:
            chain.doubled += 1
        elif partition != seen.partition or offset <= highest[partition]:
            chain.disordered += 1
        if offset > highest[partition] and partition == seen.partition:
            highest[partition] = offset
            chain.accepted.add(origin)
            chain.records.append(seen)
        seen_once.add(origin)
    return chain


def _without_origin(*topics: Iterable[Seen]) -> int:
    return sum(seen.origin is None for topic in topics for seen in topic)


def _altered(letters: Iterable[Seen], inputs: Iterable[Seen]) -> int:
    """Dead letters whose key or value is not that of the record that they name."""
    originals = {seen.position: (seen.key, seen.value) for seen in inputs}
    return sum(
        originals.get(
            (
                int(letter.headers.get("error.partition", b"-1")),
                int(letter.headers.get("error.offset", b"-1")),
            )
        )
        != (letter.key, letter.value)
        for letter in letters
    )


def premature_commits(ledger: Ledger, samples: Iterable[Sample]) -> int:
    """How many samples show a committed offset above an input whose output was not there yet."""
    inputs: Sequence[Seen] = ledger.articles
    bad = 0
    by_stage: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        by_stage[sample.stage].append(sample)
    for number, (stage, records) in enumerate(ledger.outputs.items()):
        written = _first_offsets(records)
        letters = _first_offsets(
            seen for seen in ledger.letters if seen.headers.get("error.stage") == stage.encode()
        )
        needs = _needs(inputs, written, letters, first=number == 0)
        bad += sum(_is_premature(sample, needs) for sample in by_stage[stage])
        inputs = records
    return bad


def _first_offsets(records: Iterable[Seen]) -> dict[Position, int]:
    first: dict[Position, int] = {}
    for seen in records:
        if seen.origin is not None:
            first.setdefault(seen.origin, seen.offset)
    return first


@dataclass(frozen=True, slots=True)
class _Needs:
    """For one partition: input offsets, and how far both topics must reach to have dealt with all
    inputs up to each of them."""

    offsets: list[int]
    output: list[int]
    letters: list[int]


NEVER = 1 << 62


def _needs(
    inputs: Iterable[Seen],
    written: Mapping[Position, int],
    letters: Mapping[Position, int],
    *,
    first: bool,
) -> dict[int, _Needs]:
    needs: dict[int, _Needs] = defaultdict(lambda: _Needs([], [], []))
    for seen in inputs:
        position = seen.position if first else seen.origin
        need = needs[seen.partition]
        output = letter = 0
        if position in written:
            output = written[position] + 1
        elif position in letters:
            letter = letters[position] + 1
        else:
            output = NEVER
        need.offsets.append(seen.offset)
        need.output.append(max(output, need.output[-1] if need.output else 0))
        need.letters.append(max(letter, need.letters[-1] if need.letters else 0))
    return needs


def _is_premature(sample: Sample, needs: Mapping[int, _Needs]) -> bool:
    need = needs.get(sample.partition)
    if need is None:
        return sample.committed > 0
    below = bisect_left(need.offsets, sample.committed)
    if below == 0:
        return False
    return (
        need.output[below - 1] > sample.output_end or need.letters[below - 1] > sample.letters_end
    )

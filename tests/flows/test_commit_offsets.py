"""Which offset is committed, with and without gaps in a partition's offsets."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any

import pytest
from faust.types import TP
from intervaltree import IntervalTree

from pipeline.stream.consumer import Consumer, driver

PARTITION = TP("articles", 0)


def consumer(kind: Any, acked: list[int]) -> Any:
    """A consumer that never connects, with these offsets acknowledged since the last commit."""
    made = kind.__new__(kind)
    made._acked = defaultdict(list, {PARTITION: list(acked)})
    made._acked_index = defaultdict(set, {PARTITION: set(acked)})
    made._gap = defaultdict(IntervalTree)
    made._committed_offset = defaultdict(lambda: None)
    return made


@pytest.mark.parametrize(
    ("acked", "offset"), [([], None), ([4], 5), ([4, 5, 6], 7), ([4, 5, 9, 10, 20], 21)]
)
def test_commit_goes_one_above_the_last_acknowledged(acked: list[int], offset: int | None) -> None:
    """Gaps in the offsets hold nothing up, and nothing is offered twice."""
    ours = consumer(Consumer, acked)
    assert ours._new_offset(PARTITION) == offset
    assert ours._new_offset(PARTITION) is None


def test_faust_takes_the_record_after_a_gap_for_done() -> None:
    """Why ours differs: 4 and 5 are done, 9 came after a gap and is not; Faust commits past 9."""
    theirs = consumer(driver.Consumer, [4, 5])
    asyncio.run(theirs._add_gap(PARTITION, 6, 9))
    theirs._acked[PARTITION].append(10)  # a later record, done before 9
    assert theirs._new_offset(PARTITION) > 9

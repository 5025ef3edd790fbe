"""The delivery rule, driven through every order of completions, crashes and reassignments."""

from __future__ import annotations

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pipeline.stream.delivery import DeliveryError, Lane, Run, Verdict
from pipeline.stream.origin import Origin


def origin(offset: int, epoch: int = 0) -> Origin:
    return Origin("articles", 0, offset, epoch, "t")


def lane(watermark: Origin | None = None, records: int = 4, size: int = 100) -> Lane[int]:
    return Lane(watermark, max_records=records, max_bytes=size)


def test_acknowledges_only_below_the_first_unfinished() -> None:
    """An offset is acknowledged when it and all before it were written."""
    one = lane()
    for offset in (3, 5, 6):
        assert one.admit(offset, origin(offset), 1) is Verdict.COMPUTE
    one.complete(6, 6, "out", 1)
    one.complete(5, 5, "out", 1)
    assert one.next_run(100) is None
    one.complete(3, 3, "out", 1)
    run = one.next_run(100)
    assert run is not None
    assert run.outputs == (3, 5, 6)
    assert one.acknowledgeable() == []
    one.written(run)
    assert one.acknowledgeable() == [3, 5, 6]
    assert one.idle


def test_skips_what_is_not_above_the_watermark() -> None:
    """A record whose origin was dealt with is acknowledged and never leaves."""
    one = lane(origin(10))
    assert one.admit(0, origin(10), 1) is Verdict.SKIP
    assert one.admit(1, origin(9), 1) is Verdict.SKIP
    assert one.admit(2, origin(11), 1) is Verdict.COMPUTE
    assert one.admit(3, origin(11), 1) is Verdict.SKIP
    assert one.acknowledgeable() == [0, 1]


@pytest.mark.parametrize(
    ("admitted", "completed", "filling"),
    [
        (9, (), False),  # nothing to write
        (9, (1, 2), False),  # nothing to write: the oldest is not done
        (9, (0,), True),
        (9, (0, 1), True),
        (9, (0, 1, 2), False),  # enough
        (5, (0, 1), False),  # too little behind it to wait for
    ],
)
def test_a_short_run_is_filling_while_much_is_behind_it(
    admitted: int, completed: tuple[int, ...], filling: bool
) -> None:
    """Only outputs that could leave now count as the run, and only records after them as behind."""
    one = lane(records=100)
    for offset in range(admitted):
        one.admit(offset, origin(offset), 1)
    for offset in completed:
        one.complete(offset, offset, "out", 1)
    assert one.is_filling(enough=3, behind=4) is filling


def test_a_run_ends_where_the_destination_changes() -> None:
    """A dead letter is written before the event after it is tried, and the other way round."""
    one = lane()
    for offset, where in enumerate(("out", "dead", "out")):
        one.admit(offset, origin(offset), 1)
        one.complete(offset, offset, where, 1)
    seen = []
    while (run := one.next_run(100)) is not None:
        seen.append((run.destination, run.outputs))
        one.written(run)
    assert seen == [("out", (0,)), ("dead", (1,)), ("out", (2,))]


def test_one_run_is_out_at_a_time_and_is_bounded() -> None:
    """The next run waits for the one that is out; a run holds no more bytes than asked."""
    one = lane()
    for offset in range(3):
        one.admit(offset, origin(offset), 1)
        one.complete(offset, offset, "out", 60)
    run = one.next_run(100)
    assert run is not None
    assert run.outputs == (0,)
    assert one.next_run(100) is None


def test_admits_one_record_however_large() -> None:
    """The window is bounded in records and bytes, but never blocks for ever."""
    one = lane(records=2, size=10)
    assert one.has_room(1000)
    one.admit(0, origin(0), 1000)
    assert not one.has_room(1)


def test_refuses_offsets_that_go_back() -> None:
    """A topic that was recreated under our feet is noticed."""
    one = lane()
    one.admit(5, origin(5), 1)
    assert one.went_back(5)
    with pytest.raises(DeliveryError, match="came after"):
        one.admit(4, origin(4), 1)


class Stream(RuleBasedStateMachine):
    """One input partition, its output and its dead letters, and workers that come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.input: list[int] = []  # origin offsets, duplicates of an upstream crash included
        self.output: list[int] = []
        self.dead: list[int] = []
        self.committed = 0
        self.acked = 0
        self._assign()

    def _assign(self) -> None:
        tails = [origin(topic[-1]) for topic in (self.output, self.dead) if topic]
        mark = max(tails, key=lambda one: one.position, default=None)
        self.lane: Lane[int] = Lane(mark, max_records=5, max_bytes=50)
        self.read = self.committed
        self.running: dict[int, int] = {}
        self.run: Run[int] | None = None
        self.acked = self.committed

    @rule(again=st.booleans())
    def publish(self, again: bool) -> None:
        """A new record, or one that a stage before us wrote twice."""
        if again and self.input:
            self.input.append(self.input[-1])
        else:
            self.input.append(self.input[-1] + 1 if self.input else 0)

    @precondition(lambda self: self.read < len(self.input) and self.lane.has_room(7))
    @rule()
    def admit(self) -> None:
        offset = self.read
        self.read += 1
        if self.lane.admit(offset, origin(self.input[offset]), 7) is Verdict.COMPUTE:
            self.running[offset] = self.input[offset]

    @precondition(lambda self: self.running)
    @rule(data=st.data(), dead=st.booleans())
    def complete(self, data: st.DataObject, dead: bool) -> None:
        offset = data.draw(st.sampled_from(sorted(self.running)))
        article = self.running.pop(offset)
        self.lane.complete(offset, article, "dead" if dead else "out", 9)

    @precondition(lambda self: self.run is None)
    @rule()
    def send(self) -> None:
        self._acknowledge()
        self.run = self.lane.next_run(20)

    @precondition(lambda self: self.run is not None)
    @rule(arrives=st.booleans(), survives=st.booleans())
    def answer(self, arrives: bool, survives: bool) -> None:
        """The batch arrives whole or not at all; the worker lives to see it or does not."""
        assert self.run is not None
        if arrives:
            (self.output if self.run.destination == "out" else self.dead).extend(self.run.outputs)
        if arrives and survives:
            self.lane.written(self.run)
            self.run = None
            self._acknowledge()
        else:
            self._assign()

    @rule()
    def commit(self) -> None:
        self.committed = max(self.committed, self.acked)

    @rule()
    def crash(self) -> None:
        """SIGKILL, or a rebalance: nothing of the lane survives."""
        self._assign()

    @rule(back=st.integers(0, 5))
    def reset(self, back: int) -> None:
        """Somebody resets the group by hand."""
        self.committed = max(0, self.committed - back)
        self._assign()

    def _acknowledge(self) -> None:
        for offset in self.lane.acknowledgeable():
            self.acked = offset + 1

    @invariant()
    def nothing_twice_and_in_order(self) -> None:
        for topic in (self.output, self.dead):
            assert topic == sorted(set(topic))
        assert not set(self.output) & set(self.dead)

    @invariant()
    def nothing_acknowledged_unfinished(self) -> None:
        done = set(self.output) | set(self.dead)
        assert set(self.input[: self.acked]) <= done
        assert set(self.input[: self.committed]) <= done

    def teardown(self) -> None:
        """Left alone, everything arrives."""
        self._assign()
        while self.committed < len(self.input):
            while self.read < len(self.input) and self.lane.has_room(7):
                self.admit()
            for offset, article in list(self.running.items()):
                self.lane.complete(offset, article, "out", 9)
                del self.running[offset]
            self._acknowledge()
            run = self.lane.next_run(20)
            if run is not None:
                self.output.extend(run.outputs)
                self.lane.written(run)
            self._acknowledge()
            self.committed = self.acked
        self.nothing_twice_and_in_order()
        assert set(self.input) == set(self.output) | set(self.dead)


TestStream = Stream.TestCase
TestStream.settings = hypothesis_settings(max_examples=150, stateful_step_count=60, deadline=None)

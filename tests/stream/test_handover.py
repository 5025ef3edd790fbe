"""Each record of a partition is taken once and in order, whether it is fetched or comes by hand."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pipeline.stream.handover import Handover


def test_by_hand_begins_where_fetching_has_got_to() -> None:
    handover = Handover(None)
    assert not handover.handed(0, 3), "where to begin is not known yet"
    assert handover.fetched(0)
    assert not handover.handed(3, 2), "1 and 2 are missing"
    assert handover.fetched(1)
    assert handover.handed(2, 3)
    assert handover.by_hand
    assert handover.next_offset == 5


def test_what_came_by_hand_is_dropped_when_it_is_fetched_too() -> None:
    handover = Handover(7)
    assert handover.handed(7, 3)
    assert not handover.fetched(8)
    assert handover.fetched(10)


def test_what_was_there_before_is_for_the_lane_to_refuse() -> None:
    """It raises there, as it did: offsets went back."""
    handover = Handover(7)
    assert handover.handed(7, 3)
    assert handover.fetched(2)


def test_nothing_is_taken_by_hand_while_fetching_is_resumed() -> None:
    handover = Handover(7)
    assert handover.handed(7, 3)
    handover.leaving = True
    assert not handover.handed(10, 1)
    handover.fetching()
    assert not handover.by_hand
    assert handover.next_offset == 10


def test_a_broker_that_does_not_say_where_a_run_lies_ends_it() -> None:
    handover = Handover(7)
    assert handover.handed(7, 1)
    assert not handover.handed(-1, 1)


def test_what_was_fetched_before_it_could_be_handed_over_is_not_taken_again() -> None:
    """A fetch was under way, and was faster than the broker's answer to us who wrote it."""
    handover = Handover(7)
    assert handover.handed(7, 1)
    assert handover.fetched(8)
    assert not handover.handed(8, 2)
    assert handover.next_offset == 9


class Partition(RuleBasedStateMachine):
    """A topic that we and others write, a client that fetches it, and what is in between."""

    def __init__(self) -> None:
        super().__init__()
        self.end = 0
        self.position = 0
        self.on_their_way: list[int] = []
        self.answers: list[tuple[int, int]] = []
        self.taken: list[int] = []
        self.handover = Handover(0)

    @rule(count=st.integers(1, 4))
    def we_write(self, count: int) -> None:
        """A run; whoever fetches may see it before the broker's answer reaches us."""
        self.answers.append((self.end, count))
        self.end += count

    @precondition(lambda self: self.answers)
    @rule()
    def the_broker_answers(self) -> None:
        """The run is handed over; what is refused will be fetched."""
        base, count = self.answers.pop(0)
        if self.handover.handed(base, count):
            self.taken += range(base, base + count)
        elif self.handover.by_hand:
            self.handover.leaving = True

    @rule()
    def another_writes(self) -> None:
        """A record that nobody hands over."""
        self.end += 1

    @precondition(lambda self: self.position < self.end)
    @rule(count=st.integers(1, 5))
    def the_client_fetches(self, count: int) -> None:
        """Records leave the client; a partition that comes by hand may still have some there."""
        upto = min(self.end, self.position + count)
        self.on_their_way += range(self.position, upto)
        self.position = upto

    @precondition(lambda self: self.on_their_way)
    @rule()
    def a_fetched_record_arrives(self) -> None:
        """In the order in which it was fetched."""
        offset = self.on_their_way.pop(0)
        if self.handover.fetched(offset):
            self.taken.append(offset)

    @precondition(lambda self: self.handover.by_hand)
    @rule()
    def fetching_goes_on(self) -> None:
        """For any reason; the client seeks to the first record that was not taken."""
        assert self.handover.next_offset is not None
        self.position = self.handover.next_offset
        self.handover.fetching()

    @invariant()
    def each_was_taken_once_and_in_order(self) -> None:
        assert self.taken == list(range(len(self.taken)))

    def teardown(self) -> None:
        """In the end everything has been taken."""
        if self.handover.by_hand:
            self.fetching_goes_on()
        self.on_their_way += range(self.position, self.end)
        while self.on_their_way:
            self.a_fetched_record_arrives()
        assert self.taken == list(range(self.end))


TestPartition = Partition.TestCase

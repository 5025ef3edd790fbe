"""Where a partition starts, from what the topics' tails say."""

from __future__ import annotations

import pytest

from pipeline.stream.origin import Origin, above, decode
from pipeline.stream.positions import Request, first_position, highest


def at(offset: int, epoch: int = 0, topic_id: str = "A") -> Origin:
    return Origin("articles", 3, offset, epoch, topic_id)


@pytest.mark.parametrize("origin", [at(0), at(12, 7), Origin("a.b-c_d", 0, 2**62, 3, "x_Y-9")])
def test_an_origin_is_read_back(origin: Origin) -> None:
    """Encoding and decoding an origin are inverse."""
    assert decode(origin.encode()) == origin


@pytest.mark.parametrize(
    "header", [None, b"", b"articles", b"articles/1@2", b"a/-1@2;epoch=0;topic-id=x", b"\xff" * 9]
)
def test_anything_else_is_no_origin(header: bytes | None) -> None:
    """A header that is not an origin is none, and raises nothing."""
    assert decode(header) is None


def test_the_epoch_goes_before_the_offset() -> None:
    """The first article of a new epoch is above the last of the old."""
    assert above(at(0, 1), at(999, 0))
    assert not above(at(999, 0), at(0, 1))
    assert highest(at(5), None, at(2, 1)) == at(2, 1)


def test_starts_above_what_is_done() -> None:
    """A usual restart keeps the epoch and the committed offset."""
    position = first_position(at(9), at(7), "A", None, committed=4)
    assert position.start.watermark == at(9)
    assert (position.start.epoch, position.seek) == (0, None)


def test_a_recreated_topic_is_read_from_its_beginning() -> None:
    """Another topic id means new articles at old offsets: the next epoch, nothing skipped."""
    position = first_position(at(9, 2), at(9, 2), "B", None, committed=4)
    assert position.start.watermark is None
    assert (position.start.epoch, position.start.topic_id, position.seek) == (3, "B", 0)


def test_the_epoch_never_falls_below_what_later_stages_saw() -> None:
    """An output topic that retention emptied does not take the epoch back."""
    position = first_position(None, at(3, 5), "A", None, committed=4)
    assert position.start.epoch == 5


def test_a_request_of_a_higher_epoch_goes_back() -> None:
    """`pipeline reprocess` starts at its offset, under its epoch, above all that was done."""
    position = first_position(at(9), at(9), "A", Request(1, 2, "A"), committed=10)
    assert (position.start.epoch, position.seek) == (1, 2)
    assert above(at(2, 1), position.start.watermark)


def test_a_request_that_was_begun_goes_on_where_it_was() -> None:
    """A crash in the middle of reprocessing continues after the last event of that epoch."""
    position = first_position(at(5, 1), at(5, 1), "A", Request(1, 0, "A"), committed=10)
    assert position.seek == 6
    assert first_position(at(5, 1), at(5, 1), "A", Request(1, 0, "A"), committed=4).seek is None


def test_a_request_for_another_life_of_the_topic_is_ignored() -> None:
    """A wish for a topic that is gone does nothing to the one that took its name."""
    assert first_position(at(5), None, "A", Request(1, 0, "B"), committed=6).seek is None

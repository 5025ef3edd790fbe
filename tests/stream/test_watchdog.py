"""What a worker that is not ready says it waits for."""

from __future__ import annotations

import pytest

from pipeline.stream.watchdog import awaited


@pytest.mark.parametrize(
    ("assigned", "what"),
    [
        ({}, "the models load"),
        (
            {"entities": True, "numbers": False, "locations": False},
            "the group has given out no partitions yet, of numbers, locations",
        ),
        ({"entities": True}, "the brokers have not told yet how much waits"),
    ],
)
def test_a_worker_says_what_it_waits_for(assigned: dict[str, bool], what: str) -> None:
    """It has its partitions, too, before the first look at the brokers has ended."""
    assert awaited(assigned) == what

"""The load of the fault matrix is the same every time, and means what it says."""

from __future__ import annotations

from pipeline.article.decode import Rejection, decode
from tests.faults.load import POISON, Mix, record

MIX = Mix(poison_every=3, hang_every=11, crash_every=13)


def test_record_is_the_same_every_time() -> None:
    """Number n has the same bytes in every run."""
    assert [record(n, MIX) for n in range(200)] == [record(n, MIX) for n in range(200)]


def test_keys_are_never_repeated() -> None:
    """Every record can be told from every other."""
    assert len({record(n, MIX).key for n in range(500)}) == 500


def test_poison_is_refused_and_nothing_else_is() -> None:
    """Exactly the records that are meant as poison do not decode."""
    for number in range(60):
        published = record(number, MIX)
        refused = isinstance(decode(published.value, max_bytes=1 << 20), Rejection)
        assert refused is published.key.startswith(b"poison")


def test_every_poison_comes() -> None:
    """All sorts of poison are in a long enough load."""
    mix = Mix(poison_every=2)
    assert {record(n, mix).value for n in range(64)} >= set(POISON)

"""What the soak calls flat."""

from tests.faults.soak import is_flat

MIB = 1024 * 1024


def test_leak_is_not_flat() -> None:
    """Memory that grows by a half between the second and the last quarter is a leak."""
    assert not is_flat([100 * MIB + step * MIB for step in range(200)])


def test_warm_up_is_flat() -> None:
    """What grows at first and then stays is no leak."""
    assert is_flat([10] * 25 + [100] * 25 + [101] * 50)


def test_too_few_samples_accuse_nobody() -> None:
    """A run too short to tell is not called a leak."""
    assert is_flat([1, 5])

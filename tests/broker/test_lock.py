"""The lock file of Kafka's jars."""

import pytest

from pipeline.broker.lock import Jar, format_lock, kafka_version, parse_lock, read_lock


def test_lock_file_names_a_whole_kafka() -> None:
    """The committed lock has the broker, its log binding, and each jar once."""
    jars = read_lock()
    names = [jar.filename for jar in jars]
    assert len(set(names)) == len(names) > 40
    assert kafka_version(jars).startswith("4.")
    assert any(jar.artifact == "log4j-slf4j-impl" for jar in jars)
    assert all(jar.size > 0 for jar in jars)


def test_written_lock_reads_back() -> None:
    """What is written, in any order and under any comment, is read back, ordered by name."""
    jars = (Jar("b", "z", "2", 7, "ab" * 32), Jar("a", "y", "1.0", 9, "cd" * 32))
    assert parse_lock(format_lock(jars, "two\nlines")) == tuple(reversed(jars))


@pytest.mark.parametrize(
    "line",
    ["a:b:1 12", "a:b 12 " + "0" * 64, "a:b:1 x " + "0" * 64, "a:b:1 12 " + "0" * 63 + "g"],
)
def test_line_that_is_not_a_jar_is_named(line: str) -> None:
    """A line that lacks a part is an error that quotes it."""
    with pytest.raises(ValueError, match="not a line of"):
        parse_lock(line)

"""Why Kafka ended, from its log."""

import pytest

from pipeline.broker.diagnosis import Cause, diagnose


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        (
            "ERROR Exiting Kafka. org.apache.kafka.common.KafkaException: Socket server failed to "
            "bind to 127.0.0.1:9092: Address already in use.",
            Cause.PORT,
        ),
        ("ERROR Error while writing java.io.IOException: No space left on device", Cause.DISK_FULL),
        (
            "ERROR Exiting Kafka due to fatal exception java.lang.RuntimeException: No readable "
            "meta.properties files found.",
            Cause.DAMAGED,
        ),
        ("Error: Could not reserve enough space for object heap", Cause.OTHER),
    ],
)
def test_cause_is_read_from_the_line_that_shows_it(line: str, cause: Cause) -> None:
    """Each named cause is found among ordinary lines, with the line that shows it."""
    log = f"INFO starting, log dirs has meta.properties\n{line}\nat org.apache.kafka.X(X.java:1)\n"
    assert diagnose(log) == (cause, line)


def test_ordinary_lines_are_no_damage() -> None:
    """A word of the signs in a line that is no error says nothing."""
    cause, _ = diagnose("INFO Initializing meta.properties\nERROR something else Exception\n")
    assert cause is Cause.OTHER


def test_empty_log_has_no_cause() -> None:
    """Nothing said is cause unknown, with no words."""
    assert diagnose("") == (Cause.OTHER, "")

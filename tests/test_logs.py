"""Logs are one line an event, know where they come from, and tell neither texts nor secrets."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from pipeline.logs import BURST, HIDDEN, WINDOW_S, Calm, configure, logger


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What is logged as JSON; the process's logging is put back afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    configure("json", "info", secrets=["hunter2-the-password"], to=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_says_where_it_comes_from(out: io.StringIO) -> None:
    """Bound once, stage, topic, partition, offset and article are in every line."""
    log = logger("pipeline.stream", stage="entities").bind(topic="articles", partition=3)
    log.warning("put aside", offset=12, article="a-1", error="not-json")
    (line,) = lines(out)
    assert line["message"] == "put aside"
    assert line["level"] == "warning"
    assert line["timestamp"].endswith("Z")
    assert (line["stage"], line["topic"], line["partition"]) == ("entities", "articles", 3)
    assert (line["offset"], line["article"], line["error"]) == (12, "a-1", "not-json")


def test_libraries_log_through_the_same_list(out: io.StringIO) -> None:
    """Faust's and aiokafka's own lines are JSON too, with their arguments filled in."""
    logging.getLogger("aiokafka.conn").error("Unable connect to %s: %s", "kafka:9092", "refused")
    (line,) = lines(out)
    assert line["message"] == "Unable connect to kafka:9092: refused"
    assert line["logger"] == "aiokafka.conn"


def test_no_article_text_is_logged(out: io.StringIO) -> None:
    """Texts, titles and bytes are replaced by their length, long values are cut."""
    secret_text = "The president said on Tuesday that " * 100
    log = logger("x")
    log.info("a", text=secret_text, title="Grain ships", value=b"raw bytes", detail=secret_text)
    (line,) = lines(out)
    assert line["text"] == "[3500 long]"
    assert line["title"] == "[11 long]"
    assert line["value"] == "[9 long]"
    assert len(line["detail"]) < 550


def test_secrets_never_appear(out: io.StringIO) -> None:
    """A secret is blotted out by its key, in a message, in nested values and in a traceback."""
    log = logger("x")
    log.info(
        "login with hunter2-the-password",
        sasl_password="another",
        config={"p": ["hunter2-the-password"]},
    )
    logging.getLogger("kafka").error("config %r", {"password": "hunter2-the-password"})
    try:
        raise ValueError("bad password hunter2-the-password")
    except ValueError:
        log.exception("failed")
    assert "hunter2" not in out.getvalue()
    assert "another" not in out.getvalue()
    assert "ValueError: bad password " + HIDDEN in out.getvalue()


def test_one_event_is_one_line_even_with_a_traceback(out: io.StringIO) -> None:
    """Line breaks in messages and tracebacks are escaped: a collector sees one event."""
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logger("x").exception("failed\nbadly")
    assert len(out.getvalue().splitlines()) == 1
    assert "Traceback" in lines(out)[0]["exception"]


def test_below_the_level_nothing_is_written(out: io.StringIO) -> None:
    """The level holds for both kinds of logger."""
    logger("x").debug("no")
    logging.getLogger("y").debug("no")
    assert out.getvalue() == ""


def test_repetition_is_held_back_and_counted() -> None:
    """Of an endless error a few lines pass, then one in each window that says how many were not."""
    now = [0.0]
    calm = Calm(clock=lambda: now[0])
    passed: list[dict[str, Any]] = []

    def say(offset: int, event: str = "cannot write") -> None:
        line = {"level": "error", "event": event, "stage": "entities", "offset": offset}
        try:
            passed.append(dict(calm(None, "", line)))
        except structlog.DropEvent:
            return

    for offset in range(100):
        say(offset)
    assert len(passed) == BURST
    say(0, event="something else")
    assert len(passed) == BURST + 1
    now[0] += WINDOW_S
    say(100)
    assert passed[-1]["held_back"] == 100 - BURST
    assert passed[-1]["offset"] == 100


def test_held_back_lines_of_libraries_write_nothing(out: io.StringIO) -> None:
    """A library in a loop cannot fill the disk, nor break the handler."""
    for _ in range(1_000):
        logging.getLogger("aiokafka").warning("no broker")
    assert len(lines(out)) == BURST


def test_libraries_that_count_in_their_messages_are_held_back(out: io.StringIO) -> None:
    """Arguments make no other kind, nor do numbers that an f-string has put into the message."""
    library = logging.getLogger("aiokafka.consumer.fetcher")
    for number in range(1_000):
        library.warning("Offset %d of %s is out of range", number, f"articles/{number % 4}")
        library.error(f"node-{number} at {id(number):#x} did not answer in {number / 7:.2f} s")
    told = [line["message"] for line in lines(out)]
    assert len(told) == 2 * BURST
    assert told[0] == "Offset 0 of articles/0 is out of range"
    assert told[-2] == f"Offset {BURST - 1} of articles/{(BURST - 1) % 4} is out of range"


def test_other_words_levels_and_loggers_of_libraries_are_other_kinds(out: io.StringIO) -> None:
    """What is held back hides nothing else: neither another complaint nor another's."""
    for number in range(3 * BURST):
        logging.getLogger("aiokafka").warning("Heartbeat %d failed", number)
    logging.getLogger("aiokafka").warning("Commit %d failed", 1)
    logging.getLogger("aiokafka").error("Heartbeat %d failed", 1)
    logging.getLogger("aiohttp").warning("Heartbeat %d failed", 1)
    told = [(line["logger"], line["level"], line["message"]) for line in lines(out)[BURST:]]
    assert told == [
        ("aiokafka", "warning", "Commit 1 failed"),
        ("aiokafka", "error", "Heartbeat 1 failed"),
        ("aiohttp", "warning", "Heartbeat 1 failed"),
    ]


def test_a_library_says_how_many_were_held_back() -> None:
    """The first line of the next window counts, and has its own arguments."""
    now = [0.0]
    calm = Calm(clock=lambda: now[0])
    told = 0

    def say(number: int) -> dict[str, Any]:
        record = logging.LogRecord("mode", logging.ERROR, "", 1, "Try %d", (number,), None)
        return dict(calm(None, "", {"event": record.getMessage(), "_record": record}))

    for number in range(100):
        try:
            say(number)
        except structlog.DropEvent:
            continue
        told += 1
    now[0] += WINDOW_S
    line = say(100)
    assert told == BURST
    assert (line["event"], line["held_back"]) == ("Try 100", 100 - BURST)


def test_memory_for_repetition_is_bounded() -> None:
    """Endless different messages are forgotten, oldest first; of a long one the end is cut."""
    calm = Calm()
    for number in range(5_000):
        calm(None, "", {"level": "info", "event": str(number)})
    assert len(calm._kinds) <= 1_000
    record = logging.LogRecord("kafka", logging.ERROR, "", 1, "word " * 50_000, (), None)
    calm(None, "", {"event": "cut", "_record": record})
    assert max(len(part) for kind in calm._kinds for part in kind) <= 500

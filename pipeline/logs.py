"""Logs: one line an event, JSON in a pipe, for people on a terminal, and never article text.

`configure` is called once, by the composition root; after it both `structlog` loggers and the
libraries' own (`logging`: Faust, aiokafka, kafka-python) pass through the same list of plain
callables: names and times, then no text, no secrets, no endless repetition, then one line.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any, Final, Literal, TextIO

import structlog

Line = MutableMapping[str, Any]

#: Keys that would hold an article or a record's bytes: never logged, whoever passes them.
TEXT: Final = frozenset({"text", "title", "body", "value", "article_text", "raw", "mentions"})
#: Parts of keys whose values are secrets.
SECRET: Final = ("password", "secret", "token", "credential", "sasl_jaas", "private_key")
HIDDEN: Final = "[hidden]"
LONGEST: Final = 500  # code points of one value: an error's message, not what it quotes
LONGEST_TRACE: Final = 8_000
MOST_KINDS: Final = 1_000  # different lines remembered for repetition

_WORD: Final = re.compile(r"\w+")
_DIGIT: Final = re.compile(r"\d")

BURST: Final = 10  # lines of one kind let through in a row …
WINDOW_S: Final = 60.0  # … within this many seconds; then one line says how many were held back


def configure(
    form: Literal["auto", "json", "console"] = "auto",
    level: str = "info",
    *,
    secrets: Iterable[str] = (),
    to: TextIO | None = None,
) -> None:
    """Send all logs of this process to ``to`` (standard error), one line an event.

    ``form`` auto is console on a terminal, JSON elsewhere. ``secrets`` are values, such as a
    password, that are blotted out wherever they turn up, tracebacks included.
    """
    stream = to or sys.stderr
    people = form == "console" or (form == "auto" and stream.isatty())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_text,
        Hide(secrets),
        Calm(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = _Quiet(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_render(people),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())


def logger(name: str, **bound: Any) -> Any:
    """A logger of that name, with what is known bound: ``stage``, ``topic``, ``partition``…"""
    return structlog.get_logger(name).bind(**bound)


def _render(people: bool) -> list[Any]:
    if people:
        return [structlog.dev.ConsoleRenderer(colors=True, pad_event_to=40)]
    return [one_line, structlog.processors.JSONRenderer(sort_keys=True, default=str)]


class _Quiet(logging.StreamHandler[TextIO]):
    """A handler that drops what a processor dropped: in logging, only an exception can say so."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self.stream.write(self.format(record) + "\n")
            self.stream.flush()
        except structlog.DropEvent:
            return
        except Exception:
            self.handleError(record)


def one_line(_: Any, __: str, line: Line) -> Line:
    """The event's message under ``message``, the name that log collectors expect."""
    line["message"] = line.pop("event", "")
    return line


def without_text(_: Any, __: str, line: Line) -> Line:
    """No article text, no record bytes, and no value longer than a message."""
    for key in list(line):
        value = line[key]
        if key in TEXT or isinstance(value, bytes | bytearray | memoryview):
            line[key] = f"[{len(value)} long]" if hasattr(value, "__len__") else HIDDEN
        elif isinstance(value, str):
            limit = LONGEST_TRACE if key == "exception" else LONGEST
            if len(value) > limit:
                line[key] = f"{value[:limit]}… [{len(value)} long]"
    return line


class Hide:
    """Blots secrets out: by the name of the key, and by their very value."""

    def __init__(self, secrets: Iterable[str]) -> None:
        """``secrets`` shorter than four characters are ignored: they would blot everything."""
        self._secrets = tuple(secret for secret in secrets if len(secret) >= 4)

    def __call__(self, _: Any, __: str, line: Line) -> Line:
        """The line without secrets."""
        for key, value in line.items():
            if any(part in key.lower() for part in SECRET):
                line[key] = HIDDEN
            elif self._secrets and not isinstance(value, int | float | bool | None):
                line[key] = self._blot(value)
        return line

    def _blot(self, value: Any) -> Any:
        text = value if isinstance(value, str) else str(value)
        blotted = text
        for secret in self._secrets:
            blotted = blotted.replace(secret, HIDDEN)
        return value if blotted == text else blotted


class Calm:
    """Holds back endless repetition: a kind of line is its level, message, stage and error.

    ``BURST`` of a kind pass in ``WINDOW_S``; the first one of the next window says how many were
    ``held_back``. Offsets and articles do not make another kind, or nothing would repeat. A
    library's offsets, nodes and counters stand in its messages: of those a kind is the logger and
    the template, as the library wrote it before the arguments were filled in, without its numbers.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` gives seconds that never go back."""
        self._clock = clock
        self._kinds: OrderedDict[tuple[Any, ...], list[float]] = OrderedDict()

    def __call__(self, _: Any, __: str, line: Line) -> Line:
        """The line, or `structlog.DropEvent` raised for one that is held back."""
        kind = _kind(line)
        now = self._clock()
        since, count = self._kinds.pop(kind, [now, 0.0])
        if now - since >= WINDOW_S:
            held = int(count) - BURST
            if held > 0:
                line["held_back"] = held
            since, count = now, 0.0
        self._kinds[kind] = [since, count + 1]
        while len(self._kinds) > MOST_KINDS:
            self._kinds.popitem(last=False)
        if count >= BURST:
            raise structlog.DropEvent
        return line


def _kind(line: Line) -> tuple[str, ...]:
    record = line.get("_record")  # structlog's own key, in lines that came through `logging`
    if isinstance(record, logging.LogRecord):
        return record.levelname, record.name, _template(record)
    return tuple(str(line.get(key)) for key in ("level", "event", "stage", "error"))


def _template(record: logging.LogRecord) -> str:
    """The unformatted message; numbers that an f-string has filled in already are all one.

    >>> _template(logging.makeLogRecord({"msg": "node-17 at 0x7f3a, %s", "args": ("away",)}))
    'node-# at #, %s'
    """
    return _WORD.sub(
        lambda word: "#" if _DIGIT.search(word[0]) else word[0], str(record.msg)[:LONGEST]
    )

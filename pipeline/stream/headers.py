"""Record headers: CloudEvents on events, error headers on dead letters, the origin on both.

Pure. CloudEvents 1.0, Kafka protocol binding, binary mode: attributes are ``ce_`` headers and the
value is the data. W3C trace context passes through untouched.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from pipeline.stream.origin import HEADER, Origin

Headers = Sequence[tuple[str, bytes]]

TRACE: Final = ("traceparent", "tracestate")
#: A dead letter's message is cut here, by the contract: enough to say what is wrong.
MESSAGE_CHARS: Final = 500


def header(headers: Iterable[tuple[str, bytes]] | None, name: str) -> bytes | None:
    """The last value of a header, or None."""
    found = None
    for key, value in headers or ():
        if key == name:
            found = value
    return found


def event_headers(
    origin: Origin, *, event_id: str, source: str, kind: str, now: float, incoming: Headers
) -> list[tuple[str, bytes]]:
    """The headers of an event; ``kind`` is the topic's suffix, ``now`` Unix seconds."""
    trace = [(name, value) for name, value in incoming if name in TRACE]
    return [
        ("ce_specversion", b"1.0"),
        ("ce_id", event_id.encode()),
        ("ce_source", source.encode()),
        ("ce_type", f"article.{kind}.v1".encode()),
        ("ce_time", _rfc3339(now)),
        ("content-type", b"application/json"),
        (HEADER, origin.encode()),
        *trace,
    ]


def dead_letter_headers(
    origin: Origin | None,
    *,
    stage: str,
    error: str,
    message: str,
    topic: str,
    partition: int,
    offset: int,
    attempts: int,
    now: float,
    incoming: Headers,
) -> list[tuple[str, bytes]]:
    """The original headers, with the origin of this record and what went wrong.

    ``error.*`` and ``origin`` headers that the record already had are replaced: they would speak
    of another failure, or forge a watermark.
    """
    kept = [
        (name, value)
        for name, value in incoming
        if name != HEADER and not name.startswith("error.")
    ]
    own = [(HEADER, origin.encode())] if origin else []
    return [
        *kept,
        *own,
        ("error.stage", stage.encode()),
        ("error.type", error.encode()),
        ("error.message", message[:MESSAGE_CHARS].encode("utf-8", "backslashreplace")),
        ("error.topic", topic.encode()),
        ("error.partition", str(partition).encode()),
        ("error.offset", str(offset).encode()),
        ("error.attempts", str(attempts).encode()),
        ("error.time", _rfc3339(now)),
    ]


def _rfc3339(seconds: float) -> bytes:
    whole, millis = divmod(int(seconds * 1000), 1000)
    return b"%s.%03dZ" % (_second(whole), millis)


@functools.lru_cache(maxsize=4)
def _second(whole: int) -> bytes:
    return f"{datetime.fromtimestamp(whole, UTC):%Y-%m-%dT%H:%M:%S}".encode()

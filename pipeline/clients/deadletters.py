"""Looks at dead letters and sends them back: to the first topic, so that all stages see them.

A letter of the first stage is an article record as it was sent, and goes back in the same bytes. A
later stage's letter is an event: its article goes back, and becomes a new event. Sending back
into the middle of the flow would not work: the origin of such a record is not above what the
stage has dealt with. A replayed record says which letter it is (`REPLAY_HEADER`), so that a letter
is sent back once, also when a replay is broken off and started again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pipeline.article.decode import Rejection, encode_article
from pipeline.article.decode import decode as decode_article
from pipeline.clients.publish import Acknowledged, Publisher, Record, Refused
from pipeline.clients.reading import Read, Reader
from pipeline.event.decode import NotAnEvent
from pipeline.event.decode import decode as decode_event
from pipeline.stream.origin import HEADER

#: Says on a record of the first topic which dead letter it was: ``topic/partition@offset``.
REPLAY_HEADER: Final = "replay-of"


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter: the record as it was, and why it is here.

    ``stage``, ``type``, ``message`` and ``time`` (RFC 3339) are empty when a header is missing.
    """

    record: Read
    stage: str
    type: str
    message: str
    topic: str
    attempts: str
    time: str

    @property
    def place(self) -> str:
        """``partition@offset`` in the dead-letter topic: the letter's own name."""
        return f"{self.record.partition}@{self.record.offset}"

    @property
    def id(self) -> str:
        """The article id, as far as the key tells it."""
        return (self.record.key or b"").decode(errors="replace")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which letters: those of all conditions that are given. Times are Unix seconds."""

    stages: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    since: float | None = None
    until: float | None = None

    def __bool__(self) -> bool:
        return self != Selection()

    def has(self, letter: Letter) -> bool:
        """Whether a letter is one of them."""
        when = _seconds(letter)
        return (
            (not self.stages or letter.stage in self.stages)
            and (not self.types or letter.type in self.types)
            and (not self.ids or letter.id in self.ids)
            and (not self.places or letter.place in self.places)
            and (self.since is None or when >= self.since)
            and (self.until is None or when < self.until)
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter that was not sent back, and why."""

    letter: Letter
    reason: str


def letters(reader: Reader, selection: Selection) -> Iterator[Letter]:
    """The letters of a selection that are in the topic now, in order along each partition."""
    for record in reader.between(reader.first(), reader.ends()):
        letter = letter_of(record)
        if selection.has(letter):
            yield letter


def letter_of(record: Read) -> Letter:
    """A record of the dead-letter topic with what its headers say."""
    return Letter(
        record=record,
        stage=record.text("error.stage") or "",
        type=record.text("error.type") or "",
        message=record.text("error.message") or "",
        topic=record.text("error.topic") or "",
        attempts=record.text("error.attempts") or "",
        time=record.text("error.time") or "",
    )


def replayed(articles: Reader, since_ms: int) -> set[str]:
    """The letters that records of the first topic since a time say they were."""
    found = (
        record.text(REPLAY_HEADER)
        for record in articles.between(articles.since(since_ms), articles.ends())
    )
    return {name for name in found if name is not None}


def replay(
    publisher: Publisher, chosen: Iterable[Letter], *, done: set[str], max_bytes: int
) -> Iterator[Acknowledged | Refused | Kept]:
    """Send letters back to the first topic; what became of each, in order.

    Those whose names are in ``done`` are kept, and those that cannot be articles in any way.
    """

    def records() -> Iterator[tuple[Letter | Kept, Record | None]]:
        for letter in chosen:
            record = record_of(letter, publisher.topic, max_bytes)
            if _name(letter) in done:
                yield Kept(letter, "it was sent back before; use --again to do it again"), None
            elif isinstance(record, str):
                yield Kept(letter, record), None
            else:
                yield letter, record

    yield from publisher.send_all(records())


def record_of(letter: Letter, articles: str, max_bytes: int) -> Record | str:
    """The record of the first topic that a letter becomes, or why it cannot be one."""
    record = letter.record
    headers = [
        (name, value)
        for name, value in record.headers
        if not name.startswith(("error.", "ce_")) and name not in (HEADER, REPLAY_HEADER)
    ]
    headers.append((REPLAY_HEADER, _name(letter).encode()))
    value = record.value
    if letter.topic != articles:
        try:
            value = encode_article(decode_event(value or b"").article)
        except NotAnEvent as error:
            return f"its article cannot be read: {error}"
    else:
        article = decode_article(value, max_bytes=max_bytes)
        if isinstance(article, Rejection):
            return f"it would be refused again ({article.type}): {article.message}"
    return Record(record.key, value, tuple(headers))


def _name(letter: Letter) -> str:
    return f"{letter.record.topic}/{letter.place}"


def _seconds(letter: Letter) -> float:
    """When a letter was written: by its header, else by the record's own timestamp."""
    try:
        return datetime.fromisoformat(letter.time).timestamp()
    except ValueError:
        return letter.record.timestamp / 1000


def described(letter: Letter, *, whole: bool = False) -> dict[str, Any]:
    """A letter as JSON data; with its value (text, or hexadecimal when not UTF-8) if ``whole``."""
    record = letter.record
    fields: dict[str, Any] = {
        "place": letter.place,
        "id": letter.id,
        "stage": letter.stage,
        "type": letter.type,
        "message": letter.message,
        "from": f"{letter.topic}/{record.text('error.partition')}@{record.text('error.offset')}",
        "attempts": letter.attempts,
        "time": letter.time,
        "bytes": None if record.value is None else len(record.value),
    }
    if whole:
        fields["headers"] = {name: value.decode(errors="replace") for name, value in record.headers}
        fields |= readable(record.value)
    return fields


def readable(value: bytes | None) -> dict[str, Any]:
    """A record's value as JSON data: ``value`` when it is UTF-8 or null, else ``value_hex``."""
    if value is None:
        return {"value": None}
    try:
        return {"value": value.decode()}
    except UnicodeDecodeError:
        return {"value_hex": value.hex()}

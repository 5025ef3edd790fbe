"""A stream of each format becomes articles: plain text, pages, JSON of several kinds, JSON lines.

Pure: what is opened and closed is the caller's. Nothing larger than a bound is read whole: JSON
lines stream, so their number has no limit.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Final

import orjson

from pipeline.article import exactjson
from pipeline.article.decode import BOM, MAX_DEPTH, Rejection, decode, encode_article
from pipeline.article.formats import jsonld, markup, ninjs
from pipeline.article.formats.opening import recoded
from pipeline.article.model import Article

#: How often larger than an article's record its source may be: pages and agency items hold the
#: text several times, with markup. A JSON file may hold a list of articles: split it beyond.
SOURCE_FACTOR: Final = 8
LIST_FACTOR: Final = 128

#: How often longer the body that a page's JSON-LD gives must be than what is seen of it: an
#: extraction that is right leaves out captions and boxes, less than half.
LONGER: Final = 2


@dataclass(frozen=True, slots=True)
class Found:
    """An article and its record, with the place that it came from (``line`` counts from 1)."""

    article: Article
    record: bytes
    file: str
    line: int | None = None

    @property
    def where(self) -> str:
        """``file:line``, or the file alone."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What stands at a place instead of an article: a short stable ``type``, and the mend."""

    type: str
    message: str
    file: str
    line: int | None = None

    @property
    def where(self) -> str:
        """``file:line``, or the file alone."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


Item = Found | Unreadable


def _whole(stream: BinaryIO, name: str, limit: int) -> bytes | Unreadable:
    data = stream.read(limit + 1)
    if len(data) > limit:
        return Unreadable("too-large", f"It has more than {limit} bytes. Split it.", name)
    return data


def _text(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Item]:
    """A plain text file: all of it is the text, to the character; a byte order mark is not."""
    data = _whole(recoded(stream), name, max_bytes)
    if isinstance(data, Unreadable):
        yield data
        return
    zero = data.find(0)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = (
            f"Byte {error.start} (0x{data[error.start]:02x}) is not UTF-8. Convert it; if it is "
            "Windows-1252, say: iconv -f windows-1252 -t utf-8 FILE."
        )
        yield Unreadable("not-utf8", message, name)
        return
    if zero >= 0:
        message = (
            f"Byte {zero} is zero, so it is no text, or it is UTF-16 without a byte order mark. "
            "Convert it: iconv -f utf-16le -t utf-8 FILE."
        )
        yield Unreadable("not-utf8", message, name)
        return
    yield _item(exactjson.dumps({"text": text}), name, None, max_bytes)


def _html(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Item]:
    """A page: its main text and what it says of itself."""
    data = _whole(stream, name, SOURCE_FACTOR * max_bytes)
    if isinstance(data, Unreadable):
        yield data
        return
    fields = _fuller(markup.page(data), data)
    if fields is None:
        message = (
            "The page has no article text: nothing but navigation, links or boilerplate was found, "
            "or it has too many elements to look. Save the article's text as .txt instead."
        )
        yield Unreadable("no-text", message, name)
        return
    yield _item(exactjson.dumps(fields), name, None, max_bytes)


def _fuller(found: dict[str, Any] | None, source: bytes) -> dict[str, Any] | None:
    """What was found in a page; the body that its own JSON-LD gives, where that is far longer.

    Pages that are drawn by scripts hold no other text, and some show a teaser only.
    """
    text = (found or {}).get("text", "")
    said = next(jsonld.articles(markup.linked_data(source)), {"text": ""})
    if len(said["text"]) <= LONGER * len(text):
        return found
    said.pop("jsonld", None)  # the page tells the rest
    return {**said, **(found or {}), "text": said["text"]}


def _json(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Item]:
    """One JSON value: an article, a list of them, JSON-LD or ninjs; or JSON lines after all."""
    data = _whole(recoded(stream), name, LIST_FACTOR * max_bytes)
    if isinstance(data, Unreadable):
        yield data
        return
    if not data.strip():
        yield Unreadable("not-json", "The file is empty.", name)
        return
    try:
        value = exactjson.loads(data.removeprefix(BOM))
    except orjson.JSONDecodeError as error:
        if _is_object(data.partition(b"\n")[0]):
            yield from json_lines(io.BytesIO(data), name, max_bytes)
        else:
            yield _item(data, name, error.lineno, len(data))
        return
    if not isinstance(value, list) or _is_one_document(value):
        yield from _items(value, name, None, max_bytes)
        return
    for number, element in enumerate(value, start=1):
        for item in _items(element, name, None, max_bytes):
            if isinstance(item, Unreadable):
                item = replace(item, message=f"Item {number} of the list: {item.message}")
            yield item


def _is_one_document(value: list[Any]) -> bool:
    """Whether a list is JSON-LD as a whole, as in pages: an article, its publisher, its path."""
    return bool(value) and all(isinstance(one, dict) and jsonld.is_jsonld(one) for one in value)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(orjson.loads(line.removeprefix(BOM)), dict)
    except orjson.JSONDecodeError:
        return False


def json_lines(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Item]:
    """JSON lines: each line an article, JSON-LD or ninjs; empty lines are passed over."""
    limit = SOURCE_FACTOR * max_bytes
    stream = recoded(stream)
    for number in itertools.count(1):
        line = stream.readline(limit + 1)
        if not line:
            return
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
            message = f"The line has more than {limit} bytes. Shorten or split its article."
            yield Unreadable("too-large", message, name, number)
        elif line.strip():
            yield from _line(line, name, number, max_bytes)


def _line(line: bytes, name: str, number: int, max_bytes: int) -> Iterator[Item]:
    record = line.strip().removeprefix(BOM)
    try:
        value = orjson.loads(record)
    except orjson.JSONDecodeError:
        value = None
    if _is_foreign(value):
        yield from _items(exactjson.loads(record), name, number, max_bytes)
    else:  # as it stands, so that it is refused in the same words as the stream would use
        yield _item(record, name, number, max_bytes)


def _is_foreign(value: Any) -> bool:
    """Whether it is of another format than the contract's."""
    return isinstance(value, dict) and (jsonld.is_jsonld(value) or ninjs.is_ninjs(value))


def _items(value: Any, name: str, line: int | None, max_bytes: int) -> Iterator[Item]:
    """The articles of one JSON value, of whatever known format."""
    if exactjson.deeper_than(value, MAX_DEPTH):
        yield Unreadable("too-deep", f"It nests more than {MAX_DEPTH} deep.", name, line)
    elif isinstance(value, list) or (isinstance(value, dict) and jsonld.is_jsonld(value)):
        articles = list(jsonld.articles(value))
        for fields in articles:
            yield _item(exactjson.dumps(fields), name, line, max_bytes)
        if articles or "text" in value:
            return
        message = "There is no schema.org article in this JSON-LD. It needs NewsArticle as @type."
        yield Unreadable("no-article", message, name, line)
    elif isinstance(value, dict) and "text" not in value and ninjs.is_ninjs(value):
        for fields in ninjs.articles(value):
            yield _item(exactjson.dumps(fields), name, line, max_bytes)
    else:
        yield _item(exactjson.dumps(value), name, line, max_bytes)


def _item(record: bytes, name: str, line: int | None, max_bytes: int) -> Item:
    """The article of a record of the contract, written anew with its id, or why it is none."""
    result = decode(record, max_bytes=max_bytes)
    if isinstance(result, Rejection):
        return Unreadable(result.type, result.message, name, line)
    return Found(result, encode_article(result), name, line)


Reader = Callable[[BinaryIO, str, int], Iterator[Item]]
#: What reads a format, by the end of a file's name.
READERS: Final[Mapping[str, Reader]] = {
    ".txt": _text,
    ".html": _html,
    ".htm": _html,
    ".json": _json,
    ".jsonld": _json,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
}

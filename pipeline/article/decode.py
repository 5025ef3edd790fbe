"""A record's bytes become an article, or a named rejection that says how to mend it.

Pure: standard library and orjson. Whatever the bytes, the answer is one of the two: nothing is
raised, and size and depth are bounded before anything else is looked at. What a publisher sent
beyond the known fields is kept in ``extra`` and written back by `encode_article`.

>>> decode(b'{"text": "Rain fell in Kyiv.", "desk": 7}', max_bytes=1024).extra["desk"]
7
>>> decode(b'{"title": "No text"}', max_bytes=1024).type
'no-text'
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal

import orjson

from pipeline.article import exactjson
from pipeline.article.model import EMPTY, Article

RejectionType = Literal[
    "null-value",
    "too-large",
    "not-utf8",
    "not-json",
    "not-an-object",
    "too-deep",
    "no-text",
    "bad-field",
]

#: Nesting that a record may have, its own braces included. Real articles (ninjs, JSON-LD) stay
#: below ten; orjson writes at most 254 levels, and the event adds two.
MAX_DEPTH: Final = 64

#: Characters of an id: it is the record's key and stands in headers and log lines.
MAX_ID_CHARS: Final = 512

#: Between title and text in the content hash: a byte that UTF-8 never uses, so that no two pairs
#: of title and text give the same bytes.
_BETWEEN: Final = b"\xff"

#: The byte order mark that some programs put before UTF-8: it is not part of the document.
BOM: Final = b"\xef\xbb\xbf"

#: Optional fields that hold a string, in the order of the contract.
_STRINGS: Final = ("title", "url", "published", "language", "source")

#: Fields that are read, so not ``extra``. A publisher's own ``sha256`` is replaced by ours.
KNOWN_FIELDS: Final = frozenset(("id", "text", "hints", "sha256", *_STRINGS))

#: What others call the text.
_MEANT: Final = ("body", "content", "articleBody", "content_text", "article", "description")

_JSON_TYPES: Final[Mapping[type, str]] = MappingProxyType(
    {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
        str: "a string",
        type(None): "null",
    }
)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a record is no article: a stable short ``type``, and a ``message`` for its sender.

    The message says what is wrong, where, and how to mend it; it never quotes more than a few
    characters of the record.
    """

    type: RejectionType
    message: str


def decode(record: bytes | None, *, max_bytes: int) -> Article | Rejection:
    """The article of a record of at most ``max_bytes`` bytes, or why it is none. Never raises."""
    fields = _read_object(record, max_bytes)
    if isinstance(fields, Rejection):
        return fields
    rejection = check_fields(fields)
    if rejection is not None:
        return rejection
    if record and (fields.keys() - KNOWN_FIELDS or fields.get("hints")):
        fields = exactjson.made_exact(fields, record.removeprefix(BOM))
    return article_of(fields)


def article_of(fields: Mapping[str, Any], *, sha256: str | None = None) -> Article:
    """The article of fields that are known to be right, those of an event's ``article``, say.

    ``sha256`` is computed unless it is given. Raises KeyError without ``text``.
    """
    text: str = fields["text"]
    title: str | None = fields.get("title")
    url: str | None = fields.get("url")
    digest = sha256 or content_hash(title, text)
    hints = fields.get("hints")
    extra = {name: value for name, value in fields.items() if name not in KNOWN_FIELDS}
    return Article(
        id=fields.get("id") or derive_id(url, digest),
        text=text,
        sha256=digest,
        title=title,
        url=url,
        published=fields.get("published"),
        language=fields.get("language"),
        source=fields.get("source"),
        hints=MappingProxyType(hints) if hints else EMPTY,
        extra=MappingProxyType(extra) if extra else EMPTY,
    )


def content_hash(title: str | None, text: str) -> str:
    """SHA-256 (hex) of the title's UTF-8, the byte FF, and the text's; no title is an empty one."""
    digest = hashlib.sha256((title or "").encode())
    digest.update(_BETWEEN)
    digest.update(text.encode())
    return digest.hexdigest()


def derive_id(url: str | None, sha256: str) -> str:
    """The id of an article without one: RFC 9562's UUID version 5 of its URL, else its hash."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, url)) if url else sha256


def fields_of(article: Article) -> dict[str, Any]:
    """An article's fields in the order of the contract, absent ones left out, extras last."""
    fields: dict[str, Any] = {"id": article.id}
    if article.title is not None:
        fields["title"] = article.title
    fields["text"] = article.text
    for name in _STRINGS[1:]:
        value = getattr(article, name)
        if value is not None:
            fields[name] = value
    if article.hints:
        fields["hints"] = article.hints
    for name, value in article.extra.items():
        fields.setdefault(name, value)
    return fields


def encode_article(article: Article) -> bytes:
    """The record of an article: `decode` gives the same article back."""
    return exactjson.dumps(fields_of(article))


def _read_object(record: bytes | None, max_bytes: int) -> dict[str, Any] | Rejection:
    """The record as a JSON object of bounded size and depth."""
    if record is None:
        return Rejection(
            "null-value",
            "The record has no value (a tombstone). Send the article as a JSON object.",
        )
    if len(record) > max_bytes:
        return Rejection(
            "too-large",
            f"The record has {len(record)} bytes, and an article may have {max_bytes}. "
            "Shorten the text, split it, or raise max_article_bytes.",
        )
    try:
        value = orjson.loads(record.removeprefix(BOM))
    except orjson.JSONDecodeError as error:
        return _unreadable(record, error)
    if not isinstance(value, dict):
        return Rejection(
            "not-an-object",
            f"The record is {_JSON_TYPES[type(value)]}, not a JSON object. "
            'Send {"text": "…"}, one article a record.',
        )
    if exactjson.deeper_than(value, MAX_DEPTH):
        return _too_deep()
    return value


def _unreadable(record: bytes, error: orjson.JSONDecodeError) -> Rejection:
    """Which of the three it is that orjson could not read: bytes, depth or syntax."""
    try:
        record.decode()
    except UnicodeDecodeError as fault:
        return Rejection(
            "not-utf8",
            f"Byte {fault.start} (0x{record[fault.start]:02x}) is not UTF-8. "
            "Encode the record as UTF-8.",
        )
    if "depth" in error.msg:
        return _too_deep()
    return Rejection(
        "not-json",
        f"The record is not JSON: {error.msg}, at line {error.lineno}, column {error.colno}. "
        "Send one JSON object (RFC 8259) a record.",
    )


def _too_deep() -> Rejection:
    return Rejection(
        "too-deep",
        f"Lists and objects nest more than {MAX_DEPTH} deep. Flatten the unknown fields.",
    )


def check_fields(fields: Mapping[str, Any]) -> Rejection | None:
    """What is wrong with the fields that have a meaning, if anything is."""
    text = fields.get("text")
    if text is None:
        meant = next((name for name in _MEANT if isinstance(fields.get(name), str)), None)
        rename = f' Rename "{meant}", if that is it.' if meant else ""
        return Rejection(
            "no-text", f'There is no field "text". It holds the article\'s body.{rename}'
        )
    if not isinstance(text, str):
        return _bad("text", text, "a string")
    if not text or text.isspace():
        return Rejection("no-text", 'The field "text" is empty or only white space.')
    for name in ("id", *_STRINGS):
        value = fields.get(name)
        if value is not None and not isinstance(value, str):
            return _bad(name, value, "a string, or left out")
    if len(fields.get("id") or "") > MAX_ID_CHARS:
        return Rejection(
            "bad-field",
            f'The field "id" has {len(fields["id"])} characters, and may have {MAX_ID_CHARS}. '
            "Shorten it, or leave it out: it is then derived from the url or the text.",
        )
    return _check_hints(fields.get("hints"))


def _check_hints(hints: Any) -> Rejection | None:
    if hints is None:
        return None
    if not isinstance(hints, dict):
        return _bad("hints", hints, 'an object such as {"country": "US"}, or left out')
    country = hints.get("country")
    if country is not None and not isinstance(country, str):
        return _bad("hints.country", country, "an ISO 3166-1 alpha-2 code such as US, or left out")
    return None


def _bad(name: str, value: Any, wanted: str) -> Rejection:
    return Rejection(
        "bad-field", f'The field "{name}" is {_JSON_TYPES[type(value)]}. It must be {wanted}.'
    )

"""Any bytes whatever give an article or a named rejection, and articles survive a round trip."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article.decode import (
    MAX_DEPTH,
    MAX_ID_CHARS,
    Rejection,
    content_hash,
    decode,
    encode_article,
)
from pipeline.article.model import Article

LIMIT = 1 << 20

texts = st.text(st.characters(exclude_categories=["Cs"]))
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(
    ["id", "title", "text", "url", "published", "language", "source", "hints", "sha256", "desk"]
)


def read(record: bytes | None, *, max_bytes: int = LIMIT) -> Article:
    article = decode(record, max_bytes=max_bytes)
    assert isinstance(article, Article), article
    return article


def refuse(record: bytes | None, *, max_bytes: int = LIMIT) -> Rejection:
    rejection = decode(record, max_bytes=max_bytes)
    assert isinstance(rejection, Rejection), rejection
    return rejection


@given(st.binary())
def test_any_bytes_give_an_article_or_a_rejection(record: bytes) -> None:
    """Nothing is raised, whatever the bytes."""
    assert isinstance(decode(record, max_bytes=64), Article | Rejection)


@given(st.dictionaries(names | texts, json_values, max_size=8))
def test_any_object_gives_an_article_or_a_rejection(fields: dict[str, Any]) -> None:
    """Nothing is raised for fields of any type, and an article is what its record says."""
    result = decode(json.dumps(fields).encode(), max_bytes=LIMIT)
    if isinstance(result, Article):
        assert result.text == fields["text"]
        assert result.title == fields.get("title")
        assert result.id


@given(
    st.fixed_dictionaries(
        {"text": texts.filter(lambda text: bool(text.strip()))},
        optional={
            "id": texts.filter(lambda id: 0 < len(id) <= MAX_ID_CHARS),
            "title": texts,
            "url": texts,
            "published": texts,
            "language": texts,
            "source": texts,
            "hints": st.dictionaries(texts, json_values, max_size=2).filter(
                lambda hints: isinstance(hints.get("country", ""), str)
            ),
            "desk": json_values,
        },
    )
)
def test_encode_then_decode_gives_the_same_article(fields: dict[str, Any]) -> None:
    """An article survives its own record, and the record its own article."""
    article = read(json.dumps(fields).encode())
    record = encode_article(article)
    assert read(record) == article
    assert encode_article(read(record)) == record


@pytest.mark.parametrize(
    ("record", "type", "says"),
    [
        (None, "null-value", "JSON object"),
        (b"", "not-json", "line 1"),
        (b'{"text": "x"', "not-json", "column"),
        (b'{"text": NaN}', "not-json", "RFC 8259"),
        (b'{"text": "\\ud800"}', "not-json", "surrogate"),
        (b'{"text": "caf\xe9"}', "not-utf8", "0xe9"),
        ('{"text": "x"}'.encode("utf-16"), "not-utf8", "Byte 0 (0xff)"),
        (b'{"text": "\xed\xa0\x80"}', "not-utf8", "UTF-8"),
        (b'["text"]', "not-an-object", "a list"),
        (b"null", "not-an-object", "null"),
        (b"true", "not-an-object", "true or false"),
        (b"1.5", "not-an-object", "a number"),
        (b'"text"', "not-an-object", "a string"),
        (b"{}", "no-text", '"text"'),
        (b'{"text": null}', "no-text", '"text"'),
        (b'{"text": " \\n\\u00a0\\u2003"}', "no-text", "white space"),
        (b'{"text": 5}', "bad-field", '"text" is a number'),
        (b'{"text": "x", "title": ["y"]}', "bad-field", '"title" is a list'),
        (b'{"text": "x", "id": 7}', "bad-field", '"id" is a number'),
        (b'{"text": "x", "hints": "US"}', "bad-field", "country"),
        (b'{"text": "x", "hints": {"country": 1}}', "bad-field", "hints.country"),
    ],
)
def test_rejections_have_a_name_and_a_mend(record: bytes | None, type: str, says: str) -> None:
    """Each kind of fault has its own name, and its message says where."""
    rejection = refuse(record)
    assert rejection.type == type
    assert says in rejection.message


def test_size_is_bounded_first() -> None:
    """A record over the limit is refused unread; one at the limit is an article."""
    record = b'{"text": "x"}'
    assert refuse(record, max_bytes=len(record) - 1).type == "too-large"
    assert read(record, max_bytes=len(record)).text == "x"


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_depth_is_bounded(opening: str) -> None:
    """Nesting stops at the limit, and a hundred thousand levels do no harm."""
    closing = "]" if opening == "[" else "}"

    def nested(levels: int) -> bytes:
        inner = opening * (levels - 1) + "1" + closing * (levels - 1)
        return f'{{"text": "x", "deep": {inner}}}'.encode()

    assert encode_article(read(nested(MAX_DEPTH)))
    assert refuse(nested(MAX_DEPTH + 1)).type == "too-deep"
    assert refuse(nested(100_000)).type == "too-deep"


def test_id_comes_from_the_publisher_then_the_url_then_the_content() -> None:
    """The same article always gets the same id."""
    assert read(b'{"id": "a", "url": "https://e.org/1", "text": "x"}').id == "a"
    by_url = read(b'{"url": "https://e.org/1", "text": "x"}').id
    assert by_url == "43620cf5-c51d-5cae-95cf-683dea7fc57d"
    assert by_url == read(b'{"url": "https://e.org/1", "text": "corrected"}').id
    bare = read(b'{"title": "t", "text": "x"}')
    assert bare.id == bare.sha256 == hashlib.sha256(b"t\xffx").hexdigest()
    assert read(b'{"id": "", "title": "t", "text": "x"}').id == bare.id


def test_too_long_an_id_is_refused() -> None:
    """The key of a record stays short."""
    assert refuse(json.dumps({"id": "i" * (MAX_ID_CHARS + 1), "text": "x"}).encode()).type == (
        "bad-field"
    )


@given(texts, texts, texts, texts)
def test_content_hash_tells_title_from_text(a: str, b: str, c: str, d: str) -> None:
    """Moving characters between title and text changes the hash."""
    assert (content_hash(a, b) == content_hash(c, d)) == ((a, b) == (c, d))


def test_text_is_kept_to_the_character() -> None:
    """NUL, emoji, combining marks, carriage returns and spaces at both ends stay as they are."""
    text = " \x00 e\u0301 \u00e9 😀\r\n\u2028 \ufeff "
    assert read(json.dumps({"text": text}).encode()).text == text


def test_a_byte_order_mark_is_taken_off() -> None:
    """Files from Windows programs start with one."""
    assert read(b'\xef\xbb\xbf{"text": "x"}').text == "x"


@pytest.mark.parametrize(
    "number",
    [
        "18446744073709551616",
        "-9223372036854775809",
        "0.10000000000000000001",
        "1E-400",
        "7",
        "2.5",
    ],
)
def test_unknown_numbers_keep_every_digit(number: str) -> None:
    """Numbers that a double would change come out as they went in."""
    record = f'{{"text":"x","desk":{{"n":[{number}]}}}}'.encode()
    assert f'"desk":{{"n":[{number}]}}'.encode() in encode_article(read(record))


def test_unknown_fields_pass_and_a_foreign_sha256_does_not() -> None:
    """Extras come last, in the sender's order; the hash is always ours."""
    record = b'{"zeta":1,"text":"x","sha256":"forged","alpha":null}'
    article = read(record)
    assert dict(article.extra) == {"zeta": 1, "alpha": None}
    assert article.sha256 == content_hash(None, "x")
    assert encode_article(article).endswith(b'"text":"x","zeta":1,"alpha":null}')

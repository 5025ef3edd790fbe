"""What lies in files in other ways than as plain UTF-8: packed, recoded, damaged, or not at all."""

from __future__ import annotations

import gzip
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.article.formats import Found, Unreadable, read

LINES = '{"text": "Il pleut à Liège."}\n{"text": "Dežuje – v Kranju."}\n'
TEXTS = ["Il pleut à Liège.", "Dežuje – v Kranju."]
LIMIT = 4096


def told(file: Path | str, begin: str | None = None) -> list[str]:
    """The texts that were read, and the types of faults."""
    return [
        item.article.text if isinstance(item, Found) else item.type
        for item in read([file], max_bytes=LIMIT, begin=begin)
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_byte_order_mark_and_gzip_are_understood(
    tmp_path: Path, encoding: str, pack: type[bytes]
) -> None:
    """Whatever the name says; the texts are the same, so the ids are."""
    data = pack(LINES.encode(encoding))
    (tmp_path / "a.jsonl").write_bytes(data)
    (tmp_path / "b.jsonl.gz").write_bytes(data)
    assert told(tmp_path) == TEXTS * 2
    given = read(["-"], max_bytes=LIMIT, stdin=io.BytesIO(data))
    assert [item.article.text for item in given if isinstance(item, Found)] == TEXTS
    (tmp_path / "c.txt").write_bytes(pack(LINES.encode(encoding)))
    assert told(tmp_path / "c.txt") == [LINES]


def test_big_endian_too(tmp_path: Path) -> None:
    """As old Macs and Java write it."""
    (tmp_path / "a.json").write_bytes(b"\xfe\xff" + '{"text": "Liège"}'.encode("utf-16-be"))
    assert told(tmp_path / "a.json") == ["Liège"]


def test_long_lines_of_another_encoding_are_whole(tmp_path: Path) -> None:
    """Characters of one, two, three and four bytes over many buffers."""
    text = "aé€😀" * 40_000
    (tmp_path / "a.txt").write_bytes(text.encode("utf-16"))
    (item,) = read([tmp_path / "a.txt"], max_bytes=1 << 20)
    assert isinstance(item, Found)
    assert item.article.text == text


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl"])
def test_of_a_file_that_breaks_off_what_came_before_is_kept(tmp_path: Path, name: str) -> None:
    """The rest is a fault, not silence."""
    whole = gzip.compress(LINES.encode() * 300)
    (tmp_path / name).write_bytes(whole[: len(whole) - 20])
    found = told(tmp_path / name)
    assert found[:2] == TEXTS
    assert found[-1] == "unreadable-file"
    (tmp_path / name).write_bytes(b"\x1f\x8b" + b"x" * 100)
    assert told(tmp_path / name) == ["unreadable-file"]
    (tmp_path / name).write_bytes(LINES.encode("utf-16") + b"\x00")
    assert told(tmp_path / name)[-1] == "unreadable-file"


def test_what_unpacks_without_end_is_bounded(tmp_path: Path) -> None:
    """A small file may hold gigabytes."""
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"a" * 1_000_000))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"a" * 1_000_000 + b"\n" + LINES.encode()))
    assert told(tmp_path) == ["too-large", "too-large", *TEXTS]


def test_zeros_are_no_text(tmp_path: Path) -> None:
    """UTF-16 without a mark would pass as UTF-8 with a zero after each letter."""
    (tmp_path / "a.txt").write_bytes("Rain fell.".encode("utf-16-le"))
    (item,) = read([tmp_path / "a.txt"], max_bytes=LIMIT)
    assert isinstance(item, Unreadable)
    assert item.type == "not-utf8"
    assert "iconv -f utf-16le" in item.message


def test_other_encodings_are_named_with_the_mend(tmp_path: Path) -> None:
    """Which byte it is, and what to type."""
    (tmp_path / "a.txt").write_bytes("Liège".encode("cp1252"))
    (item,) = read([tmp_path / "a.txt"], max_bytes=LIMIT)
    assert isinstance(item, Unreadable)
    assert "Byte 2 (0xe8)" in item.message
    assert "iconv -f windows-1252" in item.message


def test_names_that_are_no_names(tmp_path: Path) -> None:
    """An empty one is not the current folder; one that is too long is a fault of that file."""
    (tmp_path / "b.txt").write_text("Rain")
    given = read(["", "x" * 5000, tmp_path / "b.txt"], max_bytes=LIMIT)
    assert [getattr(item, "type", "found") for item in given] == [
        "unreadable-file", "unreadable-file", "found",
    ]  # fmt: skip


def test_bytes_of_a_name_that_are_no_text_are_shown_as_such(tmp_path: Path) -> None:
    """The article is read; its place can be printed and encoded."""
    path = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("Rain")
    (item,) = read([tmp_path], max_bytes=LIMIT)
    assert isinstance(item, Found)
    assert item.file.endswith("caf\ufffd.txt")
    assert item.where.encode()


@contextmanager
def without_rights() -> Iterator[None]:
    """As nobody, where the tests run as root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_what_may_not_be_read_stops_nothing() -> None:
    """A folder and a file without the right to read them are named, and the rest comes."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        (top / "a").mkdir()
        (top / "b.txt").write_text("closed")
        (top / "c.txt").write_text("open")
        top.chmod(0o755)
        (top / "a").chmod(0o311)
        (top / "b.txt").chmod(0)
        with without_rights():
            items = list(read([top], max_bytes=LIMIT))
        (top / "a").chmod(0o755)
    assert [getattr(item, "type", "found") for item in items] == [
        "unreadable-file", "unreadable-file", "found",
    ]  # fmt: skip
    assert [Path(item.file).name for item in items] == ["a", "b.txt", "c.txt"]


def test_reading_begins_at_a_place(tmp_path: Path) -> None:
    """What comes before it is passed over: files, and lines of its own file."""
    (tmp_path / "a.txt").write_text("first")
    (tmp_path / "b.jsonl").write_text('{"text": "1"}\n\nbad\n{"text": "4"}\n')
    (tmp_path / "c:7.txt").write_text("last")
    assert told(tmp_path, f"{tmp_path}/b.jsonl") == ["1", "not-json", "4", "last"]
    assert told(tmp_path, f"{tmp_path}/b.jsonl:2") == ["not-json", "4", "last"]
    assert told(tmp_path, f"{tmp_path}/b.jsonl:4") == ["4", "last"]
    assert told(tmp_path, f"{tmp_path}/c:7.txt") == ["last"]
    assert told(tmp_path, "elsewhere:1") == ["no-such-place"]

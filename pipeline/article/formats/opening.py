"""Bytes as they lie in files become plain ones: gzip is unpacked, UTF-16 and UTF-32 turn to UTF-8.

Both are told by their first bytes, whatever the name says. Pure: standard library only; reading
what was opened raises OSError, and one of `DAMAGED` where it breaks off or makes no sense.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final, cast

if TYPE_CHECKING:
    from typing_extensions import Buffer

#: What reading raises of damaged data: cut off, not as gzip packs it, not of its encoding.
DAMAGED: Final = (EOFError, zlib.error, UnicodeError, gzip.BadGzipFile)

#: The first two bytes of gzip (RFC 1952, section 2.3.1).
_GZIP: Final = b"\x1f\x8b"

#: Byte order marks and what they stand before. That of UTF-32 begins as that of UTF-16 does.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_UTF8_BYTES: Final = 4


def unpacked(stream: BinaryIO) -> BinaryIO:
    """A stream without the gzip around it, if there is one."""
    source = _peekable(stream)
    if source.peek(2)[:2] != _GZIP:
        return source
    return cast(BinaryIO, gzip.GzipFile(fileobj=source))


def recoded(stream: BinaryIO) -> BinaryIO:
    """A stream in UTF-8 of one that begins with the mark of UTF-16 or UTF-32."""
    source = _peekable(stream)
    first = source.peek(4)
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return io.BufferedReader(_Recoded(source, encoding))
    return source


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    """A stream that can be looked into; what has no such look is read through a buffer."""
    if hasattr(stream, "peek"):
        return cast(io.BufferedReader, stream)
    return io.BufferedReader(cast(io.RawIOBase, stream))


class _Recoded(io.RawIOBase):
    """The UTF-8 bytes of a stream of another encoding; line ends stay what they are."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        data = self._text.read(max(1, len(view) // _MOST_UTF8_BYTES)).encode()
        view[: len(data)] = data
        return len(data)

"""Files, folders and streams become articles, one at a time, in order; faults have their place.

The one module of ``article/`` that touches the disk. A line or file that is no article gives an
`Unreadable` with its place, and the rest still come.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from pipeline.article.formats.opening import DAMAGED, unpacked
from pipeline.article.formats.readers import READERS, Found, Item, Reader, Unreadable, json_lines

__all__ = ["Found", "Item", "Unreadable", "read"]


def read(
    paths: Iterable[str | Path],
    *,
    max_bytes: int,
    stdin: BinaryIO | None = None,
    begin: str | None = None,
) -> Iterator[Item]:
    """The articles of files, of folders (all below them, sorted), and of ``-`` (JSON lines).

    ``max_bytes`` is the limit of an article's record. Files of a folder that are of no known
    format, and hidden ones, are passed over; a file that is named itself must be of one. With
    ``begin``, a ``FILE`` or ``FILE:LINE`` among them, what comes before that place is passed over.
    """
    for name, items in _sources(paths, max_bytes, stdin):
        line = None if begin is None else _line_in(name, begin)
        if begin is None:
            yield from items
        elif line is not None:
            begin = None
            yield from itertools.dropwhile(_is_before(line), items)
    if begin is not None:
        yield Unreadable("no-such-place", "There is no such place to begin at.", begin)


def _line_in(name: str, place: str) -> int | None:
    """The line of a place ``FILE:LINE`` in the file ``name``; None when it is of another file."""
    if place == name:
        return 0
    file, _, line = place.rpartition(":")
    return int(line) if file == name and line.isdecimal() else None


def _is_before(line: int) -> Callable[[Item], bool]:
    return lambda item: (item.line or line) < line


def _sources(
    paths: Iterable[str | Path], max_bytes: int, stdin: BinaryIO | None
) -> Iterator[tuple[str, Iterator[Item]]]:
    """What there is to read, one file after the other: its name, and its items."""
    for path in paths:
        if str(path) == "-":
            yield "-", _read_stdin(stdin, max_bytes)
        elif not str(path):  # to pathlib, the current folder
            yield "", iter([Unreadable("unreadable-file", "The name is empty.", "")])
        else:
            bare = True
            for file in _files(Path(path)):
                bare = False
                if isinstance(file, Unreadable):
                    yield file.file, iter([file])
                else:
                    yield _shown(file), _read_file(file, max_bytes)
            if bare:
                name = _shown(Path(path))
                yield name, iter([Unreadable("no-article", _BARE, name)])


_BARE: Final = "It holds no file of a known format: .txt .html .json .jsonl, each also with .gz."


def _files(path: Path) -> Iterator[Path | Unreadable]:
    """A file itself, or the files of known formats below a folder, in the order of their names."""
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises on names that are too long
        yield path
        return
    try:
        entries = sorted(path.iterdir())
    except OSError as error:
        yield Unreadable("unreadable-file", f"{error.strerror or error}.", _shown(path))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry)
        elif entry.is_file() and _reader_of(entry) is not None:
            yield entry


def _shown(path: Path) -> str:
    """A file's name as text; bytes of it that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode(errors="replace")


def _reader_of(file: Path) -> Reader | None:
    """The reader of a file's format, told by the end of its name; ``.gz`` may come after it."""
    name = file.name.lower().removesuffix(".gz")
    return READERS.get(PurePath(name).suffix)


def _read_stdin(stdin: BinaryIO | None, max_bytes: int) -> Iterator[Item]:
    if stdin is None:
        yield Unreadable("no-input", "There is no standard input to read.", "-")
    else:
        yield from _read_stream(json_lines, stdin, "-", max_bytes)


def _read_file(file: Path, max_bytes: int) -> Iterator[Item]:
    reader = _reader_of(file)
    name = _shown(file)
    try:
        if reader is None:
            file.stat()  # what is not there is missing, whatever its name ends in
            known = " ".join(sorted(READERS))
            message = (
                f"Its name must end in one of {known}, or one of these and .gz. JSON lines of any "
                "other name: … - < FILE."
            )
            yield Unreadable("unknown-format", message, name)
            return
        with file.open("rb") as stream:
            yield from _read_stream(reader, stream, name, max_bytes)
    except OSError as error:
        yield Unreadable("unreadable-file", f"{error.strerror or error}.", name)


def _read_stream(reader: Reader, stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Item]:
    """What a reader makes of a stream, and of one that breaks off, the fault."""
    try:
        yield from reader(unpacked(stream), name, max_bytes)
    except DAMAGED as error:
        message = f"It is damaged, or not whole: {error}. What came before was read."
        yield Unreadable("unreadable-file", message, name)
    except OSError as error:
        yield Unreadable("unreadable-file", f"{error.strerror or error}.", name)

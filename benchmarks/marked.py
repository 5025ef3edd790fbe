"""Reads texts with marked names: JSON lines of gold, or plain text with ``[PER …]`` in it.

Plain texts are items with one blank line between them; lines that begin with ``#`` are comments.
Marks are ``[PER …]``, ``[ORG …]``, ``[LOC …]`` and ``[MISC …]``, never nested.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_MARK = re.compile(r"\[(PER|ORG|LOC|MISC) ([^\[\]]+)\]")


def records(path: Path) -> list[dict[str, Any]]:
    """``{"id", "text", "gold": [{"start", "end", "type"}]}`` of each text, offsets in code points.

    Raises `ValueError` where a bracket of a plain text belongs to no mark.
    """
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in content.splitlines()]
    lines = (line for line in content.split("\n") if not line.startswith("#"))
    items = (item.strip("\n") for item in re.split(r"\n[ \t]*\n", "\n".join(lines)))
    return [
        _record(f"{path.stem}-{number}", item)
        for number, item in enumerate((item for item in items if item.strip()), start=1)
    ]


def _record(name: str, item: str) -> dict[str, Any]:
    text, marks = unmarked(item, _MARK, 2)
    gold = [{"start": start, "end": end, "type": mark[1]} for start, end, mark in marks]
    if "[" in text or "]" in text:
        place = text.index("[" if "[" in text else "]")
        raise ValueError(f"{name}: a bracket of no mark: {text[max(place - 20, 0) : place + 20]!r}")
    return {"id": name, "text": text, "gold": gold}


def unmarked(
    content: str, mark: re.Pattern[str], *groups: int
) -> tuple[str, list[tuple[int, int, re.Match[str]]]]:
    """The plain text, and each mark with the start and end in it of what was marked.

    What was marked is the first of ``groups`` that took part in the match.

    >>> unmarked("In [Paris|TX].", re.compile(r"\\[(\\w+)\\|(\\w+)\\]"), 1)[0]
    'In Paris.'
    """
    text, at = "", 0
    marks = []
    for match in mark.finditer(content):
        text += content[at : match.start()]
        start = len(text)
        text += next(match[group] for group in groups if match[group] is not None)
        marks.append((start, len(text), match))
        at = match.end()
    return text + content[at:], marks

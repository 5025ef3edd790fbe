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
    text, at = "", 0
    gold = []
    for mark in _MARK.finditer(item):
        text += item[at : mark.start()]
        gold.append({"start": len(text), "end": len(text) + len(mark[2]), "type": mark[1]})
        text, at = text + mark[2], mark.end()
    text += item[at:]
    if "[" in text or "]" in text:
        place = text.index("[" if "[" in text else "]")
        raise ValueError(f"{name}: a bracket of no mark: {text[max(place - 20, 0) : place + 20]!r}")
    return {"id": name, "text": text, "gold": gold}

"""Texts in which people marked names in brackets, for the tests that read them."""

from __future__ import annotations

import re


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

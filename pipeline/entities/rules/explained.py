"""Acronyms that brackets or an apposition explain, and names that explain acronyms.

"International Criminal Court (ICC)", "ICC (International Criminal Court)", "the Landless Workers
Movement, or MST, said".

Pure: standard library and tables. Each name looks at few characters behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.entities.rules.found import Found
from pipeline.entities.rules.initials import abbreviates, may_abbreviate
from pipeline.entities.rules.tables import known_names

_IN_BRACKETS: Final = re.compile(r" ?\(([^()\n]{2,60})\)")
#: "the Landless Workers Movement, or MST, said", in whatever language its letters stand for it.
_OR: Final = re.compile(r", or (?:the )?([A-Z]{2,8})(?=[,.;]|['’]s\b)")
#: "the National Accountability Bureau, the NAB, said".
_APPOSED: Final = re.compile(r", (?:or |known as )?(?:the )?([A-Z]{2,8})(?=[,.;]|['’]s\b)")


def acronyms_of(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """The bracketed acronyms of names, and the names that brackets explain, labelled alike."""
    more: list[Found] = []
    taken = {(item.field, item.start) for item in found}
    for item in found:
        text = texts[item.field]
        sign = text[item.end : item.end + 2]
        if "(" in sign:
            match = _IN_BRACKETS.match(text, item.end)
        elif sign == ", " and item.label == "ORG":
            match = _APPOSED.match(text, item.end)
        else:
            continue
        if match is None or (item.field, match.start(1)) in taken:
            continue
        if sign == ", " and match[1] not in known_names() and _OR.match(text, item.end):
            more.append(Found(item.field, match.start(1), match.end(1), "ORG"))
            continue
        fits = may_abbreviate if item.label == "ORG" and "(" in sign else abbreviates
        if fits(match[1], text[item.start : item.end]):
            more.append(Found(item.field, match.start(1), match.end(1), item.label))
    return more

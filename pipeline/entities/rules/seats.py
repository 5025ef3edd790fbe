"""Seats of assemblies, which recognisers take for persons or bodies: "the Member for Talasea".

Pure: standard library. Each pattern looks at few characters beside the name.
"""

from __future__ import annotations

import re
from typing import Final

_BEFORE: Final = re.compile(
    r"\b(?:(?:[Mm]ember(?: of [Pp]arliament)?|MPs?|M\.P\.|MNA|MPA|MLA|TD|MHR|[Ss]enator|"
    r"[Ll]awmaker|[Cc]ongressman|[Dd]eputy) for|"
    r"by-?election in|(?:constituency|seat|ward|electorate|electoral area) of) \Z"
)
_AFTER: Final = re.compile(
    r" (?:(?:parliamentary |assembly |senatorial |state |federal )?(?:constituency|by-?election|"
    r"constituents|electorate|electoral area)|(?:parliamentary|assembly|senate|senatorial) "
    r"(?:seat|district))\b"
)
#: "Kesavan Pillai, Sungai Siput MP, said".
_MEMBER: Final = re.compile(r" (?:MP|MLA|MNA|MPA|TD|MHR)(?=[,.;)])")
#: How what `_AFTER` and `_MEMBER` look for begins.
_FIRST: Final = ("con", "by", "parl", "ass", "sen", "state ", "elector", "fed", "M", "TD")
_REACH: Final = 30


def is_seat(text: str, start: int, end: int) -> bool:
    """Whether what stands beside ``text[start:end]`` is said of what a member sits for."""
    opener = text[start - 4 : start].endswith(("for ", " of ", " in "))
    if opener and _BEFORE.search(text[max(0, start - _REACH) : start]):
        return True
    if text[end : end + 1] != " " or not text.startswith(_FIRST, end + 1):
        return False
    if _AFTER.match(text, end):
        return True
    return text[start - 2 : start] == ", " and _MEMBER.match(text, end) is not None

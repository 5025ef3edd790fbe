"""Bodies and whose they are: "Lillard & Co. | of Indianapolis", "Minister of | Labour".

Pure: standard library and tables.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pipeline.entities.rules.tables import by_label, known_names, words

_OFFICE: Final = re.compile(r" (?:[Mm]inister|[Ss]ecretary)\b")
#: How words end for what parties stand for: "of Proletarian Unity".
_OF_THINGS: Final = ("ity", "tion", "sion", "ism", "ness", "ment", "ship", "ance", "ence", "dom")


@lru_cache(maxsize=16_384)
def owner_in(name: str) -> tuple[int, str]:
    """Where a place or person begins whose body the name is, with the label, or 0.

    "Lillard & Co. of Indianapolis", "Move Forward Party of Pita Limsakul"; "Peanut Corp. of
    America" is one name, and so are "Steel Authority of India" and "Workers' Party of Kurdistan".
    """
    body, _, owner = name.rpartition(" of ")
    table, last, at = known_names().get(owner), body.rpartition(" ")[2], len(name) - len(owner)
    if last in words("party"):
        parts = owner.split()
        return (at, "PERSON") if body.count(" ") > 1 and _are_persons(parts) else (0, "")
    if last in words("trade") and " " in body and " of " not in body:
        seated = table in {"cities", "towns", "countries", "states"}
    else:
        seated = last in words("designator") and table in {"cities", "towns"}
    return (at, "GPE") if seated else (0, "")


def _are_persons(parts: list[str]) -> bool:
    """Whether two or three words are none that bodies are called by."""
    return len(parts) in (2, 3) and all(
        part.isalpha()
        and part[:1].isupper()
        and part not in words("plain in names")
        and part not in by_label("heads")
        and not part.endswith(_OF_THINGS)
        and part not in known_names()
        for part in parts
    )


def is_portfolio(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is what a minister is the minister of.

    "Minister of | Labour", "| Interior | minister Roberto Rios".
    """
    if text[end : end + 5] in (" mini", " secr", " Mini", " Secr"):
        return text[start:end] in words("portfolio") and _OFFICE.match(text, end) is not None
    if text[start - 4 : start] not in (" of ", "for ") or text[start:end].isupper():
        return False
    return text[max(0, start - 20) : start - 4].rstrip().endswith(("inister", "ecretary"))

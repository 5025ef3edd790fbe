"""Whether an acronym is made of a name's initials.

Pure: standard library and tables.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.entities.rules.found import WORD
from pipeline.entities.rules.tables import words

_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z0-9&.-]{0,8}[A-Z0-9]\.?")


def abbreviates(short: str, full: str) -> bool:
    """Whether ``short`` is made of the first letters of ``full``'s words, in order.

    >>> abbreviates("ICC", "International Criminal Court"), abbreviates("ICC", "Court of Appeal")
    (True, False)
    """
    if len(short) > 12 or not _ACRONYM.fullmatch(short):
        return False
    wanted = "".join(char for char in short if char.isalnum()).upper()
    parts = WORD.findall(full)
    if len(wanted) < 2 or len(parts) < 2:
        return False
    every = "".join(part[0] for part in parts)
    main = "".join(part[0] for part in parts if part.lower() not in words("linking"))
    upper = "".join(char for part in parts for char in part if char.isupper() or char.isdigit())
    return wanted in {every.upper(), main.upper(), upper.upper()}

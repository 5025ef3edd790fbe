"""What the shape of a name tells: "Remedios Núñez Ordóñez", "Idris ap Gruffydd", "Vereinsbank".

Surnames of many peoples end as little else does, a patronymic or a small "bin" stands between the
parts of persons' names alone, and firms of some languages are one long word.

Pure: standard library and tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.entities.rules.tables import words

#: Parts of the longest name of a person whose surname tells it.
LONGEST: Final = 4
#: Letters of the longest ending of a surname.
_ENDING: Final = 8
#: Patronymics between two names: "Ivan Ivanovich Petrov".
_PATRONYMIC: Final = re.compile(r"\w{2,20}(?:[oey]vi?ch|[oe]vna|ichna|ovych)")
#: Words of firms and papers that are written as one: "Vereinsbank", "Handelszeitung".
_ONE_WORD: Final = re.compile(
    r"[\w-]{4,30}(?:sbank|nbank|banken|werke|gesellschaft|gruppe|verein|zeitung|anzeiger|bladet|"
    r"tidende|posten)"
)


def is_personal(parts: Sequence[str]) -> bool:
    """Whether the words of a name are a person's by an ending, a patronymic or a particle.

    >>> is_personal(["Remedios", "Núñez", "Ordóñez"]), is_personal(["Colegio", "Hernández"])
    (True, False)
    """
    if not 2 <= len(parts) <= LONGEST or not parts[0][0].isupper():
        return False
    if parts[0] in words("no first name"):
        return False
    if any(part in words("child of") for part in parts[1:-1]) and parts[-1][0].isupper():
        return True
    if not all(part[:1].isupper() and part.replace("-", "").isalpha() for part in parts):
        return False
    if len(parts) == 3 and _PATRONYMIC.fullmatch(parts[1]):
        return True
    last, endings = parts[-1], words("ending of a surname")
    longest = min(_ENDING, len(last) - 2)
    return any(last[-size:] in endings for size in range(2, longest + 1))


def is_one_word_of_a_body(word: str) -> bool:
    """Whether the last word of a name is a firm's or paper's in one: "Bayerische Vereinsbank"."""
    return _ONE_WORD.fullmatch(word) is not None

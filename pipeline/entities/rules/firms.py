"""Whether the words beside a name are said of a firm or of a person.

"Halvorsen fell 4 percent", "shares of Halvorsen", "Halvorsen said in a statement it would" are
said of firms; "Halvorsen, 63,", "Halvorsen's wife", "Halvorsen said he" of persons.

Pure: standard library. Each pattern looks at few characters from the name on.
"""

from __future__ import annotations

import re
from typing import Final

#: What only firms own.
_OWNED: Final = (
    r"sales|revenues?|earnings|turnover|share price|shares|bonds|operating (?:profit|loss|income)|"
    r"net (?:profit|loss|income)|pre-?tax (?:profit|loss)|quarterly (?:profit|loss|earnings)|"
    r"chief executive|CEO|CFO|shareholders|creditors|customers|suppliers|subsidiar(?:y|ies)|"
    r"plants?|factor(?:y|ies)|refiner(?:y|ies)|headquarters|products|workforce"
)
_MOVED: Final = (
    r"fell|rose|gained|lost|dropped|slipped|climbed|jumped|eased|shed|added|surged|plunged|"
    r"tumbled|slid|advanced|declined|closed|ended|traded|finished|(?:was|were) (?:up|down|off)"
)
_SUM: Final = (
    r"(?:[$€£¥]\d|\d[\d.,/]*(?: \d/\d+)?(?:%| (?:percent|per cent|pct|cents?|pence|euros?|yen|won|"
    r"marks|francs|pesos|rupees|kronor|crowns|ringgit|baht|rand)\b| to \d))"
)
_DAY: Final = r"(?:,? (?:in a statement|(?:on )?[A-Z][a-z]+day|late [A-Z][a-z]+day)){0,2}"
_AFTER_FIRM: Final = re.compile(
    rf"(?:['’]s? (?:[a-z-]+ )?(?:{_OWNED})\b"
    rf"| (?:shares?|stock|bonds) (?:{_MOVED})\b"
    rf"| (?:{_MOVED})(?: [a-z]+){{0,2}} {_SUM}"
    r"| (?:will|would|to|plans? to|is to) (?:cut|lay off|shed|eliminate) [\d,]+ "
    r"(?:jobs|workers|posts)\b"
    rf"| (?:said|says){_DAY},? (?:that )?its (?:[a-z-]+ ){{0,2}}(?:{_OWNED})\b)"
)
_MAYBE_FIRM: Final = re.compile(
    rf" (?:said|says|announced|confirmed|denied){_DAY},?(?: that)? (?:it|its)\b"
    r"| said in a (?:statement|filing|release)\b|, which\b|,? based in\b"
    r"|, (?:its|the) (?:[a-z-]+ ){0,2}(?:company|firm|maker|bank|unit)\b"
    r"| (?:shares|stock|went public|employs|manufactures)\b"
    r"| (?:had )?reported (?:its |net |record |higher |lower )"
)
_BEFORE_FIRM: Final = re.compile(
    r"\b(?:(?:shares|stock|stake|investors|shareholders) (?:in|of)|analysts? (?:at|with|for)|"
    r"(?:employees|customers|creditors) (?:of|at)|(?:subsidiary|unit|takeover|acquisition) of|"
    r"to (?:take over|acquire|buy out)|manufactured by) \Z",
    re.I,
)
_MAYBE_BEFORE: Final = re.compile(
    r"\b(?:competitors?|company|firm|(?:auto|car|toy|drug|steel|ship)?maker|retailer|"
    r"owned by|made by|merge[rd]? with|bid for|(?:executives?|workers) (?:of|at)) \Z",
    re.I,
)
_AFTER_PERSON: Final = re.compile(
    r"(?:, (?:aged? )?\d{1,2}(?:,| years)"
    r"|,? who\b|,? (?:himself|herself)\b"
    r"|['’]s? (?:wife|husband|widow|sons?|daughters?|fathers?|mother|brothers?|sisters?|"
    r"family|lawyers?|death|funeral|career|birthday|childhood|children|parents)\b"
    r"| (?:was|is) (?:born|married|elected|arrested|charged|sentenced|jailed|survived)\b"
    r"| (?:said|says|told|[a-z]{3,12}ed)(?: [A-Za-z]+){0,3},? (?:that )?(?:he|she|his|her)\b)"
)

#: With what `_AFTER_FIRM` may begin, a blank before it.
_FIRST: Final = frozenset({"shares", "share", "stock", "bonds", "said", "says", "was", "were"})
_FUTURE: Final = frozenset({"will", "would", "to", "plan", "plans", "is"})
_FIRST_WORDS: Final = _FIRST | _FUTURE | frozenset(_MOVED.split("|")[:19])
#: The two characters with which what `is_firm` looks for begins.
FIRM_OPENS: Final = frozenset({"'s", "’s", "' ", "’ "} | {f" {word[0]}" for word in _FIRST_WORDS})
#: What is said of a firm surely or probably, of a person, or of either.
FIRM, FIRM_MAYBE, PERSON, UNKNOWN = 2, 1, -2, 0
#: Characters before a name in which what is said of firms begins.
_REACH: Final = 28


def is_firm(text: str, end: int) -> bool:
    """Whether what follows a name that ends at ``end`` is said of firms alone."""
    sign = text[end : end + 1]
    if sign == " ":
        if text[end + 1 : end + 12].split(" ", 1)[0] not in _FIRST_WORDS:
            return False
    elif sign not in ("'", "’"):
        return False
    return _AFTER_FIRM.match(text, end) is not None


def said_of(text: str, start: int, end: int) -> int:
    """What the words beside ``text[start:end]`` are said of: `FIRM`, `PERSON`, or nothing sure.

    >>> said_of("Shares of Halvorsen fell.", 10, 19) == FIRM
    True
    >>> said_of("Halvorsen, 63, left.", 0, 9) == PERSON
    True
    """
    before = text[max(0, start - _REACH) : start]
    if is_firm(text, end) or _BEFORE_FIRM.search(before):
        return FIRM
    if _AFTER_PERSON.match(text, end):
        return PERSON
    if _MAYBE_FIRM.match(text, end) or _MAYBE_BEFORE.search(before):
        return FIRM_MAYBE
    return UNKNOWN

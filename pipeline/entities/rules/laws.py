"""Statutes and cases by name: "the Freedom of Information Act", "Roe v. Wade".

A recogniser misses them, or takes what they are called after for places and persons. A statute is
the capitalised words before "Act" or "Bill", with the small ones between them; two parties with a
"v." between them are a case where the text speaks of courts, and a match anywhere else.

Pure: standard library and tables. Linear in the text: each finding looks at few words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.entities.rules.found import CAPITAL, Found, Span, named_anew, surface
from pipeline.entities.rules.tables import words

_LABEL: Final = "LAW"
#: Words of a statute's name or of a party's, at most.
LONGEST: Final = 12
#: Characters in which they stand.
_REACH: Final = 140

_STATUTE: Final = re.compile(
    r"(?<= )(?:Act(?: of \d{4}| \d{4})?|Bill(?: \d{4})?)(?![\w'’-]| [A-Z\d])"
)
#: The letters that stand for a statute, in brackets behind it.
_LETTERS: Final = re.compile(r" \(([A-Z]{3,8})\)")
#: Which in the order of a play or a speech the act is.
_PLAYED: Final = frozenset(
    {"First", "Second", "Third", "Final", "Opening", "Last", "Next", "Double"}
)
_LINKING: Final = frozenset({"for", "and", "or"})
_SMALL: Final = frozenset(
    {"of", "for", "and", "in", "to", "on", "with", "from", "against", "by", "or"}
)
#: What stands before a statute's name.
_DETERMINER: Final = frozenset({"the", "The", "this", "a", "an", "new", "US", "U.S.", "UK", "U.K."})

#: What has a number for a name: "Resolution 1441", "Article 370".
_NUMBERED: Final = re.compile(
    r"\b(?:Resolution|Article|Proposition|Directive) \d{1,4}(?:/\d{1,4})?(?![\w.,-]*\d)(?!\w)"
)
_VERSUS: Final = re.compile(r" vs?\. (?=[A-Z])")
#: What is said of courts alone.
_COURT: Final = re.compile(
    r"\b(?:Supreme|Appeals?|District|High|Circuit|Federal|Superior) Court\b|Court of Appeals?\b|"
    r"\b(?:court|landmark) (?:case|decision|ruling)|"
    r"\b(?:lawsuit|plaintiffs?|overturn\w*|litigation)\b"
)
_WORD: Final = rf"{CAPITAL}[\w&-]*(?:['’](?!s\b)\w+)*"
_PARTY: Final = re.compile(rf"{_WORD}(?: (?:{_WORD}|of|the|for|and|de)){{0,7}}")


def legislated(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the statutes and cases in place of what was found there.

    The letters that brackets behind a statute introduce are the statute wherever they are found.
    """
    letters = {name for text in texts if "Act" in text for name in _letters(text)}
    named = named_anew(texts, found, _in, _LABEL)
    if not letters:
        return named
    return [
        m.called(_LABEL) if surface(texts[m.field][m.start : m.end]) in letters else m
        for m in named
    ]


def _in(text: str) -> Iterator[Span]:
    if " Act" in text or " Bill" in text:
        yield from _statutes(text)
    if any(kind in text for kind in ("Resolution ", "Article ", "Proposition ", "Directive ")):
        for match in _NUMBERED.finditer(text):
            yield match.span()
    if " v. " in text or " vs. " in text:
        yield from _cases(text)


def _letters(text: str) -> Iterator[str]:
    for _, end in _statutes(text):
        letters = _LETTERS.match(text, end)
        if letters:
            yield letters[1]


def _statutes(text: str) -> Iterator[Span]:
    for match in _STATUTE.finditer(text):
        start = _begin(text, match.start() - 1)
        several = " " in text[start : match.start() - 1]
        if start < match.start() - 1 and (several or match[0].startswith("Act")):
            yield start, match.end()


def _begin(text: str, end: int) -> int:
    """Where the statute's name begins whose last word but "Act" ends at ``end``, or ``end``.

    A determiner or a possessor stands before it: a headline's capitals say nothing.
    """
    low = max(0, end - _REACH)
    tokens = [(low + m.start(), m[0]) for m in re.finditer(r"\S+", text[low:end])]
    taken: list[tuple[int, str]] = []
    for at, token in reversed(tokens[-LONGEST:]):
        if token in _DETERMINER or _possesses(token):
            break
        if not (token in _SMALL or (token[0].isupper() and token[-1] not in ".;:)")):
            break
        taken.append((at, token))
    else:
        return end
    determined = token in _DETERMINER or _possesses(token)
    while taken and taken[-1][1] in _SMALL:
        determined = determined or taken[-1][1] not in _LINKING
        taken.pop()
    if not taken or not determined or taken[0][1] in _SMALL or taken[-1][1] in _PLAYED:
        return end
    return taken[-1][0]


def _possesses(token: str) -> bool:
    """Whether the token is a possessor's, and no "Workers'" in the name."""
    return token.endswith(("'s", "’s", "s'", "s’")) and (
        token.replace("’", "'") not in words("possessive in names")
    )


def _cases(text: str) -> Iterator[Span]:
    versus = list(_VERSUS.finditer(text))
    if not versus or _COURT.search(text) is None:
        return
    for match in versus:
        low = max(0, match.start() - _REACH)
        low = max(low, text.rfind("\n", low, match.start()) + 1)
        start = _plaintiff(text, low, match.start())
        defendant = _PARTY.match(text, match.end())
        if defendant is None or start == match.start():
            continue
        name = defendant[0]
        while name.endswith((" of", " the", " for", " and", " de")):
            name = name.rpartition(" ")[0]
        yield start, match.end() + len(name)


def _plaintiff(text: str, low: int, end: int) -> int:
    start = end
    for token in reversed(text[low:end].split(" ")[-LONGEST:]):
        capital = token[:1].isupper() and token[-1:] not in ".,;:"
        if token in words("opening") or not (capital or token in ("of", "the", "&")):
            break
        start -= len(token) + 1
    start += start < end
    while text.startswith(("of ", "the ", "& "), start):
        start = text.index(" ", start) + 1
    return min(start, end)

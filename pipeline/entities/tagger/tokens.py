"""Cuts a text into tokens with offsets, in linear time. Pure: standard library only.

Tokens are what names are made of: ``U.S.``, ``J.`` and ``Corp.`` keep their point, a possessive
``'s`` and a hyphen stand alone, a run of one sign is one token. White space makes no token, but a
paragraph's end does (`BREAK`), since no name and little context reaches across it. Whether a
single line break ends a paragraph depends on the text: see `paragraph_breaks`.

>>> [text for text, _, _ in tokenise("Mr. Putin's U.S.-led talks")]
['Mr.', 'Putin', "'s", 'U.S.', '-', 'led', 'talks']
"""

from __future__ import annotations

import itertools
import re
from typing import Final

#: The token at the end of a paragraph; its span is empty.
BREAK: Final = "\n"
#: No token is longer, in code points; a longer run is cut: nothing that long is a name.
LONGEST: Final = 60

# Abbreviations that stand inside names or before them, and so don't end a sentence.
_ABBREVIATIONS: Final = (
    "Mr|Mrs|Ms|Dr|Prof|St|Ste|Mt|Ft|Jr|Sr|Rev|Hon|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Cpl|Adm|Sen|Rep|"
    "Gov|Pres|Atty|Supt|Inc|Corp|Co|Cos|Ltd|Bros|Assn|Dept|Univ|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|"
    "Sep|Oct|Nov|Dec|Calif|Mass|Conn|Penn|Pa|Va|Md|Fla|Ga|Ala|Tenn|Ky|Minn|Wis|Mich|Ill|Ind|Mo|"
    "Kan|Neb|Okla|Tex|Ariz|Colo|Nev|Wash|Ore|Mont|Wyo|Vt|Del|La|Miss|Ark"
)
# Alternatives begin with different characters or are bounded, so that no text is scanned twice.
_TOKEN: Final = re.compile(
    # Most words; the others would find the same, a fifth slower over all.
    r"[a-z]{2,60}(?=[ ,])"
    r"|(?P<space>\s+)"
    rf"|\b(?:{_ABBREVIATIONS})\.(?!\.)"
    r"|(?:[^\W\d_]\.){2,12}"
    r"|[^\W\d_a-zß-öø-ÿ]\.(?=\s*[^\W\d_])"
    r"|\d{1,20}(?:[.,]\d{1,20}){0,8}(?![^\W_])"
    rf"|['’][sS]\b"
    rf"|\w{{1,{LONGEST}}}(?:['’](?![sS]\b)\w{{1,20}}){{0,3}}"
    r"|(?P<sign>[^\w\s])(?P=sign){0,59}"
)
_LINE_BREAK: Final = re.compile(r"[\n\r\u2028\u2029\x85\x0b\x0c]")
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n|[\u2029\x0c]")
#: Old wire copy is wrapped at 60 to 80 columns; a text whose full lines are all about this long
#: has breaks inside sentences.
_WRAPPED_WIDTH: Final = (35, 100)


def tokenise(text: str) -> list[tuple[str, int, int]]:
    """(token, start, end) in code points, in order; `BREAK` tokens where a paragraph ends."""
    wrapped: bool | None = None
    tokens: list[tuple[str, int, int]] = []
    append = tokens.append
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match.lastgroup != "space":
            append((match[0], start, end))
        elif end - start > 1 or text[start] != " ":
            gap = match[0]
            if _LINE_BREAK.search(gap):
                if wrapped is None:
                    wrapped = is_wrapped(text)
                if not wrapped or _BLANK_LINE.search(gap):
                    append((BREAK, start, start))
    return tokens


def is_wrapped(text: str) -> bool:
    """Whether single line breaks are line wraps: most lines are full and end in mid-sentence.

    Read from the first 20,000 code points.
    """
    lines = [line.strip() for line in text[:20_000].split("\n")]
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a and b]
    if len(pairs) < 2:
        return False
    low, high = _WRAPPED_WIDTH
    full = sum(low <= len(a) <= high and a[-1] not in '.!?"”' for a, _ in pairs)
    going_on = sum(b[0].islower() or a[-1] == "," for a, b in pairs)
    return full >= 0.5 * len(pairs) and going_on >= 0.25 * len(pairs)

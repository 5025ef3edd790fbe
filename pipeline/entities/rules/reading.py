"""A text as the recogniser should read it: same length, so that every offset stays.

Models are trained on clean sentences. Line breaks inside sentences, tabs, odd blanks and curly
quotes become what such text has there; headlines and datelines in capitals are written as names
are, by what the rest of the text says of each word.

Pure: standard library and tables.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.entities.rules.found import begins_sentence, word_before
from pipeline.entities.rules.tables import known_names, listed, table_of, words

_PLAIN: Final = {
    **dict.fromkeys("\t\v\f\u00a0\u1680\u2002\u2003\u2009\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", " "),
    **dict.fromkeys("‘’‛`´", "'"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‐‑", "-"),
}
_ODD: Final = re.compile(f"[{''.join(_PLAIN)}]")
_ODD_ASCII: Final = [sign for sign in _PLAIN if sign.isascii()]
#: A line shorter than this that ends without a stop is a heading or an item, not a wrapped line.
_WRAPPED: Final = 45
#: A line longer than this is no headline in capitals.
LONGEST_SHOUTED: Final = 400
_BREAK: Final = re.compile(r"(?:\r\n|\n) *(?=[^\W_])")
#: What stands for the blanks of a joined line but one: runs of blanks part the columns of tables.
_PADDING: Final = "\u00a0"
#: Abbreviations that a name follows, so that no sentence ends there.
_UNFINISHED: Final = words("honorific") | {"St", "Mt", "Ft"}
#: The copyright line under a byline: "c. 1996 Houston Chronicle".
_COPYRIGHT: Final = re.compile(r"(?:c\.|\([cC]\)|©) ?(?:19|20)\d\d\b")
#: The next line of a list: "Australia - Matthew Burke; Joe Roff".
_ENTRY: Final = re.compile(r"[A-Z][^\W\d_]{2,20}(?: [A-Z][^\W\d_]{2,20})? - [A-Z]")
#: Directions, which headlines name more often than what is called after them.
_COMPASS: Final = re.compile(
    r"\b((?:North|South|East|West)ern(?= )|(?:North|South|East|West)(?=[ .,;]*$))"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Letters of the longest acronym that is a small word besides ("US", "WHO").
LONGEST_LETTERS: Final = 3
_NEXT_WORD: Final = re.compile(r" [^\W\d_]+")
_CAPS_WORD: Final = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’]+")
_DATELINE: Final = re.compile(
    r"[ \t]*([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+){0,3})"
    r"(?=(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r" ?(?:\([^()\n]{2,40}\) ?)?(--|[-–—_:]) ?)"
)
#: "By MARTHA ELLIS-WARD", with "and" between two.
_BYLINE: Final = re.compile(
    r"[ \t]*By [A-Z][A-Z.'’-]+(?: (?:and|[A-Z][A-Z.'’-]*))+(?=[ \t]*(?:\n|$))"
)


def readable(text: str) -> str:
    """``text`` with layout and capitals that mislead made plain; its length is unchanged."""
    odd = not text.isascii() or any(sign in text for sign in _ODD_ASCII)
    plain = _ODD.sub(lambda match: _PLAIN[match.group()], text) if odd else text
    if "\n" in plain:
        plain = _BREAK.sub(lambda match: _joined(plain, match), plain)
    return _with_datelines(_shouting_lowered(plain))


def _joined(text: str, match: re.Match[str]) -> str:
    """A line break inside a sentence as one blank, padded; any other as it was.

    The first line of a paragraph may be indented, and so may a whole text: a line is joined to
    one before it that stands as far to the right or less, unless that begins at the margin.
    """
    stop = match.start() - (text[match.start() - 1 : match.start()] == " ")
    before = text[stop - 1 : stop]
    if not before or before.isspace() or before in "!?:;":
        return match.group()
    if before == "." and word_before(text, stop + 1).rstrip(".") not in _UNFINISHED:
        return match.group()
    following = text[match.end()]
    if (before.isdigit() or before in ")%") and not following.islower():
        return match.group()  # a table's row or a result; sentences seldom break there
    if _ENTRY.match(text, match.end()) or _COPYRIGHT.match(text, match.end()):
        return match.group()
    start = text.rfind("\n", 0, stop) + 1
    indent = len(text[start:stop]) - len(text[start:stop].lstrip(" "))
    indented = len(match.group().lstrip("\r\n"))
    if indented and not 0 < indent <= indented:
        return match.group()  # a paragraph's first line
    start += min(indent, indented)
    if stop - start <= LONGEST_SHOUTED and text[start:stop].isupper():
        end = text.find("\n", match.end())
        if not text[match.end() : end if end > 0 else None][:LONGEST_SHOUTED].isupper():
            return match.group()  # a headline in capitals, and the story
    if stop - start < _WRAPPED and not following.islower():
        return match.group()
    blank = " " if stop == match.start() else _PADDING
    return blank + _PADDING * (len(match.group()) - 1)


def _with_datelines(text: str) -> str:
    """The places and authors that open lines in capitals, written as names are."""
    parts = []
    done = start = 0
    while start >= 0:
        match = _DATELINE.match(text, start) or _BYLINE.match(text, start)
        if match:
            named = _dateline(match) if match.re is _DATELINE else _as_name(match.group())
            parts += [text[done:start], named]
            done = match.end()
        start = text.find("\n", max(start, done)) + 1 or -1
    return "".join([*parts, text[done:]]) if parts else text


_PLACES: Final = frozenset({"cities", "towns", "states"})


def _dateline(match: re.Match[str]) -> str:
    place = match.group(1)
    if place in listed("countries") or place in listed("organisations"):
        return match.group()
    if match.group(2) == ":" and table_of(_as_name(place)) not in _PLACES:
        return match.group()  # "PATNA:" is where, "UPDATE:" is not
    first, blank, rest = _as_name(place).partition(" ")
    for word in words("small in places"):
        rest = rest.replace(f"{word.title()} ", f"{word} ")
    return match.group().replace(place, f"{first}{blank}{rest}")


def _as_name(shouted: str) -> str:
    return _CAPS_WORD.sub(lambda match: _capitalised(match.group()), shouted)


def _capitalised(word: str) -> str:
    lowered = word[0] + word[1:].lower()
    return lowered if len(lowered) == len(word) else word


def _shouting_lowered(text: str) -> str:
    """Lines in capitals, written as the rest of the text writes their words."""
    lines = text.split("\n")
    shouted = {i for i, line in enumerate(lines) if _is_shouted(line)}
    if not shouted:
        return text
    quiet = " ".join(line for i, line in enumerate(lines) if i not in shouted)
    known = _written(quiet)
    for i in shouted:
        lines[i] = _lowered(lines[i], known)
    return "\n".join(lines)


def _written(text: str) -> dict[str, str]:
    """How the text writes each word, by the word in capitals.

    Small, where it writes it so anywhere; a common word that but begins a sentence says nothing.
    """
    known: dict[str, str] = {}
    for match in _WORD.finditer(text):
        word = match.group()
        shouted = word.upper()
        if word == shouted and len(word) == 1:
            continue
        if word.islower() and shouted in listed("countries"):
            continue  # "us" is not how a text writes "US"
        if word.islower() and len(word) > LONGEST_LETTERS:
            if not known.get(shouted, "").isupper():
                known[shouted] = word
        elif word.lower() not in words("small in headlines") or not begins_sentence(
            text, match.start()
        ):
            known.setdefault(shouted, word)
    return known


def _is_shouted(line: str) -> bool:
    """Whether a line is in capitals: three words of three letters and more, none in lower case."""
    head = line[:20]  # most lines tell at once
    if len(line) > LONGEST_SHOUTED or head.upper() != head or line.upper() != line:
        return False
    return len(re.findall(r"[^\W\d_]{3,}", line)) >= 3


def _lowered(line: str, known: dict[str, str]) -> str:
    lowered = _CAPS_WORD.sub(lambda match: _as_elsewhere(match.group(), known), line)
    return _COMPASS.sub(lambda match: _direction(match, known), lowered)


def _direction(match: re.Match[str], known: dict[str, str]) -> str:
    """ "northern | Chad", but "Northern | Ireland" and what the text writes so."""
    word = match[1]
    following = _NEXT_WORD.match(match.string, match.end())
    named = following is not None and f"{word}{following[0]}" in known_names()
    return word if named or word.upper() in known else word.lower()


def _as_elsewhere(word: str, known: dict[str, str]) -> str:
    elsewhere = known.get(word)
    if elsewhere is not None and len(elsewhere) == len(word):
        return elsewhere
    if word.lower() in words("small in headlines"):
        return word.lower()
    if word in listed("organisations") or word in listed("countries"):
        return word
    return _capitalised(word)

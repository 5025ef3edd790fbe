"""What is not of a name goes from the edges of its span: an article, a title, "'s", a score.

Pure: standard library and tables.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.entities.rules.tables import by_label, demonyms, given_names, listed, words

_ARTICLE: Final = re.compile(r"(?:the|a|an)\s+(?=\S)", re.I)
_POSSESSIVE: Final = re.compile(r"(?:['’][sS]|(?<=[sS])['’])$")
_EDGE: Final = " \t\r\n\v\f.,;:!?'\"`‘’“”«»()[]{}<>*•·|/\\_=+~^-–—…#@&"
_OPEN_EDGE: Final = _EDGE.replace("'", "").replace("‘", "").replace("’", "")
#: Labels of names that a hyphen joins to a part in lower case.
WHOLE: Final = frozenset({"PERSON", "GPE", "LOC", "NORP"})
_SCORE: Final = re.compile(r"\d{1,4}(?:[-–:/]\d{1,4})+")


def trimmed(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """The span without what is not of the name at its edges; empty where nothing is left."""
    while start < end:
        before = start, end
        start, end = _bare(text, start, end)
        inside = text[start:end]
        article = _ARTICLE.match(inside)
        if article and inside not in listed("organisations"):
            start += article.end()
        possessive = _POSSESSIVE.search(text[start:end])
        if possessive and not _keeps_possessive(text[start:end]):
            end = start + possessive.start()
        if text[end - 1 : end].isdigit():
            end = _ends_in_number(text, start, end, label)
        if label == "PERSON":
            start = _past_titles(text, start, end)
        elif label == "ORG":
            maker = text[start:end].rpartition(" ")
            if maker[0] and maker[2] in words("maker of aircraft"):
                end = start + len(maker[0])  # "Aeroperu Boeing 757"
            elif maker[0] and maker[2] in {"COVID", "Covid"}:
                end = start + len(maker[0])  # "AstraZeneca COVID-19 vaccine"
            first, _, rest = text[start:end].partition(" ")
            named = rest[:1].isupper() and rest not in by_label("heads")
            if first in words("role of a team") and named:
                start += len(first) + 1
        if (start, end) == before:
            break
    return start, end


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without punctuation at the edges, but for brackets that match and abbreviations' stops."""
    if text[start].isalpha() and text[end - 1].isalpha():
        return start, end
    while start < end and _is_edge(text[start], _OPEN_EDGE) and not _opens_name(text, start, end):
        start += 1
    while start < end and _is_edge(text[end - 1], _EDGE) and not _closes_name(text, start, end):
        end -= 1
    while start < end and text[start] in "'‘’" and not text[start + 1 : start + 2].isalpha():
        start += 1
    return start, end


def _is_edge(char: str, signs: str) -> bool:
    return char in signs or char.isspace() or (char > "\u2100" and not char.isalnum())


def _opens_name(text: str, start: int, end: int) -> bool:
    return text[start] == "(" and ")" in text[start:end] and text[end - 1] != ")"


def _closes_name(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last == ".":
        word = text[start : end - 1].rsplit(None, 1)[-1:]
        return bool(word) and (
            word[0] in words("abbreviation")
            or word[0].capitalize() in words("designator")
            or "." in word[0]
            or len(word[0]) == 1
        )
    if last == ")":
        return "(" in text[start:end]
    if last == "!":
        return True  # "Yahoo!": at a sentence's end a recogniser leaves it out
    return last in "'’" and text[start:end] in listed("organisations")


def _ends_in_number(text: str, start: int, end: int, label: str) -> int:
    """Where the name ends before a score, a date or a sum: "Boston Bruins 4-3", "Crawford 106"."""
    head, blank, last = text[start:end].rpartition(" ")
    if not blank or any(char.isalpha() for char in last) or not last[:1].isdigit():
        return end
    if label in WHOLE or (label == "ORG" and _SCORE.fullmatch(last)):
        return start + len(head)
    return end


def _keeps_possessive(name: str) -> bool:
    """ "McDonald's" is a name, and so is "Workers' Party"; "Siemens'" is not."""
    return name in listed("organisations")


def _past_titles(text: str, start: int, end: int) -> int:
    """Where the name begins after titles and nationalities: "Swedish captain Andreas Granqvist"."""
    parts = text[start:end].split(" ")
    while len(parts) > 1:
        for size in range(min(3, len(parts) - 1), 0, -1):
            phrase = " ".join(parts[:size])
            if _precedes_name(phrase, parts[size:]):
                start += len(phrase) + 1
                parts = parts[size:]
                break
        else:
            break
    return start


def _precedes_name(phrase: str, following: list[str]) -> bool:
    """Whether a title, or a people before a title or a full name, stands before the name.

    "Duke of Anjou" is what he is called, and so are "Count Basie" and "Saint Peter"; "Norman
    Mailer" and "Muslim Magomayev" have first names that are peoples besides.
    """
    if phrase.lower() in listed("titles"):
        return following[0] != "of" and phrase not in words("title of a name")
    if phrase not in demonyms() or len(following) < 2 or following[-1] in by_label("heads"):
        return False
    if following[0].lower() in listed("titles"):
        return True
    return _capital(following[0]) and phrase not in given_names()


def _capital(word: str) -> bool:
    return word[:1].isupper()

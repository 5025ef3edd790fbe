"""What the words beside a mention say of its label: "shares of", "the town of", ", 63,".

Pure: standard library and tables. Each pattern looks at few characters from the name on.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipeline.entities.rules.firms import FIRM_OPENS, is_firm
from pipeline.entities.rules.found import SAID_OF_BODIES, Found, surface, word_after, word_before
from pipeline.entities.rules.initials import abbreviates
from pipeline.entities.rules.parties import is_party
from pipeline.entities.rules.seats import is_seat
from pipeline.entities.rules.signs import CONTEXT, COUNTRY, TITLE, VESSEL, WITHIN, Votes, evidence
from pipeline.entities.rules.tables import is_title, known_names, listed, words

_PLACE_WORDS: Final = frozenset({"in", "near", "outside", "across", "throughout", "visited"})
#: Titles only before another: "Then President Hu", but "Then Halvorsen fell".
_BEFORE_TITLES: Final = frozenset({"then", "former", "acting"})
#: What families are called after persons.
_KIN: Final = frozenset({"family", "brothers", "sisters", "twins", "clan"})
#: What stands before "the" and a building: "died at the Hutchinson Center".
_INSIDE: Final = frozenset({"in", "at", "inside", "outside", "near"})
#: What is said of bodies alone: "shares in Nordea", "a spokesman for Nordea".
_OF_BODIES: Final = frozenset({"in", "of", "at", "with", "for", "by"})
_OF_BODY: Final = re.compile(
    rf"\b(?:{SAID_OF_BODIES}|(?:[Aa]nalyst|[Ee]conomist|[Dd]ealer|[Tt]rader|[Bb]roker|"
    r"[Ss]trategist)s? (?:at|with|for)|(?:reported|published|quoted|broadcast) by|"
    r"(?:[Rr]eporter|[Cc]orrespondent|[Jj]ournalist)s? (?:for|of|at|with)|"
    r"executive of|employees of|subsidiary of|unit of|owned by|[Ss]hareholders (?:in|of)|"
    r"(?:stake|shareholding|[\d%] interest) in) \Z"
)
_IS_A: Final = re.compile(
    r"(?:,| is| was) (?:an?|the|[A-Z]\w+(?: [A-Z]\w+)?['’]s) "
    r"(?:[A-Za-z][a-z-]*(?:['’]s)? ){0,5}?([a-z]+)"
    r"(?=[,.;:)]| (?:of|in|on|at|for|from|near|with|by|to|and|that|which|said|based|"
    r"has|is|was|[a-z]+(?:ed|ing))\b| \()"
)
#: How what `_IS_A` matches begins.
_BEFORE_KIND: Final = frozenset({", ", " i", " w"})
_BEFORE_REGION: Final = frozenset({" R", " C", " P"})
#: How what `_OFFICE` and `_PARTY` match begins.
_BEFORE_OFFICE: Final = frozenset({" G", " M", " C", " P"})
#: How what `is_party` looks for may begin, behind an acronym that names no country.
_MEMBER_OPENS: Final = frozenset({" c", " l", " g", " s"})
_TELLING_AFTER: Final = _BEFORE_KIND | _BEFORE_REGION | _BEFORE_OFFICE | {" p", " ("}
#: What only bodies do, and where only they are "based": a place or person for certain not.
_ACTS: Final = re.compile(
    r" claimed responsibility\b| (?:won|took|lost|holds|has) (?:\d+|[a-z]+) "
    r"(?:of (?:the )?\d+ )?seats\b| quoted (?:[^\s.;]+ ){1,8}?as saying\b|, based in\b"
)
#: With what it begins.
_BEFORE_ACT: Final = frozenset({" c", " w", " t", " l", " h", " q", ", "})
#: Who is given an interview: "told Hankyoreh in an interview".
_INTERVIEWED: Final = re.compile(r" (?:in an? (?:[a-z]+ )?interview|by (?:tele)?phone)\b")
#: Those of a place, before "of", and what goes to one, before "for".
_OF_PLACE: Final = frozenset({"residents", "inhabitants", "outskirts", "streets", "suburb"})
_FOR_PLACE: Final = frozenset({"bound", "headed"})
_OFFICE: Final = re.compile(r" (?:Governor|Gov\.|Mayor|Chief Minister|Premier) [A-Z]")
_BANK: Final = re.compile(r"\bBan[ckq]|\b(?:Reserve|Fed|Monetary)\b")
_PARTY: Final = re.compile(r" party(?:,|(?:['’]s| (?:said|leader|chief|won|has|had|is|was))\b)")
_ACRONYM: Final = re.compile(r" \(([A-Z]{3,6})\)")
_OF_POLICE: Final = re.compile(
    r"(?:General|Commissioner|Superintendent|Chief|Director) of Police \Z"
)
_HEADED: Final = frozenset({"heads", "chairs", "representing"})
#: What follows a noun, not an adjective.
_BARE: Final = re.compile(r"[.,;:)]|$| (?:and|or|as|is|was|in|on|to|by|for|from|with|at)\b")
_AGE: Final = re.compile(r", (?:aged? )?\d{1,2}(?:,| years)")
_COMMA_PLACE: Final = re.compile(r", ([A-Z][\w.]+(?: [A-Z][\w.]+)?)(?![\w'’])")


def around(text: str, item: Found) -> Votes:
    """What the words beside one mention say: a title, an age, "in", ", Texas", "the"."""
    before = word_before(text, item.start)
    lowered = before.lower()
    after = text[item.end : item.end + 2]
    if after == " p" and not text.startswith("party", item.end + 1):
        after = ""
    firm = after in FIRM_OPENS and is_firm(text, item.end)
    member = (
        after in _MEMBER_OPENS
        and text[item.end - 1].isupper()
        and text[item.start : item.end].isupper()
    )
    seat = is_seat(text, item.start, item.end)
    acts = after in _BEFORE_ACT and _ACTS.match(text, item.end) is not None
    told = acts or firm or member or seat or after in _TELLING_AFTER
    if not told and lowered.rstrip(".,") not in _telling_before():
        return {}
    weights: dict[str, float] = {}
    if before == "Police" and _OF_POLICE.search(text[max(0, item.start - 30) : item.start]):
        weights["PERSON"] = TITLE
    elif is_title(lowered) and lowered not in _BEFORE_TITLES:
        weights["PERSON"] = TITLE if before[0].isupper() else CONTEXT
    elif text.startswith(", ", item.end) and _AGE.match(text, item.end):
        weights["PERSON"] = TITLE
    elif seat and item.label != "NORP":
        weights["GPE"] = TITLE
    elif lowered in _OF_BODIES and _OF_BODY.search(text[max(0, item.start - 30) : item.start]):
        weights["ORG"] = TITLE
    elif (lowered == "of" and _noun_of(text, item.start) in _OF_PLACE) or (
        lowered == "for" and _noun_of(text, item.start - 1) in _FOR_PLACE
    ):
        weights["GPE"] = TITLE
    elif lowered == "ethnic":
        weights["NORP"] = TITLE
    elif lowered == "told" and _INTERVIEWED.match(text, item.end):
        weights["ORG"] = TITLE
    elif lowered in _PLACE_WORDS:
        weights["GPE"] = CONTEXT
    elif before in words("vessel"):
        weights["PRODUCT"] = VESSEL
    elif lowered == "representing":
        weights["GPE"] = CONTEXT
    elif lowered in _HEADED:
        weights["ORG"] = TITLE
    elif lowered == "of" and _noun_of(text, item.start) in words("place noun"):
        weights["GPE"] = TITLE
    elif before.rstrip(",") in words("body noun"):
        weights["ORG"] = TITLE
    elif lowered == "the":
        if word_after(text, item.end) not in _KIN:
            weights["PERSON"] = -2 * CONTEXT
        if _is_gone_to(text, item):
            weights["FAC"] = 2 * CONTEXT
        named = word_after(text, item.end) in words("named region") and item.label != "NORP"
        if named and text[item.start : item.end] not in known_names():
            weights["LOC"] = TITLE  # "the La Viñuela reservoir"
        if text[item.end - 1] == "s" and text[item.end - 2 : item.end - 1].isalpha():
            weights["ORG"] = CONTEXT
        if (
            before == "the"
            and text[item.start : item.end] in listed("regions")
            and _BARE.match(text, item.end)
        ):
            weights["LOC"] = 2 * COUNTRY  # "Caribbean" is an adjective besides
    if firm or acts:
        weights["ORG"] = TITLE
    if member and is_party(text, item.start, text[item.start : item.end]):
        weights["ORG"] = TITLE
    kind = _IS_A.match(text, item.end) if after in _BEFORE_KIND else None
    if kind and kind[1] in words("place noun"):
        weights["GPE"] = TITLE
    elif kind and kind[1] in words("body noun"):
        weights["ORG"] = TITLE
    elif kind and kind[1] in words("person noun") and lowered not in _OF_BODIES:
        weights["PERSON"] = TITLE
    place = _COMMA_PLACE.match(text, item.end) if after == ", " else None
    if place and (place[1] in listed("states") or place[1] in listed("countries")):
        weights["GPE"] = WITHIN
    if place and place[1] in words("postal code") and place[1] not in words("degree"):
        weights["GPE"] = WITHIN
    if after in _BEFORE_OFFICE and _governs(text, item):
        weights["GPE"] = TITLE
    elif after == " p" and item.label != "NORP" and _PARTY.match(text, item.end):
        weights["ORG"] = TITLE
    person = after == " (" and item.label == "PERSON"
    acronym = _ACRONYM.match(text, item.end) if person else None
    if acronym and abbreviates(acronym[1], text[item.start : item.end]):
        weights["ORG"] = 2 * TITLE  # persons have none: "Chama Cha Mapinduzi (CCM)"
    if after in _BEFORE_REGION and word_after(text, item.end) in {"River", "County", "Province"}:
        weights["GPE"] = CONTEXT
    return weights


def _is_gone_to(text: str, item: Found) -> bool:
    """Whether a body that can also be a building is one here: "at the Hutchinson Center"."""
    return (
        item.label == "ORG"
        and word_before(text, item.start - len("the ")).lower() in _INSIDE
        and evidence(surface(text[item.start : item.end])).keys() >= {"FAC", "ORG"}
    )


def _governs(text: str, item: Found) -> bool:
    """Whether a governor or mayor of the name follows; banks have governors, too."""
    name = text[item.start : item.end]
    return (
        _OFFICE.match(text, item.end) is not None
        and not name.isupper()
        and item.label != "NORP"
        and _BANK.search(name) is None
    )


@cache
def _telling_before() -> frozenset[str]:
    """What words before a name say anything of it, bare."""
    known = listed("titles") | _OF_BODIES | _PLACE_WORDS | words("body noun") | {"of", "the"}
    known |= words("vessel") | _HEADED | {"police", "for", "told", "ethnic"}
    return frozenset(word.rstrip(".,") for word in known)


def _noun_of(text: str, start: int) -> str:
    """The word before "of" before ``start``: "town" in "the town of Hiram"."""
    return word_before(text, start - 3).lower() if start > 3 else ""

"""Bodies that are named at length: "2nd U.S. Circuit Court of Appeals", "U.N. Mission in Liberia".

A recogniser stops at "for", "on" or "in", or sees but the place behind it. What a body is for is
part of its name where capitals go on: "the Committee on the Judiciary".

Pure: standard library and tables. Linear in the text: each finding looks at few words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.entities.rules.found import CAPITALISED, Found, Span, meets, placed
from pipeline.entities.rules.tables import (
    by_label,
    given_names,
    is_title,
    known_names,
    listed,
    words,
)

_NATION: Final = r"(?:U\.S\.|US|United States|Federal)"
_NTH: Final = (
    r"(?:\d{1,2}(?:st|nd|rd|d|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|"
    r"Eleventh)"
)
_COURT: Final = re.compile(
    rf"(?:{_NTH} (?:{_NATION} )?|{_NATION} (?:{_NTH} )?)(?:Circuit )?Courts? of Appeals?"
    rf"(?: for the (?:{_NTH}|D\.C\.|District of Columbia|Federal) Circuit)?"
    rf"|(?:{_NATION} )?(?:District|Bankruptcy) Court for the "
    r"(?:(?:Northern|Southern|Eastern|Western|Central|Middle) )?District of"
    rf" {CAPITALISED}(?: {CAPITALISED})?"
)
#: An office of the United Nations; before a name it is a title.
_COMMISSIONER: Final = re.compile(
    r"(?:Office of the )?(?:United Nations|UN|U\.N\.) High Commissioner for "
    r"(?:Refugees|Human Rights)(?! [A-Z])"
)
#: A force or mission and the land where it is.
_KINDS: Final = (
    r"(?:Regional|Multinational|Multidimensional|Integrated|Interim|Assistance|Observer|Observation|"
    r"Verification|Monitoring|Stabili[sz]ation|Support|Peacekeeping|Protection|Transition|"
    r"Transitional|Training|Administration|Police|Disengagement|Military|Advance|Special|Joint)"
)
_SENT: Final = r"(?:United Nations|UN|U\.N\.|African Union|AU|EU|OSCE|NATO|Nato|ECOWAS|SADC)"
_MISSION: Final = re.compile(
    rf"(?<![\w'’-])(?:{_SENT} "
    rf"(?:{_KINDS} ){{0,4}}|(?:{CAPITALISED} )?(?:{_KINDS} ){{1,4}})"
    rf"(?:Mission|Force|Authority|Operation|Office) (?:in|to|for) (?:the )?"
    rf"({CAPITALISED}(?: {CAPITALISED}){{0,3}}(?: and {CAPITALISED})?)"
)
#: Bands that go by the lands for which they fight.
_FIGHTERS: Final = re.compile(
    r"(?:[Aa]l[- ]Qa[ei]da|Islamic State) (?:in|of) (?:the )?(?:Islamic Maghreb|Arabian Peninsula|"
    r"Indian Subcontinent|Iraq and (?:the Levant|Syria|al-Sham|Greater Syria)|Greater Sahara|"
    r"Khorasan(?: Province)?|West Africa Province)|Islamic State of Iraq\b"
    r"|Islamic State ?[-–—] ?(?:Khorasan|West Africa|Sinai) Province"
)
#: An ordinal before a capital, which few texts have.
_ORDINAL: Final = re.compile(r"\d(?:st|nd|rd|d|th) [A-Z]")
#: What an army counts: "the 65th Fighter Wing", "the 2nd Battalion, 5th Marines" in two.
_COUNTED: Final = re.compile(
    rf"\b\d{{1,3}}(?:st|nd|rd|d|th) (?:{CAPITALISED} ){{0,4}}(?:Infantry|Airborne|Armou?red|"
    r"Mountain|Mechani[sz]ed|Cavalry|Artillery|Fighter|Bomb|Bomber|Bombardment|Air|Airlift|Space|"
    r"Tank|Rifle|Panzer|Guards|Marine|Signal|Engineer|Expeditionary|Territorial|Parachute|Reconnaissance|"
    r"Training|Missile|Light|Division|Brigade|Regiment|Battalion|Squadron|Wing|Corps|Army|Fleet)"
    r"(?: (?:Division|Brigade|Regiment|Battalion|Squadron|Wing|Group|Corps|Army|Force|Unit|Command|"
    r"Infantry|Artillery|Cavalry|Battery|Company)\b){0,2}(?! (?:Day|War|Century)\b)"
)
#: What stands in a text that names one of these; the longest is kept.
_TOLD: Final = {
    "Court of Appeal": _COURT,
    "Court for the ": _COURT,
    "High Commissioner": _COMMISSIONER,
    "Qa": _FIGHTERS,
    "Islamic State": _FIGHTERS,
}
#: And a mission.
_TELLING: Final = tuple(
    f" {sent} {where} "
    for sent in ("Mission", "Force", "Authority", "Operation", "Office")
    for where in ("in", "to", "for")
)

_SOME: Final = rf"{CAPITALISED}(?: {CAPITALISED}){{0,4}}"
#: What a committee is on: "the Committee | on Banking, Housing and Urban Affairs".
_ON: Final = re.compile(
    rf" on (?:the )?{_SOME}(?:,? and {_SOME}|(?:, {_SOME}){{1,3}},? and {_SOME})?"
    rf"(?: of {CAPITALISED}(?: against {CAPITALISED})?)?"
)
_ABOUT: Final = frozenset(
    {"Committee", "Subcommittee", "Commission", "Conference", "Council", "Panel"}
)
#: What a league or fund is for: "the Campaign | for Nuclear Disarmament", "Fund | to Fight AIDS".
_FOR: Final = re.compile(
    r" (?:(?:for|against) (?:the )?"
    r"|to (?:Fight|Stop|Protect|Save|End|Combat|Prevent|Eliminate|Defend|Promote) )"
    rf"{CAPITALISED}(?: {CAPITALISED}){{0,3}}"
    rf"(?:(?:,? and|, {CAPITALISED},? and) {CAPITALISED}(?: {CAPITALISED})?)?"
)
_AND: Final = re.compile(rf" and {CAPITALISED}")
_MORE: Final = re.compile(rf" and ({CAPITALISED})(?= \(| (?:of|in) |[.,;:]|$| [a-z])")
#: "for Security and Co-operation | in Europe".
_WHERE: Final = re.compile(r" in (?:Europe|Africa|Asia|the Near East)\b")
_WITH: Final = re.compile(rf" with {CAPITALISED}(?: {CAPITALISED}){{0,2}}")
_FOUNDED: Final = frozenset(
    {"Association", "Campaign", "Coalition", "Fund", "Alliance", "Movement", "Union", "Committee"}
    | {"Centre", "Center", "Foundation", "Institute", "Society", "Federation", "Network", "League"}
    | {"Organisation", "Organization", "Front", "Rally", "Council", "Agency", "Partnership"}
)


def bodied(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the bodies that are named at length in place of their parts."""
    more: list[Found] = []
    for field, text in enumerate(texts):
        spans = list(_at_length(text))
        bodies = [(m.start, m.end) for m in found if m.field == field and m.label == "ORG"]
        more += [Found(field, *s, "ORG") for s in spans if not _goes_before(bodies, s[0])]
    more += _gone_on(texts, found)
    return placed(len(texts), found, more)


def _goes_before(bodies: Sequence[Span], start: int) -> bool:
    """Whether a body was seen that begins before ``start`` and goes on behind it."""
    i = bisect_left(bodies, (start,))
    return i > 0 and bodies[i - 1][1] > start


def _at_length(text: str) -> Iterator[Span]:
    for told, pattern in _TOLD.items():
        if told in text:
            for match in pattern.finditer(text):
                yield match.span()
    if _ORDINAL.search(text):
        for counted in _COUNTED.finditer(text):
            if _is_unit(counted[0]):
                yield counted.span()
    if any(word in text for word in _TELLING):
        for match in _MISSION.finditer(text):
            yield from _in_a_land(text, match)


def _is_unit(name: str) -> bool:
    """Whether the last word is a unit's: "139th Pennsylvania Infantry", but not "5th Air"."""
    return name.rpartition(" ")[2] in words("unit of an army")


def _in_a_land(text: str, match: re.Match[str]) -> Iterator[Span]:
    """The mission past a sentence's "In" to the longest of its last words that is a country."""
    land, end = match[1], match.end()
    while land and land not in listed("countries") and land not in words("country besides"):
        land = land.rpartition(" ")[0]
    if land:
        first = match[0].partition(" ")[0]
        start = match.start() + (len(first) + 1) * (first in words("opening"))
        yield start, end - len(match[1]) + len(land)


def _gone_on(texts: Sequence[str], found: Sequence[Found]) -> Iterator[Found]:
    """The bodies whose names go on with what they are for."""
    begins = {(item.field, item.start) for item in found}
    others: dict[int, list[Span]] = {}
    for item in found:
        if _is_another(texts[item.field], item):
            others.setdefault(item.field, []).append((item.start, item.end))
    for item in found:
        if item.label not in {"ORG", "LAW"}:
            continue
        text = texts[item.field]
        name = text[item.start : item.end]
        last = name.rpartition(" ")[2]
        rest = _pair(text, item.end, last)
        if rest:
            yield item._replace(end=rest.end(), confidence=None)
            continue
        if last in _ABOUT:
            rest = _ON.match(text, item.end)
        if rest is None and last in _FOUNDED:
            rest = _FOR.match(text, item.end)
        if rest is None and " for " in name:
            rest = _WITH.match(text, item.end)
        if rest is None and last not in by_label("heads") and (" of " in name or " for " in name):
            rest = _field_more(text, item.end)
        if rest is None:
            continue
        if last not in _ABOUT and (item.field, _first(text, rest)) in begins:
            continue
        end = _closed(text, item.end, rest, others.get(item.field, []))
        if end > item.end and (tail := _WHERE.match(text, end)):
            end = tail.end()
        if end > item.end:
            yield Found(item.field, item.start, end, "ORG")


def _field_more(text: str, end: int) -> re.Match[str] | None:
    """One more field of a body's: "Institute of Volcanology | and Seismology"."""
    rest = _MORE.match(text, end)
    word = rest[1] if rest else ""
    no_field = (
        word in known_names()
        or word in given_names()
        or word in words("office")
        or word in words("opening")
        or word in words("general")
        or is_title(word.lower())
    )
    return None if no_field else rest


def _pair(text: str, end: int, last: str) -> re.Match[str] | None:
    """What follows, where the body's last word and it are one land: "of England | and Wales"."""
    rest = _AND.match(text, end)
    both = last + rest[0] if rest else ""
    named = both == "England and Wales" or both in listed("countries") or both in listed("states")
    return rest if named else None


def _first(text: str, rest: re.Match[str]) -> int:
    """Where the first capital of what the name may go on with stands."""
    return next(i for i in range(rest.start(), rest.end()) if text[i].isupper())


def _is_another(text: str, item: Found) -> bool:
    """Whether the mention is surely a name of its own, and no "Pacific Affairs"."""
    name = text[item.start : item.end]
    if item.label == "ORG":
        return name in known_names() or name.rpartition(" ")[2] in by_label("heads")
    return item.label in {"PERSON", "GPE", "EVENT", "FAC", "LOC"}


def _closed(text: str, start: int, rest: re.Match[str], others: Sequence[Span]) -> int:
    """Where the name ends: before "and" where another name begins there; at once for a date."""
    end = rest.end()
    ahead = start + 4
    if meets(others, ahead, end):
        cut = text.rfind(" and ", start, end)
        end = cut if cut > 0 and not meets(others, ahead, cut) else start
    first = text[start:end].split(" ")
    if any(word.rstrip(",") in listed("calendar") for word in first):
        return start
    return end - 2 * text[max(start, end - 2) : end].startswith(("'s", "’s"))

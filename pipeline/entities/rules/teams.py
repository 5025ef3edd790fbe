"""Clubs that sports prose calls by their town: "Leeds beat Everton 2-1", "Ostrava's goalkeeper".

A recogniser reads a town there. A name is a team where what stands beside one of its mentions is
said of teams alone; its other mentions are, too, but for those that "in" or "near" makes a place.
Countries stay what they are: their teams go by the country's name.

Pure: standard library and tables. Each pattern looks at few characters from the name on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Final

from pipeline.entities.rules.found import CAPITAL, PLACES, Found, surface, word_before
from pipeline.entities.rules.lists import listed_together
from pipeline.entities.rules.tables import (
    by_label,
    demonyms,
    known_names,
    labels_of_head,
    listed,
    words,
)

#: One of them stands in every report of a match, and so many in a long one.
_SPORT: Final = (
    *(" coach", "League", " league", "scored", " beat ", " v ", "goalkeeper"),
    *(" homered", " inning", "touchdown", " rebounds", " playoff"),
    *("striker", "midfielder", " second leg", " the table"),
)
LEAST: Final = 2
_PLAYER: Final = (
    r"(?:coach|striker|midfielder|goalkeeper|(?:full|half|wing)back|winger|skipper|centre-half|"
    r"defender|quarterback|pitcher|outfielder|shortstop|playmaker|goalie|batsman|bowler|fly-half|"
    r"lock|prop|flanker|team-?mates?)"
)
_TOWN: Final = rf"{CAPITAL}[\w'’-]{{0,30}}\.?(?: {CAPITAL}[\w'’-]{{0,30}}){{0,2}}"
_SCORE: Final = r"\d{1,3}[-–]\d{1,3}"
_BEAT: Final = (
    r"(?:beat|beats|beating|defeat|defeated|defeating|drew|lost|thrashed|thrashing|edged|edging|"
    r"crushed|crushing|hammered|trounced|routed|downed|blanked|outlasted|overcame|overpowered|"
    r"swamped|humbled|stunned|whipped|topped|tied|held|won|win|went|led|lead|trailed|slumped|"
    r"crashed|cruised)"
)
_AFTER: Final = re.compile(
    rf"(?:['’]s?)? (?:[a-z-]+ ){{0,2}}?{_PLAYER}s? [A-Z]"
    rf"|['’]s? (?:head )?(?:{_PLAYER}|manager|defen[cs]e|midfield|forwards|line-up)\b"
    rf"| (?:manager|captain) [A-Z]| v [A-Z]"
    rf"|,? (?:were |was |have |has |had )?(?:[a-z]+ )?{_BEAT}(?: [^\s.;\d]+){{0,6}} {_SCORE}\b"
    r"|(?: have| has| had)? (?:won|lost|dropped) (?:[a-z]+ |\d+ ){1,4}(?:straight|in a row|games)\b"
    rf"|, (?:beaten|held) (?:[a-z]+ )?{_SCORE}\b"
    r"|, who (?:lead|trail|finished|won|lost|drew|beat|had)\b"
    r"| by (?:\d[\d /½.-]{0,6}|a |one |two |three |four |five )(?:games?|lengths?|strokes)\b"
    r"| (?:plays|hosts) [A-Z]\w+ (?:at|on|in) "
)
_SCORED: Final = re.compile(rf",? {_SCORE}\b")
_BEATEN: Final = re.compile(
    r"\b(?:beat|beating|defeated|defeating|thrashed|thrashing|edged|edging|crushed|trounced|"
    r"routed|downed|blanked|overcame|outlasted|overpowered|hammered|hammering|crushing|swamped|"
    r"humbled|stunned|whipped|topped|tied|held|outscored|over|against|to|with|by) \Z"
)
_BEFORE: Final = re.compile(
    rf"\b(?:{_SCORE} (?:[a-z-]+ ){{0,2}}?(?:win|victory|defeat|draw|loss|triumph|success) "
    r"(?:over|against|to|with|by) (?:[a-z-]+ ){0,3}|"
    r"scored (?:once|twice|three times|(?:a|his|her) [a-z-]{3,12}) for |"
    r"(?:scored|scores|goal|goals|equaliser|played|plays|homered|singled|doubled|pitched) for |"
    r"(?:games|matches|appearances|seasons|goals|tries|caps|debut|career|contract|spell|stint|"
    r"signed|signing|transferred) (?:for|with) |(?:career|spell|stint|contract) at |"
    rf"(?:drew|drawn|lost|won|beaten) {_SCORE} (?:with|to|against|by) (?:[a-z-]+ ){{0,2}}|"
    r"(?:[Cc]oach|[Cc]aptain|[Gg]oalkeeper) of |(?:re)?join(?:s|ed) |"
    r"\d (?:points|rebounds|saves|yards|touchdowns) for |"
    r"[A-Z]\w+ (?:v|plays|hosts) |on loan (?:at|from|to) |kept goal for |"
    r"(?:held|beaten) \d{1,2}-\d{1,2} by )\Z"
)
#: Verbs of many, which of one town tell that its players are meant.
_ARE_MANY: Final = re.compile(r" (?:are|were|have|lead|host|visit|face|play) (?!as\b)[a-z]")
_DATELINE: Final = re.compile(r",? (?:[A-Z(]|\d{4}-)|:? ?[-–—_]|:")
_LOCATED: Final = frozenset({"in", "near", "outside", "around", "at"})
#: "it was Pittsburgh 5, Los Angeles 2; Chicago 8, Florida 3": both names, without the figures.
_LINE_SCORE: Final = re.compile(
    rf"(?<![\w'’.-])({_TOWN}) \d{{1,3}}, ({_TOWN}) \d{{1,3}}(?=[;.,]|$| in | \()"
)
_REACH: Final = 60


def teamed(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found`` with the towns that are said to play as organisations."""
    sports = [sum([word in text for word in _SPORT]) for text in texts]
    if not any(sports):
        return list(found)
    scored = [
        _scored(text) if sporting else set() for text, sporting in zip(texts, sports, strict=True)
    ]
    teams = {
        name
        for item in found
        if sports[item.field] and (name := _may_be_team(texts[item.field], item))
        if item.start in scored[item.field]
        or _plays(texts[item.field], item.start, item.end, sports[item.field] >= LEAST)
    }
    teams |= _listed_with_clubs(texts, found, sports)
    if not teams:
        return list(found)
    return [item.called("ORG") if _is_team(texts, item, teams) else item for item in found]


def _listed_with_clubs(
    texts: Sequence[str], found: Sequence[Found], sports: Sequence[int]
) -> set[str]:
    """Towns in a list with two clubs: "Albion Rovers, Fulham, Manchester City and Portsmouth"."""
    teams: set[str] = set()
    for run in listed_together(texts, found) if any(sports) else ():
        names = [surface(texts[found[i].field][found[i].start : found[i].end]) for i in run]
        clubs = [i for i, name in zip(run, names, strict=True) if _is_club(found[i], name)]
        if len(clubs) > 1 and sports[found[run[0]].field]:
            teams |= {_may_be_team(texts[found[i].field], found[i]) for i in run} - {""}
    return teams


def _is_club(item: Found, name: str) -> bool:
    first, _, last = name.partition(" ")
    return item.label == "ORG" and (
        name in known_names()
        or (
            last != ""
            and (last in words("what a club is") or by_label("beginnings").get(first) == "ORG")
        )
    )


def _scored(text: str) -> set[int]:
    """Where the names begin of what the line scores of a sentence name."""
    return {
        match.start(team)
        for match in (_LINE_SCORE.finditer(text) if ", " in text else ())
        for team in (1, 2)
    }


def _may_be_team(text: str, item: Found) -> str:
    """The name, if it is a place's, no country's and no islands', which are many anyway."""
    if item.label not in PLACES:
        return ""
    name = surface(text[item.start : item.end])
    islands = name.endswith("s") and labels_of_head(name.rpartition(" ")[2]) == ["LOC"]
    known = (
        islands
        or name in listed("countries")
        or name in words("country besides")
        or name in demonyms()
    )
    return "" if known else name


def _is_team(texts: Sequence[str], item: Found, teams: Set[str]) -> bool:
    text = texts[item.field]
    if item.label not in PLACES or surface(text[item.start : item.end]) not in teams:
        return False
    if word_before(text, item.start).lower() in _LOCATED:
        return _BEFORE.search(text[max(0, item.start - _REACH) : item.start]) is not None
    opens = text[max(0, item.start - 1) : item.start] in ("", "\n")
    return not (opens and _DATELINE.match(text, item.end))


def _plays(text: str, start: int, end: int, sporting: bool) -> bool:
    """Whether what stands beside ``text[start:end]`` is said of teams."""
    before = text[max(0, start - _REACH) : start]
    if _BEFORE.search(before):
        return True
    last = word_before(text, start).lower()
    if last in _LOCATED:
        return False
    many = sporting and last not in ("and", "the") and text[start - 2 : start - 1] != ","
    if many and _ARE_MANY.match(text, end):
        return True
    if _AFTER.match(text, end):
        return True
    return _SCORED.match(text, end) is not None and _BEATEN.search(before) is not None

"""Lists of divisions: "Henry, Weakley and Lamar counties", "the oblasts of Kharkiv and Sumy".

Pure: standard library only. The word for the kind stands once, behind a list or before it, and
tells of all its names: they are no towns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.locations.find import Found
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.plausible import odds
from pipeline.locations.tokens import Words, look
from pipeline.locations.words import COUNTIES, DIVISIONS

#: Between the divisions of a list, and before its first one: "five counties, including".
_AMONG: Final = frozenset((",", "and", ", and", "&"))
_THESE: Final = re.compile(
    rf"\b(?:[Cc]ounties|({'|'.join(sorted(DIVISIONS))}))"
    r"(?:: |,?(?: [a-z]+){0,5},? (?:of|includ(?:e|es|ing)|are|were|as):? )\Z"
)
_LOOKED_BACK: Final = 60
_ADMIN1: Final = PLACE_TYPES.index("admin1")

#: Cues of divisions that counties lie in.
_WIDER: Final = ("division", "province")

#: What a text has in which there is any such list.
_WORD: Final = re.compile(
    rf"(?<!United )\b(?:{'|'.join(sorted(COUNTIES | DIVISIONS))})\b", re.IGNORECASE
)


def say_divisions(found: Sequence[Found], words: Words, gazetteer: Gazetteer) -> None:
    """Sets the cues of all names in lists of counties and of other divisions."""
    if _WORD.search(words.text) is None:
        return
    for names in _lists(found, words.text):
        behind = words.after(names[-1].tail)
        word = look(behind[0]).key if behind is not None else ""
        start = max(0, names[0].start - _LOOKED_BACK)
        before = _THESE.search(words.text, start, names[0].start)
        if word in COUNTIES:
            for one in _behind_divisions(names):
                _say_county(one)
            continue
        if before is not None and before.group(1) is None:
            for one in names:
                if one.cue != "county":
                    _say_county(one)
            continue
        kind = word if word in DIVISIONS else before.group(1) if before is not None else ""
        if kind and _share_a_country(names, kind, gazetteer):
            for one in names:
                one.cue = "division"


def _lists(found: Sequence[Found], text: str) -> Iterator[list[Found]]:
    """The longest runs of names that commas and "and" join, single names too."""
    run: list[Found] = []
    for one in found:
        if run and text[run[-1].end : one.start].strip() not in _AMONG:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _share_a_country(names: Sequence[Found], kind: str, gazetteer: Gazetteer) -> bool:
    """Whether some country has divisions of all these names: not "Washington and Gulf states".

    States are of the first level; what is called a province is of the second in Spain.
    """
    countries = [
        {
            gazetteer.place_country[place]
            for place in one.name.divisions
            if kind != "states" or gazetteer.place_type[place] == _ADMIN1
        }
        for one in names
    ]
    return bool(set.intersection(*countries))


def _behind_divisions(names: Sequence[Found]) -> Sequence[Found]:
    """Those behind the last name that is said to be a wider division's."""
    wide = [i for i, one in enumerate(names) if one.cue in _WIDER]
    return names[wide[-1] + 1 :] if wide and wide[-1] + 1 < len(names) else names


def _say_county(one: Found) -> None:
    one.cue = "county"
    one.chance = odds(one.chance, "in a list of counties")

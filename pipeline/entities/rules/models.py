"""Makes of aircraft and arms go with their figure: "a Boeing 757", "Ilyushin Il-76", "SS-20".

Pure: standard library and tables. Linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from pipeline.entities.rules.found import NOTHING, Found, Span, named_anew
from pipeline.entities.rules.tables import words

_FIGURE: Final = (
    r"(?:[A-Z](?:[A-Z]{0,2}|[a-z]{1,2})-?)?\d{2,4}(?:[A-Z]{1,2}|s)?(?:-\d{2,3}(?:[A-Z]{1,2}|s)?)?"
    r"(?![\w%]|[.,:]\d| (?:percent|million|billion|jobs|workers|aircraft|planes|jets|people))"
)
#: Series that the news names without their makers, as patterns by how they begin.
_BARE: Final = {
    "DC-": r"DC-(?:8|9|10)",
    "MD-": r"MD-\d\d",
    "MiG-": r"MiG-\d\d",
    "Su-": r"Su-\d\d",
    "Il-": r"Il-\d\d",
    "Tu-": r"Tu-\d{2,3}",
    "F-1": r"F-1(?:[4-8]|11|17)",
    "F-22": "F-22",
    "F-35": "F-35",
    "B-52": "B-52",
    "C-130": "C-130",
    "UH-60": "UH-60",
    "CH-": r"CH-\d\d",
    "AH-": r"AH-\d\d",
    "F/A-18": "F/A-18",
    "An-": r"An-\d{2,3}",
    "Mi-": r"Mi-\d{1,2}",
    "Yak-": r"Yak-\d{2,3}",
    "SS-": r"SS-\d{1,2}",
    "AK-": r"AK-(?:47|74)",
    "AR-15": "AR-15",
    "M-1": "M-1(?:4|6)",
    "M16": "M16",
}
#: How the figure and the nickname of one meet, which few texts have.
_LETTERED: Final = re.compile(r"-\d{1,3}[A-Z]? [A-Z]")
#: What aircraft are called besides, with the letters and figure before: "P-47 Thunderbolt".
_CALLED: Final = re.compile(
    r"(?<![\w-])[A-Z]{1,3}-\d{1,3}[A-Z]? (?:Super |Sea |Flying |Delta )?(?:Aardvark|Airacobra|"
    r"Apache|Avenger|Black Hawk|Buccaneer|Chinook|Cobra|Corsair|Crusader|Dagger|Dakota|Dart|Eagle|"
    r"Falcon|Fortress|Galaxy|Globemaster|Harrier|Hellcat|Hercules|Hornet|Intruder|Invader|Kiowa|"
    r"Lightning|Liberator|Marauder|Mitchell|Mustang|Nighthawk|Orion|Osprey|Phantom|Poseidon|Prowler|"
    r"Raptor|Reaper|Sabre|Seahawk|Skyhawk|Skymaster|Skytrain|Stallion|Starfighter|Starfire|Starlifter|"
    r"Stratofortress|Stratojet|Stratotanker|Superfortress|Talon|Texan|Thunderbolt|Thunderchief|"
    r"Thunderjet|Thunderstreak|Tomcat|Viper|Voodoo|Warhawk|Warthog|Wildcat)(?: II)?s?\b"
)
_NICKNAME: Final = (
    r"(?: (?:Fighting Falcon|Tomcat|(?:Super )?Hornet|(?:Strike )?Eagle|Raptor|Lightning|Nighthawk|"
    r"Stratofortress|Hercules|Black Hawk|Sea Stallion|Chinook|Apache|Cobra|Fulcrum|Flanker)s?\b)?"
)


def modelled(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the makes of aircraft in place of what was found there."""
    return named_anew(texts, found, _in, "PRODUCT")


def _in(text: str) -> Iterator[Span]:
    if _LETTERED.search(text):
        for called in _CALLED.finditer(text):
            yield called.span()
    makers = tuple(maker for maker in words("maker of aircraft") if maker in text)
    series = tuple(begin for begin in _BARE if begin in text)
    if makers or series:
        for match in _pattern(makers, series).finditer(text):
            yield match.span()


@lru_cache(maxsize=256)
def _pattern(makers: tuple[str, ...], series: tuple[str, ...]) -> re.Pattern[str]:
    """What finds the makes of these makers and series; few of them are in one text."""
    made = "|".join(makers) or NOTHING
    bare = "|".join(_BARE[begin] for begin in series) or NOTHING
    return re.compile(rf"(?<![\w-])(?:(?:{made}) {_FIGURE}|(?:{bare})[A-Z]?s?(?![\w-]){_NICKNAME})")

"""Which place a place is said to lie in: "Paris, Texas" and "Paris, France" are two.

Pure: standard library and tables.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.entities.rules.tables import known_names

_BESIDE: Final = re.compile(r"(?:, | \()([A-Z][\w.]*(?: [A-Z][\w.]*){0,2})")
_ABBREVIATED: Final = (
    "Ala.=Alabama Ariz.=Arizona Ark.=Arkansas Calif.=California Colo.=Colorado Conn.=Connecticut "
    "Del.=Delaware Fla.=Florida Ga.=Georgia Ill.=Illinois Ind.=Indiana Kan.=Kansas Ky.=Kentucky "
    "La.=Louisiana Md.=Maryland Mass.=Massachusetts Mich.=Michigan Minn.=Minnesota "
    "Miss.=Mississippi Mo.=Missouri Mont.=Montana Neb.=Nebraska Nev.=Nevada N.H.=New_Hampshire "
    "N.J.=New_Jersey N.M.=New_Mexico N.Y.=New_York N.C.=North_Carolina N.D.=North_Dakota "
    "Okla.=Oklahoma Ore.=Oregon Pa.=Pennsylvania R.I.=Rhode_Island S.C.=South_Carolina "
    "S.D.=South_Dakota Tenn.=Tennessee Tex.=Texas Vt.=Vermont Va.=Virginia W.Va.=West_Virginia "
    "Wis.=Wisconsin Wyo.=Wyoming Ont.=Ontario Que.=Quebec"
)
_STATES: Final = {
    short: full.replace("_", " ")
    for short, full in (pair.split("=") for pair in _ABBREVIATED.split())
}
_US: Final = "United States"
_SAME: Final = dict.fromkeys(("US", "USA", "U.S.", "U.S.A.", "America"), _US) | dict.fromkeys(
    ("UK", "U.K.", "Britain", "Great Britain"), "United Kingdom"
)
#: In which country the divisions are that the news names most.
_COUNTRY_OF: Final = (
    dict.fromkeys(_STATES.values(), _US)
    | dict.fromkeys(("Alaska", "Hawaii", "Idaho", "Iowa", "Maine", "Ohio", "Utah", "D.C."), _US)
    | dict.fromkeys(
        (
            "Ontario",
            "Quebec",
            "Alberta",
            "British Columbia",
            "Manitoba",
            "New Brunswick",
            "Newfoundland",
            "Nova Scotia",
            "Saskatchewan",
        ),
        "Canada",
    )
    | dict.fromkeys(
        (
            "New South Wales",
            "Queensland",
            "South Australia",
            "Tasmania",
            "Victoria",
            "Western Australia",
        ),
        "Australia",
    )
    | dict.fromkeys(("England", "Scotland", "Wales", "Northern Ireland"), "United Kingdom")
)


def container(text: str, end: int) -> str:
    """The state or country that stands beside the place that ends at ``end``, or nothing.

    >>> container("Paris, Tex., is small.", 5), container("Paris, he said", 5)
    ('Texas', '')
    """
    if text[end : end + 2] not in {", ", " ("}:
        return ""
    match = _BESIDE.match(text, end)
    phrase = match[1] if match else ""
    while phrase:
        for name in (phrase, phrase.rstrip(".")):
            if name in _STATES:
                return _STATES[name]
            if known_names().get(name) in {"countries", "states"}:
                return _SAME.get(name, name)
        phrase = phrase.rpartition(" ")[0]
    return ""


def elsewhere(one: str, other: str) -> bool:
    """Whether places in these two cannot be the same; a place in nothing known can be any.

    >>> [elsewhere("Texas", other) for other in ("France", "Ohio", "United States")]
    [True, True, False]
    """
    if not one or not other or one == other:
        return False
    countries = {_country(one), _country(other)}
    return "" not in countries and (len(countries) == 2 or not countries & {one, other})


def _country(name: str) -> str:
    """The country, or that of a division; nothing for divisions that are not in the list."""
    known = known_names().get(name) == "countries"
    return _COUNTRY_OF.get(name, name if known else "")

"""Under which name a place is shown: as news in English writes it.

Pure: standard library only. GeoNames' own names follow the romanisations of its sources, with the
marks of scholars ("Al Ḩasakah", "Janīn"), or are those used at home ("Bayern"). Which of the other
names is English it does not say here, so our table `english.tsv` comes first, then how the
division around a town is called in English, then rules of spelling. Where people write Latin
letters, their own marks stay: São Paulo, Łódź.

>>> without_marks("Ţarţūs", "SY"), without_marks("Kryvyy Rih", "UA"), without_marks("Łódź", "PL")
('Tartus', 'Kryvyi Rih', 'Łódź')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.locations.layout import Kind
from pipeline.locations.names import key, skeleton
from pipeline.locations.postings import OWNER_POPULATION
from pipeline.locations.sources import Row, table
from pipeline.locations.spelling import common_words, short_forms


def _codes(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


#: Where other letters than Latin ones are written, or Latin ones whose marks English never has.
_OTHER_LETTERS: Final = _codes(
    "AE AF AM BD BG BH BT BY CN CY DJ DZ EG EH ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ",
    "LA LB LK LY MA MK MM MN MR MV NP OM PK PS QA RU SA SD SO SY TH TJ TN TW UA VN YE",
)

#: Of these, where French is written beside Arabic, and has marks of its own: Béjaïa.
_FRENCH: Final = frozenset(("DJ", "DZ", "EH", "LB", "MA", "MR", "TN"))
_FRENCH_MARKS: Final = frozenset("\u0300\u0301\u0302\u0308\u0327")

#: Signs for sounds that English has no letter for.
_SIGNS: Final = dict.fromkeys(map(ord, "‘’ʻʼʹʽ′`ʿʾ"))
_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "ʻ": "'", "ʼ": "'"})
_KEPT_SIGNS: Final = frozenset(("CN", "IN", "BD", "PK"))  # Xi'an, Cox's Bazar

#: Ukraine's own rules of 2010 against those of GeoNames' sources: Slovyansk is Sloviansk.
_UKRAINIAN: Final = (
    (re.compile(r"(?<=[bcdfghiklmnprstvz])y(?=[aeu])"), "i"),
    (re.compile(r"(?<=[aeiou])yi"), "i"),
    (re.compile(r"yy\b"), "yi"),
)

#: Russian endings: Nizhniy, Groznyy.
_RUSSIAN: Final = re.compile(r"(?:iy|yy)\b")

#: Behind the names of towns: Nara-shi, Suwon-si.
_TOWN: Final = {"JP": "-shi", "KR": "-si"}

#: Another town of the name has it to itself from this share of the people on: Mansoura in Egypt
#: has 12 times those of Mansoûra in Algeria, Siracusa fewer than Syracuse in New York.
OWNED: Final = 0.25

_DIVISIONS: Final = ("admin1", "admin2")


def name_in_english(rows: Sequence[Row]) -> None:
    """Sets `Row.shown` of all places, and calls those of our table by their English names."""
    listed = {int(target): name for name, target, _ in table("english.tsv")}
    divisions = {row.id: row for row in rows if row.id and row.type in _DIVISIONS}
    owners: dict[str, int] = {}
    for row in rows:
        if row.type == "city" and row.population >= OWNER_POPULATION:
            name = key(row.name)
            owners[name] = max(row.population, owners.get(name, 0))
    for row in rows:
        if row.id in listed:
            row.shown = listed[row.id]
            _call(row, row.shown, OWNED * row.population < owners.get(key(row.shown), 0))
        elif row.weight is None:
            row.shown = _english(row, divisions)


def _call(row: Row, name: str, taken: bool) -> None:
    """Its English name is a town's own, unless another town bears it or it is a word: Salt."""
    words = key(name).split()
    if row.type == "city" and not common_words().issuperset(words):
        row.call(name, Kind.VARIANT if taken else Kind.NAME)
    elif row.type in _DIVISIONS and key(name) not in map(key, row.names):
        row.call(name, Kind.VARIANT)


def _english(row: Row, divisions: Mapping[int, Row]) -> str:
    plain = without_marks(row.name, row.country)
    if row.type != "city" or row.name.isascii() or row.country not in _OTHER_LETTERS:
        return plain
    for number in (row.admin1, row.admin2):
        division = divisions.get(number)
        if division is not None and (name := _as_division(row, division)):
            return name
    return plain


def _as_division(town: Row, division: Row) -> str:
    """ "Jenin" for Janīn, as its governorate is called; empty where they are called otherwise."""
    known = {key(name) for name in town.names}
    sound = skeleton(key(town.name))
    for name in short_forms(division.name):
        if name.isascii() and key(name) in known and skeleton(key(name)) == sound:
            return name
    return ""


def without_marks(name: str, country: str) -> str:
    """A name as English news spells it, in countries with other letters; else as it is."""
    if country not in _OTHER_LETTERS:
        return name.translate(_APOSTROPHES)
    spelled = name.translate(_APOSTROPHES if country in _KEPT_SIGNS else _SIGNS).replace("đ", "d")
    spelled = spelled.replace("Đ", "D").replace("Ð", "D")
    if country not in _FRENCH or not _is_french(spelled):
        parts = unicodedata.normalize("NFD", spelled)
        if country == "CN":
            parts = parts.replace("u\u0308", "ü").replace("U\u0308", "Ü")
        spelled = "".join(c for c in parts if not unicodedata.combining(c))
    if country == "UA":
        for pattern, instead in _UKRAINIAN:
            spelled = pattern.sub(instead, spelled)
    elif country == "RU":
        spelled = _RUSSIAN.sub("y", spelled)
    return spelled.removesuffix(_TOWN.get(country, "\0")).strip() or name


def _is_french(name: str) -> bool:
    """Whether a name has only the marks of French."""
    marks = {c for c in unicodedata.normalize("NFD", name) if unicodedata.combining(c)}
    return marks <= _FRENCH_MARKS

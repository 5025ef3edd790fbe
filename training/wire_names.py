"""What made lines of wire copy are put together from: names, towns, clubs, dates and amounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

#: (text, type or "")
Piece = tuple[str, str]
Line = list[Piece]


def listed(text: str) -> list[str]:
    """The items between semicolons."""
    return text.split(";")


MONTHS = listed(
    "January;February;March;April;May;June;July;August;September;October;November;December"
)
AGENCIES = listed(
    "Reuters;Reuter;AP;AFP;UPI;Xinhua;Kyodo;dpa;ANSA;Interfax;Bloomberg;Tass;PTI;Dow Jones;"
    "Associated Press;Press Association;Agence France-Presse;United Press International"
)
#: What a club's name adds to its town's, after it and before it.
AFTER = listed(
    "United;City;Rovers;Rangers;Wanderers;Athletic;Town;County;Albion;FC;Hotspur;Orient;Argyle;"
    "Bulls;Tigers;Lions;Bears;Eagles;Hawks;Giants;Kings;Sharks;Stars;Jets;Reds;Wolves;Pirates;"
    "Cubs;Braves;Blues;Heat;Wild;Flames;Knights;Panthers;Raiders;White Sox;Trail Blazers"
)
BEFORE = listed(
    "Dynamo;Real;Sporting;Inter;Lokomotiv;Spartak;CSKA;Olympique;FC;AC;Hapoel;Maccabi;Racing;"
    "Borussia;Bayer;Eintracht;Deportivo;Atletico;Partizan;Red Star;Austria;Rapid;Standard"
)


@dataclass(frozen=True, slots=True)
class Names:
    """What lines are made of."""

    persons: Sequence[str]
    companies: Sequence[str]
    cities: Sequence[str]
    capitals: Sequence[str]  # the largest of them
    countries: Sequence[str]


class Picker:
    """Picks at random, the same for one seed."""

    def __init__(self, names: Names, random: np.random.Generator) -> None:
        self.names, self.random = names, random
        self.full = [p.split(" ") for p in names.persons if " " in p]

    def pick(self, options: Sequence[str]) -> str:
        """One of several."""
        return options[int(self.random.integers(len(options)))]

    def number(self, low: int, high: int) -> str:
        """A number as digits, high excluded."""
        return str(int(self.random.integers(low, high)))

    def chance(self, share: float) -> bool:
        """True in ``share`` of cases."""
        return bool(self.random.random() < share)

    def person(self) -> Piece:
        """A person from anywhere; half of them are put together from two."""
        name = self.full[int(self.random.integers(len(self.full)))]
        if self.chance(0.5):
            other = self.full[int(self.random.integers(len(self.full)))]
            name = [name[0], *other[1:]]
        if self.chance(0.05):
            name = [name[0][0] + ".", *name[1:]]
        return " ".join(name), "PERSON"

    def country(self) -> Piece:
        """A country. Not by its letters: those in brackets are mostly a party or an agency."""
        return self.pick(self.names.countries), "GPE"

    def town(self) -> str:
        """A town; half of them are large."""
        return self.pick(self.names.capitals if self.chance(0.5) else self.names.cities)

    def city(self) -> Piece:
        """A town as a place."""
        return self.town(), "GPE"

    def club(self) -> Piece:
        """A club, often by its town's name alone."""
        town = self.town()
        draw = self.random.random()
        if draw < 0.35:
            town = f"{town} {self.pick(AFTER)}"
        elif draw < 0.5:
            town = f"{self.pick(BEFORE)} {town}"
        return town, "ORG"

    def sides(self) -> Callable[[], Piece]:
        """Who plays in one list: clubs or countries."""
        return self.club if self.chance(0.65) else self.country

    def date(self) -> str:
        """``March 3`` or ``1996-08-22``."""
        month = self.pick(MONTHS)
        if self.chance(0.4):
            return f"19{self.number(80, 100)}-{self.number(10, 13)}-{self.number(10, 32)}"
        return f"{month if self.chance(0.6) else month[:3]} {self.number(1, 32)}"

    def firm(self) -> Piece:
        """A company; some are called as a person is, and only the sentence tells."""
        if self.chance(0.3):
            return self.person()[0].split(" ")[-1], "ORG"
        return self.pick(self.names.companies), "ORG"

    def amount(self) -> str:
        """``12.50``"""
        return f"{self.number(0, 100)}.{self.number(0, 99)}"

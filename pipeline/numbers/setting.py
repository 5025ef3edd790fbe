"""A whole text → which dollar, which pound, crown and kwacha its sums are in.

Pure: standard library only. The publisher's country decides, else the countries that the text
names.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers import currencies, currency_words
from pipeline.numbers.found import Setting


def setting_of(text: str, country: str) -> Setting:
    """Which dollar and which pound the text means, by the publisher's country or by its words."""
    home = currencies.FAMILIES["$"].get(country) if country else None
    sterling = country in ("GB", "IE", "GG", "JE", "IM") or "£" in text
    crown, kwacha = _crown_of(text, country), _kwacha_of(text, country)
    return Setting(country, home or _dollar_of(text), sterling, crown, kwacha)


_CROWN_COUNTRIES: Final = {
    "Norw": "NOK",
    "Swed": "SEK",
    "Danish": "DKK",
    "Denmark": "DKK",
    "Czech": "CZK",
    "Iceland": "ISK",
}
_CROWNS_AT_HOME: Final = {"NO": "NOK", "SE": "SEK", "DK": "DKK", "CZ": "CZK", "IS": "ISK"}


def _crown_of(text: str, country: str) -> str:
    """Bare "crowns" are of the publisher's country, or of the one that the text names most."""
    if "crowns" not in text or country in _CROWNS_AT_HOME:
        return _CROWNS_AT_HOME.get(country, "")
    counts = {text.count(name): code for name, code in _CROWN_COUNTRIES.items()}
    return counts[max(counts)] if max(counts) else ""


def _kwacha_of(text: str, country: str) -> str:
    own = currency_words.LOCAL_LETTERS.get(("K", country))
    named = (code for name, code in currency_words.KWACHAS.items() if name in text)
    return own or next(named, "")


_DOLLAR_COUNTRIES: Final = {
    "Australia": "AUD",
    "Canad": "CAD",
    "New Zealand": "NZD",
    "Singapore": "SGD",
    "Hong Kong": "HKD",
}


def _dollar_of(text: str) -> str:
    """A text that marks the American dollar ("US$") means another by its bare "$"."""
    if "US$" not in text or "$" not in text.replace("US$", ""):
        return "USD"
    counts = {text.count(name): code for name, code in _DOLLAR_COUNTRIES.items()}
    return counts[max(counts)] if max(counts) > 1 else "USD"

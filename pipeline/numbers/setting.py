"""A whole text → which dollar, which pound, crown and kwacha its sums are in.

Pure: standard library only. The publisher's country decides, else the countries that the text
names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from pipeline.numbers import currencies, currency_words
from pipeline.numbers.found import Setting


def setting_of(text: str, country: str) -> Setting:
    """Which dollar and which pound the text means, by the publisher's country or by its words."""
    home = currencies.FAMILIES["$"].get(country) if country else None
    sterling = country in ("GB", "IE", "GG", "JE", "IM") or "£" in text
    crown, kwacha = _crown_of(text, country), _kwacha_of(text, country)
    dollar = home or _dollar_of(text)
    return Setting(country, dollar, sterling, crown, kwacha, _natives_of(text), _letters_of(text))


#: How a family's word begins in a text, and the countries of the family by their names' stems.
#: Moneys of the past (French francs) and countries that stand in others' news are left out.
_NATIVES: Final[dict[str, tuple[tuple[str, ...], dict[str, str]]]] = {
    "Rs": (
        ("rupee", "Rs"),
        {"India": "IN", "Pakistan": "PK", "Sri Lanka": "LK", "Nepal": "NP", "Mauriti": "MU"},
    ),
    "peso": (
        ("peso",),
        {"Mexic": "MX", "Philippine": "PH", "Argentin": "AR", "Chile": "CL", "Colombia": "CO"}
        | {"Cuba": "CU", "Urugua": "UY", "Dominican": "DO"},
    ),
    "shilling": (
        ("shilling",),
        {"Kenya": "KE", "Uganda": "UG", "Tanzania": "TZ", "Somali": "SO"},
    ),
    "dinar": (
        ("dinar",),
        {"Iraq": "IQ", "Jordan": "JO", "Kuwait": "KW", "Bahrain": "BH", "Tunisia": "TN"}
        | {"Algeria": "DZ", "Libya": "LY", "Serbia": "RS", "Macedonia": "MK"},
    ),
    "IRR": (("rial",), {"Iran": "IR", "Oman": "OM", "Yemen": "YE"}),
    "SAR": (("riyal",), {"Saudi": "SA", "Qatar": "QA", "Yemen": "YE"}),
    "AED": (("dirham",), {"Emirat": "AE", "Dubai": "AE", "Morocc": "MA"}),
    "CHF": (
        ("franc",),
        {"Swiss": "CH", "Switzerland": "CH", "Rwanda": "RW", "Burundi": "BI", "Djibouti": "DJ"},
    ),
}


def _natives_of(text: str) -> dict[str, str]:
    """For the money words of ``text`` that countries share, the country that it names most.

    Once is no setting: "a Kenyan driver" may be in news of Uganda. Of two that are named equally
    often neither is.
    """
    found = {}
    for family, (cues, stems) in _NATIVES.items():
        if any(cue in text for cue in cues):
            counts: Counter[str] = Counter()
            for stem, country in stems.items():
                counts[country] += text.count(stem)
            (first, most), (_, next_most) = counts.most_common(2)
            if most > max(next_most, 1):
                found[family] = first
    return found


#: Letters that are money before any number in a text that names the money in full.
_LETTERS: Final = {"N": ("naira", "NGN"), "R": (" rand", "ZAR")}


def _letters_of(text: str) -> dict[str, str]:
    """ "N828 a litre" in a text that says "naira" as well."""
    return {letter: code for letter, (name, code) in _LETTERS.items() if name in text}


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
    times, code = _named_most(text, _CROWN_COUNTRIES)
    return code if times else ""


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
    times, code = _named_most(text, _DOLLAR_COUNTRIES)
    return code if times > 1 else "USD"


def _named_most(text: str, codes: Mapping[str, str]) -> tuple[int, str]:
    """How often ``text`` has the name of ``codes`` that it has most, and its code.

    Of names that it has equally often it is the last.
    """
    return max({text.count(name): code for name, code in codes.items()}.items())

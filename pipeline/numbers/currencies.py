"""Currency codes and families → ISO 4217; `currency_words` has the spellings.

Pure: tables and lookups. Codes are those of ISO 4217 (and of the money that the euro replaced,
which old news still counts in). Words that several countries share ("dollars", "pounds", "rupees")
stand for the country of ``hints``, else for the currency that news means without more words.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.lexicon import word_set

# Codes that are read before or after a number. Codes that are words in capitals
# ("ALL", "TOP", "TRY", "PEN", "CUP") are read only where they are glued to digits or where a sum
# surely follows.
CODES: Final = word_set(
    "USD EUR GBP JPY CNY CNH CHF AUD CAD NZD HKD SGD TWD KRW INR PKR LKR NPR BDT IDR MYR "
    "THB PHP VND RUB UAH PLN CZK HUF RON BGN RSD SEK NOK DKK ISK TRY ILS AED SAR QAR KWD "
    "BHD OMR JOD EGP LBP IQD IRR SYP ZAR NGN KES GHS UGX TZS RWF ETB MAD TND DZD XAF XOF "
    "BRL MXN ARS CLP COP PEN UYU VEF VES BOB PYG CRC GTQ DOP JMD TTD KZT UZS GEL AMD AZN "
    "BYN MDL AFN MMK KHR LAK MNT BTC ETH XBT DEM FRF ITL ESP NLG ZMW MWK BWP NAD MUR SCR "
    "BND FJD PGK CUP HNL NIO HTG ALL MKD MVR BTN LSL SZL GMD SLE SLL LRD GNF CDF BIF AOA MZN "
    "LYD WST SBD VUV XPF BBD BSD BZD GYD SRD XCD KYD TJS CUC MGA MRU ERN KGS BAM SDG SSP "
    "YER STN KPW KMF FKP CVE GIP SHP DJF AWG ANG MOP BMD PAB SVC TMT SOS HRK BYR ZWL"
)
_WORDLIKE: Final = word_set("ALL TOP TRY PEN CUP COP MAD BOB SOS GIP ANG SHP CVE STN AWG MOP PAB")
CODE_ALIASES: Final = {"RMB": "CNY", "NTD": "TWD", "STG": "GBP", "BTC": "BTC", "XBT": "BTC"}

# What a shared word means in a country that has it; the first entry is its meaning without one.
FAMILIES: Final[dict[str, dict[str, str]]] = {
    "$": {
        "": "USD", "US": "USD", "AU": "AUD", "CA": "CAD", "NZ": "NZD", "SG": "SGD", "HK": "HKD",
        "TW": "TWD", "JM": "JMD", "FJ": "FJD", "ZW": "ZWL", "NA": "NAD", "LR": "LRD",
        "GY": "GYD", "BB": "BBD", "BS": "BSD", "TT": "TTD", "BZ": "BZD", "BN": "BND",
        "BM": "BMD", "SR": "SRD", "KY": "KYD", "XC": "XCD", "SB": "SBD",
    },
    "£": {
        "": "GBP", "GB": "GBP", "EG": "EGP", "LB": "LBP", "SY": "SYP", "SD": "SDG", "SS": "SSP",
        "IE": "IEP", "CY": "CYP",
    },
    "Rs": {
        "": "INR", "IN": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR", "MU": "MUR", "SC": "SCR",
    },
    "peso": {
        "": "MXN", "MX": "MXN", "PH": "PHP", "AR": "ARS", "CL": "CLP", "CO": "COP", "CU": "CUP",
        "UY": "UYU", "DO": "DOP",
    },
    "CHF": {
        "": "CHF", "CH": "CHF", "FR": "FRF", "BE": "BEF", "LU": "LUF", "RW": "RWF", "BI": "BIF",
        "CD": "CDF", "XOF": "XOF", "DJ": "DJF", "GN": "GNF", "KM": "KMF", "PF": "XPF",
    },
    "shilling": {"": "KES", "KE": "KES", "UG": "UGX", "TZ": "TZS", "SO": "SOS"},
    "dinar": {
        "": "IQD", "IQ": "IQD", "JO": "JOD", "KW": "KWD", "BH": "BHD", "TN": "TND", "DZ": "DZD",
        "LY": "LYD", "RS": "RSD", "MK": "MKD",
    },
    "AED": {"": "AED", "AE": "AED", "MA": "MAD"},
    "SAR": {"": "SAR", "SA": "SAR", "QA": "QAR", "OM": "OMR", "YE": "YER", "IR": "IRR"},
    "IRR": {"": "IRR", "IR": "IRR", "OM": "OMR", "YE": "YER", "SA": "SAR", "QA": "QAR"},
    "krone": {"": "NOK", "NO": "NOK", "DK": "DKK"},
    "SEK": {"": "SEK", "SE": "SEK", "IS": "ISK", "NO": "NOK", "DK": "DKK"},
    "CZK": {"": "CZK", "CZ": "CZK", "SK": "SKK"},
    "TRY": {"": "TRY", "TR": "TRY", "IT": "ITL", "MT": "MTL", "SY": "SYP", "LB": "LBP"},
    "RUB": {"": "RUB", "RU": "RUB", "BY": "BYN"},
    "AZN": {"": "AZN", "AZ": "AZN", "TM": "TMT"},
    "DEM": {"": "DEM", "DE": "DEM", "BA": "BAM"},
    "KGS": {"": "KGS", "KG": "KGS", "UZ": "UZS"},
    "ZMW": {"": "ZMW", "ZM": "ZMW", "MW": "MWK"},
    "RON": {"": "RON", "RO": "RON", "MD": "MDL"},
    "KRW": {"": "KRW", "KR": "KRW", "KP": "KPW"},
    "sen": {"": "MYR/100", "MY": "MYR/100", "ID": "IDR/100", "JP": "JPY/100"},
}  # fmt: skip


def code_of(word: str, *, glued: bool = False) -> str | None:
    """The ISO code that ``word`` is, as written; codes that are also words only when glued."""
    if word in CODES and (glued or word not in _WORDLIKE):
        return CODE_ALIASES.get(word, word)
    return CODE_ALIASES.get(word)


def resolve(family: str, country: str) -> tuple[str, int]:
    """ISO 4217 code and divisor of a sign or word in ``country`` ("" when unknown).

    The divisor is below zero where the word counts several ("toman", ten rials).
    """
    base, _, times = family.partition("*")
    if times:
        return base, -int(times)
    base, _, part = family.partition("/")
    countries = FAMILIES.get(base)
    code = (countries.get(country) or countries[""]) if countries else base
    base, _, own_part = code.partition("/")
    return base, int(part or own_part or 1)


def of_country(family: str, adjective_country: str) -> str | None:
    """The currency of a word with an adjective: None where the country has no such money."""
    base, slash, part = family.partition("/")
    countries = FAMILIES.get(base)
    if countries is None:
        return family
    code = countries.get(adjective_country)
    return None if code is None else code + slash + part

"""Currency signs, codes and words → ISO 4217.

Pure: tables and lookups. Codes are those of ISO 4217 (and of the money that the euro replaced,
which old news still counts in). Words that several countries share ("dollars", "pounds", "rupees")
stand for the country of ``hints``, else for the currency that news means without more words.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.lexicon import word_set

# Codes that are read before or after a number. Left out: codes that are words in capitals
# ("ALL", "TOP", "TRY", "PEN", "CUP") are read only where they are glued to digits.
CODES: Final = word_set(
    "USD EUR GBP JPY CNY CNH CHF AUD CAD NZD HKD SGD TWD KRW INR PKR LKR NPR BDT IDR MYR "
    "THB PHP VND RUB UAH PLN CZK HUF RON BGN RSD SEK NOK DKK ISK TRY ILS AED SAR QAR KWD "
    "BHD OMR JOD EGP LBP IQD IRR SYP ZAR NGN KES GHS UGX TZS RWF ETB MAD TND DZD XAF XOF "
    "BRL MXN ARS CLP COP PEN UYU VEF VES BOB PYG CRC GTQ DOP JMD TTD KZT UZS GEL AMD AZN "
    "BYN MDL AFN MMK KHR LAK MNT BTC ETH XBT DEM FRF ITL ESP NLG ZMW MWK BWP NAD MUR SCR "
    "BND FJD PGK CUP HNL NIO HTG ALL MKD MVR BTN LSL SZL GMD SLE SLL LRD GNF CDF BIF AOA MZN "
    "LYD WST SBD VUV XPF BBD BSD BZD GYD SRD XCD KYD TJS"
)
_WORDLIKE: Final = word_set("ALL TOP TRY PEN CUP COP MAD BOB SOS")
CODE_ALIASES: Final = {"RMB": "CNY", "NTD": "TWD", "STG": "GBP", "BTC": "BTC", "XBT": "BTC"}

SIGNS: Final[dict[str, str]] = {
    "$": "$",
    "＄": "$",
    "¢": "$/100",
    "€": "EUR",
    "£": "£",
    "¥": "JPY",
    "￥": "JPY",
    "₹": "INR",
    "₨": "Rs",
    "₽": "RUB",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₴": "UAH",
    "₫": "VND",
    "₱": "PHP",
    "฿": "THB",
    "₿": "BTC",
    "₡": "CRC",
    "₾": "GEL",
    "₭": "LAK",
    "₦": "NGN",
    "₵": "GHS",
    "₸": "KZT",
    "₼": "AZN",
    "₮": "MNT",
    "₲": "PYG",
    "৳": "BDT",
    "؋": "AFN",
    "៛": "KHR",
    "元": "CNY",
    "円": "JPY",
    "원": "KRW",
}

# Letters before "$", in lower case.
DOLLAR_PREFIXES: Final[dict[str, str]] = {
    "us": "USD",
    "u.s": "USD",
    "u.s.": "USD",
    "usd": "USD",
    "a": "AUD",
    "au": "AUD",
    "aud": "AUD",
    "aus": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "can": "CAD",
    "cad": "CAD",
    "cdn": "CAD",
    "nz": "NZD",
    "nzd": "NZD",
    "hk": "HKD",
    "hkd": "HKD",
    "s": "SGD",
    "sg": "SGD",
    "nt": "TWD",
    "tw": "TWD",
    "r": "BRL",
    "br": "BRL",
    "mex": "MXN",
    "mx": "MXN",
    "j": "JMD",
    "ja": "JMD",
    "tt": "TTD",
    "bds": "BBD",
    "b": "BSD",
    "fj": "FJD",
    "f": "FJD",
    "n": "NAD",
    "z": "ZWL",
    "zim": "ZWL",
    "zw": "ZWL",
    "l": "LRD",
    "g": "GYD",
    "ec": "XCD",
    "bz": "BZD",
    "p": "NIO",
    "arg": "ARS",
    "ar": "ARS",
    "ws": "WST",
    "si": "SBD",
    "t": "TOP",
    "col": "COP",
    "cl": "CLP",
}

#: Codes that may follow a sum with a bare "$".
DOLLARS: Final = frozenset({code for code in DOLLAR_PREFIXES.values() if code[-1] == "D"})

# Letters before a number, as written; a point may follow ("Rs.").
LETTER_SIGNS: Final[dict[str, str]] = {
    "Rs": "Rs",
    "rs": "Rs",
    "RM": "MYR",
    "Rp": "IDR",
    "Tk": "BDT",
    "KSh": "KES",
    "Ksh": "KES",
    "KES": "KES",
    "Sh": "KES",
    "USh": "UGX",
    "Shs": "UGX",
    "Ush": "UGX",
    "TSh": "TZS",
    "Tsh": "TZS",
    "Kshs": "KES",
    "GH": "GHS",
    "GHC": "GHS",
    "FCFA": "XOF",
    "CFAF": "XOF",
    "CFA": "XOF",
    "Nu": "BTN",
    "Rf": "MVR",
    "Vt": "VUV",
    "Frw": "RWF",
    "Fr": "CHF",
    "SFr": "CHF",
    "DM": "DEM",
    "Kč": "CZK",
    "Dh": "AED",
    "Dhs": "AED",
    "Php": "PHP",
    "PhP": "PHP",
    "NIS": "ILS",
    "SKr": "SEK",
    "NKr": "NOK",
    "DKr": "DKK",
    "sen": "sen",
}
# One letter is a sign only in its own country ("R50 million", "N2 billion", "P500").
LOCAL_LETTERS: Final[dict[tuple[str, str], str]] = {
    ("R", "ZA"): "ZAR",
    ("R", "LS"): "ZAR",
    ("N", "NG"): "NGN",
    ("P", "PH"): "PHP",
    ("P", "BW"): "BWP",
    ("K", "ZM"): "ZMW",
    ("K", "PG"): "PGK",
    ("K", "MW"): "MWK",
    ("D", "GM"): "GMD",
    ("L", "HN"): "HNL",
    ("Q", "GT"): "GTQ",
    ("G", "HT"): "HTG",
}

# Before a number in millions or more, these letters are money in any country's news; "K" is the
# money of whichever of its countries the text names.
LETTERS_ALONE: Final = {
    "R": "ZAR",
    "N": "NGN",
    "P": "PHP",
    "K": "K",
    "MK": "MWK",
    "QR": "QAR",
    "SR": "SAR",
    "BD": "BHD",
    "KD": "KWD",
    "RO": "OMR",
    "JD": "JOD",
    "LE": "EGP",
    "TL": "TRY",
    "Br": "ETB",
    "Bs": "BOB",
}
#: Names in a text → the currency of its "K5 million".
KWACHAS: Final = {"Zambia": "ZMW", "Malawi": "MWK", "Papua New Guinea": "PGK", "PNG": "PGK"}

# Words after a number, in lower case. "$", "£", "Rs" … stand for what the country decides; a
# trailing "/100" marks the hundredth part.
WORDS: Final[dict[str, str]] = {
    word: code
    for code, words in {
        "$": "dollar dollars dlr dlrs buck bucks",
        "$/100": "cent cents cts",
        "EUR": "euro euros",
        "£": "quid sterling stg",
        "£/100": "pence penny pennies",
        "INR/100": "paise paisa",
        "JPY": "yen",
        "CNY": "yuan renminbi rmb",
        "Rs": "rupee rupees",
        "RUB": "ruble rubles rouble roubles",
        "RUB/100": "kopeks kopecks kopeck",
        "CHF": "franc francs",
        "KRW": "won",
        "TRY": "lira liras",
        "ITL": "lire",
        "peso": "peso pesos",
        "ZAR": "rand rands",
        "BRL": "real reais reals",
        "SEK": "krona kronor",
        "krone": "krone kroner",
        "ISK": "kronur",
        "CZK": "koruna korunas koruny",
        "shilling": "shilling shillings",
        "dinar": "dinar dinars",
        "AED": "dirham dirhams",
        "SAR": "riyal riyals",
        "IRR": "rial rials",
        "MYR": "ringgit ringgits",
        "sen": "sen",
        "THB": "baht bahts",
        "IDR": "rupiah rupiahs",
        "VND": "dong",
        "BDT": "taka",
        "NGN": "naira nairas",
        "GHS": "cedi cedis",
        "ZMW": "kwacha",
        "UAH": "hryvnia hryvnias hryvnya",
        "PLN": "zloty zlotys zloties złoty",
        "HUF": "forint forints",
        "RON": "leu lei",
        "BGN": "lev leva",
        "GEL": "lari",
        "AMD": "drams",
        "AZN": "manat manats",
        "KZT": "tenge",
        "ILS": "shekel shekels",
        "DEM": "deutschmark deutschmarks deutschemarks marks",
        "ESP": "peseta pesetas",
        "NLG": "guilder guilders",
        "PTE": "escudo escudos",
        "FIM": "markka markkaa",
        "GRD": "drachma drachmas",
        "BTC": "bitcoin bitcoins",
        "BTC/100000000": "satoshi satoshis",
        "ETH": "ethereum",
        "CRC": "colon colón colones",
        "PEN": "soles",
        "BOB": "boliviano bolivianos",
        "VES": "bolivar bolivars bolivares",
        "GTQ": "quetzal quetzales",
        "HNL": "lempira lempiras",
        "PYG": "guarani guaranis",
        "MMK": "kyat kyats",
        "KHR": "riel riels",
        "LAK": "kip",
        "MNT": "tugrik tugriks",
        "ETB": "birr",
        "AFN": "afghani afghanis",
        "BWP": "pula",
        "MVR": "rufiyaa",
        "USD/10": "dime dimes",
        "USD/20": "nickels",
        "NOK/100": "øre",
    }.items()
    for word in words.split()
}

# Adjectives before a currency word: (family or code) by country adjective.
ADJECTIVES: Final[dict[str, str]] = {
    "us": "US",
    "u.s": "US",
    "american": "US",
    "australian": "AU",
    "canadian": "CA",
    "zealand": "NZ",
    "singapore": "SG",
    "singaporean": "SG",
    "kong": "HK",
    "taiwan": "TW",
    "taiwanese": "TW",
    "jamaican": "JM",
    "fijian": "FJ",
    "fiji": "FJ",
    "zimbabwe": "ZW",
    "zimbabwean": "ZW",
    "namibian": "NA",
    "liberian": "LR",
    "guyanese": "GY",
    "barbados": "BB",
    "bahamian": "BS",
    "british": "GB",
    "uk": "GB",
    "egyptian": "EG",
    "lebanese": "LB",
    "syrian": "SY",
    "sudanese": "SD",
    "irish": "IE",
    "cypriot": "CY",
    "cyprus": "CY",
    "indian": "IN",
    "pakistani": "PK",
    "pakistan": "PK",
    "lankan": "LK",
    "lanka": "LK",
    "nepalese": "NP",
    "nepali": "NP",
    "mauritian": "MU",
    "indonesian": "ID",
    "swiss": "CH",
    "french": "FR",
    "belgian": "BE",
    "luxembourg": "LU",
    "rwandan": "RW",
    "burundian": "BI",
    "congolese": "CD",
    "cfa": "XOF",
    "djibouti": "DJ",
    "mexican": "MX",
    "philippine": "PH",
    "filipino": "PH",
    "argentine": "AR",
    "argentinian": "AR",
    "chilean": "CL",
    "colombian": "CO",
    "cuban": "CU",
    "uruguayan": "UY",
    "dominican": "DO",
    "kenyan": "KE",
    "kenya": "KE",
    "ugandan": "UG",
    "uganda": "UG",
    "tanzanian": "TZ",
    "tanzania": "TZ",
    "somali": "SO",
    "iraqi": "IQ",
    "jordanian": "JO",
    "kuwaiti": "KW",
    "bahraini": "BH",
    "tunisian": "TN",
    "algerian": "DZ",
    "libyan": "LY",
    "serbian": "RS",
    "macedonian": "MK",
    "emirati": "AE",
    "uae": "AE",
    "moroccan": "MA",
    "saudi": "SA",
    "qatari": "QA",
    "omani": "OM",
    "yemeni": "YE",
    "iranian": "IR",
    "norwegian": "NO",
    "danish": "DK",
    "swedish": "SE",
    "icelandic": "IS",
    "czech": "CZ",
    "slovak": "SK",
    "estonian": "EE",
    "turkish": "TR",
    "italian": "IT",
    "maltese": "MT",
    "russian": "RU",
    "belarusian": "BY",
    "belarussian": "BY",
    "ukrainian": "UA",
    "chinese": "CN",
    "japanese": "JP",
    "korean": "KR",
    "german": "DE",
    "finnish": "FI",
    "spanish": "ES",
    "dutch": "NL",
    "polish": "PL",
    "thai": "TH",
    "vietnamese": "VN",
    "brazilian": "BR",
    "african": "ZA",
    "israeli": "IL",
    "hungarian": "HU",
    "romanian": "RO",
    "bulgarian": "BG",
    "georgian": "GE",
    "lao": "LA",
    "laotian": "LA",
    "rican": "CR",
    "malaysian": "MY",
    "nigerian": "NG",
    "ghanaian": "GH",
    "ghana": "GH",
    "bangladeshi": "BD",
    "kazakh": "KZ",
    "azerbaijani": "AZ",
    "armenian": "AM",
    "venezuelan": "VE",
}

# What a shared word means in a country that has it; the first entry is its meaning without one.
FAMILIES: Final[dict[str, dict[str, str]]] = {
    "$": {
        "": "USD", "US": "USD", "AU": "AUD", "CA": "CAD", "NZ": "NZD", "SG": "SGD", "HK": "HKD",
        "TW": "TWD", "JM": "JMD", "FJ": "FJD", "ZW": "ZWL", "NA": "NAD", "LR": "LRD",
        "GY": "GYD", "BB": "BBD", "BS": "BSD", "TT": "TTD", "BZ": "BZD", "BN": "BND",
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
        "CD": "CDF", "XOF": "XOF", "DJ": "DJF",
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
    "KRW": {"": "KRW", "KR": "KRW", "KP": "KPW"},
    "sen": {"": "MYR/100", "MY": "MYR/100", "ID": "IDR/100", "JP": "JPY/100"},
}  # fmt: skip


def code_of(word: str, *, glued: bool = False) -> str | None:
    """The ISO code that ``word`` is, as written; codes that are also words only when glued."""
    if word in CODES and (glued or word not in _WORDLIKE):
        return CODE_ALIASES.get(word, word)
    return CODE_ALIASES.get(word)


def resolve(family: str, country: str) -> tuple[str, int]:
    """ISO 4217 code and divisor of a sign or word in ``country`` ("" when unknown)."""
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

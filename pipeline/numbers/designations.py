"""Digits that name a thing instead of counting: models, addresses, phone numbers, references.

Pure: standard library only. "F-16", "T-72", "Boeing 737", "COVID-19", "G7", "10 Downing Street",
"Channel 4", "Article 50", "+1-222-555-0123", "1.2.3", "[4]", "1) …".
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.calendar import DASHES, month_at
from pipeline.numbers.digits import QUOTIENT, read_fraction
from pipeline.numbers.found import Found
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.tokens import Tokens

# Words after which an integer is a name, in lower case. Most need a capital: "Title 42".
_ALWAYS: Final = word_set(
    "boeing airbus falcon apollo soyuz voyager iphone ipad galaxy windows linux android xbox "
    "playstation channel route highway interstate autobahn motorway flight formula "
    "resolution proposition prop article section chapter title amendment clause paragraph "
    "schedule annex appendix figure fig table exhibit rule room suite apt apartment unit "
    "gate pier terminal platform ward precinct district zone sector block cell studio "
    "area camp building tower line exit junction runway psalm genesis matthew luke isaiah "
    "verse page pages pp p volume vol issue version ver v ios macos ubuntu python java "
    "mark mk model type class grade level category tier phase stage step part volume "
    "episode season game match race round week act scene lane bus train tram radio bbc "
    "espn cnn itv fox abc nbc cbs tv fm am camera engine reactor unit units block apache "
    "chinook cessna embraer bombardier antonov tupolev ilyushin mig sukhoi atr shenzhou "
    "long-march ariane atlas delta vega explorer mariner pioneer venera sputnik luna "
    "progress expedition sts wta atp pga lpga motogp gp2 gp3 group opec+ order directive "
    "regulation bill act hr patent case docket no. charter code form convention protocol "
    "agenda vision horizon target studio blink catch ocean's u2 ub40 blink-182 maroon sum "
    "club top40 local flights articles sections chapters chromosome chromosomes enterovirus "
    "ftse nasdaq nikkei cac dax russell stoxx nifty ibex topix asx csi smi aex kse fortune forbes "
    "billboard hot region loop news artemis mach box year size isbn issn"
)
# These need no capital, the others do.
_LOWER_TOO: Final = word_set(
    "page pages pp chapter section article version windows iphone boeing airbus flight "
    "highway route paragraph figure table level category grade type size flights chromosome "
    "chromosomes sections chapters articles"
)
# "flights 687 and 862", "Articles 5, 6 and 9": the later ones are names as well.
_IN_LISTS: Final = word_set("flights articles sections chapters pages rooms channels chromosomes")
# These have decimals too: "Python 3.11", "version 2.0".
_VERSIONED: Final = word_set("version python macos ios android linux ubuntu windows java chrome")
# Before five digits, a state of the US makes a postal code.
_STATES: Final = word_set(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM "
    "NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
)
# What the Boeing company sells; "the 737" and "a 747" need no more words.
_AIRLINERS: Final = word_set("707 717 727 737 747 757 767 777 787")
_STREETS: Final = word_set(
    "street st avenue ave road rd lane drive boulevard blvd square place terrace crescent "
    "way court close gardens broadway highway parkway plaza"
)
# "36 Quai des Orfèvres": the street comes first.
_STREETS_FIRST: Final = frozenset(
    {"Rue", "Quai", "Avenue", "Boulevard", "Via", "Calle", "Rua", "Piazza"}
)


def designation(t: Tokens, i: int) -> Found | None:
    """The tokens around digit token ``i`` that are a name, or None when ``i`` may be a number."""
    found = _glued_to_letters(t, i) if t.glued(i) else None
    after = t.lows[i + 1]
    if found is None and (
        after in _MARKS or t.words[i][0] == "0" or t.lows[i - 1] in _MARKS or "." in t.words[i]
    ):
        found = _slashed(t, i) or _phone(t, i) or _reference(t, i)
    if found is None:
        found = _named(t, i)
    if found is None and t.words[i + 1][:1].isupper():
        found = _address(t, i)
    return found


# Beside digits, these may make a phone number, a reference or a list mark of them.
_MARKS: Final = frozenset("/-‑()[].+§¶\n")


# Prefixes after which a hyphen does not make a name: "mid-1990s", "sub-20".
def _after_digits(t: Tokens, j: int) -> bool:
    """Whether the letters at ``j`` end a digit numeral: "5k-20k", "75mm-300mm", "5°C-7°C"."""
    return t.glued(j) and (t.words[j - 1][:1].isdecimal() or t.words[j - 1] in "°º˚")


_PREFIXES: Final = word_set(
    "cent percent "
    "mid pre post early late under over sub top non ex anti all nearly about plus minus u "
    "to or and of the by a an than per estimated roughly approximately age aged between magnitude"
)


def _glued_to_letters(t: Tokens, i: int) -> Found | None:
    """ "A380", "G7", "COVID-19", "Tu-154", "B-52"."""
    before = t.words[i - 1]
    if before[:1].isalpha() or before == "_":
        return Found(i, _to_end_of_name(t, i))
    strain = before == "/" and t.glued(i - 1) and t.words[i - 2][:1].isalpha()
    named = before in ("@", "#", "&", "=", "\\") or before.startswith(("http", "www"))
    if before == "=" and t.words[i - 2][:1].isdecimal():
        named = False  # "$1=108.20 yen"
    if named or strain:
        return Found(i, _to_end_of_name(t, i))
    if before in DASHES and t.glued(i - 1) and not _after_digits(t, i - 2):
        lead = t.words[i - 2]
        if lead[:1].isalpha() and t.lows[i - 2] not in _PREFIXES:
            return Found(i, _to_end_of_name(t, i))
    if (
        before == "."
        and t.glued(i - 1)
        and t.words[i - 2][:1].isalpha()
        and t.lows[i - 2] not in _POINTED
    ):
        return Found(i, i + 1)
    return None


_POINTED: Final = word_set("rs no nos tk rp approx c ca est fr sh")


def _to_end_of_name(t: Tokens, i: int) -> int:
    """Past what is glued on: "A380-800", "LGA1156", "F-16s"."""
    k = i + 1
    for _ in range(6):
        if t.glued(k) and (t.words[k][:1].isalnum() or (t.lows[k] in DASHES and t.glued(k + 1))):
            k += 1
        else:
            break
    return k


def _slashed(t: Tokens, i: int) -> Found | None:
    """ "24/7", "1/0", "1/2/3": digits and strokes that are no fraction; "2019/20" is left."""
    if t.lows[i + 1] != "/" or not t.glued(i + 1) or not t.words[i + 2].isdecimal():
        return None
    if not t.glued(i + 2) or len(t.words[i]) > 3 or read_fraction(t, i) is not None:
        return None
    if t.words[i] == t.words[i + 2] == "50" or t.lows[i + 3] in ("split", "chance"):
        terms = Decimal(t.words[i]), Decimal(t.words[i + 2])
        value = QUOTIENT.divide(*terms) if terms[1] else None
        return Found(i, i + 3, "ratio", value, terms=terms)
    return Found(i, _to_end_of_name(t, i + 2))


def _phone(t: Tokens, i: int) -> Found | None:
    """ "+1-222-555-0123", "(202) 555-0123", "1-800-273-8255", "555 0123 456": no numbers."""
    word = t.words[i]
    if not word.isdecimal():
        return _version(t, i)
    if word[0] == "0" and len(word) > 2 and t.words[i + 1].isdecimal():
        k = i + 1
        while k < i + 5 and t.words[k].isdecimal():
            k += 1
        return Found(i, k)  # "0800 123 4567"
    plus = t.lows[i - 1] == "+" and t.glued(i)
    groups, k = [len(word)], i + 1
    while len(groups) < 8:
        j = k
        while t.lows[j] in ("-", "‑", "/", ")", "(") and j < k + 2:
            j += 1
        if not t.words[j].isdecimal() or (j == k and not (plus or t.lows[i - 1] == "(")):
            break
        groups.append(len(t.words[j]))
        k = j + 1
    if len(groups) < 3 and not (plus and len(word) > 6) and not (groups == [3, 4] and _calls(t, i)):
        return None
    if sum(groups) < 7 or (max(groups) < 3 and not plus):
        return None
    return Found(i, k)


def _calls(t: Tokens, i: int) -> bool:
    return any(
        t.lows[j] in ("call", "phone", "tel", "telephone", "dial", "fax")
        for j in range(max(i - 4, 0), i)
    )


def _version(t: Tokens, i: int) -> Found | None:
    """ "4.1.2", "192.168.0.1": several points and no grouping; "24.703" is a number."""
    word = t.words[i]
    return Found(i, i + 1) if word.count(".") > 1 and not _grouped(word) else None


def _grouped(word: str) -> bool:
    head, *groups = word.split(",")[0].split(".")
    return len(head) < 4 and all(len(group) == 3 for group in groups)


_FREE_LINES: Final = word_set("800 833 844 855 866 877 888 900")


def _reference(t: Tokens, i: int) -> Found | None:
    """ "[4]" and list numbers at the start of a line: "1. Arms", "2) Aid", "(3) …"."""
    before, after = t.lows[i - 1], t.lows[i + 1]
    if before == "[" and after == "]":
        return Found(i, i + 2)
    if before in ("§", "¶") or (before == "." and t.lows[i - 2] in ("p", "pp") and t.glued(i - 1)):
        return Found(i, _to_end_of_name(t, i))
    if after == "-" and t.words[i + 2] in ("K", "Q") and t.glued(i + 2):
        return Found(i, i + 3)  # "a 10-K filing"
    if after == "(" and t.glued(i + 1) and t.lows[i + 3] == ")" and len(t.lows[i + 2]) == 1:
        return Found(i, i + 4)  # "401(k)"
    if t.words[i] == "1" and after == "-" and t.words[i + 2] in _FREE_LINES and t.glued(i + 1):
        return Found(i, _to_end_of_name(t, i))  # "1-800-CDC-INFO"
    starts_line = i == 0 or before == "\n"
    if after == ")" and t.glued(i + 1) and not t.glued(i) and _is_list_mark(t, i):
        return Found(i, i + 2)
    if (
        starts_line
        and len(t.words[i]) < 3
        and t.words[i].isdecimal()
        and (
            after in (".", ")")
            and t.glued(i + 1)
            and not t.glued(i + 2)
            and t.words[i + 2][:1].isalpha()
        )
    ):
        return Found(i, i + 2)
    return None


def _is_list_mark(t: Tokens, i: int) -> bool:
    """ "1) the sex ratio and 2) the diet": a bracket that was not opened."""
    if not t.words[i].isdecimal() or len(t.words[i]) > 2 or not t.words[i + 2][:1].isalpha():
        return False
    near = t.lows[max(i - 40, 0) : i]
    return "(" not in near


def _named(t: Tokens, i: int) -> Found | None:
    """ "Boeing 737", "Article 50", "page 3", "English 101"."""
    word, before, lead = t.words[i], t.lows[i - 1], t.words[i - 1]
    if word == "911" and t.lows[i + 1] not in ("people", "million"):
        return Found(i, i + 1)
    if word in ("480", "720", "1080", "2160") and t.lows[i + 1] == "p" and t.glued(i + 1):
        return Found(i, i + 2)
    if word == "7" and t.lows[i + 1] == "-" and t.words[i + 2] == "Eleven":
        return Found(i, i + 3)
    if len(word) == 5 and lead in _STATES and word.isdecimal():
        return Found(i, i + 1)
    if before in _VERSIONED and (lead[:1].isupper() or before == "version"):
        return Found(i, i + 1) if word.replace(".", "", 1).isdecimal() else None
    if not word.isdecimal() or len(word) > 4:
        return None
    if before == "of" and t.words[i - 2] == "Group" and word in ("7", "8", "10", "20", "77"):
        return Found(i, i + 1)
    if word in _AIRLINERS and _is_airliner(t, i):
        return Found(i, _to_end_of_name(t, i))
    if t.words[i - 2].isdecimal() and _is_listed(t, i):
        return Found(i, _to_end_of_name(t, i))
    capital = lead[:1].isupper()
    # "CentOS 8", "iPhone 6", and the bills "S. 294", "H.R. 1": no word of prose looks so.
    if any(letter.isupper() for letter in lead[1:]) and not (
        lead.isupper() or t.words[i - 2][:1].isdecimal()
    ):
        return Found(i, _to_end_of_name(t, i))
    if lead == "." and t.words[i - 2] in ("S", "R") and t.glued(i - 1):
        return Found(i, i + 1)
    if before == "year" and len(word) > 2:
        return None
    if before in _ALWAYS and (capital or before in _LOWER_TOO):
        if _counts_on(t, i + 1) and before not in _LOWER_TOO:
            return None
        return Found(i, _to_end_of_name(t, i))
    return None


def _is_airliner(t: Tokens, i: int) -> bool:
    """ "the 737 Max", "the A300 and 747": no count of people or things follows."""
    if t.lows[i - 1] not in ("the", "a", "an", "and", "its", "new"):
        return False
    following = t.lows[i + 1]
    return following not in ("%", "percent", "per", "-", "million") and not (
        following.endswith("s") and len(following) > 3
    )


def _is_listed(t: Tokens, i: int) -> bool:
    j = i - 1
    for _ in range(4):
        if t.lows[j] not in ("and", ",", "or", "to", "-", "–") or not t.words[j - 1].isdecimal():
            return False
        if t.lows[j - 2] in _IN_LISTS:
            return True
        j -= 2
    return False


def _counts_on(t: Tokens, k: int) -> bool:
    """Whether the number goes on as a count or measure: "Group 20 people", "Fox 5 percent"."""
    return t.lows[k] in (
        "%",
        "percent",
        "per",
        "million",
        "billion",
        "people",
        "hundred",
        "thousand",
    )


def _address(t: Tokens, i: int) -> Found | None:
    """ "10 Downing Street", "1600 Pennsylvania Avenue": the number of a house."""
    if not t.words[i].isdecimal() or len(t.words[i]) > 5:
        return None
    if t.words[i + 1] in _STREETS_FIRST and t.words[i + 2][:1].isalpha():
        return Found(i, i + 1)
    for k in range(i + 1, i + 4):
        if t.lows[k] in _STREETS and k > i + 1 and t.words[k][:1].isupper():
            return Found(i, i + 1)
        if not t.words[k][:1].isupper() or month_at(t, k):
            return None
    return None

"""Digits that name a thing instead of counting: models, viruses, channels, articles, pages.

Pure: standard library only. "F-16", "T-72", "Boeing 737", "COVID-19", "G7", "Channel 4",
"Article 50"; `references` tells phone numbers, list marks and addresses.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.calendar import DASHES
from pipeline.numbers.currency_words import DOLLAR_PREFIXES
from pipeline.numbers.currency_words import WORDS as CURRENCIES
from pipeline.numbers.designation_words import (
    AIRLINERS,
    ALWAYS,
    BOOKS,
    BOOKS_IN_PARTS,
    IN_LISTS,
    LOWER_TOO,
    NUMBERED,
    PAPERS,
    VERSIONED,
)
from pipeline.numbers.found import Found
from pipeline.numbers.lexicon import MONTHS, SCALES, word_set
from pipeline.numbers.phrases import FUNCTION_WORDS, IRREGULAR_PLURALS
from pipeline.numbers.references import (
    ENDINGS,
    MARKS,
    STATES,
    address,
    phone,
    reference,
    slashed,
    to_end_of_name,
)
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.units import UNIT_STARTS, WORDS


def designation(t: Tokens, i: int) -> Found | None:
    """The tokens around digit token ``i`` that are a name, or None when ``i`` may be a number."""
    found = _glued_to_letters(t, i) if t.glued(i) else None
    after = t.lows[i + 1]
    if found is None and (
        after in MARKS or t.words[i][0] == "0" or t.lows[i - 1] in MARKS or "." in t.words[i]
    ):
        found = slashed(t, i) or phone(t, i) or reference(t, i)
    if found is None:
        found = _named(t, i)
    if found is None and (t.words[i + 1][:1].isupper() or t.lows[i + 2] in ENDINGS):
        found = address(t, i)
    return found


def _after_digits(t: Tokens, j: int) -> bool:
    """Whether the letters at ``j`` end a digit numeral: "5k-20k", "75mm-300mm", "5°C-7°C"."""
    before = t.words[j - 1]
    if t.glued(j):
        return before[:1].isdecimal() or before in "°º˚"
    # "5 km-10 km", "1.5 million–2 million"
    low = t.lows[j]
    if len(low) < 2:  # "30 T-72s", "the 2009 G-20 summit"
        return False
    return before[:1].isdecimal() and (low in UNIT_STARTS or low in SCALES or low in CURRENCIES)


# Prefixes after which a hyphen does not make a name: "mid-1990s", "sub-20".
_PREFIXES: Final = word_set(
    "cent percent "
    "mid pre post early late under over sub top non ex anti all nearly about plus minus u "
    "to or and of the by a an than per estimated roughly approximately age aged between magnitude"
)


def _glued_to_letters(t: Tokens, i: int) -> Found | None:
    """ "A380", "G7", "COVID-19", "Tu-154", "B-52"."""
    before = t.words[i - 1]
    if t.words[i - 2] == "$" and t.glued(i - 1) and t.lows[i - 1] in DOLLAR_PREFIXES:
        return None  # "$A186 million"
    if before[:1].isalpha() or before == "_":
        return Found(i, to_end_of_name(t, i))
    strain = before == "/" and t.glued(i - 1) and t.words[i - 2][:1].isalpha()
    named = before in ("@", "#", "&", "=", "\\") or before.startswith(("http", "www"))
    if before == "=" and t.words[i - 2][:1].isdecimal():
        named = False  # "$1=108.20 yen"
    if named or strain:
        return Found(i, to_end_of_name(t, i))
    if before in DASHES and before != "—" and t.glued(i - 1) and not _after_digits(t, i - 2):
        lead = t.words[i - 2]
        if lead[:1].isalpha() and (t.lows[i - 2] not in _PREFIXES or _is_plane(t, i)):
            return Found(i, to_end_of_name(t, i))
    if (
        before == "."
        and t.glued(i - 1)
        and t.words[i - 2][:1].isalpha()
        and t.lows[i - 2] not in _POINTED
    ):
        return Found(i, i + 1)
    return None


_POINTED: Final = word_set("rs no nos tk rp approx c ca est fr sh")


def _is_plane(t: Tokens, i: int) -> bool:
    """ "a U-2 flight"; "U-21" is a team of those under 21."""
    return t.words[i - 2] == "U" and t.words[i] == "2"


def _named(t: Tokens, i: int) -> Found | None:
    """ "Boeing 737", "Article 50", "page 3", "English 101"."""
    word, before, lead = t.words[i], t.lows[i - 1], t.words[i - 1]
    if word in _EMERGENCIES and _is_dialled(t, i):
        return Found(i, i + 1)
    if word in ("480", "720", "1080", "2160") and t.lows[i + 1] == "p" and t.glued(i + 1):
        return Found(i, i + 2)
    if word in _FIXED:
        for rest in _FIXED[word]:
            if t.words[i + 1 : i + 1 + len(rest)] == rest:
                return Found(i, i + 1 + len(rest))
    if t.words[i + 1] == "W" and t.lows[i + 4] in ("d", "l") and t.glued(i + 1):
        return Found(i, to_end_of_name(t, i))  # "26W-12D-0L"
    if t.words[i + 1] == "K" and word in ("4", "8") and t.lows[i + 2] in _SCREENS:
        return Found(i, i + 2)
    if len(word) == 5 and (lead in STATES or lead in ("ZIP", "postcode")) and word.isdecimal():
        return Found(i, i + 1)
    if t.lows[i + 1] in BOOKS_IN_PARTS and t.words[i + 2][:1].isdecimal():
        # "1 Corinthians 13", but "the 3 kings 12 miles away"
        return Found(i, i + 1) if t.words[i + 1][0].isupper() else None
    if before in BOOKS and t.lows[i + 1] == ":" and t.words[i + 2][:1].isdecimal():
        return Found(i, to_end_of_name(t, i + 2))  # "John 3:16"
    if before in _NO and _is_paper(t, i):
        return Found(i, to_end_of_name(t, i))
    if before in VERSIONED and (lead[:1].isupper() or before == "version"):
        return Found(i, i + 1) if word.replace(".", "", 1).isdecimal() else None
    if not word.isdecimal() or len(word) > 4:
        lead = t.lows[i - 2] if before == "number" else before
        if len(word) > 6 and word.isdecimal() and lead in NUMBERED:
            return Found(i, i + 1)
        edition = len(word) == 3 and word[1:] == ".0" and _is_edition(t, i)
        return Found(i, i + 1) if edition else None
    if before == "of" and t.words[i - 2] == "Group" and word in ("7", "8", "10", "20", "77"):
        return Found(i, i + 1)
    if word in AIRLINERS and _is_airliner(t, i):
        return Found(i, to_end_of_name(t, i))
    if t.words[i - 2].isdecimal() and _is_listed(t, i):
        return Found(i, to_end_of_name(t, i))
    capital = lead[:1].isupper()
    # "CentOS 8", "iPhone 6", and the bills "S. 294", "H.R. 1": no word of prose looks so.
    if any(letter.isupper() for letter in lead[1:]) and not (
        lead.isupper() or t.words[i - 2][:1].isdecimal()
    ):
        return Found(i, to_end_of_name(t, i))
    if lead == "." and t.words[i - 2] in ("S", "R", "Res", "RES") and t.glued(i - 1):
        return Found(i, i + 1)
    if lead == "Law" and t.words[i - 2] == "Public":
        return Found(i, to_end_of_name(t, i))
    if capital and t.words[i + 1][:1].islower() and not lead.isupper() and _is_make(t, i):
        return Found(i, i + 1)
    if before == "year" and len(word) > 2:
        return None
    if before in ALWAYS and (capital or before in LOWER_TOO):
        if _counts_on(t, i + 1) and before not in LOWER_TOO:
            return None
        return Found(i, to_end_of_name(t, i))
    return None


_EMERGENCIES: Final = word_set("911 999 112 101 111 110 119 988")
_DIALLED: Final = word_set(
    "call calls called calling dial dials dialed dialled dialing dialling ring rings rang phone"
)


def _is_dialled(t: Tokens, i: int) -> bool:
    """ "call 101", "dialled 999", "a 911 call", "the 988 hotline": no count."""
    after = t.lows[i + 1]
    if t.words[i] == "911":
        return after not in ("people", "million")
    return t.lows[i - 1] in _DIALLED or after in ("hotline", "helpline", "emergency", "operators")


# What follows the digits of a name or a saying.
_FIXED: Final[dict[str, list[list[str]]]] = {
    "7": [["-", "Eleven"]],
    "9": [["-", "to", "-", "5"]],
    "50": [["Cent"]],
    "60": [["Minutes"]],
}
_SCREENS: Final = word_set(
    "tv tvs television televisions video videos screen screens display displays footage resolution "
    "camera cameras ultra uhd hdr restoration"
)
_NO: Final = frozenset({"no", "nos", "."})


def _is_paper(t: Tokens, i: int) -> bool:
    j = i - 2 if t.lows[i - 1] == "." else i - 1
    return t.lows[j] in ("no", "nos") and t.lows[j - 1] in PAPERS


_NO_EDITION: Final = word_set(
    "magnitude over under about around nearly almost from to by of at in a an the is was only just "
    "than and or ph"
)


def _is_edition(t: Tokens, i: int) -> bool:
    """ "Web 2.0", "Industry 4.0": the next of its kind; no measure follows."""
    lead, after = t.words[i - 1], t.lows[i + 1]
    if not lead[:1].isupper() or t.lows[i - 1] in _NO_EDITION or t.lows[i - 1] in MONTHS:
        return False
    return not _counts_on(t, i + 1) and after not in UNIT_STARTS and after not in DASHES


def _is_make(t: Tokens, i: int) -> bool:
    """ "a Learjet 45 jet", "the Nord Stream 2 pipeline": an article before the name, and after
    it a noun in the singular, so that nothing is counted.
    """
    after = t.lows[i + 1]
    if after in FUNCTION_WORDS or after in UNIT_STARTS or after in _POINTS or after in SCALES:
        return False
    if after[-1:] == "s" or after in IRREGULAR_PLURALS or after.endswith(("ed", "ing", "est")):
        return False
    if len(t.words[i]) == 4 or t.glued(i + 1) or _counts_on(t, i + 1) or t.lows[i - 1] in MONTHS:
        return False
    j = i - 2
    while j > i - 5 and t.words[j][:1].isupper() and t.words[j][-1:].islower():
        j -= 1
    return j < i - 1 and t.lows[j] in ("a", "an", "the", "its", "their")


_POINTS: Final = word_set("point seat vote goal run man woman match game all up down % am pm a p")


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
        if t.lows[j - 2] in IN_LISTS:
            return True
        j -= 2
    return False


def _counts_on(t: Tokens, k: int) -> bool:
    """Whether the number goes on as a count or measure: "Group 20 people", "Measure 5 grams"."""
    low = t.lows[k]
    return low in _COUNTED or (low in WORDS and low[-1:] == "s" and len(low) > 3)


_COUNTED: Final = word_set(
    "% percent per million billion hundred thousand people jobs workers employees feet"
)

"""Digits that refer to something: phone numbers, versions, list marks, "[4]", "24/7", addresses.

Pure: standard library only. "+1-222-555-0123", "1.2.3", "1) …", "401(k)", "10 Downing Street",
"Albany, NY 12207".
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pipeline.numbers.calendar import DASHES, month_at
from pipeline.numbers.digits import QUOTIENT, read_fraction
from pipeline.numbers.found import Found
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.tokens import Tokens

# Beside digits, these may make a phone number, a reference or a list mark of them.
MARKS: Final = frozenset("/-‑()[].+§¶\n")


def to_end_of_name(t: Tokens, i: int) -> int:
    """Past what is glued on: "A380-800", "LGA1156", "F-16s"."""
    k = i + 1
    for _ in range(6):
        if t.glued(k) and (t.words[k][:1].isalnum() or (t.lows[k] in DASHES and t.glued(k + 1))):
            k += 1
        else:
            break
    return k


def slashed(t: Tokens, i: int) -> Found | None:
    """ "24/7", "1/0", "1/2/3": digits and strokes that are no fraction; "2019/20" is left."""
    if t.lows[i + 1] != "/" or not t.glued(i + 1) or not t.words[i + 2].isdecimal():
        return None
    if not t.glued(i + 2) or len(t.words[i]) > 3 or read_fraction(t, i) is not None:
        return None
    if t.words[i] == t.words[i + 2] == "50" or t.lows[i + 3] in ("split", "chance"):
        terms = Decimal(t.words[i]), Decimal(t.words[i + 2])
        value = QUOTIENT.divide(*terms) if terms[1] else None
        return Found(i, i + 3, "ratio", value, terms=terms)
    return Found(i, to_end_of_name(t, i + 2))


def phone(t: Tokens, i: int) -> Found | None:
    """ "+1-222-555-0123", "(202) 555-0123", "1-800-273-8255", "555 0123 456": no numbers."""
    word = t.words[i]
    if not word.isdecimal():
        return _version(t, i)
    if word[0] == "0" and len(word) > 2 and t.words[i + 1].isdecimal():
        k = i + 1
        while k < i + 5 and t.words[k].isdecimal():
            k += 1
        return Found(i, k)  # "0800 123 4567"
    if word[0] == "0" and len(word) > 6:
        return Found(i, i + 1)
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
    if (
        len(groups) < 3
        and not (plus and len(word) > 6)
        and not (groups == [3, 4] and (_calls(t, i) or _is_local(t, i, k)))
    ):
        return None
    if sum(groups) < 7 or (max(groups) < 3 and not plus):
        return None
    return Found(i, k)


def _is_local(t: Tokens, i: int, k: int) -> bool:
    """ "251-9467": no span of counts has such bounds, unless a unit or a noun follows."""
    dash = t.lows[i + 1] == "-" and t.glued(i + 1) and t.glued(i + 2)
    return dash and t.words[k - 1][-1] != "0" and not t.words[k][:1].isalpha() and t.words[k] != "%"


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


def reference(t: Tokens, i: int) -> Found | None:
    """ "[4]" and list numbers at the start of a line: "1. Arms", "2) Aid", "(3) …"."""
    before, after = t.lows[i - 1], t.lows[i + 1]
    if before == "[" and after == "]":
        return Found(i, i + 2)
    if before in ("§", "¶") or (before == "." and t.lows[i - 2] in ("p", "pp") and t.glued(i - 1)):
        return Found(i, to_end_of_name(t, i))
    if after == "-" and t.words[i + 2] in ("K", "Q") and t.glued(i + 2):
        return Found(i, i + 3)  # "a 10-K filing"
    if after == "(" and t.glued(i + 1) and t.lows[i + 3] == ")" and len(t.lows[i + 2]) == 1:
        return Found(i, i + 4)  # "401(k)"
    if t.words[i] == "1" and after == "-" and t.words[i + 2] in _FREE_LINES and t.glued(i + 1):
        return Found(i, to_end_of_name(t, i))  # "1-800-CDC-INFO"
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


# ------------------------------------------------------------------ addresses

# Before five digits, a state of the US makes a postal code.
STATES: Final = word_set(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM "
    "NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
)
_STREETS: Final = word_set(
    "street st avenue ave road rd lane drive boulevard blvd square place terrace crescent "
    "way court close gardens broadway highway parkway plaza"
)
#: "14th Street": the endings of ordinals in digits.
ENDINGS: Final = frozenset({"st", "nd", "rd", "th"})
# "36 Quai des Orfèvres": the street comes first.
_STREETS_FIRST: Final = frozenset(
    {"Rue", "Quai", "Avenue", "Boulevard", "Via", "Calle", "Rua", "Piazza"}
)


def address(t: Tokens, i: int) -> Found | None:
    """ "10 Downing Street", "1600 Pennsylvania Avenue", "659 14th St.": the number of a house."""
    if not t.words[i].isdecimal() or len(t.words[i]) > 5:
        return None
    if t.words[i + 1].isdecimal():
        street = t.lows[i + 2] in ENDINGS and t.words[i + 3][:1].isupper()
        return Found(i, i + 1) if street and t.lows[i + 3] in _STREETS else None
    if t.words[i + 1] in _STREETS_FIRST and t.words[i + 2][:1].isalpha():
        return Found(i, i + 1)
    for k in range(i + 1, i + 4):
        if t.lows[k] in _STREETS and k > i + 1 and t.words[k][:1].isupper():
            return Found(i, i + 1)
        if not t.words[k][:1].isupper() or month_at(t, k):
            return None
    return None

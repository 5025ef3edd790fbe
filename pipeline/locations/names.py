"""How a name is compared: text becomes a key in which spelling, accents and dots do not count.

Pure: standard library only. "St. Petersburg" and "Saint Petersburg", "Zürich" and "Zurich",
"U.S." and "US" have one key each; upper and lower case is looked at elsewhere.

>>> key("St. John's"), key("The Hague"), key("Baden-Württemberg")
('st johns', 'hague', 'baden wurttemberg')
"""

from __future__ import annotations

import unicodedata
from typing import Final

#: Letters that Unicode does not decompose, as English newspapers spell them.
_LETTERS: Final = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe",
    "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n", "ŧ": "t",
}  # fmt: skip

#: Marks inside names: apostrophes of every kind, and dots, vanish; dashes and slashes divide.
_DROPPED: Final = ".'’‘`´ʻʼʹʽ′‛\u00ad\u200b\u200c\u200d"
_DIVIDING: Final = "-‐‑‒–—−/_,()&\u00a0\u202f\u2009"

_ASCII_TABLE: Final = str.maketrans(
    {**dict.fromkeys(_DROPPED, ""), **dict.fromkeys(_DIVIDING, " "), **_LETTERS}
)

#: Words that are written in two ways in one and the same name.
_SAME_WORD: Final = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt", "and": ""}

#: A name in the tables is never longer; longer text is no name.
LONGEST_NAME: Final = 100


def key(text: str) -> str:
    """The form under which a name is stored and looked up; empty when nothing is left of it."""
    folded = text.lower()
    if folded.isascii() and folded.isalpha():  # as most words
        return _SAME_WORD.get(folded, folded)
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    words = [_SAME_WORD.get(word, word) for word in folded.translate(_ASCII_TABLE).split()]
    words = [word for word in words if word]
    while len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


def word_key(word: str) -> str:
    """The key of one word; empty for what is too long to be one."""
    return key(word) if len(word) <= LONGEST_NAME else ""


def is_latin(text: str) -> bool:
    """Whether all letters of a name belong to the Latin script, as in English newspapers."""
    return text.isascii() or all(
        not c.isalpha() or ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in text
    )


_SOUNDS: Final = (
    ("sch", "s"), ("sh", "s"), ("ch", "c"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("zh", "z"), ("ts", "z"), ("tz", "z"), ("dj", "j"), ("dz", "z"), ("qu", "k"), ("ck", "k"),
    ("x", "ks"), ("c", "k"), ("q", "k"), ("w", "v"), ("ou", "u"), ("y", "i"), ("j", "i"),
    ("z", "s"), ("v", "f"), ("g", "k"), ("d", "t"), ("b", "p"),
)  # fmt: skip


def skeleton(name_key: str) -> str:
    """The consonants of a key, sounds that transliterations mix up made equal.

    Two spellings of one name share it ("Kyiv" and "Kiev"); two names rarely do.
    """
    folded = name_key
    for sound, common in _SOUNDS:
        folded = folded.replace(sound, common)
    kept = [folded[:1] if folded[:1] not in "aeiou" else "a"]
    for character in folded[1:]:
        if character not in "aeiouh '" and character != kept[-1]:
            kept.append(character)
    return "".join(kept)

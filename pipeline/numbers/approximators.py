"""Words around a number that make it approximate or one-sided: "about", "or so", "more than".

Pure: tables and lookups. As in the TIMEX3 standard for times, "nearly" and "almost" say less
than the number, "up to" and "as many as" at most it.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.lexicon import TENS, UNITS, word_set
from pipeline.numbers.model import Approx
from pipeline.numbers.tokens import Tokens

_WORDS_OF: Final[dict[Approx, str]] = {
    "about": "about around approximately approx roughly some circa estimated ~ ≈ ± perhaps "
    "barely scarcely",
    "less-than": "nearly almost under below nearing approaching <",
    "more-than": "over above exceeding exceed exceeds exceeded surpass surpassed surpasses "
    "surpassing topping topped >",
    "at-least": "≥ minimum",
    "at-most": "≤ maximum",
}
_ONE_WORD: Final[dict[str, Approx]] = {
    word: approx for approx, words in _WORDS_OF.items() for word in words.split()
}
_MORE: Final = word_set(
    "more greater larger higher bigger longer better older taller heavier later further farther"
)
_LESS: Final = word_set("less fewer lower smaller younger shorter lighter cheaper earlier sooner")
_PHRASES: Final[dict[tuple[str, str], Approx]] = {
    ("at", "least"): "at-least",
    ("at", "most"): "at-most",
    ("up", "to"): "at-most",
    ("close", "to"): "about",
    ("something", "like"): "about",
    ("very", "least"): "at-least",
    ("very", "most"): "at-most",
    ("excess", "of"): "more-than",
    ("upwards", "of"): "more-than",
    ("upward", "of"): "more-than",
    ("north", "of"): "more-than",
    ("region", "of"): "about",
    ("neighborhood", "of"): "about",
    ("neighbourhood", "of"): "about",
    ("order", "of"): "about",
    ("vicinity", "of"): "about",
    ("shy", "of"): "less-than",
    ("short", "of"): "less-than",
    ("minimum", "of"): "at-least",
    ("maximum", "of"): "at-most",
    ("estimate", "of"): "about",
    (">", "="): "at-least",
    ("<", "="): "at-most",
}
_AS: Final[dict[str, Approx]] = {
    "many": "at-most",
    "much": "at-most",
    "high": "at-most",
    "few": "at-least",
    "little": "at-least",
}
# "hand over 155mm shells", "cut over four summers", "all over": no comparison.
_TAKES_OVER: Final = frozenset(
    [
        "all",
        "hand",
        "hands",
        "handed",
        "handing",
        "take",
        "takes",
        "took",
        "taking",
        "turn",
        "turned",
        "turning",
        "give",
        "gave",
        "cut",
    ]
)
_FIRST_WORDS: Final = frozenset(_ONE_WORD) | {
    "than",
    "to",
    "least",
    "most",
    "of",
    "like",
    "as",
    "=",
    "an",
    "a",
    "quite",
    "minus",
    ".",
    "another",
    "additional",
    "further",
}
# "at least another 50", "up to a further 300": the words between change nothing.
_BETWEEN: Final = frozenset({"another", "additional", "further"})
_WITH_THE: Final = frozenset({"region", "neighborhood", "neighbourhood", "order", "vicinity"})
# Before an article and a compound they say where or by what, not how much.
_ALSO_WHERE: Final = frozenset({"under", "over", "above", "below"})
_POINTED: Final = frozenset({"approx", "est", "ca", "c"})


def approximator_before(t: Tokens, i: int) -> tuple[Approx, int] | None:
    """What the words right before token ``i`` say, and the token at which they begin."""
    last = t.lows[i - 1]
    if last not in _FIRST_WORDS:
        return None
    before = t.lows[i - 2]
    if last in ("an", "a") or last in _BETWEEN:
        twice = before in _BETWEEN or (before in ("an", "a") and last not in _BETWEEN)
        if before in _ALSO_WHERE and last in ("an", "a") and t.lows[i + 1] == "-":
            return None  # "under a three-year programme", "over a 10-mile stretch"
        return None if twice else approximator_before(t, i - 1)
    if last == ".":
        return ("about", i - 2) if before in _POINTED and t.glued(i - 1) else None
    if last == "minus":
        return ("about", i - 3) if before == "or" and t.lows[i - 3] == "plus" else None
    if last == "quite":
        return ("less-than", i - 2) if before == "not" else None
    if last == "than":
        return _comparison(t, i)
    if last == "to" and before == "equal":
        return _or_equal(t, i)
    if last == "as":
        bound = _AS.get(before)
        return (bound, i - 3) if bound is not None and t.lows[i - 3] == "as" else None
    if last == "of" and before == "age":
        # "under the age of five"
        bound = _ONE_WORD.get(t.lows[i - 4]) if t.lows[i - 3] == "the" else None
        return (bound, i - 4) if bound in ("less-than", "more-than") else None
    phrase = _PHRASES.get((before, last))
    if phrase is not None:
        # "in the order of 30", but "an order of 30 jets"
        return None if before in _WITH_THE and t.lows[i - 3] != "the" else (phrase, i - 2)
    one = _ONE_WORD.get(last)
    if one is None:
        return None
    if last == "over" and (before in _TAKES_OVER or _spans_time(t, i)):
        return None
    if last in ("below", "above", "under") and _is_place(t, i):
        return None
    if last == "around" and before == "and" and t.lows[i - 3] == "in":
        return None
    return one, i - 2 if before in ("just", "an", "only", "well") else i - 1


# After these, "over" before a time compares: "for over ten years", "lasted over two hours".
_COMPARES: Final = word_set(
    "for of than after last lasts lasted lasting take takes took taken taking spend spends spent "
    "spending wait waits waited waiting well just in within with by to at is are was were be been "
    "has have had being until aged and or a an the served serve serving jailed worked lived "
    "little slightly bit stayed stays remained ran"
)
_TIMES: Final = word_set(
    "second seconds minute minutes hour hours day days night nights week weeks weekend weekends "
    "month months year years decade decades century centuries quarter quarters summer summers "
    "winter winters spring springs autumn autumns season seasons game games match matches round "
    "rounds session sessions phase phases stage stages leg legs"
)
_PLACE_UNITS: Final = word_set("metre metres meter meters m feet foot ft")


def _spans_time(t: Tokens, i: int) -> bool:
    """ "$5 billion over 10 years", "Over four summers they …": during, not more than."""
    return t.lows[i - 2] not in _COMPARES and (
        t.lows[i + 1] in _TIMES or (t.lows[i + 1] == "-" and t.lows[i + 2] in _TIMES)
    )


def _is_place(t: Tokens, i: int) -> bool:
    """ "Below 2,584 metres no snow fell", "under half a metre of water": where, not how much."""
    j = i + 1
    while j < i + 4 and t.lows[j] in ("a", "an", "million", "thousand"):
        j += 1
    if t.lows[j] not in _PLACE_UNITS:
        return False
    if t.lows[i - 1] == "under":
        # "under half a metre of water", "under 5 feet 4 inches of it"
        return "of" in (t.lows[j + 1], t.lows[j + 3] if t.words[j + 1][:1].isdecimal() else "")
    return t.lows[i - 2] not in _COMPARES or not t.lows[i - 2]


def _comparison(t: Tokens, i: int) -> tuple[Approx, int] | None:
    """ "more than", "no fewer than", "higher or equal than"."""
    word, j = t.lows[i - 2], i - 2
    counted = t.words[i - 3][:1].isdecimal() or t.lows[i - 3] in UNITS or t.lows[i - 3] in TENS
    if counted and word in ("more", "less", "fewer"):
        return None  # "three more than four years ago"
    equal = word == "equal" and t.lows[i - 3] == "or"
    if equal:
        word, j = t.lows[i - 4], i - 4
    negated = t.lows[j - 1] in ("no", "not")
    first = j - 1 if negated else j
    if word in _MORE:
        return ("at-most" if negated else "at-least" if equal else "more-than"), first
    if word in _LESS:
        return ("at-least" if negated else "at-most" if equal else "less-than"), first
    return None


def _or_equal(t: Tokens, i: int) -> tuple[Approx, int] | None:
    """ "less than or equal to", "greater than or equal to"."""
    j = i - 4 if t.lows[i - 3] == "or" else 0
    if not j or t.lows[j] != "than":
        return None
    word = t.lows[j - 1]
    if word in _MORE:
        return "at-least", j - 1
    return ("at-most", j - 1) if word in _LESS else None


_AFTER_OR: Final[dict[str, Approx]] = {
    "so": "about",
    "thereabouts": "about",
    "more": "at-least",
    "greater": "at-least",
    "higher": "at-least",
    "above": "at-least",
    "over": "at-least",
    "older": "at-least",
    "longer": "at-least",
    "better": "at-least",
    "up": "at-least",
    "less": "at-most",
    "fewer": "at-most",
    "lower": "at-most",
    "below": "at-most",
    "under": "at-most",
    "younger": "at-most",
}


_AFTER_WORDS: Final = frozenset({"or", "and", "-", "odd", "ish", "+", "plus", "more", "give", "at"})
# "it takes 40 days at least and", but "at least in part".
_AFTER_BOUND: Final = frozenset({"would", "will", "was", "were", "and", "but", "before", "until"})
#: What may make a number approximate behind the noun that it counts: "50 homes or so".
BEHIND_NOUNS: Final = frozenset({"or", "at", "give"})
_OR_BEHIND: Final = frozenset({"so", "more", "thereabouts", "fewer", "less"})


def approximator_behind(t: Tokens, k: int) -> Approx | None:
    """What the words at token ``k``, right after a counted noun, say of its number."""
    if t.lows[k] == "or" and t.lows[k + 1] not in _OR_BEHIND:
        return None
    after = approximator_after(t, k)
    return after[0] if after is not None else None


def approximator_after(t: Tokens, k: int) -> tuple[Approx, int] | None:
    """What the words at token ``k``, right after a number, say, and the token after them."""
    low = t.lows[k]
    if low not in _AFTER_WORDS:
        return None
    if low in ("or", "and"):
        after = _AFTER_OR.get(t.lows[k + 1])
        if after is None or (
            low == "and"
            and t.lows[k + 1] not in ("over", "above", "older", "up", "under", "younger")
        ):
            return None
        if t.lows[k + 2] == "than" and t.lows[k + 3] != "":
            return None
        return after, k + 2
    if low == "at":
        bound = _PHRASES.get((low, t.lows[k + 1]))
        ends = not t.words[k + 2][:1].isalnum() or t.lows[k + 2] in _AFTER_BOUND
        return (bound, k + 2) if bound is not None and ends else None
    if low in ("-", "odd", "ish"):
        j = k + 1 if low == "-" else k
        if low == "-" and t.lows[j] == "plus":
            return "at-least", j + 1
        return (
            ("about", j + 1)
            if t.lows[j] == "odd" or (low != "odd" and t.lows[j] == "ish")
            else None
        )
    if low == "+" and t.glued(k) and not t.words[k + 1].isdecimal():
        return "at-least", k + 1
    if (
        low == "plus"
        and t.lows[k - 1] != "percent"
        and not t.words[k + 1][:1].isdecimal()
        and t.lows[k + 1] not in ("a", "an", "the")
    ):
        return "at-least", k + 1
    if low == "more" and t.lows[k + 1] == "or" and t.lows[k + 2] == "less":
        return "more-or-less", k + 3
    if low == "give" and t.lows[k + 1] == "or" and t.lows[k + 2] == "take":
        return "more-or-less", k + 3
    return None

"""Signs, codes and words of money around a numeral → ISO 4217.

Pure: standard library only. Signs stand before ("US$5", "Rs. 500", "USD 200") or after ("5 €",
"115USD", "30 MUSD"); words after, with an adjective or without ("Australian dollars", "quid").
"""

from __future__ import annotations

from typing import Final, NamedTuple

from pipeline.numbers import currencies, currency_words
from pipeline.numbers.digits import MINUS
from pipeline.numbers.found import Numeral, Setting
from pipeline.numbers.lexicon import word_set
from pipeline.numbers.phrases import STOPS
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.wording import HYPHENS


class Currency(NamedTuple):
    """An ISO code, how many of the unit make one of it (100 for cents), and a token bound.

    ``bound`` is the first token of a sign before the number, or the token after one behind it.
    """

    code: str
    divisor: int
    bound: int


def currency_before(t: Tokens, i: int, setting: Setting) -> Currency | None:
    """The currency sign, code or letters right before token ``i``."""
    j = i - 1
    if t.words[j] in MINUS and t.glued(i):
        j -= 1
    word = t.words[j]
    if not word:
        return None
    if t.words[j - 1] == "$" and t.glued(j) and t.glued(i) and word.isupper():  # "$A186 million"
        code = currency_words.DOLLAR_PREFIXES.get(t.lows[j])
        return Currency(code, 1, j - 1) if code else None
    sign = currency_words.SIGNS.get(word)
    if sign is not None:
        if sign in ("$/100", "GHS") and t.words[j - 1] == "GH" and t.glued(j):  # "GH¢20"
            return Currency("GHS", 1, j - 1)
        if sign == "$/100" and ("," in t.words[i] or t.words[i + 1] in _AFTER_LETTER):
            # "¢50,000" is no sum of cents: cedis, or the colones of Costa Rica
            return Currency("CRC" if setting.country == "CR" else "GHS", 1, j)
        if sign == "$":
            return _dollar_before(t, j, setting)
        code = currency_words.SIGN_PREFIXES.get((t.lows[j - 1], word)) if t.glued(j) else None
        return Currency(code, 1, j - 1) if code else _currency(sign, setting, j)
    if word == "." and t.glued(j):
        j -= 1
        word = t.words[j]
    elif not word[0].isalpha():
        return None
    code = _code_before(t, j, i) if len(word) == 3 and word.isupper() else None
    family = code or currency_words.LETTER_SIGNS.get(word)
    if family is None and len(word) < 3 and (t.glued(i) or len(word) > 1):
        family = _by_letters(t, i, word, setting)
    return _currency(family, setting, j) if family else None


def _code_before(t: Tokens, j: int, i: int) -> str | None:
    """ "EUR 5", "COP2,700", "MAD 5 million": a code that is a word needs more than a number."""
    summed = len(t.words[i]) > 4 or t.words[i + 1] in _AFTER_LETTER
    if t.glued(i):  # "COP27" is a conference, "COP2,700" money
        return currencies.code_of(t.words[j], glued=len(t.words[i]) > 2 or summed)
    shouted = t.words[j] in ("ALL", "TOP", "CUP") or t.words[j - 1].isupper()
    return currencies.code_of(t.words[j], glued=summed and not shouted)


def _by_letters(t: Tokens, i: int, word: str, setting: Setting) -> str | None:
    """ "R450 million", "N500,000", "KD 5 million": letters that only a sum makes money."""
    own = currency_words.LOCAL_LETTERS.get((word, setting.country)) or setting.letters.get(word)
    if own is not None:
        return own if t.glued(i) else None
    thousands = "," in t.words[i] and len(word) == 1 and word != "K"
    k = i + 2 if t.words[i + 1] in HYPHENS else i + 1  # "R50-billion"
    if not thousands and t.words[k] not in _AFTER_LETTER:
        return None
    family = currency_words.LETTERS_ALONE.get(word)
    return setting.kwacha if family == "K" else family


_AFTER_LETTER: Final = word_set("m bn tn trn million billion trillion mn mln crore")


def _currency(family: str, setting: Setting, bound: int) -> Currency:
    if family.startswith("$"):
        return Currency(setting.dollar, 100 if family.endswith("/100") else 1, bound)
    base = family.partition("/")[0]
    at_home = setting.country and setting.country in currencies.FAMILIES.get(base, ())
    country = setting.country if at_home else setting.natives.get(base, "")
    code, divisor = currencies.resolve(family, country)
    return Currency(code, divisor, bound)


def _dollar_before(t: Tokens, j: int, setting: Setting) -> Currency:
    """ "$" at ``j`` with the letters before it: "US$", "A$", "hk $", "U.S. $"."""
    low, spaced = t.lows[j - 1], not t.glued(j)
    code = currency_words.DOLLAR_PREFIXES.get(low)
    # "gave us $5": a pronoun, unless the text is tokenised ("us $ 5").
    if code and (not spaced or (len(low) > 1 and (t.words[j - 1].isupper() or not t.glued(j + 1)))):
        return Currency(code, 1, j - 1)
    if code and spaced and low in ("c", "a") and not t.glued(j + 1) and t.words[j - 1] != "a":
        return Currency(code, 1, j - 1)
    if t.words[j - 1] in currencies.CODES and t.glued(j):  # "COP$500"
        return Currency(t.words[j - 1], 1, j - 1)
    start = t.starts[j]
    before = t.text[max(0, start - 5) : start].rstrip().upper()
    if before.endswith(("U.S.", "U.S")):
        return Currency("USD", 1, j - 4 if t.lows[j - 1] == "." else j - 3)
    return Currency(setting.dollar, 1, j)


def name_after(t: Tokens, k: int, currency: Currency) -> tuple[Currency, int]:
    """The currency that token ``k`` names after a sum with a sign, and the token after it.

    "$500 CAD" says which dollar, "$4 billion dollars" says it twice.
    """
    code = t.words[k]
    if t.words[currency.bound] == "$" and code in currency_words.DOLLARS:
        return currency._replace(code=code), k + 1
    twice = currency.divisor == 1 and currency.code in _TWICE.get(t.lows[k], ())
    return currency, k + 1 if twice else k


_TWICE: Final = {
    "dollars": word_set("USD AUD CAD NZD HKD SGD"),
    "euros": frozenset({"EUR"}),
    "pounds": frozenset({"GBP"}),
    "rupees": word_set("INR PKR LKR NPR"),
}


def currency_after(t: Tokens, k: int, numeral: Numeral, setting: Setting) -> Currency | None:
    """The currency sign, code or words at token ``k``, after ``numeral``."""
    word, low = t.words[k], t.lows[k]
    sign = currency_words.SIGNS.get(word)
    if sign is not None:
        # "raised 5 $10 bills": the sign belongs to the next number.
        if t.glued(k + 1) and t.words[k + 1][:1].isdecimal():
            return None
        return _currency(sign, setting, k + 1)
    if not word or not word[0].isalpha():
        return None
    code = currencies.code_of(word, glued=t.glued(k)) if len(word) == 3 else None
    if code is not None:
        after = k + 2 if code == "USD" and t.lows[k + 1] == "$" else k + 1
        return Currency(code, 1, after)
    if len(word) == 4 and word[0] in "MBK" and word.isupper():
        code = currencies.code_of(word[1:], glued=True)
        if code is not None:
            return Currency(code, -{"K": 10**3, "M": 10**6, "B": 10**9}[word[0]], k + 1)
    if word == "p" and t.glued(k) and numeral.form == "digits" and numeral.scale == 1:
        return Currency("GBP", 100, k + 1)
    if word in ("c", "¢") and t.glued(k) and numeral.scale == 1:
        return Currency(setting.dollar, 100, k + 1)
    return _currency_words(t, k, low, numeral, setting)


_FIRST_OF_TWO: Final = frozenset({"south", "north", "new", "hong", "sri", "costa", "saudi", "old"})
# Words that are seldom money: only with an adjective, or with a number that is surely a sum.
_NEED_SUM: Final = frozenset(
    word_set(
        "won marks real reals soles kip pula lei sen som soms lek leks kina leones marka dram "
        "drams lats tala balboa balboas litas"
    )
)


def _currency_words(
    t: Tokens, k: int, low: str, numeral: Numeral, setting: Setting
) -> Currency | None:
    adjective, j = _adjective(t, k)
    noun = t.lows[j]
    family = currency_words.WORDS.get(noun)
    if noun in ("pound", "pounds"):
        if not adjective and not _pounds_are_money(t, j + 1, numeral, setting):
            return None
        family = "£"
    elif noun == "crowns" and not adjective:
        family = setting.crown or None
    elif noun in ("crown", "crowns"):
        family = {"SE": "SEK", "NO": "NOK", "DK": "DKK", "CZ": "CZK", "EE": "EEK"}.get(adjective)
    if noun == "bitcoin" and _is_plural(t, j + 1):
        return None  # "350 bitcoin miners"
    if noun == "grand" and _ends_sum(t, j + 1):
        return Currency("GBP" if setting.sterling else setting.dollar, -1000, j + 1)
    if noun == "euro" and t.lows[j + 1] in ("cent", "cents"):
        return Currency("EUR", 100, j + 2)
    if family is None:
        return None
    if adjective:
        own = currencies.of_country(family, adjective)
        if own is None:
            return None
        return _after_sterling(t, _currency(own, Setting(), j + 1))
    if noun in _NEED_SUM and (numeral.value < 100 or t.lows[j + 1] in ("the", "a", "an")):
        return None
    return _after_sterling(t, _currency(family, setting, j + 1))


#: The lower-case words, codes and signs at which a currency after its number may begin.
CURRENCY_STARTS: Final = (
    frozenset(currency_words.SIGNS)
    | frozenset(currency_words.WORDS)
    | frozenset(currency_words.ADJECTIVES)
    | frozenset(prefix + code.lower() for code in currencies.CODES for prefix in ("", *"mbk"))
    | frozenset(map(str.lower, currencies.CODE_ALIASES))
    | _FIRST_OF_TWO
    | frozenset(currency_words.LONG_ADJECTIVES)
    | word_set("u p c pound pounds crown crowns grand euro")
)


def _is_plural(t: Tokens, k: int) -> bool:
    return t.lows[k][-1:] == "s" and len(t.lows[k]) > 4 and t.lows[k] not in STOPS


def _ends_sum(t: Tokens, k: int) -> bool:
    """ "ten grand" ends here; "two grand pianos" goes on."""
    return not t.words[k][:1].isalpha() or t.lows[k] in _AFTER_GRAND


_AFTER_GRAND: Final = word_set(
    "a to for in was were on from of per and or but as at by he she they"
)


def _after_sterling(t: Tokens, currency: Currency) -> Currency:
    if t.lows[currency.bound] == "sterling":
        return currency._replace(code="GBP", bound=currency.bound + 1)
    return currency


def _adjective(t: Tokens, k: int) -> tuple[str, int]:
    """The country of an adjective at ``k`` ("Australian", "U.S.") and what follows."""
    low = t.lows[k]
    if low == "u" and t.lows[k + 1] == "." and t.lows[k + 2] == "s":
        return "US", k + 4 if t.lows[k + 3] == "." else k + 3
    for rest, country in currency_words.LONG_ADJECTIVES.get(low, ()):
        if t.lows[k + 1 : k + 1 + len(rest)] == rest:
            return country, k + 1 + len(rest)
    if low == "new" and t.lows[k + 1] in ("shekel", "shekels"):
        return "IL", k + 1
    if low in _FIRST_OF_TWO and t.lows[k + 1] in currency_words.ADJECTIVES:
        country = currency_words.ADJECTIVES[t.lows[k + 1]]
        return ("KP" if low == "north" else country), k + 2
    if low == "saudi":
        return "SA", k + 2 if t.lows[k + 1] == "arabian" else k + 1
    country = currency_words.ADJECTIVES.get(low, "")
    return (country, k + 1) if country else ("", k)


_NOT_WEIGHED: Final = word_set(
    "debt debts savings cuts cash aid funding damage damages investment taxpayers "
    "taxpayer public government support income tax spending revenue compensation funds "
    "money his her their"
)


def _pounds_are_money(t: Tokens, k: int, numeral: Numeral, setting: Setting) -> bool:
    """Money by its size, by a sum in brackets, by the text's country; else a weight."""
    if t.lows[k] == "sterling":
        return True
    if t.lows[k] == "of" and t.lows[k + 1] not in _NOT_WEIGHED:
        return False
    if t.lows[k] == "(" and any(t.words[j] in currency_words.SIGNS for j in range(k + 1, k + 5)):
        return True
    return setting.sterling or numeral.scale >= 10**6

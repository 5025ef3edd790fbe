"""Words become candidate mentions: the longest names of the gazetteer that the text writes large.

Pure: standard library only. Found here is every stretch that could be a place by its spelling;
`plausible` says how likely each is one, where it stands. What a stretch of large words holds
depends on nothing else, so it is worked out once and remembered: news repeats its names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as given
from functools import lru_cache
from typing import Final

from pipeline.article.model import Field
from pipeline.locations.gazetteer import Gazetteer, Name
from pipeline.locations.layout import Kind
from pipeline.locations.model import PLACE_TYPES
from pipeline.locations.names import LONGEST_NAME
from pipeline.locations.tokens import WORD, Look, Words, look
from pipeline.locations.words import ENDS, INNER

#: The longest name that is looked for, in words.
MOST_WORDS: Final = 7

#: Stretches that are remembered, each some hundred bytes.
REMEMBERED: Final = 7_500

#: A word of the same name behind another one, and what may stand between them. Most words that
#: stand behind one are small, and are turned away at once.
_NEXT: Final = re.compile(
    rf"( & |  |[ \-‑–\n\u00a0]|\. ?)"
    rf"(?=[^a-z]|[dl]['’]|(?:{'|'.join(sorted(INNER | ENDS))})(?!\w))({WORD.pattern})"
)

#: Words that a dot may follow inside a name: "St. Louis", "Mt. Kisco", "N. Carolina".
_DOTTED: Final = frozenset(["st", "ste", "ft", "mt", "pt", "n", "s", "e", "w"])

#: "U.S.", "E.U.": initials are no short names, as Eu in France is.
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")

#: So many of its likeliest places a name may mean a division.
_MEANT: Final = 8
_DIVISIONS: Final = (PLACE_TYPES.index("admin1"), PLACE_TYPES.index("admin2"))

#: Countries in whose papers names have no accents and few hyphens.
ENGLISH_SPEAKING: Final = frozenset(("US", "CA", "GB", "AU", "IE", "NZ"))

_DEMONYM: Final = int(Kind.DEMONYM)
_CODE: Final = int(Kind.CODE)
_ABBREVIATION: Final = int(Kind.ABBREVIATION)


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A name as a stretch of text writes it, at its beginning.

    ``text`` is that of the name alone, ``tail`` where the last of its ``words`` ends, which may
    have a possessive. ``postings`` are those that the spelling allows, the likeliest first:
    ``place``, of ``type``, with a ``prior`` in the gazetteer's unit. ``nation`` is the first place
    whose people it calls. ``divisions`` are those that it may mean.
    """

    text: str
    tail: int
    key: str
    words: int
    postings: tuple[int, ...]
    flags: int
    demonym: bool
    nation: int | None
    place: int
    type: int
    kind: int
    prior: int
    divisions: tuple[int, ...]


#: The name of what the gazetteer does not hold.
NO_NAME: Final = Named("", 0, "", 0, (), 0, False, None, -1, -1, -1, 0, ())


_Longest = Callable[[str], Named | None]


@dataclass(eq=False)
class Found:
    """A stretch of a field that bears a name of the gazetteer, or none: then it is `NO_NAME`.

    ``tail`` is where its last word ends. ``before`` is the sign that stands before it, ``ill``
    whether an illness is called after it (see `plausible`). ``borne``: whether a person of the
    article bears the name too; None: nobody looked for persons. ``company``: what a list has near
    it. ``nowhere``: a state in which the text puts the name, and the gazetteer has none of this
    name there.
    """

    field: Field
    start: int
    end: int
    text: str
    key: str
    name: Named
    postings: tuple[int, ...]
    flags: int
    demonym: bool
    tail: int
    chance: float = given(default=0.0, init=False)
    label: str = given(default="", init=False)
    inside: str = given(default="", init=False)
    qualifier: Found | None = given(default=None, init=False)
    qualifies: Found | None = given(default=None, init=False)
    nowhere: Found | None = given(default=None, init=False)
    cue: str = given(default="", init=False)
    before: str = given(default="", init=False)
    after: str = given(default="", init=False)
    borne: bool | None = given(default=None, init=False)
    company: tuple[Found, ...] = given(default=(), init=False)


def names_in(field: Field, words: Words, gazetteer: Gazetteer) -> Iterator[Found]:
    """The names of the gazetteer in a text, longest first from each word, none overlapping."""
    text = words.text
    begins, plain, dotted = _remembering(gazetteer)
    done = 0
    for start, word in words.heads():
        if start < done or len(word) > LONGEST_NAME or not (most := begins(word)):
            continue
        end = start + len(word)
        if most > 1:
            end = _reach(text, end, word, most)
            word = text[start:end]
        name = dotted(word) if text[end : end + 1] == "." else plain(word)
        if name is not None:
            done = tail = start + name.tail
            yield Found(
                field,
                start,
                start + len(name.text),
                name.text,
                name.key,
                name,
                name.postings,
                name.flags,
                name.demonym,
                tail,
            )


@lru_cache(maxsize=4)
def _remembering(gazetteer: Gazetteer) -> tuple[Callable[[str], int], _Longest, _Longest]:
    """What a gazetteer knows of words and of stretches without and with a dot, remembered."""
    return (
        lru_cache(maxsize=2 * REMEMBERED)(lambda word: _begins(word, gazetteer)),
        lru_cache(maxsize=REMEMBERED)(lambda stretch: _longest(stretch, False, gazetteer)),
        lru_cache(maxsize=REMEMBERED // 8)(lambda stretch: _longest(stretch, True, gazetteer)),
    )


def _begins(word: str, gazetteer: Gazetteer) -> int:
    """The most words that a name may have that begins with this one; 0: no name does."""
    seen = look(word)
    alone = gazetteer.find(seen.key)
    if alone is not None and (alone.words > 1 or alone.first < alone.last):
        return max(1, min(alone.words, MOST_WORDS))
    base = gazetteer.find(seen.base_key) if seen.base_key != seen.key else None
    return int(base is not None and base.first < base.last)


def _reach(text: str, end: int, word: str, most: int) -> int:
    """Where the words end that may belong to one name of ``most`` words at most."""
    reached = end
    while most > 1 and (following := _NEXT.match(text, end)):
        joint, after = following.groups()
        if len(after) > LONGEST_NAME:
            break
        if joint[0] == "." and look(word).key not in _DOTTED:
            break
        end = following.end()
        if look(after).capital or after in ENDS:
            reached = end
        elif after not in INNER:
            break
        word = after
        most -= after != "and"  # which no key has
    return reached


def _longest(stretch: str, dotted: bool, gazetteer: Gazetteer) -> Named | None:
    """The longest name with which a stretch of words begins; ``dotted``: a dot stands behind."""
    if stretch.isalpha():  # as most stretches
        spans = [(0, len(stretch))]
    else:
        spans = [match.span() for match in WORD.finditer(stretch)]
    looks = [look(stretch[start:end]) for start, end in spans]
    dots = stretch + "." if dotted else stretch
    for n in range(len(spans), 1, -1):
        start, tail = spans[n - 1]
        last = looks[n - 1]
        if not last.capital and stretch[start:tail] not in ENDS:
            continue
        keys = [before.key for before in looks[: n - 1]]
        head = " ".join(filter(None, keys))
        for key, end in {last.key: tail, last.base_key: start + last.base}.items():
            joined = f"{head} {key}"
            name = gazetteer.find(joined)
            if name is not None and name.first < name.last and _is_said(name, keys, gazetteer):
                dot = dots[end : end + 1] == "."
                found = _named(stretch[:end], dot, tail, joined, n, name, gazetteer)
                if found is not None:
                    return found
    tail = spans[0][1]
    for name, key, end in _spellings(tail, looks[0], gazetteer):
        return _named(stretch[:end], dots[end : end + 1] == ".", tail, key, 1, name, gazetteer)
    return None


def _is_said(name: Name, keys: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether "and", which no key has, is the name's too: not in "Washington and Park streets"."""
    if "" not in keys:
        return True
    return " and " in gazetteer.place_name(gazetteer.posting_place[name.first])


def _spellings(tail: int, word: Look, gazetteer: Gazetteer) -> list[tuple[Name, str, int]]:
    """A word as it stands, and without its possessive; the likelier first.

    "Peru's" is Peru's, and no Perus; "St. John's" and "Lee's" have their own names.
    """
    named = [(gazetteer.find(word.key), word.key, tail)]
    if word.base_key != word.key:
        named.append((gazetteer.find(word.base_key), word.base_key, word.base))
    found = [
        (name, k, end) for name, k, end in named if name is not None and name.first < name.last
    ]
    found.sort(key=lambda one: -gazetteer.posting_prior[one[0].first])
    return found


def _named(
    text: str, dot: bool, tail: int, key: str, words: int, name: Name, gazetteer: Gazetteer
) -> Named | None:
    """The name with the postings that its spelling allows; None when it allows none."""
    kinds, postings = gazetteer.posting_kind, []
    nation = None
    letters = text.replace(".", "")
    initials = bool(_INITIALS.fullmatch(text))
    short = dot or "." in text or (letters.isupper() and len(letters) == 2)
    for posting in range(name.first, name.last):
        kind = kinds[posting]
        if kind == _DEMONYM:
            nation = gazetteer.posting_place[posting] if nation is None else nation
        elif (
            (kind == _CODE and not letters.isupper())
            or (kind == _ABBREVIATION and not short)
            or (initials and kind not in (_CODE, _ABBREVIATION))
        ):
            continue
        postings.append(posting)
    if not postings:
        return None
    if len(postings) > 1 and (not text.isascii() or "-" in text):
        postings = _so_spelled(text, postings, gazetteer)
    if dot and kinds[postings[0]] == _ABBREVIATION:
        text += "."
    places = [gazetteer.posting_place[posting] for posting in postings[:_MEANT]]
    return Named(
        text,
        tail,
        key,
        words,
        tuple(postings),
        name.flags,
        nation is not None,
        nation,
        places[0],
        gazetteer.place_type[places[0]],
        kinds[postings[0]],
        gazetteer.posting_prior[postings[0]],
        tuple(place for place in places if gazetteer.place_type[place] in _DIVISIONS),
    )


def _so_spelled(text: str, postings: list[int], gazetteer: Gazetteer) -> list[int]:
    """Those of some postings that may be spelled as in the text.

    "Los Ángeles" and "Saint-Louis" are none of the English-speaking world while another place is
    spelled so.
    """
    wanted = unicodedata.normalize("NFC", text).casefold()
    spelled = {
        posting
        for posting in postings[:_MEANT]
        if wanted in gazetteer.place_name(gazetteer.posting_place[posting]).casefold()
    }
    if not spelled:
        return postings
    return [
        posting
        for posting in postings
        if posting in spelled or not _is_plain(gazetteer.posting_place[posting], gazetteer)
    ]


def _is_plain(place: int, gazetteer: Gazetteer) -> bool:
    """Whether a place is no division, and its country's papers know no accents."""
    kind = gazetteer.place_type[place]
    return kind not in _DIVISIONS and gazetteer.country(place) in ENGLISH_SPEAKING

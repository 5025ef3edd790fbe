"""Names that go on past what a recogniser saw: "Lagos | State", "Benito | y | Monjardin".

Pure: standard library and tables. Linear in the text: each name looks at a few characters on
either side.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.entities.rules.found import CAPITAL, PLACES, Found, word_after, word_before
from pipeline.entities.rules.tables import (
    by_label,
    given_names,
    known_names,
    labels_of_head,
    listed,
    words,
)

_PLACES: Final = frozenset({"GPE", "LOC"})
_SURNAMES: Final = _PLACES | {"PERSON"}
#: What joins the parts of a firm's name in other languages, or a person's surnames.
_AND: Final = frozenset({" y ", " e ", " i ", " und ", " et ", " og ", " och "})
_OF: Final = frozenset({" do ", " da ", " de ", " del ", " di ", " de la ", " dos ", " della "})
#: What stands so in a place's name, or a person's: "Rio Grande | do | Norte".
_PARTICLES: Final = frozenset(
    {" do ", " da ", " dos ", " das ", " del ", " de la ", " de los ", " de las "}
)
_STATE: Final = re.compile(
    r" (?:State|Region)(?=[,.;:)'’\n]|$| [a-z]| (?:Gov|Police Comm|Assembly|Commissioner))"
)
_NEWSROOM: Final = re.compile(
    r" (?:[Nn]ews(?:room|desk)(?=,? (?:\+|\(?\d))|News(?:room|desk)|Editorial(?=,? \+))\b"
)
#: "Aminetou | Mint Ely", "Azizah | binti Iskandar".
_SON_OF: Final = re.compile(
    r" (?:Ould|Mint|bin|binti|bint|binte|ibn)(?: [A-Z](?:[^\W\d_]|[-'’](?=[^\W\d_]))+){1,2}"
)
#: "British | Gas", "Swiss | Re".
_NEXT: Final = re.compile(r" [A-Z][^\W\d_]+\b")
#: What goes on a people's name: "Lebanese Forces".
_BODY: Final = re.compile(
    r" (?:Forces|Red (?:Cross|Crescent)(?: Society)?|Air Force|Breweries|Airlines|Airways|Railways|"
    r"Railroad|Telecoms?|Ports|Cement|Sugar|Steel)\b(?! (?:and )?[A-Z])"
)
#: What goes before "Lufkin & Jenrette" of a firm's name.
_PARTNER: Final = re.compile(r"(?<!, )\b[A-Z][a-z]+, \Z")
_PARTNERS: Final = re.compile(r"[A-Z][a-z]+(?: &|,? and) [A-Z][a-z]+\.?")
_LEFT: Final = re.compile(rf"(?:{CAPITAL}[\w&'’-]* ){{1,4}}\Z")
#: Feasts and races of other languages: "Festival d'été de | Québec".
_EVENTFUL: Final = _PLACES | {"ORG", "EVENT", "PERSON"}
_FEAST: Final = re.compile(
    r"\b(?:Festival|Festivals|Carnaval|Carnevale|Feria|Fiesta|Fiestas|F[êe]te|Festa|Copa|Coupe|"
    r"Coppa|Gran Premio|Grand Prix|Semana|Biennale|Bienal|Mostra|Salon|Vuelta|"
    r"Tour|Giro|Trophée|Trofeo)"
    r"(?: (?:d['’])?[^\W\d_]{2,15}){0,3} (?:d[eiou]|da|del|de la|des) \Z"
)
#: What says of a name that it is a firm's: "Tessitura Lombarda | SpA", "Lazare Freres | & Cie."
_DESIGNATED: Final = re.compile(
    r" (?:AG|SA|S\.A\.|SpA|S\.p\.A\.|NV|N\.V\.|BV|B\.V\.|Plc|PLC|plc|Ltd\.?|Inc\.?|Corp\.?|GmbH|"
    r"KGaA|Oyj?|ASA|A/S|K\.K\.|(?:Sdn )?Bhd|LLC|L\.P\.|(?:& )?Cie\.?|& Cos?\.?|Cos?\.)(?![\w.-])"
)
#: What broadcasts under a figure: "BBC Radio | 1", "Rustavi | 2".
_CHANNEL: Final = re.compile(
    r"\b(?:Radio|TV|Channel|FM|Television|Televisión|Canal|Kanal|Studio)\Z"
)
_NUMBER: Final = re.compile(r" \d{1,3}(?![\w%]|[.,:/-]\d| (?:percent|million|billion|years|days))")
_HYPHENATED: Final = re.compile(r"-(?:AG|SA|Bank|Werke|Gruppe|Konzern|Holding|GmbH)\b")
#: "Jamaat | -ul-Mujahideen Bangladesh".
_ARABIC: Final = re.compile(
    r"-(?:ul|e|i|al|ud|us|ur|un)-[A-Z][^\W\d_]+(?: (?:Bangladesh|Pakistan|Hind|India|Islam))?"
)
_WORD: Final = re.compile(r"\b[A-Z][^\W\d_]+ \Z")
_BETWEEN: Final = _AND | _OF | _PARTICLES | {" ", " of the ", " in the ", " and ", ", "}
_HYPHENABLE: Final = frozenset({"ORG", "PERSON"})
#: A capitalised word and its hyphen; line starts with a subject ("TENNIS-GRAF") have none such.
_FRONT: Final = re.compile(r"(?<![\w-])[A-Z][^\W\d_]{1,15}-\Z")
#: What an article joins to a town's name: "Deir ez- | Zor", "Nad-e- | Ali".
_ARTICLE: Final = re.compile(
    r"(?<![\w-])[A-Z][\w'’]{1,15}(?: (?:e[lzsdrnt]|a[lzsdrnt]|esh|ash)|-(?:e|i|ul|al|el))-\Z"
)
#: How what goes on a name begins, and what stands before a name that was cut.
GOES_ON: Final = frozenset(
    {
        " AG",
        " SA",
        " S.",
        " Sp",
        " NV",
        " N.",
        " BV",
        " B.",
        " Pl",
        " PL",
        " pl",
        " Lt",
        " In",
        " Co",
    }
    | {" Gm", " KG", " Oy", " AS", " A/", " K.", " Sd", " Bh", " LL", " L.", " Ci", " & "}
    | {" Ne", " ne", " Ed", " St", " Re", " Fo", " Ai", " Ou", " Mi", " bi", " ib"}
    | {"-AG", "-SA", "-Ba", "-We", "-Gr", "-Ko", "-Ho", "-Gm", "-ul", "-e-", "-i-", "-ud"}
)
CUT_AFTER: Final = frozenset({"de ", "du ", "di ", "do ", "da ", "la ", "el ", "es ", " y "})
#: Tables of lands and peoples, two of which a body of both is called after.
_LANDS: Final = frozenset({"countries", "nationalities", "states"})
#: A name of fewer characters may be but the "SA" of one.
SHORTEST: Final = 5
_REACH: Final = 50


def as_one(text: str, last: Found, item: Found) -> Found | None:
    """Both names as one where a word that joins a firm's names stands between them, or None."""
    between = text[last.end : item.start]
    if between in ("-", "–"):
        return _hyphenated(text, last, item, between)
    if between not in _BETWEEN:
        return None
    labels = {last.label, item.label}
    if between in _PARTICLES and (labels == {"PERSON"} or labels <= PLACES):
        return last._replace(end=item.end, confidence=None)
    if between in _AND:
        if "ORG" in labels or (between == " y " and labels <= _SURNAMES):
            label = "PERSON" if labels == {"PERSON"} else "ORG"
            return last._replace(end=item.end, label=label, confidence=None)
    elif between in _OF and last.label == "ORG" and item.label in _PLACES | {"ORG", "PERSON"}:
        return last._replace(end=item.end, confidence=None)
    elif between == " " and last.label == "PERSON" and item.label in {"ORG", "PERSON"}:
        if word_before(text, last.start).rstrip(".") in words("honorific"):
            return last._replace(end=item.end, confidence=None)
    elif between == " in the " and item.label in _PLACES and last.label == "ORG":
        if text[last.start : last.end] in words("army of several lands"):
            return last._replace(end=item.end, confidence=None)
    elif between == " of the " and last.label == "ORG" and item.label in _PLACES:
        if " for the " in text[last.start : last.end]:
            return last._replace(end=item.end, confidence=None)
    elif between == " and " and item.label == "ORG":
        pair = " ".join(text[last.start : item.end].split(" ")[:3])
        named = pair in listed("countries") or pair in listed("states")
        if named or _is_one_body(text, last, item):
            return item._replace(start=last.start, confidence=None)
    elif between == ", " and item.label == "ORG" and _PARTNER.search(text, last.start, item.start):
        first = text[last.start : last.end]
        named = " " in first or first in given_names()
        if not named and _PARTNERS.fullmatch(text, item.start, item.end):
            return item._replace(start=last.start, confidence=None)
    return None


def _hyphenated(text: str, last: Found, item: Found, hyphen: str) -> Found | None:
    """Both names as one where the hyphen between them is inside a name, or None.

    "CPN-UML", "Issyk-Kul", "Japan-China Friendship Association", "Minneapolis-St. Paul Airport".
    """
    if hyphen == "-" and _are_one_acronym(text, last, item):
        return last._replace(end=item.end, confidence=None)
    first, second = text[last.start : last.end], text[item.start : item.end]
    if last.label in PLACES and item.label in PLACES:
        airport = item.label == "FAC" and second.endswith(" Airport")
        unknown = first not in known_names() and second not in known_names()
        if airport or (unknown and _is_located(text, last.start, item.end)):
            return item._replace(start=last.start, confidence=None)
    elif last.label in _PLACES | {"NORP"} and second not in known_names():
        land, _, rest = second.partition(" ")
        paired = known_names().get(first) in _LANDS and known_names().get(land) in _LANDS
        if paired and item.label in labels_of_head(rest.rpartition(" ")[2]):
            return item._replace(start=last.start, confidence=None)
    return None


def _is_located(text: str, start: int, end: int) -> bool:
    """Whether a place's preposition stands before, or what it is behind: no "Federer-Roddick"."""
    rest = word_after(text, end)
    return word_before(text, start).lower() in {"in", "near", "at"} or rest in words("named region")


def _are_one_acronym(text: str, last: Found, item: Found) -> bool:
    """Whether a hyphen joins the letters of one body: "CPN-UML", but not "EU-ASEAN"."""
    first, second = text[last.start : last.end], text[item.start : item.end]
    return (
        last.label == item.label == "ORG"
        and (first + second).isalpha()
        and (first + second).isupper()
        and not (first in known_names() and second in known_names())
    )


def _is_one_body(text: str, last: Found, item: Found) -> bool:
    """Whether "and" stands inside a name: "the Land Transport | and | Regulatory Board".

    What goes before it names no body by itself, and what follows is common words alone.
    """
    if text[last.start - 4 : last.start] not in ("the ", "The "):
        return False
    first, second = text[last.start : last.end], text[item.start : item.end].split(" of ")[0]
    heads, parts = by_label("heads"), second.split(" ")
    return (
        last.label in {"ORG", "LOC", "FAC", "PERSON"}
        and first not in known_names()
        and first.rsplit(" ", 1)[-1] not in heads
        and len(parts) > 1
        and parts[-1] in heads
        and second not in known_names()
        and all(part.lower().rstrip("s") in words("task of a body") for part in parts[:-1])
    )


def to_the_left(text: str, item: Found, floor: int) -> Found:
    """A firm whose "SA" alone was seen, with its name; "Festival de | Cannes"; "Rhone- | Lenc"."""
    low = max(floor, item.start - _REACH)
    before = text[max(0, item.start - 3) : item.start]
    if item.end - item.start < SHORTEST and text[item.start : item.end] in words("designator"):
        run = _LEFT.search(text, low, item.start)
        if run and run[0].split(" ", 1)[0] not in words("opening"):
            return item._replace(start=run.start(), label="ORG", confidence=None)
    elif before == " y ":
        word = _WORD.search(text, low, item.start - 2) if item.label == "ORG" else None
        if word:
            return item._replace(start=word.start(), confidence=None)
    elif before in CUT_AFTER and item.label in _EVENTFUL:
        feast = _FEAST.search(text, low, item.start)
        if feast:
            return item._replace(start=feast.start(), label="EVENT", confidence=None)
    elif before[-1:] == "-" and item.label in PLACES:
        article = _ARTICLE.search(text, low, item.start)
        if article:
            return item._replace(start=article.start(), confidence=None)
    elif before[-1:] == "-" and item.label in _HYPHENABLE:
        front = _FRONT.search(text, low, item.start)
        if front and _may_be_cut(front[0][:-1]):
            return item._replace(start=front.start(), confidence=None)
    return item


def _may_be_cut(front: str) -> bool:
    """Whether the word before a hyphen may belong to a name: "Rhone-", but not "Anti-", "US-"."""
    return (
        front not in known_names()
        and front[-1] != "o"  # "Syro-"
        and front not in words("before a hyphen")
        and by_label("heads").get(front) is None
    )


def to_the_right(text: str, item: Found) -> Found:
    after = text[item.end : item.end + 2]
    if after in (" N", " n", " E") and item.label in _PLACES | {"ORG"}:
        rest, label = _NEWSROOM.match(text, item.end), "ORG"
    elif after in (" S", " R") and item.label in _PLACES:
        name = text[item.start : item.end]
        rest = None if name in listed("countries") else _STATE.match(text, item.end)
        if rest and known_names().get(name) == "states" and after == " S":
            rest = None  # "Ohio State" is a university
        label = item.label
    elif after in (" O", " M", " b", " i") and item.label in _PLACES | {"PERSON"}:
        rest, label = _SON_OF.match(text, item.end), "PERSON"
    elif item.label == "NORP":
        rest, label = _BODY.match(text, item.end), "ORG"
        firm = _NEXT.match(text, item.end)
        if firm and text[item.start : firm.end()] in listed("organisations"):
            rest = firm
    elif after[:1] == " " and after[1:].isdigit():
        numbered = item.label == "ORG" and _CHANNEL.search(text[item.start : item.end])
        rest, label = (_NUMBER.match(text, item.end) if numbered else None), item.label
    elif after[:1] == " " and item.label != "NORP":
        rest, label = _DESIGNATED.match(text, item.end), "ORG"
    elif after[:1] == "-" and item.label != "NORP":
        rest = _HYPHENATED.match(text, item.end) or _ARABIC.match(text, item.end)
        label = "ORG"
    else:
        return item
    return item._replace(end=rest.end(), label=label, confidence=None) if rest else item

"""A firm and a person of one name in one article, kept apart: "Halvorsen" and "Erik Halvorsen".

A name has one label in an article, but firms are called after their founders. Where a person's
surname is also said of a firm ("shares of Halvorsen", "Halvorsen Inc."), each mention of the bare
name is read by what stands beside it; one that tells nothing is what the mention before it was,
or the firm where the article is polite to persons ("Mr. Halvorsen").

Pure: standard library and tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from pipeline.entities.rules.firms import FIRM, FIRM_MAYBE, PERSON, said_of
from pipeline.entities.rules.found import Found, surface, word_before
from pipeline.entities.rules.persons import title_before
from pipeline.entities.rules.shortforms import core, short_forms
from pipeline.entities.rules.tables import is_title, words

#: Titles of an article that never calls a person by the bare surname.
_POLITE: Final = frozenset({"mr", "mrs", "ms", "miss"})
_BEARERS: Final = frozenset({"ORG", "PERSON"})
#: What a mention is taken for.
_LABELS: Final = {FIRM: "ORG", FIRM_MAYBE: "ORG", PERSON: "PERSON"}


def parted(texts: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """``found``, in order, with the bare names of firms labelled so that persons share."""
    shared = _shared(texts, found)
    if not shared:
        return list(found)
    last: dict[str, str] = {}
    result = []
    for item in found:
        text = texts[item.field]
        name = surface(text[item.start : item.end])
        if name in shared and item.label in _BEARERS:
            label = _LABELS.get(_said(text, item)) or shared[name] or last.get(name, item.label)
            item = item.called(label)
            last[name] = label
        elif item.label in _BEARERS:
            parts = short_forms(name) if item.label == "ORG" else (name.rpartition(" ")[2],)
            last.update(dict.fromkeys(parts, item.label))
        result.append(item)
    return result


def _shared(texts: Sequence[str], found: Sequence[Found]) -> dict[str, str]:
    """The surnames that are also said of a firm, each with what a mention is if nothing tells.

    That is nothing, the mention before deciding, unless the article is polite.
    """
    full: dict[str, str] = {}
    bare: defaultdict[str, list[Found]] = defaultdict(list)
    for item in found:
        if item.label in _BEARERS:
            name = texts[item.field][item.start : item.end]
            if " " in name:
                full[name] = item.label
            else:
                bare[name].append(item)
    surnames = {name.rpartition(" ")[2] for name, label in full.items() if label == "PERSON"}
    surnames &= bare.keys()
    if not surnames:
        return {}
    bodies = [surface(name) for name, label in full.items() if label == "ORG"]
    firms = {core(name) or _of_trade(name) for name in bodies}
    shared = {}
    for name in surnames:
        said = [_said(texts[item.field], item) for item in bare[name]]
        if FIRM in said or (FIRM_MAYBE in said and name in firms):
            polite = any(title_before(texts, item) in _POLITE for item in bare[name])
            shared[name] = "ORG" if polite else ""
    return shared


def _of_trade(name: str) -> str:
    """The founder in "Barclay Brewing"."""
    first, _, last = name.rpartition(" ")
    return first if last in words("trade") else ""


def _said(text: str, item: Found) -> int:
    titled = is_title(word_before(text, item.start).lower())
    return PERSON if titled else said_of(text, item.start, item.end)

"""Lays gold over silver, as far as each source's annotation goes.

No source is whole: most know no nationalities, some mark names only where they matter. A token
that a source leaves unmarked is O only where the source would have marked it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.entities.tagger.tags import OUTSIDE, TAGS
from training.corpus import Document
from training.silver import ALL_TAGS, OTHERS, PLACES_SET, Lexicon, Open, tags_of, token_span

#: Types that a source marks throughout; what it leaves unmarked is none of these.
COMPLETE: dict[str, frozenset[str]] = {
    "gold-uner": frozenset(("PERSON", "ORG", "GPE", "LOC")),
    "gold-crossner": frozenset(("PERSON", "ORG", "GPE", "LOC", "EVENT", "WORK_OF_ART")),
    "gold-redocred": frozenset(("PERSON",)),
    "gold-gum": frozenset(),
    "gold-masc": frozenset(),
}
#: Gold types that are no names in news, or none that we know: nothing is learned from them.
_UNKNOWN = frozenset(("DATE", "NUM"))


def types_of(label: str, words: str, suggested: Open, lexicon: Lexicon) -> tuple[str, ...]:
    """The OntoNotes types that a gold type stands for, narrowed by what the teachers suggest."""
    if label in ("GPE_LOC", "LOC", "GPE"):
        if words in lexicon.peoples and words not in lexicon.places:
            return ("NORP",)
        if words in lexicon.places or label == "GPE":
            return ("GPE",)
        wide = PLACES_SET
    elif label == "MISC":
        if words in lexicon.peoples:
            return ("NORP",)
        wide = OTHERS
    else:
        return (label,)
    seen = {TAGS[t][2:] for t in suggested if t}
    return tuple(t for t in wide if t in seen) or wide


def over_silver(
    document: Document,
    starts: Sequence[int],
    ends: Sequence[int],
    targets: Sequence[Open],
    lexicon: Lexicon,
) -> tuple[list[Open], list[tuple[int, int, tuple[str, ...]]]]:
    """For each token the tags left open by gold and silver together, and the gold spans."""
    complete = COMPLETE[document.source]
    denied = frozenset(i for i, t in enumerate(TAGS) if t[2:] in complete)
    result = [_unmarked(open_tags, denied, document.source) for open_tags in targets]
    spans = []
    for start, end, label in document.gold or ():
        first, last = token_span(starts, ends, start, end)
        if document.text[start : start + 4].lower() == "the " and last - first > 1:
            first += 1
        if last <= first or label in _UNKNOWN:
            continue
        words = document.text[starts[first] : ends[last - 1]]
        types = types_of(label, words, targets[first], lexicon)
        odd = label == "MISC" and not words[:1].isupper()
        election = document.source == "gold-crossner" and label == "EVENT" and "election" in words
        for i in range(first, last):
            if odd or election or last - first > 14:
                result[i] = ALL_TAGS
            else:
                result[i] = tags_of(first, last, i, types)
        if not odd and not election:
            spans.append((first, last, types))
    return result, spans


def _unmarked(open_tags: Open, denied: Open, source: str) -> Open:
    left = open_tags - denied
    if source in ("gold-gum", "gold-masc", "gold-redocred") or left != open_tags:
        left |= {OUTSIDE}
    return frozenset(left)

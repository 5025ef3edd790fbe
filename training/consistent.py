"""Makes the silver labels of one document agree with each other ("document-level consistency").

A name that the teachers see firmly in one sentence and miss in the next is most likely a name
there too. Nothing is decided: where a firm name's words stand unmarked or in doubt, its tags are
allowed besides, and the model makes up its mind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.entities.tagger.tags import OUTSIDE
from training.silver import Open, tags_of

Firm = tuple[int, int, tuple[str, ...]]
#: A type needs this share of a name's firm occurrences in the document.
SHARE = 0.8


def known_names(words: Sequence[str], firm: Sequence[Firm]) -> dict[tuple[str, ...], str]:
    """The capitalised names of a document that are firmly of one type, and persons' surnames."""
    seen: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for start, end, types in firm:
        if len(types) == 1 and words[start][:1].isupper():
            name = tuple(words[start:end])
            seen[name][types[0]] += 1
            if types[0] == "PERSON" and end - start > 1 and len(name[-1]) > 2:
                seen[name[-1:]][types[0]] += 1
    found = {}
    for name, counts in seen.items():
        label, count = counts.most_common(1)[0]
        if count >= SHARE * counts.total():
            found[name] = label
    return found


def consistent(words: Sequence[str], tags: Sequence[Open], firm: Sequence[Firm]) -> list[Open]:
    """The targets, with a firm name's tags allowed wherever its words stand without being firm."""
    names = known_names(words, firm)
    longest = max(map(len, names), default=0)
    result = list(tags)
    taken = [False] * len(words)
    for start, end, _ in firm:
        taken[start:end] = [True] * (end - start)
    heads = {name[0] for name in names}
    at = 0
    while at < len(words):
        step = 1
        if words[at] in heads and not taken[at]:
            for size in range(min(longest, len(words) - at), 0, -1):
                label = names.get(tuple(words[at : at + size]))
                if label is None or any(taken[at : at + size]):
                    continue
                # Where it has rivals, the teachers' own doubt is left as it is.
                if all(t <= {OUTSIDE} for t in tags[at : at + size]):
                    for i in range(at, at + size):
                        result[i] = tags[i] | tags_of(at, at + size, i, (label,))
                step = size
                break
        at += step
    return result

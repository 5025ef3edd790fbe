"""spaCy itself as a recogniser: the reference for the fast runner, and the fallback for others.

Only a pipeline's ``ner`` component runs, and what it listens to; sentence boundaries, tags and
lemmas are not made. Long hostile runs are cut first, as for the fast runner.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pipeline.entities.recogniser import Span
from pipeline.entities.runner.chunks import LONGEST_RUN, cuts

_LONG_CHUNK: Final = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")


class SpacyRecogniser:
    """Runs a spaCy pipeline's ``ner`` as shipped."""

    def __init__(self, folder: Path) -> None:
        self._nlp = load_ner(folder)
        meta = self._nlp.meta
        self._provenance = MappingProxyType(
            {
                "model": f"{meta['lang']}_{meta['name']}",
                "version": str(meta["version"]),
                "precision": "fp32",
            }
        )

    @property
    def provenance(self) -> Mapping[str, str]:
        return self._provenance

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        spaced = [_spaced(text) for text in texts]
        with self._nlp.memory_zone():
            return [
                [_span(ent, added) for ent in doc.ents]
                for doc, (_, added) in zip(
                    self._nlp.pipe(text for text, _ in spaced), spaced, strict=True
                )
            ]


def _spaced(text: str) -> tuple[str, list[int]]:
    """``text`` with a blank at each place where a long chunk is cut; where the blanks are.

    spaCy's tokenizer takes minutes for 100,000 brackets without one.
    """
    added: list[int] = []
    parts: list[str] = []
    done = 0
    for chunk in _LONG_CHUNK.finditer(text):
        for cut in cuts(chunk.group()):
            parts += (text[done : chunk.start() + cut], " ")
            done = chunk.start() + cut
            added.append(done + len(added))
    return "".join([*parts, text[done:]]), added


def _span(ent: Any, added: list[int]) -> Span:
    start, end = ent.start_char, ent.end_char
    return Span(start - bisect_left(added, start), end - bisect_left(added, end), ent.label_)


def load_ner(folder: Path) -> Any:
    """The spaCy pipeline of ``folder`` with nothing but its ``ner`` and what that listens to."""
    import spacy

    nlp = spacy.load(
        folder, exclude=["parser", "lemmatizer", "attribute_ruler", "tagger", "senter"]
    )
    if "tok2vec" in nlp.pipe_names and not _listens(nlp):
        nlp.remove_pipe("tok2vec")
    return nlp


def _listens(nlp: Any) -> bool:
    return "tok2vec" in nlp.pipe_names and any(
        node.name.startswith("tok2vec-listener") or "listener" in node.name
        for node in nlp.get_pipe("ner").model.walk()
    )

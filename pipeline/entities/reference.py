"""spaCy itself as a recogniser: the reference for the fast runner, and the fallback for others.

Only a pipeline's ``ner`` component runs, and what it listens to; sentence boundaries, tags and
lemmas are not made. Long hostile runs are cut first, as for the fast runner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.entities.recogniser import Span


class SpacyRecogniser:
    """Runs a spaCy pipeline's ``ner`` as shipped."""

    def __init__(self, folder: Path) -> None:
        self._nlp = load_ner(folder)
        meta = self._nlp.meta
        self._provenance = MappingProxyType(
            {"model": f"{meta['lang']}_{meta['name']}", "version": str(meta["version"])}
        )

    @property
    def provenance(self) -> Mapping[str, str]:
        return self._provenance

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        with self._nlp.memory_zone():
            return [
                [Span(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
                for doc in self._nlp.pipe(texts)
            ]


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

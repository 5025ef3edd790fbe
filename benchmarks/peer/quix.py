"""A peer: Quix Streams, as its documentation writes a stream with three outputs.

``python -m benchmarks.peer.quix BOOTSTRAP PREFIX RECOGNISER``.
"""

from __future__ import annotations

import sys
import tempfile

from quixstreams import Application

from benchmarks.peer.recognisers import recogniser
from pipeline.flow import topics_of


def main() -> int:
    """Work until SIGTERM."""
    bootstrap, prefix, name = sys.argv[1:4]
    topics, enrich = topics_of(prefix), recogniser(name)
    app = Application(
        broker_address=bootstrap,
        consumer_group=f"{prefix}-quix",
        auto_offset_reset="earliest",
        processing_guarantee="at-least-once",
        state_dir=tempfile.mkdtemp(prefix="quix-"),
        loglevel="WARNING",
        auto_create_topics=False,
        producer_extra_config={
            "compression.type": "zstd",
            "message.max.bytes": 2**23,
            "linger.ms": 2,
        },
    )
    articles = app.topic(prefix, key_deserializer="bytes", value_deserializer="bytes")
    frame = app.dataframe(articles).apply(lambda value: next(enrich([value])))
    for number, output in enumerate(topics.outputs):
        target = app.topic(output, key_serializer="bytes", value_serializer="bytes")
        frame.apply(lambda events, number=number: events[number]).to_topic(target)
    app.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())

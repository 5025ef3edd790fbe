"""A peer: Bytewax, as its documentation writes a dataflow from Kafka to Kafka.

``python -m benchmarks.peer.waxed BOOTSTRAP PREFIX RECOGNISER NUMBER ADDRESS;ADDRESS…``: one process
of a cluster, which Bytewax divides the partitions among. It has no consumer group and commits
nothing.
"""

from __future__ import annotations

import sys

import bytewax.operators as op
from bytewax.connectors.kafka import KafkaSinkMessage
from bytewax.connectors.kafka import operators as kop
from bytewax.dataflow import Dataflow
from bytewax.run import cli_main

from benchmarks.peer.recognisers import recogniser
from pipeline.flow import topics_of


def flow(bootstrap: str, prefix: str, name: str) -> Dataflow:
    """Articles in, three topics out."""
    topics, enrich = topics_of(prefix), recogniser(name)
    dataflow = Dataflow("peer")
    source = kop.input("in", dataflow, brokers=[bootstrap], topics=[prefix], batch_size=50)

    def enriched(message: object) -> list[KafkaSinkMessage[bytes | None, bytes]]:
        (events,) = enrich([message.value])  # type: ignore[attr-defined]
        return [
            KafkaSinkMessage(message.key, value, topic=topic)  # type: ignore[attr-defined]
            for topic, value in zip(topics.outputs, events, strict=True)
        ]

    written = op.flat_map("enrich", source.oks, enriched)
    kop.output(
        "out",
        written,
        brokers=[bootstrap],
        topic=topics.outputs[-1],
        add_config={"compression.type": "zstd", "message.max.bytes": "8388608", "linger.ms": "2"},
    )
    return dataflow


def main() -> int:
    """Work until SIGTERM."""
    bootstrap, prefix, name, number, addresses = sys.argv[1:6]
    together = addresses.split(";")
    cli_main(
        flow(bootstrap, prefix, name),
        process_id=int(number) if len(together) > 1 else None,
        addresses=together if len(together) > 1 else None,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

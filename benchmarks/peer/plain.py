"""A peer: what one would write in an afternoon, a plain aiokafka consumer and producer.

``python -m benchmarks.peer.plain BOOTSTRAP PREFIX RECOGNISER``. Reads ``PREFIX``, writes the
growing event to the same three topics as our stages, commits after each batch. No pool, no order
of acknowledgements, no defence: killed, it loses or doubles records.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import CommitFailedError

from benchmarks.peer.recognisers import Enrich, recogniser
from pipeline.flow import topics_of


def main() -> int:
    """Work until SIGTERM."""
    bootstrap, prefix, name = sys.argv[1:4]
    asyncio.run(_work(bootstrap, prefix, recogniser(name)))
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
                for topic, value in zip(topics.outputs, events, strict=True):
                    sent.append(
                        await producer.send(
                            topic, value, key=record.key, partition=record.partition
                        )
                    )
            if records:
                await asyncio.gather(*sent)
                with contextlib.suppress(CommitFailedError):  # they belong to another now
                    await consumer.commit()
    finally:
        await producer.stop()
        await consumer.stop()


if __name__ == "__main__":
    sys.exit(main())

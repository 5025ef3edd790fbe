"""Faust's producer with what the delivery rule needs: idempotent, atomic, ordered writes.

Faust switches idempotence on only in its exactly-once mode, and its ``send`` queues records that
may leave in several batches: when an earlier batch fails and a later one does not, the hole that
remains lies below the watermark and would be skipped for ever. So a run is written as ONE record
batch, which the broker appends whole or not at all, and the next one waits for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiokafka.errors import KafkaError
from aiokafka.protocol.produce import ProduceRequest
from faust.transport.drivers import aiokafka as driver

from pipeline.stream import faults

#: Returns when it is known whether a partition may still be written to, with the answer.
Gate = Callable[[], Awaitable[bool]]


class WriteError(RuntimeError):
    """A run could not be written; the process ends without acknowledging its records."""


class PartitionLost(KafkaError):  # type: ignore[misc]
    """A batch was about to leave when its partition was no longer known to be this worker's."""

    retriable = False


@dataclass(frozen=True, slots=True)
class Record:
    """A record to write; ``timestamp`` in seconds since the epoch, None for now."""

    key: bytes | None
    value: bytes | None
    timestamp: float | None
    headers: Sequence[tuple[str, bytes]]

    @property
    def size(self) -> int:
        """Bytes, without the record's own framing."""
        size = len(self.key or b"") + len(self.value or b"")
        for name, value in self.headers:
            size += len(name) + len(value)
        return size


def _nothing() -> None:
    """Nobody listens."""


async def _at_once() -> None:
    """Nothing to wait for."""


async def _open() -> bool:
    """Nothing speaks against a write."""
    return True


class Producer(driver.Producer):
    """Faust's producer, idempotent, with acks from all replicas."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As Faust's; nothing of ours goes through its buffer, so no record waits for it."""
        super().__init__(*args, **kwargs)
        self.buffer.wait_until_ebb = _at_once  # type: ignore[method-assign]
        self._on_retry: Callable[[], None] = _nothing
        self._gates: dict[tuple[str, int], Gate] = {}

    def _new_producer(self, transactional_id: str | None = None) -> Any:
        producer = super()._new_producer(transactional_id)
        accumulator = producer._message_accumulator
        enqueue_again = accumulator.reenqueue

        def reenqueue(batch: Any) -> None:
            self._on_retry()
            enqueue_again(batch)

        accumulator.reenqueue = reenqueue
        self._guard(producer.client)
        return producer

    def _guard(self, client: Any) -> None:
        """Ask the gates at the last moment: before it the process may have been frozen."""
        send = client.send

        async def guarded(node: int, request: Any, **options: Any) -> Any:
            if isinstance(request, ProduceRequest) and await client.ready(node):
                for topic, partitions in request._topics:
                    for partition, _ in partitions:
                        if not await self._gates.get((topic, partition), _open)():
                            raise PartitionLost(f"{topic}/{partition} went to another worker")
            return await send(node, request, **options)

        client.send = guarded

    def _settings_extra(self) -> Mapping[str, Any]:
        return {"acks": "all", "enable_idempotence": True}

    async def write(
        self,
        topic: str,
        partition: int,
        records: Sequence[Record],
        *,
        patience: float,
        on_retry: Callable[[], None] = _nothing,
        gate: Gate = _open,
    ) -> int:
        """Append the records as one batch, and return when every replica in sync has it.

        The offset of the first, or -1 when the broker had the batch already and does not say.
        aiokafka retries the batch under one sequence number, so that the broker drops a copy of
        what it already has, and tells each retry to ``on_retry``. Each time the batch is about to
        leave, ``gate`` is asked. Raises `WriteError` when that takes longer than ``patience``
        seconds, and when the broker or the gate refuses.
        """
        producer = self._ensure_producer()
        self._on_retry = on_retry
        # A batch that waits for a leader would expire after the request timeout: ours may wait.
        producer._message_accumulator._batch_ttl = patience
        batch = producer.create_batch()
        for record in records:
            millis = None if record.timestamp is None else round(record.timestamp * 1000)
            appended = batch.append(
                key=record.key,
                value=record.value,
                timestamp=millis,
                headers=list(record.headers),
            )
            if appended is None:
                raise WriteError("a run is larger than a record batch may be")
        batch.close()
        self._gates[topic, partition] = gate
        try:
            async with asyncio.timeout(patience):
                acknowledged = await producer.send_batch(batch, topic, partition=partition)
                if faults.armed("sent"):  # a moment for it to leave, and not enough to come back
                    await asyncio.wait({acknowledged}, timeout=0.001)
                    faults.reach("sent")
                return int((await acknowledged).offset)
        except TimeoutError:
            raise WriteError(
                f"{topic}/{partition} could not be written for {patience:g} s: is a broker up?"
            ) from None
        except Exception as error:
            raise WriteError(f"{topic}/{partition} could not be written: {error!r}") from error
        finally:
            del self._gates[topic, partition]

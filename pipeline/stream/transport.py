"""Faust's Kafka driver and app, made of our producer and consumer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

import faust
from faust.transport.drivers import aiokafka as driver

from pipeline.stream.claim import Claim
from pipeline.stream.consumer import Consumer
from pipeline.stream.producer import Producer


class Transport(driver.Transport):
    """The driver that makes the two above."""

    Consumer = Consumer
    Producer = Producer


class Raw(faust.Schema[bytes, bytes]):
    """Records as they are: bytes in, bytes out, no codecs in between."""

    def compile(self, app: Any, **_: Any) -> Callable[..., Awaitable[Any]]:
        """What makes an event of a message."""
        create_event = app.create_event

        async def decode(message: Any, *, propagate: bool = False) -> Any:
            return create_event(message.key, message.value, message.headers, message)

        return decode


class App(faust.App):
    """A Faust app on our driver, for one stage and so one input topic.

    ``positions`` maps partition numbers and committed offsets to the offsets to seek to instead,
    or to None when the partitions have been taken away meanwhile; ``forget`` undoes it.
    ``has_room`` says whether more records of a partition are wanted, and ``by_hand`` whether they
    come without being fetched; ``claim`` is told what the group answers.
    """

    positions: Callable[[Mapping[int, int | None]], Awaitable[Mapping[int, int] | None]]
    forget: Callable[[], Awaitable[None]]
    has_room: Callable[[int], bool]
    by_hand: Callable[[int], bool]
    claim: Claim

    def on_init_dependencies(self) -> Iterable[Any]:
        """As Faust's, without its own counting of each event: `pipeline.metrics` counts."""
        services = super().on_init_dependencies()
        self.sensors.remove(self.monitor)
        self.sensors.add(faust.Sensor())  # with none at all, Faust warns at each rebalance
        return services

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> Transport:
        return Transport(self.conf.broker_producer, self)

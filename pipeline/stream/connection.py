"""aiokafka's connection, which says that it is broken in the way that aiokafka understands.

Where asyncio drops what is written to a closed transport, or raises OSError, uvloop raises
RuntimeError (aiokafka's issue 1038). aiokafka's tasks do not expect it: when the one that keeps the
cluster's metadata ends so, in the moment in which a broker goes, all that wait for it wait for
ever. Seen: a worker that found no coordinator any more, sent no heartbeats, lost its partitions,
and went on writing to them, 902 to 1,402 records doubled (dropped by the origin rule).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from aiokafka import conn
from aiokafka.errors import KafkaConnectionError, KafkaError


class Connection(conn.AIOKafkaConnection):  # type: ignore[misc]
    """A connection to one broker; raises `KafkaConnectionError` wherever it cannot write."""

    def send(self, request: Any, expect_response: bool = True) -> Any:
        """Send a request; returns an awaitable of the response."""
        with self._telling():
            return super().send(request, expect_response)

    def _send_sasl_token(self, payload: Any, expect_response: bool = True) -> Any:
        with self._telling():
            return super()._send_sasl_token(payload, expect_response)

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except KafkaError:  # a RuntimeError, too
            raise
        except RuntimeError as error:
            self.close(reason=conn.CloseReason.CONNECTION_BROKEN)
            raise KafkaConnectionError(
                f"connection at {self.host}:{self.port} broken: {error}"
            ) from error


def use() -> None:
    """Have every client of aiokafka in this process make such connections."""
    conn.AIOKafkaConnection = Connection

"""Asks whether a Kafka broker answers: one ApiVersions request, with nothing but a socket.

Kafka opens its port before it serves; only an answer shows that it does.
"""

from __future__ import annotations

import socket
import struct
from typing import Final

API_VERSIONS: Final = 18  # key of the request in Kafka's protocol, which every broker answers
REQUEST: Final = struct.pack(">hhih", API_VERSIONS, 0, 1, -1)  # version 0, id 1, no client name


def answers(host: str, port: int, timeout: float = 2.0) -> bool:
    """Whether a Kafka broker serves at `host`:`port`, within `timeout` seconds."""
    try:
        with socket.create_connection((host, port), timeout) as connection:
            connection.sendall(struct.pack(">i", len(REQUEST)) + REQUEST)
            head = _read(connection, 10)
    except OSError:
        return False
    if len(head) < 10:
        return False
    _, correlation, error = struct.unpack(">iih", head)
    return bool(correlation == 1 and error == 0)


def _read(connection: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count and (more := connection.recv(count - len(got))):
        got += more
    return got

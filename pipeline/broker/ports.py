"""Chooses the broker's port on the loopback address, and names who holds a taken one."""

from __future__ import annotations

import socket
from typing import Final

from pipeline.broker.errors import PortTaken
from pipeline.broker.progress import Progress, Step
from pipeline.broker.properties import HOST

USUAL: Final = 9092
"""Where every Kafka tool looks first."""


def choose(asked: int | None, progress: Progress) -> int:
    """The port to use: the one `asked` for, or the usual one, or a free one if that is taken.

    Raises `PortTaken` if the port that was asked for is taken.
    """
    if asked is not None:
        if not is_free(asked):
            raise PortTaken(asked, holder(asked))
        return asked
    if is_free(USUAL):
        return USUAL
    port = any_free()
    progress(Step(f"port {USUAL} is taken by {holder(USUAL) or 'another process'}; using {port}"))
    return port


def is_free(port: int) -> bool:
    """Whether a server could listen at `port` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as Java does
        try:
            probe.bind((HOST, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def any_free() -> int:
    """A port that is free now; another process may still take it first."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def holder(port: int) -> str | None:
    """Name and id of the process that listens at `port`, where this user may know it."""
    import psutil

    try:
        for connection in psutil.net_connections("tcp"):
            local = connection.laddr
            if local and local.port == port and connection.status == psutil.CONN_LISTEN:
                if connection.pid is None:
                    return None
                return f"{psutil.Process(connection.pid).name()} (process {connection.pid})"
    except psutil.Error:
        return None
    return None

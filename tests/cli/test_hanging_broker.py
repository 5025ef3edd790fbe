"""A broker that hangs is told from one that speaks another protocol: what to look at differs."""

from __future__ import annotations

import socket
import threading

import pytest

from pipeline.clients import probe
from pipeline.settings import Settings


@pytest.mark.parametrize("protocol", ["PLAINTEXT", "SSL"])
def test_a_broker_that_hangs_is_called_so(protocol: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its system still takes connections, and nothing ever comes back: neither bytes nor an end."""
    monkeypatch.setattr(probe, "PATIENCE_S", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        settings = Settings(_env_file=None, brokers=address, security_protocol=protocol)
        said = probe.what_is_wrong(settings, address)
    assert said.startswith(f"{address} takes connections and then says nothing: it hangs")
    assert f"security_protocol={protocol}" in said


def test_a_server_of_something_else_is_called_so() -> None:
    """One that ends the connection as soon as it is spoken to is no broker in plain text."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_refuse, args=(server,), daemon=True).start()
        address = f"127.0.0.1:{server.getsockname()[1]}"
        said = probe.what_is_wrong(Settings(_env_file=None, brokers=address), address)
    assert said.startswith(f"{address} does not speak Kafka in plain text")


def _refuse(server: socket.socket) -> None:
    for _ in range(2):  # the look whether anyone is there, and the client
        connection, _ = server.accept()
        connection.close()

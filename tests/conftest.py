"""For every test: one that is not marked for it opens no connection."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# No test asserts a time, nor does hypothesis by its own deadlines: other files run beside.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

#: Folders whose tests talk to servers that they start themselves, on this machine.
SERVERS = {"web", "watch", "cli", "broker", "faults"}


@pytest.fixture(autouse=True)
def _no_connection(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A unit test that would connect to anything fails, and says so."""
    folder = Path(request.path).relative_to(Path(__file__).parent).parts[0]
    if request.node.get_closest_marker("kafka") or folder in SERVERS | {"kafka"}:
        yield
        return
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            pytest.fail(f"a unit test connects to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield

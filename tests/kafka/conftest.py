"""One real Apache Kafka for the test session, and a topic prefix of its own for each test."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

import pytest

from pipeline.broker import Broker, ports


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """The embedded Kafka on an empty folder and a free port, stopped when the session ends."""
    folder = tmp_path_factory.mktemp("kafka")
    with Broker.start(folder, port=ports.any_free(), heap_mb=384) as running:
        yield running


@pytest.fixture
def bootstrap(broker: Broker) -> str:
    """Address of the session's broker."""
    return broker.bootstrap


@pytest.fixture
def topic_prefix(request: pytest.FixtureRequest) -> str:
    """A topic prefix that no other test uses: tests share the broker, never a topic."""
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower()).strip("-")[:60]
    return f"{name}-{uuid.uuid4().hex[:8]}"

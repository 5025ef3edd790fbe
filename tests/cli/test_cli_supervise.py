"""The supervisor asks its own worker whether it is ready, not whoever answers on the first port."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from pipeline.cli.supervise import Supervised
from pipeline.settings import Settings


class _Ready(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"ready": true}')

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def neighbour() -> Iterator[int]:
    """The port of another stream's worker, which is ready."""
    server = HTTPServer(("127.0.0.1", 0), _Ready)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_a_neighbours_worker_is_not_ours(neighbour: int, tmp_path: Path) -> None:
    """Before its worker has announced its pages, nothing is ready, whatever answers there."""
    worker = Supervised(Settings(data_dir=tmp_path, http_port=neighbour), "127.0.0.1:1", print)
    assert worker.address is None
    assert not worker.ready()
    targets = tmp_path / "targets"
    targets.mkdir()
    (targets / f"worker-0-{neighbour}.json").write_text("[]")  # 0: it has no process yet
    assert worker.address == f"127.0.0.1:{neighbour}"
    assert worker.ready()

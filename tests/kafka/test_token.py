"""Tokens of an OpenID endpoint: asked for in time, used for a login, and its faults named."""

from __future__ import annotations

import asyncio
import base64
import http.server
import json
import threading
import urllib.parse
from collections.abc import Iterator

import pytest

from pipeline.clients.token import ForAiokafka, ForKafkaPython, TokenEndpoint, TokenError

pytestmark = pytest.mark.kafka


class Provider(http.server.ThreadingHTTPServer):
    """An OpenID provider's token endpoint that numbers the tokens it gives."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[tuple[str, dict[str, list[str]]]] = []
        self.status = 200
        self.answer: object = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/token"


class Answer(http.server.BaseHTTPRequestHandler):
    """Answers of that provider."""

    server: Provider

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        login = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
        self.server.asked.append((login, urllib.parse.parse_qs(body)))
        number = len(self.server.asked)
        content = self.server.answer or {"access_token": f"token-{number}", "expires_in": 100}
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, format: str, *_: object) -> None:
        pass


@pytest.fixture
def provider() -> Iterator[Provider]:
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_token_is_used_until_it_is_nearly_out(provider: Provider) -> None:
    """One request for many logins; another before the token's life ends."""
    now = [0.0]
    source = TokenEndpoint(
        provider.url, "news client", "a:secret&", scope="kafka", clock=lambda: now[0]
    )
    assert [source(), source()] == ["token-1", "token-1"]
    now[0] = 79.9
    assert source() == "token-1"
    now[0] = 80.0
    assert source() == "token-2"
    login, body = provider.asked[0]
    assert login == "news+client:a%3Asecret%26"
    assert body == {"grant_type": ["client_credentials"], "scope": ["kafka"]}


def test_both_libraries_ask_the_same_source(provider: Provider) -> None:
    """kafka-python in its thread, aiokafka on its loop."""
    source = TokenEndpoint(provider.url, "c", "s")
    assert ForKafkaPython(source).token() == "token-1"
    assert asyncio.run(ForAiokafka(source).token()) == "token-1"


@pytest.mark.parametrize(
    ("status", "answer", "says"),
    [
        (401, {"error": "invalid_client"}, "401.*sasl_password"),
        (200, {"error": "strange"}, "gives no token"),
        (200, [1], "gives no token"),
    ],
)
def test_an_endpoint_that_gives_no_token_is_named(
    provider: Provider, status: int, answer: object, says: str
) -> None:
    """The setting is named, the client's secret never."""
    provider.status, provider.answer = status, answer
    with pytest.raises(TokenError, match=says) as raised:
        TokenEndpoint(provider.url, "client", "geheim")()
    assert "sasl_token_url" in str(raised.value)
    assert "geheim" not in str(raised.value)


def test_an_endpoint_that_is_away_is_named() -> None:
    """No traceback of an HTTP library."""
    with pytest.raises(TokenError, match="gives no token"):
        TokenEndpoint("http://127.0.0.1:1/", "c", "s")()

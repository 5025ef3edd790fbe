"""The HTTP side of a worker: metrics, health, and one page that shows the stream live.

``GET /metrics`` for Prometheus, ``/health/live`` and ``/health/ready`` for probes, ``/`` for
people, ``/status.json`` for the page and ``/worker.json`` for other workers' pages and the
terminal. Everything is read-only. The page loads nothing from elsewhere, and a browser that was
led here under a foreign host name gets no data.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any, Final

import aiohttp
import orjson
from aiohttp import web
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from pipeline.web.gather import gather
from pipeline.web.reading import Reading, merge, read
from pipeline.web.state import State
from pipeline.web.summary import summarise

WINDOW_S: Final = 15.0  # long enough for steady rates, short enough to see a change
PAGE: Final = Path(__file__).with_name("page.html")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

STATE: Final = web.AppKey("state", State)
HISTORY: Final = web.AppKey("history", deque[Reading])
CLIENT: Final = web.AppKey("client", aiohttp.ClientSession)


def create_app(state: State, *, host: str = "127.0.0.1") -> web.Application:
    """The application over ``state``; ``host`` is the address that it will be bound to.

    Bound to loopback, it answers only requests that name this machine, so that no web page can
    read it through a name that resolves to 127.0.0.1.
    """
    page = PAGE.read_bytes()
    middlewares = [_secured(_policy(page))]
    if _is_loopback(host):
        middlewares.insert(0, _local_only)
    app = web.Application(middlewares=middlewares)
    app[STATE] = state
    app[HISTORY] = deque()
    app.cleanup_ctx.append(_client)
    app.router.add_get("/", _page(page))
    app.router.add_get("/metrics", metrics)
    app.router.add_get("/health/live", live)
    app.router.add_get("/health/ready", ready)
    app.router.add_get("/status.json", status)
    app.router.add_get("/worker.json", worker)
    return app


async def metrics(request: web.Request) -> web.Response:
    """The metrics, in the text format that the scraper asks for."""
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    body = encode(Plain(request.app[STATE].registry))
    return web.Response(body=body, headers={"Content-Type": content_type})


async def live(request: web.Request) -> web.Response:
    """200 while the process can do its work, 503 when it should be started again."""
    health = request.app[STATE].health()
    return _json({"live": health.live, "reasons": health.reasons}, 200 if health.live else 503)


async def ready(request: web.Request) -> web.Response:
    """200 while the worker does its work, 503 with the reasons while it does not."""
    health = request.app[STATE].health()
    is_ready = health.live and health.ready
    return _json({"ready": is_ready, "reasons": health.reasons}, 200 if is_ready else 503)


async def worker(request: web.Request) -> web.Response:
    """This worker's last events and notices."""
    state = request.app[STATE]
    health = state.health()
    return _json(
        {
            "name": state.name,
            "live": health.live,
            "ready": health.ready,
            "reasons": health.reasons,
            "sightings": state.sightings(),
            "notices": state.notices(),
        }
    )


async def status(request: web.Request) -> web.Response:
    """The summary of this worker and its peers over the last seconds, for the page."""
    app, state = request.app, request.app[STATE]
    own = read(time.time(), state.name, state.registry.collect())
    looks = await gather(app[CLIENT], [peer for peer in state.peers() if peer != state.name])
    now = merge([own, *(look.reading for look in looks if look.reading)])
    health = state.health()
    sightings = [*state.sightings(), *(one for look in looks for one in look.sightings)]
    notices = [*state.notices(), *(one for look in looks for one in look.notices)]
    return _json(
        {
            "summary": summarise(_earlier(app[HISTORY], now), now),
            "workers": [
                {"name": state.name, "ready": health.ready, "reasons": health.reasons},
                *(
                    {"name": x.target, "ready": x.ready, "reasons": _reasons(x.error)}
                    for x in looks
                ),
            ],
            "sightings": sorted(sightings, key=lambda one: -one.at)[:20],
            "notices": sorted(notices, key=lambda one: -one.at)[:20],
        }
    )


class Plain(Collector):
    """A registry without the ``_created`` series, which double the series and tell nothing."""

    def __init__(self, inner: Collector) -> None:
        """Wrap ``inner``."""
        self._inner = inner

    def collect(self) -> Iterable[Metric]:
        """The inner metrics, without ``_created`` samples."""
        for metric in self._inner.collect():
            metric.samples = [one for one in metric.samples if not one.name.endswith("_created")]
            yield metric


def _earlier(history: deque[Reading], now: Reading) -> Reading:
    """The oldest reading within the window, after noting this one (at most four a second)."""
    if not history or now.at - history[-1].at >= 0.25:
        history.append(now)
    while len(history) > 1 and now.at - history[0].at > WINDOW_S:
        history.popleft()
    return history[0]


def _reasons(error: str | None) -> tuple[str, ...]:
    return (error,) if error else ()


def _page(page: bytes) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def html(request: web.Request) -> web.Response:
        return web.Response(body=page, content_type="text/html", charset="utf-8")

    return html


def _json(value: Any, status: int = 200) -> web.Response:
    return web.Response(
        body=orjson.dumps(value), status=status, content_type="application/json", charset="utf-8"
    )


async def _client(app: web.Application) -> AsyncIterator[None]:
    async with aiohttp.ClientSession() as session:
        app[CLIENT] = session
        yield


def _policy(page: bytes) -> str:
    """A content security policy that allows exactly the page's own script and style."""

    def digest(tag: bytes) -> str:
        match = re.search(b"<" + tag + b">(.*?)</" + tag + b">", page, re.S)
        assert match is not None
        return base64.b64encode(hashlib.sha256(match[1]).digest()).decode()

    return (
        f"default-src 'none'; script-src 'sha256-{digest(b'script')}'; "
        f"style-src 'sha256-{digest(b'style')}'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _secured(policy: str) -> Any:
    @web.middleware
    async def secured(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response

    return secured


@web.middleware
async def _local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    if not _is_loopback(request.url.host or ""):
        raise web.HTTPMisdirectedRequest(text="This page answers only under this machine's name.\n")
    return await handler(request)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

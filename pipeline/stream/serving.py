"""Runs a `Worker` in this process: its event loop, signals, HTTP pages and discovery file."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Final

import structlog
from aiohttp import web

from pipeline.settings import Settings
from pipeline.stream import compression, connection
from pipeline.stream.work import ask_for_signal_at_parents_death
from pipeline.stream.worker import FORCED, Worker
from pipeline.web.app import create_app
from pipeline.web.targets import announce, withdraw

#: Ports tried above the first when it is taken: one for each worker of a host.
PORT_TRIES: Final = 50

#: Signals closer together than this many seconds are one.
SAME_S: Final = 0.5

log = structlog.get_logger()


def serve(settings: Settings, names: Sequence[str], bootstrap: str) -> int:
    """Run the named stages until SIGTERM or Ctrl-C (drain) or a failure; the exit status.

    A second signal forces the end at once.
    """
    _quiet_libraries(settings)
    _end_with_supervisor()
    with contextlib.suppress(ImportError):  # not on Windows
        import uvloop

        # A policy, not only a loop of our own: Faust's consumers run their loops in threads.
        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
        connection.use()
    compression.use()
    with asyncio.Runner() as runner:
        status = runner.run(_serve(settings, names, bootstrap))
        # Threads of Kafka clients may wait minutes for a broker that is gone.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


async def _serve(settings: Settings, names: Sequence[str], bootstrap: str) -> int:
    worker = Worker(settings, names, bootstrap)
    asked = 0.0

    def ask() -> None:
        nonlocal asked
        before, asked = asked, asked or time.monotonic()
        # A terminal and a supervisor may both pass on one Ctrl-C.
        if before and time.monotonic() - before > SAME_S:
            log.warning("forced")
            worker.force()
            os._exit(FORCED)
        worker.stop()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ask)
    async with _pages(worker, names):
        return await worker.run()


@contextlib.asynccontextmanager
async def _pages(worker: Worker, names: Sequence[str]) -> AsyncIterator[None]:
    settings = worker.settings
    runner = web.AppRunner(create_app(worker, host=settings.http_host), access_log=None)
    await runner.setup()
    file: Path | None = None
    try:
        port = await _listen(runner, settings)
        worker.name = f"{settings.http_host}:{port}"
        worker.targets = settings.data_dir / "targets"
        file = announce(worker.targets, worker.name, names)
        log.info("pages", url=f"http://{worker.name}/")
        yield
    finally:
        if file is not None:
            withdraw(file)
        await runner.cleanup()


async def _listen(runner: web.AppRunner, settings: Settings) -> int:
    """Bind to the first free port from the one set, so that each worker of a host gets one."""
    first = settings.http_port
    tries = PORT_TRIES if first else 1
    for port in range(first, first + tries):
        site = web.TCPSite(runner, settings.http_host, port)
        try:
            await site.start()
        except OSError as error:
            if port == first + tries - 1:
                raise OSError(f"no free port from {first} to {port} for http_port") from error
            await site.stop()
            continue
        bound: int = runner.addresses[-1][1]
        return bound
    raise OSError("http_port")


def _quiet_libraries(settings: Settings) -> None:
    """Libraries speak of their own affairs at INFO, and of a broker that is still starting at
    ERROR; what matters of it is said by us, in one line, and stands in the metrics. Under `up`,
    which watches its own Kafka and says why that ended, they say nothing of it.
    """
    ours = [f"pipeline.stream.{name}" for name in ("consumer", "producer", "transport")]
    for name in ("faust", "mode", "aiokafka", "kafka", *ours):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("aiokafka.consumer.group_coordinator").setLevel(logging.CRITICAL)
    if os.environ.get("PIPELINE_BROKER_WATCHED") and settings.log_level != "debug":
        for name in ("aiokafka", "kafka"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _end_with_supervisor() -> None:
    """Drain when `pipeline up` is gone, however it went (Linux)."""
    if os.environ.get("PIPELINE_DIE_WITH_PARENT") == str(os.getppid()):
        ask_for_signal_at_parents_death(signal.SIGTERM)

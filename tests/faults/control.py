"""The control arm: the same three stages as plain Faust agents, as its own guide writes them.

At-least-once, records forwarded and acknowledged by the framework. The same judge must find
duplicates or losses here under the same faults, or it could not be believed elsewhere.
``python -m tests.faults.control``: settings come from the environment.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import faust

from pipeline.article.decode import Rejection
from pipeline.article.decode import decode as decode_article
from pipeline.event.decode import decode as decode_event
from pipeline.event.encode import encode
from pipeline.flow import Enrichment, input_of, output_of, stages_of, topics_of
from pipeline.settings import load
from tests.faults.flow import FAIL


def build() -> faust.App:
    """One app with an agent for each stage."""
    settings = load()
    stages = stages_of(settings)
    topics = topics_of(settings.prefix, stages)
    enrichment = Enrichment(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = faust.App(
        settings.group,
        broker=f"kafka://{settings.brokers}",
        key_serializer="raw",
        value_serializer="raw",
        store="memory://",
        web_enabled=False,
        topic_disable_leader=True,
        topic_allow_declare=False,
        consumer_auto_offset_reset="earliest",
        broker_session_timeout=settings.session_s,
        broker_heartbeat_interval=1.0,
        datadir=str(settings.data_dir / "control"),
    )
    for stage in stages:
        _agent(app, stage.name, topics, stages, enrichment)
    return app


def _agent(app: Any, name: str, topics: Any, stages: Any, enrichment: Enrichment) -> None:
    source = app.topic(input_of(name, topics, stages), value_type=bytes, value_serializer="raw")
    target = app.topic(output_of(name, topics, stages), value_type=bytes, value_serializer="raw")
    is_first = name == stages[0].name

    async def consume(stream: Any) -> None:
        async for record in stream.events():
            message = record.message
            if is_first:
                article = decode_article(message.value, max_bytes=1 << 20)
                if isinstance(article, Rejection) or FAIL in article.text:
                    raise ValueError("an article that this agent did not expect")
                event = enrichment.begin(article)
                origin = f"{message.topic}/{message.partition}@{message.offset};".encode()
            else:
                event = decode_event(message.value)
                origin = dict(message.headers)["origin"]
            await target.send(
                key=message.key,
                value=encode(enrichment.step(name, event)),
                partition=message.partition,
                headers={"origin": origin},
            )

    app.agent(source, name=f"{name}-agent")(consume)


if __name__ == "__main__":
    # Faust's own worker: signals, event loop and all.
    worker = faust.Worker(build(), loglevel="warning", loop=asyncio.new_event_loop())
    worker.execute_from_commandline()
    sys.exit(0)

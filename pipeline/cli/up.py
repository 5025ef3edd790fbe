"""`pipeline up`: everything on one machine, until Ctrl-C."""

import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from pipeline.cli.setup import prepare, teller
from pipeline.cli.verbs import counted, emit_bytes, is_terminal, say, with_settings

if TYPE_CHECKING:
    from pipeline.broker import Broker
    from pipeline.cli.supervise import Supervised
    from pipeline.settings import Settings

#: Seconds between looks at the worker and the broker.
TICK_S: Final = 0.2
READY_S: Final = 120.0
#: Seconds to try to publish the seeds: they are few, and Ctrl-C is heeded afterwards.
SEEDS_S: Final = 20.0


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command("up", short_help="Run everything on this machine, until Ctrl-C.")(with_settings(up))


def up(
    settings: "Settings",
    seeds: Annotated[
        bool, typer.Option(help="Publish the articles of seeds/ when the stream is empty.")
    ] = True,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not show the events.")] = False,
) -> int:
    """Run everything here: Kafka (unless brokers are configured), topics, workers, the page.

    Shows the enriched events as they arrive. Ctrl-C stops all of it, cleanly.
    """
    from pipeline.cli.supervise import Supervised

    prepare(settings)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    broker = None if settings.brokers else _start_broker(settings)
    address = settings.brokers or (broker.bootstrap if broker else "")
    worker = Supervised(settings, address, say, broker_watched=broker is not None)
    try:
        empty = _ensure_topics(settings, address)
        worker.start()
        if not quiet:
            _follow(settings, address, empty=empty, stop=stop)
        _wait_ready(worker, broker, stop)
        if not stop.is_set():
            say(_next_steps(address, worker.address))
            if empty and seeds:
                _publish_seeds(settings, address)
        while not stop.wait(TICK_S):
            _watch(worker, broker)
        return 0
    finally:
        _stop(worker, broker)


def _watch(worker: "Supervised", broker: "Broker | None") -> None:
    """Start a worker again that has died. Raises what is wrong with a broker that has."""
    worker.tick()
    if broker is not None and not broker.is_running:
        worker.kill()  # it can finish nothing; what it holds is done after the next start
        raise broker.failure()


def _stop(worker: "Supervised", broker: "Broker | None") -> None:
    if worker.runs:
        say("stopping: finishing what is in flight (Ctrl-C again: at once)")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.kill())
    worker.stop()
    if broker is not None:
        broker.stop()
    say("stopped")


def _start_broker(settings: "Settings") -> "Broker":
    from pipeline.broker import Broker

    return Broker.start(
        settings.data_dir,
        port=settings.broker_port,
        heap_mb=settings.broker_heap_mb,
        progress=teller(),
    )


def _ensure_topics(settings: "Settings", address: str) -> bool:
    """Create what is missing; whether the stream has never had an article."""
    from kafka import TopicPartition
    from kafka.admin import KafkaAdminClient

    from pipeline.clients import topics
    from pipeline.clients.config import for_kafka_python
    from pipeline.clients.faults import explained
    from pipeline.clients.lag import LATEST
    from pipeline.flow import stages_of, topics_of

    wanted = topics_of(settings.prefix, stages_of(settings))
    config = for_kafka_python(settings, address, client_id=f"{settings.group}-up")
    with explained(settings, address):
        admin = KafkaAdminClient(**config)
        try:
            first = topics.ensure(admin, wanted, settings)[0]
            where = [TopicPartition(first.name, number) for number in range(first.partitions)]
            ends = admin.list_partition_offsets(dict.fromkeys(where, LATEST))
        finally:
            admin.close()
    say(f"topics: {', '.join(wanted.all)}, {counted(first.partitions, 'partition')} each")
    return all(ends[at].offset == 0 for at in where)


def _wait_ready(worker: "Supervised", broker: "Broker | None", stop: threading.Event) -> None:
    say("starting the workers")
    deadline = time.monotonic() + READY_S
    while not worker.ready() and not stop.wait(TICK_S):
        _watch(worker, broker)
        if time.monotonic() > deadline:
            say(f"the workers are not ready after {READY_S:g} s; they go on trying: see above")
            return


def _next_steps(address: str, pages: str | None) -> str:
    seen = (
        f"Metrics for Prometheus: http://{pages}/metrics   The stream in a browser: "
        f"http://{pages}/\n"
        if pages
        else ""
    )
    command = sys.argv[0] if Path(sys.argv[0]).name == "pipeline" else "pipeline"
    return (
        f"\nThe stream runs on Kafka at {address}. In a second terminal:\n"
        f"  {command} publish my-article.txt    an article goes in\n"
        f"  {command} subscribe --pretty        enriched events come out\n"
        f"  {command} top                       rates, lag and latency, live\n"
        f"  {command} --help                    everything else\n"
        f"{seen}Ctrl-C here stops everything.\n"
    )


def _publish_seeds(settings: "Settings", address: str) -> None:
    import pipeline
    from pipeline.article.formats import Found, read
    from pipeline.clients.config import for_kafka_python
    from pipeline.clients.faults import explained
    from pipeline.clients.publish import Acknowledged, Publisher
    from pipeline.mendable import Mendable

    package = Path(pipeline.__file__).parent
    # In a wheel they lie in the package, in a clone beside it.
    folders = [at / "seeds" for at in (package, package.parent) if (at / "seeds").is_dir()]
    found = [
        item
        for item in read(folders[:1], max_bytes=settings.max_article_bytes)
        if isinstance(item, Found)
    ]
    say(f"the stream is empty: publishing {counted(len(found), 'article')} of seeds/")
    config = for_kafka_python(settings, address, client_id=f"{settings.group}-seeds")
    sent, why = 0, ""
    try:
        with (
            explained(settings, address),
            Publisher(
                config, settings.prefix, max_bytes=settings.max_event_bytes, timeout_s=SEEDS_S
            ) as publisher,
        ):
            for outcome in publisher.publish(found):
                if isinstance(outcome, Acknowledged):
                    sent += 1
                else:
                    why = f" ({outcome.message})"
    except Mendable as error:  # the stream goes on; whether the broker does is looked at next
        why = f" ({error})"
    if sent < len(found):
        say(f"only {sent} of them were acknowledged{why}. Again: pipeline publish {folders[0]}")


def _follow(settings: "Settings", address: str, *, empty: bool, stop: threading.Event) -> None:
    """Show finished events on standard output, in a thread that ends with the process."""

    def follow() -> None:
        while not stop.is_set():
            try:
                _show_events(settings, address, since=0.0 if empty else None)
            except BrokenPipeError:
                return
            except Exception as error:  # the stream goes on without its picture
                say(f"cannot show events for now: {error}")
                stop.wait(5)

    threading.Thread(target=follow, daemon=True).start()


def _show_events(settings: "Settings", address: str, *, since: float | None) -> None:
    from pipeline.cli.pretty import summary
    from pipeline.clients.config import for_kafka_python
    from pipeline.clients.subscribe import Subscription, subscribe
    from pipeline.flow import stages_of, topics_of

    topics = topics_of(settings.prefix, stages_of(settings))
    deliveries = subscribe(
        for_kafka_python(settings, address, client_id=f"{settings.group}-show"),
        Subscription(topics.outputs[-1], since=since),
        articles=topics.articles,
        max_bytes=settings.max_event_bytes,
    )
    for delivery in deliveries:
        if delivery.event is None:
            continue
        if is_terminal():
            print("\n".join(summary(delivery.event)), flush=True)
        else:
            emit_bytes(delivery.record.value or b"")

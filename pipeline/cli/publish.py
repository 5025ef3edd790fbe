"""`pipeline publish`: articles from files, folders or standard input to the first topic."""

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.verbs import FAILED, connection, emit, is_terminal, say, with_settings

if TYPE_CHECKING:
    from pipeline.article.formats import Found
    from pipeline.clients.publish import Outcome
    from pipeline.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command("publish", short_help="Put articles in: files, folders, or -.")(
        with_settings(publish)
    )


def publish(
    settings: "Settings",
    paths: Annotated[
        list[str],
        typer.Argument(help="Files (.txt .json .jsonl .html), folders, or - for JSON lines."),
    ],
    timeout: Annotated[
        float, typer.Option(min=1, help="Seconds to try a record while the broker is away.")
    ] = 60.0,
) -> int:
    """Publish articles, and wait until the broker has each of them.

    Exit status 0 only when every article was acknowledged by the broker.
    """
    from pipeline.article.formats import read
    from pipeline.clients.publish import Acknowledged, BrokersGone, Publisher
    from pipeline.flow import topics_of

    topic = topics_of(settings.prefix).articles
    items = read(paths, max_bytes=settings.max_article_bytes, stdin=sys.stdin.buffer)
    sent = failed = 0
    config = connection(settings, "publish")
    with (
        Publisher(
            config, topic, max_bytes=settings.max_event_bytes, timeout_s=timeout
        ) as publisher,
        _progress() as advance,
    ):
        try:
            for outcome in publisher.publish(items):
                if isinstance(outcome, Acknowledged):
                    sent += 1
                else:
                    failed += 1
                    _report(outcome)
                if not is_terminal():
                    emit(described(outcome, topic))
                advance(sent, failed)
        except BrokersGone as gone:
            say(f"{_counted(sent, failed, topic)}, then no more. {_resume(gone.item)}")
            raise
        except BaseException:
            say(
                f"Broken off: {_counted(sent, failed, topic)}. What was on its way may have "
                "arrived as well; published again, an article has the same id."
            )
            raise
    say(_counted(sent, failed, topic))
    if not sent and not failed:
        say("Nothing to publish was found. Known formats: .txt .json .jsonl .html")
    return FAILED if failed or not sent else 0


def _resume(item: "Found") -> str:
    """How to go on from the first article whose fate is not known.

    >>> from types import SimpleNamespace as Item
    >>> _resume(Item(file="a b.jsonl", line=7))  # doctest: +NORMALIZE_WHITESPACE
    "The first one not acknowledged: a b.jsonl:7. When the brokers are back, go on from it:
    tail -n +7 'a b.jsonl' | pipeline publish - (then what was named after it).
    What arrived unseen keeps its id."
    """
    from pathlib import PurePath
    from shlex import quote

    where = item.file if item.line is None else f"{item.file}:{item.line}"
    if item.file == "-":
        how = f"tail -n +{item.line} of the same input | pipeline publish -"
    elif item.line and PurePath(item.file).suffix.lower() in (".jsonl", ".ndjson"):
        how = (
            f"tail -n +{item.line} {quote(item.file)} | pipeline publish - "
            "(then what was named after it)"
        )
    else:
        how = "publish that file and what comes after it again"
    return (
        f"The first one not acknowledged: {where}. When the brokers are back, go on from it: "
        f"{how}. What arrived unseen keeps its id."
    )


def _counted(sent: int, failed: int, topic: str) -> str:
    articles = "article" if sent == 1 else "articles"
    return f"{sent} {articles} acknowledged on {topic}" + (f", {failed} failed" if failed else "")


def described(outcome: "Outcome", topic: str) -> dict[str, Any]:
    """An outcome as JSON data."""
    from pipeline.article.formats import Unreadable
    from pipeline.clients.publish import Acknowledged

    if isinstance(outcome, Unreadable):
        place = {"file": outcome.file, "line": outcome.line}
        return {"error": outcome.type, "message": outcome.message, **place}
    item = outcome.item
    place = {"id": item.article.id, "file": item.file, "line": item.line}
    if isinstance(outcome, Acknowledged):
        return {**place, "topic": topic, "partition": outcome.partition, "offset": outcome.offset}
    return {"error": outcome.type, "message": outcome.message, **place}


def _report(outcome: Any) -> None:
    from pipeline.article.formats import Unreadable

    place = outcome if isinstance(outcome, Unreadable) else outcome.item
    where = place.file if place.line is None else f"{place.file}:{place.line}"
    say(f"{where}: {outcome.type}: {outcome.message}")


@contextlib.contextmanager
def _progress() -> Iterator[Any]:
    """A line that counts, on a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda sent, failed: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("publishing", total=None)
        yield lambda sent, failed: progress.update(
            task, description=f"{sent} acknowledged, {failed} failed"
        )

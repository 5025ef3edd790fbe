"""`pipeline publish`: articles from files, folders or standard input to the first topic."""

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from pipeline.cli.verbs import (
    FAILED,
    KNOWN,
    Paths,
    connection,
    emit,
    is_terminal,
    say,
    standard_input,
    with_settings,
)

if TYPE_CHECKING:
    from pipeline.article.formats import Found
    from pipeline.clients.publish import Outcome
    from pipeline.settings import Settings


#: Seconds that --timeout may be: a day. Kafka's own milliseconds end at 24.8 days.
LONGEST_S: Final = 86_400.0


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command(
        "publish",
        short_help="Put articles in: files, folders, or -.",
        epilog="pipeline publish seeds   |   zcat news.jsonl.gz | pipeline publish -",
    )(with_settings(publish))


def publish(
    settings: "Settings",
    paths: Paths,
    begin: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FILE[:LINE]",
            help="Begin at this place of them, where a publish was broken off.",
        ),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option(
            min=1,
            max=LONGEST_S,
            metavar="SECONDS",
            help="How long to try a record while the broker is away.",
        ),
    ] = 60.0,
) -> int:
    """Publish articles, and wait until the broker has each of them.

    Exit status 0 only when every article was acknowledged by the broker.
    """
    from pipeline.article.formats import read
    from pipeline.clients.patience import patiently
    from pipeline.clients.publish import Acknowledged, BrokersGone, Publisher
    from pipeline.flow import topics_of

    topic = topics_of(settings.prefix).articles
    items = read(
        paths, max_bytes=settings.max_article_bytes, stdin=standard_input(paths), begin=begin
    )
    sent = failed = 0
    last = ""
    config = connection(settings, "publish")
    with (
        Publisher(
            config, topic, max_bytes=settings.max_event_bytes, timeout_s=timeout
        ) as publisher,
        _progress() as advance,
    ):
        try:
            for outcome in publisher.publish(patiently(items)):
                last = _place(outcome).where
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
            first = publisher.unsettled
            how = _resume(first) if first is not None else last and f"The last one: {last}."
            say(f"Broken off: {_counted(sent, failed, topic)}. {how}")
            raise
    say(_counted(sent, failed, topic))
    if not sent and not failed:
        say(f"Nothing to publish was found. {KNOWN}")
    return FAILED if failed or not sent else 0


def _resume(item: "Found") -> str:
    """How to go on from the first article whose fate is not known.

    >>> from types import SimpleNamespace as Item
    >>> print(_resume(Item(file="a b.jsonl", line=7, where="a b.jsonl:7")))
    The first one not acknowledged: a b.jsonl:7. To go on: the same command with --from 'a b.jsonl:7'. What arrived unseen keeps its id.
    >>> "and the same input again" in _resume(Item(file="-", line=7, where="-:7"))
    True
    """  # noqa: E501
    from shlex import quote

    again = ", and the same input again, from its first line" if item.file == "-" else ""
    return (
        f"The first one not acknowledged: {item.where}. To go on: the same command with "
        f"--from {quote(item.where)}{again}. What arrived unseen keeps its id."
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


def _place(outcome: "Outcome") -> Any:
    """What knows the file and line of an outcome."""
    from pipeline.article.formats import Unreadable

    return outcome if isinstance(outcome, Unreadable) else outcome.item


def _report(outcome: Any) -> None:
    say(f"{_place(outcome).where}: {outcome.type}: {outcome.message}")


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

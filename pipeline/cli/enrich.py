"""`pipeline enrich`: the same enrichment without Kafka, from files to JSON lines."""

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.verbs import (
    FAILED,
    KNOWN,
    Paths,
    emit,
    emit_bytes,
    say,
    standard_input,
    with_settings,
)

if TYPE_CHECKING:
    from pipeline.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command(
        "enrich",
        short_help="Enrich articles here and now, without Kafka.",
        epilog="pipeline enrich seeds/*.json > events.jsonl",
    )(with_settings(enrich))


def enrich(
    settings: "Settings",
    paths: Paths,
    pretty: Annotated[bool, typer.Option("--pretty", help="For people: indented JSON.")] = False,
) -> int:
    """Enrich articles here and now: events as JSON lines, in the order of the input.

    What cannot be read gives an {"error": …} line, and exit status 1 at the end.
    """
    from pipeline.article.formats import Unreadable, read
    from pipeline.cli.pretty import indented
    from pipeline.event.encode import encode
    from pipeline.flow import Enrichment

    items = read(paths, max_bytes=settings.max_article_bytes, stdin=standard_input(paths))
    enrichment: Enrichment | None = None
    count = failed = 0
    for item in items:
        count += 1
        if isinstance(item, Unreadable):
            failed += 1
            emit(
                {
                    "error": {"type": item.type, "message": item.message},
                    "file": item.file,
                    "line": item.line,
                }
            )
            continue
        enrichment = enrichment or Enrichment(settings)
        record = encode(enrichment.enrich(item.article))
        emit_bytes(indented(record) if pretty else record)
    if not count:
        say(f"Nothing to enrich was found. {KNOWN}")
    return FAILED if failed else 0

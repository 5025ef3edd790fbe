"""`pipeline subscribe`: events of a stage as they arrive, as JSON lines or for people."""

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.verbs import connection, emit_bytes, moment, say, with_settings

if TYPE_CHECKING:
    from pipeline.clients.sieve import Wanted
    from pipeline.clients.subscribe import Delivery
    from pipeline.settings import Settings


class Stage(StrEnum):
    """What can be followed: the suffixes of the topics."""

    entities = "entities"
    numbers = "numbers"
    enriched = "enriched"
    dead_letter = "dead-letter"


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command(
        "subscribe",
        short_help="Get events out, as they arrive or of the past.",
        epilog="pipeline subscribe --from-beginning --until-now --country UA > ua.jsonl",
    )(with_settings(subscribe))


def subscribe(
    settings: "Settings",
    stage: Annotated[
        Stage,
        typer.Option(metavar="STAGE", help="entities, numbers, enriched or dead-letter."),
    ] = Stage.enriched,
    type: Annotated[
        list[str] | None, typer.Option(metavar="TYPE", help="Entity type, e.g. PERSON.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="ISO country, e.g. UA.")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Number kind, e.g. money.")
    ] = None,
    id: Annotated[list[str] | None, typer.Option(metavar="ID", help="Article id.")] = None,
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="All that the topic holds first.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="From a time, or an age such as 15m.")
    ] = None,
    max: Annotated[
        int | None, typer.Option("--max", min=1, metavar="N", help="End after so many events.")
    ] = None,
    unique: Annotated[
        bool, typer.Option("--unique", help="Each event id once, also when published again.")
    ] = False,
    until_now: Annotated[
        bool, typer.Option("--until-now", help="End at what the topic holds now; do not wait.")
    ] = False,
    pretty: Annotated[bool, typer.Option("--pretty", help="For people: indented JSON.")] = False,
) -> None:
    """Print events as they arrive, each once. Without a start: from now, a few seconds back.

    Filters of one kind are alternatives; an event must pass each kind that is given.
    """
    from pipeline.clients.sieve import Wanted
    from pipeline.clients.subscribe import Subscription
    from pipeline.clients.subscribe import subscribe as follow
    from pipeline.flow import topics_of

    wanted = Wanted(
        frozenset(type or ()), frozenset(country or ()), frozenset(kind or ()), frozenset(id or ())
    )
    subscription = Subscription(
        f"{settings.prefix}.{stage.value}",
        wanted,
        since=0.0 if from_beginning else moment(since),
        most=max,
        unique=unique,
        until_now=until_now,
    )
    _say_unknown(wanted)
    deliveries = follow(
        connection(settings, "subscribe"),
        subscription,
        articles=topics_of(settings.prefix).articles,
        max_bytes=settings.max_event_bytes,
        patience_s=settings.retry_s,
        tell=say,
    )
    for delivery in deliveries:
        _print(delivery, dead=stage is Stage.dead_letter, pretty=pretty)


def _say_unknown(wanted: "Wanted") -> None:
    """A misspelt filter passes nothing, for ever. Stages of one's own may have other words."""
    from pipeline.entities.model import ENTITY_TYPES
    from pipeline.numbers.model import NUMBER_KINDS

    for option, given, known in (
        ("type", wanted.types, ENTITY_TYPES),
        ("kind", wanted.kinds, NUMBER_KINDS),
    ):
        for word in sorted(given):
            if word.upper() not in {one.upper() for one in known}:
                say(f"Warning: --{option} {word} is none of this pipeline's: {', '.join(known)}")
    for code in sorted(wanted.countries):
        if not re.fullmatch("[A-Za-z]{2}", code):
            say(f"Warning: --country {code} is no ISO 3166-1 code of two letters, such as UA")


def _print(delivery: "Delivery", *, dead: bool, pretty: bool) -> None:
    from pipeline.article.exactjson import dumps
    from pipeline.cli.pretty import indented
    from pipeline.clients.deadletters import described, letter_of, readable

    record = delivery.record
    # The very bytes of the record, which hold no line end.
    line = record.value or b""
    if dead:
        line = dumps(described(letter_of(record), whole=True))
    elif delivery.event is None:
        line = dumps(
            {
                "error": "not-an-event",
                "place": f"{record.topic}/{record.partition}@{record.offset}",
                **readable(record.value),
            }
        )
    emit_bytes(indented(line) if pretty else line)

"""`pipeline reprocess`: enrich the past again, with a new model or gazetteer."""

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.verbs import (
    FAILED,
    Yes,
    agreed,
    connection,
    counted,
    emit,
    is_terminal,
    moment,
    say,
    with_settings,
)

if TYPE_CHECKING:
    from pipeline.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command("reprocess", short_help="Enrich past articles again.")(with_settings(reprocess))


def reprocess(
    settings: "Settings",
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="All articles that the topic still holds.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="From a time, or an age such as 2h.")
    ] = None,
    yes: Yes = False,
) -> int:
    """Enrich past articles again under the next epoch; new ones go on in their order behind them.

    Their events come again on every topic, above the old ones. Says what it will do, and asks.
    """
    from kafka.admin import KafkaAdminClient

    from pipeline.clients import reprocess as client
    from pipeline.flow import stages_of, topics_of

    if from_beginning == (since is not None):
        raise typer.BadParameter("say either --from-beginning or --since T")
    topics = topics_of(settings.prefix, stages_of(settings))
    config = connection(settings, "reprocess")
    with KafkaAdminClient(**config) as admin:
        planned = client.plan(
            admin,
            config,
            topics,
            group=settings.group,
            since=moment(since),
            max_bytes=settings.max_event_bytes,
        )
        if not planned.records:
            say(f"{planned.topic} holds no article of that time. Nothing was done.")
            return 0
        say(
            f"{counted(planned.records, 'article')} of {planned.topic} will be enriched again, "
            f"under epoch {planned.epoch}. Each gives one more event on "
            f"{', '.join(topics.outputs)}; articles published meanwhile follow behind them."
        )
        if not agreed("Go on?", yes=yes):
            return FAILED
        client.ask(admin, settings.group, planned)
    if is_terminal():
        say("Asked. The workers begin within seconds; pipeline lag shows how far they are.")
    else:
        emit({"epoch": planned.epoch, "articles": planned.records})
    return 0

"""`pipeline topics`: create, describe and widen the topics."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.verbs import (
    connection,
    counted,
    emit,
    is_terminal,
    say,
    told_missing,
    with_settings,
)

if TYPE_CHECKING:
    from pipeline.clients.topics import Topic
    from pipeline.settings import Settings

app = typer.Typer(help="Create, describe and widen the topics.", no_args_is_help=True)


def _admin(settings: "Settings") -> Any:
    from kafka.admin import KafkaAdminClient

    return KafkaAdminClient(**connection(settings, "topics"))


@app.command("create")
@with_settings
def create(settings: "Settings") -> None:
    """Create the topics that are missing.

    All get the same number of partitions.
    """
    from pipeline.clients.topics import ensure
    from pipeline.flow import stages_of, topics_of

    with _admin(settings) as admin:
        _show(ensure(admin, topics_of(settings.prefix, stages_of(settings)), settings))


@app.command("describe")
@with_settings
def describe(settings: "Settings") -> int:
    """Describe the topics.

    Exit status 1 when one is missing or they are not equally wide.
    """
    from pipeline.clients import topics
    from pipeline.flow import stages_of, topics_of

    names = topics_of(settings.prefix, stages_of(settings))
    with _admin(settings) as admin:
        found = topics.describe(admin, names, settings)
    _show(found)
    missing = set(names.all) - {topic.name for topic in found}
    status = told_missing(missing)
    topics.common_width(found)
    return status


@app.command("widen")
@with_settings
def widen(
    settings: "Settings",
    partitions: Annotated[
        int, typer.Argument(metavar="N", min=1, max=10_000, help="Partitions of each topic.")
    ],
) -> None:
    """Add partitions, while the stream runs.

    Every topic gets them, downstream first.
    """
    from pipeline.clients import topics
    from pipeline.flow import stages_of, topics_of

    names = topics_of(settings.prefix, stages_of(settings))
    with _admin(settings) as admin:
        changed = topics.widen(admin, names, settings, partitions)
        for name in changed:
            say(f"{name} has {counted(partitions, 'partition')}")
        if changed:
            say("Workers read the new ones within half a minute.")
        _show(topics.describe(admin, names, settings))


@app.command("align")
@with_settings
def align(settings: "Settings") -> None:
    """Give topics the limits of the settings.

    Retention and sizes of those that exist.
    """
    from pipeline.clients import topics
    from pipeline.flow import stages_of, topics_of

    names = topics_of(settings.prefix, stages_of(settings))
    with _admin(settings) as admin:
        for name in topics.align(admin, names, settings):
            say(f"{name} was changed")
        _show(topics.describe(admin, names, settings))


def _show(found: list["Topic"]) -> None:
    for topic in found:
        if is_terminal():
            faults = "".join(
                f"\n    {k} is {a}, should be {b}" for k, (a, b) in topic.differs.items()
            )
            offline = f"  no leader: {list(topic.offline)}" if topic.offline else ""
            parts = counted(topic.partitions, "partition")
            copies = "1 copy" if topic.replicas == 1 else f"{topic.replicas} copies"
            print(f"{topic.name:32} {parts}, {copies}{offline}{faults}")
        else:
            emit(
                {
                    "topic": topic.name,
                    "partitions": topic.partitions,
                    "replicas": topic.replicas,
                    "id": topic.id,
                    "offline": list(topic.offline),
                    "differs": {k: {"is": a, "should": b} for k, (a, b) in topic.differs.items()},
                }
            )

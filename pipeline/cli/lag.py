"""`pipeline lag`: how far each stage is behind, per partition."""

from typing import TYPE_CHECKING

import typer

from pipeline.cli.verbs import connection, counted, emit, is_terminal, told_missing, with_settings

if TYPE_CHECKING:
    from pipeline.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command("lag", short_help="How far each stage is behind.")(with_settings(lag))


def lag(settings: "Settings") -> int:
    """Show the records that each stage has not dealt with yet, per partition.

    Exit status 1 when a stage's topic is missing: silence would look like no lag.
    """
    from kafka.admin import KafkaAdminClient

    from pipeline.clients.lag import Reader, lags
    from pipeline.flow import group_of, input_of, stages_of, topics_of

    stages = stages_of(settings)
    topics = topics_of(settings.prefix, stages)
    readers = [
        Reader(stage.name, group_of(stage.name, settings), input_of(stage.name, topics, stages))
        for stage in stages
    ]
    with KafkaAdminClient(**connection(settings, "lag")) as admin:
        found = lags(admin, readers)
    for stage in found:
        if is_terminal():
            members = f"{counted(stage.workers, 'worker')} of {stage.group}"
            print(f"{stage.stage:12} lag {stage.lag:8}   {members}")
        for part in stage.partitions:
            if is_terminal():
                done = "-" if part.committed is None else part.committed
                where = f"{stage.topic}/{part.partition}"
                print(f"  {where:24} {done!s:>10} of {part.end:<10} lag {part.lag}")
            else:
                emit(
                    {
                        "stage": stage.stage,
                        "group": stage.group,
                        "topic": stage.topic,
                        "partition": part.partition,
                        "committed": part.committed,
                        "end": part.end,
                        "lag": part.lag,
                        "workers": stage.workers,
                    }
                )
    missing = {reader.topic for reader in readers} - {stage.topic for stage in found}
    return told_missing(missing)

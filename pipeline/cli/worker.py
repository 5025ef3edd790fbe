"""`pipeline worker`: the Faust worker for some or all stages."""

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.verbs import bootstrap, with_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command("worker", short_help="Run stages against a cluster.")(with_settings(worker))


def worker(
    settings: "Settings",
    stages: Annotated[
        list[str] | None,
        typer.Argument(metavar="STAGE", help="Stages to run; without, all of them."),
    ] = None,
) -> int:
    """Run some or all stages against the configured brokers, until Ctrl-C or SIGTERM.

    The first signal drains: what is in flight is finished and committed. A second one forces.
    """
    import signal
    import sys

    # Nothing runs yet, so nothing is to be drained; `serve` takes the signals over.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    from pipeline import logs
    from pipeline.flow import stages_of

    known = [stage.name for stage in stages_of(settings)]
    names = stages or known
    unknown = [name for name in names if name not in known]
    if unknown:
        raise typer.BadParameter(f"no stage is called {', '.join(unknown)}: {', '.join(known)}")
    secret = settings.sasl_password.get_secret_value() if settings.sasl_password else None
    logs.configure(settings.log_format, settings.log_level, secrets=[secret] if secret else [])
    address = bootstrap(settings)
    require_topics(settings, names, address)
    from pipeline.stream.serving import serve

    return serve(settings, names, address)


def require_topics(settings: "Settings", names: "Sequence[str]", address: str) -> None:
    """Raise `ClientError` when topics are missing, unequally wide, or not this user's to use.

    Looked at here, because a consumer that may not join its group tries for ever.
    """
    from kafka.admin import KafkaAdminClient

    from pipeline.clients import rights, topics
    from pipeline.clients.config import for_kafka_python
    from pipeline.clients.faults import ClientError, explained
    from pipeline.flow import stages_of, topics_of

    wanted = topics_of(settings.prefix, stages_of(settings))
    config = for_kafka_python(settings, address, client_id=f"{settings.group}-worker")
    with explained(settings, address), KafkaAdminClient(**config) as admin:
        found = rights.existing(admin, wanted.all)
        topics.common_width(topics.describe(admin, wanted, settings))
        missing = set(wanted.all) - set(found)
        if missing:
            raise ClientError(
                f"Topics are missing on {address}: {', '.join(sorted(missing))}. "
                "Create them: pipeline topics create"
            )
        rights.require(admin, found, *needed(settings, names))


def needed(settings: "Settings", names: "Sequence[str]") -> "tuple[dict[str, set[str]], list[str]]":
    """The operations on topics, and the groups, that the stages of a worker need."""
    from pipeline.flow import group_of, input_of, output_of, stages_of, topics_of
    from pipeline.stream.again import group_of_requests

    stages = stages_of(settings)
    topics = topics_of(settings.prefix, stages)
    operations: dict[str, set[str]] = {topics.dead_letter: {"Read", "Write"}}
    for name in names:
        operations.setdefault(input_of(name, topics, stages), set()).add("Read")
        operations.setdefault(output_of(name, topics, stages), set()).update({"Read", "Write"})
    groups = [group_of(name, settings) for name in names]
    if stages[0].name in names:  # it makes the epochs, and looks at what later stages have seen
        for topic in topics.outputs:
            operations.setdefault(topic, set()).add("Read")
        groups.append(group_of_requests(settings.group))
    return operations, groups

"""`pipeline check`: what is wrong with settings, broker, topics and models, and how to mend it."""

import os
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from pipeline.cli.verbs import (
    FAILED,
    clean,
    connection,
    counted,
    emit,
    in_words,
    is_terminal,
    with_settings,
)

if TYPE_CHECKING:
    from pipeline.flow import Stage
    from pipeline.settings import Settings

#: How the meaning of a setting stands under it.
WIDTH: Final = 96
INDENT: Final = "    "


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``mend`` is empty when it is well."""

    what: str
    well: bool
    message: str


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command("check", short_help="Say what is wrong, and how to mend it.")(with_settings(check))


def check(
    settings: "Settings",
    show: Annotated[
        bool, typer.Option("--show", help="Print the effective settings, secrets hidden.")
    ] = False,
) -> int:
    """Look at settings, broker, topics, models and gazetteer; exit status 1 when one is unwell."""
    if show:
        _show(settings)
        return 0
    unwell = 0
    for finding in findings(settings):
        unwell += not finding.well
        if is_terminal():
            print(f"{'ok ' if finding.well else 'BAD'} {finding.what:10} {finding.message}")
        else:
            emit({"check": finding.what, "ok": finding.well, "message": finding.message})
    return FAILED if unwell else 0


def findings(settings: "Settings") -> Iterator[Finding]:
    """What was found, one thing after the other; a fault never stops the rest."""
    from pipeline.flow import stages_of
    from pipeline.settings import strangers

    unknown = "; ".join(strangers(os.environ))
    yield Finding("settings", not unknown, unknown or "read and consistent; --show prints them")
    steps: list[tuple[str, Callable[[Any], str]]] = [
        ("broker", _broker),
        ("topics", _topics),
    ]
    try:
        steps += [(stage.name, _stage(stage)) for stage in stages_of(settings)]
    except Exception as error:
        yield Finding("flow", False, str(error) or type(error).__name__)
    for what, look in steps:
        try:
            with in_words(settings):
                message = look(settings)
            yield Finding(what, True, message)
        except Exception as error:
            yield Finding(what, False, str(error) or type(error).__name__)


def _broker(settings: "Settings") -> str:
    from kafka.admin import KafkaAdminClient

    config = connection(settings, "check")
    with KafkaAdminClient(**config) as admin:
        brokers = admin.describe_cluster().get("brokers") or ()
    return f"{','.join(config['bootstrap_servers'])} answers, {len(brokers)} in the cluster"


def _topics(settings: "Settings") -> str:
    from kafka.admin import KafkaAdminClient

    from pipeline.clients import topics
    from pipeline.clients.faults import ClientError
    from pipeline.flow import stages_of, topics_of

    names = topics_of(settings.prefix, stages_of(settings))
    with KafkaAdminClient(**connection(settings, "check")) as admin:
        found = topics.describe(admin, names, settings)
    missing = [name for name in names.all if name not in {topic.name for topic in found}]
    if missing:
        raise ClientError(f"{', '.join(missing)} missing. Create them: pipeline topics create")
    width = topics.common_width(found)
    differing = [topic.name for topic in found if topic.differs]
    if differing:
        raise ClientError(
            f"{', '.join(differing)} have other limits than the settings: pipeline topics describe "
            "shows them, pipeline topics align mends them"
        )
    return f"{len(found)} topics with {counted(width or 0, 'partition')} each"


def _stage(stage: "Stage") -> Callable[[Any], str]:
    def look(settings: "Settings") -> str:
        with_what = stage.load(settings).provenance
        return "ready: " + ", ".join(f"{key} {value}" for key, value in with_what.items())

    return look


def _show(settings: "Settings") -> None:
    """The effective settings, with their meaning for people; pydantic hides secrets itself."""
    values = settings.model_dump(mode="json")
    if not is_terminal():
        emit(values)
        return
    for name, value in values.items():
        print(
            clean(f"{name} = {'(unset)' if value is None else value}   [{settings.source(name)}]")
        )
        meaning = type(settings).model_fields[name].description or ""
        print(textwrap.fill(meaning, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT))

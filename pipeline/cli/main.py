"""The command line: its verbs, and the one place where errors end."""

import contextlib
import logging
import os
import sys
from collections.abc import Sequence

import typer

from pipeline.cli import (
    check,
    deadletters,
    enrich,
    gazetteer,
    lag,
    publish,
    reprocess,
    setup,
    subscribe,
    topics,
    up,
    watching,
    worker,
)
from pipeline.cli.verbs import BROKEN_PIPE, FAILED, FAULT, INTERRUPTED, WRONG, OutputClosed, say

DEBUG = "PIPELINE_DEBUG"


def build() -> typer.Typer:
    """The command with all its verbs; nothing heavy is imported before one of them runs."""
    app = typer.Typer(
        name="pipeline",
        help="News articles enter a Kafka topic; entities, numbers and resolved places come out.",
        epilog=(
            "Exit status: 0 all well, 1 some of it failed, 2 wrong use or settings, 70 a fault of "
            "the program, 130 Ctrl-C, 141 the reader left."
        ),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_root)
    for group in (up, worker, publish, subscribe, enrich, reprocess, lag, watching, check, setup):
        group.add_to(app)
    app.add_typer(topics.app, name="topics")
    app.add_typer(deadletters.app, name="dead-letters")
    app.add_typer(gazetteer.app, name="gazetteer")
    return app


def _root(
    version: bool = typer.Option(False, "--version", help="Print the version.", is_eager=True),
) -> None:
    if version:
        from pipeline import __version__

        print(__version__)
        raise typer.Exit


def main() -> None:
    """Run the command of this process and end it with its exit status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit status. No exception leaves, but for ``PIPELINE_DEBUG``."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("kafka").setLevel(logging.CRITICAL)
    command = typer.main.get_command(build())
    try:
        status = command.main(args=list(arguments), prog_name="pipeline", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except BaseException as error:
        if os.environ.get(DEBUG):
            raise
        return _end(error)


def _end(error: BaseException) -> int:
    """Say what went wrong in words, and choose the exit status."""
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return INTERRUPTED
    if isinstance(error, OutputClosed | BrokenPipeError):
        _close_output()
        return BROKEN_PIPE
    if isinstance(error, typer.Exit):
        return int(error.exit_code)
    show = getattr(error, "show", None)  # a wrong option or argument
    if show is not None and hasattr(error, "exit_code"):
        show()
        return int(error.exit_code)
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else FAILED
    return _explain(error)


def _explain(error: BaseException) -> int:
    from pipeline.mendable import Mendable
    from pipeline.settings import SettingsError

    if isinstance(error, SettingsError):
        say(f"Settings: {error}")
        return WRONG
    if isinstance(error, Mendable):
        say(f"Error: {error}")
        return FAILED
    say(
        f"Error: {type(error).__name__}: {error}\nThis is a fault of the program. With {DEBUG}=1 "
        "in the environment it says where; please report that."
    )
    return FAULT


def _close_output() -> None:
    """Point standard output nowhere, so that Python's own last flush has nothing to complain of."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

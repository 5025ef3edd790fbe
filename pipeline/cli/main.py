"""The command line: its verbs, and the one place where errors end."""

import contextlib
import io
import logging
import os
import signal
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
from pipeline.cli.verbs import (
    BROKEN_PIPE,
    FAILED,
    FAULT,
    INTERRUPTED,
    TERMINATED,
    WRONG,
    OutputClosed,
    OutputFailed,
    say,
)

DEBUG = "PIPELINE_DEBUG"


def build() -> typer.Typer:
    """The command with all its verbs; nothing heavy is imported before one of them runs."""
    app = typer.Typer(
        name="pipeline",
        help="News articles enter a Kafka topic; entities, numbers and resolved places come out.",
        epilog=(
            "Exit status: 0 all well, 1 some of it failed, 2 wrong use or settings, 70 a fault of "
            "the program, 130 Ctrl-C, 141 the reader left, 143 SIGTERM."
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
    version: bool = typer.Option(
        False,
        "--version",
        help="Print the version.",
        is_eager=True,
        callback=lambda asked: _print_version() if asked else None,
    ),
) -> None:
    pass


def _print_version() -> None:
    from pipeline import __version__

    print(__version__)
    raise typer.Exit


def main() -> None:
    """Run the command of this process and end it with its exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # the shell closed it: `>&-`
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115 - no path, for life
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # help for a terminal that knows ASCII only
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit status. No exception leaves, but for ``PIPELINE_DEBUG``."""
    try:
        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
        logging.getLogger("kafka").setLevel(logging.CRITICAL)
        command = typer.main.get_command(build())
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
        if isinstance(error.__context__, BrokenPipeError):  # typer ends so, with 1
            return BROKEN_PIPE
        return error.code if isinstance(error.code, int) else FAILED
    if isinstance(error, OutputFailed | OSError):
        _close_output()
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
    if isinstance(error, OSError) and error.strerror:  # a full disk, a file that may not be read
        where = f": {error.filename}" if error.filename else ""
        say(f"Error: {error.strerror}{where}")
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

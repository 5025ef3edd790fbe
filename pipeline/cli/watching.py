"""`pipeline top`: its options, without loading what draws it: help must be quick."""

from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.verbs import with_settings

if TYPE_CHECKING:
    from pipeline.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command("top", short_help="The stream in the terminal, live.")(with_settings(top))


def top(
    settings: "Settings",
    workers: Annotated[
        list[str] | None,
        typer.Argument(metavar="HOST:PORT", help="Workers; without, all that run on this host."),
    ] = None,
    every: Annotated[
        float, typer.Option(min=0.2, max=3600, metavar="SECONDS", help="Seconds between two looks.")
    ] = 1.0,
    once: Annotated[bool, typer.Option("--once", help="Two looks, one screen, then end.")] = False,
) -> int:
    """Show the stream live: rates, lag, latency, pool, dead letters and the last notices."""
    from pipeline.cli.top import run
    from pipeline.spelling import address_fault

    for worker in workers or ():
        fault = address_fault(worker if ":" in worker else f"{worker}:")
        if fault:
            raise typer.BadParameter(fault)
    return run(settings.data_dir / "targets", workers, every=every, once=once)

"""`pipeline top`, registered without loading what draws it: help must be quick."""

from typing import Annotated

import typer


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command("top")(top)


def top(
    workers: Annotated[
        list[str] | None,
        typer.Argument(help="host:port of workers; without, all that run on this host."),
    ] = None,
    every: Annotated[float, typer.Option(min=0.2, help="Seconds between two looks.")] = 1.0,
    once: Annotated[bool, typer.Option(help="Two looks, one screen, then end.")] = False,
) -> None:
    """Show the stream live: rates, lag, latency, pool, dead letters and the last notices."""
    from pipeline.cli import top as screen

    screen.top(workers, every, once)

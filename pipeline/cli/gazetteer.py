"""`pipeline gazetteer build` and `find`: make the file of places, and look into it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="The file of the world's places.", no_args_is_help=True)


def gazetteer_path(given: Path | None) -> Path:
    """The file that a flag, or else the settings, name."""
    from pipeline import settings

    if given is not None:
        return given
    return settings.load().gazetteer_path


@app.command("build")
def build_command(
    geonames: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A full GeoNames dump: allCountries.zip or .txt."),
    ] = None,
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="The file to write.")] = None,
) -> None:
    """Build the gazetteer.

    From the installed packages, or from a full GeoNames dump.
    """
    from pipeline.locations.prepare import build

    path = gazetteer_path(to)
    try:
        version = build(path, geonames=geonames, progress=_show)
    except (OSError, ValueError) as error:
        typer.echo(f"The gazetteer could not be built: {error}", err=True)
        raise typer.Exit(1) from None
    except ModuleNotFoundError as error:
        typer.echo(
            f"The gazetteer is built from packages, and {error.name} is not installed here: the "
            "container image leaves them out. Build it where they are, and name it: "
            "PIPELINE_GAZETTEER=FILE.",
            err=True,
        )
        raise typer.Exit(1) from None
    typer.echo(f"{path}: version {version}, {path.stat().st_size / 1e6:.1f} MB")


def _show(step: str, share: float) -> None:
    typer.echo(f"{share:4.0%} {step}", err=True)


@app.command("find")
def find_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As a text would write it.")],
    gazetteer: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The file to look into.")
    ] = None,
    most: Annotated[int, typer.Option("--max", min=1, metavar="N", help="Places to show.")] = 10,
) -> None:
    """Show the places that bear a name.

    The likeliest first, and what else the name is.
    """
    from pipeline.cli.verbs import in_unicode
    from pipeline.locations.gazetteer import Gazetteer

    name = in_unicode(name)
    opened = Gazetteer.open(gazetteer_path(gazetteer))
    records = list(opened.records(name))
    for note in opened.word_notes(name):
        typer.echo(f"{name} is also a name of persons or a word: {note}")
    for record in records[:most]:
        where = ", ".join(part for part in (record.admin1, record.country) if part)
        typer.echo(
            f"{record.id:<22} {record.type:<9} {record.name} ({where}) "
            f"{record.lat:.4f},{record.lon:.4f} {record.population:,} people, "
            f"as {record.kind}, prior {record.prior:.2f}"
        )
    if len(records) > most:
        typer.echo(f"and {len(records) - most} more")
    if not records:
        typer.echo(f"{name} is not in the gazetteer", err=True)
        raise typer.Exit(1)

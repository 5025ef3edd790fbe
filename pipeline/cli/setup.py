"""`pipeline setup`: what must be fetched or built once, with progress."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from pipeline.cli.verbs import say, with_settings

if TYPE_CHECKING:
    from pipeline.broker import Step
    from pipeline.settings import Settings


def add_to(app: typer.Typer) -> None:
    """Register the verb."""
    app.command("setup", short_help="Fetch and build what is needed, once.")(with_settings(setup))


def setup(settings: "Settings") -> int:
    """Fetch the embedded Kafka, export the recogniser, build the gazetteer. Quick when done."""
    if settings.brokers is None:
        from pipeline import broker

        broker.prepare(teller())
    prepare(settings)
    return 0


def prepare(settings: "Settings") -> None:
    """Export the recogniser and build the gazetteer, where they are not there yet."""
    from pipeline.flow import is_default

    if not is_default(settings):
        return  # stages of one's own make ready what they need
    from pipeline.entities import loading
    from pipeline.locations.prepare import prepare as prepare_gazetteer

    loading.prepare(settings.model, settings.data_dir / "models", say)
    if settings.gazetteer is None:
        prepare_gazetteer(settings.gazetteer_path, say)


def teller() -> "Callable[[Step], None]":
    """A progress callback of the broker that says each step once."""
    seen: set[str] = set()

    def tell(step: "Step") -> None:
        if step.what not in seen:
            seen.add(step.what)
            say(step.what)

    return tell

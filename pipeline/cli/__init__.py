"""The command line: one file a verb group; the only place that prints."""

from pipeline.cli.main import main, run

__all__ = ["main", "run"]

"""The command line: one file a verb group; the only place that prints."""

try:
    from pipeline.cli.main import main, run
except KeyboardInterrupt:  # Ctrl-C before the command has begun
    raise SystemExit(130) from None

__all__ = ["main", "run"]

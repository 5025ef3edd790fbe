"""What the verbs share: their settings, the address of the broker, and how they print."""

import contextlib
import functools
import inspect
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Final

import typer

from pipeline.mendable import Mendable

if TYPE_CHECKING:
    from pipeline.clients.config import ClientConfig
    from pipeline.settings import Settings

#: Exit statuses: some of the work failed; the command or a setting is wrong; Ctrl-C; broken pipe;
#: SIGTERM; a fault of this program (EX_SOFTWARE of sysexits.h).
FAILED: Final = 1
WRONG: Final = 2
INTERRUPTED: Final = 130
BROKEN_PIPE: Final = 141
TERMINATED: Final = 143
FAULT: Final = 70


class OutputClosed(RuntimeError):
    """The reader of our output has left. Not an OSError: typer would take that for its own."""


class OutputFailed(Mendable):
    """What we print cannot be written; the message says why."""


#: What `publish` and `enrich` read, and how both say that there was nothing.
Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Files (.txt .html .json .jsonl, also .gz), folders, or - for JSON lines.",
    ),
]
KNOWN: Final = "Known formats: .txt .html .json .jsonl, each also with .gz."


#: The option of verbs that ask before they change what others see.
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]

_SHARED: Final[dict[str, Any]] = {
    "brokers": Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT,…", help="Your Kafka; unset, the embedded one."),
    ],
    "prefix": Annotated[
        str | None,
        typer.Option(metavar="NAME", help="First topic, and prefix of the others."),
    ],
    "data_dir": Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="Folder of the embedded Kafka and models."),
    ],
    "set": Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="Any setting, for this command alone; `pipeline check --show` lists them.",
        ),
    ],
}


def with_settings(verb: Callable[..., Any]) -> Callable[..., Any]:
    """A verb that takes ``settings`` first, as one that takes the options which make them."""
    signature = inspect.signature(verb)
    own = [p for p in signature.parameters.values() if p.name != "settings"]
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        for name, kind in _SHARED.items()
    ]

    @functools.wraps(verb)
    def run(**given: Any) -> Any:
        flags = {name: given.pop(name) for name in _SHARED}
        settings = _settings(flags)
        _say_strangers()
        with in_words(settings):
            return verb(settings=settings, **given)

    run.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + shared
    )
    run.__annotations__ = {p.name: p.annotation for p in [*own, *shared]}
    return run


def _say_strangers() -> None:
    from pipeline.settings import strangers

    for stranger in strangers(os.environ):
        say(f"Warning: {stranger}; it changes nothing")


def _settings(flags: dict[str, Any]) -> "Settings":
    from pipeline.settings import SettingsError, load

    named: dict[str, Any] = {}
    for assignment in flags.pop("set") or ():
        name, equals, value = assignment.partition("=")
        if not equals:
            raise SettingsError(f"--set {assignment}: write it as NAME=VALUE")
        named[name.strip().replace("-", "_")] = value.strip()
    return load(**named, **{name: value for name, value in flags.items() if name not in named})


@contextlib.contextmanager
def in_words(settings: "Settings") -> Iterator[None]:
    """Say of a fault of Kafka what to do about it; let any other pass."""
    try:
        yield
    except Exception as error:
        kafka = sys.modules.get("kafka.errors")  # not loaded for it: help must be quick
        if kafka is None or not isinstance(error, kafka.KafkaError):
            raise
        from pipeline.clients.faults import explained

        with explained(settings, bootstrap(settings)):
            raise


def bootstrap(settings: "Settings") -> str:
    """The brokers' address: as set, else that of the embedded Kafka that runs now."""
    if settings.brokers:
        return settings.brokers
    from pipeline.broker import find_running
    from pipeline.clients.faults import ClientError

    found = find_running(settings.data_dir)
    if found is None:
        raise ClientError(
            f"No embedded Kafka runs on {settings.data_dir}. Start it with `pipeline up`, or name "
            "your cluster: PIPELINE_BROKERS=host:port."
        )
    return found


def connection(settings: "Settings", verb: str) -> "ClientConfig":
    """How kafka-python reaches the brokers."""
    from pipeline.clients.config import for_kafka_python

    address = bootstrap(settings)
    return for_kafka_python(settings, address, client_id=f"{settings.group}-{verb}")


#: Control characters but for the line end: articles are strangers' text, and a terminal obeys
#: escape sequences.
_CONTROL: Final = dict.fromkeys([*range(10), *range(11, 32), *range(127, 160)], " ")


def clean(text: str) -> str:
    """A text that a terminal only shows."""
    return text.translate(_CONTROL)


def in_unicode(argument: str) -> str:
    """An argument of the command line; bytes of it that are no UTF-8 become U+FFFD."""
    return os.fsencode(argument).decode(errors="replace")


def say(text: str) -> None:
    """A line for the person at the terminal: standard error, so that pipes stay clean."""
    print(clean(text), file=sys.stderr)


def counted(number: int, one: str) -> str:
    """A number with its noun, of the kind that takes an s: "1 worker", "1,000 workers"."""
    return f"{number:,} {one}" + ("" if number == 1 else "s")


def agreed(question: str, *, yes: bool) -> bool:
    """Whether the person at the terminal agrees; asked on standard error, and not with ``--yes``.

    Raises `typer.BadParameter` when nobody is there to ask.
    """
    if yes:
        return True
    if sys.stdin is None or not sys.stdin.isatty():
        raise typer.BadParameter("nobody is there to ask: say --yes")
    print(f"{clean(question)} [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() in ("y", "yes"):
        return True
    say("Nothing was done.")
    return False


def told_missing(topics: Iterable[str]) -> int:
    """Say which topics are missing; the exit status."""
    missing = sorted(topics)
    for name in missing:
        say(f"{name} does not exist. Create it: pipeline topics create")
    return FAILED if missing else 0


def emit(value: Any) -> None:
    """A JSON line on standard output, at once."""
    from pipeline.article.exactjson import dumps

    emit_bytes(dumps(value))


def emit_bytes(line: bytes) -> None:
    """A line of bytes on standard output, at once. Raises `OutputClosed` when nobody reads on."""
    try:
        sys.stdout.buffer.write(line + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise OutputClosed from None
    except OSError as error:
        raise OutputFailed(f"The output cannot be written: {error.strerror or error}.") from None


def standard_input(paths: Iterable[str]) -> BinaryIO | None:
    """Standard input, when ``-`` is among the paths and it is open.

    Through a buffer of its own: a thread may still wait for it when the process ends, and Python
    would wait in turn for the buffer of `sys.stdin`.
    """
    if "-" not in paths or sys.stdin is None:
        return None
    try:
        return open(sys.stdin.fileno(), "rb", closefd=False)
    except io.UnsupportedOperation:  # not a file: of a test
        return sys.stdin.buffer


def is_terminal() -> bool:
    """Whether a person looks at standard output."""
    return sys.stdout.isatty()


_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def moment(text: str | None, *, now: datetime | None = None) -> float | None:
    """Unix seconds of a time such as ``2026-01-31T10:00Z``, or an age such as ``90s`` or ``2h``.

    >>> moment("1970-01-01T00:01:00Z")
    60.0
    >>> moment("2m", now=datetime(1970, 1, 1, 0, 3, tzinfo=UTC))
    60.0
    """
    if text is None:
        return None
    number, unit = text[:-1], text[-1:].lower()
    try:
        if unit in _UNITS:
            return (
                (now or datetime.now(UTC)) - timedelta(**{_UNITS[unit]: float(number)})
            ).timestamp()
        parsed = datetime.fromisoformat(text)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"{text!r} is no time: write 2026-01-31T10:00Z, or an age such as 90s, 15m, 2h, 7d"
        ) from None

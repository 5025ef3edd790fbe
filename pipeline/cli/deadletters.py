"""`pipeline dead-letters`: look at what could not be processed, and send it back."""

import re
from collections import Counter
from collections.abc import Container
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from pipeline.cli.verbs import (
    FAILED,
    WRONG,
    Yes,
    agreed,
    clean,
    connection,
    counted,
    emit,
    is_terminal,
    moment,
    say,
    with_settings,
)

if TYPE_CHECKING:
    from pipeline.clients.deadletters import Selection
    from pipeline.settings import Settings

#: Kinds in the last line of a list: other publishers may write any header.
MOST_KINDS: Final = 20

app = typer.Typer(help="Look at dead letters, and send them back.", no_args_is_help=True)

Stages = Annotated[
    list[str] | None, typer.Option("--stage", metavar="STAGE", help="Only those of a stage.")
]
Types = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="REASON", help="Only of a reason, e.g. not-json."),
]
Ids = Annotated[list[str] | None, typer.Option("--id", metavar="ID", help="Only of an article id.")]
Since = Annotated[
    str | None, typer.Option(metavar="TIME", help="Only from a time on, or an age such as 2h.")
]
Until = Annotated[str | None, typer.Option(metavar="TIME", help="Only before a time, or an age.")]

#: A letter's place: the number of a partition, and an offset in it.
PLACE: Final = re.compile(r"\d{1,9}@\d{1,19}", re.ASCII)


def _selection(
    stage: list[str] | None,
    type: list[str] | None,
    id: list[str] | None,
    since: str | None,
    until: str | None,
    places: list[str] | None = None,
) -> "Selection":
    from pipeline.clients.deadletters import Selection

    for place in places or ():
        if not PLACE.fullmatch(place):
            raise typer.BadParameter(f"{place} is no place: write PARTITION@OFFSET, such as 0@17")
    return Selection(
        frozenset(stage or ()),
        frozenset(type or ()),
        frozenset(id or ()),
        frozenset(places or ()),
        moment(since),
        moment(until),
    )


def _reader(settings: "Settings") -> Any:
    from pipeline.clients.reading import Reader
    from pipeline.flow import topics_of

    topic = topics_of(settings.prefix).dead_letter
    return Reader(connection(settings, "dead-letters"), topic, max_bytes=settings.max_event_bytes)


@app.command("list")
@with_settings
def list_(
    settings: "Settings",
    stage: Stages = None,
    type: Types = None,
    id: Ids = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """List dead letters.

    Where they are, of which stage, and why; last, how many of each kind.
    """
    from pipeline.clients.deadletters import described, letters

    kinds: Counter[str] = Counter()
    with _reader(settings) as reader:
        for letter in letters(reader, _selection(stage, type, id, since, until)):
            kinds[f"{letter.stage or '(no stage)'} {letter.type or '(no reason)'}"] += 1
            if is_terminal():
                print(
                    clean(f"{letter.place:10} {letter.stage:10} {letter.type:16} {letter.id[:40]}")
                )
                print(clean(f"{'':10} {letter.message}"))
            else:
                emit(described(letter))
    each = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common(MOST_KINDS))
    say(counted(kinds.total(), "dead letter") + (f": {each}" if each else ""))


@app.command("show")
@with_settings
def show(
    settings: "Settings",
    places: Annotated[
        list[str],
        typer.Argument(metavar="PARTITION@OFFSET", help="Places, as `list` prints them."),
    ],
) -> int:
    """Show letters whole: headers and value."""
    from pipeline.clients.deadletters import described, letters

    selection = _selection(None, None, None, None, None, places)
    found = set()
    with _reader(settings) as reader:
        for letter in letters(reader, selection):
            found.add(letter.place)
            emit(described(letter, whole=True))
    return _told_unknown(selection, found)


def _told_unknown(selection: "Selection", found: Container[str]) -> int:
    """Say which places that were named hold no letter; the exit status."""
    unknown = sorted(place for place in selection.places if place not in found)
    for place in unknown:
        say(f"There is no dead letter {place}.")
    return FAILED if unknown else 0


@app.command("replay")
@with_settings
def replay(
    settings: "Settings",
    places: Annotated[
        list[str] | None,
        typer.Argument(metavar="PARTITION@OFFSET", help="Places, as `list` prints them."),
    ] = None,
    stage: Stages = None,
    type: Types = None,
    id: Ids = None,
    since: Since = None,
    until: Until = None,
    all: Annotated[bool, typer.Option("--all", help="Every letter.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Also those sent back before.")] = False,
    yes: Yes = False,
) -> int:
    """Send letters back to the first topic, each once; asks first."""
    from pipeline.clients import deadletters as letterbox
    from pipeline.clients.publish import Acknowledged, Publisher
    from pipeline.clients.reading import Reader
    from pipeline.flow import topics_of

    selection = _selection(stage, type, id, since, until, places)
    if not selection and not all:
        say(
            "Say which letters: PARTITION@OFFSET, --stage, --type, --id, --since, --until or --all."
        )
        return WRONG
    with _reader(settings) as reader:
        chosen = list(letterbox.letters(reader, selection))
    status = _told_unknown(selection, {letter.place for letter in chosen})
    if not chosen:
        say("No dead letter is of that kind.")
        return status
    articles = topics_of(settings.prefix).articles
    letters = counted(len(chosen), "dead letter")
    if not agreed(f"Send {letters} back to {articles}?", yes=yes):
        return FAILED
    config, limit = connection(settings, "dead-letters"), settings.max_event_bytes
    done: set[str] = set()
    if not again:
        oldest = min(letter.record.timestamp for letter in chosen)
        with Reader(config, articles, max_bytes=limit) as former:
            done = letterbox.replayed(former, oldest)
    sent = kept = 0
    with Publisher(config, articles, max_bytes=limit) as publisher:
        try:
            for outcome in letterbox.replay(
                publisher, chosen, done=done, max_bytes=settings.max_article_bytes
            ):
                if isinstance(outcome, Acknowledged):
                    sent += 1
                else:
                    kept += 1
                    letter = outcome.letter if isinstance(outcome, letterbox.Kept) else outcome.item
                    why = getattr(outcome, "reason", None) or getattr(outcome, "message", "")
                    say(f"{letter.place}: not sent: {why}")
        except BaseException:
            say(
                f"Broken off: {sent} sent back to {articles}, {kept} kept, of {len(chosen)}. Run "
                "it again, without --again: letters that have arrived are known, and stay."
            )
            raise
    say(f"{sent} sent back to {articles}, {kept} kept")
    return FAILED if kept else status

"""The flow: THE ordered list of stages, and `Enrichment`, their fold, without Kafka.

Topics, consumer groups, agents, metric labels and the fold all derive from `STAGES`. Adding a
stage is a folder, a line here, a property in ``schemas/`` and mirrored tests.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from pipeline import __version__
from pipeline.article.model import Article
from pipeline.event.model import Event, StageError
from pipeline.locations.model import Geography
from pipeline.settings import Settings, SettingsError

#: What a stage leaves behind when it failed: subscribers always find their arrays.
NOTHING: Final[Mapping[str, Any]] = MappingProxyType(
    {"entities": (), "numbers": (), "geography": Geography()}
)


@dataclass(frozen=True, slots=True)
class Annotator:
    """A stage made ready: a pure function of the event so far, and what it runs with."""

    annotate: Callable[[Event], Mapping[str, Any]]
    provenance: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the flow: ``load`` makes it ready (models, tables), once in a process.

    ``adds`` and ``requires`` name fields of `Event`; the order of the flow is checked against
    them. ``output`` is the suffix of the topic that the stage writes.
    """

    name: str
    output: str
    adds: tuple[str, ...]
    load: Callable[[Settings], Annotator]
    requires: tuple[str, ...] = ()


def _load_entities(settings: Settings) -> Annotator:
    from pipeline import entities
    from pipeline.entities.annotate import annotate
    from pipeline.entities.loading import load

    recogniser = load(
        settings.model, cache=settings.data_dir / "models", precision=settings.model_precision
    )
    return Annotator(
        lambda event: {"entities": annotate(event.article, recogniser)},
        {**recogniser.provenance, "rules": entities.VERSION},
    )


def _load_numbers(settings: Settings) -> Annotator:
    from pipeline import numbers
    from pipeline.numbers.annotate import annotate

    return Annotator(
        lambda event: {"numbers": annotate(event.article)}, {"version": numbers.VERSION}
    )


def _load_locations(settings: Settings) -> Annotator:
    from pipeline import locations
    from pipeline.locations.annotate import annotate
    from pipeline.locations.gazetteer import Gazetteer

    gazetteer = Gazetteer.open(settings.gazetteer_path)
    return Annotator(
        lambda event: {"geography": annotate(event.article, event.entities or (), gazetteer)},
        {"gazetteer": gazetteer.version, "version": locations.VERSION},
    )


STAGES: Final[tuple[Stage, ...]] = (
    Stage("entities", output="entities", adds=("entities",), load=_load_entities),
    Stage("numbers", output="numbers", adds=("numbers",), load=_load_numbers),
    Stage(
        "locations",
        output="enriched",
        adds=("geography",),
        load=_load_locations,
        requires=("entities",),
    ),
)


def checked(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages, when each finds what it requires and no two share a name or a topic.

    Raises `SettingsError` naming the stage that is out of order.
    """
    known: set[str] = set()
    names: set[str] = set()
    for stage in stages:
        missing = set(stage.requires) - known
        if missing:
            raise SettingsError(f"stage {stage.name!r} needs {sorted(missing)} from an earlier one")
        if {stage.name, stage.output} & names:
            raise SettingsError(f"stage {stage.name!r} repeats a name or an output topic")
        known.update(stage.adds)
        names |= {stage.name, stage.output}
    if not stages:
        raise SettingsError("the flow has no stage")
    return tuple(stages)


def is_default(settings: Settings) -> bool:
    """Whether the flow is this package's own, and not one of the user's."""
    return bool(settings.flow == Settings.model_fields["flow"].default)


def stages_of(settings: Settings) -> tuple[Stage, ...]:
    """The stages that ``settings.flow`` names as ``module:attribute``, checked."""
    module, _, attribute = settings.flow.partition(":")
    try:
        return checked(getattr(importlib.import_module(module), attribute or "STAGES"))
    except (ImportError, AttributeError) as error:
        raise SettingsError(f"flow={settings.flow!r} names no list of stages: {error}") from None


@dataclass(frozen=True, slots=True)
class Topics:
    """The names of all topics of one stream, in the order of the flow."""

    articles: str
    outputs: tuple[str, ...]
    dead_letter: str

    @property
    def all(self) -> tuple[str, ...]:
        """Every topic, the first one first and the dead letters last."""
        return (self.articles, *self.outputs, self.dead_letter)


def topics_of(prefix: str, stages: Sequence[Stage] = STAGES) -> Topics:
    """The topics under a prefix: ``articles``, ``articles.entities``, …, ``.dead-letter``."""
    outputs = tuple(f"{prefix}.{stage.output}" for stage in stages)
    return Topics(prefix, outputs, f"{prefix}.dead-letter")


def input_of(name: str, topics: Topics, stages: Sequence[Stage] = STAGES) -> str:
    """The topic that a stage reads: the output of the stage before it."""
    index = [stage.name for stage in stages].index(name)
    return topics.articles if index == 0 else topics.outputs[index - 1]


def output_of(name: str, topics: Topics, stages: Sequence[Stage] = STAGES) -> str:
    """The topic that a stage writes."""
    return topics.outputs[[stage.name for stage in stages].index(name)]


def group_of(name: str, settings: Settings) -> str:
    """The consumer group of a stage."""
    return f"{settings.group}-{name}"


class Enrichment:
    """Loaded stages: one of them as a step, or all of them as a fold."""

    def __init__(self, settings: Settings, names: Sequence[str] | None = None) -> None:
        """Load the named stages, or all: models and tables, seconds the first time."""
        chosen = [s for s in stages_of(settings) if names is None or s.name in names]
        self._stages = {stage.name: (stage, stage.load(settings)) for stage in chosen}

    @property
    def provenance(self) -> dict[str, dict[str, str]]:
        """What each loaded stage runs with."""
        return {name: dict(ready.provenance) for name, (_, ready) in self._stages.items()}

    def begin(self, article: Article) -> Event:
        """The event of an article that no stage has seen."""
        return Event(article, provenance={"pipeline": __version__})

    def step(self, name: str, event: Event) -> Event:
        """The event with what one stage adds; a stage that fails adds an error instead."""
        stage, annotator = self._stages[name]
        provenance = {**event.provenance, name: dict(annotator.provenance)}
        try:
            added = annotator.annotate(event)
        except MemoryError:
            raise  # the process is the problem, not the article's content: see stream/pool.py
        except Exception as error:
            added = {part: NOTHING[part] for part in stage.adds}
            failure = StageError(name, type(error).__name__, str(error)[:500])
            event = replace(event, errors=(*event.errors, failure))
        return replace(event, provenance=provenance, **added)

    def enrich(self, article: Article) -> Event:
        """The finished event: all loaded stages in order."""
        event = self.begin(article)
        for name in self._stages:
            event = self.step(name, event)
        return event

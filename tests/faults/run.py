"""Runs one scene on a real Kafka with real worker processes, and judges what it left behind."""

from __future__ import annotations

import random
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kafka import KafkaAdminClient

from pipeline.article.decode import Rejection, decode
from pipeline.broker import Broker
from pipeline.event.encode import encode
from pipeline.flow import Enrichment, group_of, input_of, output_of, stages_of, topics_of
from pipeline.settings import Settings
from tests.faults.fleet import ROOT, WORKER, Fleet
from tests.faults.judge import Verdict, judge, premature_commits
from tests.faults.load import Published, Publisher, real_texts, wait_for
from tests.faults.scenes import Scene, Stage, armed
from tests.faults.watch import Route, Watch, create_topics, read_all

SESSION_S: Final = 8.0
"""The workers' session: short, so that a dead worker's partitions move on within the run."""
SETTLE_S: Final = 240.0
"""Seconds for everything published to arrive, once the fault is over."""
PARTITIONS: Final = 4
REAL_CHARACTERS: Final = 700
CONTROL: Final = (sys.executable, "-m", "tests.faults.control", "worker")
FLOWS: Final = {"trivial": "tests.faults.flow:STAGES", "real": "pipeline.flow:STAGES"}

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one scene came to."""

    scene: Scene
    articles: int
    kills: int
    starts: int
    exits: Mapping[int, int]
    verdicts: tuple[Verdict, ...]
    premature: int
    samples: int
    lag: int
    seconds: float
    troubles: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether the promise was kept."""
        return (
            all(verdict.is_clean(zombie=self.scene.zombie) for verdict in self.verdicts)
            and not self.troubles
            and self.premature == 0
            and self.lag == 0
            and self.samples > 0
        )

    def total(self, fault: str) -> int:
        """A verdict's count, added up over the stages."""
        return sum(getattr(verdict, fault) for verdict in self.verdicts)


def play(scene: Scene, broker: Broker, folder: Path, *, seed: int, say: Say) -> Outcome:
    """Play one scene from empty topics to the verdict; `folder` keeps the workers' logs."""
    started = time.monotonic()
    chance = random.Random(f"{seed} {scene.name}")
    scene = _with_texts(scene)
    settings = _settings(scene, broker, folder)
    if scene.flow == "real":
        _share_models(settings.data_dir)
    route = _route(scene, settings)
    create_topics(broker.bootstrap, route)
    command = CONTROL if scene.plain else WORKER
    fleet = Fleet(_environment(scene, settings), folder, command)
    fleet.extra = armed(scene, fleet, chance)
    publisher = Publisher(
        broker.bootstrap, route.articles, scene.mix, scene.articles, scene.per_second
    )
    watch = Watch(broker.bootstrap, route)
    try:
        watch.start()
        fleet.start(scene.workers)
        publisher.start()
        stage = Stage(broker, fleet, publisher, watch, SESSION_S, chance)
        arrived = _act_and_settle(scene, stage, say)
        fleet.stop()
        _wait_for_rounds(watch, 2)
    finally:
        fleet.stop()
        watch.stop()
    troubles = list(publisher.failed)
    if not arrived:
        troubles.append(f"lag did not come back to 0 within {SETTLE_S:g} s")
    say(f"{scene.name}: judging")
    outcome = _judge(scene, settings, route, fleet, publisher, watch, broker.bootstrap)
    _forget(broker.bootstrap, route)
    return replace(
        outcome, troubles=(*outcome.troubles, *troubles), seconds=time.monotonic() - started
    )


def _act_and_settle(scene: Scene, stage: Stage, say: Say) -> bool:
    say(f"{scene.name}: {scene.what}")
    if scene.act is not None:
        stage.moved(20)
        scene.act(stage)
    stage.publisher.finish()
    say(f"{scene.name}: {len(stage.publisher.sent)} published, waiting for the rest")
    # Plain Faust may leave records behind for ever: it is given a moment, not minutes.
    patience = 60.0 if scene.plain else SETTLE_S
    _wait_for_rounds(stage.watch, 2)
    return wait_for(lambda: stage.watch.lag == 0, patience) or scene.plain


def _wait_for_rounds(watch: Watch, count: int) -> None:
    goal = watch.rounds + count
    wait_for(lambda: watch.rounds >= goal, 60.0)


def _with_texts(scene: Scene) -> Scene:
    if scene.flow == "trivial":
        return scene
    return replace(scene, mix=replace(scene.mix, texts=real_texts(ROOT / "seeds", REAL_CHARACTERS)))


def _settings(scene: Scene, broker: Broker, folder: Path) -> Settings:
    name = f"f{uuid.uuid4().hex[:8]}"
    return Settings(
        brokers=broker.bootstrap,
        prefix=name,
        group=name,
        partitions=PARTITIONS,
        data_dir=folder / "data",
        flow=FLOWS[scene.flow],
        gazetteer=ROOT / ".data" / "gazetteer" / "places.gaz" if scene.flow == "real" else None,
        processes=1,
        session_s=SESSION_S,
        http_port=0,
        log_format="json",
    )


def _share_models(data_dir: Path) -> None:
    """Let the workers use the models that set-up has exported."""
    data_dir.mkdir(parents=True, exist_ok=True)
    if not (data_dir / "models").exists():
        (data_dir / "models").symlink_to(ROOT / ".data" / "models")


def _environment(scene: Scene, settings: Settings) -> Mapping[str, str]:
    set_here = settings.model_dump(mode="json", exclude_unset=True, exclude_none=True)
    named = {f"PIPELINE_{name.upper()}": str(value) for name, value in set_here.items()}
    return {**named, **scene.settings}


def _route(scene: Scene, settings: Settings) -> Route:
    stages = stages_of(settings)
    topics = topics_of(settings.prefix, stages)
    names = tuple(stage.name for stage in stages)
    return Route(
        names,
        groups={
            name: settings.group if scene.plain else group_of(name, settings) for name in names
        },
        inputs={name: input_of(name, topics, stages) for name in names},
        outputs={name: output_of(name, topics, stages) for name in names},
        articles=topics.articles,
        letters=topics.dead_letter,
        partitions=settings.partitions,
    )


def _judge(
    scene: Scene,
    settings: Settings,
    route: Route,
    fleet: Fleet,
    publisher: Publisher,
    watch: Watch,
    bootstrap: str,
) -> Outcome:
    ledger = read_all(bootstrap, route)
    missing = {seen.key for seen in publisher.sent} - {seen.key for seen in ledger.articles}
    troubles = [f"{len(missing)} articles never reached the first topic"] if missing else []
    if scene.exits is not None and not fleet.exits.keys() <= scene.exits:
        troubles.append(f"workers ended with {dict(fleet.exits)}")
    doomed = {
        stage: frozenset(sent.key for sent in publisher.sent if sent.fate == stage)
        for stage in route.stages
    }
    return Outcome(
        scene,
        articles=len(ledger.articles),
        kills=fleet.exits[-9],
        starts=fleet.starts,
        exits=dict(fleet.exits),
        verdicts=judge(ledger, reference(settings, publisher.sent), doomed),
        premature=premature_commits(ledger, watch.samples),
        samples=len(watch.samples),
        lag=watch.lag,
        seconds=0.0,
        troubles=tuple(troubles),
    )


def reference(settings: Settings, sent: list[Published]) -> dict[str, dict[bytes, bytes]]:
    """What each stage must write for each article: the fold, without Kafka."""
    enrichment = Enrichment(settings)
    events: dict[str, dict[bytes, bytes]] = {}
    for published in sent:
        if published.fate:
            continue
        article = decode(published.value, max_bytes=settings.max_article_bytes)
        assert not isinstance(article, Rejection), published
        event = enrichment.begin(article)
        for stage in stages_of(settings):
            event = enrichment.step(stage.name, event)
            events.setdefault(stage.name, {})[published.key] = encode(event)
    return events


def _forget(bootstrap: str, route: Route) -> None:
    admin = KafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        admin.delete_topics(list(route.topics))
    finally:
        admin.close()
    time.sleep(0.2)

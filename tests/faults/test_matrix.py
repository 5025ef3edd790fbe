"""The short fault matrix: real Kafka, real workers, real kills. The whole is ``make faults``."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.broker import Broker, ports
from tests.faults.run import Outcome, play
from tests.faults.scenes import CONTROL, SHORT, Scene

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def own_broker(tmp_path_factory: pytest.TempPathFactory) -> Broker:
    """A broker that the matrix may kill."""
    broker = Broker.start(tmp_path_factory.mktemp("broker"), port=ports.any_free(), heap_mb=384)
    yield broker  # type: ignore[misc]
    broker.stop()


def outcome_of(scene: Scene, broker: Broker, folder: Path) -> Outcome:
    return play(scene, broker, folder, seed=7, say=lambda text: None)


def explain(outcome: Outcome) -> str:
    return f"{outcome.troubles} ahead={outcome.premature} lag={outcome.lag} {outcome.verdicts}"


@pytest.mark.parametrize("scene", SHORT, ids=lambda scene: scene.name)
def test_nothing_is_lost_and_nothing_comes_twice(
    scene: Scene, own_broker: Broker, tmp_path: Path
) -> None:
    """Whatever is killed, every article leaves every stage once, in order, with the right bytes."""
    outcome = outcome_of(scene, own_broker, tmp_path)
    assert outcome.is_clean, explain(outcome)
    assert outcome.articles >= scene.articles


def test_judge_catches_plain_faust(own_broker: Broker, tmp_path: Path) -> None:
    """Plain Faust under a kill and an exception shows losses: the matrix can see them."""
    outcome = outcome_of(CONTROL[-1], own_broker, tmp_path)
    assert not outcome.is_clean
    assert outcome.total("lost") > 0, explain(outcome)
    assert outcome.premature > 0, explain(outcome)

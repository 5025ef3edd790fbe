"""The duties of a stage without Kafka and without a pool, for tests of its parts."""

from __future__ import annotations

from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from pipeline.metrics import Metrics
from pipeline.settings import Settings
from pipeline.stream.awake import Awake
from pipeline.stream.claim import Claim
from pipeline.stream.duties import Duties
from pipeline.stream.observer import Observer


def duties_with(settings: Settings, **given: Any) -> Duties:
    """Those of the first stage, with what is given; what is not, and may not happen, fails."""

    def forbidden(what: str) -> Any:
        return lambda *_: pytest.fail(f"{what} was not expected")

    usual = {
        "stage": "entities",
        "kind": "article.entities.v1",
        "is_first": True,
        "input": "articles",
        "output": "articles.entities",
        "dead_letter": "articles.dead-letter",
        "settings": settings,
        "compute": forbidden("work"),
        "computed": lambda origin, record: None,
        "gone": lambda partitions: None,
        "claim": Claim(settings.session_s),
        "awake": Awake(settings.session_s),
        "write": forbidden("a write"),
        "observer": Observer(Metrics(CollectorRegistry(), stages=["entities"]), "entities"),
        "fail": lambda error: pytest.fail(repr(error)),
    }
    return Duties(**usual | given)

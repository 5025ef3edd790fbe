"""The default model, exported once a session, and spaCy itself as the reference."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.entities.loading import find, load
from pipeline.entities.recogniser import Recogniser
from pipeline.entities.reference import SpacyRecogniser

MODEL = "en_core_web_sm"


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def fast(model_cache: Path) -> Recogniser:
    return load(MODEL, cache=model_cache)


@pytest.fixture(scope="session")
def reference() -> Recogniser:
    return SpacyRecogniser(find(MODEL))

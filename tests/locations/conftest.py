"""The gazetteer for these tests: the one that set-up built, or else one built for the session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.article.model import Article, Mention
from pipeline.entities.model import Entity
from pipeline.locations.annotate import annotate
from pipeline.locations.build import build
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.model import Geography
from pipeline.locations.prepare import is_current
from pipeline.settings import load as load_settings

Located = Callable[..., Geography]


@pytest.fixture(scope="session")
def gazetteer_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ready = load_settings().gazetteer_path
    if is_current(ready):
        return ready
    path = tmp_path_factory.mktemp("gazetteer") / "places.gaz"
    build(path)
    return path


@pytest.fixture(scope="session")
def gazetteer(gazetteer_path: Path) -> Gazetteer:
    return Gazetteer.open(gazetteer_path)


@pytest.fixture
def located(gazetteer: Gazetteer) -> Located:
    """Annotates a text; entities are given as pairs of a type and a name that occurs in it."""

    def run(text: str, *entities: tuple[str, str], **fields: object) -> Geography:
        found = []
        for number, (label, name) in enumerate(entities):
            starts = [i for i in range(len(text)) if text.startswith(name, i)]
            mentions = tuple(Mention("text", i, i + len(name), name) for i in starts)
            found.append(Entity(f"e{number + 1}", label, name, 0.0, mentions))
        article = Article(id="a", text=text, sha256="", **fields)  # type: ignore[arg-type]
        return annotate(article, tuple(found), gazetteer)

    return run

"""The facts fit their articles, and the seeds have facts."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.article.decode import decode
from pipeline.article.model import Article
from pipeline.entities.model import ENTITY_TYPES
from pipeline.locations.model import PLACE_TYPES
from pipeline.numbers.model import NUMBER_KINDS
from tests.golden import gold
from tests.schemas.contract import validate_article

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLES = sorted(path for path in SEEDS.iterdir() if path.suffix in (".json", ".txt"))


def test_every_seed_has_facts() -> None:
    """No article is published that nobody has read."""
    assert len(ARTICLES) >= 14
    assert {path.stem for path in ARTICLES} <= set(gold.names())


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_a_seed_is_an_article_of_usual_length(path: Path) -> None:
    """Seeds obey the schema, decode, and hold 400 to 1,200 words."""
    if path.suffix == ".json":
        record = path.read_bytes()
        validate_article(record)
    else:
        record = json.dumps({"text": path.read_text("utf-8")}).encode()
    article = decode(record, max_bytes=1_000_000)
    assert isinstance(article, Article)
    assert 400 <= len(article.text.split()) <= 1200
    assert f"`{path.name}`" in (SEEDS / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", gold.names())
def test_facts_stand_in_their_article(name: str) -> None:
    """Every mention and number is found where the facts say, and no two of a kind overlap."""
    facts = gold.load(name)
    for spans in (
        sorted(span for entity in facts.entities for span in entity.mentions),
        [number.span for number in facts.numbers],
    ):
        assert spans == sorted(spans)
        for first, second in itertools.pairwise(spans):
            assert not first.overlaps(second), (facts.text(first), facts.text(second))
    assert facts.entities


@pytest.mark.parametrize("name", gold.names())
def test_facts_use_the_words_of_the_contract(name: str) -> None:
    """Types, kinds and values are such as an event may have."""
    facts = gold.load(name)
    for entity in facts.entities:
        assert entity.types <= {*ENTITY_TYPES, "MISC"}, entity.name
        assert entity.mentions, entity.name
        if entity.place:
            assert entity.place.types <= set(PLACE_TYPES), entity.name
    for number in facts.numbers:
        assert number.kinds <= set(NUMBER_KINDS), number.text
        given = [number.value, number.low, number.high, number.terms]
        assert any(part is not None for part in given), number.text


def _write(folder: Path, facts: dict[str, Any], text: str) -> None:
    (folder / "facts").mkdir()
    (folder / "piece.txt").write_text(text)
    (folder / "facts" / "piece.json").write_text(json.dumps({"article": "piece.txt", **facts}))


@pytest.mark.parametrize(
    ("mentions", "fault"),
    [
        ({"Anna Rhee": 2}, "stands 1 times"),
        ({"Anna Rhee": 1, "Rhee": 2}, "stands 1 times"),
        ({"Anna Rhee": 1, "Rhee": 1, "Soo": 1}, "stands 0 times"),
    ],
)
def test_facts_that_do_not_fit_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mentions: dict[str, int], fault: str
) -> None:
    """A form that stands there more or less often than the facts say is a fault in the facts."""
    row = {"name": "Anna Rhee", "type": "PERSON", "mentions": mentions}
    facts = {"focus": {"country": None}, "entities": [row]}
    _write(tmp_path, facts, "Anna Rhee came. Rhee slept.")
    monkeypatch.setattr(gold, "FACTS", tmp_path / "facts")
    monkeypatch.setattr(gold, "ARTICLES", (tmp_path,))
    with pytest.raises(gold.WrongFacts, match=fault):
        gold.load("piece")


def test_a_number_is_found_after_the_one_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same figure twice is two numbers, and a part of a longer figure is none."""
    row = {"kind": "cardinal", "unit": None, "approx": None}
    numbers = [{**row, "text": text, "value": int(text)} for text in ("2", "4", "2")]
    facts = {"focus": {"country": None}, "entities": [], "numbers": numbers}
    _write(tmp_path, facts, "In 2,000 and 4.2 there were 2, then 4, then 2.")
    monkeypatch.setattr(gold, "FACTS", tmp_path / "facts")
    monkeypatch.setattr(gold, "ARTICLES", (tmp_path,))
    starts = [number.span.start for number in gold.load("piece").numbers]
    assert starts == [28, 36, 44]

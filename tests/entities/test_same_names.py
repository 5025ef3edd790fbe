"""Things of one name that are several, and confidence over mentions."""

from __future__ import annotations

import pytest

from pipeline.article.model import Article
from pipeline.entities.annotate import entities
from pipeline.entities.model import Entity
from pipeline.entities.recogniser import Span
from pipeline.entities.rules.containing import container, elsewhere


def read(text: str, *names: tuple[str, str], chance: float | None = None) -> tuple[Entity, ...]:
    spans, at = [], 0
    for name, label in names:
        at = text.index(name, at)
        spans.append(Span(at, at + len(name), label, chance))
        at += len(name)
    return entities(Article("a", text, "0"), [spans])


PARIS = ("Paris", "GPE")


@pytest.mark.parametrize(
    ("text", "mentions", "expected"),
    [
        ("Paris, Texas, is small. Paris, France, is not.", 2, [1, 1]),
        ("Paris, Tex., is small. Paris, Texas, is dry.", 2, [2]),
        ("Paris, Texas, is dry. Paris, U.S., too.", 2, [2]),
        ("Paris is dry. It is Paris, Texas. Paris, France, is wet.", 3, [2, 1]),
        ("Paris, Texas, voted. Paris voted. Not Paris, France. Paris slept.", 4, [3, 1]),
        ("Paris, she said, is dry. In Paris, Anna slept.", 2, [2]),
    ],
)
def test_places_in_different_places_are_two(text: str, mentions: int, expected: list[int]) -> None:
    """Where the text says in which they lie; a bare name is the most named one."""
    found = read(text, *[PARIS] * mentions)
    assert [len(entity.mentions) for entity in found if entity.name == "Paris"] == expected


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("X, Ont., on", "Ontario"),
        ("X (Kenya) on", "Kenya"),
        ("X, New South Wales Police", "New South Wales"),
        ("X, U.S.", "United States"),
        ("X, Henry", ""),
        ("X in Kenya", ""),
    ],
)
def test_what_stands_beside_a_place_contains_it(text: str, within: str) -> None:
    """States and countries after a comma or in brackets, abbreviations written out."""
    assert container(text, 1) == within


def test_only_what_is_known_tells_places_apart() -> None:
    """A division may lie in any country unless the list says in which it does."""
    assert not elsewhere("Bavaria", "Germany")
    assert not elsewhere("Ontario", "Canada")
    assert elsewhere("Ontario", "England")


def test_a_country_is_no_body_with_its_initials() -> None:
    """ "US" is not the University of Sheffield."""
    text = "The University of Sheffield and the US agreed. The US left."
    found = read(text, ("University of Sheffield", "ORG"), ("US", "GPE"), ("US", "GPE"))
    assert [(e.name, e.type, len(e.mentions)) for e in found] == [
        ("University of Sheffield", "ORG", 1),
        ("US", "GPE", 2),
    ]


def test_confidence_is_the_mean_over_mentions() -> None:
    """A mention that rules found counts a half, one that was doubted much 0.4."""
    text = "Ana Rhee came. Rhee slept."
    (one,) = read(text, ("Ana Rhee", "PERSON"), chance=0.9)
    assert one.confidence == 0.7
    (one,) = read(text, ("Ana Rhee", "PERSON"), ("Rhee", "PERSON"), chance=0.1)
    assert one.confidence == 0.4


def test_a_recogniser_without_confidence_gives_none() -> None:
    """Null in the event, never a made-up figure."""
    assert [entity.confidence for entity in read("Ana Rhee came.", ("Ana Rhee", "PERSON"))] == [
        None
    ]


def test_a_label_that_rules_changed_has_the_confidence_of_rules() -> None:
    """The recogniser held another one for likely."""
    (one,) = read("They flew to Sweden.", ("Sweden", "ORG"), chance=0.7)
    assert (one.type, one.confidence) == ("GPE", 0.5)

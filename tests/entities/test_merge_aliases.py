"""Names that one article writes in several ways are one entity."""

from __future__ import annotations

import pytest

from pipeline.article.model import Article
from pipeline.entities.annotate import entities
from pipeline.entities.recogniser import Span


def named(text: str, *names: tuple[str, str]) -> list[tuple[str, int]]:
    """The entities' names and numbers of mentions, given what a recogniser saw, in order."""
    spans, at = [], 0
    for name, label in names:
        at = text.index(name, at)
        spans.append(Span(at, at + len(name), label))
        at += len(name)
    found = entities(Article("a", text, "0"), [spans])
    return [(entity.name, len(entity.mentions)) for entity in found]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Texas Department of Transportation", "TxDOT"),
        ("Lagos State Emergency Management Agency", "LASEMA"),
        ("University of Georgia", "UGA"),
        ("Conservative People's Party of Estonia", "EKRE"),
    ],
)
def test_a_short_form_in_brackets_is_the_name_before_it(full: str, short: str) -> None:
    """And it stays so further down."""
    text = f"The {full} ({short}) met on Monday. Later {short} said little."
    found = named(text, (full, "ORG"), (short, "ORG"), (short, "ORG"))
    assert found == [(full, 3)]


def test_an_acronym_of_another_language_takes_the_label_of_its_body() -> None:
    """A place to the recogniser, or nothing: in brackets after a body it is that body."""
    full = "Conservative People's Party of Estonia"
    text = f"The {full} (EKRE) lost. EKRE had led, and EKRE wept."
    assert named(text, (full, "ORG"), ("EKRE", "GPE"), ("EKRE", "GPE")) == [(full, 4)]
    assert named(text, (full, "ORG")) == [(full, 4)]


def test_letters_of_a_country_after_a_club_are_no_short_form() -> None:
    """ "Real Madrid (ESP)" tells where it plays."""
    text = "Real Madrid (ESP) won. ESP is a code."
    assert ("Real Madrid", 1) in named(text, ("Real Madrid", "ORG"))


def test_an_agency_in_a_dateline_is_not_the_town() -> None:
    """ "KYIV (AP)" names a town and an agency."""
    text = "KYIV (AP) - The talks in Kyiv went on."
    found = named(text, ("KYIV", "GPE"), ("AP", "ORG"), ("Kyiv", "GPE"))
    assert found == [("Kyiv", 2), ("AP", 1)]


def test_a_dateline_in_capitals_is_the_town() -> None:
    """The entity takes the usual spelling."""
    text = "GOMA, Democratic Republic of Congo - A plane left Goma at noon."
    found = named(text, ("GOMA", "GPE"), ("Goma", "GPE"))
    assert ("Goma", 2) in found

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


@pytest.mark.parametrize(("full", "short"), [("Nvidia Corp.", "Nvidia"), ("Bayer AG", "Bayer")])
def test_a_firm_that_lists_hold_is_one_with_and_without_its_designator(
    full: str, short: str
) -> None:
    """A short form that stands in the lists as this body means nothing else."""
    text = f"{short} fell. Shares of {full} were sold, and {short} said nothing."
    assert named(text, (short, "ORG"), (full, "ORG"), (short, "ORG")) == [(full, 3)]


def test_a_firm_in_full_does_not_take_a_town() -> None:
    """ "Lund" is no short form of "Lund AB": a town alone tells no firm."""
    text = "Shares of Lund AB fell. Later Lund was quiet."
    assert named(text, ("Lund AB", "ORG"), ("Lund", "GPE")) == [("Lund AB", 1), ("Lund", 1)]


def test_an_acronym_of_another_language_takes_the_label_of_its_body() -> None:
    """A place to the recogniser, or nothing: in brackets after a body it is that body."""
    full = "Conservative People's Party of Estonia"
    text = f"The {full} (EKRE) lost. EKRE had led, and EKRE wept."
    assert named(text, (full, "ORG"), ("EKRE", "GPE"), ("EKRE", "GPE")) == [(full, 4)]
    assert named(text, (full, "ORG")) == [(full, 4)]


PARTY = "Justice and Development Party"


@pytest.mark.parametrize(
    "text",
    [
        f"The {PARTY}, the AKP, won. The AKP wept.",
        f"It was the {PARTY}, or AKP, that won. The AKP wept.",
        f"The {PARTY}, known as the AKP, won. The AKP wept.",
        f"The {PARTY}, better known by its acronym AKP, won. The AKP wept.",
    ],
)
def test_an_acronym_in_apposition_is_the_name_before_it(text: str) -> None:
    """Also of another language."""
    assert (PARTY, 3) in named(text, (PARTY, "ORG"), ("AKP", "ORG"), ("AKP", "ORG"))


def test_an_acronym_that_is_explained_is_no_place() -> None:
    """ "Or" says what it is, whatever the recogniser saw."""
    text = f"The {PARTY}, or XKP, won. The XKP wept."
    assert named(text, (PARTY, "ORG"), ("XKP", "GPE"), ("XKP", "GPE")) == [(PARTY, 3)]


def test_a_firm_without_its_kind_is_no_place() -> None:
    """ "Oyu Tintoro Group" goes on as Oyu Tintoro; a town that is known stays a town."""
    text = "Oyu Tintoro Group won. Oyu Tintoro fell."
    assert len(named(text, ("Oyu Tintoro Group", "ORG"), ("Oyu Tintoro", "GPE"))) == 1
    text = "New York Group won. New York fell."
    assert len(named(text, ("New York Group", "ORG"), ("New York", "GPE"))) == 2


def test_an_acronym_may_come_first() -> None:
    """ "The AKP, or Justice and Development Party"."""
    text = f"The AKP, or {PARTY}, won. The AKP wept."
    assert named(text, ("AKP", "ORG"), (PARTY, "ORG"), ("AKP", "ORG")) == [(PARTY, 3)]


def test_bodies_in_a_list_stay_apart() -> None:
    """One after the other is no apposition."""
    for rest in (", the CHP and others", " and the CHP", ", the CHP, and the MHP"):
        text = f"Voters of the {PARTY}{rest} marched."
        assert len(named(text, (PARTY, "ORG"), ("CHP", "ORG"))) > 1


def test_an_acronym_in_apposition_needs_no_recogniser() -> None:
    """Where it is made of the name's initials."""
    text = "The National Accountability Bureau, the NAB, left. It was the NAB."
    full = "National Accountability Bureau"
    assert named(text, (full, "ORG")) == [(full, 3)]


@pytest.mark.parametrize(
    ("full", "short", "one"),
    [
        ("Salinas Group SA", "Salinas Group", True),
        ("Pheu Thai Party", "Pheu Thai", True),
        ("Tan Seng Logistics", "Tan Seng", True),
        ("Harwick United Foundation", "Harwick United", False),
    ],
)
def test_a_body_without_what_it_is(full: str, short: str, *, one: bool) -> None:
    """ "Party" and "SA" may be left out; a foundation is a body of its own."""
    text = f"The {full} met. Later {short} left."
    assert (len(named(text, (full, "ORG"), (short, "ORG"))) == 1) is one


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

"""Names whose only places lie where the text cannot mean: they are left open."""

from __future__ import annotations

import pytest

from tests.locations.conftest import Located


@pytest.mark.parametrize(
    ("text", "name", "others"),
    [
        ("Snow closed the road to Kalam. Buses from Peshawar turned.", "Kalam", ["Peshawar"]),
        ("Rebels left Mambasa for Bunia, traders said.", "Mambasa", ["Bunia"]),
    ],
)
def test_another_spelling_needs_its_country(
    located: Located, text: str, name: str, others: list[str]
) -> None:
    places = located(text, *(("GPE", one) for one in (name, *others))).places
    found = next(p for p in places if p.mentions[0].text == name)
    assert found.id is None
    assert found.reason == "no place of this name near the others of the article"


def test_another_spelling_in_its_own_country_is_believed(located: Located) -> None:
    text = "Trains between Kupiansk and Kharkiv run again."
    places = located(text, ("GPE", "Kupiansk"), ("GPE", "Kharkiv")).places
    assert places[0].country == "UA"


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("The clinic in Blida, Lebanon, has no power.", "Blida", "Lebanon"),
        ("A market burnt in Liancourt, Artibonite department, Haiti.", "Liancourt", "Artibonite"),
    ],
)
def test_a_town_of_a_land_that_has_none_is_left_open(
    located: Located, text: str, name: str, where: str
) -> None:
    land = [("GPE", word) for word in ("Lebanon", "Artibonite", "Haiti") if word in text]
    place = located(text, ("GPE", name), *land).places[0]
    assert place.id is None
    assert place.reason == f"not in the gazetteer in {where}"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ferries to Simferopol, Russia, were cancelled.", "UA"),  # disputed land
        ("Talks are held in Geneva, Iran, said the paper, being absent.", "CH"),  # known to all
    ],
)
def test_what_may_stand_before_another_land_is_resolved(
    located: Located, text: str, country: str
) -> None:
    names = [name for name in ("Simferopol", "Geneva", "Russia", "Iran") if name in text]
    place = located(text, *(("GPE", name) for name in names)).places[0]
    assert place.country == country

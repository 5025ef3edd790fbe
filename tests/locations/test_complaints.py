"""What users of other geoparsers complain of, each as a test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.locations.model import Geography, Place

Located = Callable[..., Geography]


def place_of(geography: Geography, text: str) -> Place | None:
    """The place with a mention of this text."""
    return next((p for p in geography.places for m in p.mentions if m.text == text), None)


def test_washington_is_the_capital(located: Located) -> None:
    """Washington alone is the city and its government, not the state."""
    text = "The senators met in Washington on Monday. Washington has not answered."
    place = place_of(located(text, ("GPE", "Washington")), "Washington")
    assert place is not None
    assert (place.id, place.type) == ("geonames:4140963", "city")


def test_washington_is_the_state_where_it_says_so(located: Located) -> None:
    """Washington state is the state."""
    text = "Farmers across Washington state, from Seattle to Spokane, lost their apples."
    place = place_of(located(text, ("GPE", "Washington")), "Washington")
    assert place is not None
    assert place.id == "geonames:5815135"


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("The bridge in Bangor, Maine, was closed.", "Bangor", "geonames:4957280"),
        ("The plant in London, Ontario, was closed.", "London", "geonames:6058560"),
        ("A man from Paris, Texas, was found.", "Paris", "geonames:4717560"),
        ("A school in Springfield, Ill., was closed.", "Springfield", "geonames:4250542"),
        ("A pier in St. Petersburg, Fla., collapsed.", "St. Petersburg", "geonames:4171563"),
        ("The university in Moscow, Idaho, opened.", "Moscow", "geonames:5601538"),
        ("The ship left Camden, N.J., on Monday.", "Camden", "geonames:4501018"),
        ("A fire near Fresno, Calif., grew.", "Fresno", "geonames:5350937"),
        ("He moved to Portland, ME last year.", "Portland", "geonames:4975802"),
        ("KYIV, Ukraine (AP) — Shells fell.", "KYIV", "geonames:703448"),
        ("PARIS, Texas — Shots were heard.", "PARIS", "geonames:4717560"),
        ("The court in Washington, D.C., ruled.", "Washington", "geonames:4140963"),
    ],
)
def test_a_qualified_name_is_the_place_inside(
    located: Located, text: str, name: str, wanted: str
) -> None:
    """A state, province or country after a comma decides which place a name is."""
    place = place_of(located(text), name)
    assert place is not None
    assert place.id == wanted
    assert "which the text adds" in place.reason


def test_oklahoma_is_the_state(located: Located) -> None:
    """Oklahoma is the state, whatever hamlet in Pennsylvania has its name."""
    for text in (
        "Oklahoma lawmakers passed the bill.",
        "Schools in Kansas, Oklahoma, Pennsylvania and Ohio closed.",
        "He has lived in Oklahoma and Pennsylvania.",
    ):
        place = place_of(located(text, ("GPE", "Oklahoma")), "Oklahoma")
        assert place is not None
        assert place.id == "geonames:4544379"


def test_lists_of_countries_qualify_nothing(located: Located) -> None:
    """ "China, Japan" are two countries, not a China in Japan."""
    geography = located("Officials from Peru, Brazil, China, Japan and South Korea met.")
    assert {p.type for p in geography.places} == {"country"}


def test_the_white_house_is_not_casablanca(located: Located) -> None:
    """The White House stands in Washington."""
    place = place_of(located("The White House denied it."), "White House")
    assert place is not None
    assert (place.type, place.country) == ("landmark", "US")


def test_names_that_ner_missed_are_found(located: Located) -> None:
    """Towns that the recogniser does not know are found by the gazetteer."""
    geography = located("Russian guns hit Kherson in southern Ukraine, and fighting in Bakhmut.")
    assert {p.country for p in geography.places} == {"UA"}
    assert place_of(geography, "Kherson")
    assert place_of(geography, "Bakhmut")


def test_words_and_persons_are_no_places(located: Located) -> None:
    """Ordinary words, persons and organisations with the names of places are left alone."""
    text = (
        "Reading is fun. Mobile phones are nice. Of course. Nice work. "
        "Paris Hilton met Jack London at the Bank of England, the Washington Post said."
    )
    people = (("PERSON", "Paris Hilton"), ("PERSON", "Jack London"))
    firms = (("ORG", "Bank of England"), ("ORG", "Washington Post"))
    assert located(text, *people, *firms).places == ()


def test_a_region_hint_decides(located: Located) -> None:
    """The publisher's country decides between equals."""
    text = "The council of Newcastle has voted. The mayor of Newcastle objected."
    for country in ("AU", "GB"):
        entity = ("GPE", "Newcastle")
        place = place_of(located(text, entity, hints={"country": country}), "Newcastle")
        assert place is not None
        assert place.country == country


def test_small_towns_find_themselves(located: Located) -> None:
    """A county and its towns decide, against all famous namesakes, without naming the state."""
    text = (
        "Lamar County deputies arrested a man from Reno near Bonham on Friday. "
        "He is held in Paris. Fannin County and Sulphur Springs helped."
    )
    names = ("Lamar County", "Reno", "Bonham", "Paris", "Fannin County", "Sulphur Springs")
    geography = located(text, *(("GPE", name) for name in names))
    assert {p.admin1 for p in geography.places} == {"Texas"}
    assert {m.text for p in geography.places for m in p.mentions} == set(names)


def test_an_unknown_place_harms_no_other(located: Located) -> None:
    """What is not in the gazetteer has id None and a reason, and the rest is resolved."""
    text = "Freedonia closed its border. Ukraine protested."
    geography = located(text, ("GPE", "Freedonia"), ("GPE", "Ukraine"))
    assert [p.id for p in geography.places] == [None, "geonames:690791"]
    assert geography.places[0].reason == "not in the gazetteer"


def test_demonyms_are_evidence_not_places(located: Located) -> None:
    """ "Georgian" is no location, but tells which Georgia is meant and what the focus is."""
    georgian = located("Georgian police and the Georgian president spoke. Georgia will vote.")
    american = located("The governor of Georgia spoke in Atlanta. Georgia will vote.")
    for geography, code in ((georgian, "GE"), (american, "US")):
        place = place_of(geography, "Georgia")
        assert place is not None
        assert place.country == code
        assert geography.focus is not None
        assert geography.focus.country == code
    assert all("Georgian" not in m.text for p in georgian.places for m in p.mentions)


@pytest.mark.parametrize("outer", ["Ontario", "Ont."])
def test_two_places_of_one_name_stay_two(located: Located, outer: str) -> None:
    """London, Ont., and London, England, in one article are two places, each its own."""
    text = f"The plant in London, {outer}, will close. Its owners in London, England, said so."
    geography = located(text, ("GPE", "London"), ("GPE", "England"))
    londons = {p.id for p in geography.places for m in p.mentions if m.text == "London"}
    assert londons == {"geonames:6058560", "geonames:2643743"}


def test_what_qualifies_is_the_state(located: Located) -> None:
    """New York alone is the city; behind Buffalo it is the state, in the same article too."""
    geography = located(
        "She left Buffalo, New York, for Paris. The flight to New York was late.",
        ("GPE", "Buffalo"),
        ("GPE", "New York"),
    )
    places = [p.id for p in geography.places for m in p.mentions if m.text == "New York"]
    assert sorted(filter(None, places)) == ["geonames:5128581", "geonames:5128638"]


def test_a_town_is_not_moved_to_where_it_is_known(located: Located) -> None:
    """A Stroud in Ontario that the gazetteer lacks is not the Stroud in England."""
    geography = located("A man was held in Stroud, Ontario, on Friday.", ("GPE", "Stroud"))
    place = place_of(geography, "Stroud")
    assert place is not None
    assert (place.id, place.reason) == (None, "not in the gazetteer in Ontario")
    ontario = place_of(geography, "Ontario")
    assert ontario is not None
    assert ontario.id == "geonames:6093943"

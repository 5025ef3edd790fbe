"""Which of several places a name means, where the text does not say so beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.locations.model import Geography

Located = Callable[..., Geography]


def ids_of(geography: Geography) -> dict[str, str | None]:
    """Each mention's text with the id of its place."""
    return {m.text: place.id for place in geography.places for m in place.mentions}


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("Talks in Geneva ended, a United States envoy said.", "Geneva", "geonames:2660646"),
        ("She flew from Geneva to the United States.", "Geneva", "geonames:2660646"),
        ("The rally in Valencia drew thousands.", "Valencia", "geonames:2509954"),
        ("Peru's mines closed.", "Peru", "geonames:3932488"),
        ("A fire in St. John's spread.", "St. John's", "geonames:6324733"),
        ("The grain ship left Odessa at dawn.", "Odessa", "geonames:698740"),
        ("Pilgrims in Medina were told to wait.", "Medina", "geonames:109223"),
        ("Tourists in Venice will pay five euros.", "Venice", "geonames:3164603"),
    ],
)
def test_fame_counts_beside_people(located: Located, text: str, name: str, wanted: str) -> None:
    """A name is the place that the world writes of, though a namesake has more people."""
    assert ids_of(located(text, ("GPE", name)))[name] == wanted


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("A farm in Surrey was closed after the outbreak.", "Surrey", "geonames:2636512"),
        ("Eels were stolen from a pond in Suffolk.", "Suffolk", "geonames:2636561"),
        ("Police in Cheshire have arrested a nurse.", "Cheshire", "place:cheshire"),
        ("Divers in County Mayo found a boat.", "County Mayo", "geonames:2962666"),
        ("A bomb was found in County Tyrone on Monday.", "County Tyrone", "place:tyrone"),
        ("A car burned in Surrey. Vancouver and Burnaby sent crews.", "Surrey", "geonames:6159905"),
        ("A car burned in Suffolk, Virginia.", "Suffolk", "geonames:4788158"),
    ],
)
def test_counties_of_the_british_isles(located: Located, text: str, name: str, wanted: str) -> None:
    """Counties called by their names alone come before towns abroad, unless those are near."""
    assert ids_of(located(text))[name] == wanted


def test_a_town_is_not_lost_to_its_county(located: Located) -> None:
    """Where the county is called after a town of its own, the town is meant."""
    assert ids_of(located("A bus burned in Nottingham."))["Nottingham"] == "geonames:2641170"


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        (
            "Gunmen killed nine people in Djibo. The army said in Ouagadougou that villages in "
            "Mali, near Mopti and Gao, were hit on the same day.",
            "Gao",
            "geonames:2457163",
        ),
        (
            "Spain sent doctors. Hospitals in Caracas and Valencia were full.",
            "Valencia",
            "geonames:3625549",
        ),
    ],
)
def test_a_country_by_its_company(located: Located, text: str, name: str, wanted: str) -> None:
    """What stands in a list with a town lies in its country rather than in the article's."""
    assert ids_of(located(text))[name] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Storms hit Utah, Washington and Wisconsin.", "geonames:5815135"),
        ("Voters in Oregon, Washington and Idaho decided.", "geonames:5815135"),
        ("Trains in Virginia, Maryland and Washington stopped.", "geonames:4140963"),
    ],
)
def test_a_state_by_its_company(located: Located, text: str, wanted: str) -> None:
    """Among states a name is the state, but not beside the states that border on the city."""
    assert ids_of(located(text, ("GPE", "Washington")))["Washington"] == wanted


def test_states_in_a_list_qualify_no_hamlet(located: Located) -> None:
    """The post knows a Virginia in Washington; among states the two are states."""
    text = "Cases were found in Utah, Virginia, Washington, West Virginia and Wyoming."
    names = ("Utah", "Virginia", "Washington", "West Virginia", "Wyoming")
    found = ids_of(located(text, *(("GPE", name) for name in names)))
    assert (found["Virginia"], found["Washington"]) == ("geonames:6254928", "geonames:5815135")


def test_a_country_is_not_lost_to_its_capital(located: Located) -> None:
    """What lies around Panama City speaks for Panama too, which is then the better known."""
    text = "Panama will widen its canal. Ships wait off Colón. Panama City is full."
    names = ("Panama", "Colón", "Panama City")
    found = ids_of(located(text, *(("GPE", name) for name in names)))
    assert found["Panama"] == "geonames:3703430"
    assert found["Panama City"] == "geonames:3703443"


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        (
            "Voters in Madison and Hanover like Jefferson County's plan.",
            "Jefferson County",
            "Indiana",
        ),
        ("Voters in Paris and Henry County like the plan.", "Henry County", "Tennessee"),
    ],
)
def test_a_county_is_the_one_that_holds_the_towns(
    located: Located, text: str, name: str, wanted: str
) -> None:
    """Of some counties of one name, it is not the one with the most people."""
    geography = located(text, ("GPE", name))
    (place,) = (p for p in geography.places for m in p.mentions if m.text == name)
    assert place.admin1 == wanted


def test_a_list_is_of_equals(located: Located) -> None:
    """Among towns of Missouri Mexico is one, where a country stands alone."""
    names = ("Columbia", "Fulton", "Centralia", "Moberly", "Mexico", "Boone County")
    rest = " Boone County, Columbia, Centralia and Moberly had hail. Missouri is wet."
    entities = [("GPE", name) for name in (*names, "Missouri")]
    listed = ids_of(located("Buyers came from Fulton, Mexico and Moberly." + rest, *entities))
    assert listed["Mexico"] == "geonames:4398103"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A mine near Los Ángeles was shut.", "Los Ángeles", "CL"),
        ("The mayor of Münster resigned.", "Münster", "DE"),
        ("A ferry left Saint-Louis at noon.", "Saint-Louis", "SN"),
        ("A mine near Los Angeles was shut.", "Los Angeles", "US"),
        ("A ferry left St. Louis at noon.", "St. Louis", "US"),
        ("The premier of Québec resigned.", "Québec", "CA"),
    ],
)
def test_accents_and_hyphens_tell(located: Located, text: str, name: str, country: str) -> None:
    """What the text spells with them is no town of the English-speaking world."""
    (place,) = located(text, ("GPE", name)).places
    assert place.country == country


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("A jet fell near Ithaca, New York, United States.", "New York", "geonames:5128638"),
        ("A bus turned over near Spokane, Washington, U.S.", "Washington", "geonames:5815135"),
        ("A tram burned in Üsküdar, Istanbul, Turkey.", "Istanbul", "geonames:745044"),
    ],
)
def test_a_state_between_its_town_and_its_country(
    located: Located, text: str, name: str, wanted: str
) -> None:
    """Between a town and the country stands the state, unless the town is part of a city."""
    assert ids_of(located(text))[name] == wanted


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("A lorry crashed near Armenia, Colombia, on Monday.", "Armenia", "geonames:3689560"),
        ("A plane landed in Liberia, Costa Rica.", "Liberia", "geonames:3623076"),
        ("Envoys of Armenia, Colombia and Peru met.", "Armenia", "geonames:174982"),
        ("Envoys flew to China, Japan, and Chile.", "China", "geonames:1814991"),
    ],
)
def test_a_town_with_the_name_of_a_country(
    located: Located, text: str, name: str, wanted: str
) -> None:
    """A real town lies in the country behind it; in lists, countries stay countries."""
    assert ids_of(located(text))[name] == wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Soldiers shot a man in Nablus, West Bank.", "Nablus"),
        ("Drones hit a depot in Sevastopol, Crimea.", "Sevastopol"),
    ],
)
def test_lands_that_are_no_division_of_their_towns(located: Located, text: str, name: str) -> None:
    """A town in or beside a land is found, though the gazetteer has it in another division."""
    assert ids_of(located(text, ("GPE", name)))[name] is not None


def test_gaza_is_the_strip(located: Located) -> None:
    """English news calls the strip Gaza, and the city Gaza City."""
    assert ids_of(located("Aid reached Gaza on Sunday."))["Gaza"] == "geonames:281132"

"""The home of a paper decides what its names mean, and lists of the world's places do not care."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.locations.model import Geography

Located = Callable[..., Geography]


def states_of(geography: Geography) -> dict[str, str | None]:
    """Each mention's text with the first-level division of its place, or its country."""
    return {m.text: p.admin1 or p.country for p in geography.places for m in p.mentions}


def gpe(*names: str) -> list[tuple[str, str]]:
    return [("GPE", name) for name in names]


def test_a_small_county_beats_larger_namesakes(located: Located) -> None:
    """Three towns of one small county are its own, not three of a large state's hundreds."""
    text = "Orange County will pave roads in Randolph, Braintree and Chelsea. Brookfield pays too."
    names = ("Orange County", "Randolph", "Braintree", "Chelsea", "Brookfield")
    assert set(states_of(located(text, *gpe(*names))).values()) == {"Vermont"}


def test_where_the_state_is_added_is_not_home(located: Located) -> None:
    """ "Ames, Iowa" in a text of Wisconsin says that the paper is not Iowa's."""
    text = (
        "Washington County will sell its geese, Wisconsin says. They go to a firm of Ames, Iowa. "
        "No geese are left in Wisconsin."
    )
    found = located(text, *gpe("Washington County", "Wisconsin", "Ames", "Iowa"))
    assert states_of(found)["Washington County"] == "Wisconsin"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She has sung in Dublin, Rome and Beijing, and lives in Elberton, Bowman says.", "IE"),
        ("Trucks from Dublin, Macon and Perry came to Elberton.", "US"),
    ],
)
def test_a_list_of_the_worlds_cities_stays_abroad(located: Located, text: str, wanted: str) -> None:
    """In a paper of Georgia Dublin is Ireland's only beside cities that Georgia has not."""
    text += " Elbert County and Hart County paid. So did Hartwell."
    names = ("Dublin", "Rome", "Beijing", "Elberton", "Macon", "Perry", "Elbert County")
    found = located(text, *gpe(*names, "Hart County", "Hartwell"))
    dublin = next(p for p in found.places for m in p.mentions if m.text == "Dublin")
    assert dublin.country == wanted


def test_a_hamlet_does_not_take_the_name_of_a_great_city(located: Located) -> None:
    """There is an Atlanta in Mississippi, which its papers do not mean."""
    text = "Hinds County and Rankin County wait for engineers from Atlanta. So does Brandon."
    names = ("Hinds County", "Rankin County", "Atlanta", "Brandon")
    found = states_of(located(text, *gpe(*names)))
    assert (found["Brandon"], found["Atlanta"]) == ("Mississippi", "Georgia")


def test_rare_namesakes_at_home_are_weighed(located: Located) -> None:
    """Some sixty places are called Franklin; the least known of them is the one next door."""
    text = "Clams from Sullivan, Franklin and Gouldsboro go to Ellsworth. Lamoine sells its own."
    names = ("Sullivan", "Franklin", "Gouldsboro", "Ellsworth", "Lamoine")
    assert states_of(located(text, *gpe(*names)))["Franklin"] == "Maine"


def test_a_publishers_state_is_a_home(located: Located) -> None:
    """A hint of the state decides between towns of one name and size."""
    text = "The council of Lebanon has voted. The mayor of Lebanon objected."
    for state in ("Tennessee", "Pennsylvania"):
        found = located(text, ("GPE", "Lebanon"), hints={"country": "US", "state": state})
        assert states_of(found)["Lebanon"] == state


def test_a_hamlet_that_is_a_name_needs_its_cue(located: Located) -> None:
    """Duke in Missouri is a hamlet, and who speaks to Missouri's voters need not be from there."""
    text = "The Duke left Cape Girardeau. Duke met voters in Missouri and in Jackson, Missouri."
    found = located(text, *gpe("Cape Girardeau", "Missouri", "Jackson"))
    assert "Duke" not in states_of(found)


def test_a_hamlet_of_a_state_that_is_not_told_of_is_none(located: Located) -> None:
    """The only Kintyre of the gazetteer is in North Dakota, and no word of Scotland is."""
    text = "Ferries from Campbeltown in Kintyre stay in harbour. Scotland had gales."
    found = located(text, *gpe("Campbeltown", "Kintyre", "Scotland"))
    (place,) = (p for p in found.places for m in p.mentions if m.text == "Kintyre")
    assert place.id is None


def test_news_of_everywhere_has_no_home(located: Located) -> None:
    """Two names of one province, among dozens from all over the world, make no paper of it."""
    text = (
        "A blizzard hits Athens. Ottawa had rain; Brockville flooded. Talks opened in Geneva. "
        "A ferry sank off Manila. Farmers marched in Paris, Lyon and Lille. Trains in Osaka and "
        "Kyoto ran late. Floods hit Dhaka, Lagos, Accra and Durban. Ministers of Chile, Peru, "
        "Kenya, Poland, Norway, Egypt, Turkey, Cuba, Spain and Japan met. Shells fell in Aleppo, "
        "Mosul and Basra."
    )
    names = ("Athens", "Ottawa", "Brockville", "Geneva", "Manila", "Paris", "Lyon", "Lille")
    names += ("Osaka", "Kyoto", "Dhaka", "Lagos", "Accra", "Durban", "Chile", "Peru", "Kenya")
    names += ("Poland", "Norway", "Egypt", "Turkey", "Cuba", "Spain", "Japan", "Aleppo", "Mosul")
    found = located(text, *gpe(*names, "Basra"))
    athens = next(p for p in found.places for m in p.mentions if m.text == "Athens")
    assert athens.country == "GR"


def test_a_list_of_home_is_not_of_the_world(located: Located) -> None:
    """Barcelona and Mérida are known to the world, but Venezuela has towns of both names."""
    text = (
        "She came to Valencia from Maracay. Shops in Barcelona and Mérida had no flour, said the "
        "bakers of Venezuela. A ship waits off Puerto Cabello."
    )
    names = ("Valencia", "Maracay", "Barcelona", "Mérida", "Venezuela", "Puerto Cabello")
    found = located(text, *gpe(*names))
    countries = {m.text: place.country for place in found.places for m in place.mentions}
    assert (countries["Barcelona"], countries["Mérida"]) == ("VE", "VE")

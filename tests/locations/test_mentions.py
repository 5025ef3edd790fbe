"""Which names are places where they stand, and which are persons, words, storms or illnesses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.locations.model import Geography

Located = Callable[..., Geography]

#: Round about Macon, so that the names below lie where the article plays.
GEORGIA = " Peach County, Macon, Warner Robins and Fort Valley in Georgia had frost."
COUNTY = tuple(("GPE", n) for n in ("Peach County", "Macon", "Warner Robins", "Fort Valley"))


def texts(geography: Geography) -> set[str]:
    return {m.text for place in geography.places for m in place.mentions}


@pytest.mark.parametrize(
    ("text", "entity", "name"),
    [
        ("A shop in Perry burned.", ("PERSON", "Perry"), "Perry"),
        ("Growers in Byron and Perry lost all.", ("PERSON", "Perry"), "Perry"),
        ("Dale Hunt, 54, of Cochran, was hurt.", ("PERSON", "Dale Hunt"), "Cochran"),
        ("A Forsyth man was hurt.", ("GPE", "Forsyth"), "Forsyth"),
    ],
)
def test_neighbours_of_the_article_are_places(
    located: Located, text: str, entity: tuple[str, str], name: str
) -> None:
    """What the recogniser takes for a person is a town where the other names are its neighbours."""
    assert name in texts(located(text + GEORGIA, entity, *COUNTY))


@pytest.mark.parametrize(
    ("text", "entity", "name"),
    [
        ("Ann Perry lost her trees. Perry will sell.", ("PERSON", "Ann Perry"), "Perry"),
        ("Mayor Perry spoke.", ("PERSON", "Perry"), "Perry"),
        ("Said Karen Macon, a nurse.", ("PERSON", "Karen Macon"), "Karen Macon"),
        ("Commerce is slow.", ("GPE", "Peach County"), "Commerce"),
    ],
)
def test_persons_and_words_stay_what_they_are(
    located: Located, text: str, entity: tuple[str, str], name: str
) -> None:
    """Even where a town of the name lies next door."""
    assert name not in texts(located(text + GEORGIA, entity, *COUNTY))


@pytest.mark.parametrize(
    "text",
    [
        "Storm Orla closed schools. Orla will pass by noon.",
        "West Nile virus was found in crows. West Nile is rare.",
        "A probe landed on Mars. Dust on Mars is red.",
        "The spread of SARS worried many.",
        "Brent crude fell to $71. Traders expect Brent to slip.",
        "Refiners paid more for Dubai crude.",
        "The court of the Northern District heard it.",
    ],
)
def test_storms_illnesses_oils_and_planets_are_no_places(located: Located, text: str) -> None:
    """Names that are never the town of that name, anywhere in the article."""
    names = [(label, n) for label, n in (("LOC", "Mars"), ("LOC", "West Nile"), ("GPE", "Orla"))]
    assert texts(located(text, *(pair for pair in names if pair[1] in text))) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("OSLO/SINGAPORE, May 14 - Shipowners met.", "SINGAPORE"),
        ("It stood in HAWAII'S news.", "HAWAII"),
        ("Boats reached Port-au-Prince.", "Port-au-Prince"),
        ("She left Bosnia and Herzegovina.", "Bosnia and Herzegovina"),
        ("Antigua and Barbuda won.", "Antigua and Barbuda"),
    ],
)
def test_spellings_of_newspapers(located: Located, text: str, name: str) -> None:
    """Double datelines, possessives in capitals, small words inside names."""
    assert name in texts(located(text, ("GPE", name)))


def test_a_name_beside_a_place_makes_another_place(located: Located) -> None:
    """What the recogniser calls a place and the gazetteer lacks is not the part that it holds."""
    geography = located("Rebels took Kaskasi Occidental.", ("GPE", "Kaskasi Occidental"))
    assert [(p.id, p.name) for p in geography.places] == [(None, "Kaskasi Occidental")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A crash at Washington and Lincoln streets hurt two.", "Lincoln"),
        ("A crash at Washington and Lincoln streets hurt two.", "Washington"),
        ("A crash at Washington and Park streets hurt two.", "Washington and Park"),
        ("Crews closed U.S. 31 on Monday.", "U.S."),
        ("Crews closed Indiana 37 on Monday.", "Indiana"),
        ("Missouri State lost again.", "Missouri"),
        ("The vote will be in March.", "March"),
        ("The White River rose.", "White River"),
        ("Jordan Paris had two goals.", "Jordan Paris"),
        ("A bicycle was taken in the 300 block of Washington Ave.", "Washington"),
        ("Two cars met at Houston Blvd. and Dallas Ct. on Monday.", "Houston"),
    ],
)
def test_names_of_other_things(located: Located, text: str, name: str) -> None:
    """Streets, roads, universities, months, waters and persons that bear names of places."""
    assert texts(located(text, ("GPE", name))) == set()


def test_states_called_state_are_places(located: Located) -> None:
    """Some states are called so."""
    assert "New York State" in texts(
        located("Farms in New York State closed.", ("GPE", "New York"))
    )


def test_a_county_is_no_part_of_its_sheriff(located: Located) -> None:
    """A county at the head of a person's entity is a place."""
    person = ("PERSON", "Peach County Fire Chief Joe Hale")
    assert "Peach County" in texts(
        located("Peach County Fire Chief Joe Hale spoke." + GEORGIA, person)
    )


def test_two_towns_are_one_name_of_another_place(located: Located) -> None:
    """Cerro and Rico are towns; Cerro Rico is a mountain that the gazetteer has not."""
    text = "Miners climbed the Cerro Rico above Potosi in Bolivia."
    found = located(text, ("GPE", "Cerro Rico"), ("GPE", "Bolivia"))
    assert [p.id for p in found.places if p.name.startswith("Cerro")] == [None]


def test_a_word_with_a_number_is_a_road(located: Located) -> None:
    """There is a Loop in Texas; Loop 286 goes round Paris."""
    text = "Police closed Loop 286 in Paris, Texas, near Loop 286's bridge."
    found = located(text, ("FAC", "Loop"), ("GPE", "Paris"), ("GPE", "Texas"))
    assert "Loop" not in {m.text for p in found.places for m in p.mentions}


@pytest.mark.parametrize(
    "text",
    [
        "Colorado has hail. Four counties there, including Morgan, Logan, Yuma and Weld, pay.",
        "Counties eligible for loans are: Morgan, Logan, Yuma and Weld. Colorado will pay.",
        "The counties of Morgan, Logan, Yuma and Weld sued Colorado.",
    ],
)
def test_names_behind_counties_are_counties(located: Located, text: str) -> None:
    """What a list of counties names are no towns."""
    found = located(text, ("GPE", "Colorado"))
    kinds = {m.text: p.type for p in found.places for m in p.mentions}
    assert [kinds.get(name) for name in ("Morgan", "Logan", "Yuma", "Weld")] == ["admin2"] * 4


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hail hit Perry, Yell and Pope counties.", ("Perry", "Yell", "Pope")),
        ("Cherry, Brown and Rock counties are dry.", ("Cherry", "Brown", "Rock")),
        ("Roads in Iberia and Assumption parishes closed.", ("Iberia", "Assumption")),
    ],
)
def test_names_before_counties_are_counties(
    located: Located, text: str, names: tuple[str, ...]
) -> None:
    """All of a list that ends in "counties", whatever else the names are, persons' or towns'."""
    persons = [("PERSON", name) for name in names]
    found = {m.text: p.type for p in located(text, *persons).places for m in p.mentions}
    assert found == dict.fromkeys(names, "admin2")


@pytest.mark.parametrize("name", ["Tyler", "Eugene", "Norman"])
def test_who_stands_in_a_name_is_no_person(located: Located, name: str) -> None:
    """A place by its "in", though it is a person's name too, and does not speak."""
    text = f"Officials in {name} said the bridge is safe."
    assert [p.name for p in located(text, ("PERSON", name)).places] == [name]


@pytest.mark.parametrize("text", ["Their faith in Tyler is gone.", "She was born in May."])
def test_who_is_trusted_may_be_a_person(located: Located, text: str) -> None:
    """ "Faith in" is said of persons, and "in May" of months."""
    name = text.split()[-1].strip(".") if "born" in text else "Tyler"
    assert located(text, ("PERSON", name)).places == ()


def test_persons_are_of_places(located: Located) -> None:
    """ "Rita of Clarksburg" is taken for one person, and Howard for another."""
    text = "Survivors are Rita of Clarksburg, and Beth Gambier of Howard."
    found = located(
        text, ("PERSON", "Rita of Clarksburg"), ("PERSON", "Beth Gambier"), ("PERSON", "Howard")
    )
    assert [m.text for p in found.places for m in p.mentions] == ["Clarksburg", "Howard"]


def test_kin_are_no_places(located: Located) -> None:
    """Behind a word for kin and a comma stands a person."""
    text = "He leaves a brother, Troy, of Elkins; and a sister, Charlotte, of Weston."
    found = [m.text for p in located(text).places for m in p.mentions]
    assert "Troy" not in found
    assert "Charlotte" not in found


def test_kin_without_a_comma_are_no_places(located: Located) -> None:
    """ "His cousin Nadia" is no district of West Bengal, whatever else a name is."""
    text = "The court in Lyon acquitted his cousin Nadia and jailed his uncle in Grenoble."
    found = [m.text for p in located(text, ("PERSON", "Nadia")).places for m in p.mentions]
    assert found == ["Lyon", "Grenoble"]


@pytest.mark.parametrize("month", ["Nov", "Mar", "Jan", "Sept"])
def test_a_datelines_short_month_is_no_place(month: str, located: Located) -> None:
    """There is a Nov in Tajikistan and a Mar in Iran."""
    text = f"KYIV, {month} 8 (Reuters) - Drones were seen over Ukraine."
    found = [m.text for p in located(text, ("GPE", "Ukraine")).places for m in p.mentions]
    assert found == ["KYIV", "Ukraine"]


def test_a_road_from_town_to_town_is_no_town(located: Located) -> None:
    """Two towns that a road is named after are no places."""
    text = "Traffic was backed up to Hamilton-Mason Road."
    assert located(text, ("FAC", "Mason Road")).places == ()


def test_the_head_of_a_firm_is_no_county(located: Located) -> None:
    """A place's name that begins an organisation's, though behind "in"."""
    text = "He put his money in Berkshire Hathaway shares."
    assert located(text, ("ORG", "Berkshire Hathaway")).places == ()


@pytest.mark.parametrize("name", ["Makati", "Gomel", "Ypres"])
def test_where_one_travels_is_a_place(located: Located, name: str) -> None:
    """What the recogniser takes for a place is believed behind "to", by a rare name of it too."""
    (place,) = located(f"The minister flew to {name} for talks.", ("GPE", name)).places
    assert place.id is not None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Drones hit the Kharkiv, Poltava and Sumy oblasts of Ukraine.", ("Kharkiv", "Poltava")),
        ("Plants burned in the oblasts of Kharkiv and Poltava.", ("Kharkiv", "Poltava")),
    ],
)
def test_lists_of_divisions(located: Located, text: str, names: tuple[str, ...]) -> None:
    """The word for the kind, behind a list or before it, tells of all its names."""
    types = {m.text: place.type for place in located(text).places for m in place.mentions}
    assert all(types[name] == "admin1" for name in names)


def test_no_list_of_divisions_of_two_countries(located: Located) -> None:
    """Washington is no state in "Washington and Gulf states": no country has both."""
    types = {
        m.text: place.type
        for place in located("Talks between Washington and Gulf states failed.").places
        for m in place.mentions
    }
    assert types["Washington"] == "city"

"""Parts of the land and the sea are found as a whole, and are not what they are named after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.locations.model import Geography

Located = Callable[..., Geography]


def ids_of(geography: Geography) -> dict[str, str | None]:
    return {m.text: place.id for place in geography.places for m in place.mentions}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A yacht was found off Camden Bay.", "Camden Bay"),
        ("Two climbers died on Mount Salem.", "Mount Salem"),
        ("Ice broke on Lake Hartford.", "Lake Hartford"),
        ("Rebels hold the Oxford Plateau.", "Oxford Plateau"),
        ("Crabs are rare in the Gulf of Ipswich.", "Gulf of Ipswich"),
        ("Boats crossed the Strait of Norwich.", "Strait of Norwich"),
    ],
)
def test_unknown_land_is_no_town(located: Located, text: str, name: str) -> None:
    """What the gazetteer lacks as a whole has no id, and the town in its name is not reported."""
    assert ids_of(located(text, ("LOC", name))) == {name: None}


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("Pelicans nest in the Danube Delta.", "Danube Delta", "place:danube-delta"),
        ("A ferry sank on Lake Kivu.", "Lake Kivu", "place:lake-kivu"),
        ("Cholera spread on the Central Plateau.", "Central Plateau", "place:central-plateau"),
        ("Divers searched the Des Moines River.", "Des Moines River", "place:des-moines-river"),
        ("Smugglers cross the Gulf of Finland.", "Gulf of Finland", "place:gulf-of-finland"),
    ],
)
def test_known_land_is_found_whole(located: Located, text: str, name: str, wanted: str) -> None:
    """The longest name of our own table comes before the town in it."""
    assert ids_of(located(text, ("LOC", name))) == {name: wanted}


def test_a_word_of_the_land_is_no_state(located: Located) -> None:
    """Without a recogniser too, "Delta" behind a name is not the state of Nigeria."""
    assert "Delta" not in ids_of(located("Rice fails in the whole Kalu Delta this year."))


def test_a_township_abroad_is_left_open(located: Located) -> None:
    """The only Leoni of the world is in Argentina, of which the article tells nothing."""
    found = ids_of(located("Voters of Leoni Township like the plan.", ("GPE", "Leoni Township")))
    assert set(found.values()) == {None}

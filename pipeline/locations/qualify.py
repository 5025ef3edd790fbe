"""Names beside each other qualify each other: "Paris, Texas", "Springfield (Ill.)".

Pure: standard library only. The second qualifies the first when some place of the first name lies
in some place of the second; lists of equals ("Ohio, Indiana, Pennsylvania") do not, although
there is an Indiana in Pennsylvania.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile
from typing import Final

from pipeline.locations.evidence import VAST
from pipeline.locations.find import Found
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import PRIOR_SCALE, Kind
from pipeline.locations.model import PLACE_TYPES

#: What may stand between a name and the one that qualifies it.
_JOINTS: Final = frozenset(
    (", ", ",", " (", ", in ", " in ", ",\n", " – ", " - ", "/", " located in ", ", located in ")
)

#: Between the equals of a list.
LIST_JOINTS: Final = frozenset((", ", " and ", ", and ", " or ", ", or ", " & "))

#: Names further apart than this are not beside each other; what stands for all that is between.
_WIDEST: Final = 40
_FAR: Final = "…"

#: How many of a qualifier's places are tried.
_TRIED: Final = 12

#: How far a list of states is followed, in names.
_LISTED: Final = 4

#: How many names before and behind one in a list are its company.
_COMPANY: Final = 3

#: Middle points nearer than this, in hundred-thousandths of a degree, are beside each other.
_BESIDE: Final = 300_000

#: People of a town that is believed to bear the name of a state in another state.
EQUAL_POPULATION: Final = 5_000

#: The same of a town that bears the name of a country in another one: Liberia in Costa Rica.
COUNTRY_POPULATION: Final = 20_000

#: Prior from which on a town is known to the world, and may stand before any country's name.
WORLDLY: Final = 6.3

#: What ends the name of a division or country that says where a town lies.
_CLOSED: Final = re.compile(
    r"(?: (?:province|state|region|department|district|governorate|prefecture|county|oblast))?"
    r"(?:[,.;)\n]|\Z)"
)

_COUNTRY: Final = PLACE_TYPES.index("country")
_ADMIN1: Final = PLACE_TYPES.index("admin1")
_CITY: Final = PLACE_TYPES.index("city")
_WIDE: Final = frozenset((_COUNTRY, _ADMIN1, PLACE_TYPES.index("admin2")))


def link(found: Sequence[Found], text: str, gazetteer: Gazetteer) -> None:
    """Sets `Found.qualifier` and `Found.qualifies`, from the last name to the first.

    Names that stand in a list near each other become each other's `Found.company`.
    """
    gaps = [
        text[one.end : other.start] if other.start - one.end <= _WIDEST else _FAR
        for one, other in pairwise(found)
    ]
    lists = [i for i, joint in enumerate(gaps) if joint in LIST_JOINTS]
    for i in {*lists, *(i + 1 for i in lists)}:
        if _is_among_states(found, i, gaps, gazetteer):
            found[i].cue = "division"
    for i in range(len(gaps) - 1, -1, -1):
        joint = gaps[i]
        if joint == _FAR or (joint not in _JOINTS and joint.strip() not in _JOINTS):
            continue
        inner, outer = found[i], found[i + 1]
        if outer.demonym or inner.demonym or _is_list(found, i, gaps, gazetteer):
            continue
        if _is_of_towns(found, i + 1, gaps, gazetteer):
            continue
        if _believed(inner, outer, gazetteer):
            inner.qualifier, outer.qualifies = outer, inner
        elif (
            joint == ", "
            and _places_it(found, i, gaps, text)
            and not _is_beside(inner, outer, gazetteer)
        ):
            inner.nowhere = outer
    for _, run in groupby(enumerate(lists), key=lambda pair: pair[1] - pair[0]):
        at = [i for _, i in run]
        names = [one for one in found[at[0] : at[-1] + 2] if not one.qualifies]
        _equals(names)
        for n, one in enumerate(names):
            one.company = (*names[max(0, n - _COMPANY) : n], *names[n + 1 : n + 1 + _COMPANY])


def _equals(names: Sequence[Found]) -> None:
    """ "Mexico, Carrollton and Sedalia": among two towns or more, a name is a town's."""
    others = [one for one in names if one.name.type != _CITY]
    if len(others) == 1 and len(names) > 2 and not others[0].cue:
        others[0].cue = "city"


def _places_it(found: Sequence[Found], i: int, gaps: Sequence[str], text: str) -> bool:
    """Whether a town is put where none of its name is: "a man of Stroud, Ont.", "in Hub, Haiti"."""
    inner, outer = found[i], found[i + 1]
    if inner.name.type != _CITY or outer.name.type not in (_ADMIN1, _COUNTRY):
        return False
    if outer.name.type == _COUNTRY and inner.name.prior >= WORLDLY * PRIOR_SCALE:
        return False  # "London, France said"
    short = outer.name.kind in (Kind.ABBREVIATION, Kind.CODE)
    if not short and _CLOSED.match(text, outer.end) is None:
        return False
    if i > 0 and gaps[i - 1] in LIST_JOINTS:
        return False
    if i + 1 == len(gaps) or found[i + 2] is outer.qualifier:
        return True
    return gaps[i + 1] not in LIST_JOINTS


def _is_beside(inner: Found, outer: Found, gazetteer: Gazetteer) -> bool:
    """Whether a place of the name is in the land of the second, though in another division.

    Nablus lies in a governorate that is not the West Bank, and Sevastopol, beside Crimea, is a
    division itself. The states of vast countries hold all of their towns. What lies in a
    neighbouring country may be on disputed land: "Simferopol, Russia".
    """
    land = outer.name.place
    country = gazetteer.place_country[land]
    places = [gazetteer.posting_place[posting] for posting in inner.postings]
    if gazetteer.place_type[land] == _COUNTRY:
        near = {country, *gazetteer.neighbours(country)}
        return not near.isdisjoint(gazetteer.place_country[place] for place in places)
    return country not in VAST and any(
        gazetteer.place_country[place] == country and _beside(place, land, gazetteer)
        for place in places
    )


def _is_among_states(
    found: Sequence[Found], i: int, gaps: Sequence[str], gazetteer: Gazetteer
) -> bool:
    """ "Utah, Washington and Wisconsin": a city by its fame, a state by its company.

    States that lie beside the city do not count: "Virginia, Maryland and Washington". A city in
    its own state, as New York, is beside all of its neighbours.
    """
    state = _state(found[i], gazetteer)
    if state is None:
        return False
    city = found[i].name.place
    far = city == state or gazetteer.place_admin1[city] == state + 1
    if not _is_listed(gaps, i):
        return False
    for step in (-1, 1):
        j = i
        while 0 <= j + step < len(found) and abs(j + step - i) <= _LISTED:
            if gaps[min(j, j + step)] not in LIST_JOINTS:
                break
            j += step
            other = found[j]
            if not other.postings or other.name.type != _ADMIN1:
                break
            company = other.name.place
            if gazetteer.place_country[company] == gazetteer.place_country[state] and (
                far or not _beside(city, company, gazetteer)
            ):
                return True
    return False


def _is_listed(gaps: Sequence[str], i: int) -> bool:
    """Whether a list holds a name, and not only a comma one other name: "Rafah, Gaza"."""
    before = takewhile(LIST_JOINTS.__contains__, reversed(gaps[max(0, i - 2) : i]))
    behind = takewhile(LIST_JOINTS.__contains__, gaps[i : i + 2])
    joints = [*before, *behind]
    return len(joints) > 1 or joints not in ([], [", "])


def _state(one: Found, gazetteer: Gazetteer) -> int | None:
    """The state that a name may mean, in the country of the place that it most often means."""
    if not one.postings or one.name.type not in (_CITY, _ADMIN1):
        return None
    code = gazetteer.place_country[one.name.place]
    for posting in one.postings[:_TRIED]:
        place = gazetteer.posting_place[posting]
        if gazetteer.place_type[place] == _ADMIN1 and gazetteer.place_country[place] == code:
            return place
    return None


def _beside(one: int, other: int, gazetteer: Gazetteer) -> bool:
    north = abs(gazetteer.place_lat[one] - gazetteer.place_lat[other])
    east = abs(gazetteer.place_lon[one] - gazetteer.place_lon[other])
    return max(north, east) < _BESIDE


def _believed(inner: Found, outer: Found, gazetteer: Gazetteer) -> bool:
    """Whether the first lies in the second; of two states or countries only with a real town.

    "Indiana, Pennsylvania" and "Armenia, Colombia" are such; "China, Japan" and "Oklahoma,
    Pennsylvania" are pairs of equals, whatever hamlets there are. So is every pair with a vast
    country, which has a town of nearly every name.
    """
    kind = inner.name.type
    equals = kind in (_COUNTRY, _ADMIN1) and kind == outer.name.type
    for posting, holder in contained(inner, outer, gazetteer):
        place = gazetteer.posting_place[posting]
        if not equals:
            return True
        people = gazetteer.place_population[place]
        if kind == _ADMIN1 and people >= EQUAL_POPULATION:
            return True
        if (
            kind == _COUNTRY
            and people >= COUNTRY_POPULATION
            and gazetteer.place_type[place] == _CITY
            and gazetteer.posting_kind[posting] == Kind.NAME
            and gazetteer.place_country[holder] not in VAST
        ):
            return True
    return False


def contained(inner: Found, outer: Found, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Pairs: a posting of the first, and the place of the second that holds it; likeliest first."""
    for place in _wide_places(outer, gazetteer):
        for posting in inner.postings:
            one = gazetteer.posting_place[posting]
            if gazetteer.posting_kind[posting] != Kind.DEMONYM and holds(place, one, gazetteer):
                yield posting, place


def _wide_places(outer: Found, gazetteer: Gazetteer) -> Iterator[int]:
    tried = 0
    for posting in outer.postings:
        place = gazetteer.posting_place[posting]
        if gazetteer.place_type[place] in _WIDE and gazetteer.posting_kind[posting] != Kind.DEMONYM:
            yield place
            tried += 1
            if tried == _TRIED:
                return


def holds(outer: int, inner: int, gazetteer: Gazetteer) -> bool:
    """Whether one place is the country or division in which the other lies."""
    if outer == inner:
        return False
    if gazetteer.place_type[outer] == _COUNTRY:
        same = gazetteer.place_country[outer] == gazetteer.place_country[inner]
        return same and gazetteer.place_type[inner] != _COUNTRY
    return outer + 1 in (gazetteer.place_admin1[inner], gazetteer.place_admin2[inner])


def _is_list(found: Sequence[Found], i: int, gaps: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether the two names are equals with a third one beside them."""
    kinds = [one.name.type for one in found[i : i + 2]]
    for n in (0, 1):
        if found[i + n].cue == "division" and _is_among_states(found, i + n, gaps, gazetteer):
            kinds[n] = _ADMIN1
    if kinds[0] == _CITY or kinds[0] != kinds[1]:
        return False
    if i > 0 and gaps[i - 1] in LIST_JOINTS:
        return found[i - 1].name.type == kinds[0]
    if i + 1 < len(gaps) and gaps[i + 1] in LIST_JOINTS:
        return found[i + 2].name.type == kinds[0]
    return False


def _is_of_towns(found: Sequence[Found], i: int, gaps: Sequence[str], gazetteer: Gazetteer) -> bool:
    """ "Nasr City, Cairo and Tanta" are three towns, though the first is in Cairo Governorate.

    Not in countries where a town stands before its state: "Albany, New York and Boston".
    """
    if found[i].name.type != _CITY or gazetteer.place_country[found[i].name.place] in VAST:
        return False
    for j in range(i, min(len(gaps), i + _LISTED)):
        if gaps[j] not in LIST_JOINTS or found[j + 1].name.type != _CITY:
            return False
        if gaps[j] != ", ":
            return True
    return False

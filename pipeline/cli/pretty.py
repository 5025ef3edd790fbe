"""An event in a few lines for people: what was found, never the whole text."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

MOST: Final = 6
MOST_TITLE: Final = 90
#: Control characters: articles are strangers' text, and a terminal obeys escape sequences.
_CONTROL: Final = dict.fromkeys([*range(32), *range(127, 160)], " ")


def summary(event: Mapping[str, Any]) -> Iterator[str]:
    """The lines of one event."""
    article = event["article"]
    title = (article.get("title") or article["text"].strip())[:MOST_TITLE]
    yield _clean(f"● {title}  [{article['id'][:MOST_TITLE]}]")
    entities = sorted(event.get("entities", ()), key=lambda one: -one["salience"])
    rows = {
        "who, what": [f"{one['name']} ({one['type']} ×{len(one['mentions'])})" for one in entities],
        "how much": [_number(one) for one in event.get("numbers", ())],
        "where": [_place(one) for one in event.get("locations", ())],
        "about": [_focus(event["focus"])] if event.get("focus") else [],
        "failed": [f"{one['stage']}: {one['message']}" for one in event.get("errors", ())],
    }
    for label, items in rows.items():
        if items:
            more = f"; … {len(items) - MOST} more" if len(items) > MOST else ""
            yield _clean(f"    {label:<10}{'; '.join(items[:MOST])}{more}")


def _number(one: Mapping[str, Any]) -> str:
    if one["kind"] == "range":
        value = f"{one['low']} to {one['high']}"
    elif one.get("terms"):
        value = ":".join(str(term) for term in one["terms"])
    else:
        value = str(one["value"])
    unit = f" {one['unit']}" if one.get("unit") else ""
    of = f", of {one['of']}" if one.get("of") else ""
    return f"“{one['text']}” = {value}{unit}{of}"


def _place(one: Mapping[str, Any]) -> str:
    if one["id"] is None:
        return f"{one['name']} (?)"
    return f"{one['name']}, {one.get('country') or '–'} ({one['lat']:.2f}, {one['lon']:.2f})"


def _focus(focus: Mapping[str, Any]) -> str:
    return f"{focus['country'] or 'no country'} ({focus['confidence']:.0%})"


def _clean(line: str) -> str:
    return line.translate(_CONTROL)

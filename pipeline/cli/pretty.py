"""Events for people: in a few lines, or whole, as JSON that fits a screen."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

MOST: Final = 6
MOST_TITLE: Final = 90
#: Columns within which a list or an object stands on one line.
WIDTH: Final = 110
INDENT: Final = "  "
#: Control characters: articles are strangers' text, and a terminal obeys escape sequences.
_CONTROL: Final = dict.fromkeys([*range(32), *range(127, 160)], " ")
_ESCAPED: Final = {code: f"\\u{code:04x}" for code in range(127, 160)}


def indented(record: bytes) -> bytes:
    """JSON laid out anew, every digit kept: what is short stands on one line.

    Raises ValueError for what is no JSON.
    """
    from pipeline.article.exactjson import loads

    return _laid_out(loads(record), "").translate(_ESCAPED).encode()


def _laid_out(value: Any, margin: str) -> str:
    from pipeline.article.exactjson import dumps

    inner = margin + INDENT
    if isinstance(value, Mapping):
        ends = "{}"
        parts = [f"{dumps(name).decode()}: {_laid_out(one, inner)}" for name, one in value.items()]
    elif isinstance(value, list):
        ends = "[]"
        parts = [_laid_out(one, inner) for one in value]
    else:
        return dumps(value).decode()
    if len(inner) + sum(len(part) + 2 for part in parts) <= WIDTH and "\n" not in "".join(parts):
        return ends[0] + ", ".join(parts) + ends[1]
    rows = f",\n{inner}".join(parts)
    return f"{ends[0]}\n{inner}{rows}\n{margin}{ends[1]}"


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

"""Checks records against the documents in ``schemas/``, for every test that sees one.

The schemas say what JSON Schema can say; `faults_of_event` adds what it cannot: offsets that
slice back to their own text, reading order, mentions that never overlap, ids in order.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

SCHEMAS = Path(__file__).parents[2] / "schemas"
NAMES = ("article", "enriched-article", "dead-letter")
#: Topic suffix → the schema of its events.
EVENT_SCHEMAS = {
    "entities": "enriched-article.schema.json#/$defs/after_entities",
    "numbers": "enriched-article.schema.json#/$defs/after_numbers",
    "enriched": "enriched-article.schema.json",
}


@functools.cache
def schema(name: str) -> dict[str, Any]:
    """One of `NAMES`, read from its file."""
    document: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return document


@functools.cache
def asyncapi() -> dict[str, Any]:
    """The AsyncAPI document, references unresolved."""
    document: dict[str, Any] = yaml.safe_load((SCHEMAS / "asyncapi.yaml").read_text("utf-8"))
    return document


@functools.cache
def registry() -> Registry[Any]:
    """The three schemas by their ``$id``, and the AsyncAPI document's own by its file name."""
    resources = [Resource.from_contents(schema(name)) for name in NAMES]
    known: Registry[Any] = Registry().with_resources([(r.id() or "", r) for r in resources])
    draft = Draft202012Validator.META_SCHEMA["$schema"]
    document = Resource.from_contents({"$schema": draft, **asyncapi()})
    whole: Registry[Any] = known.with_resource(base() + "asyncapi.yaml", document)
    return whole


def base() -> str:
    """The part that the ``$id``s of the schemas share."""
    return str(schema("article")["$id"]).removesuffix("article.schema.json")


@functools.cache
def validator(reference: str) -> Draft202012Validator:
    """The validator of a file in ``schemas/``, or of a part of it (``file#/pointer``)."""
    return Draft202012Validator({"$ref": base() + reference}, registry=registry())


def validate_article(record: bytes | Mapping[str, Any]) -> None:
    """Fail unless a record of the first topic is an article."""
    _fail(_schema_faults("article.schema.json", _read(record)))


def validate_event(record: bytes | Mapping[str, Any], topic: str = "enriched") -> None:
    """Fail, naming every fault, unless ``record`` is an event of that topic (by its suffix)."""
    event = _read(record)
    faults = [*_schema_faults(EVENT_SCHEMAS[topic], event)]
    _fail(faults or [*faults_of_event(event)])


def validate_event_headers(headers: Iterable[tuple[str, bytes]], topic: str = "enriched") -> None:
    """Fail unless these are the headers of an event of that topic (by its suffix)."""
    messages = asyncapi()["components"]["messages"]
    name = next(n for n, message in messages.items() if message["name"] == f"article.{topic}.v1")
    reference = f"asyncapi.yaml#/components/messages/{name}/headers"
    _fail(_schema_faults(reference, _texts(headers)))


def validate_dead_letter(headers: Iterable[tuple[str, bytes]]) -> None:
    """Fail unless these are the headers of a dead letter. Its value may be any bytes."""
    _fail(_schema_faults("dead-letter.schema.json", _texts(headers)))


def faults_of_event(event: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with an event that its schema cannot see."""
    entities = event.get("entities", ())
    yield from _order_faults("entities", [entity["mentions"][0] for entity in entities])
    yield from _order_faults("numbers", event.get("numbers", ()))
    places = event.get("locations", ())
    yield from _order_faults("locations", [place["mentions"][0] for place in places])
    for named in (*entities, *places):
        yield from _order_faults(named["name"], named["mentions"])
    mentions = [mention for entity in entities for mention in entity["mentions"]]
    yield from _overlap_faults("entities", mentions)
    yield from _overlap_faults("numbers", event.get("numbers", ()))
    yield from _overlap_faults("locations", [m for place in places for m in place["mentions"]])
    for span in (*mentions, *event.get("numbers", ()), *(m for p in places for m in p["mentions"])):
        yield from _slice_faults(event["article"], span)
    if [entity["id"] for entity in entities] != [f"e{n + 1}" for n in range(len(entities))]:
        yield "entities: ids are not e1, e2, … in order"
    if entities and abs(sum(entity["salience"] for entity in entities) - 1) > 1e-3:
        yield "entities: saliences do not sum to 1"
    yield from _focus_faults(event.get("focus"), places)


def _focus_faults(focus: Any, places: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    if focus and focus["location"] and focus["location"] not in {p["id"] for p in places}:
        yield f"focus: {focus['location']} is none of the locations"


def _slice_faults(article: Mapping[str, Any], span: Mapping[str, Any]) -> Iterator[str]:
    start, end = span["start"], span["end"]
    found = (article.get(span["field"]) or "")[start:end]
    if not start < end or found != span["text"]:
        yield f"{span['field']}[{start}:{end}] is {found!r}, not {span['text']!r}"


def _position(span: Mapping[str, Any]) -> tuple[bool, int, int]:
    return (span["field"] == "text", span["start"], span["end"])


def _order_faults(what: str, spans: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    positions = [_position(span) for span in spans]
    if positions != sorted(positions):
        yield f"{what}: not in reading order"


def _overlap_faults(what: str, spans: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    ordered = sorted(spans, key=_position)
    for first, second in itertools.pairwise(ordered):
        if first["field"] == second["field"] and second["start"] < first["end"]:
            yield f"{what}: {first['text']!r} and {second['text']!r} overlap"


def _schema_faults(reference: str, value: Any) -> Iterator[str]:
    for error in validator(reference).iter_errors(value):
        yield f"{error.json_path}: {error.message[:300]}"


def _read(record: bytes | Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(record, bytes):
        return record
    value: Mapping[str, Any] = json.loads(record)
    return value


def _texts(headers: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    return {name: value.decode() for name, value in headers}


def _fail(faults: Iterable[str]) -> None:
    listed = list(faults)
    assert not listed, "\n".join(listed)

"""The JSON Schemas are valid, say what every field means, and agree with the code's own tables."""

from __future__ import annotations

import copy
import json
import re
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.article.decode import MAX_ID_CHARS, content_hash, decode
from pipeline.article.model import Article
from pipeline.entities.model import ENTITY_TYPES
from pipeline.flow import STAGES
from pipeline.locations.model import PLACE_TYPES
from pipeline.numbers.model import NUMBER_KINDS, Approx
from tests.schemas.contract import (
    NAMES,
    base,
    faults_of_event,
    schema,
    validate_article,
    validate_event,
    validator,
)

EVENT = schema("enriched-article")


def example() -> dict[str, Any]:
    """A copy of the event that the schema shows."""
    return copy.deepcopy(EVENT["examples"][0])


def properties(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every named property of a schema, however deep, with its own schema."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from properties(item, f"{path}/{index}")
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "properties" and "if" not in path and "then" not in path:
                yield from ((f"{path}/{name}", part) for name, part in value.items())
            if key not in ("examples", "if", "then", "else", "allOf"):
                yield from properties(value, f"{path}/{key}")


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_2020_12(name: str) -> None:
    """Each schema obeys the meta-schema that it names."""
    assert schema(name)["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"] == f"{base()}{name}.schema.json"


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_described(name: str) -> None:
    """No property leaves its reader to guess: it has a description, or refers to one."""
    seen = list(properties(schema(name)))
    assert seen
    for path, part in seen:
        while "$ref" in part and "description" not in part:
            pointer = part["$ref"].removeprefix("#/").split("/")
            target = schema(name)
            for step in pointer:
                target = target[step]
            part = target
        assert part.get("description", "").strip(), path


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_schema_obey_it(name: str) -> None:
    """What a schema shows is what it allows."""
    assert schema(name)["examples"]
    for shown in schema(name)["examples"]:
        assert not list(validator(f"{name}.schema.json").iter_errors(shown))


def test_the_example_event_slices_back_to_its_own_text() -> None:
    """The offsets that readers copy from are right, and so is the hash."""
    validate_event(example())
    article = example()["article"]
    assert article["sha256"] == content_hash(article["title"], article["text"])


def test_the_words_of_the_schema_are_those_of_the_code() -> None:
    """Types, kinds, approximations and stages are listed once more in the schema, alike."""
    defs = EVENT["$defs"]
    assert defs["entity"]["properties"]["type"]["enum"] == list(ENTITY_TYPES)
    assert defs["quantity"]["properties"]["kind"]["enum"] == list(NUMBER_KINDS)
    assert defs["quantity"]["properties"]["approx"]["enum"] == [None, *typing.get_args(Approx)]
    assert defs["resolved_place"]["properties"]["type"]["enum"] == list(PLACE_TYPES)
    names = [stage.name for stage in STAGES]
    assert defs["error"]["properties"]["stage"]["enum"] == names
    assert schema("dead-letter")["properties"]["error.stage"]["enum"] == names
    assert list(defs["provenance"]["properties"]) == ["pipeline", *names]
    assert schema("article")["properties"]["id"]["maxLength"] == MAX_ID_CHARS


@pytest.mark.parametrize(
    ("record", "allowed"),
    [
        ({"text": "x"}, True),
        ({"text": "x", "title": None, "hints": None, "id": ""}, True),
        ({"text": "x", "anything": {"deep": [1]}, "sha256": 5}, True),
        ({"text": "x", "hints": {"country": "US", "desk": 1}}, True),
        ({}, False),
        ({"text": ""}, False),
        ({"text": " \n\t\u00a0"}, False),
        ({"text": 5}, False),
        ({"text": "x", "title": 5}, False),
        ({"text": "x", "id": "i" * 513}, False),
        ({"text": "x", "hints": []}, False),
        ({"text": "x", "hints": {"country": 1}}, False),
        ([], False),
    ],
)
def test_the_article_schema_and_the_decoder_agree(record: Any, allowed: bool) -> None:
    """A record is rejected by the schema exactly when the pipeline rejects it."""
    by_schema = validator("article.schema.json").is_valid(record)
    by_code = isinstance(decode(json.dumps(record).encode(), max_bytes=10_000), Article)
    assert (by_schema, by_code) == (allowed, allowed)


def test_an_event_of_an_earlier_stage_lacks_what_later_ones_add() -> None:
    """Each topic has its own shape: more or fewer arrays than the stage adds is a fault."""
    event = example()
    event["provenance"].pop("locations")
    del event["locations"], event["focus"]
    validate_event(event, "numbers")
    with pytest.raises(AssertionError, match="locations"):
        validate_event(event, "enriched")
    event["provenance"].pop("numbers")
    with pytest.raises(AssertionError, match="numbers"):
        validate_event(event, "entities")
    del event["numbers"]
    validate_event(event, "entities")
    with pytest.raises(AssertionError, match="numbers"):
        validate_event(event, "numbers")


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(event: dict[str, Any]) -> None:
        node: Any = event
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in steps:
            node = node[step]
        if value is KeyError:
            del node[last]
        else:
            node[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", "short"),
        ("surprise", 1),
        ("article.sha256", "0"),
        ("article.text", KeyError),
        ("errors", KeyError),
        ("focus", KeyError),
        ("focus.country", "Ukraine"),
        ("entities.0.type", "DATE"),
        ("entities.0.salience", 1.5),
        ("entities.0.mentions", []),
        ("entities.0.mentions.0.start", -1),
        ("entities.0.mentions.0.field", "body"),
        ("numbers.0.kind", "number"),
        ("numbers.0.value", "155"),
        ("numbers.0.value", None),
        ("numbers.0.low", 3),
        ("numbers.0.unit", None),
        ("numbers.0.of", KeyError),
        ("numbers.0.approx", "roughly"),
        ("numbers.1.value", 20230321),
        ("numbers.2.value", 15),
        ("numbers.2.high", KeyError),
        ("numbers.3.unit", "dollar"),
        ("numbers.4.terms", KeyError),
        ("numbers.4.terms", [3]),
        ("locations.0.id", "703448"),
        ("locations.0.lat", 91),
        ("locations.0.admin1", KeyError),
        ("locations.1.lat", 5),
        ("locations.1.reason", KeyError),
        ("provenance.pipeline", KeyError),
        ("provenance.numbers", KeyError),
    ],
)
def test_the_event_schema_is_strict(path: str, value: Any) -> None:
    """One wrong, missing or unknown field is a fault."""
    event = example()
    _set(path, value)(event)
    assert not validator("enriched-article.schema.json").is_valid(event)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("focus", None),
        ("numbers.0.value", "1.25E+400"),
        ("numbers.2.high", None),
        ("numbers.4.value", None),
        ("entities.0.confidence", 0.5),
        ("article.anything", [1, {"deep": True}]),
        ("errors", [{"stage": "numbers", "type": "ValueError", "message": ""}]),
        ("locations.0.country", None),
        ("locations.0.id", "place:black-sea"),
    ],
)
def test_the_event_schema_is_open_where_the_contract_is(path: str, value: Any) -> None:
    """Nulls, unknown article fields and the rarer forms pass."""
    event = example()
    _set(path, value)(event)
    assert not list(validator("enriched-article.schema.json").iter_errors(event))


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("article.text", "😀" + EVENT["examples"][0]["article"]["text"], "not 'Kiev'"),
        ("entities.0.mentions.0.end", 0, "not 'EU'"),
        ("entities.0.id", "e2", "in order"),
        ("entities.0.salience", 0.9, "sum to 1"),
        ("entities.1.mentions.0.start", 1, "overlap"),
        ("entities.1.mentions.0.field", "text", "reading order"),
        ("numbers.2.start", 1, "reading order"),
        ("focus.location", "geonames:1", "none of the locations"),
    ],
)
def test_faults_that_a_schema_cannot_see_are_found(path: str, value: Any, fault: str) -> None:
    """Wrong slices, order, overlaps, ids, sums and a focus from nowhere are each named."""
    event = example()
    _set(path, value)(event)
    assert fault in "\n".join(faults_of_event(event))


def test_an_article_record_is_checked_as_bytes_too() -> None:
    """Checks take what is on the wire."""
    validate_article('{"text": "Où ça ?"}'.encode())
    with pytest.raises(AssertionError, match="text"):
        validate_article(b'{"title": "x"}')


def test_the_documented_validator_knows_both_schemas(monkeypatch: pytest.MonkeyPatch) -> None:
    """What docs/clients.md gives to subscribers takes an event and refuses a broken one."""
    root = Path(__file__).parents[2]
    page = (root / "docs" / "clients.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.S)
    (code,) = (block for block in blocks if "Registry" in block)
    monkeypatch.chdir(root)
    names: dict[str, Any] = {}
    exec(code, names)
    broken = example()
    broken["article"]["text"] = 5
    assert names["validator"].is_valid(example())
    assert not names["validator"].is_valid(broken)

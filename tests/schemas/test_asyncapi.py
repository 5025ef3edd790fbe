"""The AsyncAPI document is whole, and says of topics and headers what the code does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry

from pipeline import __version__
from pipeline.flow import STAGES, group_of, topics_of
from pipeline.settings import Settings
from pipeline.stream.headers import dead_letter_headers, event_headers
from pipeline.stream.origin import Origin
from tests.schemas.contract import (
    asyncapi,
    base,
    registry,
    validate_dead_letter,
    validate_event,
    validate_event_headers,
    validator,
)

DOCUMENT = asyncapi()
ORIGIN = Origin("articles", 3, 1234, 0, "h2x4qXzUSDWFZ2Nq1cXzLg")


def references(node: Any, path: str = "#") -> Iterator[tuple[str, str]]:
    """Every ``$ref`` of the document, with where it stands."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield path, node["$ref"]
        for key, value in node.items():
            yield from references(value, f"{path}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from references(value, f"{path}/{index}")


def resolve(reference: str) -> Any:
    """What a reference of the document stands for."""
    known: Registry[Any] = registry()
    return known.resolver(base_uri=base() + "asyncapi.yaml").lookup(reference).contents


def messages() -> list[str]:
    """The names of the messages, in order."""
    return list(DOCUMENT["components"]["messages"])


def test_the_document_has_the_parts_that_asyncapi_3_asks_for() -> None:
    """Version, info, servers, channels, operations and messages are there, and are linked."""
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= DOCUMENT["info"].keys()
    assert set(DOCUMENT) <= {
        *("asyncapi", "id", "info", "defaultContentType", "servers"),
        *("channels", "operations", "components"),
    }
    for server in DOCUMENT["servers"].values():
        assert server["protocol"] == "kafka"
        assert server["host"]
    for channel in DOCUMENT["channels"].values():
        assert channel["address"]
        assert channel["messages"]
    for operation in DOCUMENT["operations"].values():
        assert operation["action"] in ("send", "receive")
        assert operation["channel"]["$ref"].startswith("#/channels/")


def test_every_reference_resolves() -> None:
    """No reader meets a dead link, within the document or into the schemas."""
    found = list(references(DOCUMENT))
    assert len(found) > 20
    for path, reference in found:
        assert resolve(reference), path


def test_the_channels_are_the_topics() -> None:
    """Addresses are the topics that the flow derives, in its order."""
    addresses = tuple(channel["address"] for channel in DOCUMENT["channels"].values())
    assert addresses == topics_of("articles").all


def test_every_channel_is_read_and_written_as_the_flow_says() -> None:
    """Each stage takes from the topic before it and sends to its own; all may put aside."""
    names = list(DOCUMENT["channels"])
    operations = [
        (operation["action"], operation["channel"]["$ref"].removeprefix("#/channels/"))
        for operation in DOCUMENT["operations"].values()
    ]
    expected = [
        pair
        for index, stage in enumerate(STAGES)
        for pair in (("receive", names[index]), ("send", stage.output))
    ]
    assert operations == [*expected, ("send", "dead-letter")]


def test_topics_and_groups_are_those_of_the_default_settings() -> None:
    """Partitions, copies, retention, record sizes and groups are what an untouched setup has."""
    settings = Settings()
    day = 24 * 3600 * 1000
    for name, channel in DOCUMENT["channels"].items():
        topic = resolve(channel["bindings"]["$ref"])["kafka"]
        config = topic["topicConfiguration"]
        days = settings.dead_letter_retention_days if name == "dead-letter" else None
        assert topic["partitions"] == settings.partitions
        assert topic["replicas"] == settings.replication_factor
        assert config["retention.ms"] == (days or settings.retention_days) * day
        assert config["max.message.bytes"] == settings.max_event_bytes
    groups = DOCUMENT["components"]["operationBindings"]
    assert {name: binding["kafka"]["groupId"]["const"] for name, binding in groups.items()} == {
        stage.name: group_of(stage.name, settings) for stage in STAGES
    }


def test_the_version_is_the_package_s() -> None:
    """The document moves with the release."""
    assert DOCUMENT["info"]["version"] == __version__


@pytest.mark.parametrize("name", messages())
def test_the_schemas_of_a_message_are_valid(name: str) -> None:
    """Payloads and headers are JSON Schema 2020-12, inline or in a file."""
    message = DOCUMENT["components"]["messages"][name]
    for part in (message["payload"], message["headers"]):
        Draft202012Validator.check_schema(part.get("schema", part))


def test_the_examples_of_the_messages_obey_their_schemas() -> None:
    """What the document shows is what it allows, offsets included."""
    shown = 0
    for name, message in DOCUMENT["components"]["messages"].items():
        for example in message.get("examples", ()):
            payload = message["payload"]["schema"]["$ref"].removeprefix("./")
            assert not list(validator(payload).iter_errors(example["payload"]))
            if "entities" in example["payload"]:
                validate_event(example["payload"], message["name"].split(".")[1])
            headers = f"asyncapi.yaml#/components/messages/{name}/headers"
            assert not list(validator(headers).iter_errors(example.get("headers", {})))
            shown += 1
    assert shown >= 3


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_event_headers_are_as_documented(stage: Any) -> None:
    """The headers that a stage writes are those that subscribers read about."""
    headers = event_headers(
        ORIGIN,
        event_id="5f8c0a1de92b4c6f9d3e7a10b2c4d6e8",
        source="/articles",
        kind=stage.output,
        now=1679392801.25,
        incoming=[("traceparent", b"00-0af7-b7ad-01"), ("other", b"x")],
    )
    validate_event_headers(headers, stage.output)
    with pytest.raises(AssertionError, match="origin"):
        validate_event_headers([pair for pair in headers if pair[0] != "origin"], stage.output)
    other = next(s.output for s in STAGES if s is not stage)
    with pytest.raises(AssertionError, match="ce_type"):
        validate_event_headers(headers, other)


@pytest.mark.parametrize("origin", [ORIGIN, Origin("articles", 0, 0), None])
def test_dead_letter_headers_are_as_documented(origin: Origin | None) -> None:
    """The headers of a dead letter are those that its readers read about."""
    headers = dead_letter_headers(
        origin,
        stage="entities",
        error="not-json",
        message="The record is not JSON." * 100,
        topic="articles",
        partition=3,
        offset=1234,
        attempts=1,
        now=1679392801.25,
        incoming=[("desk", b"world")],
    )
    validate_dead_letter(headers)
    with pytest.raises(AssertionError, match="required"):
        validate_dead_letter([pair for pair in headers if pair[0] != "error.offset"])

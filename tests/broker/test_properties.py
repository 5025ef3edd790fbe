"""What the broker and its Java are told."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.broker.properties import LOGGING, format_properties, java_options, server_properties


def test_node_listens_on_loopback_only() -> None:
    """No listener of the node is reachable from another machine."""
    properties = server_properties(9092, 9093)
    hosts = re.findall(r"//([^:,]*):", properties["listeners"] + properties["advertised.listeners"])
    assert set(hosts) == {"127.0.0.1"}
    assert len(hosts) == 3


def test_callers_properties_replace_ours_but_add_listeners() -> None:
    """A plain property is replaced; a listener joins ours, so that readiness can still be asked."""
    properties = server_properties(
        9092,
        9093,
        {"num.io.threads": "9", "listeners": "SAFE://127.0.0.1:1", "a.new.one": "x"},
    )
    assert properties["num.io.threads"] == "9"
    assert properties["a.new.one"] == "x"
    assert properties["listeners"].split(",") == [
        "PLAINTEXT://127.0.0.1:9092",
        "CONTROLLER://127.0.0.1:9093",
        "SAFE://127.0.0.1:1",
    ]


def test_topics_are_never_created_by_accident() -> None:
    """Automatic creation of topics is off."""
    assert server_properties(1, 2)["auto.create.topics.enable"] == "false"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_value_survives_a_properties_file(value: str) -> None:
    """A value with any characters is one line of ASCII and reads back as it was."""
    line = format_properties({"name": value})
    assert line.endswith("\n")
    assert line.isascii()
    assert line.count("\n") == 1
    assert _read_as_java(line.removeprefix("name=").removesuffix("\n")) == value


def _read_as_java(text: str) -> str:
    def unescape(match: re.Match[str]) -> str:
        code = match.group(1)
        return chr(int(code[1:], 16)) if len(code) > 1 else {"n": "\n", "r": "\r"}.get(code, code)

    units = re.sub(r"\\(u[0-9a-f]{4}|.)", unescape, text)
    return units.encode("utf-16-be", "surrogatepass").decode("utf-16-be")


def test_log_is_bounded() -> None:
    """The broker's log rolls over and keeps few files."""
    assert "SizeBasedTriggeringPolicy" in LOGGING
    assert "strategy.max=4" in LOGGING


def test_heap_is_as_asked() -> None:
    """The heap setting reaches Java."""
    assert "-Xmx333m" in java_options(333)

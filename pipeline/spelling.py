"""Says what is wrong with settings, their names and values, in words for people; pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

#: What the names of settings begin with in the environment.
PREFIX: Final = "PIPELINE_"
#: Variables of the environment that are no settings: of a fault of the program, of where Kafka's
#: jars lie, of the tests' faults, and two between `up` and its worker.
OTHERS: Final = frozenset({"DEBUG", "CACHE_DIR", "FAULT", "DIE_WITH_PARENT", "BROKER_WATCHED"})
#: What Kubernetes adds for each service of a namespace; nobody has written it.
SERVICE_LINK: Final = re.compile(r"_SERVICE_(HOST|PORT)|_PORT(_\d+_(TCP|UDP|SCTP)|$)")
#: TCP has no higher port.
MOST_PORT: Final = 65535
#: Parts of names whose values are not repeated.
SECRET: Final = ("password", "secret", "token")

#: What patterns of settings ask for, in words.
NAME_PATTERN: Final = r"^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$"
URL_PATTERN: Final = r"^https?://"
_PATTERNS: Final[Mapping[str, str]] = {
    NAME_PATTERN: "write at most 100 letters of a to z, digits, points, dashes and underscores; "
    "the first is a letter or digit",
    URL_PATTERN: "it begins with https:// (or http://)",
}


def in_words(item: Mapping[str, Any], known: Iterable[str]) -> str:
    """One of pydantic's findings, without its own words for it; ``known`` are the settings."""
    name = ".".join(str(part) for part in item["loc"])
    if item["type"] == "extra_forbidden":
        return f"{name} is no setting{_meant(name, known)}; pipeline check --show lists them"
    message = str(item["msg"]).removeprefix("Value error, ").removeprefix("Input ")
    if item["type"] == "string_pattern_mismatch":
        message = _PATTERNS.get(item["ctx"]["pattern"], message)
    if not name:
        return message
    if any(part in name.lower() for part in SECRET):
        return f"{name}: {message}"
    return f"{name}={item['input']!r}: {message}"


def login_fault(
    protocol: str,
    mechanism: str | None,
    *,
    has_token_file: bool,
    has_token_url: bool,
    has_password: bool,
) -> str | None:
    """What a login to the brokers lacks; None when it is whole, or none is needed.

    ``has_password`` is of user name and password both.
    """
    if not protocol.startswith("SASL"):
        return None
    if mechanism is None:
        return f"security_protocol={protocol} needs sasl_mechanism"
    if mechanism == "OAUTHBEARER":
        if has_token_file == has_token_url:
            return "sasl_mechanism=OAUTHBEARER needs either sasl_token_file or sasl_token_url"
        if has_token_file:
            return None
    if not has_password:
        return f"sasl_mechanism={mechanism} needs sasl_username and sasl_password"
    return None


def address_fault(text: str) -> str | None:
    """What is wrong with ``host:port[,host:port…]``; None when nothing is.

    >>> address_fault("kafka-1:9092, [::1]:9092,kafka-3"), address_fault("")
    (None, None)
    >>> address_fault("kafka:port")
    "'kafka:port' is no host:port: the port is a number from 1 to 65535"
    """
    for address in filter(None, (part.strip() for part in text.split(","))):
        if "/" in address:
            return f"{address!r} is no host:port: leave out what stands before and after it"
        host, colon, port = address.rpartition(":")
        if not colon or address.endswith("]"):
            continue  # a host alone: 9092 is meant
        if not host:
            return f"{address!r} is no host:port: the host is missing"
        if not (port.isascii() and port.isdecimal() and 1 <= int(port[:6]) <= MOST_PORT):
            return f"{address!r} is no host:port: the port is a number from 1 to {MOST_PORT}"
    return None


def strangers(environment: Iterable[str], known: Iterable[str]) -> list[str]:
    """What is wrong with variables that look like settings, and are none: nothing heeds them.

    >>> strangers(["PIPELINE_BROKER", "PIPELINE_PREFIX"], ["brokers", "prefix"])
    ['PIPELINE_BROKER is no setting (did you mean PIPELINE_BROKERS?)']
    """
    names, found = set(known), []
    for variable in sorted(environment):
        name = variable.upper().removeprefix(PREFIX)
        if variable.upper() == name or name in OTHERS or SERVICE_LINK.search(variable):
            continue
        if name.lower() not in names:
            meant = _meant(name, names, lambda near: f"{PREFIX}{near.upper()}")
            found.append(f"{variable} is no setting{meant}")
    return found


def _meant(name: str, known: Iterable[str], spelled: Callable[[str], str] = str) -> str:
    near = difflib.get_close_matches(name.lower(), sorted(known), n=1)
    return f" (did you mean {spelled(near[0])}?)" if near else ""

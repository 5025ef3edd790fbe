"""What a user may do, asked of the brokers beforehand: a missing right is named, not run into.

Brokers tell with each topic and group which operations they would allow (KIP-430). Where they do
not tell, everything counts as allowed: the operation itself will show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kafka.admin import KafkaAdminClient
from kafka.errors import (
    GroupAuthorizationFailedError,
    GroupIdNotFoundError,
    TopicAuthorizationFailedError,
    UnknownTopicOrPartitionError,
)

from pipeline.clients.faults import ClientError
from pipeline.clients.lag import patiently

_UNKNOWN: Final = UnknownTopicOrPartitionError.errno
_HIDDEN: Final = TopicAuthorizationFailedError.errno


def existing(admin: KafkaAdminClient, names: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """The topics of these names as the brokers describe them; those that do not exist are missing.

    Raises `ClientError` for topics that this user may not even see.
    """
    found = {topic["name"]: topic for topic in admin.describe_topics(list(names))}
    hidden = [name for name in names if name in found and found[name]["error_code"] == _HIDDEN]
    if hidden:
        raise ClientError(_ask(admin, [("Describe", "topic", name) for name in hidden]))
    return {
        name: found[name]
        for name in names
        if name in found and found[name]["error_code"] != _UNKNOWN
    }


def topic_for(admin: KafkaAdminClient, name: str, operation: str) -> Mapping[str, Any]:
    """One topic that this user may do ``operation`` on; raises `ClientError` without it."""
    topics = existing(admin, [name])
    if name not in topics:
        raise ClientError(f"The topic {name} does not exist. Create it: pipeline topics create")
    require(admin, topics, {name: (operation,)})
    return topics[name]


def require(
    admin: KafkaAdminClient,
    topics: Mapping[str, Mapping[str, Any]],
    needs: Mapping[str, Iterable[str]],
    groups: Sequence[str] = (),
) -> None:
    """Raise `ClientError` naming each right that this user lacks.

    ``needs`` maps topics, as `existing` gives them, to operations such as ``Read``; the user must
    be able to join each of ``groups``.
    """
    lacking = [
        (operation, "topic", name)
        for name, operations in needs.items()
        for operation in operations
        if not _allows(topics.get(name, {}), operation)
    ]
    lacking += [("Read", "group", group) for group in groups if not _may_join(admin, group)]
    if lacking:
        raise ClientError(_ask(admin, lacking))


def _may_join(admin: KafkaAdminClient, group: str) -> bool:
    try:
        described = patiently(lambda: admin.describe_groups([group]))[group]
    except GroupAuthorizationFailedError:
        return False
    except GroupIdNotFoundError:
        return True  # it may be described, and does not exist yet
    return _allows(described, "Read")


def _allows(described: Mapping[str, Any], operation: str) -> bool:
    allowed = described.get("authorized_operations")
    return allowed is None or operation.upper() in allowed


def _ask(admin: KafkaAdminClient, lacking: Sequence[tuple[str, str, str]]) -> str:
    rights = ", ".join(f"{operation} on {kind} {name}" for operation, kind, name in lacking)
    user = admin.config.get("sasl_plain_username")
    return (
        f"The brokers do not let {f'user {user}' if user else 'this user'} do that. Missing: "
        f"{rights}. docs/operations.md lists the rights that each kind of user needs."
    )

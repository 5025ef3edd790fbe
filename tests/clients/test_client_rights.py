"""Missing rights are named before anything starts; what brokers do not tell counts as allowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from kafka.errors import GroupAuthorizationFailedError, GroupIdNotFoundError

from pipeline.clients.faults import ClientError
from pipeline.clients.rights import existing, require, topic_for


class Admin:
    """Answers as the brokers answer a user named `desk`."""

    config = {"sasl_plain_username": "desk"}  # noqa: RUF012 - a constant of the fake

    def describe_topics(self, names: Sequence[str]) -> list[dict[str, Any]]:
        known: dict[str, dict[str, Any]] = {
            "seen": {"error_code": 0, "authorized_operations": ["DESCRIBE", "READ"]},
            "old-broker": {"error_code": 0, "authorized_operations": None},
            "hidden": {"error_code": 29, "authorized_operations": None},
        }
        missing = {"error_code": 3, "authorized_operations": None}
        return [{"name": name, **known.get(name, missing)} for name in names]

    def describe_groups(self, groups: Sequence[str]) -> dict[str, dict[str, Any]]:
        (group,) = groups
        if group == "hidden":
            raise GroupAuthorizationFailedError
        if group == "new":
            raise GroupIdNotFoundError
        allowed = ["DESCRIBE"] if group == "closed" else ["DESCRIBE", "READ"]
        return {group: {"authorized_operations": allowed}}


def test_topics_that_do_not_exist_are_no_matter_of_rights() -> None:
    """Missing is missing; hidden is a right that is missing."""
    assert set(existing(Admin(), ["seen", "gone", "old-broker"])) == {"seen", "old-broker"}
    with pytest.raises(ClientError, match=r"user desk .*Describe on topic hidden"):
        existing(Admin(), ["seen", "hidden"])


@pytest.mark.parametrize(
    ("topic", "operation", "says"),
    [("seen", "Write", "Write on topic seen"), ("gone", "Read", "topics create")],
)
def test_one_topic_is_there_and_allowed(topic: str, operation: str, says: str) -> None:
    """Or the mend is said."""
    assert topic_for(Admin(), "seen", "Read")["error_code"] == 0
    assert topic_for(Admin(), "old-broker", "Write")["error_code"] == 0
    with pytest.raises(ClientError, match=says):
        topic_for(Admin(), topic, operation)


def test_every_missing_right_is_named_at_once() -> None:
    """Topics and groups, in one sentence, so that one request to the administrator will do."""
    topics = existing(Admin(), ["seen", "old-broker"])
    needs = {"seen": ["Read", "Write"], "old-broker": ["Write"]}
    require(Admin(), topics, {"seen": ["Read"]}, ["open", "new"])
    with pytest.raises(ClientError) as raised:
        require(Admin(), topics, needs, ["open", "new", "closed", "hidden"])
    told = "Missing: Write on topic seen, Read on group closed, Read on group hidden."
    assert told in str(raised.value)

"""Creates, describes and widens the topics, all with the same number of partitions.

An article stays on its partition number from end to end, so the topics must be equally wide; a
stage whose output topic lacked its input's partition could not write at all.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient
from kafka.errors import KafkaError, TopicAlreadyExistsError

from pipeline.clients.config import BATCH_OVERHEAD
from pipeline.clients.faults import ClientError
from pipeline.clients.lag import PATIENCE_S
from pipeline.clients.rights import existing
from pipeline.flow import Topics
from pipeline.settings import Settings

DAY_MS: Final = 24 * 60 * 60 * 1000
#: Copies that must be in sync for a write to count, on a cluster of three or more: one broker may
#: fail without stopping the stream or losing what was acknowledged.
MIN_IN_SYNC: Final = 2


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as the broker has it: ``differs`` maps settings to (what it has, what it should)."""

    name: str
    partitions: int
    replicas: int
    id: str
    offline: tuple[int, ...] = ()
    differs: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def wanted_config(name: str, topics: Topics, settings: Settings) -> dict[str, str]:
    """The broker-side settings of a topic."""
    dead = name == topics.dead_letter
    days = settings.dead_letter_retention_days if dead else settings.retention_days
    config = {
        "cleanup.policy": "delete",
        "retention.ms": str(int(days * DAY_MS)),
        # The broker counts a whole batch: the largest record, its headers and framing.
        "max.message.bytes": str(settings.max_event_bytes + BATCH_OVERHEAD),
        "compression.type": "producer",
        "message.timestamp.type": "CreateTime",
    }
    if settings.replication_factor >= MIN_IN_SYNC + 1:
        config["min.insync.replicas"] = str(MIN_IN_SYNC)
    return config


def describe(admin: KafkaAdminClient, topics: Topics, settings: Settings) -> list[Topic]:
    """Those of the topics that exist, in the order of the flow."""
    found = existing(admin, topics.all)
    configs = _configs(admin, list(found)) if found else {}
    described = []
    for name in topics.all:
        if name in found:
            wanted = wanted_config(name, topics, settings)
            described.append(_topic(found[name], configs.get(name, {}), wanted))
    return described


def ensure(admin: KafkaAdminClient, topics: Topics, settings: Settings) -> list[Topic]:
    """Create the topics that are missing, and describe all of them.

    Where some exist, the others are made as wide. Several processes may do this at once. Raises
    `ClientError` when existing topics are not equally wide.
    """
    found = describe(admin, topics, settings)
    width = common_width(found) or settings.partitions
    missing = [name for name in topics.all if name not in {topic.name for topic in found}]
    if missing:
        new = {
            name: {
                "num_partitions": width,
                "replication_factor": settings.replication_factor,
                "configs": wanted_config(name, topics, settings),
            }
            for name in missing
        }
        for name, options in new.items():
            try:
                admin.create_topics({name: options})
            except TopicAlreadyExistsError:
                continue  # another process was quicker; what it made is looked at below
        admin.wait_for_topics(missing)
        found = describe(admin, topics, settings)
        common_width(found)
    return found


def common_width(found: Sequence[Topic]) -> int | None:
    """The number of partitions that all topics have; None when there are none.

    Raises `ClientError` when they differ, and says how to mend it.
    """
    widths = {topic.partitions for topic in found}
    if len(widths) > 1:
        each = ", ".join(f"{topic.name} {topic.partitions}" for topic in found)
        raise ClientError(
            f"The topics have different numbers of partitions ({each}), and an article must find "
            f"its partition in each. Mend it: pipeline topics widen {max(widths)}"
        )
    return widths.pop() if widths else None


def widening(found: Sequence[Topic], topics: Topics, partitions: int) -> list[str]:
    """The topics that must be widened to ``partitions``, in the order that is safe.

    The topics that a stage writes come before the one that it reads: a record must never arrive
    on a partition whose output does not exist yet. So: dead letters, then from the last output
    back to ``articles``. Interrupted, it is run again. Raises `ClientError` where Kafka cannot.
    """
    widths = {topic.name: topic.partitions for topic in found}
    missing = [name for name in topics.all if name not in widths]
    if missing:
        raise ClientError(f"{', '.join(missing)} do not exist. First: pipeline topics create")
    wider = {name: width for name, width in widths.items() if width > partitions}
    if wider:
        raise ClientError(
            f"{', '.join(f'{name} has {width}' for name, width in wider.items())} partitions, and "
            f"Kafka can add partitions but never take any away. Use {max(widths.values())} or more."
        )
    order = (topics.dead_letter, *reversed(topics.outputs), topics.articles)
    return [name for name in order if widths[name] < partitions]


def widen(
    admin: KafkaAdminClient, topics: Topics, settings: Settings, partitions: int
) -> list[str]:
    """Give every topic ``partitions`` partitions, one topic after the other; those changed.

    From then on an article id may belong to another partition: versions of one article from
    before and after are not ordered among each other.
    """
    order = widening(describe(admin, topics, settings), topics, partitions)
    for name in order:
        admin.create_partitions({name: partitions})
        _until_told(admin, name, partitions)
    return order


def _until_told(admin: KafkaAdminClient, name: str, partitions: int) -> None:
    """Wait until the brokers tell of new partitions: the controller had them a moment before.

    Raises `ClientError` when they do not, within `PATIENCE_S`.
    """
    deadline = time.monotonic() + PATIENCE_S
    while len(existing(admin, [name])[name]["partitions"]) < partitions:
        if time.monotonic() > deadline:
            raise ClientError(
                f"{name} was given {partitions} partitions, and the brokers do not tell of them "
                f"after {PATIENCE_S:g} s. Run it again: pipeline topics widen {partitions}"
            )
        time.sleep(0.1)


def align(admin: KafkaAdminClient, topics: Topics, settings: Settings) -> list[str]:
    """Give existing topics the settings that they should have; those changed."""
    changed = [topic for topic in describe(admin, topics, settings) if topic.differs]
    for topic in changed:
        configs = {name: wanted for name, (_, wanted) in topic.differs.items()}
        admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic.name, configs)])
    return [topic.name for topic in changed]


def _configs(admin: KafkaAdminClient, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    try:
        found = admin.describe_configs(resources, config_filter="all")
    except KafkaError:  # the right to read settings is a right of its own
        return {}
    return dict(found.get("topic", {}))


def _topic(
    described: Mapping[str, Any], config: Mapping[str, Any], wanted: Mapping[str, str]
) -> Topic:
    partitions = described["partitions"]
    has = {name: str(entry.get("value")) for name, entry in config.items()}
    return Topic(
        name=described["name"],
        partitions=len(partitions),
        replicas=min((len(part["replica_nodes"]) for part in partitions), default=0),
        id=str(described.get("topic_id", "")),
        offline=tuple(part["partition_index"] for part in partitions if part["leader_id"] < 0),
        differs={
            name: (has[name], value)
            for name, value in wanted.items()
            if name in has and has[name] != value
        },
    )

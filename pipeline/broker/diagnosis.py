"""Reads why Kafka ended from the last lines of its log. Pure."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final


class Cause(Enum):
    """What a log says went wrong."""

    PORT = "port"
    DISK_FULL = "disk full"
    DAMAGED = "damaged"
    OTHER = "other"


_SIGNS: Final = (
    (Cause.DISK_FULL, ("No space left on device", "Disk quota exceeded")),
    (Cause.PORT, ("Address already in use", "BindException")),
    (
        Cause.DAMAGED,
        (
            "meta.properties",
            "InconsistentClusterIdException",
            "InconsistentNodeIdException",
            "KafkaStorageException",
            "CorruptRecordException",
            "CorruptSnapshotException",
            "CorruptIndexException",
            "InvalidRecordException",
            "Error while loading log",
            "Error deserializing",
            "No `meta.properties` found",
            "Unknown metadata.version",
        ),
    ),
)
_ERROR: Final = re.compile(r"(?:^|\s)(?:ERROR|FATAL)\s|Exception|Error:|error:")


def diagnose(log: str) -> tuple[Cause, str]:
    """The cause that `log` shows, and the line (at most 300 characters) that says so best."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    for cause, signs in _SIGNS:
        for line in lines:
            if _ERROR.search(line) and any(sign in line for sign in signs):
                return cause, line[:300]
    errors = [line for line in lines if _ERROR.search(line) and not line.startswith("at ")]
    return Cause.OTHER, (errors[0] if errors else lines[-1] if lines else "")[:300]

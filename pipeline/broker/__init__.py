"""The embedded Apache Kafka: locate or download it, start it, find it, stop it."""

from pipeline.broker.errors import (
    BrokerError,
    BrokerFailed,
    BrokerKilled,
    ChecksumMismatch,
    DataFolderDamaged,
    DataFolderInUse,
    DataFolderUnusable,
    DiskFull,
    DownloadFailed,
    PortTaken,
    RuntimeMissing,
)
from pipeline.broker.folder import Running, find, find_running
from pipeline.broker.progress import Progress, Step
from pipeline.broker.runtime import Runtime, default_cache, prepare
from pipeline.broker.server import Broker

__all__ = [
    "Broker",
    "BrokerError",
    "BrokerFailed",
    "BrokerKilled",
    "ChecksumMismatch",
    "DataFolderDamaged",
    "DataFolderInUse",
    "DataFolderUnusable",
    "DiskFull",
    "DownloadFailed",
    "PortTaken",
    "Progress",
    "Running",
    "Runtime",
    "RuntimeMissing",
    "Step",
    "default_cache",
    "find",
    "find_running",
    "prepare",
]

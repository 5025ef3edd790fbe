"""Reads the lock file: which jars make up the embedded Kafka, with size and SHA-256 of each. Pure.

A line is ``group:artifact:version bytes sha256``; ``python -m pipeline.broker.relock`` writes the
file. Downloads are checked against it, so that what runs here is what was tested.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Final

FILE: Final = "kafka.lock"
KAFKA: Final = ("org.apache.kafka", "kafka_2.13")


@dataclass(frozen=True, slots=True)
class Jar:
    """One locked jar; `size` in bytes, `sha256` in lower-case hexadecimal."""

    group: str
    artifact: str
    version: str
    size: int
    sha256: str

    @property
    def filename(self) -> str:
        """Its name in the cache folder, and in Maven repositories."""
        return f"{self.artifact}-{self.version}.jar"


def read_lock() -> tuple[Jar, ...]:
    """The jars of the lock file that comes with this package."""
    return parse_lock(resources.files(__package__).joinpath(FILE).read_text("utf-8"))


def parse_lock(text: str) -> tuple[Jar, ...]:
    """The jars that `text` names, in its order.

    >>> parse_lock("# why\\norg.a:b:1.0 12 " + "0" * 64)[0].filename
    'b-1.0.jar'
    """
    lines = (line.strip() for line in text.splitlines())
    return tuple(_parse_line(line) for line in lines if line and not line.startswith("#"))


def _parse_line(line: str) -> Jar:
    try:
        coordinate, size, sha256 = line.split()
        group, artifact, version = coordinate.split(":")
        if len(bytes.fromhex(sha256)) != 32:
            raise ValueError(sha256)
        return Jar(group, artifact, version, int(size), sha256.lower())
    except ValueError:
        raise ValueError(f"not a line of {FILE}: {line!r}") from None


def format_lock(jars: tuple[Jar, ...], comment: str) -> str:
    """The lock file's text: what `parse_lock` reads back."""
    ordered = sorted(jars, key=lambda jar: (jar.group, jar.artifact))
    lines = [f"{jar.group}:{jar.artifact}:{jar.version} {jar.size} {jar.sha256}" for jar in ordered]
    return "\n".join([f"# {line}" for line in comment.splitlines()] + lines) + "\n"


def kafka_version(jars: tuple[Jar, ...]) -> str:
    """The version of the broker itself among `jars`."""
    return next(jar.version for jar in jars if (jar.group, jar.artifact) == KAFKA)

"""Writes the lock file anew: ``python -m pipeline.broker.relock``, after raising a version below.

Needs the Maven repository. Look at the difference before you commit it.
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any, Final

from pipeline.broker.lock import FILE, Jar, format_lock

ENDPOINTS: Final = (
    # 4.3.0: the version that the delivery rule and the fault matrix were tried against.
    "org.apache.kafka:kafka_2.13:4.3.0",
    # Kafka speaks slf4j 1.7 and brings log4j 2.25.4 without the binding between the two: without
    # it the broker's log goes nowhere.
    "org.apache.logging.log4j:log4j-slf4j-impl:2.25.4",
)
COMMENT: Final = """The embedded Apache Kafka: group:artifact:version, bytes, SHA-256 of each jar.
Written by `python -m pipeline.broker.relock`."""


def relock(target: Path) -> tuple[Jar, ...]:
    """Resolve the endpoints with all that they need at run time, and write `target`."""
    from jgo.maven import MavenContext

    with tempfile.TemporaryDirectory() as folder:
        context = MavenContext(repo_cache=Path(folder))
        artifacts: dict[tuple[str, str], Any] = {}
        for (
            endpoint
        ) in ENDPOINTS:  # one by one: together, log4j's parent would rule Kafka's jackson
            wanted = [context.create_dependency(endpoint)]
            _, needed = context.resolver.resolve(wanted)
            for dep in (*wanted, *needed):
                if dep.type == "jar" and dep.scope in (None, "compile", "runtime"):
                    artifacts.setdefault((dep.groupId, dep.artifactId), dep.artifact)
        jars = tuple(_lock(artifact) for artifact in artifacts.values())
    target.write_text(format_lock(jars, COMMENT), "utf-8")
    return jars


def _lock(artifact: Any) -> Jar:
    content = artifact.resolve().read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return Jar(artifact.groupId, artifact.artifactId, artifact.version, len(content), digest)


if __name__ == "__main__":
    relock(Path(__file__).with_name(FILE))

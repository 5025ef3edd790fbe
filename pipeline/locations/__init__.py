"""4. Where: the places that an article names, resolved against a gazetteer, and its focus.

Names are imported on first use, so that reading `VERSION` or the records loads nothing else.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pipeline.locations.annotate import VERSION, annotate
    from pipeline.locations.build import build
    from pipeline.locations.gazetteer import Gazetteer, Record
    from pipeline.locations.layout import GazetteerError

_HOMES: Final = {
    "VERSION": "annotate",
    "annotate": "annotate",
    "build": "build",
    "Gazetteer": "gazetteer",
    "Record": "gazetteer",
    "GazetteerError": "layout",
}

__all__ = ["VERSION", "Gazetteer", "GazetteerError", "Record", "annotate", "build"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"pipeline.locations.{_HOMES[name]}"), name)

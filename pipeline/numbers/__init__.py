"""How much: every number of the text, what it measures and what it counts.

Pure: standard library only.
"""

from __future__ import annotations

from typing import Final

from pipeline.numbers.annotate import annotate

# The version of the grammar: raised whenever the same text may give other numbers.
VERSION: Final = "1.6.0"

__all__ = ["VERSION", "annotate"]

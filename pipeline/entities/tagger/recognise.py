"""Texts in, names out: tokens, descriptions of words, convolutions, repeats, decoding.

Implements `pipeline.entities.recogniser.Recogniser`. Time and memory are linear in the text,
whatever it holds: long texts go through the layers in overlapping windows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from pipeline.entities.recogniser import Span
from pipeline.entities.tagger.chunks import Chunks
from pipeline.entities.tagger.decode import read_spans
from pipeline.entities.tagger.repeats import heard
from pipeline.entities.tagger.tokens import BREAK
from pipeline.entities.tagger.words import Words

#: The model that is shipped with the package.
SHIPPED: Final = Path(__file__).parent / "model"
#: Tokens that go through the layers at once: what stays in a core's cache.
WINDOW: Final = 1536
#: How far the layers see to each side, at most; the windows overlap by it.
REACH: Final = 16
#: A name is never longer, in tokens: what is longer is a list or a heading.
LONGEST_NAME: Final = 20


@dataclass(frozen=True, slots=True)
class NewsRecogniser:
    """A loaded model with its bounded caches of words."""

    session: Any = field(repr=False)
    words: Words = field(repr=False)
    version: str
    calibration: tuple[NDArray[np.float64], NDArray[np.float64]] = field(repr=False)
    chunks: Chunks = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "chunks", Chunks(self.words))

    @property
    def provenance(self) -> Mapping[str, str]:
        """``model`` and ``version``, for the event's provenance."""
        return {"model": "news", "version": self.version}

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        """For each text its names in order, never overlapping, with calibrated confidence."""
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> list[Span]:
        # Each text goes through the layers alone: int8 scales are those of one run, so that a
        # text read beside others could come out otherwise.
        numbers, place = self.chunks.read(text)
        if not numbers:
            return []
        rim = self.words.number(BREAK)  # the network learned texts between breaks
        numbers = [rim, *numbers, rim]
        found = read_spans(heard(np.array(numbers, np.intp), self._scores(numbers)))
        found = [name for name in found if name[1] - name[0] <= LONGEST_NAME]
        chances = np.interp([chance for *_, chance in found], *self.calibration).tolist()
        spans = []
        for (first, last, label, _), chance in zip(found, chances, strict=True):
            # Shifted by the rim's one token; a name that takes in a rim or a break is none.
            if first >= 1 and last <= len(numbers) - 1:
                start, end = place(first - 1)[0], place(last - 2)[1]
                if start < end:
                    spans.append(Span(start, end, label, round(chance, 4)))
        return spans

    def _scores(self, numbers: list[int]) -> NDArray[np.float32]:
        rows = self.words.numbered(numbers)
        if len(rows) <= WINDOW:
            scores: NDArray[np.float32] = self.session.run(None, {"words": rows})[0]
            return scores
        parts = []
        for start in range(0, len(rows), WINDOW):
            first, last = max(start - REACH, 0), min(start + WINDOW + REACH, len(rows))
            (scores,) = self.session.run(None, {"words": rows[first:last]})
            parts.append(scores[start - first : start - first + WINDOW])
        return np.concatenate(parts)


def load(path: Path | None = None) -> NewsRecogniser:
    """The model of a folder, or the one shipped; takes about 0.1 s.

    Raises `FileNotFoundError` where the folder lacks one of its three files.
    """
    folder = path or SHIPPED
    record = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    options = onnxruntime.SessionOptions()
    # One thread each: the pipeline runs one process a core.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        (folder / "layers.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    known, right = np.array(record["calibration"], np.float64).T
    return NewsRecogniser(session, Words(folder / "words.npz"), record["version"], (known, right))

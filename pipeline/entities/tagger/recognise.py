"""Texts in, names out: tokens, descriptions of words, convolutions, decoding.

Implements `pipeline.entities.recogniser.Recogniser`. Time and memory are linear in the text,
whatever it holds: long texts go through the layers in overlapping windows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from pipeline.entities.recogniser import Span
from pipeline.entities.tagger.decode import read_spans
from pipeline.entities.tagger.tokens import BREAK, tokenise
from pipeline.entities.tagger.words import Words

#: The model that is shipped with the package.
SHIPPED: Final = Path(__file__).parent / "model"
#: Tokens that go through the layers at once: what stays in a core's cache.
WINDOW: Final = 1536
#: How far the layers see to each side, at most; the windows overlap by it.
REACH: Final = 16
#: Breaks between texts, so that none sees another: at least the layers' reach.
_GAP: Final = (BREAK,) * REACH
#: A name is never longer, in tokens: what is longer is a list or a heading.
LONGEST_NAME: Final = 20

Token = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class NewsRecogniser:
    """A loaded model with its bounded cache of words."""

    session: Any = field(repr=False)
    words: Words = field(repr=False)
    version: str
    calibration: tuple[NDArray[np.float64], NDArray[np.float64]] = field(repr=False)

    @property
    def provenance(self) -> Mapping[str, str]:
        """``model`` and ``version``, for the event's provenance."""
        return {"model": "news", "version": self.version}

    def recognise(self, texts: Sequence[str]) -> list[list[Span]]:
        """For each text its names in order, never overlapping, with calibrated confidence."""
        self.words.make_room()
        cut = [tokenise(text) for text in texts]
        flat = list(chain.from_iterable((*(token for token, _, _ in t), *_GAP) for t in cut))
        if not flat:
            return []
        spans = read_spans(self._scores(flat))
        return self._sorted_out(spans, cut)

    def _scores(self, flat: list[str]) -> NDArray[np.float32]:
        rows = self.words.rows(flat)
        parts = []
        for start in range(0, len(flat), WINDOW):
            first, last = max(start - REACH, 0), min(start + WINDOW + REACH, len(flat))
            (scores,) = self.session.run(None, {"words": rows[first:last]})
            parts.append(scores[start - first : start - first + WINDOW])
        return np.concatenate(parts)

    def _sorted_out(
        self, spans: Sequence[tuple[int, int, str, float]], cut: Sequence[Sequence[Token]]
    ) -> list[list[Span]]:
        found: list[list[Span]] = [[] for _ in cut]
        if not spans:
            return found
        chances = np.interp([span[3] for span in spans], *self.calibration).tolist()
        number, base, tokens = 0, 0, cut[0]
        for (first, last, label, _), chance in zip(spans, chances, strict=True):
            while first >= base + len(tokens) + REACH:
                base += len(tokens) + REACH
                number += 1
                tokens = cut[number]
            if last - base > len(tokens) or last - first > LONGEST_NAME:
                continue
            start, end = tokens[first - base][1], tokens[last - base - 1][2]
            if start < end:
                found[number].append(Span(start, end, label, round(chance, 4)))
        return found


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

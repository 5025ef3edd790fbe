"""Measures a model on the held-back gold: F1 of whole names, by four classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from pipeline.entities.model import ENTITY_TYPES
from pipeline.entities.tagger.decode import read_spans
from training.blocks import Source
from training.measure_classes import SCORED, coarse
from training.network import Tagger

if TYPE_CHECKING:
    from training.train import Data


def scores_of(model: Tagger, data: Data, ids: np.ndarray) -> np.ndarray:
    """The scores of tags of a flat sequence."""
    model.eval()
    with torch.no_grad():
        found: np.ndarray = model(torch.from_numpy(ids.astype(np.int64)), data.lexemes).numpy()
    model.train()
    return found


def figures(model: Tagger, data: Data, source: Source) -> tuple[int, int, int]:
    """(right, predicted, gold) names of the scored classes in the held-back documents."""
    classes = SCORED[source.name]
    right = predicted = wanted = 0
    for start, end in source.held.tolist():
        found = {
            (a, b, coarse(label))
            for a, b, label, _ in read_spans(scores_of(model, data, source.ids[start:end]))
            if coarse(label) in classes
        }
        low, high = np.searchsorted(source.spans[:, 0], (start, end))
        gold = {
            (a - start, b - start, coarse(ENTITY_TYPES[kind]))
            for a, b, kind in source.spans[low:high].tolist()
            if coarse(ENTITY_TYPES[kind]) in classes
        }
        right += len(found & gold)
        predicted += len(found)
        wanted += len(gold)
    return right, predicted, wanted


def measure(model: Tagger, data: Data) -> str:
    """A line of F1, one figure a source."""
    parts = []
    sums = np.zeros(3, int)
    for source in data.sources:
        if source.name in SCORED and len(source.held):
            right, predicted, wanted = found = figures(model, data, source)
            sums += found
            parts.append(f"{source.name[5:]} {200 * right / max(1, predicted + wanted):.1f}")
    return f"{' '.join(parts)} all {200 * sums[0] / max(1, sums[1] + sums[2]):.2f}"

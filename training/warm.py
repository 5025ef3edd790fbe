"""Reads a shipped model back for training: ``python -m training.warm FOLDER OUT.pt``.

What was exported as int8 is near enough to what was trained to go on from: a warm start takes
minutes where a cold one takes an hour. The frozen vectors and their keys are in the same file, so
that ``vectors.npz`` and ``glove.npz`` can be written from it too.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.network import Shape

#: The tables of known words inside ``words.npz``, as `training.vectors` and `training.glove` make
#: them.
KNOWN = {
    "vectors.npz": ("keys", "rows", "vectors"),
    "glove.npz": ("glove_keys", "glove_codes", "glove_book"),
}


def embedding_state(data: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    """The parameters of `training.network.Embedding`."""
    state = {}
    for name in ("word", "piece", "shape"):
        scale = data[f"{name}_scale"].astype(np.float32)[:, None]
        state[f"{name}.weight"] = data[name].astype(np.float32) * scale
    for name in ("mix.weight", "mix.bias", "norm.weight", "norm.bias"):
        state[name] = data[name.replace(".", "_")]
    vectors = data["vectors"].astype(np.float32) / 32
    state["vectors"] = np.concatenate([vectors, np.zeros_like(vectors[:1])])
    if "glove_book" in data:
        book = data["glove_book"].astype(np.float32) / 32
        state["book"] = np.pad(book, ((0, 0), (0, 1), (0, 0)))
    return {f"embedding.{name}": torch.from_numpy(array) for name, array in state.items()}


def layers_state(graph: onnx.GraphProto) -> dict[str, torch.Tensor]:
    """The parameters of `training.network.Layers`, from quantised and plain products."""
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    state: dict[str, np.ndarray] = {}
    for name, array in arrays.items():
        stem = name.removesuffix("_quantized")
        plain = stem.removesuffix("_Transposed")
        if stem != name:
            scale = arrays[f"{stem}_scale"].astype(np.float32)
            zero = arrays[f"{stem}_zero_point"].astype(np.int32)
            array = (array.astype(np.int32) - zero).astype(np.float32) * scale
        if plain.endswith((".weight", ".bias")):
            state[plain] = array.T if stem != plain else array
    return {f"layers.{name}": torch.from_numpy(np.array(a)) for name, a in state.items()}


def main() -> None:
    """Writes ``OUT.pt`` for ``train --start``, and tables of known words that are missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    with np.load(given.folder / "words.npz") as file:
        data = {name: file[name] for name in file.files}
    state = embedding_state(data) | layers_state(onnx.load(given.folder / "layers.onnx").graph)
    record = json.loads((given.folder / "model.json").read_text())
    shape = Shape(width=record["width"], dilations=tuple(record["dilations"]))
    torch.save({"model": state, "shape": shape.record()}, given.out)
    for file_name, names in KNOWN.items():
        known = given.out.with_name(file_name)
        if not known.exists() and names[0] in data:
            np.savez(known, **{name: data[name] for name in names})
    print(f"{len(state)} tensors, version {record['version']}")


if __name__ == "__main__":
    main()

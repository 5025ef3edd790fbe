"""Writes a trained model for the runner: ``python -m training.export MODEL.pt FOLDER``.

``words.npz`` holds what describes a word, its tables as int8 with one scale a row; ``layers.onnx``
the layers above, int8 with dynamic scales; ``model.json`` the sizes, version and calibration.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.graph import quicker
from training.network import Known, Layers, Shape, Tagger
from training.vectors import known_words


def load_model(path: Path, known: Known) -> Tagger:
    """A trained model, ready to be used."""
    saved = torch.load(path)
    record = saved["shape"]
    model = Tagger(Shape(**record | {"dilations": tuple(record["dilations"])}), known)
    model.load_state_dict(saved["model"])
    return model.eval()


def small(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A table as int8 with one scale a row."""
    scale = np.abs(table).max(1, keepdims=True) / 127 + 1e-12
    return np.round(table / scale).astype(np.int8), scale[:, 0].astype(np.float16)


def words_file(model: Tagger, known: Known, path: Path) -> None:
    """Everything that the description of a word needs."""
    state = {k: v.detach().numpy() for k, v in model.embedding.state_dict().items()}
    arrays: dict[str, Any] = dict(known)
    for name in ("word", "piece", "shape"):
        table, scale = small(state[f"{name}.weight"])
        arrays[name], arrays[f"{name}_scale"] = table, scale
    for name in ("mix.weight", "mix.bias", "norm.weight", "norm.bias"):
        arrays[name.replace(".", "_")] = state[name].astype(np.float32)
    np.savez(path, **arrays)


def layers_file(layers: Layers, width: int, path: Path) -> None:
    """The convolutions as ONNX, quantised."""
    example = torch.randn(50, width)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            layers.eval(),
            (example,),
            str(whole),
            input_names=["words"],
            output_names=["scores"],
            dynamic_axes={"words": {0: "tokens"}, "scores": {0: "tokens"}},
            dynamo=False,
        )
        last = [n.name for n in onnx.load(str(whole)).graph.node if n.op_type == "Gemm"][-1]
        quantize_dynamic(
            str(whole), str(path), weight_type=QuantType.QInt8, nodes_to_exclude=[last]
        )
    path.write_bytes(quicker(path.read_bytes()))


def main() -> None:
    """Exports one model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, default=Path(".data/work"))
    parser.add_argument("--version", required=True)
    given = parser.parse_args()
    known = known_words(given.work)
    model = load_model(given.model, known)
    given.folder.mkdir(parents=True, exist_ok=True)
    words_file(model, known, given.folder / "words.npz")
    layers_file(model.layers, model.size.width, given.folder / "layers.onnx")
    size = model.size
    record = {"name": "news", "version": given.version, "width": size.width}
    record["dilations"] = list(size.dilations)
    target = given.folder / "model.json"
    calibration = json.loads(target.read_text()).get("calibration") if target.exists() else None
    record["calibration"] = calibration or [[0.0, 0.0], [1.0, 1.0]]
    target.write_text(json.dumps(record, indent=1) + "\n")
    for file in sorted(given.folder.iterdir()):
        print(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

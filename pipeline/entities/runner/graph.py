"""The convolutions and the scores outside names, as an ONNX graph. Used at export alone.

Input ``rows`` (tokens, width), texts apart by rows of zeros. Outputs, for each row: ``tokens``
(the encoder's output after the parser's own projection) and ``outside`` (the score of each move
that is possible outside a name, where the next token is all that the parser looks at).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

from pipeline.entities.runner.weights import Floats, Maxout


@dataclass(frozen=True, slots=True)
class Network:
    """The layers: residual maxout windows, a projection, the hidden layer and its scores.

    ``here`` (width, hidden * pieces); ``outside_bias`` holds the hidden layer's bias and what
    the absent first and last token of a name add; ``scores`` (moves outside, hidden).
    """

    windows: tuple[Maxout, ...]
    projection: tuple[Floats, Floats] | None
    here: Floats
    pieces: int
    outside_bias: Floats
    scores: Floats
    score_bias: Floats


class _Builder:
    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [output], name=output, **attributes))
        return output


def build(network: Network, width: int, *, int8: bool = False) -> bytes:
    """The serialised graph; with ``int8`` the windows' weights and inputs are quantised."""
    graph = _Builder()
    graph.constant("axis1", np.array([1], np.int64))
    value = "rows"
    for i, layer in enumerate(network.windows):
        value = _window(graph, value, layer, f"w{i}", int8=int8)
    if network.projection is not None:
        weight, bias = network.projection
        value = _affine(graph, value, weight.T, bias, "tokens")
    else:
        value = graph.add("Identity", [value], "tokens")
    here = graph.add("MatMul", [value, graph.constant("hidden.W", network.here)], "hidden.product")
    hidden = graph.add("Add", [here, graph.constant("hidden.b", network.outside_bias)], "hidden")
    hidden = _best_piece(graph, hidden, network.pieces, "hidden.max")
    _affine(graph, hidden, network.scores.T, network.score_bias, "outside")
    serialised: bytes = _model(graph, width).SerializeToString()
    return serialised


def _window(graph: _Builder, value: str, layer: Maxout, name: str, *, int8: bool) -> str:
    """value + norm(maxout(the row before, the row, the row after))."""
    weight = layer.weight.T
    if int8:
        product = _quantised_product(graph, value, weight, name)
        product = graph.add(
            "Add", [product, graph.constant(f"{name}.b", layer.bias)], f"{name}.biased"
        )
    else:
        joined = _joined(graph, value, name, np.zeros((), np.float32))
        product = _affine(graph, joined, weight, layer.bias, f"{name}.product")
    best = _best_piece(graph, product, layer.pieces, f"{name}.max")
    if layer.norm is not None:
        gain = graph.constant(f"{name}.g", layer.norm.gain)
        shift = graph.constant(f"{name}.s", layer.norm.bias)
        # 1e-8 is what thinc adds to the variance
        best = graph.add(
            "LayerNormalization", [best, gain, shift], f"{name}.norm", axis=-1, epsilon=1e-8
        )
    return graph.add("Add", [value, best], f"{name}.out")


def _joined(graph: _Builder, value: str, name: str, zero: npt.NDArray[Any]) -> str:
    """Each row with the one before and the one after it; beyond the ends there are ``zero``."""
    before = graph.constant(f"{name}.before", np.array([1, 0, -1, 0], np.int64))
    after = graph.constant(f"{name}.after", np.array([-1, 0, 1, 0], np.int64))
    fill = graph.constant(f"{name}.zero", zero)
    left = graph.add("Pad", [value, before, fill], f"{name}.left")
    right = graph.add("Pad", [value, after, fill], f"{name}.right")
    return graph.add("Concat", [left, value, right], f"{name}.joined", axis=1)


def _quantised_product(graph: _Builder, value: str, weight: Floats, name: str) -> str:
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-12).astype(np.float32) / np.float32(127)
    whole = np.clip(np.rint(weight / scale), -127, 127).astype(np.int8)
    names = [f"{name}.q", f"{name}.q.scale", f"{name}.q.zero"]
    graph.nodes.append(
        helper.make_node("DynamicQuantizeLinear", [value], names, name=f"{name}.quantise")
    )
    parts = []
    # padding must be the batch's zero point: slices of a product per neighbour do without it
    size = weight.shape[0] // 3
    for i, pads in enumerate(([1, 0, -1, 0], [0, 0, 0, 0], [-1, 0, 1, 0])):
        part = graph.add(
            "MatMulInteger",
            [names[0], graph.constant(f"{name}.W{i}", whole[i * size : (i + 1) * size]), names[2]],
            f"{name}.part{i}",
        )
        if any(pads):
            places = graph.constant(f"{name}.pad{i}", np.array(pads, np.int64))
            part = graph.add("Pad", [part, places], f"{name}.moved{i}")
        parts.append(part)
    total = graph.add("Add", [parts[0], parts[1]], f"{name}.sum01")
    total = graph.add("Add", [total, parts[2]], f"{name}.sum")
    floats = graph.add("Cast", [total], f"{name}.floats", to=TensorProto.FLOAT)
    scales = graph.add("Mul", [names[1], graph.constant(f"{name}.scale", scale)], f"{name}.scales")
    return graph.add("Mul", [floats, scales], f"{name}.scaled")


def _affine(graph: _Builder, value: str, weight: Floats, bias: Floats, name: str) -> str:
    weights = graph.constant(f"{name}.W", weight)
    return graph.add("Gemm", [value, weights, graph.constant(f"{name}.b", bias)], name)


def _best_piece(graph: _Builder, value: str, pieces: int, name: str) -> str:
    if pieces == 1:
        return value
    parts = [f"{name}.{i}" for i in range(pieces)]
    graph.nodes.append(
        helper.make_node("Split", [value], parts, name=f"{name}.split", axis=1, num_outputs=pieces)
    )
    return graph.add("Max", parts, name)


def _model(graph: _Builder, width: int) -> ModelProto:
    def info(name: str, columns: int | None) -> ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["rows", columns])

    proto = helper.make_graph(
        graph.nodes,
        "windows",
        [info("rows", width)],
        [info(name, None) for name in ("tokens", "outside")],
        graph.constants,
    )
    # opset 18 is the first with Split's num_outputs; IR 9 is read by every ONNX Runtime since 1.15
    return helper.make_model(proto, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)

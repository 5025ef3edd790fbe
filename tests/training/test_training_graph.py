"""The layers rewritten to run faster."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
import pytest
from onnx import NodeProto, TensorProto, helper, load_from_string, numpy_helper

from pipeline.entities.tagger.recognise import SHIPPED
from training.graph import quicker

WIDTH = 4


def session(graph: bytes) -> Any:
    return onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])


def operations(graph: bytes) -> list[str]:
    return [node.op_type for node in load_from_string(graph).graph.node]


def graph_of(nodes: list[NodeProto], outputs: list[Any], constants: dict[str, Any]) -> bytes:
    value = helper.make_tensor_value_info("words", TensorProto.FLOAT, ["rows", WIDTH])
    made = helper.make_graph(
        nodes,
        "layers",
        [value],
        outputs,
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    opset = [helper.make_opsetid("", 18)]
    model = helper.make_model(made, opset_imports=opset, ir_version=9)
    whole: bytes = model.SerializeToString()
    return whole


def constant(name: str, value: int) -> NodeProto:
    return helper.make_node(
        "Constant", [], [name], value=numpy_helper.from_array(np.array([value], np.int64))
    )


@pytest.fixture(scope="module", params=[1, 2, 3])
def convolution(request: pytest.FixtureRequest) -> bytes:
    """One layer as it is exported: rows beside those some steps before and after, quantised."""
    step = request.param
    zeros = np.zeros((step, WIDTH), np.float32)
    weights = np.random.default_rng(3).integers(-127, 127, (3 * WIDTH, 5)).astype(np.int8)
    nodes = [
        constant("none", 0),
        constant("step", step),
        constant("less", -step),
        constant("end", 2**62),
        constant("axis", 0),
        helper.make_node("Slice", ["words", "none", "less", "axis"], ["head"]),
        helper.make_node("Slice", ["words", "step", "end", "axis"], ["tail"]),
        helper.make_node("Concat", ["zeros", "head"], ["before"], axis=0),
        helper.make_node("Concat", ["tail", "zeros"], ["after"], axis=0),
        helper.make_node("Concat", ["before", "words", "after"], ["whole"], axis=1),
        helper.make_node("DynamicQuantizeLinear", ["whole"], ["q", "scale", "zero"]),
        helper.make_node("MatMulInteger", ["q", "weights", "zero"], ["product"]),
        helper.make_node("Cast", ["product"], ["real"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["real", "scale"], ["scores"]),
    ]
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", 5])
    return graph_of(nodes, [scores], {"zeros": zeros, "weights": weights})


def test_scores_are_the_same_to_the_last_bit(convolution: bytes) -> None:
    """Whatever the number of tokens, and where no value is below zero."""
    given, made = session(convolution), session(quicker(convolution))
    random = np.random.default_rng(5)
    for tokens in (4, 7, 50, 411):
        for rows in (random.normal(size=(tokens, WIDTH)), random.random((tokens, WIDTH))):
            words = {"words": rows.astype(np.float32)}
            assert (given.run(None, words)[0] == made.run(None, words)[0]).all()


def test_rows_are_quantised_before_they_are_joined(convolution: bytes) -> None:
    """A second time there is nothing to do."""
    made = quicker(convolution)
    names = operations(made)
    assert names.count("Pad") == 2
    assert names.index("DynamicQuantizeLinear") < names.index("Pad") < names.index("Concat")
    assert operations(quicker(made)) == names


def test_the_shipped_layers_are_in_that_form() -> None:
    """Nothing is left to do at load."""
    shipped = (SHIPPED / "layers.onnx").read_bytes()
    assert "Pad" in operations(shipped)
    assert operations(quicker(shipped)) == operations(shipped)


def test_another_graph_stays_as_it_is() -> None:
    """What has no such convolutions computes what it did."""
    node = helper.make_node("Concat", ["words", "words"], ["scores"], axis=1)
    twice = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", 2 * WIDTH])
    assert operations(quicker(graph_of([node], [twice], {}))) == ["Concat"]

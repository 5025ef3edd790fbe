"""The layers rewritten to run faster."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
import pytest
from onnx import TensorProto, helper, load_from_string

from pipeline.entities.tagger.graph import quicker
from pipeline.entities.tagger.recognise import SHIPPED


def session(graph: bytes) -> Any:
    return onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])


@pytest.fixture(scope="module")
def shipped() -> bytes:
    return (SHIPPED / "layers.onnx").read_bytes()


def operations(graph: bytes) -> list[str]:
    return [node.op_type for node in load_from_string(graph).graph.node]


def test_scores_are_the_same_to_the_last_bit(shipped: bytes) -> None:
    """Whatever the number of tokens, and where no value is below zero."""
    given, made = session(shipped), session(quicker(shipped))
    random = np.random.default_rng(5)
    width = given.get_inputs()[0].shape[1]
    for tokens in (3, 4, 7, 50, 411):
        for rows in (random.normal(size=(tokens, width)), random.random((tokens, width))):
            words = {"words": rows.astype(np.float32)}
            assert (given.run(None, words)[0] == made.run(None, words)[0]).all()


def test_convolutions_are_quantised_before_they_are_joined(shipped: bytes) -> None:
    """The shipped graph has the form that is looked for; a second time there is nothing to do."""
    made = quicker(shipped)
    assert operations(made).count("Pad") == 2 * sum(
        op == "ConstantOfShape" for op in operations(shipped)
    )
    assert operations(quicker(made)) == operations(made)


def test_another_graph_stays_as_it_is() -> None:
    """What has no such convolutions computes what it did."""
    value = helper.make_tensor_value_info("words", TensorProto.FLOAT, ["rows", 2])
    twice = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["rows", 4])
    node = helper.make_node("Concat", ["words", "words"], ["scores"], axis=1)
    graph = helper.make_graph([node], "other", [value], [twice])
    opset = [helper.make_opsetid("", 18)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=9).SerializeToString()
    assert operations(quicker(model)) == ["Concat"]

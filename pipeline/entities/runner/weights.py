"""The exported form of a spaCy NER model: arrays and rules in one folder, ours to read.

A folder holds ``weights.npz`` (arrays), ``graph.onnx`` (the convolutions), ``model.json``
(tokenizer rules, norms, labels, where it came from). `Weights` is what they hold, in memory.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from pipeline.entities.runner.chunks import Key, Rules

#: Raised whenever the exported form changes, so that older exports are made again.
FORMAT: Final = 1
GRAPHS: Final = {"fp32": "graph.onnx", "int8": "graph-int8.onnx"}

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Table:
    """One hashed embedding table: ``vectors`` (rows, width), and the seed of its hash."""

    attribute: str
    seed: int
    vectors: Floats


@dataclass(frozen=True, slots=True)
class Norm:
    """Gain and bias of a layer norm."""

    gain: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Maxout:
    """A maxout layer: ``weight`` (pieces * out, in), piece by piece; ``bias`` (pieces * out)."""

    weight: Floats
    bias: Floats
    pieces: int
    norm: Norm | None


@dataclass(frozen=True, slots=True)
class Lexical:
    """What a token alone decides: its attributes' tables, mixed to one row by a maxout layer."""

    tables: tuple[Table, ...]
    mix: Maxout
    norms: Mapping[str, str]
    norms_by_id: Mapping[int, str]
    symbols: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Steps:
    """What scores a step inside a name.

    ``here``, ``first`` and ``last`` (token width, pieces * hidden) weigh the token about to be
    read, the name's first token and the token just read; ``bias`` (pieces * hidden) is added.
    ``upper`` (moves, hidden) and ``upper_bias`` score the moves named in ``moves`` ("B-ORG" …
    "O"; "" for one that is never made).
    """

    here: Floats
    first: Floats
    last: Floats
    bias: Floats
    upper: Floats
    upper_bias: Floats
    pieces: int
    moves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """An exported model."""

    rules: Rules
    lexical: Lexical
    steps: Steps
    context: int
    graph: bytes
    name: str
    version: str


def write(weights: Weights, graphs: Mapping[str, bytes], folder: Path) -> None:
    """Writes the exported form into ``folder``, which exists."""
    lexical, steps = weights.lexical, weights.steps
    norm = lexical.mix.norm
    assert norm is not None
    arrays: dict[str, Any] = {f"table{i}": t.vectors for i, t in enumerate(lexical.tables)}
    arrays |= {"mix": lexical.mix.weight, "mix_bias": lexical.mix.bias}
    arrays |= {"mix_gain": norm.gain, "mix_shift": norm.bias}
    arrays |= {"here": steps.here, "first": steps.first, "last": steps.last, "bias": steps.bias}
    arrays |= {"upper": steps.upper, "upper_bias": steps.upper_bias}
    np.savez(folder / "weights.npz", **arrays)
    for precision, graph in graphs.items():
        (folder / GRAPHS[precision]).write_bytes(graph)
    rules = weights.rules
    plain = {
        "format": FORMAT,
        "name": weights.name,
        "version": weights.version,
        "context": weights.context,
        "moves": steps.moves,
        "step_pieces": steps.pieces,
        "mix_pieces": lexical.mix.pieces,
        "tables": [[table.attribute, table.seed] for table in lexical.tables],
        "norms": lexical.norms,
        "norms_by_id": {str(number): norm for number, norm in lexical.norms_by_id.items()},
        "symbols": lexical.symbols,
        "exceptions": rules.exceptions,
        "patterns": [rules.prefix, rules.suffix, rules.infix, rules.token_match, rules.url_match],
    }
    text = json.dumps(plain, ensure_ascii=False)
    (folder / "model.json").write_text(text, encoding="utf-8", errors="surrogatepass")


def read(folder: Path, precision: str = "fp32") -> Weights:
    """The exported model in ``folder``."""
    plain = json.loads((folder / "model.json").read_text(encoding="utf-8", errors="surrogatepass"))
    with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
        tables = tuple(
            Table(attribute, seed, arrays[f"table{i}"])
            for i, (attribute, seed) in enumerate(plain["tables"])
        )
        norm = Norm(arrays["mix_gain"], arrays["mix_shift"])
        mix = Maxout(arrays["mix"], arrays["mix_bias"], plain["mix_pieces"], norm)
        steps = Steps(
            here=arrays["here"],
            first=arrays["first"],
            last=arrays["last"],
            bias=arrays["bias"],
            upper=arrays["upper"],
            upper_bias=arrays["upper_bias"],
            pieces=plain["step_pieces"],
            moves=tuple(plain["moves"]),
        )
    norms_by_id = {int(number): norm for number, norm in plain["norms_by_id"].items()}
    exceptions = {
        text: tuple(_key(token) for token in tokens) for text, tokens in plain["exceptions"].items()
    }
    return Weights(
        rules=Rules(exceptions, *plain["patterns"]),
        lexical=Lexical(tables, mix, plain["norms"], norms_by_id, plain["symbols"]),
        steps=steps,
        context=plain["context"],
        graph=(folder / GRAPHS[precision]).read_bytes(),
        name=plain["name"],
        version=plain["version"],
    )


def _key(token: str | list[str]) -> Key:
    return token if isinstance(token, str) else (token[0], token[1])

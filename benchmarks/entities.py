"""The cost of recognising names: the fast runner against spaCy, the rules, memory, two processes.

    python benchmarks/entities.py [--articles FILE.jsonl] [--cache FOLDER]

Prints CPU milliseconds for 956 words, the length of a long news article. Without a file of
articles (JSON lines with ``text``) it makes texts of its own, which are easier than real ones.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import psutil

from pipeline.article.model import Article
from pipeline.entities import annotate, annotate_many, load, prepare
from pipeline.entities.loading import find

WORDS = 956
NAMES = ("Angela Merkel", "Ricardo Llerandi", "the World Bank", "Kyiv", "New South Wales", "AT&T")
PLAIN = (
    *("officials", "said", "that", "talks", "over", "the", "new", "law", "would", "go", "on"),
    *("after", "a", "week", "of", "protests", "in"),
)


def made_texts(count: int) -> list[str]:
    """Texts of 956 words, one in eight the beginning of a name."""
    rng = random.Random(1)
    return [
        " ".join(rng.choice(NAMES if rng.random() < 0.12 else PLAIN) for _ in range(WORDS)) + "."
        for _ in range(count)
    ]


def cost(work: Callable[[], object], texts: list[str]) -> float:
    """CPU milliseconds for 956 words."""
    start = time.process_time()
    work()
    spent = time.process_time() - start
    return 1000 * spent / sum(len(text.split()) for text in texts) * WORDS


def in_process(texts: list[str], model: str, cache: Path) -> float:
    """Wall seconds to annotate ``texts`` in this process, once warm."""
    recogniser = load(model, cache=cache)
    recogniser.recognise(texts[:20])
    start = time.perf_counter()
    for number, text in enumerate(texts):
        annotate(Article(str(number), text, ""), recogniser)
    return time.perf_counter() - start


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--model", default="en_core_web_sm")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "bench-models")
    given = parser.parse_args()
    texts = made_texts(60)
    if given.articles:
        with given.articles.open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line, _ in zip(lines, range(150), strict=False)]
    prepare(given.model, given.cache, print)
    print(f"{len(texts)} texts; CPU ms for {WORDS} words")
    for precision in ("fp32", "int8"):
        recogniser = load(given.model, cache=given.cache, precision=precision)
        print(
            f"  fast {precision}, cold   {cost(partial(recogniser.recognise, texts), texts):7.1f}"
        )
        warm = cost(partial(recogniser.recognise, texts), texts)
        print(f"  fast {precision}, warm   {warm:7.1f}")
    whole_stage = load(given.model, cache=given.cache)
    list(annotate_many([Article("0", texts[0], "")], whole_stage))
    articles = [Article(str(i), text, "") for i, text in enumerate(texts)]
    whole = cost(lambda: list(annotate_many(articles, whole_stage)), texts)
    print(f"  stage, rules and all {whole:7.1f}")
    memory = psutil.Process().memory_full_info().uss >> 20
    print(f"  private memory       {memory:7d} MB")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        work = partial(in_process, model=given.model, cache=given.cache)
        (one,) = pool.map(work, [texts])
        two = max(pool.map(work, [texts, texts]))
    print(f"  two processes do {2 * one / two:.2f} times the work of one")
    from pipeline.entities.reference import SpacyRecogniser

    shipped = cost(partial(SpacyRecogniser(find(given.model)).recognise, texts), texts)
    print(f"  spaCy, ner alone     {shipped:7.1f}\n  ratio, fp32 to spaCy {shipped / warm:7.1f}")


if __name__ == "__main__":
    main()

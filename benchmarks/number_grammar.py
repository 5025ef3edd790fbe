"""Measures the numbers grammar: words/s, the curve on hostile text, and values read, beside peers.

    python benchmarks/number_grammar.py --articles FILE.jsonl [--specs FILE.jsonl ...] [--curve]

``--articles`` holds one object a line with ``text``; ``--specs`` one object a line with ``text``
and ``gold``: ``[{"start", "end", "value"}, …]`` (half-open code points; golds without a value are
left out). A gold value is met when an overlapping reading has it. Recognizers-Text, quantulum3
and text2num are measured in the same run where they are installed. Times are CPU time.

(The file is not called numbers.py: run as a script, it would hide the standard library's module.)
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.numbers.annotate import read_text

Reading = tuple[int, int, float]
Reader = Callable[[str], list[Reading]]

HOSTILE = ["9", "one hundred ", "1,", "1.", "1/", "twenty-", "and a half ", "$ ", " ", "a "]


def ours(text: str) -> list[Reading]:
    readings = []
    for quantity in read_text(text):
        values = [quantity.value, quantity.low, quantity.high]
        if quantity.kind in ("date", "time"):
            values = [Decimal(digits) for digits in re.findall(r"\d+", str(quantity.value))]
        readings += [
            (quantity.start, quantity.end, float(value))
            for value in values
            if isinstance(value, Decimal)
        ]
    return readings


def recognizers() -> Reader:
    from recognizers_number import Culture, recognize_number  # type: ignore[import-not-found]

    def read(text: str) -> list[Reading]:
        found = recognize_number(text, Culture.English)
        return [(r.start, r.end + 1, float(r.resolution["value"])) for r in found]

    return read


def quantulum() -> Reader:
    from quantulum3 import parser  # type: ignore[import-not-found]

    return lambda text: [(*q.span, float(q.value)) for q in parser.parse(text)]


def text2num() -> Reader:
    from text_to_num import alpha2digit  # type: ignore[import-not-found]

    def read(text: str) -> list[Reading]:
        # It rewrites the text, so its numbers are taken to stand anywhere.
        digits = re.findall(r"-?\d+(?:\.\d+)?", alpha2digit(text, "en"))
        return [(0, len(text), float(number)) for number in digits]

    return read


def readers() -> Iterator[tuple[str, Reader]]:
    """Ours, then every peer that is installed."""
    yield "this grammar", ours
    for name, load in (
        ("Recognizers-Text", recognizers),
        ("quantulum3", quantulum),
        ("text2num", text2num),
    ):
        try:
            yield name, load()
        except ImportError:
            print(f"{name:18} not installed")


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def words_per_second(read: Reader, texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        read(text)
    return sum(len(text.split()) for text in texts) / (time.process_time() - start)


def recall(read: Reader, records: list[dict[str, Any]]) -> float:
    met = total = 0
    for record in records:
        readings = read(record["text"])
        for gold in record["gold"]:
            if gold.get("value") is None or gold.get("optional"):
                continue
            total += 1
            met += any(
                start < gold["end"]
                and gold["start"] < end
                and math.isclose(value, gold["value"], rel_tol=1e-6)
                for start, end, value in readings
            )
    return 100 * met / total if total else math.nan


def curve() -> None:
    """Milliseconds for 60,000, 120,000 and 240,000 characters of each hostile text."""
    for piece in HOSTILE:
        times = []
        for size in (60_000, 120_000, 240_000):
            text = piece * (size // len(piece))
            start = time.process_time()
            read_text(text)
            times.append(1000 * (time.process_time() - start))
        print(f"{piece!r:16}" + "".join(f"{milliseconds:9.1f}" for milliseconds in times))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=Path)
    options.add_argument("--specs", type=Path, nargs="*", default=[])
    options.add_argument("--sample", type=int, default=100, help="articles for each reader")
    options.add_argument("--curve", action="store_true")
    given = options.parse_args()
    texts = [r["text"] for r in lines(given.articles)[: given.sample]] if given.articles else []
    for name, read in readers():
        speed = f"{words_per_second(read, texts):12,.0f} words/s" if texts else ""
        found = "".join(f"  {p.stem} {recall(read, lines(p)):.1f} %" for p in given.specs)
        print(f"{name:18}{speed}{found}")
    if given.curve:
        curve()


if __name__ == "__main__":
    main()

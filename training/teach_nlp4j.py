"""Has NLP4J label every source, resumably: ``python -m training.teach_nlp4j``.

NLP4J 1.1.3 (Emory University, Apache 2.0) was trained on OntoNotes. Alone it is no better than
CoreNLP, but it errs elsewhere, and in a vote it counts most for persons and places. A teacher
only: nothing of it is shipped. One output line a document, of ``start,end,LABEL``.
"""

from __future__ import annotations

from pathlib import Path

from training.teach_corenlp import arguments, label_sources

JAVA = Path(__file__).with_name("Nlp4jLabels.java")


def main() -> None:
    """Labels by NLP4J, on one thread."""
    given = arguments(__doc__).parse_args()
    command = ["java", "-XX:+UseSerialGC", "-Xmx4g", "-cp", f"{given.jars}/*", str(JAVA)]
    label_sources(given, "nlp4j", command)


if __name__ == "__main__":
    main()

"""Makes the table of known words: ``python -m training.vectors``.

spaCy's md vectors (CC0, made by Explosion from OSCAR, Wikipedia, OpenSubtitles and WMT News
Crawl) map 684,830 words to 20,000 vectors, so that a rare name shares the vector of names like
it. Here the vectors are reduced by PCA and the words to 32-bit keys of their lower case; both are
stored small. The model keeps them frozen, so that what it learns of one name holds for its like.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from pipeline.entities.tagger.features import key
from training.network import Known

DIMENSIONS = 96


def known_words(work: Path) -> Known:
    """The tables of known words of a folder of work: spaCy's and GloVe's."""
    return dict(np.load(work / "vectors.npz")) | dict(np.load(work / "glove.npz"))


def main() -> None:
    """Writes ``keys`` (sorted uint32), ``rows`` (uint16) and ``vectors`` (int8, scaled)."""
    import spacy

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, help="folder of spaCy's md model")
    parser.add_argument("--out", type=Path, default=Path(".data/work/vectors.npz"))
    given = parser.parse_args()
    vocab = spacy.load(given.model, exclude=["tok2vec", "tagger", "parser", "ner"]).vocab
    data = vocab.vectors.data.astype(np.float64)
    data /= np.linalg.norm(data, axis=1, keepdims=True) + 1e-9
    centred = data - data.mean(0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    reduced = centred @ axes[:DIMENSIONS].T
    share = (reduced**2).sum() / (centred**2).sum()
    reduced /= np.abs(reduced).std() * 4 / 127
    rows: dict[int, int] = {}
    # Words in lower case come last, so that they win over their capitalised forms.
    entries = [(vocab.strings[k], row) for k, row in vocab.vectors.key2row.items()]
    for word, row in sorted(entries, key=lambda entry: entry[0] == entry[0].lower()):
        if row >= 0 and " " not in word:
            rows[key(word)] = row
    keys = np.array(sorted(rows), dtype=np.uint32)
    np.savez(
        given.out,
        keys=keys,
        rows=np.array([rows[int(k)] for k in keys], dtype=np.uint16),
        vectors=np.clip(np.round(reduced), -127, 127).astype(np.int8),
    )
    print(f"{len(keys):,} words, {DIMENSIONS} dimensions hold {share:.0%} of the variance")


if __name__ == "__main__":
    main()

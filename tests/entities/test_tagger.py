"""The shipped news model, loaded for real."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from pipeline.entities.model import ENTITY_TYPES
from pipeline.entities.tagger import NewsRecogniser, chunks, load, words
from pipeline.entities.tagger.recognise import REACH, SHIPPED, WINDOW
from pipeline.entities.tagger.words import Words

STORY = (
    "Rescue workers in Mombasa, Kenya, said on Tuesday that Wanjiru Odhiambo, a spokeswoman for "
    "the World Health Organization, had reached the town. French President Emmanuel Macron "
    "spoke to reporters in Paris. Microsoft and the European Commission declined to comment."
)


@pytest.fixture(scope="module")
def news() -> NewsRecogniser:
    return load()


def found(news: NewsRecogniser, text: str) -> set[tuple[str, str]]:
    return {(text[s.start : s.end], s.label) for s in news.recognise([text])[0]}


def test_plain_news_is_read(news: NewsRecogniser) -> None:
    """People, places, peoples and organisations of an invented story are found."""
    assert found(news, STORY) >= {
        ("Mombasa", "GPE"),
        ("Kenya", "GPE"),
        ("Wanjiru Odhiambo", "PERSON"),
        ("World Health Organization", "ORG"),
        ("French", "NORP"),
        ("Emmanuel Macron", "PERSON"),
        ("Paris", "GPE"),
        ("Microsoft", "ORG"),
        ("European Commission", "ORG"),
    }


def test_a_text_is_read_alike_alone_and_among_others(news: NewsRecogniser) -> None:
    """No text sees its neighbours: the same spans, to the last digit of confidence."""
    alone = news.recognise([STORY])
    found = news.recognise(["", STORY, "Vast " * WINDOW, STORY])
    assert [found[1]] == [found[3]] == alone


def test_a_word_is_described_alike_whatever_is_new_beside_it() -> None:
    """Bit for bit, alone or among others in any place: events must not depend on what was read."""
    alone = Words(SHIPPED / "words.npz").rows(["Kenya"])[0]
    together = Words(SHIPPED / "words.npz")
    for place in range(70):
        together.clear()
        names = [f"Name{i}ville" for i in range(place)]
        assert (together.rows([*names, "Kenya", "Mombasa"])[place] == alone).all()


def test_words_are_described_alike_on_one_thread_and_on_several() -> None:
    """Bit for bit: `pipeline enrich` and a process of the pool take other numbers of threads."""
    names = [f"Name{i}ville" for i in range(words._AT_ONCE)]
    with threadpool_limits(1):
        one = Words(SHIPPED / "words.npz").rows(names)
    with threadpool_limits(4):
        several = Words(SHIPPED / "words.npz").rows(names)
    assert (one == several).all()


def test_a_word_of_either_table_is_known_and_of_none_is_not() -> None:
    """spaCy's vectors know "Wikipedia" too; of the town of Vorkuta only GloVe's know; of an
    invented name neither."""
    tables = Words(SHIPPED / "words.npz")
    vectors, known = tables._vectors(["Wikipedia", "VORKUTA", "Qzwvrtxh"])
    web, wire = np.split(vectors, [tables._data["vectors"].shape[1]], axis=1)
    assert known[:, 0].tolist() == [1, 1, 0]
    assert web.any(axis=1).tolist() == [True, False, False]
    assert wire.any(axis=1).tolist() == [True, True, False]


def test_a_model_of_one_table_is_read_as_well(tmp_path: Path) -> None:
    """Folders trained before there were two, which training goes on from, too."""
    with np.load(SHIPPED / "words.npz") as file:
        tables = {name: file[name] for name in file.files if not name.startswith("glove_")}
    web = tables["vectors"].shape[1]
    mix = tables["mix_weight"]
    wire = mix.shape[1] - 1 - np.load(SHIPPED / "words.npz")["glove_book"][:, 0].size
    tables["mix_weight"] = np.concatenate([mix[:, :wire], mix[:, -1:]], axis=1)
    np.savez(tmp_path / "words.npz", **tables)
    vectors, known = Words(tmp_path / "words.npz")._vectors(["Wikipedia", "VORKUTA"])
    assert vectors.shape == (2, web)
    assert known[:, 0].tolist() == [1, 0]
    assert Words(tmp_path / "words.npz").rows(["Kenya"]).shape == (1, len(mix) // 2)


def test_sums_of_descriptions_are_exact() -> None:
    """Whatever order they are added in: every partial sum fits into float64's 53 bits."""
    made = Words(SHIPPED / "words.npz")
    data = made._data
    most = max(
        2 * np.abs(data[f"{name}_scale"].astype(np.float64)).max() * 127
        for name in ("word", "piece", "shape")
    )
    parts = words._GRID * max(most, 127 / 32)  # both tables of known words hold int8 of 1/32
    mixed = parts * np.abs(made._mix).sum(axis=0).max() + np.abs(made._bias).max()
    assert mixed * made._width < 2**53


def test_a_full_cache_is_emptied_between_texts(
    news: NewsRecogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same spans, and no more words kept than one text has."""
    before = news.recognise([STORY])
    news.recognise(["Other words " + " ".join(f"of{i}" for i in range(100))])
    assert len(news.chunks) > 100
    monkeypatch.setattr(chunks, "CHUNKS", 100)
    assert news.recognise([STORY]) == before
    assert len(news.chunks) < 100
    monkeypatch.setattr(words, "CACHE_WORDS", 5)
    assert news.recognise([STORY, STORY]) == before * 2


def test_windows_overlap_by_what_the_layers_see(news: NewsRecogniser) -> None:
    """The layers see at most `REACH` tokens to each side."""
    near = news.words.rows(["a"] * (REACH + 1))
    far = news.words.rows(["a"] * REACH + ["Zurich"])
    (one,) = news.session.run(None, {"words": near})
    (other,) = news.session.run(None, {"words": far})
    # int8 scales are those of a whole run, so that a far word moves a score by a rounding.
    assert abs(one[0] - other[0]).max() < 0.5


def test_confidence_and_labels_are_within_bounds(news: NewsRecogniser) -> None:
    """Each span has a known label and a probability."""
    for span in news.recognise([STORY])[0]:
        assert span.label in ENTITY_TYPES
        assert span.confidence is not None
        assert 0 <= span.confidence <= 1


@given(st.lists(st.text(max_size=400), max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_spans_of_any_text_are_ordered_and_inside(news: NewsRecogniser, texts: list[str]) -> None:
    """One list a text; spans are non-empty, in order, never overlapping, within the text."""
    results = news.recognise(texts)
    assert len(results) == len(texts)
    for text, spans in zip(texts, results, strict=True):
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_the_shipped_model_is_small() -> None:
    """The three files stay within 15 MB."""
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 15_000_000


def test_provenance_names_model_and_version(news: NewsRecogniser) -> None:
    """An event tells which model read it."""
    assert set(news.provenance) == {"model", "version"}

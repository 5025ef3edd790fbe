"""Finding, exporting and opening models."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.entities.loading import ModelError, checksum, find, load, prepare
from pipeline.entities.recogniser import Recogniser
from pipeline.entities.reference import SpacyRecogniser
from pipeline.flow import Enrichment
from pipeline.settings import SettingsError
from pipeline.settings import load as load_settings


def test_importing_the_stage_brings_no_model_library() -> None:
    """Importing pipeline.entities, and running an exported model, needs no spaCy."""
    code = "import pipeline.entities, sys; assert not {'spacy', 'onnxruntime'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_exported_model_runs_without_spacy(fast: Recogniser, model_cache: Path) -> None:
    """Once exported, a model loads and runs in a process that never imports spaCy."""
    code = (
        "import sys; from pathlib import Path; from pipeline.entities import load;"
        f"r = load('en_core_web_sm', cache=Path({str(model_cache)!r}));"
        "assert r.recognise(['Angela Merkel met Emmanuel Macron in Paris.'])[0];"
        "assert not {'spacy', 'thinc', 'onnx'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_missing_model_says_how_to_mend_it(tmp_path: Path) -> None:
    """An unknown model and a folder without a pipeline are refused by name."""
    with pytest.raises(ModelError, match="PIPELINE_MODEL"):
        load("no_such_model", cache=tmp_path)
    with pytest.raises(ModelError, match=r"config\.cfg"):
        load(str(tmp_path), cache=tmp_path)


def test_an_unknown_precision_is_refused(tmp_path: Path) -> None:
    """Whatever the model, by a message that names the setting and its values."""
    for model in ("news", "en_core_web_sm"):
        with pytest.raises(ModelError, match=r"fp32, int8.*PIPELINE_MODEL_PRECISION"):
            load(model, cache=tmp_path, precision="fp16")  # type: ignore[arg-type]


def test_provenance_tells_the_precision(
    fast: Recogniser, reference: Recogniser, model_cache: Path
) -> None:
    """Of a spaCy model, fp32 unless it was asked for int8; both are of one export."""
    exports = list(model_cache.iterdir())
    quick = load("en_core_web_sm", cache=model_cache, precision="int8")
    assert dict(fast.provenance) == dict(reference.provenance)
    assert fast.provenance["precision"] == "fp32"
    assert dict(quick.provenance) == dict(fast.provenance) | {"precision": "int8"}
    assert list(model_cache.iterdir()) == exports


def test_the_setting_reaches_the_event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`model_precision` is what the stage runs with; a wrong one is refused with its choices."""
    monkeypatch.setenv("PIPELINE_MODEL", "en_core_web_sm")
    monkeypatch.setenv("PIPELINE_MODEL_PRECISION", "int8")
    stage = Enrichment(load_settings(data_dir=tmp_path), ["entities"])
    assert stage.provenance["entities"]["precision"] == "int8"
    monkeypatch.setenv("PIPELINE_MODEL_PRECISION", "half")
    with pytest.raises(SettingsError, match=r"model_precision.*'fp32' or 'int8'"):
        load_settings()


def test_our_own_model_is_the_same_at_any_precision(tmp_path: Path) -> None:
    """It is int8 always, and its provenance has nothing to tell."""
    text = "Wanjiru Odhiambo of the World Health Organization was in Mombasa on Tuesday."
    plain, quick = (load("news", cache=tmp_path, precision=p) for p in ("fp32", "int8"))
    assert plain.recognise([text]) == quick.recognise([text])
    assert set(plain.provenance) == set(quick.provenance) == {"model", "version"}


def test_starts_at_once_share_one_export(tmp_path: Path) -> None:
    """Two exports at once end with one finished folder, no remains, and nothing left to do."""
    said: list[str] = []
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: prepare("en_core_web_sm", tmp_path, said.append), range(2)))
    assert [p.name for p in tmp_path.iterdir()] == [f"ner-{checksum(find('en_core_web_sm'))}"]
    told = len(said)
    assert told >= 2
    prepare("en_core_web_sm", tmp_path, said.append)
    assert len(said) == told


def test_a_pipeline_of_another_make_runs_in_spacy(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What the fast runner does not know runs in spaCy itself, and the log says why."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe(
        "ner",
        config={
            "model": {
                "extra_state_tokens": True,
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "hidden_width": 16,
                "maxout_pieces": 2,
                "use_upper": True,
                "nO": None,
                "tok2vec": {
                    "@architectures": "spacy.HashEmbedCNN.v2",
                    "width": 16,
                    "depth": 1,
                    "embed_size": 50,
                    "window_size": 1,
                    "maxout_pieces": 2,
                    "subword_features": True,
                    "pretrained_vectors": None,
                },
            }
        },
    ).add_label("ORG")
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    recogniser = load(str(tmp_path / "model"), cache=tmp_path / "cache", precision="int8")
    assert isinstance(recogniser, SpacyRecogniser)
    assert "extra state tokens" in caplog.text
    assert "runs in fp32" in caplog.text
    assert recogniser.provenance["precision"] == "fp32"


def test_another_pipeline_of_the_same_make_runs_fast(tmp_path: Path) -> None:
    """A small pipeline with a shared tok2vec and other sizes gives spaCy's spans."""
    import spacy

    nlp = spacy.blank("en")
    tok2vec = {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "width": 32,
        "depth": 2,
        "embed_size": 100,
        "window_size": 1,
        "maxout_pieces": 2,
        "subword_features": True,
        "pretrained_vectors": None,
    }
    nlp.add_pipe(
        "ner",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": False,
                "hidden_width": 24,
                "maxout_pieces": 3,
                "use_upper": True,
                "nO": None,
                "tok2vec": tok2vec,
            }
        },
    )
    for label in ("ORG", "PERSON"):
        nlp.get_pipe("ner").add_label(label)
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    fast = load(str(tmp_path / "model"), cache=tmp_path / "cache")
    assert not isinstance(fast, SpacyRecogniser)
    texts = ["Angela Merkel met AT&T in Paris.", "One two three.", "It's Mr. O'Brien's (U.S.)."]
    assert fast.recognise(texts) == SpacyRecogniser(tmp_path / "model").recognise(texts)

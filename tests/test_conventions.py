"""The habits of this code base, as tests: who may import whom, and what must be documented."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

import pytest

from pipeline.flow import STAGES
from pipeline.settings import Settings

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = ROOT / "pipeline"
#: The record folders, in the order of a record's life: each may import those before it.
RECORDS: Final = ("article", "entities", "numbers", "locations", "event")
#: Pure modules of stream/ that clients may read headers with.
SHARED: Final = {"pipeline.stream.origin", "pipeline.stream.headers", "pipeline.stream.again"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Every module that a file imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            if node.module.startswith("pipeline"):
                found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def folder(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_follow_the_rule(path: Path) -> None:
    """Record folders are pure and look only upwards; faust stays in stream/; kafka outside them."""
    own, used = folder(path), imports(path)
    if own in RECORDS:
        allowed = {f"pipeline.{name}" for name in RECORDS[: RECORDS.index(own) + 1]}
        allowed.add("pipeline.mendable")
        ours = {name for name in used if name.startswith("pipeline.")}
        assert all(any(name.startswith(one) for one in allowed) for name in ours), ours
        outside = {"faust", "aiokafka", "kafka", "prometheus_client", "structlog", "pydantic"}
        assert not {name.split(".")[0] for name in used} & outside
    if own != "stream":
        assert "faust" not in {name.split(".")[0] for name in used}
    if own not in ("stream", "cli"):
        reached = {name for name in used if name.startswith("pipeline.stream")} - {
            "pipeline.stream"
        }
        assert all(any(name.startswith(one) for one in SHARED) for name in reached), reached
    if own != "metrics" and own in RECORDS:
        assert not any(name.startswith("pipeline.metrics") for name in used)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_the_command_line_prints(path: Path) -> None:
    """No module outside cli/ calls print or writes to standard output."""
    if folder(path) == "cli" or path.name in ("guard.py", "relock.py"):
        return
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "print" not in calls


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_every_module_says_what_it_does(path: Path) -> None:
    """The first line of each module is a sentence."""
    text = path.read_text(encoding="utf-8")
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), path


def test_every_setting_says_what_it_means() -> None:
    """Settings without a description cannot be used without reading code."""
    assert all(field.description for field in Settings.model_fields.values())


def test_a_stage_has_what_a_stage_needs() -> None:
    """Each stage has its folder, a property in the schema, and mirrored tests."""
    schema = (ROOT / "schemas" / "enriched-article.schema.json").read_text(encoding="utf-8")
    asyncapi = (ROOT / "schemas" / "asyncapi.yaml").read_text(encoding="utf-8")
    for stage in STAGES:
        assert (PACKAGE / stage.name / "annotate.py").is_file()
        assert f'"{stage.name}"' in schema
        assert f"articles.{stage.output}" in asyncapi
        assert list((ROOT / "tests" / stage.name).glob("test_*.py"))


def test_links_in_the_docs_lead_somewhere() -> None:
    """Every relative link of README and docs points at a file."""
    for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]:
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r"\]\(((?!https?:|#)[^)#]+)", text):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_readme_shows_the_two_commands() -> None:
    """A newcomer finds them in the first screens."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make up" in text
    assert "make test" in text

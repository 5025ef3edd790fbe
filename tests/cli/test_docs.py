"""What the documentation tells people to type, and says of the log, is so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline.cli.main import build

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
#: Code in a fence, in a line, or indented; and what ends a command in a line of shell.
CODE = re.compile(r"`{3}\w*\n(.*?)`{3}|`([^`]+)`|^ {4,}([^\n]+)$", re.S | re.M)
END = re.compile(r"[|;&>)]")


def commands(page: Path) -> Iterator[list[str]]:
    """The words after `pipeline` of each command in a page."""
    for found in CODE.finditer(page.read_text(encoding="utf-8")):
        code = next(group for group in found.groups() if group is not None)
        for line in re.sub(r"\\\n", " ", code).splitlines():
            for rest in re.split(r"(?:^|[\s/])pipeline(?= [a-z-])", line)[1:]:
                yield END.split(rest)[0].split("#")[0].split()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_docs_exist(page: Path) -> None:
    """Each verb is one, and has each option that is named with it."""
    for words in commands(page):
        command: Any = typer.main.get_command(build())
        rest = list(words)
        while rest and hasattr(command, "commands"):
            name = rest.pop(0)
            assert name in command.commands, f"pipeline {' '.join(words)}"
            command = command.commands[name]
        known = {option for one in command.params for option in getattr(one, "opts", ())}
        told = {word.partition("=")[0] for word in rest if word.startswith("-") and len(word) > 1}
        assert told <= known | {"--help"}, f"pipeline {' '.join(words)}"


def lines_of_the_log() -> set[str]:
    """The messages that the workers log."""
    found = set()
    for path in (ROOT / "pipeline" / "stream").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="log")),
                    args=[ast.Constant(value=str(message)), *_],
                ):
                    found.add(message)
    return found


def test_every_line_of_the_log_is_explained() -> None:
    """Whoever reads the log at night finds each message in the runbook, and no other."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = text.split("### The lines of the log")[1].split("\n### ")[0]
    rows = re.findall(r"^\| (?:info|warning|error) \| (`.+?`) \|", section, re.M)
    assert {name for row in rows for name in re.findall("`(.+?)`", row)} == lines_of_the_log()

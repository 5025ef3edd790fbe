"""Streams that are closed, full or left, signals, odd names and addresses: words, no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import __version__
from pipeline.cli import run

FLOW = "tests.flows.trivial:STAGES"
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="only Linux has /dev/full")


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line of shell in which `p` is the command."""
    given = {**os.environ, "PYTHONPATH": str(Path.cwd()), "PIPELINE_FLOW": FLOW, **environment}
    return subprocess.run(
        ["bash", "-c", f'p() {{ "{sys.executable}" -m pipeline "$@"; }}; {line}'],
        capture_output=True,
        env=given,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a verb."""
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"{__version__}\n"


@needs_full
@pytest.mark.parametrize("verb", ["--help", "--version", "enrich seeds", "check --show"])
def test_a_full_disk_is_said(verb: str) -> None:
    """Status 1 and one line, however the output was written."""
    done = shell(f"p {verb} > /dev/full")
    assert done.returncode == 1
    assert b"No space left on device" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("verb", ["--help", "check --show", "enrich seeds"])
def test_a_reader_that_leaves_at_once_is_no_fault(verb: str) -> None:
    """However the output was written."""
    done = shell(f"p {verb} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) in ((141, b""), (0, b""))  # 0: it was quicker


@pytest.mark.parametrize("verb", ["--help", "check --show", "enrich seeds"])
def test_a_closed_output_is_no_fault(verb: str) -> None:
    """Who closes it wants nothing of it."""
    done = shell(f"p {verb} >&-")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_input_is_said() -> None:
    """In the line of the article that did not come."""
    done = shell("p enrich - <&-")
    assert done.returncode == 1
    assert b"no-input" in done.stdout
    assert done.stderr == b""


def test_a_terminal_that_knows_ascii_only_gets_its_help() -> None:
    """Characters beyond are replaced, not fatal."""
    done = shell("p publish --help", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")


def test_ctrl_c_during_the_first_imports_leaves_no_traceback(tmp_path: Path) -> None:
    """It takes a tenth of a second until the command begins."""
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt\n")
    done = shell("p --help", PYTHONPATH=f"{tmp_path}:{Path.cwd()}")
    assert (done.returncode, done.stderr) == (130, b"")


def test_sigterm_ends_with_its_own_status() -> None:
    """143, as the shell counts it; nothing is printed of where it was."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "enrich", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), "PIPELINE_FLOW": FLOW},
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(b'{"id": "a", "text": "one"}\n')
    process.stdin.flush()
    assert process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (143, b"")


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["lag", "--brokers", "kafka:port"], 2, "from 1 to 65535"),
        (["lag", "--brokers", "kafka:99999"], 2, "from 1 to 65535"),
        (["lag", "--brokers", ":9092"], 2, "the host is missing"),
        (["lag", "--brokers", "PLAINTEXT://kafka:9092"], 2, "leave out"),
        (["lag", "--prefix", "a b"], 2, "at most 100 letters"),
        (["top", "1"], 2, "is no host:port"),
        (["top", "localhost:x", "--once"], 2, "is no host:port"),
        (["top", "--every", "inf"], 2, "3600"),
        (["publish", "x.txt", "--timeout", "inf"], 2, "86400"),
        (["dead-letters", "show", "7"], 2, "PARTITION@OFFSET"),
        (["dead-letters", "replay", "all", "--yes"], 2, "PARTITION@OFFSET"),
        (["gazetteer", "find", "Kyiv", "--max", "0"], 2, "--max"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_done(
    arguments: list[str], status: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """No broker is needed to see it."""
    assert run(arguments) == status
    captured = capsys.readouterr()
    assert says in captured.err
    assert "fault of the program" not in captured.err
    assert captured.out == ""


def test_several_brokers_are_several(capsys: pytest.CaptureFixture[str]) -> None:
    """Hosts with and without port, and addresses of version 6."""
    assert run(["check", "--show", "--brokers", "kafka-1:9092, kafka-2,[::1]:9094,[::1]"]) == 0
    assert "kafka-2" in capsys.readouterr().out

"""The command line: exit statuses, JSON lines in pipes, and never a traceback."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from pipeline.cli import check, run
from pipeline.cli.verbs import agreed, moment
from pipeline.settings import load

FLOW = "tests.flows.trivial:STAGES"


def command(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    """The command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), "PIPELINE_FLOW": FLOW},
        preexec_fn=_heed_interrupts,
    )


def _heed_interrupts() -> None:
    """A shell that runs the tests in the background has its children ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_help_loads_nothing_heavy() -> None:
    """Asking for help imports no Kafka client, no model, no settings."""
    code = (
        "import sys; from pipeline.cli import run; assert run(['--help']) == 0; "
        "print(sorted({'kafka', 'aiokafka', 'faust', 'spacy', 'pydantic', 'lxml', 'rich'} "
        "& set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr.decode().strip() == "[]"


def test_the_first_help_is_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On 80 columns every verb's line is read to its end, and scripts find the exit statuses."""
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    assert not [line for line in out.splitlines()[1:] if line.endswith("...")]
    assert "Exit status: 0" in out


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["publish", "x.txt", "--data-dir", "/nonexistent"], 1, "pipeline up"),
        (["lag", "--data-dir", "/nonexistent"], 1, "PIPELINE_BROKERS"),
        (["check", "--set", "partitions=0"], 2, "partitions"),
        (["worker", "--set", "processing_guarantee=exactly_once"], 2, "0003-delivery.md"),
        (["check", "--set", "nonsense"], 2, "NAME=VALUE"),
        (["check", "--set", "no_such=1"], 2, "no_such is no setting"),
        (["check", "--set", "partition=1"], 2, "did you mean partitions?"),
        (["check", "--set", "partitions=many"], 2, "partitions='many'"),
        (["check", "--set", "security_protocol=SASL_SSL"], 2, "Settings: security_protocol="),
        (["gazetteer", "find", "Kyiv", "--gazetteer", "/nonexistent"], 1, "Error: "),
        (["top", "--data-dir", "/nonexistent"], 1, "pipeline top HOST:PORT"),
        (["subscribe", "--since", "yesterday", "--data-dir", "/nonexistent"], 2, "is no time"),
        (["subscribe", "--max", "0"], 2, "max"),
        (["nonsense"], 2, "nonsense"),
        (["enrich", "seeds", "--data-dir", "/nonexistent"], 1, "pipeline gazetteer build"),
        (["enrich", "seeds", "--set", "model=no-such"], 1, "PIPELINE_MODEL"),
        (["dead-letters", "replay"], 2, "Say which"),
    ],
)
def test_faults_of_use_are_said(
    arguments: list[str], status: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on standard error, its own exit status, and nothing on standard output."""
    assert run(arguments) == status
    captured = capsys.readouterr()
    assert says in captured.err
    assert "Traceback" not in captured.err
    assert "fault of the program" not in captured.err
    assert captured.out == ""


def test_settings_are_shown_without_secrets(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Flags win over the environment; the password is hidden."""
    monkeypatch.setenv("PIPELINE_SASL_PASSWORD", "geheim")
    monkeypatch.setenv("PIPELINE_PREFIX", "news")
    assert run(["check", "--show", "--prefix", "wire", "--set", "processes=2"]) == 0
    out = capsys.readouterr().out
    assert "geheim" not in out
    shown = json.loads(out)
    assert (shown["prefix"], shown["processes"]) == ("wire", 2)


def test_a_terminal_shows_meaning_and_source_of_each_setting(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Flags before the environment, the environment before the file, and what each one means."""
    (tmp_path / "pipeline.toml").write_text('prefix = "file"\ngroup = "file"\npartitions = 9\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PIPELINE_PREFIX", "news")
    monkeypatch.setenv("PIPELINE_GROUP", "news")
    monkeypatch.setenv("PIPELINE_SASL_PASSWORD", "geheim")
    monkeypatch.setattr(check, "is_terminal", lambda: True)
    assert run(["check", "--show", "--prefix", "wire"]) == 0
    out = capsys.readouterr().out
    for line in (
        "prefix = wire   [flag]",
        "group = news   [PIPELINE_GROUP]",
        "partitions = 9   [pipeline.toml]",
        "log_level = info   [default]",
    ):
        assert line in out
    assert "Prefix of the consumer groups" in out
    assert "geheim" not in out


def test_a_misspelt_variable_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing would heed it; what Kubernetes adds for services is not ours to judge."""
    monkeypatch.setenv("PIPELINE_BROKER", "kafka:9092")
    monkeypatch.setenv("PIPELINE_WEB_SERVICE_HOST", "10.0.0.1")
    monkeypatch.setenv("PIPELINE_WEB_PORT_80_TCP_ADDR", "10.0.0.1")
    assert run(["check", "--show"]) == 0
    err = capsys.readouterr().err
    assert "PIPELINE_BROKER is no setting (did you mean PIPELINE_BROKERS?)" in err
    assert "WEB" not in err
    assert not next(check.findings(load())).well


@pytest.mark.parametrize("answer", ["n\n", "", "yess\n"])
def test_without_a_clear_yes_nothing_is_done(
    answer: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question is asked on standard error, where no pipe swallows it; silence is a no."""
    terminal = io.StringIO(answer)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    assert not agreed("Go on?", yes=False)
    out, err = capsys.readouterr()
    assert (out, err) == ("", "Go on? [y/N] Nothing was done.\n")


def test_nobody_there_to_ask_is_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that lacks --yes hears of it."""
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    with pytest.raises(typer.BadParameter, match="--yes"):
        agreed("Go on?", yes=False)
    assert agreed("Go on?", yes=True)


def test_enrich_goes_on_after_a_bad_line() -> None:
    """Events in input order, an error line for what is none, and exit status 1."""
    process = command("enrich", "-")
    out, err = process.communicate(b'{"id": "a", "text": "one"}\nbad\n{"id": "b", "text": "two"}\n')
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line.get("article", {}).get("id") for line in lines] == ["a", None, "b"]
    assert lines[1]["error"]["type"] == "not-json"
    assert lines[1]["line"] == 2
    assert (process.returncode, err) == (1, b"")


def test_a_reader_that_leaves_is_no_fault() -> None:
    """`pipeline enrich - | head -1` ends quietly."""
    process = command("enrich", "-")
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(b'{"id": "a", "text": "one"}\n')
    process.stdin.flush()
    assert process.stdout.readline()
    process.stdout.close()
    process.stdin.write(b'{"id": "b", "text": "two"}\n' * 3)
    process.stdin.close()
    assert process.wait(timeout=30) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


def test_interrupting_ends_cleanly() -> None:
    """Ctrl-C gives status 130 and no traceback."""
    process = command("enrich", "-")
    assert process.stdin
    assert process.stdout
    process.stdin.write(b'{"id": "a", "text": "one"}\n')
    process.stdin.flush()
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"")


@pytest.mark.parametrize("text", ["", "x", "5", "m", "2023-13-01", "1e999d", "nanm"])
def test_odd_times_are_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no time is a fault of use."""
    assert run(["subscribe", "--since", text, "--data-dir", "/nonexistent"]) == 2
    assert "is no time" in capsys.readouterr().err


def test_times_without_zone_are_utc() -> None:
    """The same command means the same time everywhere."""
    assert moment("1970-01-02") == moment("1970-01-02T00:00+00:00") == 86400.0

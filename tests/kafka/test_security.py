"""The whole stream behind SASL_SSL with ACLs: right credentials work, wrong ones are named."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaProducer

from pipeline.clients.config import for_kafka_python
from pipeline.settings import load
from tests.kafka import secured
from tests.kafka.running import ready
from tests.kafka.secured import Secured

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[2]
PREFIX, GROUP = "wire", "wires"
ROLES = ("publisher", "subscriber", "worker", "operator")
#: Each verb with the arguments that make it reach the broker.
VERBS = {
    "publish": ("publish", "{article}"),
    "subscribe": ("subscribe", "--from-beginning", "--max", "1"),
    "topics": ("topics", "describe"),
    "check": ("check",),
    "worker": ("worker",),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A guarded broker, a folder, and everything that a process of the tests has printed."""

    at: Secured
    folder: Path
    printed: list[str] = field(default_factory=list)

    @property
    def article(self) -> Path:
        return self.folder / "article.txt"

    def settings(self, user: str, **other: str) -> dict[str, str]:
        """The settings of a user who does all things right, but for ``other``."""
        return {
            "brokers": self.at.address,
            "prefix": PREFIX,
            "group": GROUP,
            "data_dir": str(self.folder / "data"),
            "flow": "tests.flows.trivial:STAGES",
            "partitions": "2",
            "processes": "1",
            "http_port": "0",
            "security_protocol": "SASL_SSL",
            "sasl_mechanism": "SCRAM-SHA-512",
            "sasl_username": user,
            "sasl_password": password(user),
            "ssl_cafile": str(self.at.authority),
            **other,
        }

    def start(self, words: tuple[str, ...], settings: dict[str, str]) -> subprocess.Popen[str]:
        given = {f"PIPELINE_{name.upper()}": value for name, value in settings.items()}
        return subprocess.Popen(
            [sys.executable, "-m", "pipeline", *(w.format(article=self.article) for w in words)],
            env={**os.environ, **given},
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, words: tuple[str, ...], settings: dict[str, str]) -> tuple[int, str, str]:
        """Exit status, standard output and standard error."""
        process = self.start(words, settings)
        out, err = process.communicate(timeout=240)
        self.printed.extend((out, err))
        return process.returncode, out, err

    def lines(self, user: str, *words: str, **other: str) -> list[dict[str, Any]]:
        """The JSON lines of a command that must succeed."""
        status, out, err = self.run(words, self.settings(user, **other))
        assert status == 0, err
        return [json.loads(line) for line in out.splitlines()]


def password(user: str) -> str:
    return f"secret-of-{user}"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The broker with a user of each kind, who has exactly the rights of docs/operations.md."""
    folder = tmp_path_factory.mktemp("secured")
    with secured.secured(folder) as at:
        for role in ROLES:
            secured.add_user(at, role, password(role))
            secured.allow(at, role, secured.rights_of(role, PREFIX, GROUP))
        secured.add_user(at, "nobody", password("nobody"))
        made = Place(at, folder)
        made.article.write_text("Rain fell.")
        assert len(made.lines("operator", "topics", "create")) == 5
        yield made


def test_the_whole_stream_runs_on_the_documented_rights(place: Place) -> None:
    """Each kind of user does all of its work with the rights of the runbook, and no others."""
    settings = place.settings("worker", log_level="debug", sasl_mechanism="SCRAM-SHA-256")
    worker = place.start(("worker",), settings)
    try:
        address = ready(worker, place.folder / "data" / "targets")
        (sent,) = place.lines("publisher", "publish", str(place.article))
        assert sent["topic"] == PREFIX
        (event,) = place.lines("subscriber", "subscribe", "--from-beginning", "--max", "1")
        assert event["article"]["text"] == "Rain fell."
        mine = load(**place.settings("publisher"))
        producer = KafkaProducer(**for_kafka_python(mine, place.at.address, client_id="test"))
        producer.send(PREFIX, b"not json").get(30)
        producer.close()
        letters = ("subscribe", "--stage", "dead-letter", "--from-beginning", "--max", "1")
        place.lines("subscriber", *letters)
        assert len(place.lines("operator", "dead-letters", "list")) >= 1
        assert len(place.lines("operator", "lag")) == 6
        assert all(line["ok"] for line in place.lines("operator", "check"))
        place.lines("operator", "topics", "align")
        place.lines("operator", "reprocess", "--from-beginning", "--yes")
        with urllib.request.urlopen(f"http://{address}/metrics", timeout=10) as answer:
            place.printed.append(answer.read().decode())
        worker.send_signal(signal.SIGTERM)
        place.printed.extend(worker.communicate(timeout=90))
        assert worker.returncode == 0
    finally:
        worker.kill()
        worker.wait()


def mistakes(place: Place) -> dict[str, tuple[dict[str, str], str]]:
    """What a person may set wrong, and the setting or right that the error must name."""
    other = secured.authority(place.folder, "stranger")[2]
    return {
        "password": (place.settings("worker", sasl_password="wrong-password"), "sasl_password"),
        "authority": (place.settings("worker", ssl_cafile=str(other)), "ssl_cafile"),
        "rights": (place.settings("nobody"), rf"user nobody.* on topic {PREFIX}"),
    }


def test_each_verb_names_what_is_wrong(place: Place) -> None:
    """A wrong password, a wrong authority or a missing right: one line, exit 1, no traceback."""
    tried = [
        (verb, what, settings, says)
        for what, (settings, says) in mistakes(place).items()
        for verb in VERBS
    ]
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda one: place.run(VERBS[one[0]], one[2]), tried))
    for (verb, what, _, says), (status, out, err) in zip(tried, done, strict=True):
        said = out if verb == "check" else err
        told = [line for line in said.splitlines() if re.search(says, line)]
        assert status == 1, (verb, what, out, err)
        assert told, (verb, what, out, err)
        assert "Traceback" not in out + err, (verb, what)
        if verb != "check":
            assert (out, len(err.splitlines())) == ("", 1), (verb, what, out, err)


ODD = {
    "no TLS": ({"security_protocol": "SASL_PLAINTEXT"}, "security_protocol"),
    "no login": ({"security_protocol": "SSL"}, "wants a login"),
    "neither": ({"security_protocol": "PLAINTEXT"}, "security_protocol=PLAINTEXT"),
    "mechanism": ({"sasl_mechanism": "PLAIN"}, "sasl_mechanism=PLAIN"),
    "name": ({"brokers": "localhost:{port}"}, "certificate for other names than localhost"),
    "TLS to a plain port": ({"brokers": "{plain}"}, "does not speak TLS"),
    "login at a plain port": (
        {"brokers": "{plain}", "security_protocol": "SASL_PLAINTEXT"},
        "wants no login",
    ),
    "nobody there": ({"brokers": "127.0.0.1:1"}, "PIPELINE_BROKERS"),
    "no such name": ({"brokers": "kafka.invalid:9092"}, "no such host name"),
    "half a login": ({"sasl_password": ""}, "sasl_password"),
    "no token": ({"sasl_mechanism": "OAUTHBEARER"}, "sasl_token_file or sasl_token_url"),
}


def test_other_mistakes_are_told_apart(place: Place) -> None:
    """Address, TLS and login each have their own words, though the library knows one for all."""
    port, plain = place.at.address.rpartition(":")[2], place.at.broker.bootstrap

    def attempt(other: dict[str, str]) -> str:
        changed = {name: value.format(port=port, plain=plain) for name, value in other.items()}
        status, _, err = place.run(("lag",), place.settings("operator", **changed))
        assert status in (1, 2), err
        return err

    with ThreadPoolExecutor(8) as pool:
        said = pool.map(attempt, [other for other, _ in ODD.values()])
    for (what, (_, says)), err in zip(ODD.items(), said, strict=True):
        assert says in err, (what, err)
        assert len(err.splitlines()) == 1, (what, err)


def test_a_worker_with_half_its_rights_does_not_start(place: Place) -> None:
    """Each right that is missing is named, on the topics and groups that its stages use."""
    secured.add_user(place.at, "half", password("half"))
    half = [one for one in secured.rights_of("worker", PREFIX, GROUP) if not one.prefixed]
    everything = secured.rights_of("subscriber", PREFIX, GROUP)
    secured.allow(place.at, "half", [*half, *everything])
    status, _, err = place.run(("worker", "numbers"), place.settings("half"))
    assert status == 1
    missing = re.search(r"Missing: (.*?)\. ", err)
    assert missing, err
    assert set(missing[1].split(", ")) == {
        f"Write on topic {PREFIX}.numbers",
        f"Write on topic {PREFIX}.dead-letter",
        f"Read on group {GROUP}-numbers",
    }


def by_token(place: Place, file: Path) -> dict[str, str]:
    """Settings for the listener that takes tokens alone."""
    login = {"sasl_mechanism": "OAUTHBEARER", "sasl_username": "", "sasl_password": ""}
    return {**login, "brokers": place.at.token_address, "sasl_token_file": str(file)}


def test_a_token_in_a_file_is_a_login(place: Place) -> None:
    """OAUTHBEARER, the file read again each time; a token that is refused or missing is named."""
    file = place.folder / "publisher.jwt"
    settings = place.settings("publisher", **by_token(place, file))
    publish = ("publish", str(place.article))
    file.write_text(secured.unsigned_token("publisher") + "\n")
    assert place.run(publish, settings)[0] == 0
    for token, says in [
        (secured.unsigned_token("publisher", seconds=-60), "does not accept the token"),
        ("", "publisher.jwt is empty"),
    ]:
        file.write_text(token)
        status, _, err = place.run(publish, settings)
        assert (status, len(err.splitlines())) == (1, 1), err
        assert says in err
        assert not token or token not in err


def test_a_worker_logs_in_by_token(place: Place) -> None:
    """All clients of a worker, Faust's among them, take the token, and events come out."""
    files = {role: place.folder / f"{role}.jwt" for role in ("worker", "subscriber")}
    for role, file in files.items():
        file.write_text(secured.unsigned_token(role))
    settings = place.settings("worker", **by_token(place, files["worker"]))
    worker = place.start(("worker",), settings)
    try:
        ready(worker, place.folder / "data" / "targets")
        place.lines("publisher", "publish", str(place.article))
        follow = ("subscribe", "--from-beginning", "--max", "1")
        place.lines("subscriber", *follow, **by_token(place, files["subscriber"]))
        worker.send_signal(signal.SIGTERM)
        place.printed.extend(worker.communicate(timeout=90))
        assert worker.returncode == 0
    finally:
        worker.kill()
        worker.wait()


def test_a_certificate_is_a_login(place: Place) -> None:
    """With a client's certificate, the user is its name; without one, the setting is named."""
    secured.allow(place.at, "CN=publisher", secured.rights_of("publisher", PREFIX, GROUP))
    tls = {"brokers": place.at.mutual_address, "security_protocol": "SSL"}
    certificate = str(place.at.certificate)
    mine = {**tls, "ssl_certfile": certificate, "ssl_keyfile": certificate}
    publish = ("publish", str(place.article))
    assert place.run(publish, place.settings("publisher", **mine))[0] == 0
    status, _, err = place.run(publish, place.settings("publisher", **tls))
    assert (status, len(err.splitlines())) == (1, 1), err
    assert "ssl_certfile" in err


def test_secrets_are_nowhere(place: Place) -> None:
    """In all that was printed above, at any log level, and in the shown settings: no secret."""
    for user in (*ROLES, "nobody"):
        status, out, _ = place.run(("check", "--show"), place.settings(user))
        assert status == 0
        assert json.loads(out)["sasl_username"] == user
    everything = "".join(place.printed)
    assert len(everything) > 10_000
    for secret in ("secret-of-", "wrong-password", "PRIVATE KEY"):
        assert secret not in everything

"""Settings reach every client, and secrets never a log."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer
from kafka import KafkaConsumer, errors

from pipeline.clients.config import for_aiokafka, for_kafka_python, ssl_context
from pipeline.clients.faults import ClientError, explain, explained
from pipeline.settings import SettingsError, load

SASL = {
    "security_protocol": "SASL_SSL",
    "sasl_mechanism": "SCRAM-SHA-512",
    "sasl_username": "reader",
    "sasl_password": "geheim",
}


def test_security_reaches_the_client_and_not_its_repr() -> None:
    """Login and TLS are there; the password shows nowhere."""
    config = for_kafka_python(load(**SASL), "a:1, b:2,", client_id="x")
    assert config["bootstrap_servers"] == ["a:1", "b:2"]
    assert config["sasl_plain_password"] == "geheim"
    assert config["ssl_context"].check_hostname
    assert "geheim" not in repr(config)
    assert "geheim" not in f"{config}"
    assert "reader" in repr(config)


def test_plain_text_needs_nothing_more() -> None:
    """No TLS and no login without asking."""
    config = for_aiokafka(load(), "a:1", client_id="x")
    assert set(config) == {"bootstrap_servers", "client_id", "security_protocol"}


def test_the_names_are_those_of_the_libraries() -> None:
    """Every option is one that the library knows."""
    config = for_kafka_python(load(**SASL), "a:1", client_id="x")
    assert set(config) <= set(KafkaConsumer.DEFAULT_CONFIG)
    known = AIOKafkaConsumer.__init__.__code__.co_varnames
    assert set(for_aiokafka(load(**SASL), "a:1", client_id="x")) <= set(known)


def test_certificate_faults_name_the_setting(tmp_path: Path) -> None:
    """A file that cannot be read is said by the name of its setting."""
    with pytest.raises(SettingsError, match="ssl_cafile"):
        ssl_context(load(ssl_cafile=str(tmp_path / "none.pem")))
    with pytest.raises(SettingsError, match="ssl_certfile"):
        ssl_context(load(ssl_certfile=str(tmp_path / "none.pem")))


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (errors.TopicAuthorizationFailedError("x"), "user reader"),
        (errors.UnknownTopicOrPartitionError("x"), "topics create"),
        (errors.InvalidReplicationFactorError("x"), "replication_factor"),
        (errors.CorruptRecordError("x"), "Kafka at a:1 says"),
    ],
)
def test_faults_say_what_to_do(error: errors.KafkaError, says: str) -> None:
    """Each kind of fault has its mend."""
    settings = load(**SASL)
    assert says in explain(settings, error, "a:1")
    with pytest.raises(ClientError, match=says), explained(settings, "a:1"):
        raise error

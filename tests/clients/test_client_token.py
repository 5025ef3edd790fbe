"""Tokens for OAUTHBEARER: where they come from, and what is refused before anything connects."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.clients.config import for_aiokafka, for_kafka_python
from pipeline.clients.token import (
    TokenError,
    TokenFile,
)
from pipeline.settings import SettingsError, load


def test_a_file_is_read_at_each_login(tmp_path: Path) -> None:
    """A projected token that was renewed in place is taken at once."""
    file = tmp_path / "token"
    source = TokenFile(file)
    with pytest.raises(TokenError, match="sasl_token_file"):
        source()
    for token in ("one", "two"):
        file.write_text(token + "\n")
        assert source() == token
    file.write_bytes(b"\xff")
    with pytest.raises(TokenError, match="sasl_token_file"):
        source()


BASE = {"security_protocol": "SASL_SSL", "sasl_mechanism": "OAUTHBEARER"}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "either sasl_token_file or sasl_token_url"),
        ({"sasl_token_file": "a", "sasl_token_url": "https://x/"}, "either"),
        ({"sasl_token_url": "https://x/"}, "sasl_username and sasl_password"),
        ({"sasl_token_url": "file:///etc/passwd"}, "sasl_token_url"),
    ],
)
def test_half_a_login_is_refused(given: dict[str, str], says: str) -> None:
    """Before anything connects."""
    with pytest.raises(SettingsError, match=says):
        load(**BASE, **given)


def test_the_provider_reaches_both_clients() -> None:
    """And shows no token in the configuration's words."""
    settings = load(**BASE, sasl_token_file="a.jwt")
    for config in (
        for_aiokafka(settings, "a:1", client_id="x"),
        for_kafka_python(settings, "a:1", client_id="x"),
    ):
        assert config["sasl_mechanism"] == "OAUTHBEARER"
        assert callable(config["sasl_oauth_token_provider"].token)
        assert "sasl_plain_password" not in config

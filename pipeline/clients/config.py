"""Settings become the configuration of Kafka clients: address, TLS and SASL, for each library.

Pure but for the certificate files that `ssl_context` reads; nothing connects here. Secrets stand
in the configuration, because the clients need them, and never in its ``repr``.
"""

from __future__ import annotations

import ssl
from typing import Any, Final

from pipeline.clients import token
from pipeline.clients.trust import trusting
from pipeline.settings import Settings, SettingsError

#: Milliseconds after which a broker that does not answer counts as away: people are waiting.
BOOTSTRAP_MS: Final = 10_000

#: Framing of a record batch, beyond its largest record: 61 bytes and the headers of one record.
BATCH_OVERHEAD: Final = 1024 * 1024

_SECRETS: Final = ("sasl_plain_password",)


class ClientConfig(dict[str, Any]):
    """Keyword arguments of a client; its ``repr`` hides secrets."""

    def __repr__(self) -> str:
        shown = {name: "…" if name in _SECRETS else value for name, value in self.items()}
        return f"{type(self).__name__}({shown!r})"


def for_aiokafka(settings: Settings, bootstrap: str, *, client_id: str) -> ClientConfig:
    """What aiokafka's producer and consumer need to reach ``bootstrap`` (host:port[,…])."""
    config = _for_both(settings, bootstrap, client_id)
    if settings.sasl_mechanism == "OAUTHBEARER":
        config["sasl_oauth_token_provider"] = token.ForAiokafka(token.source_of(settings))
    return config


def for_kafka_python(settings: Settings, bootstrap: str, *, client_id: str) -> ClientConfig:
    """What kafka-python's producer, consumer and admin client need."""
    config = _for_both(settings, bootstrap, client_id)
    config["bootstrap_timeout_ms"] = BOOTSTRAP_MS
    if settings.sasl_mechanism == "OAUTHBEARER":
        config["sasl_oauth_token_provider"] = token.ForKafkaPython(token.source_of(settings))
    return config


def addresses(bootstrap: str) -> list[tuple[str, int]]:
    """Host and port of each address of ``host:port[,…]``; 9092 where a port is missing.

    >>> addresses("a:1, [::1]:2,b")
    [('a', 1), ('::1', 2), ('b', 9092)]
    """
    found = []
    for address in filter(None, (part.strip() for part in bootstrap.split(","))):
        host, _, port = address.rpartition(":") if _has_port(address) else (address, "", "9092")
        found.append((host.strip("[]"), int(port)))
    return found


def _has_port(address: str) -> bool:
    return address.rpartition(":")[2].isdigit() and not address.endswith("]")


def _for_both(settings: Settings, bootstrap: str, client_id: str) -> ClientConfig:
    config = ClientConfig(
        bootstrap_servers=[address.strip() for address in bootstrap.split(",") if address.strip()],
        client_id=client_id,
        security_protocol=settings.security_protocol,
    )
    if settings.security_protocol.endswith("SSL"):
        config["ssl_context"] = ssl_context(settings)
    if settings.security_protocol.startswith("SASL"):
        config["sasl_mechanism"] = settings.sasl_mechanism
        if settings.sasl_mechanism != "OAUTHBEARER":
            password = settings.sasl_password
            config["sasl_plain_username"] = settings.sasl_username
            config["sasl_plain_password"] = password.get_secret_value() if password else None
    return config


def ssl_context(settings: Settings) -> ssl.SSLContext:
    """The TLS context of the settings: host names are checked, at least TLS 1.2.

    Raises `SettingsError` naming the file that cannot be used.
    """
    try:
        context = trusting(settings.ssl_cafile)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(f"ssl_cafile={settings.ssl_cafile} cannot be used: {error}") from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if settings.ssl_certfile:
        try:
            context.load_cert_chain(settings.ssl_certfile, settings.ssl_keyfile)
        except (OSError, ssl.SSLError) as error:
            raise SettingsError(
                f"ssl_certfile={settings.ssl_certfile} with ssl_keyfile={settings.ssl_keyfile} "
                f"cannot be used: {error}"
            ) from None
    return context

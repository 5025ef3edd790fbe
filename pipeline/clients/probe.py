"""Finds out what keeps a client from the brokers, and names the setting to mend.

kafka-python tries again for as long as it may, and then says only that it could not; so the one
connection that failed is made once more, step by step: address, TLS, login, and the addresses that
the broker gives of itself.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import Any, Final

from aiokafka import errors
from aiokafka.conn import AIOKafkaConnection, create_conn
from aiokafka.protocol.metadata import MetadataRequest

from pipeline.clients.config import addresses, for_aiokafka
from pipeline.clients.token import TokenError
from pipeline.settings import Settings

#: Seconds for one step: a person is waiting, and a healthy broker needs a fraction of one.
PATIENCE_S: Final = 5.0


class _Fault(Exception):
    """What is wrong, in words that complete ``HOST:PORT …``."""


def what_is_wrong(settings: Settings, bootstrap: str) -> str:
    """One sentence about the first of the brokers that answers at all, else about the last."""
    said = ""
    for host, port in addresses(bootstrap):
        try:
            asyncio.run(_look(settings, bootstrap, host, port))
        except _Fault as fault:
            said = f"{host}:{port} {fault}"
            continue
        except TokenError as error:
            return str(error)
        except Exception as error:
            return f"{host}:{port} {_words(settings, host, error)}"
        return f"{host}:{port} answers now, and did not just before. Try again"
    return said


async def _look(settings: Settings, bootstrap: str, host: str, port: int) -> None:
    """Connect, log in, ask for the cluster's own addresses, and try those."""
    await _reach(host, port)
    config = for_aiokafka(settings, bootstrap, client_id=f"{settings.group}-probe")
    del config["bootstrap_servers"]
    connection = await create_conn(host, port, request_timeout_ms=int(PATIENCE_S * 1000), **config)
    try:
        for name, number in await _advertised(connection):
            try:
                await _reach(name, number)
            except _Fault:
                raise RuntimeError(
                    f"answers, but sends clients on to {name}:{number}, which does not. Mend "
                    "advertised.listeners of the broker, or the way there"
                ) from None
    finally:
        connection.close()


async def _reach(host: str, port: int) -> None:
    """Only open and close a connection."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            _, writer = await asyncio.open_connection(host, port)
    except socket.gaierror:
        raise _Fault("is unknown: no such host name. Mend PIPELINE_BROKERS") from None
    except TimeoutError:
        raise _Fault(
            "does not answer: nothing comes back. Look at PIPELINE_BROKERS and the firewall"
        ) from None
    except OSError as error:
        raise _Fault(
            f"does not answer ({error.strerror or error}). Start Kafka (pipeline up), or mend "
            "PIPELINE_BROKERS"
        ) from None
    writer.close()


async def _advertised(connection: AIOKafkaConnection) -> list[tuple[str, int]]:
    """The addresses that the cluster tells its clients to use."""
    try:
        answer: Any = await connection.send(MetadataRequest([]))
    except errors.KafkaConnectionError:
        raise RuntimeError(
            "breaks off: it wants a login. Set security_protocol to SASL_SSL or SASL_PLAINTEXT, "
            "with sasl_mechanism, sasl_username and sasl_password"
        ) from None
    if not answer.brokers:  # how a refused token shows: aiokafka takes the refusal for a step
        raise RuntimeError("does not accept the token. Look at the sasl_token settings")
    return [(broker[1], broker[2]) for broker in answer.brokers]


def _words(settings: Settings, host: str, error: Exception) -> str:
    """What an exception of one connection means; completes ``HOST:PORT …``."""
    if isinstance(error, TimeoutError | errors.RequestTimedOutError):
        return (
            "takes connections and then says nothing: it hangs, or is still starting. Look at the "
            f"broker itself; if it is well, at security_protocol={settings.security_protocol} and "
            "the port in PIPELINE_BROKERS"
        )
    encrypted = settings.security_protocol.endswith("SSL")
    reason = error.__cause__ if isinstance(error.__cause__, ssl.SSLError) else error
    if isinstance(error, RuntimeError) and not isinstance(error, errors.KafkaError):
        return str(error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return _certificate(settings, host, reason)
    if isinstance(reason, ssl.SSLError) and "ALERT" in (reason.reason or ""):
        return (
            f"refuses this client's certificate ({reason.reason}). Look at ssl_certfile and "
            "ssl_keyfile"
        )
    if isinstance(error, errors.SaslAuthenticationFailed):
        return (
            f"does not accept the login of {settings.sasl_username}. Look at sasl_username, "
            "sasl_password and sasl_mechanism"
        )
    if isinstance(error, errors.UnsupportedSaslMechanismError):
        return f"does not take sasl_mechanism={settings.sasl_mechanism}. Set another"
    if isinstance(error, errors.IllegalSaslStateError):
        plain = "SSL" if encrypted else "PLAINTEXT"
        return f"wants no login. Set security_protocol={plain}, or take another port"
    if encrypted and isinstance(error, OSError):
        return (
            f"does not speak TLS. Look at security_protocol={settings.security_protocol} and the "
            "port in PIPELINE_BROKERS"
        )
    return (
        f"does not speak Kafka in plain text. Look at "
        f"security_protocol={settings.security_protocol} (SSL, SASL_SSL?) and the port in "
        "PIPELINE_BROKERS"
    )


def _certificate(settings: Settings, host: str, error: ssl.SSLCertVerificationError) -> str:
    why = error.verify_message
    if "mismatch" in why:
        return (
            f"has a certificate for other names than {host}. Use a name that stands in it in "
            "PIPELINE_BROKERS"
        )
    if "expired" in why or "not yet valid" in why:
        return f"has a certificate that is not valid today: {why}"
    return (
        f"has a certificate that ssl_cafile={settings.ssl_cafile or '(the system)'} does not "
        f"vouch for: {why}. Set ssl_cafile to the authority of the brokers"
    )

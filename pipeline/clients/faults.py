"""Faults of Kafka become words for people: what is wrong, and which setting or right to mend."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from kafka import errors

from pipeline.mendable import Mendable
from pipeline.settings import Settings

#: kafka-python's words for "no connection", whatever the reason was.
UNREACHED = (
    errors.KafkaTimeoutError,
    errors.KafkaConnectionError,
    errors.NodeNotReadyError,
    errors.SaslAuthenticationFailedError,
    errors.UnsupportedSaslMechanismError,
)


class ClientError(Mendable, RuntimeError):
    """Something that a person can mend; the message says how."""


@contextlib.contextmanager
def explained(settings: Settings, bootstrap: str) -> Iterator[None]:
    """Turn what kafka-python raises within into a `ClientError` that says what to do.

    Where no connection came about, one more is made, to find out why.
    """
    try:
        yield
    except errors.KafkaError as error:
        if isinstance(error, UNREACHED):
            from pipeline.clients.probe import what_is_wrong

            raise ClientError(f"{what_is_wrong(settings, bootstrap)}.") from error
        raise ClientError(explain(settings, error, bootstrap)) from error


def explain(settings: Settings, error: BaseException, bootstrap: str) -> str:
    """One or two sentences for a fault of a Kafka that does answer."""
    said = str(error) or type(error).__name__
    if isinstance(error, errors.AuthorizationError):
        return (
            f"The brokers at {bootstrap} do not let {who(settings)} do this: "
            f"{type(error).__name__.removesuffix('Error')}: {said}. Grant the right; "
            "docs/operations.md lists those that each kind of user needs."
        )
    if isinstance(error, errors.UnknownTopicOrPartitionError):
        return f"A topic does not exist on {bootstrap}: {said}. Create it: pipeline topics create."
    if isinstance(error, errors.InvalidReplicationFactorError):
        return f"{said}. Set replication_factor to at most the number of brokers."
    return f"Kafka at {bootstrap} says: {said}"


def who(settings: Settings) -> str:
    """The user that the brokers see, as far as the settings tell."""
    if settings.security_protocol.startswith("SASL") and settings.sasl_username:
        return f"user {settings.sasl_username}"
    return "this user"

"""Faults of Kafka become words for people: what is wrong, and what to do about it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from kafka import errors


class ClientError(RuntimeError):
    """Something that a person can mend; the message says how."""


@contextlib.contextmanager
def explained(bootstrap: str) -> Iterator[None]:
    """Turn what kafka-python raises within into a `ClientError` that says what to do."""
    try:
        yield
    except errors.KafkaError as error:
        raise ClientError(explain(error, bootstrap)) from error


def explain(error: BaseException, bootstrap: str) -> str:
    """One or two sentences for a fault of Kafka."""
    said = str(error) or type(error).__name__
    if isinstance(error, errors.AuthorizationError):
        return f"The brokers at {bootstrap} refuse this user: {said}. Ask for the rights on it."
    if isinstance(
        error, errors.SaslAuthenticationFailedError | errors.UnsupportedSaslMechanismError
    ):
        return (
            f"The brokers at {bootstrap} do not accept the login: {said}. "
            "Look at sasl_mechanism, sasl_username and sasl_password."
        )
    if isinstance(error, errors.UnknownTopicOrPartitionError):
        return f"A topic does not exist on {bootstrap}: {said}. Create it: pipeline topics create."
    if isinstance(error, errors.InvalidReplicationFactorError):
        return f"{said}. Set replication_factor to at most the number of brokers."
    if isinstance(
        error, errors.KafkaTimeoutError | errors.KafkaConnectionError | errors.NodeNotReadyError
    ):
        return (
            f"No Kafka answers at {bootstrap}: {said}. Start it (pipeline up), or mend "
            "PIPELINE_BROKERS and the security settings."
        )
    return f"Kafka at {bootstrap} says: {said}"

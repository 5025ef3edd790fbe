"""Builds the Faust app of one stage from the settings; nothing connects here."""

from __future__ import annotations

import importlib
from typing import Any, Final

from faust.auth import OAuthCredentials, SASLCredentials, SSLCredentials

from pipeline.clients.config import ssl_context
from pipeline.clients.token import ForAiokafka, source_of
from pipeline.flow import group_of
from pipeline.mendable import Mendable
from pipeline.settings import Settings
from pipeline.stream.transport import App

#: Records of one fetch that Faust hands over at once. `StageAgent.has_room` bounds what waits: its
#: own buffer is so large that it never does (`Consumer._getmany` says why).
POLL_RECORDS: Final = 200
BUFFER_RECORDS: Final = 100_000
#: Bytes of one partition in one fetch: several megabyte-sized articles, not more.
FETCH_BYTES: Final = 2 * 1024 * 1024
#: Seconds between commits. What was acknowledged and not committed is read and skipped again
#: after a crash, so this costs little and need not be short.
COMMIT_S: Final = 1.0
#: Seconds from one look at the topics to the next: partitions that are added wait for it.
METADATA_S: Final = 30.0
#: Heartbeats in one session: three may be lost, and a rebalance is still noticed soon.
HEARTBEATS: Final = 10
#: Seconds beyond the session that a request may take: joining a group waits for its members.
REQUEST_BEYOND_S: Final = 10.0


class AppError(Mendable, RuntimeError):
    """The app cannot be built; the message says how to mend it."""


def build(settings: Settings, stage: str, bootstrap: str) -> App:
    """The app of a stage, in the stage's own consumer group, with raw bytes in and out.

    Raises `AppError` when faust's compiled stream iterator is missing: the one in Python
    acknowledges records of partitions that were taken away.
    """
    _require_compiled()
    folder = settings.data_dir / "faust" / stage
    folder.mkdir(parents=True, exist_ok=True)
    request = settings.session_s + REQUEST_BEYOND_S
    return App(
        group_of(stage, settings),
        broker=[f"kafka://{address.strip()}" for address in bootstrap.split(",")],
        broker_credentials=credentials(settings),
        broker_client_id=f"{settings.group}-{stage}",
        broker_commit_interval=COMMIT_S,
        broker_max_poll_records=POLL_RECORDS,
        broker_session_timeout=settings.session_s,
        broker_heartbeat_interval=settings.session_s / HEARTBEATS,
        broker_request_timeout=request,
        consumer_max_fetch_size=FETCH_BYTES,
        consumer_metadata_max_age_ms=int(1000 * METADATA_S),
        consumer_auto_offset_reset="earliest",
        processing_guarantee="at_least_once",
        producer_acks=-1,
        producer_metadata_max_age_ms=int(1000 * METADATA_S),
        producer_compression_type="zstd",
        producer_linger=0,
        producer_max_batch_size=settings.max_event_bytes + 1024 * 1024,
        producer_max_request_size=settings.max_event_bytes + 1024 * 1024,
        producer_request_timeout=request,
        stream_buffer_maxsize=BUFFER_RECORDS,
        stream_wait_empty=False,
        stream_publish_on_commit=False,
        store="memory://",
        table_standby_replicas=0,
        topic_allow_declare=False,
        topic_disable_leader=True,
        web_enabled=False,
        datadir=str(folder),
        autodiscover=False,
    )


def credentials(settings: Settings) -> Any:
    """Faust's form of the security settings, or None for plain text."""
    protocol = settings.security_protocol
    context = ssl_context(settings) if protocol.endswith("SSL") else None
    if settings.sasl_mechanism == "OAUTHBEARER" and protocol.startswith("SASL"):
        return OAuthCredentials(oauth_cb=ForAiokafka(source_of(settings)), ssl_context=context)
    if protocol.startswith("SASL"):
        password = settings.sasl_password
        return SASLCredentials(
            username=settings.sasl_username,
            password=password.get_secret_value() if password else None,
            mechanism=settings.sasl_mechanism,
            ssl_context=context,
        )
    return SSLCredentials(context=context) if context else None


def _require_compiled() -> None:
    if getattr(importlib.import_module("faust.streams"), "_CStreamIterator", None) is None:
        raise AppError("faust-streaming was installed without its compiled part; install a wheel")

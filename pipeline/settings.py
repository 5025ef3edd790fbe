"""One frozen settings object, from flags, then the environment, then ``pipeline.toml``.

Each field says its meaning, its unit, and why that default. Nothing reads the environment at
import: `load` does, once, from the composition root in ``cli/``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Final, Literal

from pydantic import (
    Field,
    PrivateAttr,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from pipeline import spelling
from pipeline.mendable import Mendable

MIB: Final = 1024 * 1024


class SettingsError(Mendable, ValueError):
    """A setting that cannot be used; the message names it, its source and the mend."""


class Settings(BaseSettings):
    """All settings; the environment variable of ``x`` is ``PIPELINE_X``."""

    model_config = SettingsConfigDict(
        env_prefix=spelling.PREFIX,
        frozen=True,
        extra="forbid",
        toml_file="pipeline.toml",
        validate_default=True,
    )
    toml_path: ClassVar[Path] = Path("pipeline.toml")
    _flags: frozenset[str] = PrivateAttr(frozenset())

    # --- Kafka
    brokers: str | None = Field(
        None,
        description="host:port[,host:port…] of a Kafka cluster. Unset: `up` starts the embedded "
        "Apache Kafka, and the other verbs use it.",
    )
    prefix: str = Field(
        "articles",
        pattern=spelling.NAME_PATTERN,
        description="Name of the first topic, and prefix of the others.",
    )
    group: str = Field(
        "pipeline",
        pattern=spelling.NAME_PATTERN,
        description="Prefix of the consumer groups; each stage's group is GROUP-STAGE.",
    )
    partitions: int = Field(
        4,
        ge=1,
        le=10_000,
        description="Partitions of each topic, when they are created. The most workers that a "
        "stage can use; four keep a laptop's cores busy and cost nothing.",
    )
    replication_factor: int = Field(
        1, ge=1, le=10, description="Copies of each topic; 3 on a real cluster."
    )
    retention_days: float = Field(7, gt=0, description="Days that the topics keep records.")
    dead_letter_retention_days: float = Field(
        30, gt=0, description="Days that dead letters are kept: time to look at them."
    )
    max_article_bytes: int = Field(
        1 * MIB, ge=1024, description="Largest article record, in bytes; larger is dead-lettered."
    )
    max_event_bytes: int = Field(
        8 * MIB,
        ge=8192,
        description="Largest record of the topics, in bytes: the event of every accepted article "
        "fits, with annotations of several times its text.",
    )

    # --- security, for every client
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="How clients talk to the brokers."
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"] | None = (
        Field(None, description="SASL mechanism, with SASL_PLAINTEXT and SASL_SSL.")
    )
    sasl_username: str | None = Field(
        None, description="SASL user name; with sasl_token_url, the client id."
    )
    sasl_password: SecretStr | None = Field(
        None, description="SASL password, or the client's secret; never shown."
    )
    sasl_token_file: Path | None = Field(
        None,
        description="File with the token of OAUTHBEARER, read at each login, such as a projected "
        "token of Kubernetes.",
    )
    sasl_token_url: str | None = Field(
        None,
        pattern=spelling.URL_PATTERN,
        description="Endpoint that gives tokens for client id and secret (OpenID Connect).",
    )
    sasl_token_scope: str | None = Field(None, description="Scope to ask that endpoint for.")
    ssl_cafile: Path | None = Field(None, description="PEM file of the authorities to trust.")
    ssl_certfile: Path | None = Field(None, description="PEM file of the client's certificate.")
    ssl_keyfile: Path | None = Field(None, description="PEM file of the client's private key.")

    # --- the embedded Kafka
    data_dir: Path = Field(
        Path(".data"),
        description="Folder of the embedded Kafka's data, the gazetteer, exported models and "
        "Faust's own files.",
    )
    broker_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="Port of the embedded Kafka. Unset: 9092, or a free one when that is taken.",
    )
    broker_heap_mb: int = Field(
        512, ge=128, description="Java heap of the embedded Kafka, in MiB; it answers at 330 MB."
    )

    # --- work
    processes: int | None = Field(
        None, ge=1, le=1024, description="Processes of the pool. Unset: one per usable core."
    )
    deadline_s: float = Field(
        60.0,
        gt=0,
        description="Seconds that one article may take in one stage: a megabyte takes about two.",
    )
    process_memory_mb: int = Field(
        2048, ge=256, description="Memory (resident, MiB) at which a pool process is killed."
    )
    window_records: int = Field(
        64,
        ge=1,
        le=10_000,
        description="Records of one partition and stage in flight: enough to keep a pool busy.",
    )
    window_bytes: int = Field(
        16 * MIB, ge=1024, description="Bytes of one partition and stage in flight."
    )
    drain_s: float = Field(
        20.0, gt=0, description="Seconds that a stopping worker takes to finish what it holds."
    )
    retry_s: float = Field(
        300.0,
        ge=0,
        description="Seconds that a write is tried again while the broker is away; then the "
        "process ends without acknowledging, and its supervisor starts it again.",
    )
    stall_s: float = Field(
        300.0,
        gt=0,
        description="Seconds with lag and no offset moved after which a worker says it is sick "
        "and ends.",
    )
    session_s: float = Field(
        30.0,
        ge=6,
        le=1800,
        description="Seconds without a heartbeat after which the group gives a worker's partitions "
        "to others: longer than any pause of a healthy machine. Kafka allows 6 to 1800.",
    )
    processing_guarantee: Literal["origin"] = Field(
        "origin",
        description="How nothing is lost and nothing comes twice. `exactly_once` is refused: "
        "docs/decisions/0003-delivery.md says why.",
    )

    # --- models
    flow: str = Field(
        "pipeline.flow:STAGES",
        description="The list of stages, as module:attribute; for stages of your own.",
    )
    model: str = Field(
        "news",
        description="The recogniser of names: `news` is our own (docs/model-card.md); otherwise a "
        "spaCy package, such as en_core_web_sm, or a pipeline's folder.",
    )
    model_precision: Literal["fp32", "int8"] = Field(
        "fp32",
        description="How a spaCy model is computed: fp32 finds what spaCy finds, name for name; "
        "int8 takes a third less time and changes about one name in 250, at the same F1. `news` "
        "is int8 always, whatever is set here.",
    )
    gazetteer: Path | None = Field(
        None, description="Gazetteer file. Unset: the one built at set-up in the data folder."
    )

    # --- watching
    http_host: str = Field(
        "127.0.0.1", description="Address of metrics, health and the page; loopback unless told."
    )
    http_port: int = Field(
        8642, ge=0, le=65535, description="First port of metrics, health and the page; 0: any."
    )
    log_format: Literal["auto", "json", "console"] = Field(
        "auto", description="auto: for people on a terminal, JSON lines in a pipe."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least.")

    @field_validator("brokers")
    @classmethod
    def _addresses(cls, value: str | None) -> str | None:
        fault = spelling.address_fault(value or "")
        if fault:
            raise ValueError(fault)
        return value

    @field_validator("processing_guarantee", mode="before")
    @classmethod
    def _only_origin(cls, value: Any) -> Any:
        if value != "origin":
            raise ValueError(
                f"{value!r} is refused: Kafka transactions in Faust lose or double records "
                "(docs/decisions/0003-delivery.md). Leave this setting out."
            )
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> Settings:
        """What does not is refused here, not by the brokers after ten seconds."""
        if self.max_event_bytes < 2 * self.max_article_bytes:
            raise ValueError(
                "max_event_bytes must be at least twice max_article_bytes, or the event of a "
                "large article will not fit its topic"
            )
        fault = spelling.login_fault(
            self.security_protocol,
            self.sasl_mechanism,
            has_token_file=self.sasl_token_file is not None,
            has_token_url=self.sasl_token_url is not None,
            has_password=bool(self.sasl_username and self.sasl_password),
        )
        if fault:
            raise ValueError(fault)
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then the file: the order that users expect."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, cls.toml_path)

    def source(self, name: str) -> str:
        """Where a setting's value comes from: the kind of source that came first."""
        if name in self._flags:
            return "flag"
        if name not in self.model_fields_set:
            return "default"
        variable = f"{spelling.PREFIX}{name}".upper()
        return variable if variable in map(str.upper, os.environ) else self.toml_path.name

    @property
    def gazetteer_path(self) -> Path:
        """The gazetteer file: as set, or the one that set-up builds in the data folder."""
        return self.gazetteer or self.data_dir / "gazetteer" / "places.gaz"

    @property
    def pool_processes(self) -> int:
        """The number of pool processes: as set, or one per core that this process may use."""
        return self.processes or len(os.sched_getaffinity(0))


def load(**flags: Any) -> Settings:
    """The effective settings; flags that are None count as not given.

    Raises `SettingsError` naming each setting that is wrong and what it accepts.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        settings = Settings(**given)
    except ValidationError as error:
        lines = [spelling.in_words(item, Settings.model_fields) for item in error.errors()]
        raise SettingsError("; ".join(lines)) from None
    except ValueError as error:  # of the file's own form
        raise SettingsError(f"{Settings.toml_path}: {error}") from None
    settings._flags = frozenset(given)
    return settings


def strangers(environment: Mapping[str, str]) -> list[str]:
    """What is wrong with variables that look like settings, and are none."""
    return spelling.strangers(environment, Settings.model_fields)

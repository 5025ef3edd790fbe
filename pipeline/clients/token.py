"""Tokens for OAUTHBEARER: from a file that others renew, or from an OpenID endpoint.

One source serves both Kafka libraries, which ask for a token at each login; it hands out the same
one until it is about to run out.
"""

from __future__ import annotations

import asyncio
import base64
import functools
import json
import ssl
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from aiokafka.abc import AbstractTokenProvider as AiokafkaProvider
from kafka.net.sasl.oauth import AbstractTokenProvider as KafkaPythonProvider

from pipeline.clients.trust import trusting
from pipeline.settings import Settings, SettingsError

#: Share of a token's life after which another is fetched, so that none runs out on its way.
RENEW_AT: Final = 0.8
#: Seconds for the endpoint, which a login waits for.
TIMEOUT_S: Final = 10.0
#: Bytes of an answer or a token file: tokens have a few thousand.
MOST_BYTES: Final = 64 * 1024

Source = Callable[[], str]


class TokenError(SettingsError):
    """There is no token; the message names the setting."""


class TokenFile:
    """The token in a file, read at each login: Kubernetes renews projected tokens in place."""

    def __init__(self, path: Path) -> None:
        """Nothing is read yet."""
        self._path = path

    def __call__(self) -> str:
        """The token; raises `TokenError`."""
        try:
            with self._path.open("rb") as file:
                token = file.read(MOST_BYTES).decode("ascii").strip()
        except (OSError, ValueError) as error:
            raise TokenError(f"sasl_token_file={self._path} cannot be read: {error}") from None
        if not token:
            raise TokenError(f"sasl_token_file={self._path} is empty")
        return token


class TokenEndpoint:
    """Tokens of an OpenID provider by the client credentials grant (RFC 6749, section 4.4)."""

    def __init__(
        self,
        url: str,
        client: str,
        secret: str,
        *,
        scope: str | None = None,
        context: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Nothing connects yet. ``clock`` gives seconds that never go back."""
        self._request = urllib.request.Request(  # noqa: S310 - the settings allow only http(s)
            url,
            data=urllib.parse.urlencode(
                {"grant_type": "client_credentials"} | ({"scope": scope} if scope else {})
            ).encode(),
            headers={"Authorization": f"Basic {_basic(client, secret)}"},
        )
        self._context = context
        self._clock = clock
        self._turn = threading.Lock()
        self._token = ""
        self._renew = float("-inf")

    def __call__(self) -> str:
        """A token that is good for a while; raises `TokenError`."""
        with self._turn:
            now = self._clock()
            if now >= self._renew:
                self._token, lives = self._fetch()
                self._renew = now + lives * RENEW_AT
            return self._token

    def _fetch(self) -> tuple[str, float]:
        where = f"sasl_token_url={self._request.full_url}"
        try:
            with urllib.request.urlopen(  # noqa: S310 - as above
                self._request, timeout=TIMEOUT_S, context=self._context
            ) as answer:
                content: Any = json.loads(answer.read(MOST_BYTES))
            return str(content["access_token"]), float(content.get("expires_in", 300))
        except urllib.error.HTTPError as error:
            raise TokenError(
                f"{where} answers {error.code} {error.reason}. Look at sasl_username (client id), "
                "sasl_password (client secret) and sasl_token_scope"
            ) from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise TokenError(f"{where} gives no token: {error}") from None


def _basic(client: str, secret: str) -> str:
    """RFC 6749, section 2.3.1: both are form-encoded before they are joined."""
    pair = f"{urllib.parse.quote_plus(client)}:{urllib.parse.quote_plus(secret)}"
    return base64.b64encode(pair.encode()).decode()


@functools.lru_cache(maxsize=4)
def source_of(settings: Settings) -> Source:
    """The source of tokens that the settings name, one for all clients of a process.

    The endpoint may be vouched for by the brokers' authority or by one that the system trusts.
    """
    if settings.sasl_token_file is not None:
        return TokenFile(settings.sasl_token_file)
    assert settings.sasl_token_url
    context = trusting()
    if settings.ssl_cafile is not None:
        context.load_verify_locations(settings.ssl_cafile)
    secret = settings.sasl_password
    return TokenEndpoint(
        settings.sasl_token_url,
        settings.sasl_username or "",
        secret.get_secret_value() if secret else "",
        scope=settings.sasl_token_scope,
        context=context,
    )


class ForKafkaPython(KafkaPythonProvider):  # type: ignore[misc]
    """A source as kafka-python asks it."""

    def __init__(self, source: Source) -> None:
        """Nothing is asked yet."""
        super().__init__()
        self._source = source

    def token(self) -> str:
        """The token; the caller's thread waits for it."""
        return self._source()


class ForAiokafka(AiokafkaProvider):  # type: ignore[misc]
    """A source as aiokafka, and so Faust, asks it."""

    def __init__(self, source: Source) -> None:
        """Nothing is asked yet."""
        self._source = source

    async def token(self) -> str:
        """The token; fetched in a thread, so that heartbeats go on."""
        return await asyncio.to_thread(self._source)

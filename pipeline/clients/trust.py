"""Whom TLS trusts: the same on every Python, for brokers and for endpoints of tokens.

Pure but for the file of authorities that is read.
"""

from __future__ import annotations

import ssl
from pathlib import Path


def trusting(cafile: Path | None = None) -> ssl.SSLContext:
    """Python's default context: the authorities of ``cafile``, or those that the system trusts.

    From 3.13 on it refuses certificates without all extensions of RFC 5280 (`VERIFY_X509_STRICT`),
    which authorities made with ``openssl x509 -req`` or ``keytool`` often lack, and which neither
    Java's clients nor librdkafka ask for. Signatures, dates and host names are checked as ever.
    """
    context = ssl.create_default_context(cafile=cafile)
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context

"""A real Apache Kafka behind SASL_SSL with ACLs: its certificates, users and rights.

The node keeps its plain listener on loopback, for itself and for the test, as super user; what is
tested comes by the listener ``SECURE`` (SCRAM), ``TOKEN`` (OAUTHBEARER) or ``MUTUAL`` (a client's
certificate), and has only the rights that `allow` gives.
"""

from __future__ import annotations

import base64
import datetime
import ipaddress
import json
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    KafkaAdminClient,
    ResourcePattern,
    ResourceType,
    UserScramCredentialUpsertion,
)

from pipeline.broker import Broker, ports

OAUTH: Final = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
SCRAM: Final = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
OPERATIONS: Final = Path(__file__).parents[2] / "docs" / "operations.md"


@dataclass(frozen=True, slots=True)
class Secured:
    """The broker, its guarded addresses, the authority of all, and a certificate of a client."""

    broker: Broker
    address: str
    token_address: str
    mutual_address: str
    authority: Path
    certificate: Path


def authority(folder: Path, name: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate, Path]:
    """A certificate authority of its own; its certificate lies in the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        _certificate(subject, subject, key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_may_sign(), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return key, made, file


def _may_sign() -> x509.KeyUsage:
    signs = {"key_cert_sign": True, "crl_sign": True, "digital_signature": True}
    rest = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    return x509.KeyUsage(**signs, **dict.fromkeys((*rest, "encipher_only", "decipher_only"), False))


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=2))
    )


def key_store(
    folder: Path, name: str, signer: ec.EllipticCurvePrivateKey, by: x509.Certificate
) -> Path:
    """A key and its certificate in one PEM file, for 127.0.0.1 and for no other host."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        _certificate(subject, by.subject, key.public_key())
        .add_extension(names, critical=False)
        .sign(signer, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / f"{name}.pem"
    file.write_bytes(private + made.public_bytes(pem))
    return file


@contextmanager
def secured(folder: Path) -> Iterator[Secured]:
    """Start the broker on an empty folder; stopped at the end."""
    signer, certificate, file = authority(folder, "authority")
    store = key_store(folder, "broker", signer, certificate)
    client = key_store(folder, "publisher", signer, certificate)
    secure, token, mutual = (f"127.0.0.1:{ports.any_free()}" for _ in range(3))
    listeners = f"SECURE://{secure},TOKEN://{token},MUTUAL://{mutual}"
    properties = {
        "listeners": listeners,
        "advertised.listeners": listeners,
        "listener.security.protocol.map": "SECURE:SASL_SSL,TOKEN:SASL_SSL,MUTUAL:SSL",
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(store),
        "listener.name.mutual.ssl.client.auth": "required",
        "listener.name.mutual.ssl.truststore.type": "PEM",
        "listener.name.mutual.ssl.truststore.location": str(file),
        "listener.name.secure.sasl.enabled.mechanisms": "SCRAM-SHA-256,SCRAM-SHA-512",
        "listener.name.secure.scram-sha-256.sasl.jaas.config": SCRAM,
        "listener.name.secure.scram-sha-512.sasl.jaas.config": SCRAM,
        "listener.name.token.sasl.enabled.mechanisms": "OAUTHBEARER",
        # Kafka's validator for tests: tokens are checked for their claims, not for a signature.
        "listener.name.token.oauthbearer.sasl.jaas.config": (
            f'{OAUTH} unsecuredLoginStringClaim_sub="broker";'
        ),
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS",
    }
    with Broker.start(
        folder / "data", port=ports.any_free(), heap_mb=384, properties=properties
    ) as broker:
        yield Secured(broker, secure, token, mutual, file, client)


def add_user(at: Secured, user: str, password: str) -> None:
    """A SCRAM user, under both mechanisms."""
    with KafkaAdminClient(bootstrap_servers=at.broker.bootstrap) as admin:
        for mechanism in ("SCRAM-SHA-256", "SCRAM-SHA-512"):
            # One mechanism a request: Kafka takes each user once in a request.
            refused = admin.alter_user_scram_credentials(
                [UserScramCredentialUpsertion(user, mechanism, password)]
            )
            assert not any(refused.values()), refused


@dataclass(frozen=True, slots=True)
class Right:
    """Operations on a topic or group of this name, or (``prefixed``) whose name begins so."""

    resource: ResourceType
    name: str
    prefixed: bool
    operations: tuple[ACLOperation, ...]


def rights_of(role: str, prefix: str, group: str) -> list[Right]:
    """The rights of a kind of user, read from the table in docs/operations.md."""
    found = []
    for line in OPERATIONS.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 4 or cells[0] != role:
            continue
        resource = ResourceType[cells[1].upper()]
        name = re.findall(r"`(.+)`", cells[2])[0]
        name = name.replace("GROUP", group).replace("PREFIX", prefix)
        words = re.findall(r"\w+", cells[3])
        operations = tuple(ACLOperation[re.sub(r"\B([A-Z])", r"_\1", w).upper()] for w in words)
        found.append(Right(resource, name.rstrip("*"), name.endswith("*"), operations))
    assert found, f"docs/operations.md has no rights for {role}"
    return found


def allow(at: Secured, user: str, rights: Sequence[Right]) -> None:
    """Give a user rights, and wait until the broker knows of them."""
    acls = [
        ACL(
            *(f"User:{user}", "*", operation, ACLPermissionType.ALLOW),
            ResourcePattern(
                right.resource,
                right.name,
                ACLResourcePatternType.PREFIXED
                if right.prefixed
                else ACLResourcePatternType.LITERAL,
            ),
        )
        for right in rights
        for operation in right.operations
    ]
    with KafkaAdminClient(bootstrap_servers=at.broker.bootstrap) as admin:
        done = admin.create_acls(acls)
        assert not done["failed"], done
        known = {str(acl) for acl in acls}
        deadline = time.monotonic() + 30
        while not known <= _listed(admin):
            assert time.monotonic() < deadline, "the rights did not arrive"
            time.sleep(0.1)


def _listed(admin: KafkaAdminClient) -> set[str]:
    from kafka.admin import ACLFilter, ResourcePatternFilter

    everything = ACLFilter(
        *(None, None, ACLOperation.ANY, ACLPermissionType.ANY),
        ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY),
    )
    found: Any = admin.describe_acls(everything)
    acls = found[0] if isinstance(found, tuple) else found
    return {str(acl) for acl in acls}


def unsigned_token(user: str, *, seconds: float = 3600) -> str:
    """A JWT without a signature, as Kafka's validator for tests takes it."""
    now = time.time()
    parts = ({"alg": "none"}, {"sub": user, "iat": now, "exp": now + seconds})
    return ".".join(_part(part) for part in parts) + "."


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

"""The hub's certificate: read and tried out before the hub serves with it."""

from __future__ import annotations

import hashlib
import os
import ssl
from dataclasses import dataclass
from pathlib import Path


class WrongCertificateError(Exception):
    """Certificate or key cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Certificate:
    """The files, and the hub's own certificate (PEM, without those that signed it)."""

    certificate: Path
    key: Path
    own: str
    serving: ssl.SSLContext
    """With both of them loaded."""
    trouble: str = ""
    """Why clients will not trust it, e.g. that it has expired; "" when nothing is known."""


def load(certificate: Path, key: Path) -> Certificate:
    """Raises WrongCertificateError for files that cannot be read, do not belong together, or ask for a password."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        own = _first(certificate.read_text(encoding="ascii"))
        key.read_bytes()
    except (OSError, ValueError) as error:
        raise WrongCertificateError(f"the certificate or its key cannot be read: {error}") from error
    try:
        serving.load_cert_chain(certificate, key, password=_no_password)
    except (ssl.SSLError, OSError, ValueError) as error:
        raise WrongCertificateError(f"{certificate} and {key} cannot be used together: {error}") from error
    return Certificate(certificate, key, own, serving, _trouble(serving, own))


def _no_password() -> str:
    raise ValueError("the key asks for a password, and nobody is there to give it")


def _first(pem: str) -> str:
    begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
    if begin not in pem or end not in pem:
        raise ValueError("no certificate in it (expected PEM)")
    return pem[pem.index(begin) : pem.index(end) + len(end)] + "\n"


def trusting(pem: str) -> ssl.SSLContext:
    """A client's context that trusts exactly this certificate, whatever name the server is asked by."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=pem)
    return context


def _trouble(serving: ssl.SSLContext, own: str) -> str:
    """Shakes hands with itself in memory: what a client that trusts this very certificate would object to."""
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = trusting(own).wrap_bio(to_client, to_server)
    server = serving.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError as error:
                return str(error.verify_message)
            except ssl.SSLError as error:
                return str(error.reason)
    return ""


def readable_by_others(key: Path) -> bool:
    """Whether other users of this machine may read the private key, by its mode. Raises OSError."""
    return os.name == "posix" and bool(key.stat().st_mode & 0o077)


def fingerprint(certificate: str) -> str:
    """SHA-256 of a certificate (PEM), as people compare it: "AB:CD:…"."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate)).digest().hex(":").upper()

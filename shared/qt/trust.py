"""Whose certificate a kiosk or board believes: the system's authorities, and the hall's own from a file."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtNetwork import QNetworkReply, QSsl, QSslCertificate, QSslConfiguration, QSslError
from PySide6.QtWebSockets import QWebSocket

log = logging.getLogger(__name__)

NAMED_OTHERWISE = frozenset(
    {
        QSslError.SslError.HostNameMismatch,
        QSslError.SslError.SelfSignedCertificate,
        QSslError.SslError.SelfSignedCertificateInChain,
        QSslError.SslError.UnableToGetLocalIssuerCertificate,
        QSslError.SslError.UnableToVerifyFirstCertificate,
        QSslError.SslError.CertificateUntrusted,
    }
)
"""Objections that do not matter to whoever was given that very certificate. That it has run out still does."""


class WrongTrustError(Exception):
    """The file of certificates cannot be used; the message says why."""


class Trust:
    """``file`` holds the certificate of the hall's authority, or the hub's own, in PEM. Never is anything else let
    through: a wrong certificate ends the connection before a key is sent."""

    def __init__(self, file: Path | None = None, pem: str = "") -> None:
        """``pem``: further certificates, as text. Raises WrongTrustError for a file without a certificate."""
        self._given: list[QSslCertificate] = []
        self._told = ""
        if file is not None:
            try:
                self._given = QSslCertificate.fromData(file.read_bytes(), QSsl.EncodingFormat.Pem)
            except OSError as error:
                raise WrongTrustError(f"{file}: {error.strerror}") from error
            if not self._given:
                raise WrongTrustError(f"{file}: no certificate in it (expected PEM)")
        self._given += QSslCertificate.fromData(pem.encode(), QSsl.EncodingFormat.Pem) if pem else []

    def configuration(self) -> QSslConfiguration:
        found = QSslConfiguration.defaultConfiguration()
        if self._given:
            found.addCaCertificates(self._given)
        return found

    def look_at(self, connection: QNetworkReply | QWebSocket, errors: Sequence[QSslError]) -> bool:
        """Whether the connection goes on all the same: only where the hub showed the very certificate that was given,
        and nothing but its name or its signer is objected to."""
        shown = connection.sslConfiguration().peerCertificate()
        if shown in self._given and all(error.error() in NAMED_OTHERWISE for error in errors):
            connection.ignoreSslErrors(list(errors))
            return True
        said = "; ".join(sorted({error.errorString() for error in errors}))
        if said != self._told:
            self._told = said
            log.error("the hub's certificate is not to be trusted: %s", said)
        return False

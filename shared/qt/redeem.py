"""Turns a pairing code into a key by asking the hub, without blocking the window; says in a type what was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec
from PySide6.QtCore import QByteArray, QCryptographicHash, QObject, QUrl, Signal
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest, QSslCertificate, QSslError

from shared.qt.trust import NAMED_OTHERWISE, Trust
from shared.wire import API, Code, Key, Problem, RedeemPairing, Role

TIMEOUT_MS = 8_000
"""Milliseconds that the hub may take."""


class RedeemFailure(StrEnum):
    """``pairing.why.<value>`` in the translation files says it."""

    ADDRESS = "address"
    """What was typed can be no address."""
    CODE = "code"
    """Not all of the code was typed."""
    NO_ANSWER = "no_answer"
    NO_HUB = "no_hub"
    """Something answers there that is no hub."""
    WRONG_CODE = "wrong_code"
    EXPIRED_CODE = "expired_code"
    OTHER_DEVICE = "other_device"
    LOCKED = "locked"
    """Too many wrong codes from here."""
    CERTIFICATE = "certificate"
    """Nobody told this device to trust the hub's certificate; a person may compare its fingerprint."""
    BAD_CERTIFICATE = "bad_certificate"
    """It has run out, is not valid yet or is broken: nobody may trust it."""
    FOLDER = "folder"
    """What the code gives could not be kept, so it was not used."""
    HUB = "hub"
    """The hub refuses for another reason, or cannot write its file."""


@dataclass(frozen=True)
class Shown:
    """The certificate that the hub showed."""

    fingerprint: str
    """SHA-256, as "AB:CD:…"."""
    pem: str
    """It, and the authority of the hall where the hub sends that along."""


@dataclass(frozen=True)
class PairingRefusal:
    why: RedeemFailure
    detail: str = ""
    """For the technician; English, or empty."""
    shown: Shown | None = None


_OF_CODE = {
    Code.WRONG_CODE: RedeemFailure.WRONG_CODE,
    Code.EXPIRED_CODE: RedeemFailure.EXPIRED_CODE,
    Code.OTHER_DEVICE: RedeemFailure.OTHER_DEVICE,
    Code.LOCKED: RedeemFailure.LOCKED,
}


class RedeemRequest(QObject):
    """One question to one hub at a time."""

    answered = Signal(object)
    """str, the device's key; or Refusal. Once for each ``ask``."""

    def __init__(self, role: Role, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._trust = Trust()
        self._objections: list[QSslError] = []
        self._shown: list[QSslCertificate] = []
        self._waiting = False
        self._network = QNetworkAccessManager(self)
        self._network.finished.connect(self._finished)
        self._network.sslErrors.connect(self._doubted)

    def ask(self, hub: str, code: str, trust: Trust) -> None:
        """``hub`` is its base address. The code leaves this machine only for a hub that ``trust`` believes."""
        self._trust, self._objections, self._shown, self._waiting = trust, [], [], True
        request = QNetworkRequest(QUrl(f"{hub}{API}/pairing/redeem"))
        if request.url().scheme() == "https":
            request.setSslConfiguration(trust.configuration())
        request.setTransferTimeout(TIMEOUT_MS)
        request.setAttribute(
            QNetworkRequest.Attribute.RedirectPolicyAttribute, QNetworkRequest.RedirectPolicy.ManualRedirectPolicy
        )
        request.setRawHeader(b"X-Antrean", b"1")
        request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/json")
        body = RedeemPairing(code, "kiosk" if self._role is Role.KIOSK else "display")
        self._network.post(request, QByteArray(msgspec.json.encode(body)))

    def close(self) -> None:
        """Whoever asked before hears nothing any more."""
        self._waiting = False

    def _doubted(self, reply: QNetworkReply, errors: list[QSslError]) -> None:
        if not self._trust.look_at(reply, errors):
            self._objections = list(errors)
            self._shown = reply.sslConfiguration().peerCertificateChain()

    def _finished(self, reply: QNetworkReply) -> None:
        reply.deleteLater()
        if self._waiting:
            self._waiting = False
            self.answered.emit(self._outcome(reply))

    def _outcome(self, reply: QNetworkReply) -> str | PairingRefusal:
        if self._objections:
            return _distrusted(self._objections, self._shown)
        status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if status is None:
            spoke = reply.error() in _SPOKE
            return PairingRefusal(RedeemFailure.NO_HUB if spoke else RedeemFailure.NO_ANSWER, reply.errorString())
        body = bytes(reply.readAll().data()) if reply.isOpen() else b""
        try:
            if status < 300:
                key = msgspec.json.decode(body, type=Key)
                return key.key or PairingRefusal(RedeemFailure.NO_HUB)
            problem = msgspec.json.decode(body, type=Problem)
        except msgspec.MsgspecError:
            return PairingRefusal(RedeemFailure.NO_HUB, f"HTTP {status}")
        return PairingRefusal(_OF_CODE.get(problem.code, RedeemFailure.HUB), problem.detail or problem.title)


_SPOKE = frozenset(
    {QNetworkReply.NetworkError.ProtocolFailure, QNetworkReply.NetworkError.ProtocolUnknownError}
    | {QNetworkReply.NetworkError.SslHandshakeFailedError, QNetworkReply.NetworkError.RemoteHostClosedError}
)
"""Somebody listens there, but does not speak as a hub does."""


def _distrusted(objections: list[QSslError], chain: list[QSslCertificate]) -> PairingRefusal:
    said = "; ".join(sorted({error.errorString() for error in objections}))
    if not chain or any(error.error() not in NAMED_OTHERWISE for error in objections):
        return PairingRefusal(RedeemFailure.BAD_CERTIFICATE, said)
    kept = [chain[0], *(one for one in chain[1:] if one.isSelfSigned())]
    pem = "".join(bytes(one.toPem().data()).decode("ascii") for one in kept)
    digest = bytes(chain[0].digest(QCryptographicHash.Algorithm.Sha256).data())
    return PairingRefusal(RedeemFailure.CERTIFICATE, said, Shown(digest.hex(":").upper(), pem))

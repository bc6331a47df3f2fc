"""What the pairing window asks for: what was typed, what is wrong with it, and the entry that comes of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from shared import paired
from shared.hub_address import LOCAL_HUB, hub_url
from shared.paired import Paired
from shared.pairing_code import LENGTH, LETTERS, written
from shared.qt.redeem import PairingRefusal, RedeemFailure, RedeemRequest
from shared.qt.trust import Trust, WrongTrustError
from shared.scanner_bursts import KeyRhythm
from shared.texts import DEFAULT_LANGUAGES, languages, text
from shared.wire import Role

QML_IMPORT_NAME = "Antrean.Pairing.Model"
QML_IMPORT_MAJOR_VERSION = 1

ADDRESS, CODE = "address", "code"
MAX_ADDRESS = 120
UNTOUCHED_SECONDS = 120.0
"""Seconds after which a window that somebody opened over a part goes away by itself."""
IN_ADDRESS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.:/-_[]")

log = logging.getLogger("antrean.pairing")


@dataclass(frozen=True)
class PairingEntry:
    """How a device comes to its hub."""

    role: Role
    data: Path | None
    """Folder in which a pairing is kept; None keeps it for this run only."""
    hub: str
    key: str
    """Empty: not paired."""
    ca: Path | None = None


@QmlElement
@QmlUncreatable("made by shared.qt.pairing")
class PairingModel(QObject):  # type: ignore[operator]
    """What was typed, what is wrong, and what comes of it."""

    changed = Signal()
    entered = Signal(object)
    """Entry, with a key: the device is paired, and the pairing is kept."""
    left = Signal()
    """Whoever opened the window does not want it after all."""

    def __init__(self, entry: PairingEntry, may_leave: bool, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` in seconds. ``may_leave``: the window was opened over a part that goes on without it."""
        super().__init__()
        self._entry, self._may_leave, self._clock = entry, may_leave, clock
        self._lang = DEFAULT_LANGUAGES[0]
        self._texts = {ADDRESS: entry.hub or LOCAL_HUB, CODE: ""}
        self._field = CODE
        self._busy = self._done = False
        self._refusal: PairingRefusal | None = None
        self._asked = ""
        self._pem = ""
        self._rhythm = KeyRhythm()
        self._before = dict(self._texts)
        self._touched = clock()
        self._asking = RedeemRequest(entry.role, self)
        self._asking.answered.connect(self._answered)
        self._idle = QTimer(self)
        self._idle.timeout.connect(self._look)
        if may_leave:
            self._idle.start(1_000)

    def close(self) -> None:
        self._idle.stop()
        self._asking.close()

    # --- what is shown ----------------------------------------------------------------------------------------------

    @Property(str, constant=True)
    def role(self) -> str:
        """kiosk or display."""
        return self._entry.role.value

    @Property(bool, constant=True)
    def may_leave(self) -> bool:
        return self._may_leave

    @Property("QStringList", constant=True)  # type: ignore[arg-type]
    def languages(self) -> list[str]:
        """Codes of those that the window can speak."""
        return list(languages())

    @Property(str, notify=changed)
    def lang(self) -> str:
        return self._lang

    @Property(str, notify=changed)
    def address(self) -> str:
        return self._texts[ADDRESS]

    @Property(str, notify=changed)
    def code(self) -> str:
        """As far as it was typed, in its two halves."""
        return written(self._texts[CODE])

    @Property(bool, notify=changed)
    def whole(self) -> bool:
        """Whether the code has all its signs."""
        return len(self._texts[CODE]) == LENGTH

    @Property(str, notify=changed)
    def field(self) -> str:
        """Where keys go: address or code."""
        return self._field

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy

    @Property(bool, notify=changed)
    def done(self) -> bool:
        return self._done

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """What is wrong; empty while nothing is."""
        return self._said("title")

    @Property(str, notify=changed)
    def advice(self) -> str:
        """What to do about it."""
        return self._said("do")

    @Property(str, notify=changed)
    def fingerprint(self) -> str:
        """Of the certificate that a person is asked to compare; empty while none is asked about."""
        return self._refusal.shown.fingerprint if self._refusal and self._refusal.shown else ""

    def _said(self, part: str) -> str:
        if self._refusal is None:
            return ""
        device = text(self._lang, f"pairing.device.{self._entry.role.value}")
        where = self._asked or self._texts[ADDRESS]
        folder = self._entry.data or ""
        return text(
            self._lang, f"pairing.why.{self._refusal.why.value}_{part}", hub=where, device=device, folder=folder
        )

    # --- what is typed ----------------------------------------------------------------------------------------------

    @Slot(str)
    def speak(self, lang: str) -> None:
        self._touch()
        self._lang = lang
        self.changed.emit()

    @Slot(str)
    def choose(self, field: str) -> None:
        self._touch()
        if field in self._texts:
            self._field = field
            self.changed.emit()

    @Slot(str)
    def type_key(self, sign: str) -> None:
        """One sign into the field; what no address or code can have is left out."""
        self._touch()
        if self._busy or self._done or len(sign) != 1:
            return
        had = self._texts[self._field]
        if self._field == CODE:
            sign = sign.upper()
            fits = sign in LETTERS and len(had) < LENGTH
        else:
            sign = sign.lower()
            fits = sign in IN_ADDRESS and len(had) < MAX_ADDRESS
        if fits:
            self._put(had + sign)

    @Slot()
    def erase(self) -> None:
        self._touch()
        self._put(self._texts[self._field][:-1])

    @Slot()
    def clear(self) -> None:
        self._touch()
        self._put("")

    def _put(self, typed: str) -> None:
        if self._busy or self._done:
            return
        if self._field == ADDRESS and typed != self._texts[ADDRESS]:
            self._pem = ""  # what was trusted is another hub's
        self._texts[self._field] = typed
        self._refusal = None
        self.changed.emit()

    def strike(self, key: int, sign: str, at: float, repeated: bool = False) -> None:
        """A key of a keyboard, at that millisecond. A burst of keys, as of a scanner, leaves everything as it was
        before, its Enter included."""
        if not repeated:
            self._rhythm = self._rhythm.struck(at)
        if self._rhythm.begins and not repeated:
            self._before = dict(self._texts)
        if self._rhythm.burst:
            if not (self._busy or self._done) and self._texts != self._before:
                self._texts = dict(self._before)
                self.changed.emit()
            return
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self._rhythm.begins and not repeated:
                    self._enter()
            case Qt.Key.Key_Backspace:
                self.erase()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab | Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.choose(CODE if self._field == ADDRESS else ADDRESS)
            case Qt.Key.Key_Escape:
                self.leave()
            case _:
                self.type_key(sign)

    def _enter(self) -> None:
        if self.fingerprint:
            self.trust()
        else:
            self.submit()

    # --- what comes of it -------------------------------------------------------------------------------------------

    @Slot()
    def submit(self) -> None:
        """Asks the hub, if what was typed can be meant and what it gives can be kept."""
        self._touch()
        if self._busy or self._done:
            return
        hub = hub_url(self._texts[ADDRESS])
        self._asked = hub or ""
        if hub is None:
            self._field = ADDRESS
            self._refuse(PairingRefusal(RedeemFailure.ADDRESS))
        elif len(self._texts[CODE]) < LENGTH:
            self._field = CODE
            self._refuse(PairingRefusal(RedeemFailure.CODE))
        elif trouble := self._no_room():
            self._refuse(PairingRefusal(RedeemFailure.FOLDER, trouble))
        else:
            self._ask(hub)

    @Slot()
    def trust(self) -> None:
        """A person compared the fingerprint: this certificate is believed from now on."""
        self._touch()
        shown = self._refusal.shown if self._refusal else None
        if shown is not None and not self._busy:
            self._pem = shown.pem
            self._ask(self._asked)

    @Slot()
    def distrust(self) -> None:
        self._touch()
        self._refusal = None
        self.changed.emit()

    @Slot()
    def leave(self) -> None:
        if self._may_leave and not self._done:
            self.left.emit()

    def _ask(self, hub: str) -> None:
        try:
            trust = Trust(self._entry.ca, self._pem)
        except WrongTrustError as error:
            self._refuse(PairingRefusal(RedeemFailure.BAD_CERTIFICATE, str(error)))
            return
        self._busy, self._refusal = True, None
        self.changed.emit()
        self._asking.ask(hub, self._texts[CODE], trust)

    def _answered(self, outcome: str | PairingRefusal) -> None:
        self._busy = False
        self._touch()
        if isinstance(outcome, PairingRefusal):
            self._refuse(outcome)
            return
        self._done = True
        self.changed.emit()
        self.entered.emit(self._kept(outcome))

    def _refuse(self, refusal: PairingRefusal) -> None:
        if refusal.detail:
            log.warning("not paired: %s: %s", refusal.why.value, refusal.detail)
        if refusal.why in (RedeemFailure.WRONG_CODE, RedeemFailure.EXPIRED_CODE, RedeemFailure.OTHER_DEVICE):
            self._field, self._texts[CODE] = CODE, ""
        elif refusal.why in (RedeemFailure.NO_ANSWER, RedeemFailure.NO_HUB):
            self._field = ADDRESS
        self._refusal = refusal
        self.changed.emit()

    def _no_room(self) -> str:
        """Why nothing could be kept in the data folder; empty where it can."""
        if self._entry.data is None:
            return ""
        try:
            paired.check_free_space(self._entry.data)
        except OSError as error:
            return str(error)
        return ""

    def _kept(self, key: str) -> PairingEntry:
        """The entry with the new key, kept in the data folder. The hub has given the key: that it cannot be kept after
        all is no reason not to work with it today."""
        entry = self._entry
        given = entry.ca.read_text(encoding="ascii", errors="replace") if entry.ca and entry.ca.exists() else ""
        made = Paired(self._asked, key, (given + self._pem) or None, paired.key_mark(entry.key) if entry.key else None)
        ca = entry.ca
        if entry.data is not None:
            try:
                paired.keep(entry.data, entry.role, made)
                ca = paired.trusted(entry.data, entry.role, made)
            except OSError as error:
                log.error("the pairing cannot be kept, it will be asked for again: %s", error)
        return PairingEntry(entry.role, entry.data, self._asked, key, ca)

    def _touch(self) -> None:
        self._touched = self._clock()

    def _look(self) -> None:
        if not self._busy and self._clock() - self._touched > UNTOUCHED_SECONDS:
            self.leave()

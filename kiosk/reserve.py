"""The kiosk without its hub: keeps a reserve of numbers and the hall's last state while there is a hub, gives numbers
from it while there is none, and hands them in when it is back.

What is written down stands in ``kiosk.journal``, what may be given is decided in ``kiosk.alone``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Literal, Protocol, TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from kiosk import own_ticket
from kiosk.alone import Alone, Lack, remembered, same, withheld
from kiosk.journal import Entry, Journal, Stage
from kiosk.journal_file import JournalError
from kiosk.taking import Drawn, Request, Undrawn
from shared.machine_time import machine_now
from shared.qt.link import LinkState
from shared.qt.replies import Unreachable
from shared.wire import Code, Hall, Problem
from shared.wire.offline import OfflineNumbers as Granted
from shared.wire.offline import RequestOfflineNumbers, UploadedNumber, UploadNumbers, UploadOutcome, UploadResult
from shared.wording.labels import label

log = logging.getLogger(__name__)

PIECE = 100
"""Numbers in one hand-in: some 25 KB."""
FIRST_RETRY, LAST_RETRY = 500, 8_000
"""Milliseconds until the first and the slowest further attempt."""
ASK_AGAIN = 30_000
"""Milliseconds until the hub is asked for a reserve once more after it gave none."""

T = TypeVar("T")


class Hub(Protocol):
    """The part of ``shared.qt.link.HubLink`` that the reserve needs."""

    hall: Hall | None
    state: LinkState
    hall_changed: SignalInstance
    state_changed: SignalInstance

    def now(self) -> datetime: ...

    def request(
        self,
        method: str,
        path: str,
        answer: type[T],
        done: Callable[[T | Problem | Unreachable], None],
        body: msgspec.Struct | None = None,
        key: str | None = None,
    ) -> None: ...


class Reserve(QObject):
    """``hall`` and ``now`` are the hub's as long as it was ever there since the start; else those of the journal."""

    changed = Signal()
    """What may be given, or what is still to be handed in."""

    def __init__(self, hub: Hub, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub, self._journal = hub, journal
        self._kept, self._ahead = self._remembered()
        self._seen: Hall | None = None
        self._alone = self._standing()
        self._settled = True
        self._handing = self._asking = False
        self._piece, self._attempts = PIECE, 0
        self._again = self._timer(self._hand_in)
        self._ask_again = self._timer(self._ask)
        hub.hall_changed.connect(self._hall_changed)
        hub.state_changed.connect(self._state_changed)
        self._look()

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(act)
        return timer

    # --- what is known ----------------------------------------------------------------------------------------------

    @property
    def hall(self) -> Hall | None:
        return self._hub.hall or self._kept

    def now(self) -> datetime:
        """The hub's time, UTC, as well as this kiosk knows it."""
        return self._hub.now() if self._hub.hall else machine_now() + self._ahead

    @property
    def alone(self) -> Alone | Lack:
        """What may be given if the hub is away; a Lack that holds for all services otherwise."""
        today = self._today()
        if self._alone is None or today is None:
            return Lack.NO_RESERVE
        return self._alone if self._alone.day == today else Lack.NEW_DAY

    def _today(self) -> date | None:
        """None while nothing is known of the hall."""
        hall = self.hall
        return self.now().astimezone(ZoneInfo(hall.site.timezone)).date() if hall else None

    @property
    def left(self) -> dict[str, int]:
        """By series, how many numbers may still be given."""
        return {} if self._alone is None else dict(self._alone.left)

    @property
    def settled(self) -> bool:
        """Whether the hub has answered for every number of the kiosk's own."""
        return self._settled

    @property
    def condition(self) -> Literal["ok", "none", "refused"]:
        """For staff: a number on paper that the hub would not take in is for a person to look at, on its own day; so
        that the next one is noticed, too."""
        today = self._today()
        if today is not None and self._journal.refused(today):
            return "refused"
        return "ok" if self.left else "none"

    # --- giving -----------------------------------------------------------------------------------------------------

    def draw(self, request: Request) -> Drawn | Undrawn:
        """A number of the reserve for this visitor, on disk before anybody sees it."""
        hall, alone = self.hall, self.alone
        if hall is None or isinstance(alone, Lack):
            return Undrawn(request.key, alone if isinstance(alone, Lack) else Lack.NO_RESERVE)
        now = self.now()
        why = withheld(hall, request.service, alone, now)
        if why is not None:
            return Undrawn(request.key, why)
        agency = next(known.agency for known in hall.services if known.code == request.service)
        series = hall.series_of(request.service) or ""
        try:
            entry = self._journal.give(
                alone.day, series, request.service, now, priority=request.priority, lang=request.lang
            )
            url = (
                (self._journal.fact("ticket_url") or "{token}").replace("{token}", entry.number.token) if entry else ""
            )
        except JournalError:
            log.exception("no number of the reserve is given: it could not be saved")
            return Undrawn(request.key, Lack.NOT_SAVED)
        self._look()
        if entry is None:
            return Undrawn(request.key, Lack.USED_UP)
        drawn = own_ticket.ticket(entry, agency, url)
        log.info("gave %s of the reserve", drawn.label)
        return Drawn(request.key, drawn)

    def begin(self, ticket: int) -> None:
        """Before the printer gets the first byte; from any thread. Raises JournalError."""
        self._journal.reaches(-ticket, Stage.BEGUN)

    def reaches(self, ticket: int, stage: Stage) -> None:
        """``ticket`` is the id of one of the kiosk's own, below 0."""
        try:
            self._journal.reaches(-ticket, stage)
        except JournalError:
            log.exception("could not note that a number %s", stage)
        self._look()
        self._hand_in()

    # --- while there is a hub ---------------------------------------------------------------------------------------

    def _state_changed(self, state: LinkState) -> None:
        if state is LinkState.ONLINE:
            self._attempts = 0
            self._hand_in()

    def _hall_changed(self, hall: Hall) -> None:
        before, self._seen = self._seen, hall
        if before is None or before.figures is not hall.figures or before.counters is not hall.counters:
            self._remember(hall)
        if before is not None and before.service_date != hall.service_date:
            self._look()
            self._ask()

    def _remember(self, hall: Hall) -> None:
        found = remembered(hall)
        if not self._journal.lasting or (self._kept is not None and same(self._kept, found)):
            self._kept = found
            return
        self._kept = found
        ahead = (self._hub.now() - machine_now()).total_seconds()
        try:
            self._journal.keep_facts(hall=msgspec.json.encode(found).decode(), ahead=str(ahead))
        except JournalError:
            log.exception("the hall could not be kept for a start without the hub")

    def _remembered(self) -> tuple[Hall | None, timedelta]:
        kept, ahead = self._journal.fact("hall"), self._journal.fact("ahead")
        if kept is None:
            return None, timedelta(0)
        try:
            return msgspec.json.decode(kept, type=Hall), timedelta(seconds=float(ahead or 0))
        except (msgspec.MsgspecError, ValueError):
            log.warning("the kept hall is of another version; it is not used")
            return None, timedelta(0)

    def _ask(self) -> None:
        hall = self._hub.hall
        if hall is None or self._asking or self._hub.state is not LinkState.ONLINE or not self._journal.lasting:
            return
        self._asking = True
        asked = RequestOfflineNumbers(hall.service_date, self._journal.left(hall.service_date), self._journal.id)
        self._hub.request("POST", "/reserves", Granted, self._granted, asked, uuid4().hex)

    def _granted(self, answer: Granted | Problem | Unreachable) -> None:
        self._asking = False
        if not isinstance(answer, Granted):
            if isinstance(answer, Problem):
                log.warning("the hub grants no reserve: %s %s", answer.code, answer.detail)
            self._ask_again.start(ASK_AGAIN)
            return
        try:
            self._journal.keep_reserve(answer.service_date, answer.spans, answer.ticket_url)
        except JournalError:
            log.exception("the reserve could not be kept; this kiosk cannot go on without the hub")
        self._look()

    # --- handing in -------------------------------------------------------------------------------------------------

    def _hand_in(self) -> None:
        if self._handing or self._hub.state is not LinkState.ONLINE:
            return
        entries = self._journal.to_hand_in(self._piece)
        if not entries:
            self._ask()
            return
        self._handing = True

        def done(answer: UploadResult | Problem | Unreachable) -> None:
            self._handing = False
            self._handed(entries, answer)

        body = UploadNumbers(tuple(entry.number for entry in entries))
        self._hub.request("POST", "/tickets/hand-in", UploadResult, done, body, uuid4().hex)

    def _handed(self, entries: tuple[Entry, ...], answer: UploadResult | Problem | Unreachable) -> None:
        match answer:
            case UploadResult(fates) if len(fates) == len(entries):
                self._settle(entries, fates)
                self._piece, self._attempts = PIECE, 0
                self._hand_in()
            case Problem(Code.BAD_REQUEST | Code.TOO_LARGE) if len(entries) > 1:
                self._piece = 1
                self._hand_in()
            case Problem(Code.BAD_REQUEST, _, _, detail):
                (entry,) = entries
                self._settle(
                    entries,
                    (
                        UploadedNumber(
                            label(entry.number.series, entry.number.number), UploadOutcome.REFUSED, detail=detail
                        ),
                    ),
                )
                self._hand_in()
            case _:
                log.warning("numbers could not be handed in yet: %s", answer)
                self._again.start(min(LAST_RETRY, FIRST_RETRY * 2 ** min(self._attempts, 6)))
                self._attempts += 1

    def _settle(self, entries: tuple[Entry, ...], fates: tuple[UploadedNumber, ...]) -> None:
        for answer in fates:
            if answer.fate is UploadOutcome.REFUSED:
                log.error("the hub does not take in %s: %s. It stays in the journal.", answer.label, answer.detail)
        try:
            self._journal.settle(entries, fates)
        except JournalError:
            log.exception("could not note what was handed in; it is handed in again")
        self._look()

    # --- from the journal -------------------------------------------------------------------------------------------

    def _standing(self) -> Alone | None:
        day = self._journal.reserve_day()
        return None if day is None else Alone(day, self._journal.left(day))

    def _look(self) -> None:
        self._alone = self._standing()
        self._settled = not self._journal.to_hand_in(1)
        self.changed.emit()

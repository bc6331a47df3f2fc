"""The kiosk's pool of offline numbers: requested from the hub in advance, given while the hub is unreachable, uploaded
when it is back. Also keeps the hall's last state for a start without the hub.

``kiosk.issuing.store`` writes it down; ``kiosk.issuing.offline_policy`` decides what may be given.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Literal, Protocol, TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QObject, Signal, SignalInstance

from kiosk.issuing.offline_policy import NoNumberReason, OfflineState, offline_hall, same_offline_hall, why_no_number
from kiosk.issuing.offline_ticket import offline_ticket
from kiosk.issuing.states import NumberRequest, OfflineNumberDenied, OfflineNumberTaken
from kiosk.issuing.store import KioskStore, KioskStoreError, OfflineNumberRow, PaperStage
from kiosk.tickets import OfflineTicketId
from shared.machine_time import machine_now
from shared.qt.backoff import BackOff
from shared.qt.link import LinkState
from shared.qt.replies import Unreachable
from shared.wire import Code, Hall, Problem
from shared.wire.offline import (
    OfflineNumbers,
    RequestOfflineNumbers,
    UploadedNumber,
    UploadNumbers,
    UploadOutcome,
    UploadResult,
)
from shared.wording.labels import label

log = logging.getLogger(__name__)

UPLOAD_BATCH = 100
"""Numbers in one upload: some 25 KB."""
FIRST_RETRY_MS, LAST_RETRY_MS = 500, 8_000
"""Milliseconds until the first and the slowest further attempt."""
REQUEST_AGAIN_MS = 30_000
"""Milliseconds until the hub is asked again for offline numbers after it gave none."""

T = TypeVar("T")


class OfflineHubLink(Protocol):
    """The part of ``shared.qt.link.HubLink`` that the pool needs."""

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


class OfflineNumberPool(QObject):
    """``hall`` and ``now`` are the hub's as long as it was ever there since the start; else those of the store."""

    changed = Signal()
    """What may be given, or what is still to be uploaded."""

    def __init__(self, hub: OfflineHubLink, store: KioskStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hub, self._store = hub, store
        self._kept_hall, self._clock_offset = self._kept_hall_and_offset()
        self._last_hall: Hall | None = None
        self._offline = self._current_state()
        self._settled = True
        self._uploading = self._requesting = False
        self._batch = UPLOAD_BATCH
        self._retries = BackOff(self._upload, FIRST_RETRY_MS, LAST_RETRY_MS, parent=self)
        self._request_again = BackOff(self._request_numbers, REQUEST_AGAIN_MS, REQUEST_AGAIN_MS, parent=self)
        hub.hall_changed.connect(self._hall_changed)
        hub.state_changed.connect(self._state_changed)
        self.refresh()

    # --- what is known ----------------------------------------------------------------------------------------------

    @property
    def hall(self) -> Hall | None:
        return self._hub.hall or self._kept_hall

    def now(self) -> datetime:
        """The hub's time, UTC, as well as this kiosk knows it."""
        return self._hub.now() if self._hub.hall else machine_now() + self._clock_offset

    @property
    def offline(self) -> OfflineState | NoNumberReason:
        """What may be given if the hub is away; a NoNumberReason that holds for all services otherwise."""
        today = self._today()
        if self._offline is None or today is None:
            return NoNumberReason.NO_RESERVE
        return self._offline if self._offline.day == today else NoNumberReason.NEW_DAY

    def _today(self) -> date | None:
        """None while nothing is known of the hall."""
        hall = self.hall
        return self.now().astimezone(ZoneInfo(hall.site.timezone)).date() if hall else None

    @property
    def left(self) -> dict[str, int]:
        """By series, how many numbers may still be given."""
        return {} if self._offline is None else dict(self._offline.left)

    @property
    def settled(self) -> bool:
        """Whether the hub has answered for every offline number."""
        return self._settled

    @property
    def condition(self) -> Literal["ok", "none", "refused"]:
        """For staff: a number on paper that the hub would not take in is for a person to look at, on its own day; so
        that the next one is noticed, too."""
        today = self._today()
        if today is not None and self._store.refused(today):
            return "refused"
        return "ok" if self.left else "none"

    # --- taking numbers ---------------------------------------------------------------------------------------------

    def take(self, request: NumberRequest) -> OfflineNumberTaken | OfflineNumberDenied:
        """An offline number for this visitor, on disk before anybody sees it."""
        hall, offline = self.hall, self.offline
        if hall is None or isinstance(offline, NoNumberReason):
            return OfflineNumberDenied(
                request.key, offline if isinstance(offline, NoNumberReason) else NoNumberReason.NO_RESERVE
            )
        now = self.now()
        why = why_no_number(hall, request.service, offline, now)
        if why is not None:
            return OfflineNumberDenied(request.key, why)
        agency = next(known.agency for known in hall.services if known.code == request.service)
        series = hall.series_of(request.service) or ""
        try:
            entry = self._store.take_number(
                offline.day, series, request.service, now, priority=request.priority, lang=request.lang
            )
            url = (self._store.fact("ticket_url") or "{token}").replace("{token}", entry.number.token) if entry else ""
        except KioskStoreError:
            log.exception("no offline number is given: it could not be saved")
            return OfflineNumberDenied(request.key, NoNumberReason.NOT_SAVED)
        self.refresh()
        if entry is None:
            return OfflineNumberDenied(request.key, NoNumberReason.USED_UP)
        taken = offline_ticket(entry, agency, url)
        log.info("gave the offline number %s", taken.label)
        return OfflineNumberTaken(request.key, taken)

    def begin(self, ticket: OfflineTicketId) -> None:
        """Before the printer gets the first byte; from any thread. Raises KioskStoreError."""
        self._store.set_stage(ticket.row, PaperStage.BEGUN)

    def set_stage(self, ticket: OfflineTicketId, stage: PaperStage) -> None:
        """Stores how far the ticket's paper has come, and uploads it once that is final."""
        try:
            self._store.set_stage(ticket.row, stage)
        except KioskStoreError:
            log.exception("could not store that a paper is %s", stage)
        self.refresh()
        self._upload()

    # --- while there is a hub ---------------------------------------------------------------------------------------

    def _state_changed(self, state: LinkState) -> None:
        if state is LinkState.ONLINE:
            self._retries.reset()
            self._upload()

    def _hall_changed(self, hall: Hall) -> None:
        before, self._last_hall = self._last_hall, hall
        if before is None or before.figures is not hall.figures or before.counters is not hall.counters:
            self._keep_hall(hall)
        if before is not None and before.service_date != hall.service_date:
            self.refresh()
            self._request_numbers()

    def _keep_hall(self, hall: Hall) -> None:
        found = offline_hall(hall)
        if not self._store.durable or (self._kept_hall is not None and same_offline_hall(self._kept_hall, found)):
            self._kept_hall = found
            return
        self._kept_hall = found
        ahead = (self._hub.now() - machine_now()).total_seconds()
        try:
            self._store.keep_facts(hall=msgspec.json.encode(found).decode(), ahead=str(ahead))
        except KioskStoreError:
            log.exception("the hall could not be kept for a start without the hub")

    def _kept_hall_and_offset(self) -> tuple[Hall | None, timedelta]:
        kept, ahead = self._store.fact("hall"), self._store.fact("ahead")
        if kept is None:
            return None, timedelta(0)
        try:
            return msgspec.json.decode(kept, type=Hall), timedelta(seconds=float(ahead or 0))
        except (msgspec.MsgspecError, ValueError):
            log.warning("the kept hall is of another version; it is not used")
            return None, timedelta(0)

    def _request_numbers(self) -> None:
        hall = self._hub.hall
        if hall is None or self._requesting or self._hub.state is not LinkState.ONLINE or not self._store.durable:
            return
        self._requesting = True
        asked = RequestOfflineNumbers(hall.service_date, self._store.left(hall.service_date), self._store.id)
        self._hub.request("POST", "/reserves", OfflineNumbers, self._received, asked, uuid4().hex)

    def _received(self, answer: OfflineNumbers | Problem | Unreachable) -> None:
        self._requesting = False
        if not isinstance(answer, OfflineNumbers):
            if isinstance(answer, Problem):
                log.warning("the hub gives no offline numbers: %s %s", answer.code, answer.detail)
            self._request_again.retry()
            return
        try:
            self._store.keep_offline_numbers(answer.service_date, answer.spans, answer.ticket_url)
        except KioskStoreError:
            log.exception("the offline numbers could not be stored; this kiosk cannot go on without the hub")
        self.refresh()

    # --- uploading --------------------------------------------------------------------------------------------------

    def _upload(self) -> None:
        if self._uploading or self._hub.state is not LinkState.ONLINE:
            return
        entries = self._store.to_upload(self._batch)
        if not entries:
            self._request_numbers()
            return
        self._uploading = True

        def done(answer: UploadResult | Problem | Unreachable) -> None:
            self._uploading = False
            self._uploaded(entries, answer)

        body = UploadNumbers(tuple(entry.number for entry in entries))
        self._hub.request("POST", "/tickets/hand-in", UploadResult, done, body, uuid4().hex)

    def _uploaded(self, entries: tuple[OfflineNumberRow, ...], answer: UploadResult | Problem | Unreachable) -> None:
        match answer:
            case UploadResult(answers) if len(answers) == len(entries):
                self._settle(entries, answers)
                self._batch = UPLOAD_BATCH
                self._retries.reset()
                self._upload()
            case Problem(Code.BAD_REQUEST | Code.TOO_LARGE) if len(entries) > 1:
                self._batch = 1
                self._upload()
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
                self._upload()
            case _:
                log.warning("offline numbers could not be uploaded yet: %s", answer)
                self._retries.retry()

    def _settle(self, entries: tuple[OfflineNumberRow, ...], answers: tuple[UploadedNumber, ...]) -> None:
        for answer in answers:
            if answer.outcome is UploadOutcome.REFUSED:
                log.error("the hub refuses offline number %s: %s. It stays stored.", answer.label, answer.detail)
        try:
            self._store.settle(entries, answers)
        except KioskStoreError:
            log.exception("could not store what was uploaded; it is uploaded again")
        self.refresh()

    # --- from the store ---------------------------------------------------------------------------------------------

    def _current_state(self) -> OfflineState | None:
        day = self._store.offline_day()
        return None if day is None else OfflineState(day, self._store.left(day))

    def refresh(self) -> None:
        self._offline = self._current_state()
        self._settled = not self._store.to_upload(1)
        self.changed.emit()

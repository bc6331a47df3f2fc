"""The kiosk's view-model: folds what the hub says and what the visitor touches into one face, and tells QML.

Decisions stand in ``transition`` (the number), ``visit`` (what was chosen), ``rest`` (going home), ``presence``
(whether the hub is there) and ``face`` (what is shown); here they are only joined.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic as steady
from uuid import uuid4

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk import idle_timer
from kiosk.hub_availability import HubAvailability
from kiosk.idle_timer import IdlePhase
from kiosk.issuing import states
from kiosk.issuing.offline_numbers import OfflineNumberPool
from kiosk.issuing.offline_policy import OfflineState
from kiosk.issuing.outbox import Outbox
from kiosk.issuing.transition import PAPER_WITHIN, advance
from kiosk.screens import screen_reader
from kiosk.screens.cards import AgencyCard, FacilityCard, ServiceCard
from kiosk.screens.paper_preview import paper_source
from kiosk.screens.qr_images import qr_source
from kiosk.screens.screen import Screen, derive
from kiosk.screens.search_examples import SearchExamples
from kiosk.tickets import TicketId
from kiosk.visitor_choices import NO_CHOICES, SheetName, VisitorChoices
from shared.qt.link import HubLink
from shared.qt.rows import Rows

QML_IMPORT_NAME = "Antrean.Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 250
"""Milliseconds between two looks at the clocks."""


@QmlElement
@QmlUncreatable("made by kiosk.app")
class KioskModel(QObject):  # type: ignore[operator]  # of the decorator above
    """Everything that QML may read and every touch that it may forward."""

    changed = Signal()
    staff_came = Signal()
    """Somebody of the staff wants to pair this kiosk again."""

    def __init__(
        self,
        link: HubLink,
        errands: Outbox,
        offline_numbers: OfflineNumberPool,
        monotonic: Callable[[], float] = steady,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._errands, self._offline_numbers, self._steady = errands, offline_numbers, monotonic
        self._presence = HubAvailability(link, offline_numbers, monotonic)
        self._visit: VisitorChoices = NO_CHOICES
        self._state: states.IssuingState = states.NoRequest()
        self._touched = self._entered = monotonic()
        self._paper = ""
        self._logo = ""
        self._examples = SearchExamples()
        self._agencies = Rows(AgencyCard, self)
        self._services = Rows(ServiceCard, self)
        self._found = Rows(ServiceCard, self)
        self._facilities = Rows(FacilityCard, self)
        self._face: Screen = self._derive(idle_timer.AWAKE)
        link.hall_changed.connect(self.refresh)
        link.state_changed.connect(self.refresh)
        link.ticked.connect(self.refresh)
        offline_numbers.changed.connect(self.refresh)
        errands.heard.connect(self.feed)
        errands.paper_came.connect(self._paper_came)
        beat = QTimer(self)
        beat.timeout.connect(self.beat)
        beat.start(TICK_MS)

    @property
    def face(self) -> Screen:
        return self._face

    @property
    def state(self) -> states.IssuingState:
        return self._state

    def show_logo(self, source: str) -> None:
        """Address of the hall's logo for an Image; "" for our own emblem."""
        self._logo = source
        self.changed.emit()

    # --- what happens -----------------------------------------------------------------------------------------------

    def feed(self, given: states.IssuingInput) -> None:
        """Gives the number's state machine one input and carries out what it decides."""
        before = self._state
        self._state, effects = advance(before, given)
        if type(before) is not type(self._state):
            self._touched = self._entered = self._steady()
        for effect in effects:
            self._errands.run(effect)
        self.refresh()

    def beat(self) -> None:
        """Looks at the clocks: nobody touches, the hub stays away, or the printer says nothing."""
        if isinstance(self._state, states.AskingHub) and isinstance(self._presence.alone, OfflineState):
            self.feed(states.HubGone())
        elif isinstance(self._state, states.AwaitingPaper) and self._steady() - self._entered > PAPER_WITHIN:
            self.feed(states.PaperOverdue())
        elif self._resting().rest is IdlePhase.OVER:
            self.go_home()
        else:
            self.refresh()

    @Slot()
    def touched(self) -> None:
        """Any touch anywhere: somebody is there. While the screen asks, only its own buttons answer: they would be
        gone before the finger is lifted."""
        if not self._face.warning:
            self._touched = self._steady()

    @Slot()
    def attend(self) -> None:
        """The small way in for the staff, where the kiosk is out of service."""
        if self._face.trouble.staff:
            self.staff_came.emit()

    @Slot()
    def stay(self) -> None:
        """ "I need more time"."""
        self._touched = self._steady()
        self.refresh()

    def refresh(self, *_: object) -> None:
        face = self._derive(self._resting())
        if face == self._face:
            return
        self._face = face
        self._agencies.show(face.agencies)
        self._services.show(face.services)
        self._found.show(face.found)
        self._facilities.show(face.facilities)
        self.changed.emit()

    def _derive(self, resting: idle_timer.IdleState) -> Screen:
        there, alone = self._presence, self._presence.alone
        return derive(
            there.hall,
            self._visit,
            self._state,
            there.away,
            resting,
            self._offline_numbers.now(),
            alone if isinstance(alone, OfflineState) else None,
            self._examples.of(there.hall, self._visit.lang),
        )

    def _resting(self) -> idle_timer.IdleState:
        hall = self._presence.hall
        if hall is None or isinstance(self._state, states.AskingHub | states.TakingOffline | states.AwaitingPaper):
            return idle_timer.AWAKE
        if self._visit == NO_CHOICES and isinstance(self._state, states.NoRequest):
            return idle_timer.AWAKE
        issued = isinstance(self._state, states.NumberIssued)
        patience = (idle_timer.ticket_times if issued else idle_timer.page_times)(hall.site.kiosk)
        return idle_timer.idle_state(patience, self._steady() - self._touched)

    def _paper_came(self, ticket: TicketId, _: object) -> None:
        self._paper = paper_source(ticket)

    def _turn(self, visit: VisitorChoices) -> None:
        self._visit = visit
        self.refresh()

    # --- touches ----------------------------------------------------------------------------------------------------

    @Slot(str)
    def speak(self, lang: str) -> None:
        self._turn(self._visit.speaks(lang))

    @Slot()
    def toggle_priority(self) -> None:
        self._turn(self._visit.prioritises())

    @Slot()
    def toggle_easy(self) -> None:
        self._turn(self._visit.eases())

    @Slot(str)
    def choose(self, agency: str) -> None:
        self._turn(self._visit.chooses(agency))

    @Slot()
    def back(self) -> None:
        if not isinstance(self._state, states.AskingHub | states.TakingOffline):
            self._turn(self._visit.goes_back())

    @Slot(str)
    def open_sheet(self, sheet: str) -> None:
        self._turn(self._visit.opens(SheetName(sheet)))

    @Slot(str)
    def type_key(self, character: str) -> None:
        self._turn(self._visit.types(character))

    @Slot()
    def erase(self) -> None:
        self._turn(self._visit.erases())

    @Slot()
    def clear(self) -> None:
        self._turn(self._visit.clears())

    @Slot(str)
    def take(self, service: str) -> None:
        request = states.NumberRequest(uuid4().hex, service, self._visit.priority, self._visit.lang)
        self.feed(states.ServiceChosen(request, alone=isinstance(self._presence.alone, OfflineState)))

    @Slot()
    def again(self) -> None:
        self.feed(states.RetryTouched())

    @Slot()
    def noted(self) -> None:
        self.feed(states.NotedTouched())

    @Slot()
    def leave(self) -> None:
        """From a trouble page back to where the visitor was."""
        self.feed(states.VisitorLeft())

    @Slot()
    def go_home(self) -> None:
        """Home, with everything forgotten: language, priority, search, number."""
        if isinstance(self._state, states.AwaitingPaper):
            return
        self._visit = NO_CHOICES
        self._paper = ""
        self.feed(states.VisitorLeft())

    # --- for QML ----------------------------------------------------------------------------------------------------

    page = Property(str, lambda self: self._face.page, notify=changed)
    sheet_shown = Property(str, lambda self: self._face.sheet, notify=changed)
    lang = Property(str, lambda self: self._face.lang, notify=changed)
    languages = Property(list, lambda self: list(self._face.languages), notify=changed)
    hall = Property(str, lambda self: self._face.hall, notify=changed)
    home_title = Property(str, lambda self: self._face.home_title, notify=changed)
    home_subtitle = Property(str, lambda self: self._face.home_subtitle, notify=changed)
    kind = Property(str, lambda self: self._face.kind, notify=changed)
    alone = Property(bool, lambda self: self._face.alone, notify=changed)
    clock = Property(str, lambda self: self._face.clock, notify=changed)
    day = Property(str, lambda self: self._face.day, notify=changed)
    demonstration = Property(bool, lambda self: self._face.demonstration, notify=changed)
    logo = Property(str, lambda self: self._logo, notify=changed)
    accent = Property(str, lambda self: self._face.accent, notify=changed)
    priority = Property(bool, lambda self: self._face.priority, notify=changed)
    easy = Property(bool, lambda self: self._face.easy, notify=changed)
    information = Property(str, lambda self: self._face.information, notify=changed)
    query = Property(str, lambda self: self._face.query, notify=changed)
    search_invitation = Property(str, lambda self: self._face.search_invitation, notify=changed)
    search_hint = Property(str, lambda self: self._face.search_hint, notify=changed)
    warning = Property(bool, lambda self: self._face.warning, notify=changed)
    patience = Property(float, lambda self: self._face.patience, notify=changed)
    announced = Property(str, lambda self: screen_reader.announcement(self._face), notify=changed)
    told_number = Property(str, lambda self: screen_reader.spoken_number(self._face), notify=changed)
    told_counters = Property(str, lambda self: screen_reader.spoken_counters(self._face), notify=changed)
    leaving = Property(str, lambda self: self._face.leaving, notify=changed)

    heading_letter = Property(str, lambda self: self._face.heading.letter, notify=changed)
    heading_short = Property(str, lambda self: self._face.heading.brief, notify=changed)
    heading_name = Property(str, lambda self: self._face.heading.name, notify=changed)
    heading_line = Property(str, lambda self: self._face.heading.line, notify=changed)
    heading_tint = Property(str, lambda self: self._face.heading.tint, notify=changed)

    label = Property(str, lambda self: self._face.number.label, notify=changed)
    service = Property(str, lambda self: self._face.number.service, notify=changed)
    agency = Property(str, lambda self: self._face.number.agency, notify=changed)
    ahead = Property(str, lambda self: self._face.number.ahead, notify=changed)
    minutes = Property(str, lambda self: self._face.number.minutes, notify=changed)
    counters = Property(str, lambda self: self._face.number.counters, notify=changed)
    called_to = Property(str, lambda self: self._face.number.called_to, notify=changed)
    priority_number = Property(bool, lambda self: self._face.number.priority, notify=changed)
    reserve_number = Property(bool, lambda self: self._face.number.reserve, notify=changed)
    printing = Property(bool, lambda self: self._face.number.printing, notify=changed)
    noted_number = Property(bool, lambda self: self._face.number.noted, notify=changed)
    paper = Property(str, lambda self: self._paper, notify=changed)
    number_code = Property(str, lambda self: qr_source(self._face.number.page), notify=changed)

    trouble_icon = Property(str, lambda self: self._face.trouble.icon, notify=changed)
    trouble_title = Property(str, lambda self: self._face.trouble.title, notify=changed)
    trouble_body = Property(str, lambda self: self._face.trouble.body, notify=changed)
    trouble_label = Property(str, lambda self: self._face.trouble.label, notify=changed)
    trouble_code = Property(str, lambda self: qr_source(self._face.trouble.page), notify=changed)
    trouble_write_down = Property(str, lambda self: self._face.trouble.write_down, notify=changed)
    trouble_again = Property(str, lambda self: self._face.trouble.again, notify=changed)
    trouble_noted = Property(str, lambda self: self._face.trouble.noted, notify=changed)
    trouble_technician = Property(str, lambda self: self._face.trouble.technician, notify=changed)
    trouble_staff = Property(str, lambda self: self._face.trouble.staff, notify=changed)
    trouble_leave = Property(str, lambda self: self._face.trouble.leave, notify=changed)

    agency_count = Property(int, lambda self: len(self._face.agencies), notify=changed)
    service_count = Property(int, lambda self: len(self._face.services), notify=changed)
    found_count = Property(int, lambda self: len(self._face.found), notify=changed)
    facility_count = Property(int, lambda self: len(self._face.facilities), notify=changed)
    agencies = Property(QObject, lambda self: self._agencies, constant=True)
    services = Property(QObject, lambda self: self._services, constant=True)
    found = Property(QObject, lambda self: self._found, constant=True)
    facilities = Property(QObject, lambda self: self._facilities, constant=True)

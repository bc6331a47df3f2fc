"""What happens at the kiosk: takes the visitor's touches and the hub's news, and shows the screens that follow.

Decisions are made in ``issuing.transition`` (the number), ``visitor_choices`` (what was chosen), ``idle_timer`` (going
home), ``hub_availability`` and ``screens`` (what is shown); here they are only joined.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk import idle_timer
from kiosk.hub_availability import HubAvailability
from kiosk.idle_timer import IdlePhase
from kiosk.issuing import states
from kiosk.issuing.offline_numbers import OfflineNumberPool
from kiosk.issuing.offline_policy import OfflineState
from kiosk.issuing.outbox import Outbox
from kiosk.issuing.transition import PAPER_WITHIN, advance
from kiosk.screens.models import (
    FacilitiesModel,
    FrameModel,
    HomeModel,
    IdleModel,
    SearchModel,
    ServicesModel,
    TicketModel,
    TroubleModel,
)
from kiosk.screens.paper_preview import paper_source
from kiosk.screens.screens import KioskScreens, derive
from kiosk.screens.search_examples import SearchExamples
from kiosk.tickets import TicketId
from kiosk.visitor_choices import NO_CHOICES, SheetName, VisitorChoices
from shared.qt.link import HubLink
from shared.qt.props_model import PropsModel

QML_IMPORT_NAME = "Antrean.Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 250
"""Milliseconds between two looks at the clocks."""


@QmlElement
@QmlUncreatable("made by kiosk.app")
class KioskFlow(QObject):  # type: ignore[operator]  # of the decorator above
    """Every touch that QML may forward. What it draws is in the models of the screens: ``frame``, ``home``,
    ``services``, ``search``, ``facilities``, ``ticket``, ``trouble``, ``idle``."""

    shown = Signal()
    """Something on a screen changed."""
    went_home = Signal()
    """A visitor left, and the home page is shown for the next one."""
    staff_came = Signal()
    """Somebody of the staff wants to pair this kiosk again."""

    def __init__(
        self,
        link: HubLink,
        outbox: Outbox,
        offline_numbers: OfflineNumberPool,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._outbox, self._offline_numbers, self._steady = outbox, offline_numbers, monotonic
        self._availability = HubAvailability(link, offline_numbers, monotonic)
        self._choices = self._untouched = NO_CHOICES
        self._state: states.IssuingState = states.NoRequest()
        self._touched = self._entered = monotonic()
        self._paper = ""
        self._logo = ""
        self._examples = SearchExamples()
        self._follow_site()
        self._screens = self._derive(idle_timer.AWAKE)
        self.frame = FrameModel(self._screens.frame, self)
        self.home = HomeModel(self._screens.home, self)
        self.services = ServicesModel(self._screens.services, self)
        self.search = SearchModel(self._screens.search, self)
        self.facilities = FacilitiesModel(self._screens.facilities, self)
        self.ticket = TicketModel(self._screens.ticket, self)
        self.trouble = TroubleModel(self._screens.trouble, self)
        self.idle = IdleModel(self._screens.idle, self)
        link.hall_changed.connect(self.refresh)
        link.state_changed.connect(self.refresh)
        link.ticked.connect(self.refresh)
        offline_numbers.changed.connect(self.refresh)
        outbox.heard.connect(self.feed)
        outbox.paper_came.connect(self._paper_came)
        beat = QTimer(self)
        beat.timeout.connect(self.beat)
        beat.start(TICK_MS)

    @property
    def models(self) -> dict[str, PropsModel]:
        """The models of the screens by ``KioskScreens``' field names; ``frame``, which chooses the page, last."""
        names = [name for name in KioskScreens.__struct_fields__ if name != "frame"]
        return {name: getattr(self, name) for name in (*names, "frame")}

    @property
    def screens(self) -> KioskScreens:
        """What is shown now."""
        return self._screens

    @property
    def state(self) -> states.IssuingState:
        return self._state

    def show_logo(self, source: str) -> None:
        """Address of the hall's logo for an Image; "" for our own emblem."""
        self._logo = source
        self.refresh()

    # --- what happens -----------------------------------------------------------------------------------------------

    def feed(self, given: states.IssuingInput) -> None:
        """Gives the number's state machine one input and carries out what it decides."""
        before = self._state
        self._state, effects = advance(before, given)
        if type(before) is not type(self._state):
            self._touched = self._entered = self._steady()
        for effect in effects:
            self._outbox.run(effect)
        self.refresh()

    def beat(self) -> None:
        """Looks at the clocks: nobody touches, the hub stays away, or the printer says nothing."""
        if isinstance(self._state, states.AskingHub) and isinstance(self._availability.offline, OfflineState):
            self.feed(states.HubGone())
        elif isinstance(self._state, states.AwaitingPaper) and self._steady() - self._entered > PAPER_WITHIN:
            self.feed(states.PaperOverdue())
        elif self._idle_state().rest is IdlePhase.OVER:
            self.go_home()
        else:
            self.refresh()

    @Slot()
    def touched(self) -> None:
        """Any touch anywhere: somebody is there. While the screen asks, only its own buttons answer: they would be
        gone before the finger is lifted."""
        if not self._screens.idle.warning:
            self._touched = self._steady()

    @Slot()
    def attend(self) -> None:
        """The small way in for the staff, where the kiosk is out of service."""
        if self._screens.trouble.staff:
            self.staff_came.emit()

    @Slot()
    def stay(self) -> None:
        """ "I need more time"."""
        self._touched = self._steady()
        self.refresh()

    def refresh(self, *_: object) -> None:
        self._follow_site()
        screens = self._derive(self._idle_state())
        if screens == self._screens:
            return
        self._screens = screens
        for name, model in self.models.items():
            model.show(getattr(screens, name))
        self.shown.emit()

    def _follow_site(self) -> None:
        """The next visitor begins in the site's first language; so does this screen while nobody has chosen."""
        hall = self._availability.hall
        untouched = NO_CHOICES.with_language(hall.site.languages[0]) if hall else NO_CHOICES
        if self._choices == self._untouched:
            self._choices = untouched
        self._untouched = untouched

    def _derive(self, resting: idle_timer.IdleState) -> KioskScreens:
        there, offline = self._availability, self._availability.offline
        return derive(
            there.hall,
            self._choices,
            self._state,
            there.away,
            resting,
            self._offline_numbers.now(),
            offline if isinstance(offline, OfflineState) else None,
            self._examples.of(there.hall, self._choices.lang),
            self._logo,
            self._paper,
        )

    def _idle_state(self) -> idle_timer.IdleState:
        hall = self._availability.hall
        if hall is None or isinstance(self._state, states.AskingHub | states.TakingOffline | states.AwaitingPaper):
            return idle_timer.AWAKE
        if self._choices == self._untouched and isinstance(self._state, states.NoRequest):
            return idle_timer.AWAKE
        issued = isinstance(self._state, states.NumberIssued)
        times = (idle_timer.ticket_times if issued else idle_timer.page_times)(hall.site.kiosk)
        return idle_timer.idle_state(times, self._steady() - self._touched)

    def _paper_came(self, ticket: TicketId, _: object) -> None:
        self._paper = paper_source(ticket)

    def _turn(self, choices: VisitorChoices) -> None:
        self._choices = choices
        self.refresh()

    # --- touches ----------------------------------------------------------------------------------------------------

    @Slot(str)
    def speak(self, lang: str) -> None:
        self._turn(self._choices.with_language(lang))

    @Slot()
    def toggle_priority(self) -> None:
        self._turn(self._choices.toggle_priority())

    @Slot()
    def toggle_easy(self) -> None:
        self._turn(self._choices.toggle_easy())

    @Slot(str)
    def choose(self, agency: str) -> None:
        self._turn(self._choices.choose_agency(agency))

    @Slot()
    def back(self) -> None:
        if not isinstance(self._state, states.AskingHub | states.TakingOffline):
            self._turn(self._choices.back())

    @Slot(str)
    def open_sheet(self, sheet: str) -> None:
        self._turn(self._choices.open_sheet(SheetName(sheet)))

    @Slot(str)
    def type_key(self, character: str) -> None:
        self._turn(self._choices.type_key(character))

    @Slot()
    def erase(self) -> None:
        self._turn(self._choices.erase())

    @Slot()
    def clear(self) -> None:
        self._turn(self._choices.clear())

    @Slot(str)
    def take(self, service: str) -> None:
        request = states.NumberRequest(uuid4().hex, service, self._choices.priority, self._choices.lang)
        self.feed(states.ServiceChosen(request, offline=isinstance(self._availability.offline, OfflineState)))

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
        self._choices = self._untouched
        self._paper = ""
        self.feed(states.VisitorLeft())
        self.went_home.emit()

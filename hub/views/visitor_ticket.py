"""What a visitor is told of the own ticket, and nothing of anybody else: what the page behind the QR shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from hub.conditions import Conditions
from hub.engine.port import Connection
from hub.rules.lifecycle import ENDS
from hub.rules.openness import service_date
from hub.store import calls, counters, lines, steps
from hub.views.line_forecast import LineForecast, LineState, line_state
from hub.views.waiting_line import WaitingLine, forecast_of
from shared.site.model import Counter as SiteCounter
from shared.site.model import Service
from shared.texts import FloorName, Translations
from shared.wire import Call, Estimate, Step, StepState, TicketInfo


class CounterPlace(Struct, frozen=True):
    """What the page tells of a counter besides its number."""

    number: int
    name: Translations | None = None
    """What is shown instead of the number."""
    floor: FloorName | None = None
    """None where the site does not tell floors."""
    zone: Translations | None = None
    """The zone's name; None where the site does not tell zones."""


class VisitorTicket(Struct, frozen=True):
    """What the page behind the QR shows: this ticket and nothing of anybody else."""

    ticket: TicketInfo
    step: Step
    site_name: Translations
    site_kind: Translations
    timezone: str
    agency: Translations
    service: Translations
    bring: tuple[Translations, ...]
    ahead: int
    """People before this ticket now; 0 when it does not wait."""
    estimate: Estimate
    calling: Call | None
    """The latest call of this ticket."""
    last_called: tuple[Call, ...]
    """The service's latest calls, newest first, one for each number, at most 3: what the hall's board shows anyway."""
    now: datetime
    always_open: bool
    staffed: bool = True
    """Whether a counter for the service is open now."""
    places: tuple[CounterPlace, ...] = ()
    """Of every counter that is named here and that has more to tell than its number."""
    logo: str | None = None
    """Path of the hall's logo on the hub."""


_NEAREST = {
    state: rank
    for rank, state in enumerate(
        (
            StepState.CALLED,
            StepState.SERVING,
            StepState.WAITING,
            StepState.RESERVED,
            StepState.HELD,
            StepState.NO_SHOW,
            StepState.VOID,
        )
    )
}
"""Of several services in one visit the page shows the step with the smallest rank; among equal ones that are over, the
last."""
_REVIVED_THE_SAME_DAY = frozenset({StepState.NO_SHOW, StepState.VOID})
MOST_COUNTED = 8
"""Of one line, before it is read whole, which costs about as much as so many counts."""
_RECENT_CALLS = 60
"""How many of the hall's latest calls are searched for those of the visitor's service."""


class SharedFields(Struct, frozen=True):
    """The fields of ``VisitorTicket`` that are the same for all who wait for one service."""

    last_called: tuple[Call, ...]
    staffed: bool
    places: tuple[CounterPlace, ...]


class TicketChange(Struct, frozen=True, tag_field="type", tag="change"):
    """New values of some fields of ``VisitorTicket``; the others stay as they were told last."""

    now: datetime
    ahead: int | UnsetType = UNSET
    estimate: Estimate | UnsetType = UNSET
    last_called: tuple[Call, ...] | UnsetType = UNSET
    staffed: bool | UnsetType = UNSET
    places: tuple[CounterPlace, ...] | UnsetType = UNSET

    def applied(self, to: VisitorTicket) -> VisitorTicket:
        """``to`` with the new values, as ``web/ticket/visit.js`` applies them."""
        values = {field: getattr(self, field) for field in self.__struct_fields__}
        return replace(to, **{field: value for field, value in values.items() if value is not UNSET})


def _rank(step: Step) -> int:
    return _NEAREST.get(step.state, len(_NEAREST))


class Place(Struct, frozen=True):
    """A waiting step with the people before it and its wait."""

    step: Step
    ahead: int
    wait: Estimate

    def order(self) -> tuple[int, int, int, int]:
        """Of several steps the one with the smallest order is called first, as the paper computes it."""
        return self.wait.p50, self.wait.p90, self.ahead, self.step.id


class VisitorTickets:
    """What any number of visitors are told at one moment; what is the same for several of them is read once.

    Whatever reads the file is to be called within ``reading()`` and raises StorageError."""

    def __init__(self, db: Connection, conditions: Conditions) -> None:
        self._db = db
        self._site = conditions.site
        self._always_open = conditions.always_open
        self.now = conditions.clock.now()
        self.today = service_date(self._site.timezone, self.now)
        self._recent: dict[date, tuple[Call, ...]] = {}
        self._states: dict[frozenset[str], LineState] = {}
        self._lines: dict[frozenset[str], WaitingLine] = {}
        self._counted: Counter[frozenset[str]] = Counter()
        self._shared: dict[tuple[str, date, int | None, int | None], SharedFields] = {}
        self._open: list[SiteCounter] | None = None

    @contextmanager
    def reading(self) -> Iterator[VisitorTickets]:
        """All that is read within is of one moment."""
        with self._db.reading():
            yield self

    def of(self, ticket: TicketInfo) -> VisitorTicket:
        return self.with_waiting(ticket)[0]

    def with_waiting(self, ticket: TicketInfo) -> tuple[VisitorTicket, tuple[Step, ...]]:
        """What the visitor is told, and the steps among which ``nearest`` chooses; none when the ticket does not
        wait."""
        site = self._site
        found = steps.steps_of(self._db, ticket.id)
        rank = min(map(_rank, found))
        nearest = [one for one in found if _rank(one) == rank]
        waiting = tuple(nearest) if nearest[-1].state is StepState.WAITING else ()
        if waiting:
            place = min((self._place(ticket, one) for one in waiting), key=Place.order)
        else:
            place = Place(nearest[-1], 0, Estimate(0, 0))
        step = place.step
        agency, service = site.agency(step.agency), site.service(step.service)
        shared = self.shared(step, ticket.service_date)
        visit = VisitorTicket(
            ticket=ticket,
            step=step if step.state is StepState.HELD else replace(step, note=None),
            site_name=site.name,
            site_kind=site.kind,
            logo=site.logo,
            timezone=site.timezone,
            agency=agency.short if agency else {"id": step.agency},
            service=service.name if service else {"id": step.service},
            bring=service.bring if service else (),
            ahead=place.ahead,
            estimate=place.wait,
            calling=calls.latest_of(self._db, step),
            last_called=shared.last_called,
            now=self.now,
            always_open=self._always_open,
            staffed=shared.staffed,
            places=shared.places,
        )
        return visit, waiting

    def read_lines(self, services: Iterable[frozenset[str]]) -> None:
        """Reads these lines and what ``shared`` asks for, so that ``line``, ``nearest``, and ``shared`` for tickets of
        today, need the file no more."""
        for line in services:
            if line not in self._lines:
                self._lines[line] = WaitingLine(self._db, self._site, self.now, line, not self._always_open)
        self._latest_calls(self.today)
        self._open_counters()

    def line(self, services: frozenset[str]) -> WaitingLine:
        """One of the lines that were read."""
        return self._lines[services]

    def nearest(self, ticket: TicketInfo, waiting: Iterable[Step]) -> Place | None:
        """The one of the ticket's ``waiting`` steps that is called first, in lines that were read; None when one of
        them does not wait there any more."""
        best: Place | None = None
        for step in waiting:
            service = self._site.service(step.service)
            if service is None:
                place = Place(step, 0, Estimate(0, 0))
            else:
                line = self._lines[self._site.pools[service.code].services]
                found = line.forecast(step.id, service, ticket.priority)
                if found is None:
                    return None
                place = Place(step, found.ahead, found.wait)
            if best is None or place.order() < best.order():
                best = place
        return best

    def shared(self, step: Step, day: date) -> SharedFields:
        """What everybody is told whose ``step`` is for the same service of the same day and at the same counter."""
        key = step.service, day, step.counter, step.prefers
        if (found := self._shared.get(key)) is None:
            newest: dict[int, Call] = {}
            for call in self._latest_calls(day):
                if call.service == step.service:
                    newest.setdefault(call.ticket, call)
            last_called = tuple(newest.values())[:3]
            found = self._shared[key] = SharedFields(
                last_called,
                any(step.service in counter.services for counter in self._open_counters()),
                self._places({step.counter, step.prefers, *(call.counter for call in last_called)}),
            )
        return found

    def _open_counters(self) -> list[SiteCounter]:
        if self._open is None:
            numbers = counters.open_counters(self._db)
            self._open = [counter for counter in self._site.counters if counter.number in numbers]
        return self._open

    def _places(self, numbers: set[int | None]) -> tuple[CounterPlace, ...]:
        site = self._site
        zones = {zone.code: zone for zone in site.zones}
        found = []
        for counter in (site.counter(number) for number in sorted(number or 0 for number in numbers)):
            zone = zones.get(counter.zone) if counter else None
            if counter is None or zone is None:
                continue
            place = CounterPlace(
                counter.number,
                counter.name,
                zone.floor if site.tells_floor else None,
                zone.name if site.tells_zone else None,
            )
            if place != CounterPlace(counter.number):
                found.append(place)
        return tuple(found)

    def _place(self, ticket: TicketInfo, step: Step) -> Place:
        service = self._site.service(step.service)
        if service is None:
            return Place(step, 0, Estimate(0, 0))
        found = self._forecast(service, ticket.priority, step)
        return Place(step, found.ahead, found.wait)

    def lines_of(self, shown: Step, waiting: Iterable[Step]) -> frozenset[frozenset[str]]:
        """The services of each line whose events may change what is told, apart from events of the ticket itself."""
        return frozenset(self._services(step.service) for step in (shown, *waiting))

    def _services(self, code: str) -> frozenset[str]:
        service = self._site.service(code)
        return self._site.pools[service.code].services if service else frozenset({code})

    def over(self, visit: VisitorTicket) -> bool:
        """Nothing will change any more: the visit is done, or it can only be revived on a day that is over. What is
        still open ends with the closing of the day."""
        state, past = visit.step.state, visit.ticket.service_date < self.today
        return state in ENDS or (past and state in _REVIVED_THE_SAME_DAY)

    def _latest_calls(self, day: date) -> tuple[Call, ...]:
        if day not in self._recent:
            self._recent[day] = calls.recent(self._db, day, _RECENT_CALLS)
        return self._recent[day]

    def _forecast(self, service: Service, priority: bool, step: Step) -> LineForecast:
        """Counts those ahead of this step alone; once several of a line were asked for, reads the line."""
        services = self._site.pools[service.code].services
        self._counted[services] += 1
        if self._counted[services] > MOST_COUNTED:
            self.read_lines([services])
            if (found := self._lines[services].forecast(step.id, service, priority)) is not None:
                return found
        state = self._states.get(services)
        if state is None:
            state = self._states[services] = line_state(self._db, self._site, self.now, services, not self._always_open)
        earlier = lines.waiting_counts(self._db, self.today, step, services)
        return forecast_of(state, self._site, service, priority, earlier, step.skip)
